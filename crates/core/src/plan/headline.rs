//! The sentence that opens the plan: what comes, and the one thing that decided it.

use super::decide::{minutes_words, runs_of, time_off};
use super::view::View;
use super::week::{DayKind, Decision, WeekPlan};
use crate::calendar::Days;
use crate::diary::{Band, span};
use crate::limits;
use crate::method::Rung;
use crate::method::climb::Kind;
use crate::rule_id::RuleId;
use crate::rules::{Finding, red_flag};
use crate::units::PainScore;
use chrono::NaiveDate;

const SEEN_FIRST: &str = "No running for now: have it seen first. What to do stands below.";

/// What opens a plan.
pub(super) fn of(view: &View, plan: &WeekPlan) -> String {
    let Some(week) = in_brief(view, plan) else {
        return nothing_left(view, plan);
    };
    if let Some(day) = plan.shorter_after
        && matches!(plan.decision, Decision::Progress | Decision::Hold)
    {
        return format!(
            "{} was longer than planned, so the rest of this week is shorter: {week}.",
            run_of(view, day)
        );
    }
    match plan.decision {
        Decision::Suspend => SEEN_FIRST.to_owned(),
        Decision::BackUp => match view.latest_red() {
            Some(red) => {
                let score = red.response.max.map_or(0.0, PainScore::get);
                let days = view.red_days(red);
                let were = if days.len() == 1 { "was" } else { "were" };
                format!(
                    "{} {were} too much (pain {score}), so this week is lighter: {week}. Keep moving.",
                    runs_of(&days, view.read_on)
                )
            }
            None => match view
                .unattributed
                .filter(|entry| Band::of_score(entry.score) == Band::Red)
            {
                Some(entry) => format!(
                    "Pain of {} on {}, {}, so this week eases off: {week}. Run again \
                     only once it has settled to {} or less.",
                    entry.score.get(),
                    entry.at.format("%A"),
                    entry.away(),
                    limits::GREEN_MAX.value
                ),
                None => {
                    format!(
                        "Your runs hurt a little too much lately, so this week eases off: {week}."
                    )
                }
            },
        },
        Decision::Restart if view.well_from.is_some() => {
            format!("Rest until you are well: {week}.")
        }
        Decision::Restart if view.still_ill().is_some() => {
            format!("If you are well by then: {week}.")
        }
        Decision::Restart => {
            let off = view.returning.map_or(0, |allowance| allowance.days_off);
            let ill = (view.returning)
                .is_some_and(|allowance| allowance.of.illness(view.history).is_some());
            let after = if ill { " and an illness" } else { "" };
            // Already running again, days off of several breaks are no news.
            match view.returning.map(|allowance| allowance.of.first_run) {
                None if is_less_than_held(view, plan) => {
                    format!("On the way back from your days off: {week}.")
                }
                None => format!("Back to what you held before your days off: {week}."),
                Some(Some(_)) => {
                    format!("On the way back from {} off{after}: {week}.", time_off(off))
                }
                Some(None) => format!("Back after {} off{after}, gently: {week}.", time_off(off)),
            }
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

/// What is said of a week that is over, and of one so far off that much lies before it.
pub(super) fn of_another_time(view: &View) -> Option<String> {
    let today = view.history.today();
    if view.sunday < today {
        return Some("This week is over: what was run in it stands below.".to_owned());
    }
    let next = span::monday(today) + Days::new(7);
    (view.monday > next).then(|| {
        "Too far off to be planned: this is how it would be if nothing were run until then. The \
         plan of this week and of the next are the ones to run by."
            .to_owned()
    })
}

/// A week in which no run is left, or none was planned.
fn nothing_left(view: &View, plan: &WeekPlan) -> String {
    let red = view.latest_red();
    if let Some(red) = red.filter(|_| plan.decision == Decision::BackUp) {
        let score = red.response.max.map_or(0.0, PainScore::get);
        return format!(
            "A run was too much (pain {score}): no more running this week. Keep moving."
        );
    }
    let done = plan.days.iter().filter(|day| day.is_done()).count();
    match plan.decision {
        Decision::Suspend => SEEN_FIRST.to_owned(),
        Decision::Restart if view.well_from.is_some() => {
            "Rest until you are well: nothing is lost.".to_owned()
        }
        _ if done > 0 => "This week's running is done.".to_owned(),
        _ if view.history.runs.is_empty() && view.climb.is_none() => {
            "Nothing is known yet, so nothing is planned.".to_owned()
        }
        _ => "No run is left in this week.".to_owned(),
    }
}

fn held(view: &View, plan: &WeekPlan, week: &str) -> String {
    let because = plan.reasons.first().and_then(|reason| reason.rule);
    let stays = if is_more(view, plan) {
        format!("so this week is what you held before, and no more: {week}")
    } else {
        format!("so this week stays as it is: {week}")
    };
    let Some(climb) = &view.climb else {
        return format!("Your usual week: {week}.");
    };
    if climb.rung() == Rung::Restored {
        return format!("You are back where you wanted to be. Keep it: {week}.");
    }
    let is_first = view
        .episode
        .is_some_and(|episode| (view.monday - episode.start).num_days() < 7);
    if !climb.begun || is_first && because == Some(RuleId::PainUnlogged) {
        return format!("The first week back: {week}.");
    }
    let of_length = |rule: RuleId| {
        matches!(
            rule,
            RuleId::LongRunSpike
                | RuleId::JumpAfterBreak
                | RuleId::WeeklySpike
                | RuleId::TwoFactorsAtOnce
        )
    };
    let blamed = |finding: &&Finding| Some(finding.rule) == because;
    let too_long = view.warnings.iter().filter(blamed).find_map(|finding| {
        if !of_length(finding.rule) {
            return None;
        }
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
        Some(RuleId::PainTooHigh) if plan.runs > view.runs_last_week() => {
            format!("After the pain one run more comes back, as long as the others: {week}.")
        }
        Some(RuleId::PainTooHigh) if is_more(view, plan) => {
            format!("After the pain the runs come back a step at a time: {week}.")
        }
        Some(RuleId::PainTooHigh) => {
            format!("Something beside the running hurt too much, {stays}.")
        }
        Some(RuleId::GaitOrder) => format!("You are changing how you run, {stays}."),
        Some(RuleId::RedFlag) if red_flag::open(view.history).next().is_none() => {
            format!("You were seen and may run again; this week is easy and adds nothing: {week}.")
        }
        Some(RuleId::RedFlag) => format!(
            "Something you logged should be seen first, so this week is easy and adds nothing: {week}."
        ),
        Some(rule) => too_long.unwrap_or_else(|| {
            if let Some(finding) = view.warnings.iter().find(|finding| finding.rule == rule) {
                let which = if finding.date >= view.monday {
                    "This week"
                } else {
                    "Last week"
                };
                let what = match rule {
                    RuleId::IntensityEarly => "held something fast before its time",
                    RuleId::SprintEarly => "held sprints before their time",
                    RuleId::HillsEarly => "held hills before their time",
                    RuleId::HillSprintEarly => "held hill sprints before their time",
                    _ => "held too much at once",
                };
                format!("{which} {what}, {stays}.")
            } else {
                format!("More would be too much at once for now, {stays}.")
            }
        }),
        None if comes_twice(view, plan) => {
            format!("What is new comes twice this week, to be sure of it: {week}.")
        }
        None if is_more(view, plan) => format!("This week is what you held before: {week}."),
        None => format!("This week stays as it is: {week}."),
    }
}

/// Whether the runs of a week are shorter than what is held.
fn is_less_than_held(view: &View, plan: &WeekPlan) -> bool {
    let planned = plan.days.iter().filter(|day| day.kind.is_run());
    let longest = planned.filter_map(|day| day.minutes).reduce(f64::max);
    let held = view.climb.as_ref().and_then(|climb| climb.session);
    longest
        .zip(held)
        .is_some_and(|(longest, held)| longest < held * (1.0 - limits::GOAL_TOLERANCE.value))
}

/// Whether the runs of a week that takes no step are longer than those of last week, which a
/// return or a missed run kept short.
fn is_more(view: &View, plan: &WeekPlan) -> bool {
    let planned = plan.days.iter().filter(|day| day.kind.is_run());
    let shortest = planned.filter_map(|day| day.minutes).reduce(f64::min);
    let ran = view.last.session_min.filter(|ran| *ran > 0.0);
    shortest
        .zip(ran)
        .is_some_and(|(shortest, ran)| shortest > ran * (1.0 + limits::SESSION_OVER.value) + 1e-9)
}

/// Whether a kind of session comes more often than last week.
fn comes_twice(view: &View, plan: &WeekPlan) -> bool {
    let planned = |kind: DayKind| plan.days.iter().filter(|day| day.kind == kind).count();
    [
        (DayKind::Tempo, Kind::Tempo),
        (DayKind::Intervals, Kind::Intervals),
        (DayKind::Sprints, Kind::Sprints),
        (DayKind::Hills, Kind::Hills),
    ]
    .into_iter()
    .any(|(day, kind)| planned(day) > view.sessions_last_week(kind).max(1))
}

fn run_of(view: &View, day: NaiveDate) -> String {
    super::decide::run_of(day, view.read_on)
}

/// `3 × 22 min easy`, `2 × 30 min easy and tempo on Thursday`.
fn in_brief(view: &View, plan: &WeekPlan) -> Option<String> {
    let ahead: Vec<_> = plan
        .days
        .iter()
        .filter(|day| day.kind.is_run() && day.date >= view.from)
        .collect();
    if ahead.is_empty() {
        return None;
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
    match parts.split_last()? {
        (last, []) => Some(last.clone()),
        (last, rest) => Some(format!("{} and {last}", rest.join(", "))),
    }
}
