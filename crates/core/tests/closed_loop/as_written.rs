//! A runner who does as the plan says and feels well, with another beside in
//! some weeks, with the same past, who does not.

use super::dice::Dice;
use super::held;
use super::runner::{Runner, START, monday, plan_of};
use super::{Life, YEAR};
use chrono::{DateTime, Days, FixedOffset, TimeDelta};
use comeback_core::method::{Rung, ladder};
use comeback_core::plan::{Day, Decision, WeekPlan, plan};

/// Weeks in which the way back must end; at a growth of 1 to 4 % it is long.
fn most_weeks(growth: f64) -> u64 {
    if growth < 5.0 { 900 } else { 260 }
}

/// One runner from the first week to the goal, and at least for a year.
pub(super) fn live(seed: u64) -> Life {
    let mut dice = Dice::new(seed);
    let runner = Runner::random(seed, &mut dice);
    let mut life = Life::of(runner);
    let most = most_weeks(life.runner.growth);
    let mut other = Dice::new(seed ^ 0x5eed);
    for week in 0..most {
        let start = monday(START + week);
        let history = life.runner.history(start);
        let rung = ladder::standing(&history).map(|standing| standing.rung);
        if rung == Some(Rung::Restored) {
            life.restored.get_or_insert(week);
            if week >= YEAR {
                break;
            }
        }
        let next = plan_of(&history, start);
        life.hold(held::one_factor(&life.planned, &next));
        life.hold(held::no_long_run(&life.runner, &next));
        life.hold(held::branches_hold_no_more(&next));
        if next.runs == 0 {
            life.hold(Err("an empty week".to_owned()));
        }
        if other.chance(12) {
            let faults = a_red(&life.runner, &next, &mut other);
            life.hold(faults);
        }
        life.runner.run_week(&next, &mut dice);
        if other.chance(15) {
            life.hold(held::stays_as_written(&life.runner, &next));
        }
        life.planned.push(next);
        // Every week is asked about as a runner would ask: on the Monday after.
        let asked = held::no_objection(&life.runner, start, start + Days::new(7));
        life.hold(asked);
        if !life.faults.is_empty() {
            return life;
        }
    }
    let end = monday(START + life.planned.len() as u64) + Days::new(3);
    let all = held::no_objection(&life.runner, monday(START), end);
    life.hold(all);
    life.hold(held::hill_sprints_last(&life.planned));
    if life.restored.is_none() {
        let weeks = life.planned.len();
        life.hold(Err(format!("not restored in {weeks} weeks")));
    }
    life
}

/// Another runner with the same past has a red response this week, on some run:
/// at once or a day later, at times with a second in the week that follows.
fn a_red(runner: &Runner, next: &WeekPlan, dice: &mut Dice) -> Result<(), String> {
    let runs: Vec<&Day> = next.days.iter().filter(|day| day.kind.is_run()).collect();
    if runs.is_empty() {
        return Ok(());
    }
    let mut hurt = runner.clone();
    let red_on = dice.range(0, runs.len() as u64 - 1) as usize;
    let score = dice.one_of(&[5.5, 6.0, 8.0, 10.0]);
    let late = dice.chance(30);
    let mut felt: Option<DateTime<FixedOffset>> = None;
    for (index, day) in runs.iter().enumerate() {
        let red = index == red_on;
        hurt.run_day(day, if red && !late { score } else { 1.0 }, dice);
        if red {
            let end = hurt.runs.last().expect("the run just made").end();
            let at = end + TimeDelta::hours(if late { 27 } else { 2 });
            if late {
                hurt.pain(at, score);
            }
            felt = Some(at);
        }
    }
    let before = held::Load::of(next).minutes();
    let had_kinds = held::has_kinds(next);
    let monday = next.starts + Days::new(7);
    let after = hurt.plan(monday);
    // Felt after Monday began, it is known to the next plan, and changes this one.
    let known = felt.is_some_and(|at| at <= hurt.at(monday, 0));
    let told = |fault: String, plans: &[&WeekPlan]| {
        let plans: Vec<String> = plans.iter().map(|plan| held::print(plan)).collect();
        format!(
            "{fault} (red on run {red_on}, late {late})\n  {}",
            plans.join("\n  ")
        )
    };
    if !known {
        let now = felt.map(|at| at + TimeDelta::minutes(1));
        let Some(now) = now else { return Ok(()) };
        let mut history = hurt.history(monday + Days::new(5));
        history = history.as_of(now);
        let changed = plan(&history, monday);
        return held::less_and_not_nothing(&hurt, before, had_kinds, &changed)
            .map_err(|fault| told(fault, &[next, &changed]));
    }
    held::less_and_not_nothing(&hurt, before, had_kinds, &after)
        .map_err(|fault| told(fault, &[next, &after]))?;
    if dice.chance(50) {
        // The second red within 14 days: again less, and again not nothing.
        for (index, day) in after
            .days
            .iter()
            .filter(|day| day.kind.is_run())
            .enumerate()
        {
            hurt.run_day(day, if index == 0 { score } else { 1.0 }, dice);
        }
        let second = hurt.plan(monday + Days::new(7));
        let less = held::less_and_not_nothing(
            &hurt,
            held::Load::of(&after).minutes(),
            held::has_kinds(&after),
            &second,
        );
        less.map_err(|fault| told(fault, &[next, &after, &second]))?;
        if second.decision != Decision::BackUp {
            return Err(told("no step back".to_owned(), &[next, &after, &second]));
        }
    }
    Ok(())
}
