//! What is doubtful in a recording reaches the card, the JSON and what rules conclude;
//! and a run lies on the day and in the week that the runner lived it in.

use crate::bench::Bench;
use crate::sample;
use chrono::{DateTime, TimeDelta, Utc};
use comeback_core::rules::{self, RuleId, Severity};
use comeback_core::run::Quality;
use comeback_core::units::{Metres, Seconds};
use serde_json::Value;
use std::fmt::Write;

const BERLIN: (f64, f64) = (52.52, 13.40);
const TOKYO: (f64, f64) = (35.68, 139.76);

/// A GPX of easy running northwards at 2.8 m/s, a point a second.
struct Track {
    start: &'static str,
    place: (f64, f64),
    /// The offset as the file writes it.
    zone: &'static str,
    seconds: i64,
    /// What the clock shows at a second, and how high it is there, m.
    clock: fn(i64) -> i64,
    height: fn(i64) -> f64,
    /// How far east of the course each fix lies, m.
    east: fn(i64) -> f64,
    cadence: u32,
}

const EASY: Track = Track {
    start: "2026-11-10T09:00:00Z",
    place: BERLIN,
    zone: "Z",
    seconds: 1200,
    clock: |second| second,
    height: |second| 50.0 + 0.01 * second as f64,
    east: |_| 0.0,
    cadence: 84,
};

impl Track {
    fn write(&self) -> String {
        let start: DateTime<Utc> = self.start.parse().expect("an instant");
        let mut text = String::from(
            r#"<gpx version="1.1" creator="hand" xmlns="http://www.topografix.com/GPX/1/1"><trk><type>running</type><trkseg>"#,
        );
        for second in 0..self.seconds {
            let time = start + TimeDelta::seconds((self.clock)(second));
            let degree = 111_195.0;
            let latitude = self.place.0 + 2.8 * second as f64 / degree;
            let along = degree * self.place.0.to_radians().cos();
            let longitude = self.place.1 + (self.east)(second) / along;
            let _ = write!(
                text,
                r#"<trkpt lat="{latitude:.7}" lon="{longitude:.7}"><ele>{:.1}</ele><time>{}{}</time><extensions><cad>{}</cad></extensions></trkpt>"#,
                (self.height)(second),
                time.format("%Y-%m-%dT%H:%M:%S"),
                self.zone,
                self.cadence,
            );
        }
        text + "</trkseg></trk></gpx>"
    }
}

/// A home in Berlin's time that holds these tracks, and its runs.
fn with(tracks: &[Track]) -> (Bench, Vec<Value>) {
    let bench = Bench::new("2026-11-22");
    bench
        .call(&["config", "set", "time-zone", "Europe/Berlin"])
        .ok();
    for (number, track) in tracks.iter().enumerate() {
        let path = bench.folder.path().join(format!("{number}.gpx"));
        std::fs::write(&path, track.write()).expect("a file");
        bench
            .call(&["import", "-q", path.to_str().expect("UTF-8")])
            .ok();
    }
    let runs = bench.runs()["runs"].as_array().expect("a list").clone();
    (bench, runs)
}

#[test]
fn a_run_lies_on_the_day_that_was_lived() {
    for (start, place, zone, lived, week) in [
        // After midnight, while it is Sunday yet in UTC.
        (
            "2026-11-15T23:30:00Z",
            BERLIN,
            "Z",
            "2026-11-16T00:30:00+01:00",
            "2026-W47",
        ),
        // Over the end of summer time.
        (
            "2026-10-25T00:50:00Z",
            BERLIN,
            "Z",
            "2026-10-25T02:50:00+02:00",
            "2026-W43",
        ),
        // A journey: Monday there, Sunday at home.
        (
            "2026-11-15T22:00:00Z",
            TOKYO,
            "Z",
            "2026-11-16T07:00:00+09:00",
            "2026-W47",
        ),
        // An offset that cannot be that of the place: 23:30 on Sunday there, not Monday.
        (
            "2026-11-16T11:30:00Z",
            BERLIN,
            "+13:00",
            "2026-11-15T23:30:00+01:00",
            "2026-W46",
        ),
    ] {
        let track = Track {
            start,
            place,
            zone,
            ..EASY
        };
        let (bench, runs) = with(&[track]);
        assert_eq!(runs[0]["start"], lived, "{start}");
        let weeks = bench.call(&["trend", "--weeks", "6", "--json"]).ok().json();
        let ran: Vec<&Value> = weeks["weeks"]
            .as_array()
            .expect("a list")
            .iter()
            .filter(|week| week["runs"] == 1)
            .map(|week| &week["week"])
            .collect();
        assert_eq!(ran, [week], "{start}");
    }
}

