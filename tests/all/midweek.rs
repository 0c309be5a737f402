//! The running week judged again: what is left of it after runs were missed,
//! moved, added, made longer, or answered by pain.

use crate::plan::{Log, at, day, monday};
use chrono::{Datelike, Days, NaiveDate};
use comeback_core::diary::entry::{Beginning, Symptom, What};
use comeback_core::diary::{EpisodeStart, GivenPlan, GivenSession, StatedRun, adherence};
use comeback_core::plan::{DayKind, Decision, WeekPlan, plan};
use comeback_core::rules::RuleId;

/// Three green runs of 20 min a week and the goal of 30 × 3: the next week is
/// 23 min on Monday, Wednesday and Friday, 69 min in all.
fn log() -> Log {
    let mut log = Log::new();
    log.before(34.0);
    log.episode(monday(0), Beginning::Continuous, (30.0, 3));
    log.week(monday(0), 20.0, 0.0);
    log
}

fn of_week(offset: u64) -> NaiveDate {
    monday(1) + Days::new(offset)
}

/// The plan of the running week on one of its days at six in the morning.
fn on(log: &Log, offset: u64) -> WeekPlan {
    plan(&log.history(at(of_week(offset), 6)), monday(1))
}

/// Weekday and minutes of the runs that are left from a day on.
fn left(plan: &WeekPlan, offset: u64) -> Vec<(u32, f64)> {
    plan.days
        .iter()
        .filter(|day| day.date >= of_week(offset) && day.kind.is_run())
        .map(|day| {
            (
                day.date.weekday().num_days_from_monday(),
                day.minutes.expect("a run has minutes"),
            )
        })
        .collect()
}

fn sum(left: &[(u32, f64)]) -> f64 {
    left.iter().map(|(_, minutes)| minutes).sum()
}

const WEEK: [(u32, f64); 3] = [(0, 23.0), (2, 23.0), (4, 23.0)];

#[test]
fn runs_done_as_planned_leave_the_rest_as_planned() {
    let mut log = log();
    assert_eq!(left(&on(&log, 0), 0), WEEK);
    log.felt(of_week(0), 23.0, 0.0);
    assert_eq!(left(&on(&log, 1), 1), WEEK[1..]);
    log.felt(of_week(2), 23.0, 0.0);
    assert_eq!(left(&on(&log, 3), 3), WEEK[2..]);
    log.felt(of_week(4), 23.0, 0.0);
    let whole = on(&log, 5);
    assert_eq!(left(&whole, 5), []);
    assert_eq!((whole.runs, whole.weekly_min), (3, 69.0));
}

#[test]
fn a_missed_run_is_not_made_up_for() {
    let mut log = log();
    // Monday passed without a run.
    assert_eq!(left(&on(&log, 1), 1), WEEK[1..]);
    assert!(
        on(&log, 1)
            .reasons
            .iter()
            .any(|reason| reason.text.contains("not made up")),
    );
    // And Wednesday: Friday is no longer for it, and after six days off shorter.
    assert_eq!(left(&on(&log, 3), 3), [(4, 15.0)]);
    assert_eq!(left(&on(&log, 5), 5), []);
    // A week that was missed altogether leaves next week no heavier than planned.
    log.felt(of_week(4), 23.0, 0.0);
    assert_eq!(left(&on(&log, 5), 5), []);
}

#[test]
fn a_moved_run_moves_the_rest_where_the_spacing_asks_for_it() {
    let mut log = log();
    // Monday's run on Tuesday: Wednesday would be the next day.
    log.felt(of_week(1), 23.0, 0.0);
    let plan = on(&log, 2);
    let rest = left(&plan, 2);
    assert_eq!(rest.len(), 2, "{rest:?}");
    assert!(rest[0].0 >= 3 && rest[1].0 - rest[0].0 >= 2, "{rest:?}");
    assert_eq!(sum(&rest), 46.0);
    // Wednesday's run on Tuesday, after Monday's: one is left.
    let mut early = Log {
        runs: log.runs.clone(),
        entries: log.entries.clone(),
    };
    early.felt(of_week(0), 23.0, 0.0);
    let rest = left(&on(&early, 2), 2);
    assert_eq!(rest.len(), 1, "{rest:?}");
    assert!(rest[0].0 >= 3 && rest[0].1 <= 23.0);
}

