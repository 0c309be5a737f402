//! How long a run was where samples and the device's totals differ: a timer that the
//! samples contradict is not believed, and where they cover a part of the run or nothing
//! of it, the totals count as the runner's own word would, and are marked.

use super::motion::Motion;
use super::turns::Settled;
use comeback_core::recording::{Format, Recording, Sport};
use comeback_core::units::Seconds;

/// A timer shorter than the samples by more than this share and so many seconds, and by
/// more than twice what the runner stood still, is wrong. (design)
const TOO_SHORT: (f64, f64) = (0.9, 10.0);
const STANDING: (f64, f64) = (2.0, 30.0);
/// A timer longer than the samples by this share and so many seconds says that they cover
/// a part. (design)
const TOO_LONG: (f64, f64) = (1.2, 60.0);
/// Or by less, where its distance is longer than that of the samples by the same share:
/// the end of the run is missing. (design)
const END_MISSING: (f64, f64) = (1.015, 20.0);
const BY_THE_SAME: f64 = 1.02;
/// The mean speeds of part and whole lie within this factor. (design)
const AS_FAST: f64 = 1.6;
/// A total this near to the samples' distance says that they cover it all. (design)
const SAME_DISTANCE: f64 = 1.12;

/// Running that the rows leave open is said from this share of it. (design)
const LEFT_OPEN: f64 = 0.015;

/// How the rows of a walk-run lie too far apart for its minutes, if so.
pub fn coarse(settled: &Settled) -> Option<String> {
    let (apart, open) = settled.open?;
    let running = settled.running.iter().filter(|runs| **runs).count() as f64;
    (open > LEFT_OPEN * running).then(|| {
        format!(
            "its rows lie {apart:.0} s apart, so its {:.1} min of running are known to about {:.1} min",
            running / 60.0,
            (open / 60.0).max(0.1)
        )
    })
}

/// What rows so far apart, s, leave open.
pub fn seldom(apart: f64) -> String {
    format!(
        "its rows lie {:.0} min apart: its minutes, its way and its pauses are known roughly",
        (apart / 60.0).max(1.0)
    )
}

/// Running at the border of walk and run is said from this share of it. (design)
const AT_BORDER: f64 = 0.05;

/// How much of the running lies at the border of walk and run, if so, s.
pub fn border(running: f64, at_border: usize) -> Option<String> {
    let open = at_border as f64;
    (open > AT_BORDER * running.max(60.0)).then(|| {
        format!(
            "{:.0} min of it lie at the border of walk and run by speed and steps: its {:.1} min of running are known roughly",
            (open / 60.0).max(1.0),
            running / 60.0
        )
    })
}

/// Running of which so much was taken for the gait beside it is known roughly. (design)
const WAVERS: f64 = 0.02;

/// How much of it wavers between walk and run, s, if that is much beside the running, s.
pub fn wavers(running: f64, wavering: usize) -> Option<String> {
    let open = wavering as f64;
    (open > WAVERS * running.max(60.0)).then(|| {
        format!(
            "its positions waver between walk and run for {open:.0} s together: its {:.1} min of running are known roughly",
            running / 60.0
        )
    })
}

/// Speeds of walk and slow jog, m/s, that nothing but steps tells apart. (design)
const WALK_OR_JOG: std::ops::Range<f64> = 1.2..1.8;
/// So much of it, s, and so small a share of running in it. (design)
const LEAST_UNTOLD: f64 = 300.0;
const LITTLE_RUNNING: f64 = 0.05;

/// Why nobody can say how much of a run was run: as slow as a walk, without steps.
pub fn walk_or_jog(moving: f64, running: f64, metres: Option<f64>) -> Option<String> {
    let speed = metres? / moving;
    (moving >= LEAST_UNTOLD && running < LITTLE_RUNNING * moving && WALK_OR_JOG.contains(&speed))
        .then(|| {
            format!(
                "it moves at {speed:.1} m/s without cadence, where a walk and a slow jog look the same: its running minutes are not told"
            )
        })
}

/// Times of a run and what is to be said of them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Whole {
    /// Seconds from start to end.
    pub elapsed: f64,
    /// Seconds in which the timer ran.
    pub timer: Option<f64>,
    /// Seconds in motion.
    pub moving: Option<f64>,
    /// Seconds of running.
    pub running: Option<f64>,
    /// Whether the device's total is the distance, the samples covering a part.
    pub by_total: bool,
    /// Why the device's timer is not believed.
    pub doubt: Option<String>,
    /// What of the run has no samples.
    pub partial: Option<String>,
}

/// What the samples tell, s and m.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sampled {
    /// Seconds in motion.
    pub moving: f64,
    /// `None` where neither speed nor cadence tells.
    pub running: Option<f64>,
    /// Metres covered.
    pub metres: Option<f64>,
}

/// Whether the device's totals say that the samples, which go so far, m, cover a part only.
pub fn may_be_partial(recording: &Recording, motion: &Motion, metres: Option<f64>) -> bool {
    let timed = motion.timed.get();
    recording.format != Format::Manual
        && stated(recording).is_some_and(|stated| {
            stated > TOO_LONG.0 * timed + TOO_LONG.1 || ends_early(recording, metres, timed, stated)
        })
}

