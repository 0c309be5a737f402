//! One run on its way through watch, file, importer and measurement, held against
//! what truly happened.

use super::super::watch::{self, Noise};
use super::cases::{Case, Kind, RUNNER};
use super::expected;
use super::matching::{self, Matched};
use super::source::Source;
use comeback_core::recording::Recording;
use comeback_core::run::{BestEfforts, EffortKind, Speeds};
use comeback_core::units::{Metres, MetresPerSecond, Seconds};
use comeback_signal as run;
use comeback_signal::{Measured, Profile, motion};

/// A figure whose error is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Metric {
    Distance,
    Timer,
    /// Without the device's own total.
    TimerOfSamples,
    Moving,
    Running,
    Ascent,
    Descent,
    CadenceMedian,
    CadenceMean,
    /// Share of the running time that had a cadence in the file.
    CadenceCoverage,
    StepLength,
    Speed,
    Gap,
    Grade,
    Hard,
    HeartRate,
    Fastest,
}

impl Metric {
    pub const ALL: [Metric; 17] = [
        Metric::Distance,
        Metric::Timer,
        Metric::TimerOfSamples,
        Metric::Moving,
        Metric::Running,
        Metric::Speed,
        Metric::Ascent,
        Metric::Descent,
        Metric::Grade,
        Metric::Gap,
        Metric::CadenceMedian,
        Metric::CadenceMean,
        Metric::CadenceCoverage,
        Metric::StepLength,
        Metric::HeartRate,
        Metric::Hard,
        Metric::Fastest,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Metric::Distance => "distance",
            Metric::Timer => "timer time",
            Metric::TimerOfSamples => "timer time, from samples alone",
            Metric::Moving => "moving time",
            Metric::Running => "running time",
            Metric::Ascent => "ascent",
            Metric::Descent => "descent",
            Metric::CadenceMedian => "cadence, median",
            Metric::CadenceMean => "cadence, mean",
            Metric::CadenceCoverage => "cadence, coverage",
            Metric::StepLength => "step length",
            Metric::Speed => "mean speed",
            Metric::Gap => "flat-equivalent speed (GAP)",
            Metric::Grade => "grade, second by second",
            Metric::Hard => "hard time",
            Metric::HeartRate => "mean heart rate",
            Metric::Fastest => "fastest 5 s",
        }
    }

    /// Unit of the error.
    pub const fn unit(self) -> &'static str {
        match self {
            Metric::Distance | Metric::Speed | Metric::Gap => "%",
            Metric::Timer
            | Metric::TimerOfSamples
            | Metric::Moving
            | Metric::Running
            | Metric::Hard => "s",
            Metric::Ascent | Metric::Descent => "m",
            Metric::CadenceMedian | Metric::CadenceMean => "steps/min",
            Metric::CadenceCoverage | Metric::Grade => "points",
            Metric::StepLength => "cm",
            Metric::HeartRate => "bpm",
            Metric::Fastest => "m/s",
        }
    }

    /// Decimals that mean something.
    pub const fn decimals(self) -> usize {
        match self {
            Metric::Timer
            | Metric::TimerOfSamples
            | Metric::Moving
            | Metric::Running
            | Metric::Hard => 0,
            Metric::Distance | Metric::Speed | Metric::Gap | Metric::Grade | Metric::Fastest => 2,
            _ => 1,
        }
    }
}

/// All kinds of effort, the ones that may come last first.
pub const EFFORTS: [EffortKind; 7] = [
    EffortKind::HillSprint,
    EffortKind::Sprint,
    EffortKind::Hill,
    EffortKind::Downhill,
    EffortKind::Stride,
    EffortKind::Interval,
    EffortKind::Tempo,
];

