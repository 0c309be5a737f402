//! The kinds of the cases in other words, lengths and wrappings: what holds for one file of a
//! kind holds for its neighbours.

use crate::bench::Bench;
use crate::cases::{formats, read, recorded, start};
use crate::variants::zip_of;
use chrono::Days;
use comeback_core::recording::{Lap, Recording, Samples, SubSport, TimerEvent};
use comeback_core::rule_id::RuleId;
use comeback_core::units::{Metres, Seconds};
use comeback_sim::counted::minutes;
use comeback_sim::session::Session;
use comeback_sim::terrain::Terrain;
use comeback_sim::xml::{self, GpxCadence, GpxStyle};

/// A run by its word in the languages of the vendors, and a ride at the same speed by its.
#[test]
fn the_words_of_many_languages_tell_a_run() {
    for (minutes, cadence) in [(12.0, true), (25.0, false)] {
        let session = Session::new(start(), Terrain::Flat).easy(minutes, 2.9);
        let (_, recording) = recorded(&session, false, cadence);
        let write = |kind: Option<&str>, name: Option<&str>| {
            let style = GpxStyle {
                kind: kind.map(str::to_owned),
                ..GpxStyle::new("Phone", GpxCadence::Strides)
            };
            let recording = Recording {
                title: None,
                ..recording.clone()
            };
            let bytes = xml::write_gpx(&recording, &style).expect("a file");
            let text = String::from_utf8(bytes).expect("UTF-8");
            let name = name.map(|name| format!("<trk><name>{name}</name>"));
            match name {
                Some(name) => text.replacen("<trk>", &name, 1),
                None => text,
            }
        };
        for (word, is_run) in [
            ("Lauftraining", true),
            ("Course à pied", true),
            ("Carrera", true),
            ("Corsa", true),
            ("Løping", true),
            ("Hardlopen", true),
            ("Bieg", true),
            ("Juoksu", true),
            ("Бег", true),
            ("ランニング", true),
            ("跑步", true),
            ("Running 11/24/26 6:00 pm", true),
            ("Cycling 11/24/26 6:00 pm", false),
            ("Radfahren", false),
            ("Sortie à vélo", false),
            ("Inline skating", false),
            ("Marathon", true),
            ("Parkrun", true),
            ("C25K", true),
            ("Abendrunde", true),
            ("Easy 5", true),
            ("Lauftreff", true),
            ("Lunch Run", true),
            ("Sortie longue", true),
            ("Løbetur", true),
            ("Lenkki", true),
            ("Correr", true),
            ("Treino", true),
            ("달리기", true),
            ("Marathon des Sables hike", false),
            ("Radmarathon", false),
            ("Ski marathon", false),
            ("Skilanglauf", false),
            ("Laufrad", false),
            ("Fahrrad", false),
            ("Spaziergang", false),
            ("Wanderung", false),
        ] {
            for (kind, name) in [(Some(word), None), (None, Some(word))] {
                let text = write(kind, name);
                let (_, runs) = read("a.gpx", text.as_bytes());
                assert_eq!(
                    runs.len(),
                    usize::from(is_run),
                    "{word} as type {kind:?}, as name {name:?}, cadence {cadence}"
                );
            }
        }
    }
}

/// The recording and itself again a day later, with a stop of the timer between or none.
fn two_days(day: &Recording, stopped: bool) -> Recording {
    let mut both = day.clone();
    let length = day.samples.time_s.last().copied().expect("a sample");
    let metres = day.samples.distance_m.last().copied().flatten();
    let mut samples = Samples::default();
    for (later_s, before_m) in [(0.0, 0.0), (86_400.0, metres.unwrap_or(0.0))] {
        for row in 0..day.samples.len() {
            let into = samples.push(day.samples.time_s[row] + later_s);
            samples.fill_from(into, &day.samples, row);
            let metres = &mut samples.distance_m[into];
            *metres = metres.map(|metres| metres + before_m);
        }
    }
    both.samples = samples;
    both.laps = [0.0, 86_400.0]
        .map(|start_s| Lap {
            start_s,
            elapsed_s: Some(length),
            timer_s: Some(length),
            distance_m: metres,
            planned: None,
        })
        .to_vec();
    let twice = |seconds: Seconds| seconds * 2.0;
    both.totals.timer = day.totals.timer.map(twice);
    both.totals.distance = day.totals.distance.map(|metres| metres * 2.0);
    both.totals.elapsed = Some(Seconds::new(86_400.0 + length));
    both.timer_events = [
        (0.0, true),
        (length, false),
        (86_400.0, true),
        (86_400.0 + length, false),
    ]
    .into_iter()
    .filter(|_| stopped)
    .map(|(at_s, running)| TimerEvent { at_s, running })
    .collect();
    both
}

