//! A runner who lives: weeks missed, runs added, moved, made longer, breaks,
//! sickness, pain not logged or logged late, reds, red flags, journeys, other
//! days, other goals. Whatever the past, the next week is neither a leap nor
//! empty, a red takes load away, and following the plan again leads back.

use super::dice::Dice;
use super::held::{self, Length, Load};
use super::runner::{Runner, START, days, monday, plan_of, run_of};
use super::{Life, YEAR};
use chrono::{Days, NaiveDate, TimeDelta};
use chrono_tz::Tz;
use comeback_core::diary::entry::{EpisodeStart, GaitFocus, StatedRun, Symptom, Urgency, What};
use comeback_core::diary::{start_of_day, stated};
use comeback_core::method::{Rung, ladder};
use comeback_core::plan::{Day, Decision, WeekPlan, plan};
use comeback_core::run::Run;
use comeback_core::units::{PainScore, Seconds};

/// Weeks in which a life that has become orderly must lead back.
const MOST_WEEKS_BACK: u64 = 300;

/// How this runner differs from the plan, each in per cent.
struct Manner {
    misses_week: u64,
    misses_run: u64,
    moves_run: u64,
    lengthens: u64,
    adds_run: u64,
    logs_not: u64,
    logs_late: u64,
    hurts: u64,
    is_sore: u64,
}

impl Manner {
    fn random(dice: &mut Dice) -> Manner {
        Manner {
            misses_week: dice.one_of(&[0, 5, 15]),
            misses_run: dice.one_of(&[0, 10, 30]),
            moves_run: dice.one_of(&[0, 10, 30]),
            lengthens: dice.one_of(&[0, 5, 15]),
            adds_run: dice.one_of(&[0, 10, 20]),
            logs_not: dice.one_of(&[0, 5, 20]),
            logs_late: dice.one_of(&[0, 10]),
            hurts: dice.one_of(&[0, 2, 5]),
            is_sore: dice.one_of(&[0, 5, 15]),
        }
    }
}

/// What of the life the next plan must answer.
#[derive(Default)]
struct Known {
    /// The load of the week before, as planned or as run, whichever is more.
    before: f64,
    /// Whether it was planned with more than easy running.
    had_kinds: bool,
    longest_planned: Vec<Length>,
    flag: Option<Symptom>,
}

/// A disorderly year, then as long as it takes by the plan.
pub(super) fn live(seed: u64) -> Life {
    let mut dice = Dice::new(seed ^ 0xd150_4de4);
    let runner = Runner::random(seed, &mut dice);
    let manner = Manner::random(&mut dice);
    let mut life = Life::of(runner);
    let mut known = Known::default();
    let mut week = START;
    while week < START + YEAR {
        let start = monday(week);
        let next = life.runner.plan(start);
        check_plan(&mut life, &known, &next);
        life.hold(held::branches_hold_no_more(&next));
        known.before = Load::of(&next).minutes();
        known.had_kinds = held::has_kinds(&next);
        known.longest_planned.push(Load::of(&next).longest);
        life.planned.push(next.clone());
        if !life.faults.is_empty() {
            return life;
        }
        week += one_week(&mut life.runner, &manner, &next, &mut known, &mut dice);
        let ran: f64 = held::between(&life.runner, monday(week - 1), monday(week))
            .map(|run| {
                run.running_minutes()
                    .unwrap_or_else(|| run.elapsed.minutes())
            })
            .sum();
        known.before = known.before.max(ran);
        by_the_middle_of_a_week(&mut life, week, &mut dice);
    }
    if let Some(symptom) = known.flag.take() {
        life.runner
            .entry(monday(week), 0, What::Resolve { symptom });
    }
    life.runner.set(monday(week), "weekly-growth", "10");
    lead_back(&mut life, week, &mut dice);
    life
}

/// From any past, weeks as written lead to the goal.
fn lead_back(life: &mut Life, from: u64, dice: &mut Dice) {
    for week in from..from + MOST_WEEKS_BACK {
        let start = monday(week);
        let history = life.runner.history(start);
        let standing = ladder::standing(&history);
        if standing.is_some_and(|standing| standing.rung == Rung::Restored) {
            life.restored = Some(week - START);
            return;
        }
        let next = plan_of(&history, start);
        life.runner.run_week(&next, dice);
        if next.runs == 0 {
            life.hold(Err("an empty week".to_owned()));
        }
        if week.is_multiple_of(5) {
            life.hold(held::stays_as_written(&life.runner, &next));
        }
        life.planned.push(next);
        if !life.faults.is_empty() {
            return;
        }
        let clean = held::no_objection(&life.runner, start, start + Days::new(7)).is_ok();
        life.followed += 1;
        life.followed_clean += u64::from(clean);
    }
    life.hold(Err(format!("not restored {MOST_WEEKS_BACK} weeks on")));
}

