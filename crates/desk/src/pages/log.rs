//! *Log*: every entry, to be told otherwise or taken back, and what else can be entered.

use super::paged::Paged;
use crate::address::address;
use crate::fields::Fields;
use crate::shared::Shared;
use crate::views::View;
use comeback_app::{AppError, Workspace, record};
use comeback_core::diary::{Act, GaitFocus, Line, RehabSet, Status, Symptom};
use comeback_core::rehab::catalogue;
use comeback_report::words::{self, capital};
use maud::{Markup, html};
use serde_json::Value;

/// Entries of a page; the older ones are one click away.
const MOST: usize = 50;
/// Fields of an entry that are no plain words or numbers, or that something else tells.
const NOT_TOLD: [&str; 4] = ["kind", "run", "during", "date"];

pub(super) fn body(shared: &Shared, view: &View, asked: &Fields) -> Result<Markup, AppError> {
    view.opened(&shared.desk, |workspace| {
        Ok(entered(view, asked, workspace))
    })
}

fn entered(view: &View, asked: &Fields, workspace: &Workspace) -> Markup {
    let lines: Vec<&Line> = workspace.record.lines().collect();
    let page = Paged::asked(asked, MOST, lines.len());
    let here = lines.iter().rev().skip(page.here.start).take(MOST);
    let place = |from: usize| {
        format!(
            "{}?from={from}#entries-heading",
            address(&view.athlete, "log")
        )
    };
    html! {
        h1 { "Log" }
        (forms(view))
        section aria-labelledby="entries-heading" {
            h2 id="entries-heading" { "Entries" }
            p class="intro" { "What was entered last comes first. Nothing is erased: what is taken back stays in the record and counts for nothing." }
            @if lines.is_empty() { p class="quiet" { "Nothing was entered yet." } }
            ol class="lines entries" { @for line in here { (one(view, line, &workspace.record.status(&line.id), workspace.zone)) } }
            (page.nav("Pages of the log", ("Newer", "Older"), place))
        }
    }
}

fn one(view: &View, line: &Line, status: &Status, zone: chrono_tz::Tz) -> Markup {
    let at = line.act.at().with_timezone(&zone);
    let id = line.id.0.as_str();
    let (words, entry) = match &line.act {
        Act::Enter { entry, .. } => (
            capital(&record::in_words(entry, view.history.settings.units)),
            Some(entry),
        ),
        Act::Void(taken) | Act::Undo(taken) => (
            format!(
                "Takes back {}{}",
                taken.line.short(),
                taken
                    .why
                    .as_ref()
                    .map_or(String::new(), |why| format!(": {why}"))
            ),
            None,
        ),
    };
    let became = match status {
        Status::Counts => None,
        Status::Void(_) => Some("taken back"),
        Status::Superseded(_) => Some("told otherwise since"),
        Status::Disputed(_) => Some("told in two ways; the other counts"),
    };
    let fields = entry.map(told).unwrap_or_default();
    html! {
        li class={ "card entry" @if became.is_some() { " gone" } } {
            div class="said" {
                p class="date clock" { (at.format("%a %-d %b %Y %H:%M")) " · " (line.id.short()) @if let Some(became) = became { " · " strong { (became) } } }
                p { (words) }
            }
            @if became.is_none() && entry.is_some() {
                details {
                    summary { "Change" span class="unseen" { " " (words) } }
                    form method="post" action=(address(&view.athlete, "edit")) data-live class="fields" {
                        input type="hidden" name="id" value=(id);
                        input type="hidden" name="back" value="log";
                        label { "When" input name="f.at" value=(at.format("%Y-%m-%dT%H:%M:%S%:z")) autocomplete="off"; }
                        @for (name, value) in &fields { label { (capital(&name.replace('_', " "))) input name={ "f." (name) } value=(value) autocomplete="off"; } }
                        button type="submit" { "Tell it so" }
                    }
                    form method="post" action=(address(&view.athlete, "void")) data-live class="fields" {
                        input type="hidden" name="id" value=(id);
                        input type="hidden" name="back" value="log";
                        label { "Why" input name="note" maxlength="200" autocomplete="off"; }
                        button type="submit" { "Take back" }
                    }
                }
            }
        }
    }
}