/// Two days in one file are two runs on their days; a run that was stopped for the night and
/// resumed is one, where the file says so.
#[test]
fn several_days_in_one_file_are_as_many_runs() {
    let session = Session::new(start(), Terrain::Flat).easy(20.0, 2.8);
    let (truth, day) = recorded(&session, false, true);
    for stopped in [false, true] {
        for (name, bytes) in formats(&two_days(&day, stopped)) {
            let (recordings, runs) = read(name, &bytes);
            let count = if stopped && name == "a.fit" { 1 } else { 2 };
            assert_eq!(runs.len(), count, "{name}, stopped {stopped}");
            let running: f64 = runs
                .iter()
                .filter_map(|run| run.running)
                .map(Seconds::get)
                .sum();
            let off = running / (2.0 * truth.totals.running_s) - 1.0;
            assert!(off.abs() <= 0.03, "{name}, stopped {stopped}: {running}");
            for (recording, later) in recordings.iter().zip(0..) {
                let date = start().date_naive() + Days::new(later);
                assert_eq!(recording.start.date_naive(), date, "{name}");
            }
        }
    }
}

/// A folder of files, a zip of it and each file alone give the same runs.
#[test]
fn a_folder_its_zip_and_its_files_are_the_same_runs() {
    let mut files = Vec::new();
    for (number, minutes) in [(0, 12.0), (1, 31.0), (2, 47.0)] {
        let day = start() - Days::new(2 * number + 1);
        let session = Session::new(day, Terrain::Flat).easy(minutes, 2.7);
        let (_, recording) = recorded(&session, number == 1, number != 2);
        let (name, bytes) = formats(&recording).swap_remove(number as usize);
        files.push((format!("{number}-{name}"), bytes));
    }
    let folder = tempfile::tempdir().expect("a folder");
    let inner = folder.path().join("files");
    std::fs::create_dir(&inner).expect("a folder");
    for (name, bytes) in &files {
        std::fs::write(inner.join(name), bytes).expect("a file");
    }
    let zip = folder.path().join("files.zip");
    let method = zip::CompressionMethod::Deflated;
    std::fs::write(&zip, zip_of(&files, method)).expect("a file");
    let each: Vec<_> = files.iter().map(|(name, _)| inner.join(name)).collect();
    let mut seen = Vec::new();
    for paths in [vec![inner], vec![zip], each] {
        let bench = Bench::new("2026-11-26");
        for path in paths {
            let path = path.to_str().expect("UTF-8");
            bench.call(&["import", "-q", path]).ok();
        }
        let runs = bench.runs();
        let figures: Vec<String> = runs["runs"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|run| {
                let figure = |name: &str| run[name].to_string();
                ["id", "start", "distance_m", "running_s", "cadence_spm"]
                    .map(figure)
                    .join(" ")
            })
            .collect();
        assert_eq!(figures.len(), 3, "{figures:?}");
        seen.push(figures);
    }
    assert_eq!(seen[0], seen[1]);
    assert_eq!(seen[0], seen[2]);
}

