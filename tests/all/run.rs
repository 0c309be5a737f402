//! Runs with known truth through the whole room, each with the errors of a watch.

use crate::corpus;
use chrono::DateTime;
use comeback_core::recording::{CadenceUnit, Format, Recording, Sport, SubSport};
use comeback_core::run::{BestEfforts, Confidence, EffortKind, SpeedSource, Speeds};
use comeback_core::units::{Metres, MetresPerSecond, Seconds};
use comeback_signal as run;
use comeback_signal::{Classified, Measured, Profile};
use proptest::prelude::*;

/// Noise that is the same on every machine.
struct Noise(u64);

impl Noise {
    fn uniform(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0
    }
}

/// One part of a run as it truly was.
#[derive(Clone, Copy)]
struct Part {
    seconds: usize,
    speed: f64,
    grade: f64,
    spm: f64,
}

fn part(seconds: usize, speed: f64, grade: f64) -> Part {
    Part {
        seconds,
        speed,
        grade,
        spm: if speed < 2.0 {
            110.0
        } else {
            150.0 + 6.0 * speed
        },
    }
}

fn easy(seconds: usize) -> Part {
    part(seconds, 2.8, 0.0)
}

/// The errors of a watch.
#[derive(Clone, Copy)]
struct Watch {
    white_altitude: f64,
    slow_altitude: f64,
    altitude_lag: f64,
    speed_noise: f64,
    slow_speed: f64,
    speed_lag: f64,
    cadence: bool,
    altitude: bool,
    seed: u64,
}

const BAROMETER: Watch = Watch {
    white_altitude: 0.3,
    slow_altitude: 0.0,
    altitude_lag: 3.0,
    speed_noise: 0.08,
    slow_speed: 0.10,
    speed_lag: 1.5,
    cadence: true,
    altitude: true,
    seed: 1,
};

const GPS: Watch = Watch {
    white_altitude: 0.3,
    slow_altitude: 4.0,
    altitude_lag: 0.0,
    speed_noise: 0.15,
    slow_speed: 0.20,
    speed_lag: 1.5,
    cadence: true,
    altitude: true,
    seed: 1,
};

fn record(parts: &[Part], watch: Watch) -> Recording {
    let mut recording = Recording::empty(Format::Fit, DateTime::UNIX_EPOCH);
    recording.sport = Sport::Running;
    recording.barometer = Some(watch.slow_altitude == 0.0);
    let mut noise = Noise(watch.seed);
    let (mut true_speed, mut shown_speed, mut spm) = (0.0, 0.0, 0.0);
    let (mut height, mut shown_height) = (200.0, 200.0);
    let (mut slow_altitude, mut slow_speed) = (0.0, 0.0);
    let mut metres = 0.0;
    let mut second = 0;
    let toward = |from: f64, to: f64, lag: f64| {
        if lag > 0.0 {
            from + (to - from) * (1.0 - (-1.0 / lag).exp())
        } else {
            to
        }
    };
    for part in parts {
        for _ in 0..part.seconds {
            // A runner needs a second or so to change speed.
            let change = (part.speed - true_speed).clamp(-3.0, 2.5);
            true_speed += change;
            height += true_speed * part.grade;
            let walk = |value: f64, sd: f64, time: f64, noise: &mut Noise| {
                let keep = (-1.0 / time).exp();
                value * keep + sd * (1.0 - keep * keep).sqrt() * noise.normal()
            };
            slow_altitude = walk(slow_altitude, watch.slow_altitude, 30.0, &mut noise);
            slow_speed = walk(slow_speed, watch.slow_speed, 8.0, &mut noise);
            shown_height = toward(shown_height, height, watch.altitude_lag);
            shown_speed = toward(shown_speed, true_speed, watch.speed_lag);
            spm = toward(if spm == 0.0 { part.spm } else { spm }, part.spm, 2.0);
            let row = recording.samples.push(f64::from(second));
            second += 1;
            let speed = (shown_speed + slow_speed + watch.speed_noise * noise.normal()).max(0.0);
            metres += speed;
            recording.samples.speed_m_per_s[row] = Some(speed);
            recording.samples.distance_m[row] = Some(metres);
            if watch.altitude {
                let error = slow_altitude + watch.white_altitude * noise.normal();
                recording.samples.altitude_m[row] =
                    Some(((shown_height + error) * 5.0).round() / 5.0);
            }
            if watch.cadence {
                recording.samples.cadence[row] = Some(f64::midpoint(spm, noise.normal()).round());
            }
        }
    }
    recording
}

