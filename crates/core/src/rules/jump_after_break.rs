//! The first weeks after a break.

use super::crossing::{Judged, crossings};
use super::{Context, Finding, InPlan, Rule, RuleId, Severity, Verdict, nearest};
use crate::calendar::{Days, spoken};
use crate::diary::{Break, History, rhythm, span};
use crate::limits::{self, Evidence};
use crate::run::Run;
use chrono::NaiveDate;

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::JumpAfterBreak,
    title: "Too much in the first weeks after a break",
    severity: Severity::Warning,
    grade: Evidence::Seed,
    source: "the clinician's return-to-run protocol; the shares are common return-to-run practice",
    what: "After at least {break-short-days} days without a run, the running minutes of a week (counted from the \
           first run back) exceed the share allowed of what a week held before the break, or one run is longer than that share and {break-run-over} % of the longest before it. \
           {break-short-days} to {break-medium-days - 1} days off: {break-short-share} % in the first \
           week. {break-medium-days} to {break-long-days - 1}: {break-medium-share-1}, \
           {break-medium-share-2} %, then all of it, week by week. {break-long-days} to \
           {break-very-long-days - 1}: {break-long-share-1}, {break-long-share-2}, \
           {break-long-share-3} %, then all of it. {break-very-long-days} and more: sessions of walk-run level 1 in \
           the first week. What was held is the mean of the four weeks that end with the last run, \
           weeks off, cut-back weeks and runs with pain over {green-max} left out; within an episode only \
           its own weeks count, once it has one. Up to {least-week-minutes} running minutes, the protocol's lowest \
           week, pass in any week with a share. A gap no longer than the runner's usual spacing, \
           as with one run a week, is no break. Where a break begins in the weeks back from another, the two \
           taken as one, of what was held before the first, may allow more: then that counts.",
    why: "Coming back after a break is a named cause of the condition: the runner remembers the \
          old load, the tendon does not.",
    evidence: "The cause is the protocol's; the shares are practice, not trials, and can be set.",
    fires_example: "100 minutes a week, {break-short-days} days off, then {break-short-share + 5} minutes in the first week back.",
    clear_example: "100 minutes a week, {break-short-days} days off, then {break-short-share} minutes in the first week back.",
    missing: "With fewer than {break-known-days} known days of running before the break there is no mean: unknown.",
    advice: "Take the rest of this week off running or walk; begin the next at the share allowed. \
             Log pain after every run.",
    limits: &[
        limits::BREAK_SHORT_DAYS,
        limits::BREAK_MEDIUM_DAYS,
        limits::BREAK_LONG_DAYS,
        limits::BREAK_VERY_LONG_DAYS,
        limits::BREAK_SHORT_SHARE,
        limits::BREAK_MEDIUM_SHARE_1,
        limits::BREAK_MEDIUM_SHARE_2,
        limits::BREAK_LONG_SHARE_1,
        limits::BREAK_LONG_SHARE_2,
        limits::BREAK_LONG_SHARE_3,
        limits::OWN_RHYTHM_WEEKS,
        limits::CUT_BACK_SEEN,
        limits::LEAST_WEEK_MINUTES,
        limits::BREAK_KNOWN_DAYS,
        limits::BREAK_RUN_OVER,
    ],
    lasting: false,
    check,
    nearest: nearest::less_running,
    in_plan: InPlan::Break,
};

/// What one week of a return allows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Allowed {
    /// Sessions of a walk-run level.
    Level(u8),
    /// A share of what a week held before the break.
    Share {
        /// The share, 0 to 1.
        share: f64,
    },
}

/// What a return from a break allows on a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Allowance {
    /// The break.
    pub of: Break,
    /// The day of the last run before it, or before the first of several where each began in
    /// the weeks back from the one before.
    pub last_run: NaiveDate,
    /// Days off, those of all these breaks together.
    pub days_off: i64,
    /// 1 is the seven days from the first run back.
    pub week: u8,
    /// The first day of that week.
    pub from: NaiveDate,
    /// What its week allows.
    pub allowed: Allowed,
    /// Weekly running minutes held before the break; `None` when too little is known.
    pub mean_min: Option<f64>,
}

impl Allowance {
    /// The running minutes that the week may hold, where a share says it; never less
    /// than the protocol's lowest week.
    pub fn weekly_min(&self) -> Option<f64> {
        match self.allowed {
            Allowed::Share { share } => {
                Some((self.mean_min? * share).max(limits::LEAST_WEEK_MINUTES.value))
            }
            Allowed::Level(_) => None,
        }
    }
}

/// Running minutes of a session of a walk-run level: three of its blocks.
pub fn level_minutes(level: u8) -> f64 {
    limits::WALK_RUN_MINUTES.value * f64::from(level) / limits::WALK_RUN_LEVELS.value
}