#[test]
fn every_doubt_is_on_the_card_and_in_json() {
    let flawed = [
        (
            "clock-jump",
            Track {
                clock: |second| if second < 700 { second } else { second - 300 },
                ..EASY
            },
        ),
        (
            "altitude-implausible",
            Track {
                height: |second| (second * 7919 % 997) as f64 * 3.0,
                ..EASY
            },
        ),
        (
            "gps-poor",
            Track {
                east: |second| if second % 9 == 0 { 80.0 } else { 0.0 },
                ..EASY
            },
        ),
        (
            "cadence-implausible",
            Track {
                cadence: 20,
                ..EASY
            },
        ),
    ];
    for (doubt, track) in flawed {
        let (bench, runs) = with(&[track]);
        assert_eq!(runs[0]["quality"], serde_json::json!([doubt]));
        let card = bench.call(&["show", "last"]).ok().stdout;
        assert!(card.contains(&format!("? {doubt}: ")), "{card}");
        let shown = bench.call(&["show", "last", "--json"]).ok().json();
        assert_eq!(shown["quality_notes"][0]["rule"], doubt);
        assert_eq!(shown["distance_source"], "fixes", "{doubt}");
        assert_eq!(shown["speed_source"], "fixes", "{doubt}");
        // Twenty minutes stay twenty minutes, whatever the clock does.
        let timer = runs[0]["timer_s"].as_f64().expect("a timer");
        assert!((timer - 1199.0).abs() <= 2.0, "{doubt}: {timer}");
    }
}

#[test]
fn two_runs_at_once_are_doubted_on_both_cards() {
    let elsewhere = Track {
        start: "2026-11-10T09:05:00Z",
        place: (52.60, 13.60),
        ..EASY
    };
    let (bench, runs) = with(&[EASY, elsewhere]);
    assert_eq!(runs.len(), 2);
    for run in &runs {
        assert_eq!(run["quality"], serde_json::json!(["possible-duplicate"]));
        let id = run["id"].as_str().expect("a name");
        let card = bench.call(&["show", id]).ok().stdout;
        assert!(card.contains("? possible-duplicate: "), "{card}");
    }
}

#[test]
fn running_dynamics_are_shown_and_charted() {
    let bench = Bench::new("2026-03-22");
    bench.import(&["files/garmin-running-dynamics.fit"]).ok();
    let shown = bench.call(&["show", "last", "--json"]).ok().json();
    let dynamics = &shown["running_dynamics"];
    // What the watch of the simulation writes at 2.8 m/s and 166 steps a minute.
    for (name, expected, within) in [
        ("ground_contact_s", 0.26, 0.01),
        ("vertical_oscillation_m", 0.086, 0.002),
        ("vertical_ratio", 0.086, 0.004),
        ("left_share", 0.506, 0.0006),
    ] {
        let found = dynamics[name].as_f64().expect(name);
        assert!((found - expected).abs() <= within, "{name}: {found}");
    }
    assert_eq!(shown["speed_source"], "device");
    let card = bench.call(&["show", "last"]).ok().stdout;
    for figure in [
        "ground contact  26",
        "vertical osc.",
        "vertical ratio",
        "50.6 % left",
    ] {
        assert!(card.contains(figure), "{figure}: {card}");
    }
    let page = bench.folder.path().join("page.html");
    let page = page.to_str().expect("UTF-8");
    bench.call(&["report", "-o", page]).ok();
    let html = std::fs::read_to_string(page).expect("a page");
    assert!(html.contains("Ground contact, ms") && html.contains("Balance, "));
    // A run without such a sensor has none of it.
    let plain = Bench::new("2026-03-29");
    plain.import(&["files/garmin.fit"]).ok();
    let shown = plain.call(&["show", "last", "--json"]).ok().json();
    assert_eq!(shown["running_dynamics"], Value::Null);
}

