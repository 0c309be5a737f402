//! Strong pain again, for long, or no better after three months: time for a review.

use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, nearest};
use crate::calendar::{Days, TimeDelta, spoken};
use crate::diary::Band;
use crate::limits::{self, Evidence};
use crate::robust::median_of;
use crate::run::Run;
use chrono::{DateTime, FixedOffset, NaiveDate};

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::PainRepeated,
    title: "Strong pain that comes back or stays",
    severity: Severity::Warning,
    grade: Evidence::Design,
    source: "our number; nothing fixes it",
    what: "One of three. {pain-repeated-reds} runs with a response over {amber-max}, felt at different times no more than {pain-repeated-days} days apart. Or pain over {amber-max} in entry after entry for more than {pain-lasting-hours} hours, no two of them more than {pain-lasting-gap-hours} hours apart. Or no improvement in {pain-no-improvement-weeks} weeks: of the last {pain-no-improvement-weeks} weeks of the \
           episode, the worst pain of a week is on average (median) no lower in the last four \
           than in the first four, and over {green-max}.",
    why: "Either the plan is wrong for this tendon, or it is not the tendon.",
    evidence: "Our own lines for asking again; the decision is the clinician's.",
    fires_example: "6 after the run of the 3rd, 7 after the run of the 12th.",
    clear_example: "6 after the run of the 3rd, 7 after the run of the 20th. Or 12 weeks from 4 to 2.",
    missing: "The look over {pain-no-improvement-weeks} weeks needs entries in at least two of the first and two of the last four \
              weeks, else it is unknown.",
    advice: "Have your clinician review the diagnosis and the plan. Until then back up and keep \
             moving.",
    limits: &[
        limits::PAIN_REPEATED_DAYS,
        limits::PAIN_REPEATED_REDS,
        limits::PAIN_LASTING_HOURS,
        limits::PAIN_LASTING_GAP_HOURS,
        limits::PAIN_NO_IMPROVEMENT_WEEKS,
    ],
    lasting: false,
    check,
    nearest: nearest::less_pain,
    in_plan: InPlan::Repeated,
};

fn check(context: &Context) -> Vec<Verdict> {
    let mut verdicts = again(context);
    verdicts.extend(lasting(context));
    verdicts.extend(no_better(context));
    verdicts
}

/// Reds within the span, each felt at its own time: one entry that lies in the
/// windows of two runs is one red here.
fn again(context: &Context) -> Vec<Verdict> {
    let days = limits::PAIN_REPEATED_DAYS.value;
    let needed = limits::PAIN_REPEATED_REDS.value as usize;
    let mut reds: Vec<(DateTime<FixedOffset>, &Run)> = Vec::new();
    for (index, run) in context.runs(2 * days as u64 + 4) {
        if let Some(at) = context.response(index, run).red_at
            && reds.iter().all(|(known, _)| *known != at)
        {
            reds.push((at, run));
        }
    }
    reds.sort_by_key(|(at, _)| *at);
    let mut verdicts = Vec::new();
    for (position, (at, run)) in reds.iter().enumerate() {
        let date = context.history.local_date(*at);
        let within: Vec<NaiveDate> = reds
            .iter()
            .take(position + 1)
            .map(|(at, _)| context.history.local_date(*at))
            .filter(|earlier| ((date - *earlier).num_days() as f64) <= days)
            .collect();
        if within.len() < needed {
            continue;
        }
        let listed: Vec<String> = within.iter().copied().map(spoken).collect();
        verdicts.push(Verdict::Fires(
            RULE.finding(
                date,
                Some(run),
                format!(
                    "{} responses over {} in {days} days: on {}.",
                    within.len(),
                    limits::AMBER_MAX.value,
                    listed.join(" and ")
                ),
            )
            .with("red_responses", within.len())
            .with("span_d", days),
        ));
    }
    verdicts
}

/// Pain over 5 that was over 5 at every entry for too long. Reported where it passed the limit.
fn lasting(context: &Context) -> Vec<Verdict> {
    let limit = hours(limits::PAIN_LASTING_HOURS.value);
    let gap = hours(limits::PAIN_LASTING_GAP_HOURS.value);
    let mut verdicts = Vec::new();
    let mut since: Option<DateTime<FixedOffset>> = None;
    let mut last: Option<DateTime<FixedOffset>> = None;
    let mut reported = false;
    for entry in &context.history.pain {
        if Band::of_score(entry.score) != Band::Red || last.is_some_and(|at| entry.at - at > gap) {
            since = None;
            reported = false;
        }
        last = Some(entry.at);
        if Band::of_score(entry.score) != Band::Red {
            continue;
        }
        let start = *since.get_or_insert(entry.at);
        if entry.at - start > limit && !reported {
            reported = true;
            let date = context.history.local_date(entry.at);
            let lasted = (entry.at - start).num_hours();
            verdicts.push(Verdict::Fires(
                RULE.finding(
                    date,
                    None,
                    format!(
                        "Pain has stayed over {} for {lasted} hours, from {} to {}.",
                        limits::AMBER_MAX.value,
                        spoken(context.history.local_date(start)),
                        spoken(date),
                    ),
                )
                .with("lasted_h", lasted),
            ));
        }
    }
    verdicts
}

fn hours(count: f64) -> TimeDelta {
    TimeDelta::seconds((count * 3600.0) as i64)
}

/// Asked once a week, at each whole week of the episode from the twelfth on.
fn no_better(context: &Context) -> Vec<Verdict> {
    let history = context.history;
    let weeks = limits::PAIN_NO_IMPROVEMENT_WEEKS.value as i64;
    let pain: Vec<(NaiveDate, f64)> = history
        .pain
        .iter()
        .map(|entry| (history.local_date(entry.at), entry.score.get()))
        .collect();
    let mut verdicts = Vec::new();
    for episode in &history.episodes {
        let mut day = episode.start;
        let mut week = 0;
        while day <= history.today() && episode.covers(day) {
            if week >= weeks && day >= context.since {
                verdicts.extend(look_back(&pain, day, weeks));
            }
            week += 1;
            day = match Days::new(7).after(day) {
                Some(next) => next,
                None => break,
            };
        }
    }
    verdicts
}

fn look_back(pain: &[(NaiveDate, f64)], day: NaiveDate, weeks: i64) -> Option<Verdict> {
    let worst = |back: i64| -> Option<f64> {
        let from = day - TimeDelta::days(7 * back);
        let to = from + TimeDelta::days(6);
        pain.iter()
            .filter(|(date, _)| from <= *date && *date <= to)
            .map(|(_, score)| *score)
            .reduce(f64::max)
    };
    let quarter = weeks / 3;
    let first: Vec<f64> = (weeks - quarter + 1..=weeks).filter_map(worst).collect();
    let last: Vec<f64> = (1..=quarter).filter_map(worst).collect();
    if first.len() < 2 || last.len() < 2 {
        return Some(RULE.unknown(
            day,
            None,
            format!("pain entries in enough of the last {weeks} weeks to see a change"),
        ));
    }
    let (before, now) = (median_of(first)?, median_of(last)?);
    if now < before || now <= limits::GREEN_MAX.value {
        return None;
    }
    Some(Verdict::Fires(
        RULE.finding(
            day,
            None,
            format!(
                "No improvement in {weeks} weeks: the worst pain of a week was {before} in the \
                 first {quarter} of them and is {now} in the last {quarter}."
            ),
        )
        .with("weekly_worst_before", before)
        .with("weekly_worst_now", now)
        .with("weeks", weeks),
    ))
}
