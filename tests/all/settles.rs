//! What was asked about at import is answered by what comes later: the whole file, a file
//! that names the sport, the history in which a fast run is nothing new.

use crate::bench::Bench;
use chrono::{DateTime, TimeDelta, Utc};

const AS_OF: &str = "2026-11-22";

/// A GPX to the north from a moment on, so fast, m/s, without a step; a word for its sport
/// or none.
fn gpx(start: &str, seconds: i64, speed: f64, sport: Option<&str>) -> String {
    let start: DateTime<Utc> = start.parse().expect("an instant");
    let points: String = (0..seconds)
        .step_by(5)
        .map(|second| {
            let latitude = 47.0 + speed * second as f64 / 111_195.0;
            let longitude = 7.0 + (second as f64 / 83.0).sin() * 1e-3;
            let time = (start + TimeDelta::seconds(second)).format("%Y-%m-%dT%H:%M:%SZ");
            format!(
                r#"<trkpt lat="{latitude:.6}" lon="{longitude:.6}"><time>{time}</time></trkpt>"#
            )
        })
        .collect();
    let kind = sport.map_or(String::new(), |sport| format!("<type>{sport}</type>"));
    format!(r#"<gpx version="1.1" creator="hand"><trk>{kind}<trkseg>{points}</trkseg></trk></gpx>"#)
}

/// What the import says.
fn import(bench: &Bench, name: &str, text: &str) -> String {
    let path = bench.folder.path().join(name);
    std::fs::write(&path, text).expect("a file");
    let path = path.to_str().expect("UTF-8");
    let said = bench.call(&["import", path]).ok();
    said.stdout + &said.stderr
}

/// How many runs count, and how many recordings are asked about.
fn counts(bench: &Bench) -> (usize, usize) {
    let all = |arguments: &[&str]| {
        let listed = bench.call(arguments).ok().json();
        listed["runs"].as_array().map_or(0, |runs| runs.len())
    };
    let unsure = all(&["runs", "--unsure", "--json"]);
    (all(&["runs", "--json"]), unsure)
}

const START: &str = "2026-11-18T09:00:00Z";
const LATER: &str = "2026-11-18T09:00:03Z";

/// As fast as a fast run or an easy ride.
pub(crate) fn fast(start: &str, sport: Option<&str>) -> String {
    gpx(start, 1800, 4.4, sport)
}

#[test]
fn a_file_that_names_the_sport_answers_for_one_that_does_not() {
    for (sport, after) in [("running", (1, 0)), ("cycling", (0, 0))] {
        let bench = Bench::new(AS_OF);
        import(&bench, "a.gpx", &fast(START, None));
        assert_eq!(counts(&bench), (0, 1), "{sport}");
        let told = import(&bench, "b.gpx", &fast(LATER, Some(sport)));
        assert_eq!(counts(&bench), after, "{sport}: {told}");
        assert!(told.contains("1 recording that was unsure"), "{told}");
        // It stays so when all is derived again, and goes with its import.
        bench.call(&["rebuild"]).ok();
        assert_eq!(counts(&bench), after, "{sport}, again");
        bench.call(&["undo"]).ok();
        assert_eq!(counts(&bench), (0, 1), "{sport}, taken back");
    }
}

#[test]
fn both_in_one_import_are_not_asked_about() {
    let bench = Bench::new(AS_OF);
    for (name, sport) in [("a.gpx", None), ("b.gpx", Some("cycling"))] {
        let path = bench.folder.path().join("in");
        std::fs::create_dir_all(&path).expect("a folder");
        let start = if sport.is_some() { LATER } else { START };
        std::fs::write(path.join(name), fast(start, sport)).expect("a file");
    }
    let folder = bench.folder.path().join("in");
    let folder = folder.to_str().expect("UTF-8");
    bench.call(&["import", folder]).ok();
    assert_eq!(counts(&bench), (0, 0));
}

/// What no runner does is not believed because the file says that it was a run: the copy
/// that a runner can have run speaks.
#[test]
fn the_copy_that_a_runner_can_have_run_speaks() {
    let bench = Bench::new(AS_OF);
    import(&bench, "a.gpx", &gpx(START, 1800, 8.5, Some("running")));
    assert_eq!(counts(&bench), (0, 1));
    import(&bench, "b.gpx", &gpx(LATER, 1800, 3.0, Some("running")));
    assert_eq!(counts(&bench), (1, 0));
    let metres = bench.runs()["runs"][0]["distance_m"]
        .as_f64()
        .expect("a distance");
    assert!(metres < 6000.0, "{metres}");
}

#[test]
fn the_whole_file_answers_for_what_is_left_of_it() {
    let bench = Bench::new(AS_OF);
    let whole = gpx(START, 1800, 3.0, Some("running"));
    // Cut before the sport is told, and so early that little motion is left.
    let left = gpx(LATER, 60, 3.0, None);
    import(&bench, "a.gpx", left.split_at(left.len() - 60).0);
    assert_eq!(counts(&bench), (0, 1));
    import(&bench, "b.gpx", &whole);
    assert_eq!(counts(&bench), (1, 0));
}

#[test]
fn half_an_hour_that_other_runs_come_near_is_asked_about_no_more() {
    let bench = Bench::new(AS_OF);
    import(&bench, "a.gpx", &gpx(START, 2400, 5.1, Some("running")));
    assert_eq!(counts(&bench), (0, 1));
    let told = import(
        &bench,
        "b.gpx",
        &gpx("2026-11-10T09:00:00Z", 2400, 5.0, Some("running")),
    );
    assert_eq!(counts(&bench), (2, 0), "{told}");
}
