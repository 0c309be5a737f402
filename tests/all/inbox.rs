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
