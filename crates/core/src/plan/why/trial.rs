//! Trials: the log with one thing changed, and the week planned again.

use super::outcome::{Counterfactual, Outcome, outcome};
use crate::calendar::{Days, TimeDelta, spoken};
use crate::diary::{Band, History, StatedRun, response, stated};
use crate::limits;
use crate::plan::view::{Answered, View};
use crate::plan::week::{Decision, WeekPlan};
use crate::plan::{best, proof, turned, view_of};
use crate::rule_id::RuleId;
use crate::rules::nearest::{self, Change};
use crate::rules::{self, InPlan};
use crate::run::Run;
use crate::units::PainScore;

/// Changes and the log with them.
type Fixed = (Vec<Change>, History);

/// Scores are logged in halves.
const HALF: f64 = 0.5;
/// How many reasons are removed before a decision is taken for well founded. (design)
const REASONS_TOGETHER: usize = 6;
/// How many runs are tried in a break before it is taken for what it was. (design)
const RUNS_IN_BETWEEN: i64 = 8;
/// How many weeks are run ahead in thought before a step is given up on. (design)
const WEEKS_AHEAD: usize = 8;

/// The smallest change of the log that removes the ground of a reason.
pub(super) fn fix(
    view: &View,
    plan: &WeekPlan,
    rule: Option<RuleId>,
    first: bool,
) -> Option<Fixed> {
    match rule {
        Some(rule) => fix_rule(view, plan, rule, first),
        None if plan.decision == Decision::CutBack && first => later_cut_back(view, plan),
        None => None,
    }
}

fn fix_rule(view: &View, plan: &WeekPlan, rule: RuleId, first: bool) -> Option<Fixed> {
    match rules::rule(rule).in_plan {
        InPlan::Symptoms => resolved(view),
        InPlan::Reds => less_pain(view, plan, &view.reds, limits::AMBER_MAX.value),
        InPlan::Ambers => less_pain(view, plan, &view.ambers, limits::GREEN_MAX.value),
        InPlan::Unknown => logged(view),
        InPlan::Break if first && view.returning.is_some() => run_in_between(view, plan),
        InPlan::GaitFocus => warned(view, rule).or_else(|| older_focus(view)),
        InPlan::Break | InPlan::OrderAndLoad | InPlan::Repeated | InPlan::Informs => {
            warned(view, rule)
        }
    }
}

/// Reasons removed one after the other, those that show behind them too, where no
/// single one changes the decision.
pub(super) fn together(view: &View, plan: &WeekPlan) -> Option<Counterfactual> {
    let mut history = view.history.clone();
    let mut changes = Vec::new();
    let mut tried: Vec<Option<RuleId>> = Vec::new();
    for _ in 0..REASONS_TOGETHER {
        let now = view_of(&history, view.monday);
        let week = best(&now);
        if week.decision != plan.decision {
            let then = Outcome::of(&week);
            return Some(Counterfactual { changes, then });
        }
        let (rule, more, fixed) = week
            .reasons
            .iter()
            .enumerate()
            .filter(|(_, reason)| !tried.contains(&reason.rule))
            .find_map(|(place, reason)| {
                let (more, fixed) = fix(&now, &week, reason.rule, place == 0)?;
                Some((reason.rule, more, fixed))
            })?;
        tried.push(rule);
        changes.extend(more);
        history = fixed;
    }
    None
}

/// For a week that may progress: the lowest score after the last run that would
/// have kept it from that.
pub(super) fn pain_that_holds(view: &View, plan: &WeekPlan) -> Option<Counterfactual> {
    if plan.decision != Decision::Progress {
        return None;
    }
    let run = view.history.runs.last()?;
    let was = response(run, view.history).max.map_or(0.0, PainScore::get);
    let from = (was / HALF).floor() as u32 + 1;
    (from..=20).find_map(|step| {
        let score = f64::from(step) * HALF;
        let history = turned::with_response(view.history, run, score);
        let then = outcome(&history, view.monday);
        (then.decision != plan.decision).then(|| Counterfactual {
            changes: vec![Change {
                what: "pain",
                run: Some(run.id.clone()),
                was: Some(was.into()),
                would: score.into(),
                text: format!(
                    "a score of {score} in the {} h of the run of {}",
                    limits::RESPONSE_HOURS.value,
                    spoken(run.date())
                ),
            }],
            then,
        })
    })
}