/// No return takes more weeks: what ended longer ago need not be looked for.
const LONGEST_RETURN_WEEKS: u64 = 4;
/// Breaks that were each begun in the weeks back from another are followed so far.
const JOINED_WEEKS: u64 = 26;

/// The weeks of a return from so many days off, in order.
fn weeks_of(history: &History, days_off: i64) -> Vec<Allowed> {
    let value = |limit| history.settings.get(limit);
    let shares = |shares: &[f64]| -> Vec<Allowed> {
        (shares.iter())
            .map(|&share| Allowed::Share { share })
            .collect()
    };
    let off = days_off as f64;
    if off >= value(&limits::BREAK_VERY_LONG_DAYS) {
        vec![Allowed::Level(1)]
    } else if off >= value(&limits::BREAK_LONG_DAYS) {
        shares(&[
            value(&limits::BREAK_LONG_SHARE_1),
            value(&limits::BREAK_LONG_SHARE_2),
            value(&limits::BREAK_LONG_SHARE_3),
            1.0,
        ])
    } else if off >= value(&limits::BREAK_MEDIUM_DAYS) {
        shares(&[
            value(&limits::BREAK_MEDIUM_SHARE_1),
            value(&limits::BREAK_MEDIUM_SHARE_2),
            1.0,
        ])
    } else {
        shares(&[value(&limits::BREAK_SHORT_SHARE)])
    }
}

/// What the last break whose return covers `day` allows; the break that still
/// lasts counts as ending on `day`. `None` when no return is under way.
pub fn allowance(history: &History, day: NaiveDate) -> Option<Allowance> {
    allowance_by(history, day, history.today())
}

/// As [`allowance`], as if nothing happened until `today`.
pub fn allowance_by(history: &History, day: NaiveDate, today: NaiveDate) -> Option<Allowance> {
    let least = history.settings.get(&limits::BREAK_SHORT_DAYS) as i64;
    let mut unknown = None;
    let since = Days::new(7 * (LONGEST_RETURN_WEEKS + JOINED_WEEKS)).before(day);
    let since = since.unwrap_or(NaiveDate::MIN);
    let mut breaks = span::breaks_since(history, least, since, today);
    while let Some(of) = breaks.pop() {
        let back = of.first_run.unwrap_or(day);
        // A break that still lasts says nothing of the runs before it.
        if back > day || of.last_run >= day || span::is_usual_gap(history, &of) {
            continue;
        }
        let Ok(index) = usize::try_from((day - back).num_days() / 7) else {
            continue;
        };
        let found = |last_run, days_off| {
            let allowed = *weeks_of(history, days_off).get(index)?;
            Some(Allowance {
                of,
                last_run,
                days_off,
                week: index as u8 + 1,
                from: back + Days::new(7 * index as u64),
                allowed,
                mean_min: mean_before(history, last_run),
            })
        };
        let Some(own) = found(of.last_run, of.days_off) else {
            continue;
        };
        let (last_run, days_off) = joined(history, &breaks, &of);
        let joined = found(last_run, days_off).filter(|joined| joined.mean_min.is_some());
        // A break so soon after another that nothing lies between tells no
        // mean: the return from the earlier one still holds, or from both as one.
        if own.mean_min.is_some() || matches!(own.allowed, Allowed::Level(_)) {
            let more = joined.filter(|joined| joined.weekly_min() > own.weekly_min());
            return Some(more.unwrap_or(own));
        }
        // Days in bed, or more than from one run a week to the next, bring the earlier return no
        // further: both are one.
        if of.days_off > span::WEEKLY_DAYS_OFF || of.illness(history).is_some() {
            return Some(joined.unwrap_or(own));
        }
        unknown = unknown.or(joined).or(Some(own));
    }
    unknown
}

/// A break in the weeks back from another, taken as one with it: the last run before the
/// first of them, and the days off of all. Who was ill twice does not begin from the few
/// minutes in between where a return from all of it allows more.
fn joined(history: &History, before: &[Break], of: &Break) -> (NaiveDate, i64) {
    let Some((last, earlier)) = before.split_last() else {
        return (of.last_run, of.days_off);
    };
    if span::is_usual_gap(history, last) {
        return joined(history, earlier, of);
    }
    let (last_run, days_off) = joined(history, earlier, last);
    let week = last
        .first_run
        .map(|back| (of.last_run - back).num_days() / 7);
    let allowed = week
        .and_then(|week| usize::try_from(week).ok())
        .and_then(|week| weeks_of(history, days_off).get(week).copied());
    match allowed {
        Some(Allowed::Share { share }) if share < 1.0 => {
            // Walk-run is for who did not run for so long at a stretch.
            let most = history.settings.get(&limits::BREAK_VERY_LONG_DAYS) as i64 - 1;
            let all = (days_off + of.days_off).min(most.max(of.days_off));
            (last_run, all)
        }
        _ => (of.last_run, of.days_off),
    }
}