#[test]
fn an_extra_run_takes_from_the_rest() {
    let mut log = log();
    log.felt(of_week(0), 23.0, 0.0)
        .felt(of_week(1), 23.0, 0.0)
        .felt(of_week(2), 23.0, 0.0);
    let plan = on(&log, 3);
    assert_eq!(left(&plan, 3), [], "three runs are the week");
    assert!(plan.weekly_min <= 69.0);
}

#[test]
fn a_longer_run_takes_from_the_rest_and_the_week_never_passes_its_plan() {
    for first in [20.0, 23.0, 23.3, 25.0, 30.0, 36.0, 46.0, 55.0, 69.0, 90.0] {
        let mut log = log();
        log.felt(of_week(0), first, 0.0);
        let plan = on(&log, 1);
        let rest = left(&plan, 1);
        // The plan as it now stands: a run so long may hold the week lower.
        let whole = 69.0_f64.max(first);
        assert!(first + sum(&rest) <= whole + 1e-6, "{first}: {rest:?}");
        assert!(
            (plan.weekly_min - first - sum(&rest)).abs() < 0.06,
            "{first}"
        );
        assert!(
            rest.iter().all(|(_, minutes)| *minutes <= 23.0),
            "{first}: {rest:?}"
        );
        if first <= 23.0 {
            assert_eq!(rest, WEEK[1..], "{first}: a shorter run is not made up for");
        }
        if first >= 69.0 {
            assert_eq!(rest, [], "{first}");
            assert!(
                plan.days.iter().any(|day| day.kind == DayKind::Walk),
                "{first}: on foot all the same"
            );
        }
        for day in &plan.days {
            let steps: f64 = day
                .steps
                .iter()
                .map(|step| f64::from(step.repeat * (step.work_s + step.rest_s)))
                .sum();
            assert!((steps / 60.0 - day.minutes.unwrap_or(0.0)).abs() < 1e-6);
        }
    }
}

#[test]
fn a_red_in_the_week_lowers_the_rest_and_keeps_some() {
    let mut log = log();
    log.week(monday(1), 23.0, 0.0);
    log.felt(monday(2), 26.0, 0.0);
    let before = plan(&log.history(at(monday(2) + Days::new(1), 6)), monday(2));
    let rest = |plan: &WeekPlan| -> f64 {
        let runs = plan.days.iter().skip(1).filter(|day| day.kind.is_run());
        runs.filter_map(|day| day.minutes).sum()
    };
    log.pain(at(monday(2), 20), 6.0);
    let after = plan(&log.history(at(monday(2) + Days::new(1), 6)), monday(2));
    assert_eq!(after.decision, Decision::BackUp);
    assert!(
        rest(&after) < rest(&before),
        "{} < {}",
        rest(&after),
        rest(&before)
    );
    assert!(rest(&after) > 0.0, "{:?}", after.reasons);
}

#[test]
fn a_five_in_the_week_holds_the_rest_at_once() {
    let mut log = log();
    log.run(of_week(0), 23.0).pain(at(of_week(0), 12), 5.0);
    // On Tuesday the day after is not known: it can become red, and never better.
    let plan = on(&log, 1);
    assert_eq!(plan.decision, Decision::Hold);
    assert!(!plan.provisional);
    let rest = left(&plan, 1);
    assert_eq!(rest.len(), 2);
    // What was run and tolerated before, on each day that is left.
    assert!(rest.iter().all(|(_, minutes)| *minutes <= 20.0), "{rest:?}");
}

#[test]
fn a_four_in_the_week_is_watched_and_changes_nothing_by_itself() {
    let mut log = log();
    log.felt(of_week(0), 23.0, 4.0);
    assert_eq!(left(&on(&log, 2), 2), WEEK[1..]);
}

#[test]
fn an_open_red_flag_empties_the_rest_until_it_is_resolved() {
    let mut log = log();
    log.felt(of_week(0), 23.0, 0.0);
    log.entry(
        at(of_week(1), 5),
        What::Symptom {
            symptom: Symptom::Numbness,
        },
    );
    let plan = on(&log, 1);
    assert_eq!(plan.decision, Decision::Suspend);
    assert_eq!(left(&plan, 1), []);
    assert!(
        plan.days
            .iter()
            .skip(1)
            .all(|day| day.kind == DayKind::Rest && day.rehab.is_none())
    );
    log.entry(
        at(of_week(2), 5),
        What::Resolve {
            symptom: Symptom::Numbness,
        },
    );
    assert_ne!(on(&log, 2).decision, Decision::Suspend);
}

