//! What an import tells a person: few files each, many files on one screen.

use crate::bench::{Bench, fixture};

#[test]
fn many_files_are_told_on_one_screen_and_each_when_asked() {
    let folder = fixture("athletes/returning");
    let bench = Bench::new("2026-11-22");
    let told = bench.call(&["import", &folder]).ok().stdout;
    assert!(told.lines().count() <= 24, "{told}");
    assert!(
        told.lines().all(|line| line.chars().count() <= 80),
        "{told}"
    );
    assert!(told.starts_with("93 runs imported"), "{told}");
    for part in ["weeks with a run", "episode start", "--verbose PATH"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let again = bench.call(&["import", &folder]).ok().stdout;
    assert!(again.contains("93 copies of known runs"), "{again}");
    let other = Bench::new("2026-11-22");
    let each = other.call(&["import", "--verbose", &folder]).ok().stdout;
    assert!(each.lines().filter(|line| line.starts_with('+')).count() == 93);
}

#[test]
fn a_few_files_are_a_line_each() {
    let bench = Bench::new("2027-01-01");
    let ride = fixture("files/cycling.fit");
    let told = bench.call(&["import", &ride]).ok().stdout;
    assert!(told.contains("left out, another sport"), "{told}");
}

/// What lies ahead of the clock is said with what to do, counts for nothing until its day
/// comes, and stays out when the runner says so.
#[test]
fn a_day_that_has_not_come_is_said() {
    let bench = Bench::new("2020-01-01");
    let folder = fixture("athletes/returning");
    let json = bench.call(&["import", "--json", &folder]).ok().json();
    let later = json["later"].as_array().expect("a list");
    assert_eq!(later.len(), 93);
    assert_eq!(bench.runs()["runs"].as_array().map(Vec::len), Some(0));
    let run = later[0]["run"].as_str().expect("an id");
    bench.call(&["exclude", run, "--why", "wrong clock"]).ok();
    let counted = bench
        .call(&["runs", "--json", "--as-of", "2026-11-22"])
        .ok();
    assert_eq!(counted.json()["runs"].as_array().map(Vec::len), Some(92));
}

/// A recording that does not count can be looked at, and says what would change it.
#[test]
fn a_recording_that_does_not_count_says_why_and_what_changes_it() {
    let bench = Bench::new("2026-11-22");
    bench.call(&["import", &fixture("athletes/returning")]).ok();
    let runs = bench.runs();
    let run = runs["runs"][0]["id"].as_str().expect("an id");
    bench.call(&["exclude", run, "--why", "a ride"]).ok();
    let card = bench.call(&["show", run]).ok().stdout;
    assert!(card.contains("Counts for nothing: a ride."), "{card}");
    assert!(
        card.contains(&format!("`comeback include {run}`")),
        "{card}"
    );
    let all = bench.call(&["runs", "--all"]).ok().stdout;
    assert!(all.contains(&format!("? {run}: a ride")), "{all}");
    bench.call(&["include", run]).ok();
    let card = bench.call(&["show", run]).ok().stdout;
    assert!(!card.contains("Counts for nothing"), "{card}");
}
