//! What an entry means, told at once: the response so far, what fires now that
//! did not before, and whether a week's plan becomes another.

use super::{AppError, Workspace};
use chrono::NaiveDate;
use comeback_core::calendar::Days;
use comeback_core::diary::{Entry, History, Response, What, response, span};
use comeback_core::plan::{self, Day, WeekPlan};
use comeback_core::rules::{self, Figure, Finding, RuleId, Severity, red_flag};
use comeback_core::run::RunId;
use comeback_report::text;
use comeback_report::words::{decision, quantity, uncapital};

/// What changed by one entry.
#[derive(Debug)]
pub struct Effect {
    /// The runs whose response the entry belongs to, with the response so far.
    pub responses: Vec<(RunId, NaiveDate, Response)>,
    /// A pain entry in no run's window.
    pub unattributed: bool,
    /// Findings that were not there before.
    pub findings: Vec<Finding>,
    /// What is left of this week, where it is another now.
    pub rest: Option<WeekChange>,
    /// The next week's plan before and now, where it is another.
    pub next: Option<(WeekPlan, WeekPlan)>,
    /// This week's plan and the next, as they stand; here and above without what they
    /// become when an open response turns out amber or red.
    pub plans: [WeekPlan; 2],
    /// What the entry says beside its response: of a run under a red flag, of the other side,
    /// of the rehab.
    pub beside: Vec<String>,
    /// Whether a red flag is open under which nobody runs: nothing is praised then.
    pub under_flag: bool,
    pub after: History,
}

/// Compares the history before an entry, or before something was taken back, with the
/// present one. `new_runs` are runs that the entry itself brought.
///
/// # Errors
/// Where the present history cannot be read.
pub fn of(
    workspace: &mut Workspace,
    before: &History,
    entry: Option<&Entry>,
    new_runs: &[RunId],
) -> Result<Effect, AppError> {
    let after = workspace.history()?;
    let belonging = match entry.map(|entry| (entry.at, &entry.what)) {
        Some((at, What::Pain { .. })) => after.pain.iter().find(|pain| pain.at == at).map(|pain| {
            let runs = after.runs.iter();
            runs.filter(|run| response::belongs(pain, run))
                .map(|run| (run.id.clone(), run.date(), response(run, &after)))
                .collect::<Vec<_>>()
        }),
        _ => None,
    };
    let unattributed = belonging.as_ref().is_some_and(Vec::is_empty);
    let since = super::since(&after);
    let known = rules::check(before, since).findings;
    let mut findings = rules::check(&after, since).findings;
    findings.retain(|finding| {
        let is_of_new_run = finding
            .run
            .as_ref()
            .is_some_and(|run| new_runs.contains(run));
        is_of_new_run
            || entry.is_some_and(|entry| answers(finding, &entry.what))
            || !known.iter().any(|old| is_same(old, finding))
    });
    // What is said of the entry itself says it already.
    let is_said = entry.is_some_and(|entry| {
        matches!(
            entry.what,
            What::Rehab(_) | What::LoadTest { .. } | What::Test(_)
        )
    });
    findings.retain(|finding| {
        !(is_said && finding.rule == RuleId::PainTooHigh && finding.run.is_none())
    });
    let under_flag = red_flag::forbids_running(&after);
    let this_week = span::monday(after.today());
    let of_both = |history: &History| {
        let this = plan::without_branches(history, this_week);
        let next = plan::following(history, &this);
        [this, next]
    };
    let plans = of_both(&after);
    // What was is only compared.
    let [was, was_next] = of_both(before);
    let next = Some((was_next, plans[1].clone()))
        .filter(|(old, new)| differs(old, new, this_week + Days::new(7)));
    Ok(Effect {
        responses: belonging.unwrap_or_default(),
        unattributed,
        findings,
        rest: rest_against(before, &after, was, plans[0].clone()),
        next,
        plans,
        beside: (entry.into_iter())
            .flat_map(|entry| text::beside(&entry.what, before, &after))
            .chain(text::of_runs_under_a_flag(&after, new_runs))
            .collect(),
        under_flag,
        after,
    })
}

/// Whether an entry is answered with a finding, new or not: a symptom with its flag, and
/// everything with where to turn as long as somebody should turn there.
fn answers(finding: &Finding, what: &What) -> bool {
    let symptom = match what {
        What::Symptom { symptom } => Some(symptom.as_str()),
        _ => None,
    };
    finding.rule == RuleId::RedFlag
        && (finding.severity == Severity::Urgent
            || symptom.is_some_and(|told| is_of(finding, told)))
}

fn is_of(flag: &Finding, symptom: &str) -> bool {
    matches!(flag.figure("symptom"), Some(Figure::Text(of)) if of == symptom)
}

/// Whether a finding was there before: of the same subject, and no more severe now. A day
/// can have several of one rule, such as two symptoms.
fn is_same(old: &Finding, new: &Finding) -> bool {
    old.rule == new.rule
        && old.run == new.run
        && old.date == new.date
        && old.figure("symptom") == new.figure("symptom")
        && old.severity >= new.severity
}