/// What is still missing for the next step: the weeks run ahead as they are planned,
/// each tolerated, until one progresses.
pub(super) fn forward(view: &View, plan: &WeekPlan) -> Option<Counterfactual> {
    let climb = view.climb.as_ref()?;
    if plan.decision != Decision::Hold || climb.rung() == crate::method::Rung::Restored {
        return None;
    }
    let standing = climb.standing(view.monday);
    let easy = proof::easy_speed(view.history);
    let mut history = view.history.clone();
    let mut week = plan.clone();
    let mut green = 0_u32;
    for _ in 0..WEEKS_AHEAD {
        let open = week.days.iter();
        for day in open.filter(|day| day.date >= view.from && day.kind.is_run()) {
            let run = proof::as_run(history.start_of(day.date) + TimeDelta::hours(12), day, easy);
            turned::tolerate(&mut history.pain, &run);
            history.runs.push(run);
            green += 1;
        }
        history.runs.sort_by_key(|run| run.start);
        history.pain.sort_by_key(|entry| entry.at);
        let monday = week.starts + Days::new(7);
        history.now = history.start_of(monday);
        week = best(&view_of(&history, monday));
        if week.decision == Decision::Progress {
            let missing = standing
                .green_runs_needed
                .saturating_sub(standing.green_runs);
            let days = standing.days_needed.saturating_sub(standing.days);
            return Some(Counterfactual {
                changes: vec![Change {
                    what: "green_runs",
                    run: None,
                    was: Some(i64::from(standing.green_runs).into()),
                    would: i64::from(standing.green_runs + green).into(),
                    text: format!(
                        "{missing} more green runs and {days} more days are missing; {green} runs as \
                         they are planned, all of them green, and the next step comes in the week \
                         of {}",
                        week.starts
                    ),
                }],
                then: Outcome::of(&week),
            });
        }
    }
    None
}

fn resolved(view: &View) -> Option<Fixed> {
    let mut history = view.history.clone();
    let mut open = Vec::new();
    for entry in &mut history.symptoms {
        if entry.resolved.is_none() && crate::rules::red_flag::is_flag(view.history, entry) {
            entry.resolved = Some(view.history.now);
            open.push(entry.symptom.as_str());
        }
    }
    if open.is_empty() {
        return None;
    }
    let change = Change {
        what: "symptom",
        run: None,
        was: Some(open.join(", ").into()),
        would: "resolved".into(),
        text: format!(
            "`{}` logged as resolved, once a clinician has seen and cleared it",
            open.join("`, `")
        ),
    };
    Some((vec![change], history))
}

/// The highest score of the runs' windows at which the decision is another, else
/// the one that is no longer of their band.
fn less_pain(view: &View, plan: &WeekPlan, of: &[Answered], bound: f64) -> Option<Fixed> {
    let worst = of
        .iter()
        .filter_map(|each| each.response.max)
        .map(PainScore::get)
        .reduce(f64::max)?;
    let at_most = |score: f64| -> Option<History> {
        let most = PainScore::new(score).ok()?;
        let mut history = view.history.clone();
        for entry in &mut history.pain {
            if entry.score > most && of.iter().any(|each| response::belongs(entry, each.run)) {
                entry.score = most;
            }
        }
        Some(history)
    };
    let steps = (worst / HALF).ceil() as u32;
    let (score, history) = (0..steps)
        .rev()
        .map(|step| f64::from(step) * HALF)
        .find_map(|score| {
            let history = at_most(score)?;
            let then = outcome(&history, view.monday);
            (then.decision != plan.decision).then_some((score, history))
        })
        .or_else(|| Some((bound, at_most(bound)?)))?;
    let days: Vec<String> = of.iter().map(|each| each.run.date().to_string()).collect();
    let change = Change {
        what: "pain",
        run: of.first().map(|each| each.run.id.clone()),
        was: Some(worst.into()),
        would: score.into(),
        text: format!(
            "no score over {score} in the {} h of the run of {} (the highest was {worst})",
            limits::RESPONSE_HOURS.value,
            days.join(" and ")
        ),
    };
    Some((vec![change], history))
}