/// What came out of one passage.
#[derive(Debug, Clone)]
pub struct Passage {
    pub kind: Kind,
    pub seed: u64,
    pub source: Source,
    pub noise: Noise,
    pub hours: f64,
    /// Measured less true, in the metric's unit.
    pub errors: Vec<(Metric, f64)>,
    /// True and measured, m.
    pub ascent: Option<(f64, f64)>,
    /// Half-width that the program itself gives for its ascent, m.
    pub ascent_uncertainty_m: Option<f64>,
    /// Whether the program took the altitude for a barometer's.
    pub barometer: Option<bool>,
    /// With critical speed given.
    pub efforts: Vec<(EffortKind, Matched)>,
    /// With critical speed as the runs alone tell it.
    pub efforts_untold: Vec<(EffortKind, Matched)>,
    pub best: BestEfforts,
}

impl Passage {
    pub fn matched(&self, kind: EffortKind) -> Option<&Matched> {
        let mut efforts = self.efforts.iter();
        efforts.find(|(other, _)| *other == kind).map(|(_, m)| m)
    }

    pub fn error(&self, metric: Metric) -> Option<f64> {
        let mut errors = self.errors.iter();
        errors.find(|(other, _)| *other == metric).map(|(_, e)| *e)
    }
}

/// What the program makes of what a watch recorded.
pub struct Read {
    pub seen: Recording,
    pub read: Recording,
    pub measured: Measured,
}

/// Watch, file, importer, measurement.
///
/// # Errors
/// What a writer or the importer says of the file, which should not happen.
pub fn read(case: &Case, source: Source, noise: Noise) -> Result<Option<Read>, String> {
    let seen = watch::record(&case.truth, &source.watch(noise), case.seed);
    let Some(read) = source.through_file(&seen)? else {
        return Ok(None);
    };
    Ok(Some(Read {
        measured: run::measure(&read),
        seen,
        read,
    }))
}

/// Critical speed as given, and as the runs alone tell it: this one and `usual`, an
/// easy run of three days before.
fn speeds(own: &BestEfforts, usual: Option<&BestEfforts>) -> (Speeds, Speeds) {
    let runs = || {
        [(0.0, own)]
            .into_iter()
            .chain(usual.map(|best| (3.0, best)))
    };
    let given = Some(MetresPerSecond::new(RUNNER.critical_m_per_s));
    (
        run::speeds(runs(), given, None),
        run::speeds(runs(), None, None),
    )
}

/// Holds one run against its truth. `usual` is what an easy run of the same watch gave.
pub fn judge(
    case: &Case,
    source: Source,
    noise: Noise,
    read: &Read,
    usual: Option<&BestEfforts>,
) -> Passage {
    let truth = &case.truth;
    let Read {
        seen,
        read,
        measured,
    } = read;
    let (given, untold) = speeds(&measured.best, usual);
    let classified = run::classify(measured, &given, &Profile::default());
    let efforts = |classified: &run::Classified| {
        let found = classified.efforts.as_deref().unwrap_or_default();
        EFFORTS.map(|kind| (kind, matching::matched(kind, truth, found)))
    };
    let alone = run::classify(measured, &untold, &Profile::default());
    Passage {
        kind: case.kind,
        seed: case.seed,
        source,
        noise,
        hours: truth.totals.timer_s / 3600.0,
        errors: errors(case, seen, read, measured, classified.hard),
        ascent: measured.ascent.map(|m| (truth.totals.ascent_m, m.get())),
        ascent_uncertainty_m: measured.ascent_uncertainty.map(Metres::get),
        barometer: measured.barometer,
        efforts: efforts(&classified).into(),
        efforts_untold: efforts(&alone).into(),
        best: measured.best,
    }
}

