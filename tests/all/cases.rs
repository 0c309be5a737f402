//! Kinds of files that runners report, each with the right answers: the folder beside the
//! checkout where it is there, and the same kinds as the project makes them itself.

use crate::corpus::cells;
use comeback_core::recording::{Recording, Sport, SubSport};
use comeback_core::units::{Metres, Seconds};
use comeback_files::{Evidence, Reading, Verdict, decide};
use comeback_signal::{Measured, measure};
use comeback_sim::fit::{self, FitStyle};
use comeback_sim::session::{Runner, Session};
use comeback_sim::terrain::Terrain;
use comeback_sim::watch::{self, Noise, Watch};
use comeback_sim::xml::{self, GpxCadence, GpxStyle};
use std::path::PathBuf;

/// The recordings of a file, and its measured runs: those that count without a question.
pub(crate) fn read(name: &str, bytes: &[u8]) -> (Vec<Recording>, Vec<Measured>) {
    let recordings: Vec<Recording> = comeback_files::read(name, bytes)
        .into_iter()
        .filter_map(|outcome| match outcome.reading {
            Reading::Recordings(found) => Some(found),
            _ => None,
        })
        .flatten()
        .collect();
    let runs = recordings
        .iter()
        .filter(|one| one.sport == Sport::Running && one.unsure.is_none())
        .map(measure)
        .collect();
    (recordings, runs)
}

/// Whether a figure lies in a range as the table writes it: `4950-5150`.
fn lies_in(range: &str, figure: Option<f64>) -> bool {
    let bounds: Vec<f64> = range
        .split('-')
        .filter_map(|text| text.parse().ok())
        .collect();
    match (bounds.as_slice(), figure) {
        ([low, high], Some(figure)) => (*low..=*high).contains(&figure),
        (_, figure) => range == "null" && figure.is_none(),
    }
}