fn check_plan(life: &mut Life, known: &Known, next: &WeekPlan) {
    let load = Load::of(next);
    let urgency = known.flag.map(Symptom::urgency);
    if urgency.is_some_and(|urgency| urgency > Urgency::Prompt) {
        let quiet = next.decision == Decision::Suspend && load.runs == 0;
        life.hold(if quiet {
            Ok(())
        } else {
            Err("a red flag is answered with a workout".to_owned())
        });
        return;
    }
    if urgency.is_some() && next.decision == Decision::Progress {
        life.hold(Err("a step is taken before a symptom was seen".to_owned()));
    }
    if next.decision == Decision::Suspend || load.runs == 0 || load.session <= 0.0 {
        life.hold(Err("a week of nothing".to_owned()));
    }
    let since = next.starts - Days::new(7);
    let red = life.runner.entries.iter().any(|entry| match &entry.what {
        What::Pain { score, .. } => {
            let on = entry.at.with_timezone(&life.runner.zone).date_naive();
            score.get() > 5.0 && since <= on && on < next.starts
        }
        _ => false,
    });
    if red {
        life.hold(held::less_and_not_nothing(
            &life.runner,
            known.before,
            known.had_kinds,
            next,
        ));
    }
    // A leap: a run far over the longest of a month, run or planned.
    let month = next.starts - Days::new(30);
    let longest = held::longest_of(&life.runner, month, next.starts);
    let planned = known.longest_planned.iter().rev().take(4);
    let most = planned.copied().fold(longest, Length::longer);
    // A walk-run level runs three minutes more in the same half hour.
    let levels = load.walk_run || next.rung == Some(Rung::WalkRun);
    let room = if levels { 3.0 } else { 0.0 };
    // After a break the shares of what was held before it come back week by week, by the
    // protocol: no leap as long as they are no more than was run in the year before.
    let year = held::longest_of(&life.runner, next.starts - Days::new(364), next.starts);
    let held_before = year.session + 1.0 >= load.longest.session;
    let shares = next.decision == Decision::Restart && (held_before || load.walk_run);
    // Up to half an hour a step is three minutes, however short the run, and who ran twenty
    // is planned none under ten.
    let is_step = load.longest.session <= (most.session + 3.0).clamp(10.0, 30.0) + 1e-6;
    let far = !is_step && most.exceeded_by(load.longest, 1.2, 1.0 + room);
    // On a journey eastward Monday's run is over before Monday begins at home.
    let begun = held::between(&life.runner, next.starts, next.starts + Days::new(7)).count() > 0;
    if longest.running > 0.0 && !shares && far && !begun {
        life.hold(Err(format!(
            "a leap: a run of {:?} min after {longest:?} run and {most:?} planned",
            load.longest
        )));
    }
}

/// The plan asked for within the week does not panic and asks for no more days than are left.
fn by_the_middle_of_a_week(life: &mut Life, week: u64, dice: &mut Dice) {
    if !dice.chance(15) {
        return;
    }
    let today = monday(week) - Days::new(dice.range(1, 6));
    let history = life.runner.history(monday(week));
    let then = history.as_of(life.runner.at(today, 15));
    let this = plan(&then, today);
    let past = this
        .days
        .iter()
        .any(|day| day.date < today && day.kind.is_run() && !day.why.contains("done"));
    life.hold(if past {
        Err(format!(
            "a run is planned in the past\n  {}",
            held::print(&this)
        ))
    } else {
        Ok(())
    });
}

/// Lives one planned week, or several away from running; how many weeks pass.
fn one_week(
    runner: &mut Runner,
    manner: &Manner,
    next: &WeekPlan,
    known: &mut Known,
    dice: &mut Dice,
) -> u64 {
    let start = next.starts;
    change_circumstances(runner, start, dice);
    if let Some(symptom) = known.flag {
        if dice.chance(60) {
            let day = start + Days::new(dice.range(0, 6));
            runner.entry(day, 12, What::Resolve { symptom });
            known.flag = None;
        }
        return 1;
    }
    if dice.chance(2) {
        let symptom = dice.one_of(&Symptom::ALL);
        runner.entry(start + Days::new(2), 9, What::Symptom { symptom });
        known.flag = Some(symptom);
        return 1;
    }
    if dice.chance(3) {
        return dice.range(1, 10);
    }
    if dice.chance(3) {
        // Sick, and walking while it lasts.
        let weeks = dice.range(1, 3);
        for day in (0..7 * weeks).step_by(2).map(|day| start + Days::new(day)) {
            walk(runner, day);
        }
        return weeks;
    }
    if dice.chance(manner.misses_week) {
        return 1;
    }
    for day in next.days.iter().filter(|day| day.kind.is_run()) {
        if !dice.chance(manner.misses_run) {
            run(runner, manner, day, dice);
        }
    }
    if dice.chance(manner.adds_run) {
        let day = start + Days::new(dice.range(0, 6));
        let minutes = dice.range(5, 60) as f64;
        let extra = StatedRun {
            minutes,
            hard_min: if dice.chance(15) { 6.0 } else { 0.0 },
            hills: u32::from(dice.chance(15)) * 2,
            hill_sprints: u32::from(dice.chance(5)) * 3,
            ..StatedRun::default()
        };
        let run = stated::run(runner.at(day, 19), &extra);
        answer(runner, manner, &run, dice);
        runner.take(run, dice);
    }
    1
}

