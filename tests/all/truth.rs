//! What goes through the whole of simulate, import and run, held against what
//! truly happened.

use comeback_files as import;

use comeback_core::recording::{CadenceUnit, Recording, Sport};
use comeback_core::run::EffortKind;
use comeback_core::units::{Metres, MetresPerSecond};
use comeback_files::Reading;
use comeback_signal as run;
use comeback_signal::Profile;
use comeback_sim::accuracy::cases::{Kind, case};
use comeback_sim::accuracy::matching::Tally;
use comeback_sim::accuracy::passage;
use comeback_sim::accuracy::source::Source;
use comeback_sim::athletes::{self, StoryRun};
use comeback_sim::fit::{self, FitStyle};
use comeback_sim::session::{Runner, Session, Step};
use comeback_sim::terrain::Terrain;
use comeback_sim::truth::{self, Truth};
use comeback_sim::watch::{self, Noise, Watch};
use comeback_sim::xml::{self, GpxCadence, GpxStyle};
use comeback_sim::{files, hostile};

fn runner() -> Runner {
    Runner {
        height_m: 1.8,
        mass_kg: 75.0,
        critical_m_per_s: 3.8,
        cadence_habit_spm: 0.0,
        resting_bpm: 55.0,
        maximal_bpm: 185.0,
        place: (45.0, -33.0),
    }
}

fn truth_of(terrain: Terrain, fill: impl FnOnce(Session) -> Session) -> Truth {
    let start = chrono::DateTime::parse_from_rfc3339("2026-05-03T08:00:00+02:00").expect("a time");
    truth::run(&runner(), &fill(Session::new(start, terrain)), 11)
}

fn read(name: &str, bytes: &[u8]) -> Vec<Recording> {
    import::read(name, bytes)
        .into_iter()
        .flat_map(|outcome| match outcome.reading {
            Reading::Recordings(recordings) => recordings,
            Reading::Skipped(_) => Vec::new(),
            Reading::Failed(error) => panic!("{}: {error}", outcome.name),
        })
        .collect()
}

/// Largest difference between two columns where both have a value.
fn apart(a: &[Option<f64>], b: &[Option<f64>]) -> f64 {
    a.iter()
        .zip(b)
        .filter_map(|(a, b)| Some((a.as_ref()? - b.as_ref()?).abs()))
        .fold(0.0, f64::max)
}

fn present(column: &[Option<f64>]) -> usize {
    column.iter().flatten().count()
}

#[test]
fn a_fit_comes_back_as_the_watch_saw_it() {
    let truth = truth_of(Terrain::Rolling, |s| {
        s.easy(5.0, 2.8)
            .then(Step::Pause { s: 45.0 })
            .easy(5.0, 3.0)
    });
    let seen = watch::record(&truth, &Watch::new(Noise::Typical), 3);
    for style in [
        FitStyle::garmin(),
        FitStyle::coros(),
        FitStyle::suunto(),
        FitStyle::polar(),
        FitStyle::huawei(),
    ] {
        let bytes = fit::write(&seen, &style).expect("writes");
        let back = read("run.fit", &bytes).remove(0);
        assert_eq!(back.start, seen.start);
        assert_eq!(back.sport, Sport::Running);
        assert_eq!(back.cadence_unit, CadenceUnit::StridesPerMinute);
        let (a, b) = (&seen.samples, &back.samples);
        assert_eq!(a.time_s, b.time_s, "{style:?}");
        assert!(apart(&a.latitude, &b.latitude) < 1e-7);
        assert!(apart(&a.distance_m, &b.distance_m) < 0.006);
        assert!(apart(&a.speed_m_per_s, &b.speed_m_per_s) < 0.001);
        assert!(apart(&a.altitude_m, &b.altitude_m) < 0.11);
        let grid = if style.fractional_cadence { 0.01 } else { 0.51 };
        assert!(apart(&a.cadence, &b.cadence) < grid, "{style:?}");
        assert_eq!(
            present(&a.cadence),
            present(&b.cadence),
            "missing stays missing"
        );
        assert_eq!(a.heart_rate_bpm, b.heart_rate_bpm, "{style:?}");
        let local = style.local_timestamp.then_some(7200);
        assert_eq!(back.utc_offset_s, local, "{style:?}");
        let pauses = back.timer_events.iter().filter(|event| !event.running);
        assert_eq!(pauses.count(), if style.timer_events { 2 } else { 0 });
    }
}