/// The fields of an entry that a form can tell otherwise.
fn told(entry: &comeback_core::diary::Entry) -> Vec<(String, String)> {
    let Ok(Value::Object(fields)) = serde_json::to_value(entry) else {
        return Vec::new();
    };
    let mut found: Vec<(String, String)> = fields
        .into_iter()
        .filter(|(name, _)| name != "at" && !NOT_TOLD.contains(&name.as_str()))
        .filter_map(|(name, value)| {
            let text = match value {
                Value::String(text) => text,
                Value::Number(number) => number.to_string(),
                Value::Bool(flag) => flag.to_string(),
                _ => return None,
            };
            Some((name, text))
        })
        .collect();
    if !found.iter().any(|(name, _)| name == "note") {
        found.push(("note".to_owned(), String::new()));
    }
    found
}

/// A form that enters one kind.
fn form(view: &View, kind: &str, back: &str, name: &str, fields: &Markup) -> Markup {
    html! {
        details class="card" {
            summary { (name) }
            form method="post" action=(address(&view.athlete, "enter")) data-live class="fields" {
                input type="hidden" name="kind" value=(kind);
                input type="hidden" name="back" value=(back);
                (fields)
                label { "When" input name="at" placeholder="now, or: yesterday 18:30" autocomplete="off"; }
                label class="wide" { "Note" input name="note" maxlength="500" autocomplete="off"; }
                button type="submit" { "Enter" }
            }
        }
    }
}

fn number(name: &str, label: &str) -> Markup {
    html! { label { (label) input name=(name) inputmode="decimal" size="6" autocomplete="off"; } }
}

/// Rehab done.
pub(super) fn rehab_form(view: &View) -> Markup {
    let sets = [RehabSet::Isometric, RehabSet::A, RehabSet::B, RehabSet::C];
    let fields = html! {
        label { "Set" select name="set" { @for set in sets { option value=(set.as_str()) { (capital(words::rehab_set(set))) } } } }
        label { "Exercise" select name="exercise" {
            option value="" { "all of the set" }
            @for set in sets { optgroup label=(capital(words::rehab_set(set))) {
                @for exercise in catalogue::of_set(set) { option value=(exercise.id) { (exercise.name) } }
            } }
        } }
        (number("sets", "Sets")) (number("reps", "Repetitions")) (number("seconds", "or seconds held")) (number("kg", "Added kg")) (number("pain", "Highest pain, 0 to 10"))
    };
    form(view, "rehab", "rehab", "Enter rehab", &fields)
}

fn forms(view: &View) -> Markup {
    let symptoms = html! {
        label { "Symptom" select name="symptom" { @for symptom in Symptom::ALL { option value=(symptom.as_str()) { (symptom.as_str().replace('-', " ")) } } } }
    };
    let focuses = [
        GaitFocus::Cadence,
        GaitFocus::Taller,
        GaitFocus::PelvicTilt,
        GaitFocus::Done,
    ];
    let focus = html! {
        label { "Focus" select name="focus" { @for focus in focuses { @let name = serde_json::to_value(focus).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default(); option value=(name) { (capital(words::focus(focus))) } } } }
    };
    html! {
        section aria-labelledby="enter-heading" {
            h2 id="enter-heading" { "Enter" }
            p class="intro" { "How the tendon feels is entered on the page of " a href=(address(&view.athlete, "today")) { "today" } ", an injury on that of the " a href=(super::episode::place(view)) { "ladder" } "." }
            details { summary { "Rehab, sitting, a symptom, illness, a run without a file …" } div class="forms" {
                (rehab_form(view))
                (form(view, "load-test", "log", "Load test of the morning", &number("score", "Highest pain, 0 to 10")))
                (form(view, "sitting", "log", "Unbroken sitting", &number("minutes", "Minutes")))
                (form(view, "stretch", "log", "The hamstring was stretched", &html! {}))
                (form(view, "run", "log", "A run without a file", &html! { (number("minutes", "Minutes")) (number("distance_m", "Metres")) (number("rpe", "Effort, 0 to 10")) }))
                (form(view, "gait", "log", "Gait change", &focus))
                (form(view, "visa", "log", "VISA-H score", &number("score", "0 to 100")))
                (form(view, "symptom", "log", "A symptom that a clinician must see", &symptoms))
                (form(view, "resolve", "log", "A symptom that is over or was looked at", &symptoms))
                (form(view, "illness", "log", "Illness", &html! { label { "Last day of it" input type="date" name="until"; } }))
            } }
        }
    }
}