/// Every response that closed incomplete made complete.
fn logged(view: &View) -> Option<Fixed> {
    let mut history = view.history.clone();
    let mut changes = Vec::new();
    for each in &view.unknown {
        let Some((filled, text)) = nearest::complete(&history, each.run) else {
            continue;
        };
        history = filled;
        changes.push(Change {
            what: "entry",
            run: Some(each.run.id.clone()),
            was: None,
            would: 0.0.into(),
            text,
        });
    }
    let sound = |each: &&Answered| response(each.run, &history).band != Band::Unknown;
    (!changes.is_empty() && view.unknown.iter().any(|each| sound(&each)))
        .then_some((changes, history))
}

/// Each warning of a rule silenced by its nearest change.
fn warned(view: &View, rule: RuleId) -> Option<Fixed> {
    let mut history = view.history.clone();
    let mut changes = Vec::new();
    for finding in view.warnings.iter().filter(|finding| finding.rule == rule) {
        let (change, fixed) = rules::nearest(&history, finding)?;
        changes.push(change);
        history = fixed;
    }
    (!changes.is_empty()).then_some((changes, history))
}

/// The latest day on which the gait focus could have begun without holding the week.
fn older_focus(view: &View) -> Option<Fixed> {
    let focus = view.history.gait_focus()?;
    let was = view.history.local_date(focus.at);
    let hold = view.history.settings.get(&limits::GAIT_HOLD_DAYS) as i64;
    let days = hold - (view.monday - was).num_days();
    let earlier = Days::new(u64::try_from(days).ok().filter(|&days| days > 0)?);
    let mut history = view.history.clone();
    for entry in history.gait.iter_mut().filter(|entry| entry.at >= focus.at) {
        entry.at = entry.at - earlier;
    }
    history.gait.sort_by_key(|entry| entry.at);
    let would = was - earlier;
    let change = Change {
        what: "gait_focus",
        run: None,
        was: Some(was.to_string().into()),
        would: would.to_string().into(),
        text: format!("the focus begun on {would} or before instead of {was}"),
    };
    Some((vec![change], history))
}

/// The fewest easy runs that would have left no break to return from: one on the
/// latest day that does, else several at even distances.
fn run_in_between(view: &View, plan: &WeekPlan) -> Option<Fixed> {
    let of = view.returning.as_ref()?.of;
    let before = view.history.runs_between(of.last_run, of.last_run);
    let minutes = before.iter().rev().find_map(Run::running_minutes)?;
    let one = (1..=of.days_off).rev().map(|day| vec![day]);
    let several = (2..=RUNS_IN_BETWEEN).map(|runs| {
        let apart = |run: i64| run * (of.days_off + 1) / (runs + 1);
        (1..=runs).map(apart).collect()
    });
    one.chain(several).find_map(|days: Vec<i64>| {
        let mut history = view.history.clone();
        let mut dates = Vec::new();
        for day in days {
            let date = of.last_run + Days::new(u64::try_from(day).ok()?);
            let stated = StatedRun {
                minutes,
                ..StatedRun::default()
            };
            let run = stated::run(history.start_of(date) + TimeDelta::hours(12), &stated);
            if run.start > history.now {
                return None;
            }
            turned::tolerate(&mut history.pain, &run);
            history.runs.push(run);
            dates.push(spoken(date));
        }
        history.runs.sort_by_key(|run| run.start);
        history.pain.sort_by_key(|entry| entry.at);
        let then = outcome(&history, view.monday);
        (then.decision != plan.decision).then(|| {
            let runs = if dates.len() == 1 {
                "one easy run".to_owned()
            } else {
                format!("{} easy runs", dates.len())
            };
            let change = Change {
                what: "runs",
                run: None,
                was: Some(0_usize.into()),
                would: dates.len().into(),
                text: format!("{runs} of {minutes:.0} min, on {}", dates.join(", ")),
            };
            (vec![change], history)
        })
    })
}

/// The setting of `cut-back-weeks` that would let this week build on.
fn later_cut_back(view: &View, plan: &WeekPlan) -> Option<Fixed> {
    let limit = &limits::CUT_BACK_WEEKS;
    let was = view.history.settings.get(limit);
    let (_, high) = limit.range?;
    let mut value = was + 1.0;
    while value <= high {
        let mut history = view.history.clone();
        history.settings.set(limit.key, &value.to_string()).ok()?;
        if outcome(&history, view.monday).decision != plan.decision {
            let change = Change {
                what: limit.key,
                run: None,
                was: Some(was.into()),
                would: value.into(),
                text: format!("`{}` set to {value} instead of {was}", limit.key),
            };
            return Some((vec![change], history));
        }
        value += 1.0;
    }
    None
}