fn errors(
    case: &Case,
    seen: &Recording,
    read: &Recording,
    measured: &Measured,
    hard: Option<Seconds>,
) -> Vec<(Metric, f64)> {
    let truth = &case.truth;
    let expected = expected::expected(truth);
    let mut untold = read.clone();
    untold.totals.timer = None;
    let of_samples = motion::motion(&untold).timer.get();
    let seconds = |value: Option<Seconds>| value.map(Seconds::get);
    let percent = |value: Option<f64>, truth: f64| value.map(|value| 100.0 * (value / truth - 1.0));
    let speed = |value: Option<MetresPerSecond>| value.map(MetresPerSecond::get);
    let outdoors = case.kind != Kind::Treadmill;
    [
        (
            Metric::Distance,
            percent(measured.distance.map(Metres::get), expected.distance_m),
        ),
        (
            Metric::Timer,
            seconds(measured.timer).map(|s| s - expected.timer_s),
        ),
        (Metric::TimerOfSamples, Some(of_samples - expected.timer_s)),
        (
            Metric::Moving,
            seconds(measured.moving).map(|s| s - expected.moving_s),
        ),
        (
            Metric::Running,
            seconds(measured.running).map(|s| s - expected.running_s),
        ),
        (
            Metric::Ascent,
            measured.ascent.map(|m| m.get() - expected.ascent_m),
        ),
        (
            Metric::Descent,
            measured.descent.map(|m| m.get() - expected.descent_m),
        ),
        (
            Metric::CadenceMedian,
            measured
                .cadence
                .map(|c| c.median.get() - expected.cadence_median_spm),
        ),
        (
            Metric::CadenceMean,
            measured
                .cadence
                .map(|c| c.mean.get() - expected.cadence_mean_spm),
        ),
        (
            Metric::CadenceCoverage,
            measured
                .cadence
                .map(|c| 100.0 * (c.coverage - coverage(case, seen))),
        ),
        (
            Metric::StepLength,
            measured
                .step_length
                .map(|m| 100.0 * (m.get() - expected.step_length_m)),
        ),
        (
            Metric::Speed,
            percent(speed(measured.speed), expected.speed_m_per_s),
        ),
        (
            Metric::Gap,
            percent(speed(measured.gap), expected.gap_m_per_s).filter(|_| outdoors),
        ),
        (Metric::Grade, grade(case, measured)),
        (Metric::Hard, seconds(hard).map(|s| s - expected.hard_s)),
        (
            Metric::HeartRate,
            measured
                .heart_rate
                .map(|h| h.mean.get() - expected.heart_rate_bpm),
        ),
        (
            Metric::Fastest,
            speed(measured.best.flat_5_s).map(|v| v - expected.fastest_5_s),
        ),
    ]
    .into_iter()
    .filter_map(|(metric, error)| error.map(|error| (metric, error)))
    .collect()
}

/// Median size of the grade's error over the moving seconds, percentage points.
fn grade(case: &Case, measured: &Measured) -> Option<f64> {
    if !measured.grade_known {
        return None;
    }
    let truth = expected::grades(&case.truth);
    let trace = &measured.trace;
    let mut sizes: Vec<f64> = trace
        .time_s
        .iter()
        .zip(&trace.grade)
        .zip(&trace.moving)
        .filter(|(_, moves)| **moves)
        .filter_map(|((time, grade), _)| {
            let truth = truth.get(*time as usize).copied().flatten()?;
            Some(100.0 * (f64::from((*grade)?) - truth).abs())
        })
        .collect();
    super::errors::quantile(&mut sizes, 0.5)
}

/// Share of the truly running seconds that the watch wrote with a cadence; a row of
/// smart recording stands for the seconds up to the next.
fn coverage(case: &Case, seen: &Recording) -> f64 {
    let samples = &seen.samples;
    let (mut running, mut covered) = (0.0, 0.0);
    let mut row = 0;
    for second in &case.truth.seconds {
        while samples
            .time_s
            .get(row + 1)
            .is_some_and(|next| *next <= second.time_s)
        {
            row += 1;
        }
        if second.runs() {
            running += 1.0;
            if samples.cadence.get(row).copied().flatten().is_some() {
                covered += 1.0;
            }
        }
    }
    if running > 0.0 {
        covered / running
    } else {
        0.0
    }
}