fn known(critical: f64) -> Speeds {
    Speeds {
        critical: Some(MetresPerSecond::new(critical)),
        critical_source: Some(SpeedSource::Given),
        critical_confidence: Some(Confidence::High),
        easy: Some(MetresPerSecond::new(0.75 * critical)),
        ..Speeds::default()
    }
}

fn classify(recording: &Recording) -> (Measured, Classified) {
    let measured = run::measure(recording);
    let classified = run::classify(&measured, &known(3.6), &Profile::default());
    (measured, classified)
}

fn count(classified: &Classified, kind: EffortKind) -> usize {
    let efforts = classified.efforts.as_ref().expect("speed is known");
    efforts.iter().filter(|effort| effort.kind == kind).count()
}

fn hill_sprint_session(seconds: usize, grade: f64) -> Vec<Part> {
    let mut parts = vec![easy(600)];
    for _ in 0..4 {
        parts.push(part(seconds, 4.5, grade));
        parts.push(part(seconds * 4, 1.3, -grade * 4.5 / 1.3 / 4.0));
        parts.push(easy(60));
    }
    parts.push(easy(600));
    parts
}

#[test]
fn hill_sprints_are_seen_through_a_barometer() {
    for seed in 1..=12 {
        for seconds in [8, 10, 15] {
            let watch = Watch { seed, ..BAROMETER };
            let (_, found) = classify(&record(&hill_sprint_session(seconds, 0.08), watch));
            let seen = count(&found, EffortKind::HillSprint);
            assert_eq!(seen, 4, "{seconds} s, seed {seed}");
            assert_eq!(count(&found, EffortKind::Sprint), 0, "seed {seed}");
        }
    }
}

#[test]
fn gps_altitude_invents_no_hill_sprint() {
    let mut invented = 0;
    for seed in 1..=50 {
        let parts: Vec<Part> = (0..20)
            .flat_map(|_| [easy(165), part(15, 4.2, 0.0)])
            .collect();
        let (_, found) = classify(&record(&parts, Watch { seed, ..GPS }));
        invented += count(&found, EffortKind::HillSprint);
    }
    assert!(invented <= 1, "{invented} in 50 h with 1000 strides");
}

#[test]
fn ordinary_running_holds_no_sprint() {
    let mut invented = 0;
    for seed in 1..=50 {
        for cadence in [true, false] {
            let watch = Watch {
                seed,
                cadence,
                speed_noise: 0.35,
                slow_speed: 0.35,
                ..GPS
            };
            let (_, found) = classify(&record(
                &[easy(1800), part(900, 3.3, 0.0), easy(900)],
                watch,
            ));
            invented += count(&found, EffortKind::Sprint) + count(&found, EffortKind::HillSprint);
        }
    }
    assert!(invented <= 1, "{invented} in 100 h");
}

#[test]
fn sprints_of_five_seconds_are_found() {
    for seed in 1..=20 {
        let mut parts = vec![easy(600)];
        for _ in 0..4 {
            parts.extend([part(5, 6.5, 0.0), part(60, 1.4, 0.0), easy(60)]);
        }
        let (_, found) = classify(&record(&parts, Watch { seed, ..BAROMETER }));
        assert_eq!(count(&found, EffortKind::Sprint), 4, "seed {seed}");
    }
}

#[test]
fn a_gps_jump_is_no_sprint() {
    let mut recording = record(&[easy(1800)], BAROMETER);
    for second in [400, 401, 900, 901, 902, 903] {
        recording.samples.speed_m_per_s[second] = Some(8.0);
    }
    let (_, found) = classify(&recording);
    assert_eq!(count(&found, EffortKind::Sprint), 0);
}