#[test]
fn walk_run_sessions_are_counted_with_their_walking() {
    let mut log = Log::new();
    log.episode(monday(0), Beginning::WalkRun, (30.0, 3));
    let whole = plan(&log.history(at(monday(0), 6)), monday(0));
    assert_eq!(whole.weekly_min, 90.0);
    // One session of an hour stands for two.
    let mut run = comeback_core::diary::stated::run(
        at(monday(0), 8),
        &comeback_core::diary::StatedRun {
            minutes: 60.0,
            ..Default::default()
        },
    );
    run.running = Some(comeback_core::units::Seconds::from_minutes(3.0));
    log.runs.push(run);
    log.pain(at(monday(0), 10), 0.0)
        .pain(at(monday(0) + Days::new(1), 10), 0.0);
    let rest = plan(&log.history(at(monday(0) + Days::new(1), 12)), monday(0));
    assert!(rest.weekly_min <= 90.0, "{}", rest.weekly_min);
    assert!(
        rest.days
            .iter()
            .skip(1)
            .filter(|day| day.kind.is_run())
            .count()
            >= 1
    );
}

#[test]
fn a_walk_to_warm_up_is_no_running() {
    let mut log = log();
    let mut run = comeback_core::diary::stated::run(
        at(of_week(0), 8),
        &comeback_core::diary::StatedRun {
            minutes: 30.0,
            ..Default::default()
        },
    );
    run.running = Some(comeback_core::units::Seconds::from_minutes(23.0));
    log.runs.push(run);
    log.pain(at(of_week(0), 12), 0.0)
        .pain(at(of_week(1), 12), 0.0);
    let plan = on(&log, 2);
    assert_eq!(left(&plan, 2), WEEK[1..]);
    assert_eq!(plan.weekly_min, 69.0);
    given(&mut log, of_week(0), of_week(0), &[(0, 23.0)]);
    let week = adherence::week(&log.history(at(of_week(2), 8)), monday(1)).expect("a plan");
    assert_eq!(week.count(adherence::Outcome::AsPlanned), 1);
}

fn given(log: &mut Log, on: NaiveDate, from: NaiveDate, sessions: &[(u64, f64)]) {
    log.entry(
        at(on, 5),
        What::Plan(GivenPlan {
            week: monday(1),
            from,
            decision: "progress".to_owned(),
            sessions: sessions
                .iter()
                .map(|(offset, minutes)| GivenSession {
                    date: of_week(*offset),
                    session: "easy".to_owned(),
                    minutes: *minutes,
                })
                .collect(),
        }),
    );
}

#[test]
fn adherence_tells_each_session_by_the_plan_in_force_on_its_day() {
    let mut log = log();
    given(
        &mut log,
        monday(0) + Days::new(6),
        of_week(0),
        &[(0, 22.0), (2, 22.0), (4, 22.0)],
    );
    let words = |log: &Log, now: NaiveDate| -> Vec<String> {
        let week = adherence::week(&log.history(at(now, 23)), monday(1)).expect("a plan");
        week.sessions
            .iter()
            .map(|session| {
                format!(
                    "{} {}{}",
                    session.date.day() - monday(1).day(),
                    session.outcome.as_str(),
                    session.moved_to.map_or("", |_| " moved")
                )
            })
            .collect()
    };
    assert_eq!(words(&log, of_week(0)), ["0 ahead", "2 ahead", "4 ahead"]);
    log.felt(of_week(0), 23.9, 0.0);
    assert_eq!(
        words(&log, of_week(3)),
        ["0 as-planned", "2 missed", "4 ahead"]
    );
    log.felt(of_week(3), 12.0, 0.0);
    assert_eq!(
        words(&log, of_week(3)),
        ["0 as-planned", "2 shorter moved", "4 ahead"]
    );
    // Asked again on Thursday, the week was made another: that is what counts from then on.
    given(&mut log, of_week(3), of_week(4), &[(5, 20.0)]);
    log.felt(of_week(5), 25.0, 0.0).felt(of_week(6), 10.0, 0.0);
    let history = log.history(at(monday(2), 8));
    let week = adherence::week(&history, monday(1)).expect("a plan");
    assert_eq!(
        words(&log, monday(2)),
        ["0 as-planned", "2 shorter moved", "5 longer", "6 extra"]
    );
    assert_eq!(week.planned_min, 64.0);
    assert!((week.done_min - (23.9 + 12.0 + 25.0 + 10.0)).abs() < 1e-9);
    assert_eq!(week.planned(), 3);
    assert!(
        adherence::week(&history, monday(2)).is_none(),
        "no plan, no judgement"
    );
    // What was given later is not known earlier.
    assert!(adherence::week(&log.history(at(day("2026-01-06"), 8)), monday(1)).is_none());
}

