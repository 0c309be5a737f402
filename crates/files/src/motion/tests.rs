use super::beyond::best_of_all;
use super::*;
use comeback_core::recording::Format;

/// Ten minutes at 1 Hz whose speed alternates each minute between the two given.
fn moving(slow: f64, quick: f64, cadence: Option<f64>) -> Recording {
    let mut recording = Recording::empty(Format::Gpx, super::super::time::instant(1.5e9));
    let mut north = 0.0;
    for second in 0..600 {
        let row = recording.samples.push(f64::from(second));
        recording.samples.latitude[row] = Some(46.0 + north / 111_195.0);
        recording.samples.longitude[row] = Some(7.0);
        recording.samples.cadence[row] = cadence;
        north += if (second / 60) % 2 == 0 { slow } else { quick };
    }
    recording
}

#[test]
fn only_a_runners_motion_is_a_run() {
    for (slow, quick, cadence, expected) in [
        (2.6, 3.0, None, "run"),
        (2.6, 3.0, Some(84.0), "run"),
        (2.6, 3.0, Some(168.0), "run"),
        (2.6, 3.0, Some(50.0), "ride"),
        (1.3, 1.4, None, "walk"),
        (1.6, 1.7, Some(78.0), "run"),
        // Few steps, and even, at a runner's speed; a walk that is written in steps.
        (2.4, 2.6, Some(64.0), "run"),
        (2.4, 2.6, Some(126.0), "run"),
        (2.0, 2.1, Some(64.0), "ride"),
        (1.3, 1.4, Some(108.0), "walk"),
        (1.8, 1.85, None, "perhaps"),
        (2.5, 7.5, None, "perhaps"),
        (6.0, 7.0, None, "ride"),
        (15.0, 25.0, None, "beyond"),
        (0.0, 0.3, None, "nothing"),
    ] {
        let found = match like(&moving(slow, quick, cadence)) {
            Like::Run | Like::SlowJog => "run",
            Like::WalkRun { .. } => "walk-run",
            Like::Walk => "walk",
            Like::Ride => "ride",
            Like::Beyond(_) => "beyond",
            Like::Perhaps(_) => "perhaps",
            Like::Endless(_) => "endless",
            Like::Nothing => "nothing",
            Like::RunOrRide => "run or ride",
        };
        assert_eq!(found, expected, "{slow} {quick} {cadence:?}");
    }
}

#[test]
fn bouts_shorter_than_a_window_are_seen_by_their_steps() {
    for (run_s, strides, expected) in [(15, 82.0, true), (15, 70.0, false), (0, 82.0, false)] {
        let mut recording = Recording::empty(Format::Gpx, super::super::time::instant(1.5e9));
        let mut north = 0.0;
        for second in 0..1800_u32 {
            let runs = second % 45 < run_s;
            let row = recording.samples.push(f64::from(second));
            recording.samples.latitude[row] = Some(46.0 + north / 111_195.0);
            recording.samples.longitude[row] = Some(7.0);
            recording.samples.cadence[row] = Some(if runs { strides } else { 56.0 });
            north += if runs { 2.6 } else { 1.5 };
        }
        let found = like(&recording);
        assert_eq!(
            matches!(found, Like::Perhaps(_)),
            expected,
            "{run_s} {strides}: {found:?}"
        );
    }
}

#[test]
fn the_best_of_all_is_read_between_the_records() {
    assert_eq!(best_of_all(10.0), 8.0);
    assert_eq!(best_of_all(755.0), 6.65);
    assert!((6.4..6.65).contains(&best_of_all(1200.0)));
    assert_eq!(best_of_all(200_000.0), 3.75);
}