#[test]
fn a_tunnel_is_no_sprint() {
    for cadence in [true, false] {
        let watch = Watch {
            cadence,
            ..BAROMETER
        };
        let mut recording = record(&[easy(1800)], watch);
        for second in 600..640 {
            recording.samples.speed_m_per_s[second] = None;
            recording.samples.distance_m[second] = None;
        }
        for second in 640..645 {
            recording.samples.speed_m_per_s[second] = Some(7.0);
        }
        let (_, found) = classify(&recording);
        assert_eq!(count(&found, EffortKind::Sprint), 0, "cadence {cadence}");
    }
}

#[test]
fn a_treadmill_has_no_hills() {
    let mut recording = record(&hill_sprint_session(10, 0.08), BAROMETER);
    recording.sub_sport = SubSport::Treadmill;
    let (measured, found) = classify(&recording);
    assert!(!measured.grade_known);
    assert_eq!(measured.ascent, None);
    assert_eq!(count(&found, EffortKind::HillSprint), 0);
}

#[test]
fn a_flat_noisy_hour_has_no_ascent() {
    for barometer in [None, Some(true), Some(false)] {
        let watch = Watch {
            white_altitude: 1.0,
            altitude_lag: 0.0,
            ..BAROMETER
        };
        let mut recording = record(&[easy(3600)], watch);
        recording.barometer = barometer;
        let measured = run::measure(&recording);
        assert!(
            measured.ascent.unwrap().get() <= 10.0,
            "{:?}",
            measured.ascent
        );
        let (_, found) = classify(&recording);
        assert_eq!(count(&found, EffortKind::Hill), 0);
    }
}

#[test]
fn hills_need_their_grade_time_and_height() {
    for (seconds, grade, hills) in [
        (60, 0.06, 1),
        (60, 0.03, 0),
        (22, 0.06, 0),
        (40, 0.055, 1),
        (120, 0.048, 1),
    ] {
        for seed in 1..=8 {
            let parts = [easy(600), part(seconds, 2.6, grade), easy(600)];
            let (_, found) = classify(&record(&parts, Watch { seed, ..BAROMETER }));
            let seen = count(&found, EffortKind::Hill);
            assert_eq!(seen, hills, "{seconds} s at {grade}, seed {seed}");
            assert_eq!(count(&found, EffortKind::Downhill), 0);
            let parts = [easy(600), part(seconds, 2.6, -grade), easy(600)];
            let (_, found) = classify(&record(&parts, Watch { seed, ..BAROMETER }));
            let seen = count(&found, EffortKind::Downhill);
            assert_eq!(seen, hills, "{seconds} s at -{grade}, seed {seed}");
        }
    }
}

#[test]
fn classes_of_effort_stand_apart_at_their_thresholds() {
    let session = |work: Part, rest: Part, times: usize| -> Vec<Part> {
        let mut parts = vec![easy(600)];
        parts.extend((0..times).flat_map(|_| [work, rest]));
        parts.push(easy(600));
        parts
    };
    use EffortKind::{Interval, Sprint, Stride, Tempo};
    let rest = part(90, 2.4, 0.0);
    for (name, parts, kind, expected) in [
        ("tempo", session(part(600, 3.42, 0.0), rest, 1), Tempo, 1),
        (
            "slow tempo",
            session(part(600, 3.1, 0.0), rest, 1),
            Tempo,
            0,
        ),
        (
            "short tempo",
            session(part(440, 3.42, 0.0), rest, 1),
            Tempo,
            0,
        ),
        (
            "intervals",
            session(part(180, 3.7, 0.0), rest, 5),
            Interval,
            5,
        ),
        (
            "one interval",
            session(part(180, 3.7, 0.0), rest, 1),
            Interval,
            0,
        ),
        (
            "slow intervals",
            session(part(180, 3.3, 0.0), rest, 5),
            Interval,
            0,
        ),
        ("strides", session(part(20, 4.5, 0.0), rest, 4), Stride, 4),
        (
            "strides are no intervals",
            session(part(20, 4.5, 0.0), rest, 4),
            Interval,
            0,
        ),
        (
            "strides are no sprints",
            session(part(20, 4.5, 0.0), rest, 4),
            Sprint,
            0,
        ),
        (
            "sprints are no strides",
            session(part(15, 6.0, 0.0), rest, 4),
            Stride,
            0,
        ),
    ] {
        for seed in 1..=5 {
            let (_, found) = classify(&record(&parts, Watch { seed, ..BAROMETER }));
            assert_eq!(count(&found, kind), expected, "{name}, seed {seed}");
        }
    }
}

