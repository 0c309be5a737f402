//! The fixed set of passages that the page of the accuracy bench tells of, and the
//! long one that only counts what was invented.

use super::super::watch::Noise;
use super::cases::{Case, Kind, case};
use super::expected;
use super::passage::{self, EFFORTS, Passage, Read};
use super::source::Source;
use comeback_core::run::{BestEfforts, EffortKind, SpeedSource};
use comeback_core::units::MetresPerSecond;
use comeback_signal as run;
use rayon::prelude::*;

/// How many sessions of each kind, from seed 1 on.
const SESSIONS: [(Kind, u64); 14] = [
    (Kind::EasyFlat, 1),
    (Kind::EasyRolling, 2),
    (Kind::EasyHilly, 2),
    (Kind::HillRepeats, 2),
    (Kind::HillSprints, 4),
    (Kind::ShortHillSprints, 1),
    (Kind::Sprints, 3),
    (Kind::ShortSprints, 1),
    (Kind::Strides, 2),
    (Kind::Tempo, 2),
    (Kind::Intervals, 2),
    (Kind::WalkRun, 1),
    (Kind::Track, 1),
    (Kind::Treadmill, 1),
];

/// Watches, files and noise levels of the page.
pub const VARIANTS: [(Source, Noise); 12] = [
    (Source::Barometer, Noise::Clean),
    (Source::Barometer, Noise::Good),
    (Source::Barometer, Noise::Typical),
    (Source::Barometer, Noise::Poor),
    (Source::Satellite, Noise::Good),
    (Source::Satellite, Noise::Typical),
    (Source::Satellite, Noise::Poor),
    (Source::Smart, Noise::Typical),
    (Source::Phone, Noise::Typical),
    (Source::Gpx, Noise::Typical),
    (Source::Gpx, Noise::Poor),
    (Source::Tcx, Noise::Typical),
];

/// What the fixed set of runs gives.
#[derive(Debug, Clone)]
pub struct Study {
    /// By kind, seed and variant.
    pub passages: Vec<Passage>,
    pub critical: Vec<Critical>,
}

/// Runs the fixed set: half a minute of one core in an unoptimised build.
///
/// # Errors
/// A file that could not be written or read again.
pub fn study() -> Result<Study, String> {
    let cases: Vec<Case> = SESSIONS
        .par_iter()
        .flat_map_iter(|(kind, count)| (1..=*count).map(|seed| (*kind, seed)))
        .map(|(kind, seed)| case(kind, seed))
        .collect();
    let usual = usual(&VARIANTS)?;
    let jobs: Vec<(&Case, usize)> = cases
        .iter()
        .flat_map(|case| (0..VARIANTS.len()).map(move |variant| (case, variant)))
        .collect();
    let found: Result<Vec<Option<Passage>>, String> = jobs
        .par_iter()
        .map(|(case, variant)| {
            let (source, noise) = VARIANTS[*variant];
            let read = passage::read(case, source, noise)?;
            Ok(read.map(|read| passage::judge(case, source, noise, &read, Some(&usual[*variant]))))
        })
        .collect();
    Ok(Study {
        passages: found?.into_iter().flatten().collect(),
        critical: critical(&usual)?,
    })
}

/// Best efforts of an easy half hour or more for each variant: the runner's usual.
fn usual(variants: &[(Source, Noise)]) -> Result<Vec<BestEfforts>, String> {
    let easy = case(Kind::EasyFlat, 99);
    variants
        .par_iter()
        .map(|(source, noise)| {
            let read: Option<Read> = passage::read(&easy, *source, *noise)?;
            Ok(read.map_or_else(BestEfforts::default, |read| read.measured.best))
        })
        .collect()
}

/// Critical speed after three time trials, and from easy running alone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Critical {
    pub source: Source,
    pub noise: Noise,
    /// The same formula on the true times of the trials, m/s.
    pub truth: f64,
    /// After the trials; `None` where the program did not take them for hard efforts.
    pub trials: Option<f64>,
    /// Without them, m/s.
    pub easy: Option<f64>,
}