#[test]
fn gpx_and_tcx_come_back_as_far_as_they_can_hold_it() {
    let truth = truth_of(Terrain::Flat, |s| s.easy(6.0, 2.8));
    let seen = watch::record(&truth, &Watch::new(Noise::Good), 3);
    let gpx = xml::write_gpx(&seen, &GpxStyle::new("StravaGPX", GpxCadence::Steps));
    let back = read("run.gpx", &gpx.expect("writes")).remove(0);
    assert_eq!(back.samples.time_s, seen.samples.time_s);
    assert_eq!(back.samples.heart_rate_bpm, seen.samples.heart_rate_bpm);
    let steps: Vec<_> = seen
        .samples
        .cadence
        .iter()
        .map(|c| c.map(|c| (2.0 * c).round()))
        .collect();
    assert_eq!(back.samples.cadence, steps);

    let tcx = xml::write_tcx(&seen, "Forerunner 245").expect("writes");
    let back = read("run.tcx", &tcx).remove(0);
    assert_eq!(back.samples.time_s, seen.samples.time_s);
    assert_eq!(back.cadence_unit, CadenceUnit::StridesPerMinute);
    assert!(apart(&back.samples.distance_m, &seen.samples.distance_m) < 0.006);
    assert!(apart(&back.samples.cadence, &seen.samples.cadence) < 0.51);
    assert_eq!(back.laps.len(), seen.laps.len());
}

#[test]
fn every_maker_s_file_holds_its_recordings() {
    for (name, bytes) in files::all().expect("makes them") {
        let recordings = read(&name, &bytes);
        let expected = match name.as_str() {
            "multisport.fit" | "export.zip" => 2,
            _ => 1,
        };
        assert_eq!(recordings.len(), expected, "{name}");
        let running = recordings
            .iter()
            .filter(|r| r.sport == Sport::Running)
            .count();
        let rides = usize::from(matches!(name.as_str(), "multisport.fit" | "cycling.fit"));
        assert_eq!(running, expected - rides, "{name}");
    }
}

#[test]
fn hostile_files_end_as_runs_skips_or_errors_that_say_what_to_do() {
    let (mut read, mut named) = (0, 0);
    let empty = ("empty.fit".to_owned(), Vec::new());
    let files = hostile::all().expect("makes them");
    for (name, bytes) in files.into_iter().chain([empty]) {
        for outcome in import::read(&name, &bytes) {
            match outcome.reading {
                Reading::Recordings(recordings) => {
                    read += 1;
                    assert!(!recordings.is_empty(), "{name}");
                    for recording in recordings {
                        assert!(recording.samples.time_s.is_sorted(), "{name}");
                        run::measure(&recording);
                    }
                }
                Reading::Skipped(_) => named += 1,
                Reading::Failed(error) => {
                    named += 1;
                    assert!(error.to_string().len() > 15, "{name}: {error}");
                }
            }
        }
    }
    assert!(read >= 20 && named >= 10, "{read} read, {named} named");
}

/// One run of a story through import and run, with the critical speed that the simulation knows.
fn figures(story_run: &StoryRun) -> (run::Measured, run::Classified) {
    let bytes = story_run.bytes().expect("writes");
    let recording = read(&story_run.file, &bytes).remove(0);
    let measured = run::measure(&recording);
    let speeds = run::speeds(
        [(0.0, &measured.best)],
        Some(MetresPerSecond::new(3.75)),
        Some(MetresPerSecond::new(7.1)),
    );
    let classified = run::classify(&measured, &speeds, &Profile::default());
    (measured, classified)
}

