//! The drop folder: what a phone leaves there is logged once, and nothing else happens.

use crate::bench::Bench;
use std::fs;
use std::path::PathBuf;

const NOW: &str = "2026-11-27T20:00:00+01:00";

fn bench() -> (Bench, PathBuf) {
    let bench = Bench::new(NOW);
    bench
        .call(&["add", "--at", "2026-11-27T10:00", "--minutes", "30"])
        .ok();
    let inbox = bench.home().join("athletes/me/inbox");
    fs::create_dir_all(&inbox).expect("a folder");
    (bench, inbox)
}

#[test]
fn a_file_is_an_entry_once() {
    let (bench, inbox) = bench();
    let name = "20261127T193000+0100-iphone.txt";
    fs::write(inbox.join(name), "pain 3 | sat an hour\n").expect("writes");
    let ended = bench.call(&["inbox", "--json"]).ok().json();
    assert_eq!(ended["taken"][0]["file"], name, "{ended}");
    assert!(inbox.join("done").join(name).exists());
    assert!(!inbox.join(name).exists());
    let max = |bench: &Bench| bench.runs()["runs"][0]["response"]["max"].clone();
    assert_eq!(max(&bench), 3.0);
    // It comes again by a sync, also as a copy: nothing changes, also after it was undone.
    bench.call(&["undo"]).ok();
    for again in [
        name,
        "20261127T193000+0100-iphone.sync-conflict-20261127-194000-ABCDEFG.txt",
        "20261127T193000+0100-iphone (1).txt",
    ] {
        fs::write(inbox.join(again), "pain 3 | sat an hour").expect("writes");
    }
    let ended = bench.call(&["inbox", "--json"]).ok().json();
    assert_eq!(ended["known"].as_array().map(Vec::len), Some(3), "{ended}");
    assert_eq!(max(&bench), serde_json::Value::Null);
}

#[test]
fn what_is_no_entry_stays_and_is_named() {
    let (bench, inbox) = bench();
    let before = bench.call(&["log", "list", "--json"]).ok().stdout;
    for (name, text, says) in [
        ("20261127T193000-iphone.txt", "pain 3", "offset"),
        ("pain.txt", "pain 3", "does not begin with a time"),
        ("20261127T193001+0100-a.txt", "config vmax 9", "is none of"),
        ("20261127T193002+0100-a.txt", "undo", "is none of"),
        (
            "20261127T193003+0100-a.txt",
            "pain 3\nsymptom fever",
            "more than one line",
        ),
        ("20261127T193004+0100-a.txt", "", "empty"),
        ("20261127T193005+0100-a.txt", "pain 11", "10"),
        ("20261128T193006+0100-a.txt", "pain 1", "has not come yet"),
        (
            "20261127T193000+0100-b (conflicted copy 1).txt",
            "pain 9",
            "something else",
        ),
    ] {
        fs::write(inbox.join(name), text).expect("writes");
        let ended = bench.call(&["inbox", "--json"]).exits(2).json();
        let why = ended["left"][0]["why"].as_str().unwrap_or_default();
        assert!(why.contains(says), "{name}: {ended}");
        assert!(inbox.join(name).exists(), "{name} stays");
        fs::remove_file(inbox.join(name)).expect("removed");
    }
    // What a sync has under way, and what is no text, is not looked at.
    for name in [
        ".syncthing.x.tmp",
        "20261127T193000+0100.txt.tmp",
        "photo.jpg",
    ] {
        fs::write(inbox.join(name), "pain 3").expect("writes");
    }
    fs::create_dir(inbox.join("20261127T193007+0100.txt")).expect("a folder");
    let huge = inbox.join("20261127T193008+0100.txt");
    fs::write(&huge, "pain 3 |".to_owned() + &"x".repeat(1 << 20)).expect("writes");
    let ended = bench.call(&["inbox", "--json"]).exits(2).json();
    assert_eq!(ended["left"].as_array().map(Vec::len), Some(2), "{ended}");
    assert_eq!(bench.call(&["log", "list", "--json"]).ok().stdout, before);
}

#[test]
#[cfg(unix)]
fn a_link_is_not_followed() {
    let (bench, inbox) = bench();
    let secret = bench.home().join("secret");
    fs::write(&secret, "pain 3").expect("writes");
    let name = "20261127T193000+0100-a.txt";
    std::os::unix::fs::symlink(&secret, inbox.join(name)).expect("a link");
    let ended = bench.call(&["inbox", "--json"]).exits(2).json();
    assert_eq!(ended["left"][0]["why"], "it is no file");
}

/// What waits is neither read nor passed over by a call that only looks.
#[test]
fn what_waits_or_was_refused_is_named_by_every_call_that_looks() {
    let (bench, inbox) = bench();
    let name = "20261127T193000+0100-phone.txt";
    fs::write(inbox.join(name), "pain 8").expect("writes");
    fs::write(inbox.join("20261127T193100+0100-phone.txt"), "symptom pop").expect("writes");
    // To a call as of this moment it does not exist yet.
    fs::write(inbox.join("20261127T235900+0100-phone.txt"), "pain 1").expect("writes");
    let before = bench.diary();
    for command in [
        &["check"][..],
        &["today"],
        &["plan"],
        &["show", "last"],
        &["runs"],
        &["trend"],
    ] {
        let told = bench.call(command).ok().stderr;
        assert!(told.contains("`pain 8` waits"), "{command:?}: {told}");
        assert!(told.contains("is none of"), "{command:?}: {told}");
        assert!(!told.contains("pain 1"), "{command:?}: {told}");
        assert!(!told.contains("has not come"), "{command:?}: {told}");
    }
    let check = bench.call(&["check", "--json"]).ok().json();
    assert_eq!(check["notes"].as_array().map(Vec::len), Some(2), "{check}");
    let roster = bench.call(&["roster"]).ok().stderr;
    assert!(roster.contains("3 entries wait"), "{roster}");
    assert_eq!(bench.diary(), before);
    assert!(inbox.join(name).exists());
    let taken = bench.call(&["inbox"]).exits(3);
    // Taken, it is answered like what is typed.
    assert!(taken.stdout.contains("pain-too-high"), "{}", taken.stdout);
    let told = bench.call(&["check"]).exits(1).stderr;
    assert!(!told.contains("waits"), "{told}");
}

#[test]
fn a_folder_that_is_named_and_not_there_is_no_empty_one() {
    let (bench, _) = bench();
    let config = bench.folder.path().join("config");
    fs::create_dir_all(config.join("comeback")).expect("a folder");
    let gone = bench.folder.path().join("gone");
    let text = format!("inbox = {:?}\n", gone.to_str().expect("a path"));
    fs::write(config.join("comeback/config.toml"), text).expect("writes");
    let call = |arguments: &[&str]| {
        let mut command = bench.command(arguments);
        let output = command.env("XDG_CONFIG_HOME", &config).output();
        let output = output.expect("the program runs");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code(), told)
    };
    let (code, told) = call(&["inbox"]);
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains("there is no folder"), "{told}");
    // What is logged goes in all the same, and says so.
    for command in [&["check"][..], &["log", "stretch"]] {
        let (code, told) = call(command);
        assert_eq!(code, Some(0), "{told}");
        assert!(told.contains("there is no folder"), "{told}");
    }
}
