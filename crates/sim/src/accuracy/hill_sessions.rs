//! A plan's own sessions of hill sprints, recorded by each watch and read again: how many are
//! found and how many are sure.

use super::cases::RUNNER;
use super::source::{NOISES, Source};
use crate::session::{Session, Step};
use crate::terrain::Terrain;
use crate::truth::{self, TrueEffort};
use crate::watch::{self, Noise};
use chrono::DateTime;
use comeback_core::run::{Confidence, Effort, EffortKind};
use comeback_core::units::MetresPerSecond;
use comeback_signal as run;
use comeback_signal::Profile;

/// Sprints of a session, their length, s, the slope and the speed up it, m/s.
const SESSIONS: [(usize, f64, f64, f64); 8] = [
    (3, 8.0, 0.05, 4.6),
    (3, 8.0, 0.08, 4.4),
    (4, 8.0, 0.06, 5.0),
    (4, 10.0, 0.05, 4.6),
    (4, 10.0, 0.07, 4.8),
    (6, 8.0, 0.08, 4.8),
    (6, 10.0, 0.06, 4.4),
    (6, 10.0, 0.08, 5.2),
];
/// From the foot on until the next one, s: with the way down about two minutes.
const REST_S: f64 = 85.0;
/// A claim this near to a sprint is of it, s.
const NEAR_S: f64 = 6.0;

/// What was made of the sessions through one watch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    pub source: Source,
    pub noise: Noise,
    pub sprints: usize,
    pub found: usize,
    pub sure: usize,
    /// Sure claims of what was no sprint.
    pub invented: usize,
}

/// All sessions through all watches, or one of them.
///
/// # Errors
/// What a writer or the importer says of a file, which should not happen.
pub fn outcomes(sources: &[Source]) -> Result<Vec<Outcome>, String> {
    let mut outcomes = Vec::new();
    for &source in sources {
        for noise in NOISES {
            let mut outcome = Outcome {
                source,
                noise,
                sprints: 0,
                found: 0,
                sure: 0,
                invented: 0,
            };
            for (of, seed) in SESSIONS.into_iter().zip(100..) {
                let truth = truth::run(&RUNNER, &session(of)?, seed);
                let seen = watch::record(&truth, &source.watch(noise), seed);
                let Some(read) = source.through_file(&seen)? else {
                    continue;
                };
                outcome.add(&truth.efforts, &claims(&run::measure(&read)));
            }
            outcomes.push(outcome);
        }
    }
    Ok(outcomes)
}

impl Outcome {
    fn add(&mut self, run: &[TrueEffort], claims: &[Effort]) {
        let is_of = |one: &TrueEffort, claim: &Effort| {
            let (at, until) = (claim.start.get(), claim.start.get() + claim.duration.get());
            until >= one.start_s - NEAR_S && at <= one.start_s + one.duration_s + NEAR_S
        };
        let is_sure = |claim: &Effort| claim.confidence != Confidence::Low;
        let sprints = || run.iter().filter(|one| one.kind == EffortKind::HillSprint);
        for one in sprints() {
            let claim = claims.iter().find(|claim| is_of(one, claim));
            self.sprints += 1;
            self.found += usize::from(claim.is_some());
            self.sure += usize::from(claim.is_some_and(is_sure));
        }
        let invented = |claim: &&Effort| is_sure(claim) && !sprints().any(|one| is_of(one, claim));
        self.invented += claims.iter().filter(invented).count();
    }
}

fn claims(measured: &run::Measured) -> Vec<Effort> {
    let given = Some(MetresPerSecond::new(RUNNER.critical_m_per_s));
    let speeds = run::speeds([(0.0, &measured.best)], given, None);
    let classified = run::classify(measured, &speeds, &Profile::default());
    let mut claims = classified.efforts.unwrap_or_default();
    claims.retain(|effort| effort.kind == EffortKind::HillSprint);
    claims
}

fn session(of: (usize, f64, f64, f64)) -> Result<Session, String> {
    let start = DateTime::parse_from_rfc3339("2026-11-24T18:00:00+01:00")
        .map_err(|error| error.to_string())?;
    let (count, s, grade, v) = of;
    let sprint = [
        Step::HillSprint { s, v, grade },
        Step::WalkDown,
        Step::Stand { s: REST_S },
    ];
    let session = Session::new(start, Terrain::Flat).easy(12.0, 2.75);
    Ok(session.repeat(count, &sprint).easy(8.0, 2.75))
}
