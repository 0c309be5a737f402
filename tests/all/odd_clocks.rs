//! Times as odd files write them: by a clock that lost count of the weeks, in summer time,
//! without a zone, without seconds, without a time at all; and rows so far apart that they
//! time nothing. Right, or marked, or asked about.

use crate::bench::Bench;
use crate::cases::{formats, read, recorded, start};
use chrono::{DateTime, Datelike, TimeDelta, Utc};
use comeback_core::recording::{Recording, SubSport};
use comeback_core::rules::RuleId;
use comeback_core::units::Seconds;
use comeback_files::{Reading, Skip};
use comeback_signal::Measured;
use comeback_sim::counted::thinned;
use comeback_sim::session::Session;
use comeback_sim::terrain::Terrain;
use std::fmt::Write;

/// A GPX of easy running at 2.8 m/s, a point a second, whose times are written so.
fn gpx(place: (f64, f64), seconds: i64, head: &str, time: impl Fn(i64) -> String) -> Vec<u8> {
    let mut text =
        format!(r#"<gpx version="1.1" creator="hand">{head}<trk><type>running</type><trkseg>"#);
    for second in 0..seconds {
        let latitude = place.0 + 2.8 * second as f64 / 111_195.0;
        let (longitude, time) = (place.1, time(second));
        let _ = write!(
            text,
            r#"<trkpt lat="{latitude:.7}" lon="{longitude:.5}"><ele>{}</ele>{time}</trkpt>"#,
            50 + second / 100
        );
    }
    (text + "</trkseg></trk></gpx>").into_bytes()
}

const BERLIN: (f64, f64) = (52.52, 13.40);
const LISBON: (f64, f64) = (38.72, -9.14);

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

/// Times in this form, from a start on.
fn from<'a>(start: &str, form: &'a str) -> impl Fn(i64) -> String + 'a {
    let start = at(start);
    move |second| {
        let time = start + TimeDelta::seconds(second);
        format!("<time>{}</time>", time.format(form))
    }
}

fn marks_its_clock(run: &Measured) -> bool {
    run.quality
        .iter()
        .any(|doubt| doubt.rule == RuleId::ClockJump)
}

#[test]
fn forms_of_a_time() {
    let start = "2026-11-20T07:00:00Z";
    for (form, is_run) in [
        ("%Y-%m-%dT%H:%M:%SZ", true),
        ("%Y/%m/%d %H:%M:%S+00:00", true),
        ("%Y%m%dT%H%M%SZ", true),
        ("%Y-%m-%d", false),
        ("%Y-%m-%dT00:00:00Z", false),
        ("%s", false),
    ] {
        let bytes = gpx(BERLIN, 1200, "", from(start, form));
        let (recordings, runs) = read("a.gpx", &bytes);
        assert_eq!(runs.len(), usize::from(is_run), "{form}");
        if is_run {
            assert_eq!(recordings[0].start, at(start), "{form}");
            assert!(!marks_its_clock(&runs[0]), "{form}");
        } else {
            let read = comeback_files::read("a.gpx", &bytes);
            assert!(
                matches!(read[0].reading, Reading::Skipped(Skip::NoTime)),
                "{form}"
            );
        }
    }
}

/// Without a zone a time is UTC by the format, and local by some writers.
#[test]
fn a_time_without_a_zone_is_doubted_where_it_matters() {
    for (place, start, doubted) in [
        (BERLIN, "2026-11-20T07:00:00Z", true),
        (LISBON, "2026-11-20T07:00:00Z", false),
        (LISBON, "2026-07-20T07:00:00Z", true),
    ] {
        let bytes = gpx(place, 1200, "", from(start, "%Y-%m-%dT%H:%M:%S"));
        let (_, runs) = read("a.gpx", &bytes);
        assert_eq!(marks_its_clock(&runs[0]), doubted, "{place:?} {start}");
    }
}

/// A run through the night in which summer time begins or ends, in local time.
#[test]
fn summer_time_in_the_middle_of_a_run() {
    for (start, turn, before, after) in [
        ("2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z", 2, 1),
        ("2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z", 1, 2),
    ] {
        let local = |second: i64| {
            let time = at(start) + TimeDelta::seconds(second);
            let hours = if time < at(turn) { before } else { after };
            let shown = time + TimeDelta::hours(hours);
            format!("<time>{}</time>", shown.format("%Y-%m-%dT%H:%M:%S"))
        };
        let (_, runs) = read("a.gpx", &gpx(BERLIN, 5400, "", local));
        assert_eq!(runs.len(), 1, "{start}");
        let run = &runs[0];
        assert!(
            (run.elapsed.get() - 5400.0).abs() < 30.0,
            "{start}: {:?}",
            run.elapsed
        );
        let running = run.running.map_or(0.0, Seconds::get);
        assert!((running / 5400.0 - 1.0).abs() < 0.02, "{start}: {running}");
        assert!(marks_its_clock(run), "{start}");
    }
}