/// One run by itself against its share of the longest of the weeks before the break: a week
/// that holds no more than it may can still be run all at once.
fn one_run(
    history: &History,
    run: &Run,
    minutes: f64,
    allowance: &Allowance,
    share: f64,
) -> Judged {
    let weeks = Days::new(7 * limits::OWN_RHYTHM_WEEKS.value as u64 - 1);
    let before = history.runs_between(allowance.last_run - weeks, allowance.last_run);
    let longest = (before.iter().filter_map(Run::running_minutes)).fold(0.0, f64::max);
    let allowed = longest * (share + limits::BREAK_RUN_OVER.value / 100.0);
    let most = allowed.max(limits::LEAST_WEEK_MINUTES.value);
    if share >= 1.0 || longest <= 0.0 || minutes <= most + 1e-9 {
        return Judged::Clear;
    }
    let (day, week, days_off) = (run.date(), allowance.week, allowance.days_off);
    let percent = share * 100.0;
    let message = format!(
        "{minutes:.0} running minutes at once on {}, in week {week} after {days_off} days off. The \
         longest run before them had {longest:.0}, and this week is for {percent:.0} % of what was \
         held.",
        spoken(day)
    );
    in_one_session(run, allowance, (minutes, allowed), message, |finding| {
        finding
            .with("longest_min_before", longest)
            .with("share", share)
    })
}

/// One session of more minutes than a week of a return allows it.
fn in_one_session(
    run: &Run,
    allowance: &Allowance,
    (minutes, allowed): (f64, f64),
    message: String,
    more: impl FnOnce(Finding) -> Finding,
) -> Judged {
    let finding = RULE
        .finding(run.date(), Some(run), message)
        .with("days_off", allowance.days_off)
        .with("week_back", i64::from(allowance.week))
        .with("session_min", minutes)
        .with("allowed_session_min", allowed);
    Judged::Over(
        minutes / allowed,
        format!("{minutes:.0} running minutes in one session"),
        Box::new(more(finding)),
    )
}

/// Weekly running minutes held before a break; `None` where less than a week is known.
pub(super) fn mean_before(history: &History, last_run: NaiveDate) -> Option<f64> {
    let least = limits::BREAK_KNOWN_DAYS.value;
    let first = last_run - Days::new(least as u64);
    let known = (last_run - span::known_since(history, last_run, first)?).num_days() + 1;
    if (known as f64) < least {
        return None;
    }
    rhythm::before_break(history, last_run).map(|held| held.weekly_minutes())
}

fn check(context: &Context) -> Vec<Verdict> {
    crossings(&RULE, context, |_, run| judge(context.history, run))
}

fn judge(history: &History, run: &Run) -> Judged {
    let day = run.date();
    if run.is_accident() {
        return Judged::Clear;
    }
    let Some(allowance) = allowance(history, day) else {
        return Judged::Clear;
    };
    let Some(minutes) = run.running_minutes() else {
        return Judged::Unknown("running minutes of the runs after the break".to_owned());
    };
    let days_off = allowance.days_off;
    let week = allowance.week;
    match allowance.allowed {
        Allowed::Level(level) => {
            let allowed = level_minutes(level);
            if minutes <= allowed * (1.0 + limits::GOAL_TOLERANCE.value) {
                return Judged::Clear;
            }
            let message = format!(
                "{minutes:.0} running minutes on {}, in week {week} after {days_off} days off; a \
                 session of walk-run level {level} holds {allowed:.0}.",
                spoken(day)
            );
            in_one_session(run, &allowance, (minutes, allowed), message, |finding| {
                finding.with("walk_run_level", i64::from(level))
            })
        }
        Allowed::Share { share } => {
            let (Some(mean), Some(allowed)) = (allowance.mean_min, allowance.weekly_min()) else {
                return Judged::Unknown("a week of running before the break".to_owned());
            };
            let Some(sum) = span::span(history, allowance.from, day).running_min else {
                return Judged::Unknown("running minutes of the runs after the break".to_owned());
            };
            if sum <= allowed + 1e-9 {
                return one_run(history, run, minutes, &allowance, share);
            }
            let percent = share * 100.0;
            let limit = if mean * share < allowed {
                format!("allowed are {allowed:.0}, the protocol's lowest week")
            } else {
                format!(
                    "{percent:.0} % of the {mean:.0} a week held before the break are {allowed:.0}"
                )
            };
            let finding = RULE
                .finding(
                    day,
                    Some(run),
                    format!(
                        "{sum:.0} running minutes in week {week} after {days_off} days off, up to \
                         {}; {limit}.",
                        spoken(day)
                    ),
                )
                .with("days_off", days_off)
                .with("week_back", i64::from(week))
                .with("weekly_min", sum)
                .with("allowed_weekly_min", allowed)
                .with("mean_weekly_min_before", mean)
                .with("share", share);
            Judged::Over(
                sum / allowed.max(1e-9),
                format!("{sum:.0} minutes"),
                Box::new(finding),
            )
        }
    }
}