#[test]
fn the_figures_of_a_barometer_watch_are_near_the_truth() {
    let story = athletes::story("returning").expect("is there");
    let since = chrono::NaiveDate::from_ymd_opt(2026, 7, 25).expect("a date");
    let late = story
        .runs
        .iter()
        .filter(|run| run.truth.start.date_naive() >= since);
    let (mut sprints, mut differences) = (0, Vec::new());
    for story_run in late {
        let name = &story_run.file;
        let (measured, classified) = figures(story_run);
        let totals = &story_run.truth.totals;
        let distance = measured.distance.map_or(0.0, Metres::get);
        assert!(
            (distance / totals.distance_m - 1.0).abs() < 0.03,
            "{name}: {distance} for {}",
            totals.distance_m
        );
        let running = measured.running.expect("speed is there").get();
        assert!(
            (running - totals.running_s).abs() < 30.0,
            "{name}: {running}"
        );
        let cadence = measured.cadence.expect("cadence is there").mean.get();
        assert!(
            (cadence - totals.cadence_spm).abs() < 2.0,
            "{name}: {cadence}"
        );
        let efforts = classified.efforts.expect("speed is there");
        for kind in [
            EffortKind::HillSprint,
            EffortKind::Sprint,
            EffortKind::Tempo,
        ] {
            let found = efforts.iter().filter(|effort| effort.kind == kind).count();
            let run = story_run
                .truth
                .efforts
                .iter()
                .filter(|e| e.kind == kind)
                .count();
            if found != run {
                differences.push(format!("{name}: {found} {kind:?} found, {run} run"));
            }
        }
        for effort in story_run
            .truth
            .efforts
            .iter()
            .filter(|e| e.kind == EffortKind::HillSprint)
        {
            sprints += 1;
            let near = efforts
                .iter()
                .filter(|found| found.kind == effort.kind)
                .any(|found| (found.start.get() - effort.start_s).abs() < 6.0);
            assert!(near, "{name}: none near {} s", effort.start_s);
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert!(sprints >= 10, "{sprints} hill sprints in the story");
}

/// What an athlete's runs hold, each classified by what was known that day.
fn classified(name: &str) -> Vec<(StoryRun, run::Classified)> {
    let story = athletes::story(name).expect("is there");
    let mut runs: Vec<(StoryRun, run::Measured)> = story
        .runs
        .into_iter()
        .map(|story_run| {
            let bytes = story_run.bytes().expect("writes");
            let recording = read(&story_run.file, &bytes).remove(0);
            (story_run, run::measure(&recording))
        })
        .collect();
    runs.sort_by_key(|(story_run, _)| story_run.truth.start);
    (0..runs.len())
        .map(|now| {
            let today = runs[now].0.truth.start;
            let earlier = runs[..=now].iter().map(|(other, measured)| {
                let days = (today - other.truth.start).num_minutes() as f64 / 1440.0;
                (days, &measured.best)
            });
            let speeds = run::speeds(earlier, None, None);
            let found = run::classify(&runs[now].1, &speeds, &Profile::default());
            (runs[now].0.clone(), found)
        })
        .collect()
}

/// Two watches without a barometer and one with, speeds of reference from the runs alone.
#[test]
fn easy_runs_hold_nothing_hard() {
    let hard = |kind: EffortKind| !matches!(kind, EffortKind::Hill | EffortKind::Downhill);
    for name in ["sparse", "relapse"] {
        for (story_run, found) in classified(name) {
            let (file, truth) = (&story_run.file, &story_run.truth);
            let efforts = found.efforts.expect("speed is there");
            let seen = efforts.iter().filter(|effort| hard(effort.kind)).count();
            let run = truth.efforts.iter().filter(|e| hard(e.kind)).count();
            assert_eq!(seen, run, "{file}: {efforts:?}");
            if run == 0 {
                let minutes = found.hard.expect("speed is there").minutes();
                assert!(minutes < 0.1, "{file}: {minutes} hard minutes");
            }
            for kind in [EffortKind::Hill, EffortKind::Downhill] {
                let seen = efforts.iter().filter(|effort| effort.kind == kind).count();
                let run = truth.efforts.iter().filter(|e| e.kind == kind).count();
                assert!(seen <= run, "{file}: {seen} {kind:?} seen, {run} run");
            }
        }
    }
}

/// Efforts of a kind that were run and those that were found near one of them, over
/// seeds; and the errors of ascent, m.
fn seen(
    kind: EffortKind,
    watch: Watch,
    session: fn(Session) -> Session,
) -> (usize, usize, Vec<f64>) {
    let (mut run_efforts, mut found_efforts, mut errors) = (0, 0, Vec::new());
    for seed in 1..=6 {
        let truth = truth_of(Terrain::HillRepeats, session);
        let recording = watch::record(&truth, &watch, seed);
        let measured = run::measure(&recording);
        let speeds = run::speeds(
            [(0.0, &measured.best)],
            Some(MetresPerSecond::new(3.8)),
            None,
        );
        let found = run::classify(&measured, &speeds, &Profile::default()).efforts;
        let of_kind = truth.efforts.iter().filter(|effort| effort.kind == kind);
        run_efforts += of_kind.clone().count();
        found_efforts += found
            .unwrap_or_default()
            .iter()
            .filter(|effort| effort.kind == kind)
            .filter(|effort| {
                of_kind
                    .clone()
                    .any(|run| (run.start_s - effort.start.get()).abs() < 12.0)
            })
            .count();
        let ascent = measured.ascent.expect("altitude is there").get();
        errors.push(ascent - truth.totals.ascent_m);
    }
    (run_efforts, found_efforts, errors)
}

#[test]
fn short_hill_sprints_are_seen_through_a_poor_barometer() {
    let session = |session: Session| {
        let up = Step::HillSprint {
            s: 8.0,
            v: 5.0,
            grade: 0.09,
        };
        session
            .easy(15.0, 2.7)
            .repeat(4, &[up, Step::WalkDown])
            .easy(10.0, 2.7)
    };
    for (noise, least) in [(Noise::Good, 24), (Noise::Typical, 24), (Noise::Poor, 18)] {
        let (run, found, _) = seen(EffortKind::HillSprint, Watch::new(noise), session);
        assert_eq!(run, 24);
        assert!((least..=24).contains(&found), "{noise:?}: {found}");
    }
}

#[test]
fn hills_that_are_run_again_are_seen_by_satellite() {
    let session = |session: Session| {
        let up = Step::Climb {
            s: 90.0,
            v: 2.5,
            grade: 0.1,
        };
        session
            .easy(10.0, 2.8)
            .repeat(4, &[up, Step::RunDown { v: 3.0 }])
            .easy(10.0, 2.8)
    };
    for (barometer, least, off) in [(true, 24, 5.0), (false, 20, 10.0)] {
        let watch = Watch {
            barometer,
            ..Watch::new(Noise::Good)
        };
        let (run, found, mut errors) = seen(EffortKind::Hill, watch, session);
        assert_eq!(run, 24);
        assert!((least..=24).contains(&found), "{barometer}: {found}");
        errors.sort_by(f64::total_cmp);
        let middle = errors[errors.len() / 2];
        assert!(middle.abs() <= off, "{barometer}: {errors:?}");
    }
}

/// What was invented in runs of the accuracy bench that once held such an effort, or are
/// like them, and what was found of those that were run.
fn tally(source: Source, noise: Noise, cases: &[(Kind, u64)], kinds: &[EffortKind]) -> Tally {
    let mut all = Tally::default();
    for (kind, number) in cases {
        let case = case(*kind, *number);
        let read = passage::read(&case, source, noise).expect("its own file is read");
        let read = read.expect("the format holds the run");
        let judged = passage::judge(&case, source, noise, &read, None);
        for (kind, matched) in judged.efforts.iter().chain(&judged.efforts_untold) {
            if kinds.contains(kind) {
                all.add(matched.tally);
            }
        }
    }
    all
}

#[test]
fn a_phone_that_jumps_and_catches_up_invents_no_sprint() {
    let bursts = [EffortKind::Sprint, EffortKind::HillSprint];
    let cases = [
        (Kind::EasyFlat, 1002),
        (Kind::EasyFlat, 1013),
        (Kind::EasyRolling, 1007),
        (Kind::EasyHilly, 1010),
        (Kind::EasyHilly, 1018),
        (Kind::Track, 1022),
    ];
    for noise in [Noise::Typical, Noise::Poor] {
        let found = tally(Source::Phone, noise, &cases, &bursts);
        assert_eq!(found.invented, 0, "{noise:?}");
    }
}

#[test]
fn hill_sprints_up_one_slope_are_not_taken_for_flat_ones() {
    for source in [Source::Phone, Source::Tcx] {
        let cases = [(Kind::HillSprints, 3)];
        let typical = Noise::Typical;
        let hills = tally(source, typical, &cases, &[EffortKind::HillSprint]);
        assert!(hills.hit >= 2 * 9, "{source:?}: {hills:?}");
        let flat = tally(source, typical, &cases, &[EffortKind::Sprint]);
        assert_eq!(flat.invented, 0, "{source:?}");
    }
}

#[test]
fn a_turn_on_the_spot_hides_no_hill_sprint_from_fixes() {
    let cases = [(Kind::HillSprints, 1), (Kind::HillSprints, 2)];
    let kinds = [EffortKind::HillSprint];
    let found = tally(Source::Gpx, Noise::Typical, &cases, &kinds);
    assert!(found.hit >= 2 * 18, "{found:?}");
}

#[test]
fn a_tempo_through_noise_stays_one() {
    let cases: Vec<(Kind, u64)> = (200..206).map(|number| (Kind::Tempo, number)).collect();
    for (source, noise) in [
        (Source::Barometer, Noise::Poor),
        (Source::Gpx, Noise::Typical),
        (Source::Smart, Noise::Typical),
    ] {
        let tempo = tally(source, noise, &cases, &[EffortKind::Tempo]);
        assert!(
            tempo.hit >= 6 && tempo.invented <= 1,
            "{source:?}: {tempo:?}"
        );
        let intervals = tally(source, noise, &cases, &[EffortKind::Interval]);
        assert_eq!(intervals.invented, 0, "{source:?}");
    }
}
