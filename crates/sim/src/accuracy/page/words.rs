//! The words of the page that no figure changes.

use super::super::super::watch::Errors;
use super::super::source::{NOISES, noise_name};
use super::number::{number, table};

pub(super) const HEAD: &str = "# Accuracy

How near the program's figures come to what truly happened, and how often it sees an effort that was none. Runs of which everything is known go through a watch that errs, through a file, and through the same code that reads a runner's own files. `cargo bench --bench accuracy` writes this page and its pictures; everything from *Targets* to *Critical speed* is worked out again at every test run and has to come out the same. A target that is missed is written as missed.
";

/// What is simulated, with the sizes of the errors as the code has them.
pub(super) fn simulated() -> String {
    let mut header = vec!["error of the watch"];
    header.extend(NOISES.map(noise_name));
    let sizes = NOISES.map(Errors::of);
    let row = |name: &str, size: &dyn Fn(&Errors) -> f64, decimals: usize| {
        let mut row = vec![name.to_owned()];
        row.extend(sizes.iter().map(|errors| number(size(errors), decimals)));
        row
    };
    let rows = [
        row("place, standard deviation, m", &|e| e.position_m, 1),
        row(
            "place, how long an error lasts, s",
            &|e| e.position_tau_s,
            0,
        ),
        row("place, new each second, m", &|e| e.jitter_m, 2),
        row("jumps of the place in an hour", &|e| e.spikes_per_hour, 0),
        row(
            "tunnels in an hour, 15-60 s each",
            &|e| e.tunnels_per_hour,
            1,
        ),
        row("speed, standard deviation, m/s", &|e| e.speed_m_per_s, 2),
        row(
            "the watch's own distance, at most, %",
            &|e| 100.0 * e.distance_scale,
            1,
        ),
        row("barometer, noise, m", &|e| e.barometer_m, 1),
        row("barometer, lag, s", &|e| e.barometer_lag_s, 0),
        row(
            "barometer, drift by weather, at most, m/h",
            &|e| e.barometer_drift_m_per_h,
            0,
        ),
        row(
            "GPS altitude, standard deviation, m",
            &|e| e.gps_altitude_m,
            1,
        ),
        row(
            "heart-rate gaps in an hour",
            &|e| e.heart_dropouts_per_hour,
            0,
        ),
        row(
            "cadence gaps in an hour",
            &|e| e.cadence_dropouts_per_hour,
            1,
        ),
    ];
    format!("{SIMULATED}\n{}\n{WHAT_IS_TRUE}", table(&header, &rows))
}

const SIMULATED: &str = "## What was simulated

One runner (critical speed 3.75 m/s, 1.76 m tall) on invented ground, second by second: easy hours on the flat, on a track, on rolling and hilly ground and on a treadmill; walk-run with stops and pauses; hill repeats up and down one climb; hill sprints with a walk back; flat sprints; strides; tempo; intervals. Lengths, grades and speeds are drawn from a seed. Errors remember: an altitude or a place that is off stays off for a while, a barometer comes late, a tunnel takes the fixes away. Speed as a watch shows it lags by 1.2 s and cadence by 2 s. The phone has no cadence, stands still in a tunnel, runs to catch up after it and jumps with a bad fix.
";

const WHAT_IS_TRUE: &str = "These sizes are this project's choice within what tests of watches report; they were not fitted to any watch. A true figure follows the method's own definition on the true seconds: running is ≥ 1.8 m/s at ≥ 140 steps/min, ascent is every metre that the ground rises. An effort counts as found when it overlaps one that was run (a short one within 5 s, a long one by half), and as invented when nothing like it was run. A slope close to the limits of a hill (between 3.3 and 4.7 %, say) is neither asked for nor held against the program. Efforts are judged with the runner's critical speed given.
";

pub(super) const FIGURES: &str = "Size of the error, half of the runs within · 95 % of the runs within. A file that states a distance or a timer time is believed, so those rows are the watch's error and not the program's; *from samples alone* is without the stated time.
";

pub(super) const ASCENT: &str = "Middle error · runs within the target (5 % or 5 m for a barometer, 10 % or 10 m for GPS altitude).
";

pub(super) const STATED: &str = "The program states how far its ascent may be off. Runs with the truth inside · middle half-width:
";

pub(super) const RECOGNISED: &str = "Few files say what their altitude comes from. The program concludes it from the device's name where that is known, and from how passes over the same ground disagree; the satellite altitudes here come from a device of no known name. Taken for a barometer counts what is unproven too, which is used with the error that its passes show.
";

pub(super) const EFFORTS: &str = "F1 · missed · invented, of the efforts that were run (in brackets). F1 is 1 when every one was found and none invented. A hill sprint that is taken for a flat one counts twice, as missed and as invented.
";

pub(super) const SHORT: &str = "Shorter ones, which no target asks for:
";

pub(super) const PAIRS: &str = "Efforts that were found, FIT with a barometer, typical noise: middle error · 95 % within. Positive is later, longer, faster, higher.
";

pub(super) const CRITICAL: &str = "400, 800 and 5000 m run all-out in one session. The truth is the same formula on the true times. Without hard running the program falls back on 1.25 × easy speed and marks it as of low confidence; for this runner, who runs easily even for an easy run, that is too low, and another runner's may be too high.
";

pub(super) const ALARMS: &str = "## Invented efforts

Ordinary running in which nothing fast is run, outdoors and on a treadmill. A warning about an effort that never was holds back a plan for nothing, so this is counted over more hours than the rest. Written by the bench, not checked at every test run.
";

pub(super) const DEVICES: &str = "## Against real devices

Real recordings of running from public collections, held against what the device itself stated (FIT, TCX) or another program computed (GPX: gpxpy). Neither is the truth: gpxpy adds up every wobble of the fixes, and devices have formulas of ascent that nobody publishes. Aggregates only. Written by the bench where the recordings are at hand.
";

pub(super) const TAIL: &str = "## What follows, and what does not

- **Simulated accuracy is an upper bound.** The watch errs here only in the ways of the table. A wrist that swings with a bottle or a pram, a strap that counts steps for beats, a phone in a rucksack err in others. The runs are many, the runner is one.
- **Running minutes, runs per week and distance** may be relied on: their errors are far below any step of the plan. Distance is as good as the watch.
- **Cadence** is right to about one step per minute where the watch counts right, which is assumed here: only its gaps, its lag and its rounding are simulated. Changes of 5 % and more mean something; one of two steps per minute from one run to the next does not.
- **Ascent and hills** may be relied on with a barometer, as far as the tables above say. With GPS altitude ascent may be relied on within what is stated with it; hills are hints: ask the runner where the route went before acting on one.
- **A sprint or hill sprint that is reported** is worth a question, and can be trusted as far as the table of invented efforts says. **One that is not reported** was not necessarily not run: with poor reception, smart recording, GPS altitude or an effort under 8 s it can be missed. Whether someone sprinted is asked, not read off.
- **Intervals, tempo and hard minutes** stand and fall with critical speed. Give it, or let it come from time trials; from easy runs alone it is a guess.
- **Nothing here says how loaded a tendon is.** The figures describe movement. Pain and the 48 hours after a run decide, and a clinician.
";