fn critical(usual: &[BestEfforts]) -> Result<Vec<Critical>, String> {
    let trials = case(Kind::TimeTrials, 1);
    let speed = |best: &[(f64, &BestEfforts)]| run::speeds(best.iter().copied(), None, None);
    VARIANTS
        .par_iter()
        .zip(usual)
        .map(|((source, noise), usual)| {
            let best = passage::read(&trials, *source, *noise)?
                .map_or_else(BestEfforts::default, |read| read.measured.best);
            let told = speed(&[(0.0, &best), (3.0, usual)]);
            let regressed = told.critical_source == Some(SpeedSource::BestEfforts);
            let easy = speed(&[(3.0, usual)]).critical;
            Ok(Critical {
                source: *source,
                noise: *noise,
                truth: expected::critical(&trials.truth),
                trials: told
                    .critical
                    .filter(|_| regressed)
                    .map(MetresPerSecond::get),
                easy: easy.map(MetresPerSecond::get),
            })
        })
        .collect()
}

/// What was invented in hours of ordinary running.
#[derive(Debug, Clone)]
pub struct Alarms {
    pub kind: Kind,
    pub source: Source,
    pub noise: Noise,
    pub hours: f64,
    /// Efforts that were none, by kind, with critical speed given and told by the runs.
    pub given: [usize; EFFORTS.len()],
    pub untold: [usize; EFFORTS.len()],
    /// Kind, seed and second of each invented burst, to look at.
    pub bursts: Vec<(EffortKind, u64, f64)>,
}

/// Kinds of ordinary running in which nothing fast is run.
pub const ORDINARY: [Kind; 6] = [
    Kind::EasyFlat,
    Kind::EasyRolling,
    Kind::EasyHilly,
    Kind::WalkRun,
    Kind::Track,
    Kind::Treadmill,
];

/// Sources and noise levels in which invented efforts are counted.
pub const ALARMING: [(Source, Noise); 9] = [
    (Source::Barometer, Noise::Typical),
    (Source::Barometer, Noise::Poor),
    (Source::Satellite, Noise::Typical),
    (Source::Satellite, Noise::Poor),
    (Source::Smart, Noise::Typical),
    (Source::Phone, Noise::Typical),
    (Source::Phone, Noise::Poor),
    (Source::Gpx, Noise::Typical),
    (Source::Gpx, Noise::Poor),
];

/// `sessions` runs of each ordinary kind through each alarming source.
///
/// # Errors
/// As [`study`].
pub fn alarms(sessions: u64) -> Result<Vec<Alarms>, String> {
    let usual = usual(&ALARMING)?;
    let each: Result<Vec<Vec<Option<Passage>>>, String> = ORDINARY
        .iter()
        .flat_map(|kind| (0..sessions).map(|index| (*kind, 1_000 + index)))
        .collect::<Vec<_>>()
        .par_iter()
        .map(|(kind, seed)| {
            let case = case(*kind, *seed);
            ALARMING
                .iter()
                .zip(&usual)
                .map(|((source, noise), usual)| {
                    let read = passage::read(&case, *source, *noise)?;
                    Ok(read.map(|read| passage::judge(&case, *source, *noise, &read, Some(usual))))
                })
                .collect()
        })
        .collect();
    let passages: Vec<Passage> = each?.into_iter().flatten().flatten().collect();
    let mut found = Vec::new();
    for kind in ORDINARY {
        for (source, noise) in ALARMING {
            let mut row = Alarms {
                kind,
                source,
                noise,
                hours: 0.0,
                given: [0; EFFORTS.len()],
                untold: [0; EFFORTS.len()],
                bursts: Vec::new(),
            };
            let own = |p: &&Passage| p.kind == kind && p.source == source && p.noise == noise;
            for passage in passages.iter().filter(own) {
                row.hours += passage.hours;
                for (at, (effort, matched)) in passage.efforts.iter().enumerate() {
                    row.given[at] += matched.tally.invented;
                    if matches!(effort, EffortKind::Sprint | EffortKind::HillSprint) {
                        let seconds = matched.invented_at.iter();
                        row.bursts
                            .extend(seconds.map(|s| (*effort, passage.seed, *s)));
                    }
                }
                for (at, (_, matched)) in passage.efforts_untold.iter().enumerate() {
                    row.untold[at] += matched.tally.invented;
                }
            }
            found.push(row);
        }
    }
    Ok(found)
}
