//! What a reason read: runs, entries and figures, by name.

use crate::diary::{History, response};
use crate::plan::view::{Answered, View};
use crate::plan::week::{Decision, WeekPlan};
use crate::rule_id::RuleId;
use crate::rules::{self, Figure, Finding, InPlan, Name, red_flag};
use crate::run::{Run, RunId};
use chrono::NaiveDate;

/// One thing that a reason read.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// `run`, `pain`, `symptom`, `gait`, `break`, `ladder`, `finding`, `setting`.
    pub what: &'static str,
    /// The run that it is of.
    pub run: Option<RunId>,
    /// Its day.
    pub date: NaiveDate,
    /// Name with its unit, figure.
    pub figures: Vec<(Name, Figure)>,
}

/// Most runs that a reason names.
const RUNS: usize = 8;

/// The inputs of a reason; the first reason is that of the decision, and the
/// settings that were changed stand with it.
pub(super) fn of(view: &View, plan: &WeekPlan, rule: Option<RuleId>, first: bool) -> Vec<Input> {
    let mut inputs = match rule {
        Some(rule) => of_rule(view, rule),
        None if first => ladder(view, plan),
        None => Vec::new(),
    };
    if first {
        inputs.extend(settings(view));
    }
    inputs
}

/// What a reason of a rule read.
fn of_rule(view: &View, rule: RuleId) -> Vec<Input> {
    let warned = || -> Vec<Input> {
        let warnings = view.warnings.iter();
        let of_rule = warnings.filter(|finding| finding.rule == rule);
        of_rule.map(finding).collect()
    };
    match rules::rule(rule).in_plan {
        InPlan::Symptoms => symptoms(view),
        InPlan::Reds | InPlan::Repeated => answered(view, &view.reds),
        InPlan::Ambers => answered(view, &view.ambers),
        InPlan::Unknown => answered(view, &view.unknown),
        InPlan::Break if view.returning.is_some() => breaks(view),
        InPlan::Break | InPlan::OrderAndLoad | InPlan::Informs => warned(),
        InPlan::GaitFocus => {
            let found = warned();
            if found.is_empty() {
                gait(view).into_iter().collect()
            } else {
                found
            }
        }
    }
}

fn symptoms(view: &View) -> Vec<Input> {
    let history = view.history;
    let flags = history.symptoms.iter();
    flags
        .filter(|entry| red_flag::is_flag(history, entry))
        .map(|entry| Input {
            what: "symptom",
            run: None,
            date: history.local_date(entry.at),
            figures: vec![("symptom".into(), entry.symptom.as_str().into())],
        })
        .collect()
}

/// Each run with its response, and the pain entries that make it.
fn answered(view: &View, answered: &[Answered]) -> Vec<Input> {
    let mut inputs = Vec::new();
    for each in answered.iter().take(RUNS) {
        inputs.push(run(view.history, each.run));
        let pain = view.history.pain.iter();
        for entry in pain.filter(|entry| response::belongs(entry, each.run)) {
            inputs.push(Input {
                what: "pain",
                run: Some(each.run.id.clone()),
                date: view.history.local_date(entry.at),
                figures: vec![
                    ("at".into(), entry.at.to_rfc3339().into()),
                    ("pain".into(), entry.score.get().into()),
                ],
            });
        }
    }
    inputs
}

fn run(history: &History, run: &Run) -> Input {
    let found = crate::diary::response(run, history);
    let mut figures: Vec<(Name, Figure)> = Vec::new();
    figures.extend(
        run.running_minutes()
            .map(|minutes| ("running_min".into(), minutes.into())),
    );
    figures.extend(
        run.distance
            .map(|metres| ("distance_m".into(), metres.get().into())),
    );
    figures.push(("response".into(), found.band.as_str().into()));
    figures.extend(
        found
            .max
            .map(|score| ("pain_max".into(), score.get().into())),
    );
    Input {
        what: "run",
        run: Some(run.id.clone()),
        date: run.date(),
        figures,
    }
}

fn finding(finding: &Finding) -> Input {
    Input {
        what: "finding",
        run: finding.run.clone(),
        date: finding.date,
        figures: finding.evidence.clone(),
    }
}

fn gait(view: &View) -> Option<Input> {
    let focus = view.history.gait_focus()?;
    let date = view.history.local_date(focus.at);
    Some(Input {
        what: "gait",
        run: None,
        date,
        figures: vec![
            ("focus".into(), focus.focus.as_str().into()),
            (
                "day_of_focus".into(),
                (view.monday - date).num_days().into(),
            ),
        ],
    })
}

fn breaks(view: &View) -> Vec<Input> {
    let of = view.returning.iter().map(|allowance| {
        let mut figures: Vec<(Name, Figure)> = vec![
            ("days_off".into(), allowance.days_off.into()),
            ("week_back".into(), i64::from(allowance.week).into()),
        ];
        figures.extend(
            allowance
                .mean_min
                .map(|mean| ("mean_weekly_min_before".into(), mean.into())),
        );
        figures.extend(
            allowance
                .weekly_min()
                .map(|allowed| ("allowed_weekly_min".into(), allowed.into())),
        );
        Input {
            what: "break",
            run: None,
            date: allowance.last_run,
            figures,
        }
    });
    of.collect()
}

/// Where the runner stands, and the runs that count towards the next step.
fn ladder(view: &View, plan: &WeekPlan) -> Vec<Input> {
    let Some(climb) = &view.climb else {
        return Vec::new();
    };
    let standing = climb.standing(view.monday);
    let mut figures: Vec<(Name, Figure)> = vec![
        ("rung".into(), standing.rung.as_str().into()),
        ("green_runs".into(), i64::from(standing.green_runs).into()),
        (
            "green_runs_needed".into(),
            i64::from(standing.green_runs_needed).into(),
        ),
        ("held_d".into(), i64::from(standing.days).into()),
        ("needed_d".into(), i64::from(standing.days_needed).into()),
    ];
    figures.extend(
        standing
            .session_min
            .map(|minutes| ("session_min".into(), minutes.into())),
    );
    if plan.decision == Decision::CutBack {
        let weeks: Vec<String> = climb.rises.iter().map(ToString::to_string).collect();
        figures.push(("rises".into(), weeks.join(", ").into()));
    }
    let mut inputs = vec![Input {
        what: "ladder",
        run: None,
        date: standing.since,
        figures,
    }];
    let from = climb.held.first.unwrap_or(view.monday);
    let runs = view.history.runs_between(from, view.sunday);
    let recent = runs.iter().rev().take(RUNS).rev();
    inputs.extend(recent.map(|counted| run(view.history, counted)));
    inputs
}

fn settings(view: &View) -> Vec<Input> {
    let changed = view.history.settings.changed();
    changed
        .map(|(limit, value)| Input {
            what: "setting",
            run: None,
            date: view
                .history
                .setting_changes
                .iter()
                .rev()
                .find(|change| change.key == limit.key)
                .map_or(view.monday, |change| view.history.local_date(change.at)),
            figures: vec![
                ("key".into(), limit.key.into()),
                ("value".into(), value.into()),
                ("default".into(), limit.value.into()),
            ],
        })
        .collect()
}