fn repeated(work: Part, rest: Part, times: usize) -> Vec<Part> {
    let mut parts = vec![easy(600)];
    parts.extend((0..times).flat_map(|_| [work, rest]));
    parts.push(easy(600));
    parts
}

#[test]
fn noisy_altitude_makes_no_efforts_and_hides_no_intervals() {
    for seed in 1..=12 {
        for slow_altitude in [3.0, 4.0, 6.0] {
            let watch = Watch {
                slow_altitude,
                seed,
                ..GPS
            };
            let (_, found) = classify(&record(&[easy(3600)], watch));
            let efforts = found.efforts.as_deref().unwrap();
            assert!(
                efforts.is_empty(),
                "{slow_altitude} m, seed {seed}: {efforts:?}"
            );
            assert_eq!(found.hard, Some(Seconds::ZERO));
            let session = record(&repeated(part(180, 3.9, 0.0), part(90, 2.4, 0.0), 5), watch);
            let mut flat = session.clone();
            flat.samples.altitude_m.fill(None);
            let [seen, expected] = [session, flat]
                .map(|recording| count(&classify(&recording).1, EffortKind::Interval));
            assert_eq!(seen, expected, "{slow_altitude} m, seed {seed}");
            assert!((4..=6).contains(&seen), "{seen} of 5, seed {seed}");
        }
    }
}

#[test]
fn walking_down_a_hill_is_no_downhill() {
    for (speed, downhills) in [(1.4, 0), (2.6, 1)] {
        for seed in 1..=5 {
            let parts = [easy(600), part(150, speed, -0.08), easy(600)];
            let (_, found) = classify(&record(&parts, Watch { seed, ..BAROMETER }));
            let seen = count(&found, EffortKind::Downhill);
            assert_eq!(seen, downhills, "{speed} m/s, seed {seed}");
        }
    }
}

/// Whether every effort of a kind is sure; `None` where there is none.
fn all_sure(found: &Classified, kind: EffortKind) -> Option<bool> {
    let efforts = found.efforts.as_deref().unwrap_or_default();
    let of_kind: Vec<_> = efforts
        .iter()
        .filter(|effort| effort.kind == kind)
        .collect();
    (!of_kind.is_empty()).then(|| of_kind.iter().all(|e| e.confidence != Confidence::Low))
}

#[test]
fn repetitions_are_sure_where_they_are_alike() {
    let alike = repeated(part(180, 3.9, 0.0), part(120, 2.4, 0.0), 5);
    // As long and as fast as it happens, with rests of ten minutes.
    let surges = [(60, 3.6), (25, 4.3), (200, 3.55)];
    let mut chance = vec![easy(600)];
    for (seconds, speed) in surges {
        chance.extend([part(seconds, speed, 0.0), part(600, 2.4, 0.0)]);
    }
    for (name, parts, sure) in [
        ("alike", alike, Some(true)),
        ("by chance", chance, Some(false)),
    ] {
        for seed in 1..=5 {
            let recording = record(&parts, Watch { seed, ..BAROMETER });
            let measured = run::measure(&recording);
            let speeds = Speeds {
                critical_confidence: Some(Confidence::Low),
                ..known(3.6)
            };
            let found = run::classify(&measured, &speeds, &Profile::default());
            let seen = all_sure(&found, EffortKind::Interval);
            assert!(
                seen == sure || (sure == Some(false) && seen.is_none()),
                "{name}, seed {seed}: {seen:?}"
            );
        }
    }
}