/// A walk-run in rows that lie apart has its minutes within 2 %, or says how well they are
/// known; a run throughout needs no such word.
#[test]
fn a_walk_run_in_rows_far_apart_is_right_or_says_so() {
    let levels = [Some(1), Some(2), Some(4), Some(9), None];
    let mut kinds: Vec<minutes::Kind> = levels
        .into_iter()
        .flat_map(|level| [Some(164.0), None].map(|cadence| (level, cadence)))
        .map(|(level, cadence)| minutes::Kind {
            level,
            speed: 2.8,
            cadence,
        })
        .collect();
    // Walks of a minute, in rows a minute apart, are in no row.
    kinds.push(minutes::Kind {
        level: Some(9),
        speed: 2.3,
        cadence: None,
    });
    let outcomes = minutes::outcomes(&kinds, &[2.0, 15.0, 60.0]).expect("files");
    for one in outcomes {
        assert!(one.is_near() || one.is_marked, "{one:?}: {:?}", one.off());
        let throughout = one.kind.level.is_none();
        assert!(!(throughout && one.is_marked), "{one:?}");
    }
}

/// A part of a recording, told by its seconds.
pub(crate) fn shifted(whole: &Recording, shift_s: impl Fn(usize) -> f64) -> Recording {
    let mut recording = whole.clone();
    let first = shift_s(0).min(0.0);
    recording.start += chrono::TimeDelta::seconds(first as i64);
    for (row, time) in recording.samples.time_s.iter_mut().enumerate() {
        *time += shift_s(row) - first;
    }
    recording.timer_events.clear();
    recording.totals.elapsed = None;
    recording
}

/// A clock that was hours wrong for the first rows, set in full stride: the day, the
/// distance and the elapsed time are those of the run.
#[test]
fn a_clock_that_was_wrong_at_first_gives_the_right_day_and_time() {
    let session = Session::new(start(), Terrain::Flat).easy(30.0, 2.8);
    let (truth, whole) = recorded(&session, false, true);
    let whole_s = whole.samples.time_s.last().copied().expect("a sample");
    for (wrong_s, rows) in [(-10_800.0, 40), (-18_000.0, 300), (172_800.0, 25)] {
        let spoiled = shifted(&whole, |row| if row < rows { wrong_s } else { 0.0 });
        for (name, bytes) in formats(&spoiled) {
            let (recordings, runs) = read(name, &bytes);
            assert_eq!(runs.len(), 1, "{name}, {wrong_s} s");
            let day = recordings[0].start.date_naive();
            assert_eq!(day, start().date_naive(), "{name}, {wrong_s} s");
            let elapsed = runs[0].elapsed.get();
            assert!((elapsed - whole_s).abs() <= 5.0, "{name}: {elapsed}");
            let metres = runs[0].distance.expect("a distance").get();
            let off = metres / truth.totals.distance_m - 1.0;
            assert!(off.abs() <= 0.03, "{name}, {wrong_s} s: {metres}");
        }
    }
}

/// Two days of one session are two runs, also where the device's elapsed time knows no night.
#[test]
fn two_days_of_a_short_elapsed_time_are_two_runs() {
    let session = Session::new(start(), Terrain::Flat).easy(20.0, 2.8);
    let (_, day) = recorded(&session, false, true);
    let mut both = two_days(&day, false);
    both.totals.elapsed = both.totals.timer;
    for (name, bytes) in formats(&both) {
        let (recordings, runs) = read(name, &bytes);
        assert_eq!(runs.len(), 2, "{name}");
        let day = recordings[0].start.date_naive();
        assert_eq!(day, start().date_naive(), "{name}");
    }
}

/// The recording at another pace, without steps: the way home by wheels.
pub(crate) fn ridden(minutes: f64, speed: f64) -> Recording {
    let session = Session::new(start(), Terrain::Flat).easy(minutes, 2.8);
    let (_, mut ride) = recorded(&session, false, true);
    let samples = &mut ride.samples;
    samples.cadence.fill(Some(0.0));
    for column in [&mut samples.distance_m, &mut samples.speed_m_per_s] {
        column.iter_mut().flatten().for_each(|v| *v *= speed / 2.8);
    }
    for column in [&mut samples.latitude, &mut samples.longitude] {
        let first = column.iter().flatten().next().copied().expect("a place");
        let stretch = |v: &mut f64| *v = first + (*v - first) * speed / 2.8;
        column.iter_mut().flatten().for_each(stretch);
    }
    ride
}

