//! Kinds of files whose figures were wrong without a word: each is right now, asked about
//! or marked.

use crate::bench::Bench;
use crate::cases::{formats, read, recorded, start};
use crate::kinds::{joined, ridden, shifted};
use crate::variants::zip_of;
use comeback_core::recording::Recording;
use comeback_core::units::{Metres, Seconds};
use comeback_signal::Measured;
use comeback_sim::session::Session;
use comeback_sim::terrain::Terrain;
use zip::CompressionMethod::Deflated;

fn run(minutes: f64) -> (comeback_sim::truth::Truth, Recording) {
    recorded(
        &Session::new(start(), Terrain::Flat).easy(minutes, 2.8),
        false,
        true,
    )
}

fn running(run: &Measured) -> f64 {
    run.running.map_or(0.0, Seconds::get)
}

fn says(run: &Measured, what: &str) -> bool {
    run.uncertain.iter().any(|clause| clause.contains(what))
}

/// The first minutes without a fix, hours or days early, as a watch dates them that waits
/// for its first fix: one run, on the day of the fix, without the hole.
#[test]
fn a_first_fix_that_dates_a_tcx_makes_no_pause_and_no_run() {
    let (_, whole) = run(30.0);
    let whole_s = whole.samples.time_s.last().copied().expect("a sample");
    for (early_s, rows) in [
        (11_820.0, 61),
        (39_600.0, 240),
        (176_133.0, 61),
        (600.0, 130),
        // As FIT counts from, which is before there were watches.
        (1_163_000_000.0, 46),
    ] {
        let mut spoiled = shifted(&whole, |row| if row < rows { -early_s } else { 0.0 });
        for row in 0..rows {
            spoiled.samples.latitude[row] = None;
            spoiled.samples.longitude[row] = None;
        }
        spoiled.laps.truncate(1);
        if let Some(lap) = spoiled.laps.first_mut() {
            // The lap is dated by the same clock, and timed right.
            lap.start_s = 0.0;
            lap.elapsed_s = Some(whole_s);
            lap.timer_s = Some(whole_s);
            lap.distance_m = whole.totals.distance.map(Metres::get);
        }
        let (name, bytes) = formats(&spoiled).swap_remove(1);
        let (recordings, runs) = read(name, &bytes);
        assert_eq!(runs.len(), 1, "{early_s} s: {recordings:?}");
        assert_eq!(recordings[0].start.date_naive(), start().date_naive());
        let elapsed = runs[0].elapsed.get();
        assert!((elapsed - whole_s).abs() <= 5.0, "{early_s} s: {elapsed}");
    }
}

/// Few steps at a runner's speed are a run where no word says so, in steps and in strides;
/// a walk that is written in steps is none.
#[test]
fn few_even_steps_are_a_run_and_a_walk_in_steps_is_none() {
    for (speed, strides, is_run) in [
        (2.5, 64.0, true),
        (2.5, 126.0, true),
        (3.0, 66.0, true),
        (1.3, 108.0, false),
        (1.6, 118.0, false),
    ] {
        let (_, mut recording) = run(40.0);
        recording.samples.cadence.fill(Some(strides));
        for column in [
            &mut recording.samples.latitude,
            &mut recording.samples.longitude,
        ] {
            let first = column.iter().flatten().next().copied().expect("a place");
            let stretch = |v: &mut f64| *v = first + (*v - first) * speed / 2.8;
            column.iter_mut().flatten().for_each(stretch);
        }
        let (name, bytes) = formats(&recording).swap_remove(2);
        let text = String::from_utf8(bytes).expect("UTF-8");
        let nameless = text.replace("<name>Run</name>", "");
        let (_, runs) = read(name, nameless.as_bytes());
        assert_eq!(runs.len(), usize::from(is_run), "{speed} m/s, {strides}");
    }
}

