//! What an entry means, said at once after it.

use super::call::Call;
use chrono::{LocalResult, TimeZone};
use comeback_app as app;
use comeback_app::{AppError, Effect, Workspace, record};
use comeback_core::diary::{Entry, History, What, question};
use comeback_core::plan::{self, rehab, today};
use comeback_core::rehab::{load_test, retest};
use comeback_core::run::RunId;
use comeback_report::{json, text};
use serde::Serialize;

/// `pain --json` and its like.
#[derive(Debug, Serialize)]
struct EffectJson<'a> {
    entered: &'a Entry,
    responses: Vec<ResponseOfRunJson>,
    /// Pain in no run's window; `null` for what is no pain entry.
    unattributed: bool,
    /// What an answer to one of the optional questions calls for, and pain over the limit
    /// in rehab or a test.
    calls_for: Vec<String>,
    findings: Vec<json::FindingJson>,
    /// The weeks whose plan is another now.
    plans_changed: Vec<json::PlanJson>,
}

#[derive(Debug, Serialize)]
struct ResponseOfRunJson {
    run: RunId,
    band: &'static str,
    max: Option<f64>,
    complete: bool,
}

/// Says what an entry that has just been written means.
pub(super) fn show(
    call: &Call,
    workspace: &mut Workspace,
    before: &History,
    entry: &Entry,
    new_runs: &[RunId],
) -> Result<(), AppError> {
    let effect = app::effect(workspace, before, Some(entry), new_runs)?;
    for plan in &effect.plans {
        call.give(workspace, &effect.after, plan);
    }
    if call.out.json {
        return call.out.json(&EffectJson {
            entered: entry,
            responses: effect
                .responses
                .iter()
                .map(|(run, _, response)| ResponseOfRunJson {
                    run: run.clone(),
                    band: response.band.as_str(),
                    max: response.max.map(|max| max.get()),
                    complete: response.complete,
                })
                .collect(),
            unattributed: effect.unattributed,
            calls_for: called_for(entry, before, &effect),
            findings: json::findings(&effect.findings),
            plans_changed: plans_changed(&effect),
        });
    }
    let mut lines = format!(
        "entered for {} · {}\n",
        when_it_was(workspace, entry),
        record::in_words(entry, effect.after.settings.units)
    );
    let said = called_for(entry, before, &effect);
    for call in said.into_iter().chain(tested(entry, before, &effect)) {
        lines.push_str(&call);
        lines.push('\n');
    }
    for (run, _, response) in &effect.responses {
        lines.push_str(&text::answer(&effect.after, run, response));
        lines.push('\n');
    }
    if effect.unattributed {
        lines.push_str(&text::of_no_run(&entry.what));
        lines.push('\n');
    }
    lines.push_str(&consequences(call, &effect));
    call.out.text(&lines)
}

/// The moment of an entry on the runner's own clock, and as it was written where that is
/// another: the log tells it by the first.
fn when_it_was(workspace: &Workspace, entry: &Entry) -> String {
    let own = entry.at.with_timezone(&workspace.zone);
    let told = own.format("%a %-d %b %Y %H:%M");
    let clock = own.naive_local();
    if let LocalResult::Ambiguous(..) = workspace.zone.from_local_datetime(&clock) {
        format!("{told} ({}, an hour that came twice)", own.format("%:z"))
    } else if clock == entry.at.naive_local() {
        told.to_string()
    } else {
        format!(
            "{told} ({} where it was written)",
            entry.at.format("%a %-d %b %H:%M %:z")
        )
    }
}

/// What an answer to one of the optional questions calls for, and pain over the limit in
/// rehab or a test.
fn called_for(entry: &Entry, before: &History, effect: &Effect) -> Vec<String> {
    let asked = match entry.what {
        What::Answer { question, yes } => {
            let answers = before.answers.iter();
            let given: Vec<_> = answers.map(|given| (given.question, given.yes)).collect();
            question::calls_for(question, yes, &given)
        }
        _ => Vec::new(),
    };
    let asked = asked.into_iter().map(str::to_owned);
    let begin = match entry.what {
        What::Pain { .. } => today::not_begun(&effect.after),
        _ => None,
    };
    asked.chain(effect.beside.clone()).chain(begin).collect()
}

/// What a re-test came to, which is not passed by the word alone, or a load test.
fn tested(entry: &Entry, before: &History, effect: &Effect) -> Option<String> {
    match entry.what {
        What::Test(_) => {}
        What::LoadTest { .. } => return load_test::in_words(&effect.after),
        _ => return None,
    }
    let mut tests = effect.after.tests.iter().rev();
    let test = tests.find(|test| test.at == entry.at)?;
    let from = rehab::current(before);
    Some(retest::in_words(&effect.after, from, test))
}

/// What follows from something that was taken back or said of a recording.
#[derive(Debug, Serialize)]
struct ChangeJson<'a, T> {
    changed: &'a T,
    findings: Vec<json::FindingJson>,
    plans_changed: Vec<json::PlanJson>,
}

/// Says what was changed, and what follows from it.
pub(super) fn changed<T: Serialize>(
    call: &Call,
    workspace: &mut Workspace,
    before: &History,
    said: &str,
    told: &T,
) -> Result<(), AppError> {
    let effect = app::effect(workspace, before, None, &[])?;
    for plan in &effect.plans {
        call.give(workspace, &effect.after, plan);
    }
    if call.out.json {
        return call.out.json(&ChangeJson {
            changed: told,
            findings: json::findings(&effect.findings),
            plans_changed: plans_changed(&effect),
        });
    }
    let follows = consequences(call, &effect);
    let follows = if follows.is_empty() {
        "the plan stays as it is\n".to_owned()
    } else {
        follows
    };
    call.out.text(&format!("{said}\n{follows}"))
}

fn plans_changed(effect: &Effect) -> Vec<json::PlanJson> {
    let rest = effect.rest.iter().map(|change| &change.now);
    let next = effect.next.iter().map(|(_, new)| new);
    (rest.chain(next))
        .map(|changed| json::plan(&plan::plan(&effect.after, changed.starts)))
        .collect()
}

/// What fires now, and which weeks are others.
pub(super) fn consequences(call: &Call, effect: &Effect) -> String {
    let mut lines = String::new();
    let look = call.out.look(effect.after.settings.units);
    if !effect.findings.is_empty() {
        lines.push_str(&text::findings(&effect.findings, &look));
    }
    for line in effect.weeks_changed() {
        lines.push_str(&line);
        lines.push('\n');
    }
    lines
}