#[test]
fn an_easy_climb_is_a_hill_and_a_pushed_one_an_interval_too() {
    for (speed, intervals) in [(2.5, 0), (3.2, 4)] {
        for seed in 1..=5 {
            let session = repeated(part(60, speed, 0.07), part(150, 2.4, -0.03), 4);
            let (_, found) = classify(&record(&session, Watch { seed, ..BAROMETER }));
            assert_eq!(count(&found, EffortKind::Hill), 4, "{speed}, seed {seed}");
            let seen = count(&found, EffortKind::Interval);
            assert_eq!(seen, intervals, "{speed} m/s, seed {seed}");
            let hard = found.hard.unwrap().get();
            assert_eq!(hard > 0.0, intervals > 0, "{speed} m/s: {hard} s");
        }
    }
}

#[test]
fn what_no_runner_climbs_is_no_hill() {
    for (grade, hills) in [(0.12, 1), (0.30, 0)] {
        let parts = [easy(600), part(60, 3.4, grade), easy(600)];
        let (_, found) = classify(&record(&parts, BAROMETER));
        assert_eq!(count(&found, EffortKind::Hill), hills, "{grade}");
    }
}

#[test]
fn a_jog_up_a_ramp_is_no_hill_sprint() {
    for (speed, sprints) in [(2.5, 0), (4.2, 4)] {
        let mut parts = vec![easy(900)];
        for _ in 0..4 {
            parts.extend([
                part(30, 1.4, 0.0),
                part(10, speed, 0.11),
                part(40, 1.4, -0.05),
            ]);
        }
        parts.push(easy(900));
        let (_, found) = classify(&record(&parts, BAROMETER));
        assert_eq!(count(&found, EffortKind::HillSprint), sprints, "{speed}");
    }
}

#[test]
fn a_jump_after_standing_is_no_sprint() {
    let watch = Watch {
        cadence: false,
        ..BAROMETER
    };
    let mut recording = record(&[easy(1800)], watch);
    for row in 600..640 {
        let speed = if (612..619).contains(&row) { 6.0 } else { 0.0 };
        recording.samples.speed_m_per_s[row] = Some(speed);
    }
    let (_, found) = classify(&recording);
    assert_eq!(count(&found, EffortKind::Sprint), 0);
}

#[test]
fn hard_time_is_that_of_the_efforts() {
    let parts = [easy(600), part(1200, 3.5, 0.0), easy(600)];
    let (_, found) = classify(&record(&parts, BAROMETER));
    let hard = found.hard.unwrap().get();
    assert!((hard - 1200.0).abs() < 20.0, "{hard}");
    let (_, found) = classify(&record(&[easy(3600)], BAROMETER));
    assert_eq!(found.hard, Some(Seconds::ZERO));
}

#[test]
fn totals_come_out_as_they_went_in() {
    let (measured, found) = classify(&record(
        &[easy(1800), part(60, 1.4, 0.0), easy(1740)],
        BAROMETER,
    ));
    let metres = 2.8 * 3540.0 + 1.4 * 60.0;
    assert!((measured.distance.unwrap().get() / metres - 1.0).abs() < 0.01);
    assert_eq!(measured.timer.unwrap().get(), 3599.0);
    let running = measured.running.unwrap().get();
    assert!((running - 3540.0).abs() < 10.0, "{running}");
    let cadence = measured.cadence.unwrap();
    assert!((cadence.median.get() - 166.8).abs() <= 1.0, "{cadence:?}");
    assert!((measured.step_length.unwrap().get() - 1.007).abs() < 0.01);
    assert!(measured.quality.is_empty(), "{:?}", measured.quality);
    assert!(!measured.steady.is_empty());
    let load = found.tendon_load.unwrap();
    assert!((4.0..8.0).contains(&load), "{load}");
}

#[test]
fn positions_alone_give_speed_and_distance() {
    let mut recording = record(&[easy(1800)], BAROMETER);
    recording.format = Format::Gpx;
    recording.cadence_unit = CadenceUnit::Unspecified;
    let mut noise = Noise(3);
    let (mut east, mut north) = (0.0, 0.0);
    for second in 0..1800 {
        let keep = (-1f64 / 15.0).exp();
        east = east * keep + 2.0 * (1.0 - keep * keep).sqrt() * noise.normal();
        north = north * keep + 2.0 * (1.0 - keep * keep).sqrt() * noise.normal();
        let along = 2.8 * f64::from(second) + north + 0.3 * noise.normal();
        let aside = east + 0.3 * noise.normal();
        let row = second as usize;
        recording.samples.latitude[row] = Some(48.0 + along / 111_195.0);
        recording.samples.longitude[row] = Some(11.0 + aside / 74_400.0);
        recording.samples.distance_m[row] = None;
        recording.samples.speed_m_per_s[row] = None;
    }
    let (measured, found) = classify(&recording);
    let metres = measured.distance.unwrap().get();
    assert!((metres / 5040.0 - 1.0).abs() < 0.04, "{metres}");
    assert_eq!(count(&found, EffortKind::Sprint), 0);
    assert!((measured.cadence.unwrap().median.get() - 166.8).abs() <= 1.0);
}

