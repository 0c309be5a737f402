//! The steps of one session. They add up to its minutes to the second.

use super::target::{Session, Special};
use super::week::{DayKind, Step, StepKind};
use crate::limits::{self, Limit};
use crate::method::climb::Kind;

/// One session: what kind of day, its steps.
pub(super) struct Written {
    pub kind: DayKind,
    pub steps: Vec<Step>,
}

pub(super) fn seconds(steps: &[Step]) -> u32 {
    steps
        .iter()
        .map(|step| step.repeat * (step.work_s + step.rest_s))
        .sum()
}

/// Seconds of running: rests are walked in walk-run and after sprints, run easily elsewhere.
pub(super) fn running_seconds(steps: &[Step]) -> u32 {
    steps
        .iter()
        .map(|step| {
            step.repeat
                * match step.what {
                    StepKind::Walk => 0,
                    StepKind::Run | StepKind::Sprint | StepKind::HillSprint => step.work_s,
                    _ => step.work_s + step.rest_s,
                }
        })
        .sum()
}

pub(super) fn write(session: Session, special: Option<Special>) -> Written {
    match (session, special) {
        (
            Session::WalkRun {
                level,
                rounds,
                share,
            },
            _,
        ) => walk_run(level, rounds, share),
        (Session::Minutes(minutes), None) => Written {
            kind: DayKind::Easy,
            steps: vec![once((minutes * 60.0).round() as u32, StepKind::Easy)],
        },
        (Session::Minutes(minutes), Some(special)) => with_special(minutes, special),
    }
}

fn once(work_s: u32, what: StepKind) -> Step {
    Step {
        repeat: 1,
        work_s,
        rest_s: 0,
        what,
    }
}

/// Three rounds of running, then walking; at the last level all is running.
fn walk_run(level: u8, rounds: u32, share: f64) -> Written {
    let round_s = limits::WALK_RUN_MINUTES.value * 60.0 / limits::WALK_RUN_ROUNDS.value;
    let levels = limits::WALK_RUN_LEVELS.value;
    let run_s = (round_s * f64::from(level) / levels * share).round() as u32;
    let walk_s = (round_s * (levels - f64::from(level)).max(0.0) / levels * share).round() as u32;
    let steps = if walk_s == 0 {
        vec![once(rounds * run_s, StepKind::Run)]
    } else {
        vec![Step {
            repeat: rounds,
            work_s: run_s,
            rest_s: walk_s,
            what: StepKind::Run,
        }]
    };
    Written {
        kind: DayKind::WalkRun,
        steps,
    }
}

fn with_special(minutes: f64, special: Special) -> Written {
    let whole_s = (minutes * 60.0).round() as u32;
    let most_s = whole_s * whole(&limits::MAIN_PART_THIRDS) / 3;
    let mut main = main_part(special, minutes >= limits::ROOMY_MINUTES.value);
    let least_rest_s = whole(&limits::SPRINT_LEAST_REST_SECONDS);
    // In a short session the way down a hill is walked faster: the step of the
    // ladder is the number of sprints.
    if special.kind == Kind::HillSprints {
        let each = most_s / main.repeat.max(1);
        let walked_s = each.saturating_sub(main.work_s);
        main.rest_s = walked_s.clamp(least_rest_s, main.rest_s);
    }
    // Enough is run that the day counts as one of running.
    if matches!(special.kind, Kind::HillSprints | Kind::Sprints) {
        let run_s = (limits::RUN_MIN_MINUTES.value * 60.0) as u32;
        let walked_s = whole_s.saturating_sub(run_s) / main.repeat.max(1);
        main.rest_s = main.rest_s.min(walked_s.max(least_rest_s));
    }
    // In a very short session the main part has fewer rounds, then shorter ones.
    while seconds(&[main]) > most_s && main.repeat > 2 {
        main.repeat -= 1;
    }
    if seconds(&[main]) > most_s {
        main.rest_s = main.rest_s.min(whole_s / 6);
        main.work_s = main.work_s.min((whole_s / 2 / main.repeat.max(1)).max(5));
    }
    let hard_s = match special.kind {
        Kind::Tempo | Kind::Intervals => f64::from(main.repeat * main.work_s),
        _ => 0.0,
    };
    let room_s =
        f64::from(whole_s) * limits::DISTANCE_ROOM.value - hard_s * limits::HARD_OVER_EASY.value;
    let session_s = whole_s
        .min((room_s / 60.0).floor() as u32 * 60)
        .max(seconds(&[main]));
    let easy_s = session_s - seconds(&[main]);
    // Warm-up in whole minutes, at least half; the cool-down takes the rest.
    let warm_s = (easy_s.div_ceil(120) * 60).min(easy_s);
    let mut steps = vec![once(warm_s, StepKind::Easy), main];
    if easy_s > warm_s {
        steps.push(once(easy_s - warm_s, StepKind::Easy));
    }
    steps.retain(|step| seconds(&[*step]) > 0);
    Written {
        kind: day_kind(special.kind),
        steps,
    }
}

