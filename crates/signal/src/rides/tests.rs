use super::*;
use chrono::DateTime;
use comeback_core::recording::Format;

/// Parts of (s, m/s, strides), one after the other.
fn recording(parts: &[(u32, f64, Option<f64>)]) -> Recording {
    let mut recording = Recording::empty(Format::Fit, DateTime::UNIX_EPOCH);
    recording.sport = Sport::Running;
    let (mut second, mut metres) = (0.0, 0.0);
    for &(seconds, speed, cadence) in parts {
        for _ in 0..seconds {
            let row = recording.samples.push(second);
            recording.samples.distance_m[row] = Some(metres);
            recording.samples.cadence[row] = cadence;
            second += 1.0;
            metres += speed;
        }
    }
    recording
}

#[test]
fn what_is_as_fast_as_the_best_without_a_step_is_said() {
    for (seconds, speed, cadence, said) in [
        (900, 6.0, None, true),
        (900, 6.0, Some(80.0), true),
        (900, 6.0, Some(92.0), false),
        (900, 5.3, None, false),
        (500, 6.0, None, false),
    ] {
        let recording = recording(&[(seconds, speed, cadence)]);
        let column = vec![Some(speed); seconds as usize];
        let found = as_fast_as_the_best(&recording, &column, &vec![true; column.len()]);
        assert_eq!(found.is_some(), said, "{seconds} {speed} {cadence:?}");
    }
}

#[test]
fn the_drive_home_is_cut_off() {
    for steps in [Some(84.0), None] {
        let silent = steps.map(|_| 0.0);
        let parts = [
            (1800, 2.8, steps),
            (90, 0.0, silent),
            (120, 11.0, silent),
            (60, 4.0, silent),
            (300, 14.0, silent),
        ];
        let drive = recording(&parts);
        let (left, cuts, _) = without(&drive);
        let last = *left.samples.time_s.last().unwrap();
        assert!((1785.0..=1815.0).contains(&last), "{steps:?}: {last}");
        assert_eq!(cuts.len(), 1, "{steps:?}: {cuts:?}");
        assert!(cuts[0].to_the_end);
    }
}

#[test]
fn a_bus_from_stop_to_stop_is_cut_off_and_repetitions_are_not() {
    let with = |times: usize, seconds: u32, speed: f64| {
        let mut parts = vec![(1800, 2.8, None), (120, 0.0, None)];
        for _ in 0..times {
            parts.extend([(seconds, speed, None), (30, 0.0, None)]);
        }
        without(&recording(&parts)).1.len()
    };
    assert_eq!(with(8, 50, 7.0), 1);
    for (times, seconds, speed) in [(10, 33, 6.1), (4, 50, 7.0), (8, 60, 5.8)] {
        assert_eq!(
            with(times, seconds, speed),
            0,
            "{times} x {seconds} s at {speed}"
        );
    }
}

#[test]
fn what_may_be_a_ride_home_is_said() {
    let said = |parts: &[(u32, f64, Option<f64>)]| perhaps(&recording(parts), None).is_some();
    let run = (1800, 2.5, None);
    let rest = (60, 0.0, None);
    assert!(said(&[run, rest, (600, 4.8, None)]));
    assert!(said(&[run, rest, (600, 4.8, None), (60, 1.0, None)]));
    // Not as fast, not as long, with steps, or with running after it.
    assert!(!said(&[run, rest, (600, 4.2, None)]));
    assert!(!said(&[run, rest, (200, 4.8, None)]));
    assert!(!said(&[(1800, 2.5, Some(82.0)), (600, 4.8, Some(92.0))]));
    assert!(!said(&[run, (600, 4.8, None), (600, 2.4, None)]));
    // A heart that works harder.
    let mut fast_end = recording(&[run, (600, 4.8, None)]);
    for (row, beats) in fast_end.samples.heart_rate_bpm.iter_mut().enumerate() {
        *beats = Some(if row < 1800 { 140.0 } else { 165.0 });
    }
    assert_eq!(perhaps(&fast_end, None), None);
}

#[test]
fn the_distance_goes_on_without_the_ride_in_the_middle() {
    let parts = [
        (1200, 2.8, Some(84.0)),
        (120, 0.0, Some(0.0)),
        (600, 30.0, Some(0.0)),
        (1200, 2.8, Some(84.0)),
    ];
    let ridden = recording(&parts);
    let (left, cuts, _) = without(&ridden);
    let last = left.samples.distance_m.last().copied().flatten().unwrap();
    assert_eq!(cuts.len(), 1);
    assert!((last - 2400.0 * 2.8).abs() < 60.0, "{last}");
}

#[test]
fn runners_are_left_alone() {
    for parts in [
        // A sensor that fell silent; fast repetitions; a sprinter without cadence.
        vec![(900, 2.8, Some(84.0)), (900, 2.9, None)],
        vec![
            (600, 3.0, Some(86.0)),
            (60, 6.8, Some(100.0)),
            (600, 2.5, Some(80.0)),
        ],
        vec![(600, 3.0, None), (20, 8.8, None), (600, 3.0, None)],
    ] {
        let (_, cuts, _) = without(&recording(&parts));
        assert!(cuts.is_empty(), "{parts:?}: {cuts:?}");
    }
}