/// A way home through a town, from stop to stop, without steps and no faster than a fast
/// run, is said; so is the way there.
#[test]
fn a_ride_from_stop_to_stop_is_said() {
    let (_, run) = run(30.0);
    let mut stands = ridden(0.5, 5.6);
    for column in [&mut stands.samples.latitude, &mut stands.samples.longitude] {
        let first = column.first().copied().flatten();
        column.fill(first);
    }
    let (first, still) = (stands.samples.distance_m.first().copied().flatten(), 0.0);
    stands.samples.distance_m.fill(first);
    stands.samples.speed_m_per_s.fill(Some(still));
    let mut town = ridden(1.5, 5.6);
    for _ in 0..7 {
        town = joined(&joined(&town, &stands), &ridden(1.5, 5.6));
    }
    for (what, mut both) in [
        ("home", joined(&run, &town)),
        ("there", joined(&town, &run)),
    ] {
        both.samples.cadence.fill(None);
        for (name, bytes) in formats(&both) {
            let (_, runs) = read(name, &bytes);
            let said = runs.first().is_none_or(|run| says(run, "twice as fast"));
            assert!(said, "{what}, {name}: {:?}", runs[0].uncertain);
        }
    }
}

/// An easy ride home on which the steps fall silent is cut off.
#[test]
fn an_easy_ride_with_silent_steps_is_cut_off() {
    let (truth, run) = run(30.0);
    let both = joined(&run, &ridden(12.0, 4.6));
    let (name, bytes) = formats(&both).swap_remove(0);
    let (_, runs) = read(name, &bytes);
    let off = running(&runs[0]) / truth.totals.running_s - 1.0;
    assert!(off.abs() <= 0.03, "{off}");
    assert!(says(&runs[0], "is a ride"), "{:?}", runs[0].uncertain);
}

/// Samples that end some minutes before time and distance of the device's totals do.
#[test]
fn samples_that_end_early_are_said() {
    let (truth, whole) = run(40.0);
    let rows = whole.samples.len() * 9 / 10;
    let mut cut = whole.clone();
    let _ = cut.samples.split_off(rows);
    cut.timer_events.clear();
    for (name, bytes) in formats(&cut).into_iter().take(2) {
        let (_, runs) = read(name, &bytes);
        let off = running(&runs[0]) / truth.totals.running_s - 1.0;
        assert!(off.abs() <= 0.02, "{name}: {off}");
        let metres = runs[0].distance.map_or(0.0, Metres::get);
        assert!(
            (metres / truth.totals.distance_m - 1.0).abs() < 0.02,
            "{name}"
        );
        assert!(
            says(&runs[0], "samples cover"),
            "{name}: {:?}",
            runs[0].uncertain
        );
    }
}

/// Samples that end a minute and a half early, which is one part in forty.
#[test]
fn the_last_minutes_that_are_missing_are_said() {
    let (truth, whole) = run(60.0);
    let mut cut = whole.clone();
    let _ = cut.samples.split_off(whole.samples.len() - 90);
    cut.timer_events.clear();
    for (name, bytes) in formats(&cut).into_iter().take(2) {
        let (_, runs) = read(name, &bytes);
        let off = running(&runs[0]) / truth.totals.running_s - 1.0;
        assert!(off.abs() <= 0.01, "{name}: {off}");
        assert!(says(&runs[0], "samples cover"), "{name}");
    }
}

/// A hole of five minutes that the timer ran through: run where all of it was run, and said
/// where walking and running took turns.
#[test]
fn a_hole_that_the_timer_ran_through_is_run_or_said() {
    for walks in [false, true] {
        let mut session = Session::new(start(), Terrain::Treadmill);
        for _ in 0..4 {
            session = match walks {
                true => session.walk(5.0).easy(5.0, 2.8),
                false => session.easy(10.0, 2.8),
            };
        }
        let (truth, whole) = recorded(&session, false, true);
        let mut hole = whole.clone();
        let all = std::mem::take(&mut hole.samples);
        for row in (0..all.len()).filter(|row| !(600..900).contains(row)) {
            let into = hole.samples.push(all.time_s[row]);
            hole.samples.fill_from(into, &all, row);
        }
        for (name, bytes) in formats(&hole).into_iter().take(2) {
            let (_, runs) = read(name, &bytes);
            let off = running(&runs[0]) / truth.totals.running_s - 1.0;
            let is_said = says(&runs[0], "no samples while its timer ran");
            assert_eq!(is_said, walks, "{name}: {:?}", runs[0].uncertain);
            assert!(walks || off.abs() <= 0.02, "{name}: {off}");
        }
    }
}

