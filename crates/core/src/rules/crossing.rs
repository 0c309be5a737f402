//! A figure of the trailing seven days stays over its limit for days. It is
//! one event: reported at the run that crossed the limit; later runs of the
//! seven days that follow are folded into that finding.
//!
//! Outside an episode the event of a caution is longer: who went from two runs
//! a week to four is told once, not each week in which there are four. It goes
//! on while it comes again within two weeks and is no worse than it was. Inside
//! an episode, and for warnings, every seven days are asked anew: the plan
//! decides by them.

use super::context::Context;
use super::rule::Rule;
use super::verdict::{Finding, Severity, Verdict};
use crate::calendar::spoken;
use crate::run::Run;
use chrono::NaiveDate;

/// How far before the first day asked for the runs are judged, so that the same
/// crossing is found whatever day the question starts from.
const LOOKBACK_DAYS: u64 = 84;

/// How long after its last run over the limit an event is still the same,
/// outside an episode: the time in which a new level shows in the days that it
/// is held against.
const SAME_EVENT_DAYS: i64 = 14;

/// What a rule says of one run.
pub(super) enum Judged {
    Clear,
    /// What is missing.
    Unknown(String),
    /// How far over (to tell worse from milder), the same in words
    /// ("4 runs in 7 days"), and the finding if this run is the one that crossed.
    Over(f64, String, Box<Finding>),
}

struct Stretch {
    opened: NaiveDate,
    /// The last day on which the figure was over its limit.
    last: NaiveDate,
    worst: f64,
    finding: Finding,
    grown: Option<(NaiveDate, String)>,
}

impl Stretch {
    /// Whether a figure over the limit on a later day is still this event.
    fn goes_on(&self, day: NaiveDate, measure: f64, finding: &Finding, ordinary: bool) -> bool {
        let within_week = (day - self.opened).num_days() <= 6;
        // What was an info is an event of its own when it becomes a caution.
        if finding.severity > self.finding.severity {
            return false;
        }
        let soon = (day - self.last).num_days() <= SAME_EVENT_DAYS;
        within_week || (ordinary && soon && measure <= self.worst)
    }

    fn close(mut self) -> Verdict {
        if let Some((on, words)) = self.grown {
            self.finding
                .message
                .push_str(&format!(" By {} it was {words}.", spoken(on)));
        }
        Verdict::Fires(self.finding)
    }
}

/// As [`crossings`], for a rule that compares the trailing week with the days
/// before it. Where too few of those are known on the day of the last run, the
/// same seven days are asked about again on each day since: a check made on
/// Sunday knows the two weeks before Monday, and Friday's run did not.
pub(super) fn crossings_to_today(
    rule: &Rule,
    context: &Context,
    judge: impl Fn(usize, &Run, NaiveDate) -> Judged,
) -> Vec<Verdict> {
    let today = context.history.today();
    let last = context.history.runs.len().checked_sub(1);
    crossings(rule, context, |index, run| {
        let first = judge(index, run, run.date());
        if Some(index) != last || !matches!(first, Judged::Unknown(_)) {
            return first;
        }
        run.date()
            .iter_days()
            .skip(1)
            .take(6)
            .take_while(|day| *day <= today)
            .map(|day| judge(index, run, day))
            .find(|judged| !matches!(judged, Judged::Unknown(_)))
            .unwrap_or(first)
    })
}

/// Judges the runs in order and reports each crossing once.
///
/// What a run before the first day asked for is folded into depends on the
/// crossings before it. So runs are judged back to the nearest clear days, six in
/// an episode and two weeks outside: no event can be open after these.
pub(super) fn crossings(
    rule: &Rule,
    context: &Context,
    judge: impl Fn(usize, &Run) -> Judged,
) -> Vec<Verdict> {
    let mut verdicts = Vec::new();
    let mut open: Option<Stretch> = None;
    let asked: Vec<(usize, &Run)> = context.runs(LOOKBACK_DAYS).collect();
    for (run, judged) in judged_back(context, &asked, &judge) {
        let day = run.date();
        match judged {
            Judged::Clear => {}
            Judged::Unknown(missing) => {
                if day >= context.since {
                    verdicts.push(rule.unknown(day, Some(run), missing));
                }
            }
            Judged::Over(measure, words, finding) => {
                let ordinary =
                    finding.severity <= Severity::Caution && context.episode(run).is_none();
                match open.as_mut() {
                    Some(stretch) if stretch.goes_on(day, measure, &finding, ordinary) => {
                        if measure > stretch.worst {
                            stretch.worst = measure;
                            stretch.grown = Some((day, words));
                        }
                        stretch.last = day;
                    }
                    _ => {
                        // Within the week the caution stands for the info that it was.
                        let before = open
                            .take()
                            .filter(|stretch| (day - stretch.opened).num_days() > 6);
                        verdicts.extend(before.map(Stretch::close));
                        open = Some(Stretch {
                            opened: day,
                            last: day,
                            worst: measure,
                            finding: *finding,
                            grown: None,
                        });
                    }
                }
            }
        }
    }
    verdicts.extend(open.map(Stretch::close));
    verdicts
}

/// The runs asked for and, in order, as many before them as tell whether a
/// stretch was open.
fn judged_back<'a>(
    context: &Context,
    runs: &[(usize, &'a Run)],
    judge: &impl Fn(usize, &Run) -> Judged,
) -> Vec<(&'a Run, Judged)> {
    let mut back: Vec<(&Run, Judged)> = Vec::with_capacity(8);
    // The earliest run that still needs to know what was open before it.
    let mut asks = runs
        .iter()
        .map(|(_, run)| run.date())
        .find(|day| *day >= context.since);
    for (index, run) in runs.iter().rev() {
        let day = run.date();
        let same = match context.episode(run) {
            Some(_) => 6,
            None => SAME_EVENT_DAYS,
        };
        if day < context.since && asks.is_none_or(|asks| (asks - day).num_days() > same) {
            break;
        }
        let judged = judge(*index, run);
        if day < context.since && matches!(judged, Judged::Over(..)) {
            asks = Some(day);
        }
        back.push((run, judged));
    }
    back.reverse();
    back
}