/// What is left of this week, before and now.
#[derive(Debug)]
pub struct WeekChange {
    pub before: WeekPlan,
    pub now: WeekPlan,
    /// The first day that is left.
    pub from: NaiveDate,
}

impl WeekChange {
    /// Runs and minutes that are left of a plan of this week.
    pub fn left(&self, plan: &WeekPlan) -> (usize, f64) {
        let days = plan.days.iter();
        let runs = days.filter(|day| day.date >= self.from && day.kind.is_run());
        runs.fold((0, 0.0), |(count, minutes), day| {
            (count + 1, minutes + day.minutes.unwrap_or(0.0))
        })
    }
}

/// Judges the current week again: what is left of it, where that has become
/// another. `None` where nothing was known before, so that nothing was left either.
pub fn rest_of_week(before: &History, after: &History) -> Option<WeekChange> {
    let monday = span::monday(after.today());
    let was = plan::without_branches(before, monday);
    rest_against(before, after, was, plan::plan(after, monday))
}

/// The same with the plans of the week, which are made already.
fn rest_against(
    before: &History,
    after: &History,
    was: WeekPlan,
    now: WeekPlan,
) -> Option<WeekChange> {
    if before.runs.is_empty() && before.episode().is_none() {
        return None;
    }
    let from = plan::first_open_day(after, now.starts);
    differs(&was, &now, from).then_some(WeekChange {
        before: was,
        now,
        from,
    })
}

/// Whether the runner would do something else from a day on.
fn differs(old: &WeekPlan, new: &WeekPlan, from: NaiveDate) -> bool {
    let done = |plan: &WeekPlan| -> Vec<_> {
        let days = plan.days.iter().filter(|day| day.date >= from);
        days.map(|day| {
            (
                day.kind,
                day.steps.clone(),
                exercises(day).map(str::to_owned),
            )
        })
        .collect()
    };
    old.decision != new.decision || done(old) != done(new)
}

/// The exercises of a day, without the words that explain them: these are others once
/// something was logged, and ask for nothing else.
fn exercises(day: &Day) -> Option<&str> {
    let text = day.rehab.as_deref()?;
    Some(text.split(". ").next().unwrap_or(text))
}

impl Effect {
    /// A line for each week whose plan is another now.
    pub fn weeks_changed(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.rest.iter().map(WeekChange::line).collect();
        if let Some((old, new)) = &self.next {
            let of = |plan: &WeekPlan| (plan.runs as usize, plan.weekly_min);
            lines.push(format!(
                "next week changes: {}",
                change((old, of(old)), (new, of(new)))
            ));
        }
        lines
    }
}

impl WeekChange {
    /// `the rest of this week changes: 44 min in 2 runs → 38 min in 2 runs; back up one step`
    pub fn line(&self) -> String {
        format!(
            "the rest of this week changes: {}",
            change(
                (&self.before, self.left(&self.before)),
                (&self.now, self.left(&self.now))
            )
        )
    }
}

/// The amounts before and now, and the decision where it is another.
fn change(
    (before, old): (&WeekPlan, (usize, f64)),
    (now, new): (&WeekPlan, (usize, f64)),
) -> String {
    let amounts = if old == new {
        otherwise(before, now)
    } else {
        Some(format!("{} → {}", amount(old), amount(new)))
    };
    // The line has named the week, which may be the next.
    let words = || uncapital(&decision(now)).replace(" this week", "");
    let decided = (before.decision != now.decision || amounts.is_none()).then(words);
    let parts: Vec<String> = amounts.into_iter().chain(decided).collect();
    parts.join("; ")
}

/// What is another in a week of as many minutes and runs.
fn otherwise(before: &WeekPlan, now: &WeekPlan) -> Option<String> {
    let runs = |plan: &WeekPlan| -> Vec<_> {
        let days = plan.days.iter().filter(|day| day.kind.is_run());
        days.map(|day| (day.date, day.steps.clone())).collect()
    };
    let (was, is) = (runs(before), runs(now));
    let dates = |runs: &[(NaiveDate, _)]| -> Vec<NaiveDate> {
        runs.iter().map(|(date, _)| *date).collect()
    };
    if was == is {
        let mut days = now.days.iter().zip(&before.days);
        let another = days.find(|(now, was)| exercises(now) != exercises(was));
        let (now, _) = another?;
        let day = now.date.format("%A");
        Some(match exercises(now) {
            Some(text) => format!("the runs stay; exercises on {day}: {text}"),
            None => format!("the runs stay; no exercises on {day}"),
        })
    } else if dates(&was) == dates(&is) {
        Some("as many runs and minutes, and other sessions on them".to_owned())
    } else {
        let names: Vec<String> = (is.iter())
            .map(|(date, _)| date.format("%A").to_string())
            .collect();
        Some(format!("the runs are on {} now", names.join(", ")))
    }
}

fn amount((runs, minutes): (usize, f64)) -> String {
    if runs == 0 {
        "no run".to_owned()
    } else {
        format!(
            "{minutes:.0} min in {}",
            quantity::counted(runs, "run", "runs")
        )
    }
}