pub(super) fn day_kind(kind: Kind) -> DayKind {
    match kind {
        Kind::Tempo => DayKind::Tempo,
        Kind::Intervals => DayKind::Intervals,
        Kind::Sprints => DayKind::Sprints,
        Kind::Hills => DayKind::Hills,
        Kind::HillSprints => DayKind::HillSprints,
    }
}

/// The part of a session that makes its kind, in the longer form where it has room.
fn main_part(special: Special, roomy: bool) -> Step {
    let form = |short, long| whole(if roomy { long } else { short });
    let sprint_rest = whole(&limits::SPRINT_REST_SECONDS);
    let (repeat, work_s, rest_s, what) = match special.kind {
        Kind::Tempo => {
            let work_s = form(&limits::TEMPO_SECONDS, &limits::TEMPO_LONG_SECONDS);
            (1, work_s, 0, StepKind::Tempo)
        }
        Kind::Intervals => {
            let work_s = form(&limits::INTERVAL_SECONDS, &limits::INTERVAL_LONG_SECONDS);
            let repeat = whole(&limits::INTERVALS);
            (repeat, work_s, work_s, StepKind::Interval)
        }
        Kind::Sprints => (
            whole(&limits::SPRINTS),
            whole(&limits::FLAT_SPRINT_SECONDS),
            sprint_rest,
            StepKind::Sprint,
        ),
        Kind::Hills => (
            form(&limits::CLIMBS, &limits::CLIMBS_LONG),
            form(&limits::CLIMB_SECONDS, &limits::CLIMB_LONG_SECONDS),
            form(
                &limits::CLIMB_REST_SECONDS,
                &limits::CLIMB_LONG_REST_SECONDS,
            ),
            StepKind::Climb,
        ),
        Kind::HillSprints => (
            u32::from(special.count),
            whole(&limits::HILL_SPRINT_SECONDS),
            sprint_rest,
            StepKind::HillSprint,
        ),
    };
    Step {
        repeat,
        work_s,
        rest_s,
        what,
    }
}

/// A number of the table that is whole.
fn whole(limit: &Limit) -> u32 {
    limit.value as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn walk_run_levels_are_three_rounds_in_half_an_hour() {
        for level in 1..=10u8 {
            let written = write(Session::level(level), None);
            assert_eq!(seconds(&written.steps), 1800, "level {level}");
            assert_eq!(running_seconds(&written.steps), 180 * u32::from(level));
        }
    }

    #[test]
    fn a_session_with_a_main_part_is_no_longer_than_an_easy_one() {
        for kind in Kind::ALL {
            for minutes in [6.0, 10.0, 15.0, 20.0, 27.0, 30.0, 45.0, 75.0] {
                let special = Special { kind, count: 6 };
                let written = write(Session::Minutes(minutes), Some(special));
                let total = seconds(&written.steps);
                assert!(total <= (minutes * 60.0) as u32, "{kind:?} {minutes}");
                assert!(
                    f64::from(total) >= minutes * 60.0 * 0.5,
                    "{kind:?} {minutes}: {total}"
                );
                assert!(written.steps.iter().any(|step| step.what != StepKind::Easy));
            }
        }
    }

    #[test]
    fn a_session_with_walked_rests_is_a_day_of_running() {
        for kind in [Kind::Sprints, Kind::HillSprints] {
            for (minutes, count) in [(8.0, 3), (10.0, 4), (11.4, 6), (30.0, 6)] {
                let written = write(Session::Minutes(minutes), Some(Special { kind, count }));
                let running = f64::from(running_seconds(&written.steps)) / 60.0;
                assert!(
                    running >= limits::RUN_MIN_MINUTES.value,
                    "{kind:?} {minutes}: {running}"
                );
            }
        }
    }
}
