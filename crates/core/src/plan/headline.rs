//! The sentence that opens the plan: what comes, and the one thing that decided it.

use super::decide::{minutes_words, time_off};
use super::view::View;
use super::week::{DayKind, Decision, WeekPlan};
use crate::method::Rung;
use crate::rule_id::RuleId;
use crate::units::PainScore;
use chrono::NaiveDate;

/// What opens a plan.
pub(super) fn of(view: &View, plan: &WeekPlan) -> String {
    let week = in_brief(view, plan);
    match plan.decision {
        Decision::Suspend => {
            "No running for now: have it seen first. What to do stands below.".to_owned()
        }
        Decision::BackUp => match view.reds.iter().max_by_key(|red| red.response.red_at) {
            Some(red) => {
                let score = red.response.max.map_or(0.0, PainScore::get);
                format!(
                    "{} was too much (pain {score}), so this week is lighter: {week}. Keep moving.",
                    run_of(view, red.run.date())
                )
            }
            None => {
                format!("Your runs hurt a little too much lately, so this week eases off: {week}.")
            }
        },
        Decision::Restart => {
            let off = view.returning.map_or(0, |allowance| allowance.days_off);
            let ill = (view.returning)
                .is_some_and(|allowance| allowance.of.illness(view.history).is_some());
            let after = if ill { " and an illness" } else { "" };
            format!("Back after {} off{after}, gently: {week}.", time_off(off))
        }
        Decision::Hold => held(view, plan, &week),
        Decision::CutBack => format!("A lighter week, as you asked for: {week}."),
        Decision::Progress => match plan.factor {
            Some(Rung::Frequency) => {
                format!("One more run this week, each a little shorter: {week}.")
            }
            Some(Rung::Volume) => format!("A little longer this week: {week}."),
            Some(Rung::WalkRun) => format!("More running and less walking this week: {week}."),
            _ => format!("Something new this week: {week}."),
        },
    }
}

fn held(view: &View, plan: &WeekPlan, week: &str) -> String {
    let because = plan.reasons.first().and_then(|reason| reason.rule);
    let stays = format!("so this week stays as it is: {week}");
    let Some(climb) = &view.climb else {
        return format!("Your usual week: {week}.");
    };
    if climb.rung() == Rung::Restored {
        return format!("You are back where you wanted to be. Keep it: {week}.");
    }
    if !climb.begun {
        return format!("The first week back: {week}.");
    }
    let too_long = view.warnings.iter().find_map(|finding| {
        let run = view.history.run(finding.run.as_ref()?)?;
        let over = run.tells_minutes()? - climb.session?;
        (over >= 2.0).then(|| {
            format!(
                "{} was {} minutes too long, {stays}.",
                run_of(view, run.date()),
                minutes_words(over.round())
            )
        })
    });
    match because {
        Some(RuleId::PainWatch) => match view.ambers.first() {
            Some(amber) => format!(
                "{} hurt a little (pain {}), {stays}.",
                run_of(view, amber.run.date()),
                amber.response.max.map_or(0.0, PainScore::get)
            ),
            None => format!("Your runs hurt a little lately, {stays}."),
        },
        Some(RuleId::PainUnlogged) => {
            format!("It is not yet known how your last runs were tolerated, {stays}.")
        }
        Some(RuleId::GaitOrder) => format!("You are changing how you run, {stays}."),
        Some(RuleId::RedFlag) => format!("Something you logged should be seen first, {stays}."),
        Some(rule) => too_long.unwrap_or_else(|| {
            let was_too_much = view.warnings.iter().any(|finding| finding.rule == rule);
            if was_too_much {
                format!("Last week held too much at once, {stays}.")
            } else {
                format!("More would be too much at once for now, {stays}.")
            }
        }),
        None => format!("This week stays as it is: {week}."),
    }
}

fn run_of(view: &View, day: NaiveDate) -> String {
    super::decide::run_of(day, view.history.today())
}

/// `3 × 22 min easy`, `2 × 30 min easy and tempo on Thursday`.
fn in_brief(view: &View, plan: &WeekPlan) -> String {
    let ahead: Vec<_> = plan
        .days
        .iter()
        .filter(|day| day.kind.is_run() && day.date >= view.from)
        .collect();
    if ahead.is_empty() {
        return "no more running this week".to_owned();
    }
    let mut parts: Vec<String> = Vec::new();
    for kind in [DayKind::WalkRun, DayKind::Easy] {
        let minutes: Vec<f64> = ahead
            .iter()
            .filter(|day| day.kind == kind)
            .filter_map(|day| day.minutes)
            .collect();
        let word = if kind == DayKind::Easy {
            "easy"
        } else {
            "walk-run"
        };
        let mut groups: Vec<(f64, usize)> = Vec::new();
        for minutes in minutes {
            match groups
                .last_mut()
                .filter(|(same, _)| (same - minutes).abs() < 0.05)
            {
                Some((_, count)) => *count += 1,
                None => groups.push((minutes, 1)),
            }
        }
        parts.extend(groups.iter().map(|(minutes, count)| match count {
            1 => format!("{} min {word}", minutes_words(*minutes)),
            _ => format!("{count} × {} min {word}", minutes_words(*minutes)),
        }));
    }
    parts.extend(
        ahead
            .iter()
            .filter(|day| !matches!(day.kind, DayKind::WalkRun | DayKind::Easy))
            .map(|day| {
                let kind = day.kind.as_str().replace('-', " ");
                format!("{kind} on {}", day.date.format("%A"))
            }),
    );
    match parts.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}