/// Whether the totals of time and distance go on where the samples end.
fn ends_early(recording: &Recording, metres: Option<f64>, timed: f64, stated: f64) -> bool {
    let total = recording.totals.distance.map(|metres| metres.get());
    let further = total.zip(metres).map(|(total, metres)| total / metres);
    let longer = stated / timed.max(1.0);
    let as_much = 1.0 / BY_THE_SAME..=BY_THE_SAME;
    stated > END_MISSING.0 * timed + END_MISSING.1
        && further
            .is_some_and(|further| further > END_MISSING.0 && as_much.contains(&(longer / further)))
}

fn stated(recording: &Recording) -> Option<f64> {
    let timer = recording.totals.timer.map(Seconds::get);
    timer.filter(|timer| timer.is_finite() && *timer > 0.0)
}

/// Settles the times.
pub fn whole(recording: &Recording, motion: &Motion, sampled: Sampled) -> Whole {
    let elapsed = motion.elapsed.get();
    let totals = &recording.totals;
    if motion.clock.is_empty() {
        let elapsed_total = totals
            .elapsed
            .map(Seconds::get)
            .filter(|s| s.is_finite() && *s > 0.0);
        let timer = stated(recording).or(elapsed_total);
        let counts = timer.filter(|_| recording.sport == Sport::Running || is_manual(recording));
        return Whole {
            elapsed: elapsed
                .max(elapsed_total.unwrap_or(0.0))
                .max(timer.unwrap_or(0.0)),
            timer,
            moving: counts,
            running: counts,
            by_total: true,
            doubt: None,
            partial: (!is_manual(recording))
                .then(|| "it has no samples; its figures are the device's totals".to_owned()),
        };
    }
    let timed = motion.timed.get();
    let mut found = Whole {
        elapsed,
        timer: Some(motion.timer.get()).filter(|timer| *timer > 0.0),
        moving: Some(sampled.moving),
        running: sampled.running,
        ..Whole::default()
    };
    if let Some(stated) = stated(recording) {
        let missing = timed - stated;
        if stated < TOO_SHORT.0 * timed - TOO_SHORT.1
            && missing > STANDING.0 * (timed - sampled.moving) + STANDING.1
        {
            found.timer = Some(timed);
            found.doubt = Some(format!(
                "the device's timer of {:.0} min contradicts {:.0} min of samples without a pause, and is not believed",
                stated / 60.0,
                timed / 60.0
            ));
        } else if may_be_partial(recording, motion, sampled.metres) {
            part(recording, sampled, timed, stated, &mut found);
        }
    }
    if found.running.is_none() && recording.sport == Sport::Running && !is_manual(recording) {
        // Heart rate alone: what the device timed as a run.
        found.moving = found.timer;
        found.running = found.timer;
        found.partial.get_or_insert_with(|| {
            "it has neither speed nor cadence; its minutes are those of the device's timer"
                .to_owned()
        });
    }
    let most = found.timer.unwrap_or(f64::INFINITY);
    found.moving = found.moving.map(|seconds| seconds.min(most));
    found.running = found.running.map(|seconds| seconds.min(most));
    found.elapsed = found.elapsed.max(found.timer.unwrap_or(0.0));
    found
}

fn is_manual(recording: &Recording) -> bool {
    recording.format == Format::Manual
}

/// The samples cover `timed` seconds of a run of `stated`: the rest is taken to have been
/// run as they were, unless the totals say otherwise.
fn part(recording: &Recording, sampled: Sampled, timed: f64, stated: f64, found: &mut Whole) {
    let total = recording
        .totals
        .distance
        .map(|metres| metres.get())
        .filter(|m| *m > 0.0);
    let within = |ratio: f64, factor: f64| (1.0 / factor..=factor).contains(&ratio);
    let of_all = total.zip(sampled.metres);
    let covers_all = |(total, metres): (f64, f64)| within(total / metres, SAME_DISTANCE);
    if of_all.is_some_and(covers_all) && !ends_early(recording, sampled.metres, timed, stated) {
        found.timer = Some(timed);
        found.doubt = Some(format!(
            "the device's timer of {:.0} min contradicts {:.0} min of samples that cover the whole distance, and is not believed",
            stated / 60.0,
            timed / 60.0
        ));
        return;
    }
    let as_fast = of_all.is_none_or(|(total, metres)| {
        within((total / stated) / (metres / timed.max(1.0)), AS_FAST)
    });
    if !as_fast {
        found.timer = Some(timed);
        found.doubt =
            Some("the device's totals contradict its samples, and are not believed".to_owned());
        return;
    }
    // Of a minute of samples nothing can be told but that it was a run.
    let share = |seconds: f64| if timed >= 60.0 { seconds / timed } else { 1.0 };
    found.timer = Some(stated);
    found.moving = Some(stated * share(sampled.moving));
    found.running = sampled.running.map(|seconds| stated * share(seconds));
    found.by_total = total.is_some();
    found.partial = Some(format!(
        "its samples cover {:.0} of {:.0} min; the rest is the device's totals",
        timed / 60.0,
        stated / 60.0
    ));
}