const ROLLOVER: TimeDelta = TimeDelta::weeks(1024);

/// A whole file dated 1,024 weeks early is put right by what else it says of its date, and
/// marked where nothing does.
#[test]
fn weeks_of_gps_that_were_counted_wrong() {
    let right = "2026-11-20T07:00:00Z";
    let early = (at(right) - ROLLOVER).to_rfc3339();
    let made = format!(
        "<metadata><time>{}</time></metadata>",
        "2026-11-21T20:00:00Z"
    );
    for (head, start, put_right) in [
        (made.as_str(), early.as_str(), true),
        ("", early.as_str(), false),
    ] {
        let bytes = gpx(BERLIN, 1200, head, from(start, "%Y-%m-%dT%H:%M:%SZ"));
        let (recordings, runs) = read("a.gpx", &bytes);
        let expected = if put_right { at(right) } else { at(start) };
        assert_eq!(recordings[0].start, expected);
        assert!(marks_its_clock(&runs[0]));
    }
    let session = Session::new(start(), Terrain::Flat).easy(20.0, 2.8);
    let (_, recording) = recorded(&session, false, true);
    for (name, bytes) in formats(&shifted(&recording, -ROLLOVER)) {
        let (recordings, runs) = read(name, &bytes);
        assert_eq!(recordings[0].start.year(), 2007, "{name}");
        // FIT of 2007 cannot be; GPX and TCX of that year name the watch that wrote them.
        assert!(marks_its_clock(&runs[0]), "{name}");
    }
    // Before there was a watch, in any format.
    for (name, bytes) in formats(&shifted(&recording, TimeDelta::weeks(-1300))) {
        let (_, runs) = read(name, &bytes);
        assert!(marks_its_clock(&runs[0]), "{name}");
    }
    // Its own id and its laps are of another clock.
    let tcx = |recording: &Recording| {
        String::from_utf8(formats(recording).swap_remove(1).1).expect("UTF-8")
    };
    let (right, wrong) = (tcx(&recording), tcx(&shifted(&recording, -ROLLOVER)));
    let head = |text: &str| text.find("<Track>").expect("a track");
    let mixed = format!("{}{}", &right[..head(&right)], &wrong[head(&wrong)..]);
    let (recordings, runs) = read("a.tcx", mixed.as_bytes());
    assert_eq!(recordings[0].start.date_naive(), start().date_naive());
    assert!(marks_its_clock(&runs[0]));
    let running = runs[0].running.map_or(0.0, Seconds::get);
    assert!((running - 1200.0).abs() < 30.0, "{running}");
}

fn shifted(recording: &Recording, by: TimeDelta) -> Recording {
    Recording {
        start: recording.start + by,
        ..recording.clone()
    }
}

/// A run years before all others is asked about where a rolled over week explains it.
#[test]
fn a_run_of_this_week_dated_years_ago_is_asked_about() {
    for (day, asked) in [("2026-11-18T07:00:00Z", 1), ("2014-11-18T07:00:00Z", 0)] {
        let bench = Bench::new("2026-11-26");
        let early = (at("2026-11-20T07:00:00Z") - ROLLOVER).to_rfc3339();
        for (number, start) in [day, early.as_str()].into_iter().enumerate() {
            let bytes = gpx(BERLIN, 1200, "", from(start, "%Y-%m-%dT%H:%M:%SZ"));
            let path = bench.folder.path().join(format!("{number}.gpx"));
            std::fs::write(&path, bytes).expect("a file");
            bench
                .call(&["import", "-q", path.to_str().expect("UTF-8")])
                .ok();
        }
        let unsure = bench.call(&["runs", "--unsure", "--json"]).json();
        assert_eq!(
            unsure["runs"].as_array().expect("a list").len(),
            asked,
            "{day}"
        );
        assert_eq!(
            bench.runs()["runs"].as_array().expect("a list").len(),
            2 - asked,
            "{day}"
        );
    }
}

