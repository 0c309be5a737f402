//! A recording that holds two runs, a watch that ran on, a distance that is wrong, a
//! corrected file: told by the runner, and taken back again.

use crate::bench::{Bench, fixture};
use serde_json::Value;

const AS_OF: &str = "2027-01-01";

fn runs(bench: &Bench) -> Vec<Value> {
    bench.runs()["runs"].as_array().expect("a list").clone()
}

fn seconds(bench: &Bench) -> Vec<f64> {
    let of = |run: &Value| run["elapsed_s"].as_f64().expect("a time");
    runs(bench).iter().map(of).collect()
}

/// `garmin.fit`: 08:00 to 08:04:29 in its own zone.
fn with_a_run() -> Bench {
    let bench = Bench::new(AS_OF);
    bench.import(&["files/garmin.fit"]).ok();
    bench
}

#[test]
fn a_recording_is_split_and_in_one_piece_again() {
    let bench = with_a_run();
    let whole = bench.runs();
    for at in ["2min", "08:02", "2026-03-02T07:02:00Z"] {
        let told = bench
            .call(&["split", "last", "--at", at, "--json"])
            .ok()
            .json();
        assert_eq!(
            told["changed"]["runs"].as_array().map(Vec::len),
            Some(2),
            "{told}"
        );
        let parts = runs(&bench);
        assert_eq!(parts.len(), 2, "{at}");
        assert_eq!(
            parts[0]["id"], whole["runs"][0]["id"],
            "the first keeps its name"
        );
        let lasts = seconds(&bench);
        assert!((118.0..=120.0).contains(&lasts[0]), "{at}: {lasts:?}");
        assert!((147.0..=150.0).contains(&lasts[1]), "{at}: {lasts:?}");
        let metres: f64 = parts
            .iter()
            .filter_map(|run| run["distance_m"].as_f64())
            .sum();
        let before = whole["runs"][0]["distance_m"].as_f64().expect("a distance");
        assert!((metres - before).abs() < 15.0, "{metres} and {before}");
        let text = bench.call(&["undo"]).ok().stdout;
        assert!(text.contains("taken back"), "{text}");
        assert_eq!(bench.runs(), whole, "{at}");
    }
    // Also when all is derived again.
    bench.call(&["split", "last", "--at", "2min"]).ok();
    let parts = bench.runs();
    bench.call(&["rebuild"]).ok();
    assert_eq!(bench.runs(), parts);
    for refused in [
        &["split", "last", "--at", "10min"][..],
        &["split", "last", "--at", "07:00"],
        &["split", "last", "--at", "soon"],
        &["split", "nothing", "--at", "1min"],
        &["split", "last"],
        &["trim", "last"],
        &["trim", "last", "--from", "2min", "--to", "1min"],
    ] {
        bench.call(refused).exits(2);
        assert_eq!(bench.runs(), parts, "{refused:?}");
    }
}

/// A steady run cut in the middle has halves like two copies with clocks a quarter of an hour
/// apart; they are two runs all the same.
#[test]
fn two_halves_that_are_alike_are_two_runs() {
    let bench = Bench::new(AS_OF);
    let points: String = (0..=1800)
        .map(|second| {
            // A lap of five minutes, again and again.
            let turn = f64::from(second) / 300.0 * std::f64::consts::TAU;
            let (latitude, longitude) = (47.0 + 0.0012 * turn.sin(), 7.0 + 0.0018 * turn.cos());
            let time = format!("2026-03-02T08:{:02}:{:02}Z", second / 60, second % 60);
            format!(
                r#"<trkpt lat="{latitude:.6}" lon="{longitude:.6}"><time>{time}</time></trkpt>"#
            )
        })
        .collect();
    let text = format!(
        r#"<gpx version="1.1" creator="hand"><trk><type>running</type><trkseg>{points}</trkseg></trk></gpx>"#
    );
    let path = bench.folder.path().join("steady.gpx");
    std::fs::write(&path, text).expect("writes");
    bench.call(&["import", path.to_str().expect("UTF-8")]).ok();
    let whole = bench.runs();
    bench.call(&["split", "last", "--at", "15min"]).ok();
    let lasts = seconds(&bench);
    assert_eq!(lasts.len(), 2, "{lasts:?}");
    assert!((lasts[0] - lasts[1]).abs() <= 2.0, "{lasts:?}");
    let parts = bench.runs();
    bench.call(&["rebuild"]).ok();
    assert_eq!(bench.runs(), parts);
    bench.call(&["undo"]).ok();
    assert_eq!(bench.runs(), whole);
}