#[test]
fn a_kept_plan_changes_no_decision() {
    let mut plain = log();
    plain.felt(of_week(0), 30.0, 0.0);
    let without = on(&plain, 1);
    given(&mut plain, of_week(0), of_week(0), &[(0, 90.0)]);
    assert_eq!(on(&plain, 1), without);
}

/// Sunday evening, Monday morning and the days after it judge the same seven days: on Tuesday
/// the week was held by a 5 that on Monday had lain too far back.
#[test]
fn a_five_on_monday_holds_all_of_the_next_week_or_none_of_it() {
    let mut log = Log::new();
    log.before(34.0);
    log.episode(monday(0), Beginning::Continuous, (30.0, 3));
    log.felt(monday(0), 20.0, 5.0);
    for offset in [2, 4] {
        log.felt(monday(0) + Days::new(offset), 20.0, 0.0);
    }
    let held_by = |plan: &WeekPlan| (plan.decision, plan.reasons[0].rule);
    let sunday = plan(&log.history(at(monday(1) - Days::new(1), 20)), monday(1));
    assert_eq!(held_by(&sunday), (Decision::Hold, Some(RuleId::PainWatch)));
    assert!(sunday.reasons[0].text.contains("after Monday's run"));
    let before = left(&on(&log, 0), 0);
    assert_eq!(held_by(&on(&log, 0)), held_by(&sunday));
    log.felt(of_week(0), 20.0, 0.0);
    let tuesday = on(&log, 1);
    assert_eq!(held_by(&tuesday), held_by(&sunday));
    assert_eq!(left(&tuesday, 1), before[1..]);
    // There was another Monday since.
    let told = format!("after the run of {}", monday(0).format("%A %-d %B"));
    assert!(tuesday.reasons[0].text.contains(&told), "{tuesday:?}");
}

/// What was run of a week is called what it was.
#[test]
fn a_tempo_run_that_is_done_stays_a_tempo_run() {
    let mut log = Log::new();
    log.before(34.0);
    let start = EpisodeStart {
        on: monday(0),
        diagnosed: true,
        begin: Some(Beginning::Continuous),
        goal_minutes: Some(20.0),
        goal_runs: Some(3),
        goal_intensity: Some(true),
        goal_sprints: None,
        goal_hills: Some(false),
        goal_hill_sprints: Some(false),
        race: None,
    };
    log.entry(at(monday(0), 0), What::EpisodeStart(start));
    log.week(monday(0), 20.0, 0.0);
    let planned = |plan: &WeekPlan| {
        plan.days
            .iter()
            .find(|day| day.kind == DayKind::Tempo)
            .map(|day| day.date)
    };
    let tempo = planned(&on(&log, 0)).expect("a tempo run is due");
    let hard = StatedRun {
        minutes: 20.0,
        hard_min: 10.0,
        ..StatedRun::default()
    };
    log.stated(tempo, hard);
    let after = (tempo - monday(1)).num_days() as u64 + 1;
    let plan = on(&log, after);
    let done = plan
        .days
        .iter()
        .find(|day| day.date == tempo)
        .expect("a day");
    assert!(done.is_done() && done.kind == DayKind::Tempo, "{done:?}");
}

/// After two missed runs the third is the first after six days off: the evening before said
/// 39.5 minutes for it, and the morning 23.
#[test]
fn the_evening_before_a_run_says_what_the_morning_will() {
    let log = log();
    let evening = plan(&log.history(at(of_week(3), 20)), monday(1));
    let morning = on(&log, 4);
    assert_eq!(left(&evening, 4), left(&morning, 4));
    assert_eq!(
        morning.reasons[0].rule,
        Some(RuleId::JumpAfterBreak),
        "{morning:?}"
    );
    assert_eq!(morning.reasons[0], evening.reasons[0]);
}
