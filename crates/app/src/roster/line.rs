//! One athlete's line at the history's moment.

use comeback_core::diary::{History, Pain, span};
use comeback_core::method::Standing;
use comeback_core::plan::{self, due, today};
use comeback_core::run::Run;
use comeback_core::{rules, trend};
use comeback_report::{AthleteLine, Glance, Trend};

/// Weeks of cadence and load that are shown.
pub(super) const WEEKS: u32 = 26;

pub(super) fn line(name: &str, history: &History) -> AthleteLine {
    let checked = rules::check(history, crate::since(history));
    let week = span::trailing_week(history, history.today());
    let pain = Pain::of(history);
    let worst = history
        .runs_between(week.from, week.to)
        .iter()
        .map(|run| pain.response(run))
        .max_by_key(|found| comeback_core::diary::weeks::severity(found.band));
    AthleteLine {
        athlete: name.to_owned(),
        glance: weeks_of(history, checked.standing.as_ref()),
        standing: checked.standing,
        last_run: history.runs.last().map(Run::date),
        runs_7_d: week.runs,
        running_min_7_d: week.running_min,
        band: worst.map(|found| found.band),
        worst_response: worst.and_then(|found| found.max).map(|max| max.get()),
        findings: checked.findings,
        reason: trend::roster::reason_alone(history),
    }
}

fn weeks_of(history: &History, standing: Option<&Standing>) -> Glance {
    let today = history.today();
    let weeks = crate::last_weeks(history, WEEKS);
    let last = history.runs.iter().rev().find(|run| !run.is_accident());
    // What the week becomes at amber and at red is not shown.
    let plan = (history.episode()).map(|_| plan::without_branches(history, span::monday(today)));
    Glance {
        weeks_on_rung: standing.map(|standing| (today - standing.since).num_weeks()),
        last_response: last.map(|run| {
            let found = Pain::of(history).response(run);
            (run.date(), found.band, found.max.map(|max| max.get()))
        }),
        trend: Trend::of(history),
        due: due::scores_due(history),
        cadence_spm: (weeks.iter())
            .map(|week| week.cadence.map(|cadence| cadence.get()))
            .collect(),
        tendon_load: weeks.iter().map(|week| week.tendon_load).collect(),
        plan,
        comment: today::comments(history).into_iter().next(),
    }
}
