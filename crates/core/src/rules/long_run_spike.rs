//! One run much longer than any of the month before.

use super::factors::whole_minutes;
use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, data_quality, nearest};
use crate::calendar::{Days, spoken};
use crate::diary::span;
use crate::limits::{self, Evidence};
use crate::method::Rung;
use crate::run::{Run, outing_begins, outings};
use crate::units::Metres;
use chrono::NaiveDate;

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::LongRunSpike,
    title: "One run much longer than any of the month before",
    severity: Severity::Warning,
    grade: Evidence::Cohort,
    source: "Frandsen 2025, BJSM, n = 5205",
    what: "The distance of a run is more than {long-run-ratio} times the longest run of the {long-run-days} days before it. \
           Up to and with {long-run-ratio-moderate} times it is a caution, above that a warning. While the walk-run rung \
           is open the session must be as much longer in time too, and over half an hour: there \
           the levels say how much is run, and each goes further in the same time. A run of up to {long-run-floor} minutes that is at most {long-run-floor-more} minutes longer than the longest of them is none. Recordings with up to {same-outing-minutes} minutes between them are one run.",
    why: "In 5205 runners followed for 18 months an overuse injury was more frequent after such a \
          run than after a run within 10 %: by a factor of 1.64 (1.10 to 1.30 times the longest), \
          1.52 (1.30 to 2.0) and 2.28 (over 2.0).",
    evidence: "A large cohort of runners of all kinds, not of this injury; an association, not a \
               proof of cause. The bands overlap, so the middle one is no safer than the lowest.",
    fires_example: "The longest run of the month was 10 km, today 11.5 km: caution. 14 km: warning.",
    clear_example: "The longest run of the month was 10 km, today 11 km.",
    missing: "Unknown without a distance. Unknown when a run is longer than all known ones but the {long-run-days} days before are not all known (a new log, or after a break of {log-break-days} days or more, \
              where `jump-after-break` answers), or hold a run without a distance that lasted \
              nearly as long. Where the distance is in doubt and the run was not longer in time, it \
              is put one step more mildly.",
    advice: "Keep the next two runs short and easy, log pain today and tomorrow, and lengthen the \
             longest run by no more than {long-run-ratio as %} %.",
    limits: &[
        limits::LONG_RUN_DAYS,
        limits::LONG_RUN_RATIO,
        limits::LONG_RUN_RATIO_MODERATE,
        limits::LONG_RUN_RATIO_LARGE,
        limits::LONG_RUN_FLOOR,
        limits::LONG_RUN_FLOOR_MORE,
        limits::SAME_OUTING_MINUTES,
    ],
    lasting: false,
    check,
    nearest: nearest::less_distance,
    in_plan: InPlan::OrderAndLoad,
};

fn check(context: &Context) -> Vec<Verdict> {
    context
        .runs(0)
        .map(|(index, run)| judge(context, index, run))
        .collect()
}

/// The outings since a day, the last first.
fn outings_since(before: &[Run], from: NaiveDate) -> impl Iterator<Item = &[Run]> {
    let since = move |outing: &&[Run]| outing.last().is_some_and(|run| from <= run.date());
    outings(before).rev().take_while(since)
}

/// Minutes of an outing, walking included.
fn outing_minutes(outing: &[Run]) -> f64 {
    outing.iter().map(whole_minutes).sum()
}

/// Distance of an outing, as far as its recordings tell one.
fn outing_distance(outing: &[Run]) -> Option<Metres> {
    let told = outing.iter().filter_map(|run| run.distance);
    told.reduce(|sum, more| sum + more)
}

/// The longest of the outings since a day in minutes, walking included.
fn longest_minutes(before: &[Run], from: NaiveDate) -> f64 {
    outings_since(before, from)
        .map(outing_minutes)
        .fold(0.0, f64::max)
}

/// A tenth of a short run is less than a step of the return.
fn is_short_and_hardly_longer(minutes: f64, before: &[Run], from: NaiveDate) -> bool {
    let room = longest_minutes(before, from) + limits::LONG_RUN_FLOOR_MORE.value;
    minutes <= limits::LONG_RUN_FLOOR.value + 1e-9 && minutes <= room + 1e-9
}