/// A tunnel of five minutes, without points or with points that stand still: what was run
/// there counts for nothing, and that is said. A rest is none.
#[test]
fn a_way_without_positions_is_said() {
    let (_, whole) = run(30.0);
    for (what, said) in [("hole", true), ("frozen", true), ("rest", false)] {
        let mut tunnel = whole.clone();
        tunnel.timer_events.clear();
        let all = std::mem::take(&mut tunnel.samples);
        for row in 0..all.len() {
            let inside = (600..900).contains(&row);
            if what == "hole" && inside {
                continue;
            }
            let later = if what == "rest" && row >= 600 {
                300.0
            } else {
                0.0
            };
            let into = tunnel.samples.push(all.time_s[row] + later);
            let from = if what == "frozen" && inside { 600 } else { row };
            tunnel.samples.fill_from(into, &all, from);
        }
        let (name, bytes) = formats(&tunnel).swap_remove(2);
        let (_, runs) = read(name, &bytes);
        assert_eq!(says(&runs[0], "no positions"), said, "{what}");
    }
}

/// A treadmill's distance that was put right in the vendor's app stands in its table alone.
#[test]
fn a_table_that_tells_another_distance_is_said() {
    let session = Session::new(start(), Terrain::Treadmill).easy(30.0, 2.8);
    let (truth, recording) = recorded(&session, false, true);
    let (_, fit) = formats(&recording).swap_remove(0);
    for (share, said) in [(1.0, false), (1.25, true), (0.7, true)] {
        let metres = share * truth.totals.distance_m;
        let table = format!(
            "Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Distance,Filename,Elapsed Time,Moving Time,Distance\n1,\"Nov 24, 2026, 5:00:00 PM\",Treadmill,Run,1800,{:.2},activities/1.fit,1800.0,1800.0,{metres:.1}\n",
            metres / 1000.0
        );
        let files = vec![
            ("activities.csv".to_owned(), table.into_bytes()),
            ("activities/1.fit".to_owned(), fit.clone()),
        ];
        let bench = Bench::new("2026-11-26");
        let path = bench.folder.path().join("export.zip");
        std::fs::write(&path, zip_of(&files, Deflated)).expect("writes");
        bench.call(&["import", path.to_str().expect("UTF-8")]).ok();
        let runs = bench.runs();
        let run = &runs["runs"][0];
        let doubts = run["uncertain"].to_string();
        assert_eq!(doubts.contains("its table gives"), said, "{share}: {run}");
        if said {
            let id = run["id"].as_str().expect("an id");
            let km = format!("{:.2}", metres / 1000.0);
            bench.call(&["correct", id, "--distance", &km]).ok();
            let run = &bench.runs()["runs"][0];
            let now = run["distance_m"].as_f64().expect("a distance");
            assert!((now / metres - 1.0).abs() < 0.01, "{now} of {metres}");
            assert!(!run["uncertain"].to_string().contains("its table"), "{run}");
        }
    }
}

/// An empty variable names nothing, and a flag wins over any.
#[test]
fn an_empty_environment_names_no_home() {
    let bench = Bench::new("2026-11-26");
    bench.import(&["files/plain.gpx"]).ok();
    for variable in ["COMEBACK_HOME", "COMEBACK_ATHLETE"] {
        let mut command = bench.command(&["runs", "--json"]);
        let ended = command.env(variable, "").output().expect("runs");
        assert!(ended.status.success(), "{variable}: {ended:?}");
        assert!(String::from_utf8_lossy(&ended.stdout).contains("plain.gpx"));
    }
    let mut command = bench.command(&["runs"]);
    let elsewhere = bench.folder.path().join("elsewhere");
    let ended = command
        .env("COMEBACK_HOME", elsewhere)
        .output()
        .expect("runs");
    assert!(ended.status.success(), "the flag wins: {ended:?}");
}

/// Where nothing came in nothing is reviewed: the error is the answer, and no plan.
#[test]
fn a_review_of_nothing_shows_no_plan() {
    let bench = Bench::new("2026-11-26");
    bench.import(&["files/plain.gpx"]).ok();
    let told = bench.call(&["review", "/not/there.gpx"]).exits(2);
    assert!(told.stdout.contains("/not/there.gpx"), "{told:?}");
    assert!(!told.stdout.contains("Week"), "{told:?}");
    assert!(told.stderr.contains("nothing was reviewed"), "{told:?}");
}