/// One recording on from where the other ends, a second later, in one lap.
pub(crate) fn joined(first: &Recording, second: &Recording) -> Recording {
    let mut both = first.clone();
    let end = first.samples.time_s.last().copied().expect("a sample");
    let last = |column: &[Option<f64>]| column.iter().flatten().last().copied().unwrap_or(0.0);
    let begin = |column: &[Option<f64>]| column.iter().flatten().next().copied().unwrap_or(0.0);
    let on = |of: fn(&Samples) -> &Vec<Option<f64>>| {
        last(of(&first.samples)) - begin(of(&second.samples))
    };
    let (north, east) = (on(|s| &s.latitude), on(|s| &s.longitude));
    let metres = last(&first.samples.distance_m);
    for row in 0..second.samples.len() {
        let into = both.samples.push(end + 1.0 + second.samples.time_s[row]);
        both.samples.fill_from(into, &second.samples, row);
        for (column, by) in [
            (&mut both.samples.latitude, north),
            (&mut both.samples.longitude, east),
            (&mut both.samples.distance_m, metres),
        ] {
            column[into] = column[into].map(|value| value + by);
        }
    }
    let seconds = both.samples.time_s.last().copied().expect("a sample");
    both.totals.timer = Some(Seconds::new(seconds));
    both.totals.elapsed = Some(Seconds::new(seconds));
    both.totals.distance = Some(Metres::new(last(&both.samples.distance_m)));
    both.timer_events.clear();
    both.laps.truncate(1);
    for lap in &mut both.laps {
        lap.elapsed_s = Some(seconds);
        lap.timer_s = Some(seconds);
        lap.distance_m = both.totals.distance.map(Metres::get);
    }
    both
}

/// The ride to a run and home from it is cut off and said; where neither a word nor steps
/// tell, the whole is asked about.
#[test]
fn the_ride_before_or_after_a_run_is_no_running() {
    let session = Session::new(start(), Terrain::Flat).easy(40.0, 2.7);
    let (truth, run) = recorded(&session, false, true);
    for (minutes, speed) in [(15.0, 6.5), (12.0, 11.0), (15.0, 28.0)] {
        let ride = ridden(minutes, speed);
        for (what, both) in [
            ("after", joined(&run, &ride)),
            ("before", joined(&ride, &run)),
        ] {
            for (name, bytes) in formats(&both) {
                let (_, runs) = read(name, &bytes);
                let Some(run) = runs.first() else {
                    assert_eq!(name, "a.gpx", "{what}, {speed} m/s");
                    continue;
                };
                let running = run.running.expect("running").get();
                let off = running / truth.totals.running_s - 1.0;
                assert!(off.abs() <= 0.04, "{name}, {what}, {speed} m/s: {running}");
                assert!(!run.uncertain.is_empty(), "{name}, {what}, {speed} m/s");
            }
            let mut silent = both;
            silent.samples.cadence.fill(None);
            let (_, bytes) = formats(&silent).swap_remove(2);
            let (_, runs) = read("a.gpx", &bytes);
            let running = runs[0].running.expect("running").get();
            let off = running / truth.totals.running_s - 1.0;
            assert!(off.abs() <= 0.06, "{what}, {speed} m/s: {running}");
            assert!(!runs[0].uncertain.is_empty(), "{what}, {speed} m/s");
            let text = String::from_utf8(bytes).expect("UTF-8");
            let nameless = text.replace("<name>Run</name>", "");
            let (recordings, runs) = read("a.gpx", nameless.as_bytes());
            assert!(runs.is_empty(), "{what}, {speed} m/s");
            let asked = recordings.iter().all(|one| one.unsure.is_some());
            assert!(asked, "{what}, {speed} m/s: {recordings:?}");
        }
    }
}