/// Whether the whole session is over the ratio in time, walking included.
fn is_longer_in_time(minutes: f64, before: &[Run], from: NaiveDate) -> bool {
    let longest = longest_minutes(before, from);
    let room = longest * limits::LONG_RUN_RATIO.value;
    minutes > room.max(limits::WALK_RUN_MINUTES.value) + 1e-9
}

fn judge(context: &Context, index: usize, run: &Run) -> Verdict {
    let history = context.history;
    let day = run.date();
    // What the watch was stopped between is one run.
    let begins = outing_begins(&history.runs, index);
    let outing = history.runs.get(begins..=index).unwrap_or(&[]);
    let minutes = outing_minutes(outing);
    let Some(distance) = run.distance.and_then(|_| outing_distance(outing)) else {
        return RULE.unknown(day, Some(run), "a distance of the run");
    };
    let days = limits::LONG_RUN_DAYS.value as u64;
    let from = day - Days::new(days);
    let before = history.runs.get(..begins).unwrap_or(&[]);
    let longest = outings_since(before, from)
        .filter_map(outing_distance)
        .reduce(|a, b| a.max(b))
        .filter(|longest| longest.get() > 0.0);
    let Some(longest) = longest else {
        let any = before.last().is_some_and(|earlier| from <= earlier.date());
        let what = if any {
            "the distance of a run"
        } else {
            "a run"
        };
        return RULE.unknown(day, Some(run), format!("{what} in the {days} days before"));
    };
    let ratio = distance / longest;
    // The shares of hundredths that floating point leaves are no excess.
    if ratio <= limits::LONG_RUN_RATIO.value + 1e-9 {
        return Verdict::Clear;
    }
    if is_short_and_hardly_longer(minutes, before, from) {
        return Verdict::Clear;
    }
    if context
        .standing(index, run)
        .is_some_and(|standing| standing.rung == Rung::WalkRun)
        && !is_longer_in_time(minutes, before, from)
    {
        return Verdict::Clear;
    }
    if span::known_from(history, day).is_none_or(|known| from < known) {
        return RULE.unknown(
            day,
            Some(run),
            format!("{days} known days before a run that is longer than all known ones"),
        );
    }
    let may_be_longer = |earlier: &&Run| {
        earlier.distance.is_none()
            && whole_minutes(earlier) * limits::LONG_RUN_RATIO.value >= minutes
    };
    if before
        .iter()
        .rev()
        .take_while(|earlier| from <= earlier.date())
        .any(|earlier| may_be_longer(&earlier))
    {
        return RULE.unknown(
            day,
            Some(run),
            format!("the distance of a long run of the {days} days before"),
        );
    }
    let (severity, band, hazard) = if ratio > limits::LONG_RUN_RATIO_LARGE.value + 1e-9 {
        (Severity::Warning, "over 2.0", 2.28)
    } else if ratio > limits::LONG_RUN_RATIO_MODERATE.value + 1e-9 {
        (Severity::Warning, "1.30 to 2.0", 1.52)
    } else {
        (Severity::Caution, "1.10 to 1.30", 1.64)
    };
    let percent = (ratio - 1.0) * 100.0;
    // Where the run was longer in time too, a poor distance changes nothing.
    let doubt = data_quality::of_speed(run).filter(|_| !is_longer_in_time(minutes, before, from));
    let severity = match doubt {
        Some(_) => severity.milder(),
        None => severity,
    };
    let said = doubt.map_or(String::new(), |doubt| {
        format!(" Its distance is in doubt, so this is put more mildly: {doubt}")
    });
    Verdict::Fires(
        RULE.finding(
            day,
            Some(run),
            format!(
                "The run of {} was {percent:.0} % longer than the longest of the {days} \
                 days before. In a cohort, injury was {hazard} times as frequent after a run in this \
                 band ({band} times).{said}",
                spoken(day)
            ),
        )
        .at(severity)
        .with("distance_m", distance.get())
        .with("longest_30_d_m", longest.get())
        .with("ratio", ratio)
        .with("hazard_ratio", hazard),
    )
}