/// A point each kilometre or each two minutes is a run of its minutes, and says how roughly.
#[test]
fn rows_minutes_apart_are_a_run_and_say_so() {
    let session = Session::new(start(), Terrain::Flat).easy(40.0, 2.8);
    let (truth, recording) = recorded(&session, false, true);
    for step_s in [90.0, 120.0, 357.0] {
        for (name, bytes) in formats(&thinned(&recording, step_s)) {
            let (recordings, runs) = read(name, &bytes);
            assert_eq!(runs.len(), 1, "{name} {step_s}: {:?}", recordings[0].unsure);
            // Places alone do not show what was run between them.
            if name != "a.gpx" || step_s < 300.0 {
                let running = runs[0].running.map_or(0.0, Seconds::get);
                let off = running / truth.totals.running_s - 1.0;
                assert!(off.abs() < 0.05, "{name} {step_s}: {running}");
            }
            let doubts = &runs[0].quality;
            let is_marked = doubts
                .iter()
                .any(|doubt| doubt.rule == RuleId::RecordingCut);
            assert!(is_marked, "{name} {step_s}: {doubts:?}");
        }
    }
}

/// What nobody counted the steps of, as slow as a walk: its minutes are missing, not none.
#[test]
fn a_walk_or_a_slow_jog_without_cadence_has_no_minutes() {
    for (speed, told) in [(1.5, false), (1.7, false), (2.2, true)] {
        let session = Session::new(start(), Terrain::Flat).easy(30.0, speed);
        let (_, mut recording) = recorded(&session, false, false);
        recording.sport = comeback_core::recording::Sport::Running;
        let (name, bytes) = formats(&recording).swap_remove(0);
        let (_, runs) = read(name, &bytes);
        assert_eq!(
            runs[0].running.is_some(),
            told,
            "{speed}: {:?}",
            runs[0].running
        );
        assert_eq!(
            runs[0].uncertain.is_empty(),
            told,
            "{speed}: {:?}",
            runs[0].uncertain
        );
    }
}

/// A night on a bedside table adds nothing to the run before it.
#[test]
fn a_watch_that_ran_on_over_night_has_the_distance_of_its_run() {
    let session = Session::new(start(), Terrain::Flat).easy(30.0, 2.8);
    let (_, run) = recorded(&session, false, true);
    let mut night = run.clone();
    let last = run.samples.len() - 1;
    let end = run.samples.time_s[last];
    for minute in 1..=480_u32 {
        let row = night.samples.push(end + 60.0 * f64::from(minute));
        night.samples.fill_from(row, &run.samples, last);
        // Some metres to and fro.
        let by = 8e-5 * f64::from(minute % 3) - 8e-5;
        night.samples.latitude[row] = run.samples.latitude[last].map(|north| north + by);
        night.samples.speed_m_per_s[row] = Some(0.0);
        night.samples.cadence[row] = Some(0.0);
    }
    night.totals.timer = Some(Seconds::new(end + 28_800.0));
    night.totals.elapsed = night.totals.timer;
    night.timer_events.clear();
    night.laps.truncate(1);
    night.sub_sport = SubSport::Generic;
    let metres = run.totals.distance.expect("a total").get();
    for (name, bytes) in formats(&night) {
        let (recordings, runs) = read(name, &bytes);
        assert_eq!(runs.len(), 1, "{name}: {:?}", recordings[0].unsure);
        let found = runs[0].distance.map_or(0.0, |metres| metres.get());
        assert!(
            (found / metres - 1.0).abs() < 0.02,
            "{name}: {found} of {metres}"
        );
        let running = runs[0].running.map_or(0.0, Seconds::get);
        assert!((running - 1800.0).abs() < 40.0, "{name}: {running}");
    }
}

/// Totals alone that are faster than this runner ever was are asked about as samples are.
#[test]
fn fast_totals_without_samples_are_asked_about() {
    let session = Session::new(start(), Terrain::Flat).easy(20.0, 2.8);
    let (_, recording) = recorded(&session, false, true);
    for (minutes, speed, asked) in [(40.0, 5.9, 1), (40.0, 3.2, 0), (25.0, 5.9, 0)] {
        let mut fast = recording.clone();
        fast.samples = Default::default();
        fast.laps.clear();
        fast.timer_events.clear();
        fast.totals.timer = Some(Seconds::new(60.0 * minutes));
        fast.totals.elapsed = fast.totals.timer;
        fast.totals.distance = Some(comeback_core::units::Metres::new(60.0 * minutes * speed));
        let bench = Bench::new("2026-11-26");
        let (name, bytes) = formats(&fast).swap_remove(0);
        let path = bench.folder.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        bench
            .call(&["import", "-q", path.to_str().expect("UTF-8")])
            .ok();
        let unsure = bench.call(&["runs", "--unsure", "--json"]).json();
        let count = unsure["runs"].as_array().expect("a list").len();
        assert_eq!(count, asked, "{minutes} min at {speed}");
    }
}
