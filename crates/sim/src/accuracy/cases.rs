//! What is run for the accuracy bench: one kind of session after another, each with
//! grades, lengths and speeds drawn from its seed.

use super::super::random::Random;
use super::super::session::{Runner, Session, Step};
use super::super::terrain::Terrain;
use super::super::truth::{self, Truth};
use chrono::DateTime;

/// The runner of the bench: a critical speed of 3.75 m/s (4:27 min/km), easy at 2.7.
pub const RUNNER: Runner = Runner {
    height_m: 1.76,
    mass_kg: 70.0,
    critical_m_per_s: 3.75,
    cadence_habit_spm: -2.0,
    resting_bpm: 54.0,
    maximal_bpm: 186.0,
    place: (44.0, -34.0),
};

/// What the runner of the bench can run above critical speed (D′), m.
const RESERVE_M: f64 = 120.0;

/// A kind of session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    EasyFlat,
    EasyRolling,
    EasyHilly,
    HillRepeats,
    HillSprints,
    /// Of less than 8 s, which the target does not ask for.
    ShortHillSprints,
    Sprints,
    /// Of less than 5 s, which the target does not ask for.
    ShortSprints,
    Strides,
    Tempo,
    Intervals,
    /// With stops and pauses.
    WalkRun,
    Track,
    Treadmill,
    /// 400, 800 and 5000 m as hard as the runner can, for critical speed only.
    TimeTrials,
}

impl Kind {
    pub const fn name(self) -> &'static str {
        match self {
            Kind::EasyFlat => "easy, flat",
            Kind::EasyRolling => "easy, rolling",
            Kind::EasyHilly => "easy, hilly",
            Kind::HillRepeats => "hill repeats",
            Kind::HillSprints => "hill sprints, 8-15 s",
            Kind::ShortHillSprints => "hill sprints, 5-7 s",
            Kind::Sprints => "flat sprints, 5-12 s",
            Kind::ShortSprints => "flat sprints, 4 s",
            Kind::Strides => "strides",
            Kind::Tempo => "tempo",
            Kind::Intervals => "intervals",
            Kind::WalkRun => "walk-run with pauses",
            Kind::Track => "easy, track laps",
            Kind::Treadmill => "easy, treadmill",
            Kind::TimeTrials => "time trials",
        }
    }

    const fn terrain(self) -> Terrain {
        match self {
            Kind::EasyRolling => Terrain::Rolling,
            Kind::EasyHilly => Terrain::Hilly,
            Kind::HillRepeats | Kind::HillSprints | Kind::ShortHillSprints => Terrain::HillRepeats,
            Kind::Track => Terrain::Track,
            Kind::Treadmill => Terrain::Treadmill,
            _ => Terrain::Flat,
        }
    }
}

/// One session and what truly happened in it.
#[derive(Debug, Clone)]
pub struct Case {
    pub kind: Kind,
    pub seed: u64,
    pub truth: Truth,
}

/// Runs the session of a kind that has this number. The same number gives the same
/// case; no two kinds share their chances.
pub fn case(kind: Kind, number: u64) -> Case {
    let seed = 10_000 * kind as u64 + number;
    let start = DateTime::parse_from_rfc3339("2026-05-03T08:00:00+02:00").unwrap_or_default();
    let session = fill(kind, Session::new(start, kind.terrain()), seed);
    Case {
        kind,
        seed,
        truth: truth::run(&RUNNER, &session, seed),
    }
}

fn fill(kind: Kind, session: Session, seed: u64) -> Session {
    let mut random = Random::stream(seed, "session");
    let easy = random.between(2.6, 2.85);
    match kind {
        Kind::EasyFlat | Kind::Track | Kind::Treadmill => session.easy(60.0, easy),
        Kind::EasyRolling | Kind::EasyHilly => session.easy(50.0, easy),
        Kind::HillRepeats => {
            let grade = random.between(0.05, 0.09);
            (0..6)
                .fold(session.easy(8.0, easy), |session, _| {
                    session
                        .then(Step::Climb {
                            s: random.between(50.0, 140.0).round(),
                            v: random.between(2.3, 2.6),
                            grade,
                        })
                        .then(Step::RunDown {
                            v: random.between(2.6, 3.0),
                        })
                })
                .easy(8.0, easy)
        }
        Kind::HillSprints => hill_sprints(session, easy, (8.0, 15.0), &mut random),
        Kind::ShortHillSprints => hill_sprints(session, easy, (5.0, 7.0), &mut random),
        Kind::Sprints => sprints(session, easy, (5.0, 12.0), &mut random),
        Kind::ShortSprints => sprints(session, easy, (4.0, 4.0), &mut random),
        Kind::Strides => (0..6)
            .fold(session.easy(15.0, easy), |session, _| {
                session
                    .then(Step::Stride {
                        s: random.between(15.0, 25.0).round(),
                        v: random.between(4.4, 4.8),
                    })
                    .easy(1.2, easy)
            })
            .easy(5.0, easy),
        Kind::Tempo => session
            .easy(10.0, easy)
            .then(Step::Tempo {
                s: random.between(720.0, 1500.0).round(),
                v: random.between(3.48, 3.62),
            })
            .easy(8.0, easy),
        Kind::Intervals => (0..5)
            .fold(session.easy(10.0, easy), |session, _| {
                session
                    .then(Step::Interval {
                        s: random.between(90.0, 240.0).round(),
                        v: random.between(3.85, 4.15),
                    })
                    .easy(1.5, 2.4)
            })
            .easy(8.0, easy),
        Kind::TimeTrials => {
            [400.0, 800.0, 5000.0]
                .into_iter()
                .fold(session.easy(12.0, easy), |session, metres| {
                    // The distance-time model: metres = CS · time + D′.
                    let s = (metres - RESERVE_M) / RUNNER.critical_m_per_s;
                    session
                        .then(Step::Interval {
                            s: s.round(),
                            v: metres / s,
                        })
                        .easy(6.0, easy)
                })
        }
        Kind::WalkRun => (0..6).fold(session, |session, round| {
            let session = session.walk(2.0).easy(4.0, easy);
            match round {
                1 => session.then(Step::Pause {
                    s: random.between(40.0, 300.0).round(),
                }),
                3 => session.then(Step::Stand {
                    s: random.between(25.0, 60.0).round(),
                }),
                4 => session.then(Step::Pause { s: 12.0 }),
                _ => session,
            }
        }),
    }
}

/// Ten, walking down in between, all on the same climb.
fn hill_sprints(session: Session, easy: f64, length_s: (f64, f64), random: &mut Random) -> Session {
    let grade = random.between(0.06, 0.12);
    (0..10)
        .fold(session.easy(10.0, easy), |session, _| {
            session
                .then(Step::HillSprint {
                    s: random.between(length_s.0, length_s.1).round(),
                    v: random.between(4.4, 5.6),
                    grade,
                })
                .then(Step::WalkDown)
        })
        .easy(6.0, easy)
}

/// Ten on the flat, walking and jogging in between.
fn sprints(session: Session, easy: f64, length_s: (f64, f64), random: &mut Random) -> Session {
    (0..10)
        .fold(session.easy(10.0, easy), |session, _| {
            session
                .then(Step::Sprint {
                    s: random.between(length_s.0, length_s.1).round(),
                    v: random.between(6.3, 7.4),
                })
                .walk(0.7)
                .easy(0.8, easy)
        })
        .easy(5.0, easy)
}