#[test]
fn a_recording_without_samples_keeps_its_totals() {
    let mut recording = Recording::empty(Format::Manual, DateTime::UNIX_EPOCH);
    recording.totals.timer = Some(Seconds::from_minutes(30.0));
    recording.totals.elapsed = Some(Seconds::from_minutes(30.0));
    recording.totals.distance = Some(Metres::new(5000.0));
    let (measured, found) = classify(&recording);
    assert_eq!(measured.running, Some(Seconds::from_minutes(30.0)));
    assert_eq!(measured.distance, Some(Metres::new(5000.0)));
    assert_eq!(measured.gap, None);
    assert_eq!(found.efforts, None);
    let empty = Recording::empty(Format::Fit, DateTime::UNIX_EPOCH);
    let (measured, _) = classify(&empty);
    assert_eq!(
        (measured.running, measured.distance, measured.timer),
        (None, None, None)
    );
}

#[test]
fn a_measured_run_survives_its_storage() {
    let measured = run::measure(&record(&hill_sprint_session(10, 0.08), BAROMETER));
    let bytes = postcard::to_allocvec(&measured).unwrap();
    assert_eq!(postcard::from_bytes::<Measured>(&bytes).unwrap(), measured);
    let per_hour = bytes.len() as f64 / measured.trace.len() as f64 * 3600.0;
    assert!(per_hour < 200_000.0, "{per_hour} bytes an hour");
}

#[test]
fn speeds_come_from_hard_runs() {
    let mut parts = vec![
        easy(600),
        part(77, 5.0, 0.0),
        easy(300),
        part(165, 4.7, 0.0),
        easy(300),
    ];
    parts.extend([part(1190, 4.2, 0.0), easy(300)]);
    let measured = run::measure(&record(&parts, BAROMETER));
    let found = run::speeds([(0.0, &measured.best)], None, None);
    assert_eq!(
        found.critical_source,
        Some(SpeedSource::BestEfforts),
        "{:?}",
        measured.best
    );
    let critical = found.critical.unwrap().get();
    assert!((4.0..4.4).contains(&critical), "{critical}");
    let nothing = run::speeds(std::iter::empty::<(f64, &BestEfforts)>(), None, None);
    assert_eq!(nothing, Speeds::default());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever stands in the columns, figures are finite, ordered and never invented.
    #[test]
    fn any_recording_gives_sane_figures(
        rows in proptest::collection::vec(
            (0.0f64..40.0, proptest::option::of(-1e9f64..1e9), proptest::option::of(-100f64..100.0),
             proptest::option::of(-1e5f64..1e5), proptest::option::of(-10f64..70000.0)),
            0..400),
        pauses in proptest::collection::vec((0f64..4000.0, any::<bool>()), 0..10),
    ) {
        let mut recording = Recording::empty(Format::Fit, DateTime::UNIX_EPOCH);
        let mut time = 0.0;
        for (step, distance, position, altitude, cadence) in rows {
            time += if step > 20.0 { 1.0 } else { step };
            let row = recording.samples.push(time);
            recording.samples.distance_m[row] = distance;
            recording.samples.latitude[row] = position;
            recording.samples.longitude[row] = position;
            recording.samples.altitude_m[row] = altitude;
            recording.samples.cadence[row] = cadence;
            recording.samples.speed_m_per_s[row] = position;
            recording.samples.heart_rate_bpm[row] = cadence;
            recording.samples.power_w[row] = cadence;
        }
        recording.timer_events = pauses
            .into_iter()
            .map(|(at_s, running)| comeback_core::recording::TimerEvent { at_s, running })
            .collect();
        let (measured, found) = classify(&recording);
        prop_assert!(measured.trace.is_rectangular());
        prop_assert!(measured.trace.time_s.windows(2).all(|pair| pair[0] < pair[1]));
        prop_assert!(measured.elapsed.get() + 1e-6 >= measured.timer.unwrap_or_default().get());
        if let (Some(running), Some(moving), Some(timer)) =
            (measured.running, measured.moving, measured.timer)
        {
            prop_assert!(running <= moving && moving <= timer);
        }
        for value in [
            measured.distance.map(Metres::get),
            measured.ascent.map(Metres::get),
            measured.speed.map(MetresPerSecond::get),
            measured.gap.map(MetresPerSecond::get),
            found.tendon_load,
            found.load.rtss,
        ].into_iter().flatten() {
            prop_assert!(value.is_finite() && value >= 0.0, "{}", value);
        }
        if let Some(cadence) = measured.cadence {
            prop_assert!((120.0..=240.0).contains(&cadence.median.get()));
        }
    }
}