#[test]
fn a_long_run_by_a_doubtful_distance_is_put_more_mildly() {
    let found = |metres: f64, minutes: f64, rule: Option<RuleId>| {
        let mut runs: Vec<_> = (1..=8)
            .flat_map(|week| {
                let monday = sample::day("2026-09-14") + chrono::Days::new(7 * week);
                [1, 3, 5].map(|offset| {
                    sample::easy(
                        &format!("{}T07:10", monday + chrono::Days::new(offset)),
                        40.0,
                    )
                })
            })
            .collect();
        let mut last = sample::easy("2026-11-17T07:10", minutes);
        last.distance = Some(Metres::new(metres));
        last.elapsed = Seconds::from_minutes(minutes);
        last.quality = rule
            .map(|rule| Quality {
                rule,
                message: "12 % of the positions are spikes".to_owned(),
            })
            .into_iter()
            .collect();
        runs.push(last);
        let history = sample::history("2026-11-17T21:00", runs, &[]);
        let checked = rules::check(&history, sample::day("2026-11-17"));
        let mut findings = checked.findings.into_iter();
        findings.find(|finding| finding.rule == RuleId::LongRunSpike)
    };
    for (minutes, doubt, severity, said) in [
        (40.0, None, Severity::Warning, false),
        (40.0, Some(RuleId::GpsPoor), Severity::Caution, true),
        (40.0, Some(RuleId::NoCadence), Severity::Warning, false),
        // Longer in time too: no doubt.
        (60.0, Some(RuleId::GpsPoor), Severity::Warning, false),
    ] {
        let finding = found(10_000.0, minutes, doubt).expect("it fires");
        assert_eq!(finding.severity, severity, "{minutes} {doubt:?}");
        let doubted = finding
            .message
            .contains("12 % of the positions are spikes.");
        assert_eq!(doubted, said, "{}", finding.message);
    }
}

#[test]
fn hard_minutes_by_a_doubtful_speed_are_put_more_mildly() {
    let found = |hard: [f64; 2], poor: [bool; 2]| {
        let mut runs = Vec::new();
        let days = ["2026-11-16T07:10", "2026-11-18T07:10"];
        for ((day, minutes), poor) in days.into_iter().zip(hard).zip(poor) {
            let mut run = sample::easy(day, 30.0);
            run.hard = Some(Seconds::from_minutes(minutes));
            if poor {
                run.quality.push(Quality {
                    rule: RuleId::GpsPoor,
                    message: "12 % of the positions are spikes".to_owned(),
                });
            }
            runs.push(run);
        }
        let entries = [sample::episode("2026-11-14")];
        let history = sample::history("2026-11-18T21:00", runs, &entries);
        let checked = rules::check(&history, sample::day("2026-11-18"));
        let mut findings = checked.findings.into_iter();
        findings.find(|finding| finding.rule == RuleId::IntensityEarly)
    };
    for (hard, poor, severity) in [
        ([0.0, 6.0], [false, false], Severity::Warning),
        ([0.0, 6.0], [false, true], Severity::Caution),
        // The other run is over the line by itself.
        ([1.0, 6.0], [true, false], Severity::Warning),
        ([1.5, 6.0], [false, true], Severity::Caution),
    ] {
        let finding = found(hard, poor).expect("it fires");
        assert_eq!(finding.severity, severity, "{hard:?} {poor:?}");
        let perhaps = finding.message.starts_with("Perhaps ");
        assert_eq!(
            perhaps,
            severity == Severity::Caution,
            "{}",
            finding.message
        );
    }
}