/// The number that an entry has after it was told otherwise, and the old id that leads on.
#[test]
fn an_edited_entry_is_found_by_its_old_number() {
    let bench = Bench::new("2026-11-26");
    bench.call(&["pain", "3", "--at", "2026-11-25T20:00"]).ok();
    let told = bench.call(&["log", "edit", "1", "score=2"]).ok().stdout;
    assert!(told.contains("is now the entry 2 ("), "{told}");
    let told = bench.call(&["log", "edit", "1", "score=1"]).ok().stdout;
    assert!(
        told.contains("is now the entry 3 (") && told.contains('1'),
        "{told}"
    );
    let list = bench.call(&["log", "list", "--json"]).ok().json();
    let counts = list["entries"].as_array().into_iter().flatten();
    let counting: Vec<_> = counts.filter(|line| line["counts"] == true).collect();
    assert_eq!(counting.len(), 1, "{list}");
    assert_eq!(counting[0]["score"].as_f64(), Some(1.0), "{list}");
}

/// Laps of a track whose altitude errs from lap to lap, which the watch adds up: neither its
/// ascent is told nor that there was none.
#[test]
fn an_ascent_that_nobody_can_tell_is_not_nought() {
    let session = Session::new(start(), Terrain::Track).easy(40.0, 2.8);
    let (_, mut recording) = recorded(&session, false, true);
    let samples = &mut recording.samples;
    for (time, altitude) in samples.time_s.iter().zip(&mut samples.altitude_m) {
        *altitude = Some(50.0 + 25.0 * (time / 40.0).sin());
    }
    recording.totals.ascent = Some(Metres::new(400.0));
    let (name, bytes) = formats(&recording).swap_remove(0);
    let (_, runs) = read(name, &bytes);
    let says = |what: &str| runs[0].uncertain.iter().any(|clause| clause.contains(what));
    assert!(says("400 m of ascent"), "{:?}", runs[0].uncertain);
    assert_eq!(runs[0].ascent, None);
    assert_eq!(runs[0].ascent_uncertainty, None);
}

/// A sensor that counts one foot from the middle on: every minute was run all the same.
#[test]
fn a_sensor_that_loses_one_foot_loses_no_minutes() {
    let (truth, mut recording) = run(30.0);
    let rows = recording.samples.len();
    for value in recording.samples.cadence[rows / 2..].iter_mut().flatten() {
        *value /= 2.0;
    }
    for (name, bytes) in formats(&recording) {
        let (_, runs) = read(name, &bytes);
        let off = running(&runs[0]) / truth.totals.running_s - 1.0;
        assert!(off.abs() <= 0.02, "{name}: {off:.3}");
    }
}

/// Kilometres where metres belong, indoors, without a speed beside them: the distance is
/// missing, and the run is no slip of the start button.
#[test]
fn an_indoor_distance_in_kilometres_costs_no_run() {
    let session = Session::new(start(), Terrain::Treadmill).easy(30.0, 2.8);
    for cadence in [true, false] {
        let (truth, mut recording) = recorded(&session, false, cadence);
        recording.samples.speed_m_per_s.fill(None);
        for metres in recording.samples.distance_m.iter_mut().flatten() {
            *metres /= 1000.0;
        }
        let in_km = |metres: Metres| metres * 0.001;
        recording.totals.distance = recording.totals.distance.map(in_km);
        for lap in &mut recording.laps {
            lap.distance_m = lap.distance_m.map(|metres| metres / 1000.0);
        }
        for (name, bytes) in formats(&recording).into_iter().take(2) {
            let (recordings, runs) = read(name, &bytes);
            assert_eq!(
                runs.len(),
                1,
                "{name} {cadence}: {:?}",
                recordings[0].unsure
            );
            assert_eq!(runs[0].distance, None, "{name}");
            assert!(says(&runs[0], "of no runner"), "{:?}", runs[0].uncertain);
            let off = running(&runs[0]) / truth.totals.running_s - 1.0;
            assert!(off.abs() <= 0.02, "{name} {cadence}: {off:.3}");
        }
    }
}