fn share(errors: &[f64], within: f64) -> f64 {
    errors.iter().filter(|error| **error <= within).count() as f64 / errors.len() as f64
}

/// What the device itself says of a real run is met by what its samples give.
#[test]
fn real_runs_agree_with_their_devices() {
    let Some(folder) = corpus::found() else {
        return;
    };
    let table = std::fs::read_to_string(folder.join("oracle.csv")).unwrap();
    let mut lines = table.lines();
    let header = corpus::cells(lines.next().unwrap());
    let column = |name: &str| header.iter().position(|cell| cell == name).unwrap();
    let (path, format, sport) = (column("path"), column("format"), column("sport"));
    let (metres, timer) = (column("total_distance"), column("total_timer_time"));
    let (mean, sessions) = (column("rec_mean_spm_nonzero"), column("n_sessions"));
    let (mut distances, mut timers, mut samples_timers) = (Vec::new(), Vec::new(), Vec::new());
    let mut cadences = Vec::new();
    for row in lines.map(corpus::cells) {
        if row[format] != "fit" || row[sport] != "running" || row[sessions] != "1" {
            continue;
        }
        for mut recording in corpus::recordings(&folder.join(&row[path])) {
            let measured = run::measure(&recording);
            let number = |cell: usize| row[cell].parse::<f64>().ok().filter(|v| *v > 0.0);
            if let Some(truth) = number(metres) {
                let own = measured.distance.map_or(0.0, Metres::get);
                distances.push((own / truth - 1.0).abs());
            }
            if let Some(truth) = number(timer) {
                let own = measured.timer.map_or(0.0, Seconds::get);
                timers.push((own - truth).abs());
                // Without the device's word the samples and events must tell it.
                recording.totals.timer = None;
                let alone = run::measure(&recording).timer.map_or(0.0, Seconds::get);
                samples_timers.push((alone - truth).abs());
            }
            // The device's mean counts walking too, so every second with steps is compared.
            let steps: Vec<f64> = measured
                .trace
                .cadence_spm
                .iter()
                .flatten()
                .map(|v| f64::from(*v))
                .collect();
            if let Some(truth) = number(mean).filter(|_| !steps.is_empty()) {
                let own = steps.iter().sum::<f64>() / steps.len() as f64;
                cadences.push((own - truth).abs());
            }
        }
    }
    cadences.sort_by(f64::total_cmp);
    let cadence = cadences[cadences.len() / 2];
    eprintln!(
        "{} distances, {:.1} % within 0.5 %; {} timers, {:.1} % within 2 s ({:.1} % from samples alone); cadence off by {cadence:.2} spm in the median of {}",
        distances.len(),
        100.0 * share(&distances, 0.005),
        timers.len(),
        100.0 * share(&timers, 2.0),
        100.0 * share(&samples_timers, 2.0),
        cadences.len(),
    );
    assert!(share(&distances, 0.005) >= 0.95);
    assert!(share(&timers, 2.0) >= 0.95);
    assert!(cadence <= 1.0, "{cadence}");
}