/// A walk that the watch was told is a run.
fn walk(runner: &mut Runner, day: NaiveDate) {
    let walk = StatedRun {
        minutes: 40.0,
        ..StatedRun::default()
    };
    let mut run = stated::run(runner.at(day, 10), &walk);
    run.running = Some(Seconds::ZERO);
    runner.runs.push(run);
}

fn change_circumstances(runner: &mut Runner, start: NaiveDate, dice: &mut Dice) {
    if dice.chance(3) {
        let days = days(dice);
        runner.set(start, "available-days", &days);
    }
    if dice.chance(2) {
        let goal = EpisodeStart {
            on: if dice.chance(50) {
                monday(START)
            } else {
                start
            },
            diagnosed: true,
            begin: None,
            goal_minutes: Some(dice.range(10, 60) as f64),
            goal_runs: Some(dice.range(1, 5) as u32),
            goal_intensity: Some(dice.chance(50)),
            goal_sprints: None,
            race: None,
            goal_hills: Some(dice.chance(50)),
            goal_hill_sprints: Some(dice.chance(50)),
        };
        runner.entry(start, 1, What::EpisodeStart(goal));
    }
    if dice.chance(3) {
        let focus = dice.one_of(&[
            GaitFocus::Cadence,
            GaitFocus::Taller,
            GaitFocus::PelvicTilt,
            GaitFocus::Done,
        ]);
        runner.entry(start, 2, What::Gait { focus });
    }
}

/// A planned day as it was run.
fn run(runner: &mut Runner, manner: &Manner, day: &Day, dice: &mut Dice) {
    let mut date = day.date;
    if dice.chance(manner.moves_run) {
        date = date + Days::new(dice.range(0, 3)) - Days::new(1);
    }
    // On a journey the watch keeps the time of the place.
    let abroad: [Tz; 3] = [
        chrono_tz::Asia::Tokyo,
        chrono_tz::America::Los_Angeles,
        chrono_tz::Pacific::Kiritimati,
    ];
    let zone = if dice.chance(3) {
        dice.one_of(&abroad)
    } else {
        runner.zone
    };
    let start = start_of_day(zone, date) + TimeDelta::hours(runner.hour);
    let mut run = run_of(day, start, runner.speed);
    if dice.chance(manner.lengthens) {
        let by = dice.range(105, 200) as f64 / 100.0;
        run.running = run.running.map(|time| time * by);
        run.distance = run.distance.map(|distance| distance * by);
        run.elapsed = run.elapsed * by;
        run.moving = run.moving.map(|time| time * by);
        run.timer = run.timer.map(|time| time * by);
    }
    match dice.range(1, 100) {
        1..=2 => run.running = None,
        3..=4 => (run.hard, run.efforts) = (None, None),
        5..=6 => run.distance = None,
        _ => {}
    }
    answer(runner, manner, &run, dice);
    runner.take(run, dice);
}

/// What is logged of a run.
fn answer(runner: &mut Runner, manner: &Manner, run: &Run, dice: &mut Dice) {
    if dice.chance(manner.logs_not) {
        return;
    }
    let score = if dice.chance(manner.hurts) {
        dice.one_of(&[5.5, 7.0, 9.0])
    } else if dice.chance(manner.is_sore) {
        dice.one_of(&[3.5, 4.0, 5.0])
    } else {
        dice.range(0, 3) as f64
    };
    let end = run.end();
    let late = dice.chance(manner.logs_late);
    if late {
        // Told days after, of this run.
        runner.entries.push(comeback_core::diary::Entry {
            at: end + TimeDelta::hours(100),
            what: What::Pain {
                score: PainScore::new(score.min(5.0)).expect("0 to 10"),
                during: Some(run.id.clone()),
                site: None,
                now: None,
            },
            note: None,
        });
    } else {
        runner.pain(end + TimeDelta::hours(1), score);
    }
    if dice.chance(95) {
        runner.pain(end + TimeDelta::hours(30), score.min(3.0));
    }
}