#[test]
fn a_recording_is_trimmed_and_whole_again() {
    let bench = with_a_run();
    let whole = bench.runs();
    for (words, lasts) in [
        (&["--from", "1min"][..], 208.0..=210.0),
        (&["--to", "3min"], 179.0..=181.0),
        (&["--from", "08:01", "--to", "08:03"], 119.0..=121.0),
    ] {
        let arguments = [&["trim", "last"], words].concat();
        let said = bench.call(&arguments).ok().stdout;
        assert!(said.contains("is now"), "{said}");
        let found = seconds(&bench);
        assert!(
            found.len() == 1 && lasts.contains(&found[0]),
            "{words:?}: {found:?}"
        );
        assert_eq!(runs(&bench)[0]["id"], whole["runs"][0]["id"]);
        // The file that comes again is the same file.
        bench.import(&["files/garmin.fit"]).ok();
        assert_eq!(seconds(&bench), found);
        bench.call(&["undo"]).ok();
        assert_eq!(bench.runs(), whole, "{words:?}");
    }
    bench
        .call(&["add", "--at", "2026-12-01T10:00", "--minutes", "30"])
        .ok();
    let refused = bench
        .call(&["trim", "last", "--to", "20min"])
        .exits(2)
        .stderr;
    assert!(refused.contains("without a recording"), "{refused}");
}

#[test]
fn a_corrected_distance_classifies_the_efforts_anew() {
    let bench = Bench::new(AS_OF);
    bench
        .call(&["config", "set", "critical-speed", "3.75"])
        .ok();
    bench
        .import(&["athletes/sparse/2026-08-08-1020.gpx.gz"])
        .ok();
    let before = bench.runs();
    let hard = |runs: &Value| runs["runs"][0]["hard_s"].as_f64().expect("known");
    let metres = before["runs"][0]["distance_m"]
        .as_f64()
        .expect("a distance");
    let half_as_much_again = format!("{:.3}", metres * 1.5 / 1000.0);
    bench
        .call(&["correct", "last", "--distance", &half_as_much_again])
        .ok();
    let after = bench.runs();
    assert!(
        hard(&after) > hard(&before) + 60.0,
        "all of it was faster: {} and {} s hard",
        hard(&before),
        hard(&after)
    );
    let told = after["runs"][0]["distance_m"].as_f64().expect("a distance");
    assert!((told - metres * 1.5).abs() < 1.0);
    bench.call(&["undo"]).ok();
    assert_eq!(bench.runs(), before);
}