/// A night in one lap of a TCX, between two tracks, is a pause; between two laps it parts two
/// runs, each with its own lap.
#[test]
fn a_night_in_a_tcx_is_a_pause_where_the_watch_was_stopped() {
    let session = Session::new(start(), Terrain::Flat).easy(20.0, 2.8);
    let (truth, day) = recorded(&session, false, true);
    let mut both = two_days(&day, false);
    // The last row of the first day belongs to its lap.
    both.laps[0].elapsed_s = both.laps[0].elapsed_s.map(|seconds| seconds + 1.0);
    let bytes = xml::write_tcx(&both, "Watch").expect("a file");
    let (recordings, runs) = read("a.tcx", &bytes);
    assert_eq!(runs.len(), 2);
    for (recording, run) in recordings.iter().zip(&runs) {
        assert_eq!(recording.laps.len(), 1);
        let metres = recording.totals.distance.expect("a total").get();
        assert!((metres / truth.totals.distance_m - 1.0).abs() < 0.02);
        assert!(run.quality.is_empty(), "{:?}", run.quality);
    }
    let text = String::from_utf8(bytes).expect("UTF-8");
    let second = text.rfind("<Lap ").expect("a second lap");
    let track = text.find("<Track>").expect("a track");
    let own = text[second..].find("<Track>").expect("its track") + second;
    let until = text[..second].rfind("</Track>").expect("its end") + "</Track>".len();
    assert!(track < until && until <= second);
    let one_lap = format!("{}{}", &text[..until], &text[own..]);
    let (_, runs) = read("a.tcx", one_lap.as_bytes());
    assert_eq!(runs.len(), 1);
    let off = runs[0].running.expect("running").get() / (2.0 * truth.totals.running_s) - 1.0;
    assert!(off.abs() <= 0.03, "{off}");
    assert!(runs[0].elapsed.get() > 86_400.0);
}

/// Totals of more than two days without a sample are asked about, a long day's are not.
#[test]
fn totals_of_days_without_samples_are_asked_about() {
    let session = Session::new(start(), Terrain::Flat).easy(20.0, 2.8);
    let (_, mut recording) = recorded(&session, false, true);
    recording.samples = Samples::default();
    for (hours, asked) in [(24.0, false), (47.0, false), (49.0, true)] {
        let seconds = Some(Seconds::new(3600.0 * hours));
        (recording.totals.timer, recording.totals.elapsed) = (seconds, seconds);
        recording.totals.distance = Some(Metres::new(2000.0 * hours));
        let (_, bytes) = formats(&recording).swap_remove(0);
        let (recordings, _) = read("a.fit", &bytes);
        assert_eq!(recordings[0].unsure.is_some(), asked, "{hours} h");
    }
}

/// Ground that never changes is flat on a track; elsewhere it is a default, or nobody can say.
#[test]
fn an_altitude_that_never_changes_is_flat_on_a_track_alone() {
    for (minutes, ground, outdoors, flat, marked) in [
        (20.0, SubSport::Track, true, true, false),
        (20.0, SubSport::Generic, true, false, true),
        (20.0, SubSport::Generic, false, false, false),
        (20.0, SubSport::Treadmill, false, false, false),
        // 500 m of it are no measurement either, 300 may be a street.
        (3.0, SubSport::Generic, true, false, true),
        (1.7, SubSport::Generic, true, true, false),
    ] {
        let session = Session::new(start(), Terrain::Flat).easy(minutes, 2.8);
        let (_, mut recording) = recorded(&session, false, true);
        recording.sub_sport = ground;
        recording.totals.ascent = None;
        recording.samples.altitude_m.fill(Some(212.0));
        if !outdoors {
            recording.samples.latitude.fill(None);
            recording.samples.longitude.fill(None);
        }
        let run = comeback_signal::measure(&recording);
        let name = format!("{minutes} min, {ground:?}, outdoors {outdoors}");
        let ascent = run.ascent.map(Metres::get);
        assert_eq!(ascent, flat.then_some(0.0), "{name}");
        let mut doubts = run.quality.iter().map(|doubt| doubt.rule);
        let said = doubts.any(|rule| rule == RuleId::AltitudeImplausible);
        assert_eq!(said, marked, "{name}: {:?}", run.quality);
    }
}
