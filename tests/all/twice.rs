//! A run that one file draws twice, or tells twice in its laps: it counts once.

use crate::cases::read;
use chrono::{DateTime, TimeDelta, Utc};
use comeback_core::units::{Metres, Seconds};
use comeback_signal::Measured;

/// Half an hour round a circle of 300 m, three times: it ends where it began.
const SECONDS: u32 = 1800;
const METRES: f64 = 3.0 * 2.0 * std::f64::consts::PI * 300.0;

/// A second of the run by a device whose fixes wander by some metres.
fn place(second: u32, device: u32) -> (f64, f64) {
    let at = f64::from(second);
    let turn = 3.0 * std::f64::consts::TAU * at / f64::from(SECONDS);
    let off = |by: f64| 3.0 * (at / by + f64::from(device)).sin() * f64::from(device);
    let degree = 111_195.0;
    (
        47.0 + (300.0 * turn.sin() + off(41.0)) / degree,
        7.0 + (300.0 * turn.cos() + off(57.0)) / degree / 47.0_f64.to_radians().cos(),
    )
}

fn moment(second: u32, late_ms: i64) -> String {
    let start: DateTime<Utc> = "2026-11-10T09:00:00Z".parse().expect("an instant");
    let at = start + TimeDelta::seconds(i64::from(second)) + TimeDelta::milliseconds(late_ms);
    at.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

/// Points of a device from second to second, some seconds apart, by a clock that is late.
fn points(seconds: std::ops::Range<u32>, step: usize, device: u32, late_ms: i64) -> String {
    let point = |second| {
        let (latitude, longitude) = place(second, device);
        let time = moment(second, late_ms);
        format!(
            r#"<trkpt lat="{latitude:.7}" lon="{longitude:.7}"><ele>{:.1}</ele><time>{time}</time><extensions><cad>84</cad></extensions></trkpt>"#,
            200.0 + f64::from(second % 600) / 60.0
        )
    };
    seconds.step_by(step).map(point).collect()
}

fn track(segments: &[&str]) -> String {
    let segments: String = (segments.iter())
        .map(|points| format!("<trkseg>{points}</trkseg>"))
        .collect();
    format!("<trk><type>running</type>{segments}</trk>")
}

fn figures(runs: &[Measured]) -> Vec<(f64, f64)> {
    let of = |run: &Measured| {
        let metres = run.distance.map_or(0.0, Metres::get);
        (metres, run.running.map_or(0.0, Seconds::get))
    };
    runs.iter().map(of).collect()
}

#[track_caller]
fn is_the_run(name: &str, file: &str, text: &str) {
    let (_, runs) = read(file, text.as_bytes());
    let found = figures(&runs);
    let once = found.len() == 1
        && (found[0].0 / METRES - 1.0).abs() <= 0.02
        && (found[0].1 / f64::from(SECONDS) - 1.0).abs() <= 0.02;
    assert!(once, "{name}: {found:?}");
}

#[test]
fn a_track_that_is_drawn_twice_is_one_run() {
    let whole = points(0..SECONDS, 1, 0, 0);
    let other = points(0..SECONDS, 1, 1, 0);
    let between = points(0..SECONDS, 1, 1, 500);
    let late = points(0..SECONDS, 1, 1, 300_000);
    let seldom = points(0..SECONDS, 20, 1, 400);
    let half = points(900..SECONDS, 1, 1, 0);
    let first = points(0..1000, 1, 0, 0);
    let again = format!("{whole}{whole}");
    for (name, tracks) in [
        ("once", vec![track(&[&whole])]),
        ("written again behind itself", vec![track(&[&again])]),
        (
            "two devices, one segment",
            vec![track(&[&format!("{whole}{between}")])],
        ),
        ("two segments", vec![track(&[&whole, &other])]),
        ("a sparse one", vec![track(&[&whole, &seldom])]),
        ("a sparse one first", vec![track(&[&seldom, &whole])]),
        (
            "a clock five minutes late",
            vec![track(&[&format!("{whole}{late}")])],
        ),
        ("and its half", vec![track(&[&whole]), track(&[&half])]),
        ("its half first", vec![track(&[&half]), track(&[&whole])]),
        (
            "parts that overlap",
            vec![track(&[&first]), track(&[&half])],
        ),
        (
            "the later part first",
            vec![track(&[&half]), track(&[&first])],
        ),
    ] {
        let text = format!(
            r#"<gpx version="1.1" creator="hand">{}</gpx>"#,
            tracks.concat()
        );
        is_the_run(name, "a.gpx", &text);
    }
}

/// Half an hour is also what a clock is set back by in summer time: a round that goes on
/// elsewhere is no second drawing.
#[test]
fn two_bodies_at_two_places_stay_two_runs() {
    let far = points(0..900, 1, 0, 0).replace("lat=\"47.", "lat=\"48.");
    let whole = track(&[&points(0..SECONDS, 1, 0, 0)]);
    let text = format!(
        r#"<gpx version="1.1" creator="hand">{whole}{}</gpx>"#,
        track(&[&far])
    );
    let (_, runs) = read("a.gpx", text.as_bytes());
    assert_eq!(runs.len(), 2, "{:?}", figures(&runs));
}

/// A lap with its points, or without.
fn lap(seconds: std::ops::Range<u32>, with_points: bool) -> String {
    let metres = |second: u32| METRES * f64::from(second) / f64::from(SECONDS);
    let length = seconds.end - seconds.start;
    let point = |second| {
        let (latitude, longitude) = place(second, 0);
        format!(
            "<Trackpoint><Time>{}</Time><Position><LatitudeDegrees>{latitude:.7}</LatitudeDegrees><LongitudeDegrees>{longitude:.7}</LongitudeDegrees></Position><DistanceMeters>{:.2}</DistanceMeters></Trackpoint>",
            moment(second, 0),
            metres(second)
        )
    };
    let points: String = match with_points {
        true => seconds.clone().map(point).collect(),
        false => String::new(),
    };
    format!(
        r#"<Lap StartTime="{}"><TotalTimeSeconds>{length}</TotalTimeSeconds><DistanceMeters>{:.2}</DistanceMeters><Track>{points}</Track></Lap>"#,
        moment(seconds.start, 0),
        metres(length)
    )
}

fn activity(laps: &[String]) -> String {
    format!(
        r#"<Activity Sport="Running"><Id>{}</Id>{}</Activity>"#,
        moment(0, 0),
        laps.concat()
    )
}

#[test]
fn laps_that_tell_a_run_twice_count_once() {
    for points in [true, false] {
        let (first, second) = (lap(0..900, points), lap(900..SECONDS, points));
        let whole = lap(0..SECONDS, points);
        for (name, activities) in [
            (
                "one after the other",
                vec![activity(&[first.clone(), second.clone()])],
            ),
            (
                "and the whole",
                vec![activity(&[first.clone(), second.clone(), whole.clone()])],
            ),
            (
                "the same lap twice",
                vec![activity(&[whole.clone(), whole.clone()])],
            ),
            (
                "into one another",
                vec![activity(&[lap(0..1100, points), lap(800..SECONDS, points)])],
            ),
        ] {
            let text = format!(
                "<TrainingCenterDatabase><Activities>{}</Activities></TrainingCenterDatabase>",
                activities.concat()
            );
            is_the_run(name, "a.tcx", &text);
        }
    }
    let part = activity(&[lap(900..SECONDS, true)]).replace(&moment(0, 0), &moment(900, 0));
    let text = format!(
        "<TrainingCenterDatabase><Activities>{}{part}</Activities></TrainingCenterDatabase>",
        activity(&[lap(0..SECONDS, true)])
    );
    is_the_run("an activity that is a part of another", "a.tcx", &text);
}