#[test]
fn a_corrected_file_replaces_the_first_and_is_taken_back() {
    let bench = Bench::new(AS_OF);
    bench.import(&["files/twin-left-wrist.fit"]).ok();
    bench.import(&["files/twin-right-wrist.fit"]).ok();
    let speaks = |bench: &Bench| {
        let run = &runs(bench)[0];
        run["files"][0]["name"].as_str().expect("a name").to_owned()
    };
    let first = speaks(&bench);
    let other = if first.contains("left") {
        "twin-right-wrist.fit"
    } else {
        "twin-left-wrist.fit"
    };
    // Known before: told to speak for the run.
    let file = fixture(&format!("files/{other}"));
    let before = bench.runs();
    bench.call(&["import", "--replace", &file]).ok();
    assert_eq!((runs(&bench).len(), speaks(&bench)), (1, other.to_owned()));
    bench.call(&["rebuild"]).ok();
    assert_eq!(speaks(&bench), other);
    bench.call(&["undo"]).ok();
    assert_eq!(bench.runs(), before);
    // Never seen before.
    let bench = Bench::new(AS_OF);
    bench
        .call(&["import", &fixture(&format!("files/{first}"))])
        .ok();
    let before = bench.runs();
    let told = bench
        .call(&["import", "--replace", "--json", &file])
        .ok()
        .json();
    assert_eq!(told["imported"].as_array().map(Vec::len), Some(1), "{told}");
    assert_eq!((runs(&bench).len(), speaks(&bench)), (1, other.to_owned()));
    bench.call(&["undo"]).ok();
    assert_eq!(bench.runs(), before);
}

/// A file that came first as its first half: the whole one replaces it, and that is said.
#[test]
fn what_an_import_replaces_is_told_and_counted() {
    let whole = std::fs::read(fixture("files/steps.gpx")).expect("a fixture");
    let text = String::from_utf8(whole).expect("UTF-8");
    let half = text[..text.len() / 2].rfind("<trkpt").expect("a point");
    let bench = Bench::new(AS_OF);
    let path = |name: &str| bench.folder.path().join(name).display().to_string();
    let (first, second) = (path("half.gpx"), path("whole.gpx"));
    std::fs::write(&first, &text[..half]).expect("writes");
    std::fs::write(&second, &text).expect("writes");
    bench.call(&["import", &first]).ok();
    let metres = |bench: &Bench| runs(bench)[0]["distance_m"].as_f64().expect("a distance");
    let part = metres(&bench);
    let told = bench.call(&["import", &second]).ok().stdout;
    assert!(told.contains("replaced: ") && told.contains("→"), "{told}");
    assert!(told.contains("0 runs imported, 1 replaced"), "{told}");
    assert!(!told.contains("left out"), "{told}");
    assert!(metres(&bench) > 1.5 * part);
    // The first file again, told to speak: told, and once only.
    let again = ["import", "--replace", "--json", &first];
    let told = bench.call(&again).ok().json();
    let replaced = &told["replaced"][0];
    assert_eq!(
        replaced["distance_m"]["after"].as_f64(),
        Some(part),
        "{told}"
    );
    assert_eq!(told["skipped"].as_array().map(Vec::len), Some(0), "{told}");
    let entries = bench.diary().len();
    let told = bench.call(&again).ok().json();
    assert_eq!(told["replaced"].as_array().map(Vec::len), Some(0), "{told}");
    assert_eq!(bench.diary().len(), entries);
    let undone = bench.call(&["undo"]).ok().stdout;
    assert!(undone.contains("the import of 1 entry"), "{undone}");
    assert!(metres(&bench) > 1.5 * part);
}

#[test]
fn laps_that_a_cut_leaves_over_say_nothing_of_the_distance_of_a_part() {
    let bench = Bench::new(AS_OF);
    bench
        .import(&["athletes/returning/2026-11-22-0945.fit"])
        .ok();
    let doubted = |bench: &Bench| {
        let names = |run: &Value| run["quality"].to_string();
        runs(bench).iter().map(names).collect::<Vec<_>>().join(" ")
    };
    assert!(!doubted(&bench).contains("distance"), "{}", doubted(&bench));
    for cut in [
        &["split", "last", "--at", "10min"][..],
        &["trim", "last", "--from", "4min"],
        &["trim", "last", "--to", "13min"],
    ] {
        bench.call(cut).ok();
        assert!(
            !doubted(&bench).contains("distance"),
            "{cut:?}: {}",
            doubted(&bench)
        );
        bench.call(&["undo"]).ok();
    }
}