#[test]
fn the_cases_of_the_folder_have_the_right_answers() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/cases");
    let Ok(table) = std::fs::read_to_string(folder.join("expected.csv")) else {
        eprintln!("skipped: no folder of cases beside the checkout");
        return;
    };
    let mut lines = table.lines().map(cells);
    let head = lines.next().expect("a head");
    let mut wrong = Vec::new();
    for line in lines {
        let cell = |name: &str| {
            let at = head.iter().position(|known| known == name)?;
            line.get(at)
                .map(String::as_str)
                .filter(|text| !text.is_empty())
        };
        let file = cell("file").expect("a file");
        // Archives are read by their tables.
        if file.ends_with(".zip") {
            continue;
        }
        let bytes = std::fs::read(folder.join(file)).expect("a case");
        let (recordings, runs) = read(file, &bytes);
        let run = runs.first();
        let seconds = |of: fn(&Measured) -> Option<Seconds>| run.and_then(of).map(Seconds::get);
        let figures = [
            (
                "distance_m",
                run.and_then(|run| run.distance).map(Metres::get),
            ),
            ("running_s", seconds(|run| run.running)),
            ("timer_s", seconds(|run| run.timer)),
            ("elapsed_s", run.map(|run| run.elapsed.get())),
            (
                "cadence_spm",
                run.and_then(|run| run.cadence)
                    .map(|found| found.median.get()),
            ),
            (
                "speed_m_per_s",
                run.and_then(|run| run.speed).map(|speed| speed.get()),
            ),
        ];
        for (name, figure) in figures {
            if cell(name).is_some_and(|range| !lies_in(range, figure)) {
                wrong.push(format!("{file}: {name} {figure:?}"));
            }
        }
        let count = cell("runs").and_then(|text| text.parse::<usize>().ok());
        if count.is_some_and(|count| count != runs.len()) {
            wrong.push(format!("{file}: {} runs", runs.len()));
        }
        if cell("must_be_marked").is_some() && run.is_none_or(|run| run.quality.is_empty()) {
            wrong.push(format!("{file}: not marked"));
        }
        let date = recordings
            .first()
            .map(|one| one.start.date_naive().to_string());
        if cell("date").is_some_and(|day| date.as_deref() != Some(day)) {
            wrong.push(format!("{file}: {date:?}"));
        }
        if cell("outcome").is_some() && !runs.is_empty() {
            wrong.push(format!("{file}: silently a run"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

const RUNNER: Runner = Runner {
    height_m: 1.75,
    mass_kg: 70.0,
    critical_m_per_s: 3.9,
    cadence_habit_spm: 0.0,
    resting_bpm: 55.0,
    maximal_bpm: 185.0,
    place: (47.5, -29.8),
};

pub(crate) fn recorded(
    session: &Session,
    smart: bool,
    cadence: bool,
) -> (comeback_sim::truth::Truth, Recording) {
    let truth = comeback_sim::truth::run(&RUNNER, session, 11);
    let watch = Watch {
        smart_recording: smart,
        cadence,
        ..Watch::new(Noise::Good)
    };
    let recording = watch::record(&truth, &watch, 5);
    (truth, recording)
}

pub(crate) fn start() -> chrono::DateTime<chrono::FixedOffset> {
    chrono::DateTime::parse_from_rfc3339("2026-11-24T18:00:00+01:00").expect("a time")
}

/// The three formats of a recording, GPX without a word for its sport.
pub(crate) fn formats(recording: &Recording) -> Vec<(&'static str, Vec<u8>)> {
    let silent = GpxStyle {
        kind: None,
        ..GpxStyle::new("Phone", GpxCadence::Strides)
    };
    vec![
        (
            "a.fit",
            fit::write(recording, &FitStyle::garmin()).expect("a file"),
        ),
        ("a.tcx", xml::write_tcx(recording, "Watch").expect("a file")),
        ("a.gpx", xml::write_gpx(recording, &silent).expect("a file")),
    ]
}

/// A walk-run of the method comes in from every format, typed or not, with and without
/// cadence, and its running minutes are those that were run.
#[test]
fn walk_runs_of_every_level_come_in() {
    for level in [1.0, 2.0, 5.0, 8.0, 9.0] {
        for cadence in [true, false] {
            let mut session = Session::new(start(), Terrain::Flat);
            for _ in 0..3 {
                session = session.walk(10.0 - level).easy(level, 2.6);
            }
            let (truth, recording) = recorded(&session, false, cadence);
            for (name, bytes) in formats(&recording) {
                let (_, runs) = read(name, &bytes);
                let running = runs.first().and_then(|run| run.running).map(Seconds::get);
                let off = running.map(|running| running / truth.totals.running_s - 1.0);
                assert!(
                    off.is_some_and(|off| off.abs() <= 0.04),
                    "level {level}, {name}, cadence {cadence}: {running:?} of {}",
                    truth.totals.running_s
                );
            }
        }
    }
}

/// Steps of 1 to 30 s between samples are no pauses where the runner moved on.
#[test]
fn sparse_recording_loses_no_minute() {
    let session = Session::new(start(), Terrain::Flat).easy(30.0, 2.8);
    let (truth, whole) = recorded(&session, false, true);
    for step in [1.0, 6.0, 14.0, 30.0] {
        let mut recording = whole.clone();
        recording.timer_events.clear();
        let mut next = 0.0;
        let all = std::mem::take(&mut recording.samples);
        for row in 0..all.len() {
            let time = all.time_s[row];
            if time >= next {
                let into = recording.samples.push(time);
                recording.samples.fill_from(into, &all, row);
                next = time + step;
            }
        }
        for (name, bytes) in formats(&recording) {
            let (_, runs) = read(name, &bytes);
            let running = runs[0].running.expect("running").get();
            let off = running / truth.totals.running_s - 1.0;
            assert!(
                off.abs() <= 0.03,
                "{step} s, {name}: {running} of {}",
                truth.totals.running_s
            );
        }
    }
}

/// What contradicts the rest changes neither distance nor minutes, and is named.
#[test]
fn one_wrong_series_spoils_no_figure() {
    type Corruption = (&'static str, fn(&mut Recording));
    fn each(column: &mut [Option<f64>], of: impl Fn(usize, f64) -> f64) {
        for (row, value) in column.iter_mut().enumerate() {
            *value = value.map(|value| of(row, value));
        }
    }
    let kinds: [Corruption; 12] = [
        ("distance in km", |r| {
            each(&mut r.samples.distance_m, |_, v| v / 1000.0);
        }),
        ("distance halved", |r| {
            each(&mut r.samples.distance_m, |_, v| v / 2.0);
        }),
        ("distance doubled", |r| {
            each(&mut r.samples.distance_m, |_, v| v * 2.0);
        }),
        ("distance in miles", |r| {
            each(&mut r.samples.distance_m, |_, v| v * 0.621);
        }),
        ("distance offset", |r| {
            each(&mut r.samples.distance_m, |_, v| v + 7000.0);
        }),
        ("distance jumps", |r| {
            each(&mut r.samples.distance_m, |row, v| {
                if row > 600 { v + 4000.0 } else { v }
            });
        }),
        ("distance begins anew", |r| {
            each(&mut r.samples.distance_m, |row, v| {
                if row >= 900 { (v - 2520.0).max(0.0) } else { v }
            });
        }),
        ("distance zero", |r| {
            each(&mut r.samples.distance_m, |_, _| 0.0);
        }),
        ("distance stands still", |r| {
            each(&mut r.samples.distance_m, |row, v| {
                if row > 600 { 1680.0 } else { v }
            });
        }),
        ("speed in km/h", |r| {
            each(&mut r.samples.speed_m_per_s, |_, v| v * 3.6);
        }),
        ("speed halved", |r| {
            each(&mut r.samples.speed_m_per_s, |_, v| v / 2.0);
        }),
        ("timer halved", |r| {
            r.totals.timer = r.totals.timer.map(|timer| timer * 0.5);
        }),
    ];
    for terrain in [Terrain::Flat, Terrain::Treadmill] {
        let session = Session::new(start(), terrain).easy(30.0, 2.8);
        let (truth, right) = recorded(&session, false, true);
        for (kind, corrupt) in kinds {
            let mut recording = right.clone();
            corrupt(&mut recording);
            let bytes = fit::write(&recording, &FitStyle::garmin()).expect("a file");
            let (_, runs) = read("a.fit", &bytes);
            let run = &runs[0];
            let distance = run.distance.expect("a distance").get();
            let running = run.running.expect("running").get();
            for (what, found, truly) in [
                ("distance", distance, truth.totals.distance_m),
                ("running", running, truth.totals.running_s),
            ] {
                let off = found / truly - 1.0;
                assert!(
                    off.abs() <= 0.02,
                    "{terrain:?}, {kind}: {what} {found} of {truly}"
                );
            }
        }
    }
}

/// A corrected treadmill total scales the samples: pace, laps and best efforts with it.
#[test]
fn a_corrected_total_scales_the_treadmill_run() {
    let session = Session::new(start(), Terrain::Treadmill).easy(30.0, 2.8);
    let (truth, mut recording) = recorded(&session, false, true);
    recording.totals.distance = Some(Metres::new(1.2 * truth.totals.distance_m));
    recording.sub_sport = SubSport::Treadmill;
    let run = measure(&recording);
    let speed = run.speed.expect("a speed").get();
    let right = 1.2 * truth.totals.distance_m / truth.totals.running_s;
    assert!((speed / right - 1.0).abs() < 0.03, "{speed} of {right}");
    let laps: f64 = run.laps.iter().filter_map(|lap| lap.distance_m).sum();
    assert!(
        (laps / (1.2 * truth.totals.distance_m) - 1.0).abs() < 0.03,
        "{laps}"
    );
}

/// An answer of the runner is the last word.
#[test]
fn the_runner_has_the_last_word() {
    let session = Session::new(start(), Terrain::Flat).easy(25.0, 2.8);
    let (_, mut recording) = recorded(&session, false, false);
    recording.sport = Sport::Cycling;
    for (said, verdict) in [(None, false), (Some(true), true), (Some(false), false)] {
        let mut one = recording.clone();
        let found = decide(&mut one, Evidence { said, table: None });
        assert_eq!(found == Verdict::Run, verdict, "{said:?}");
    }
}
