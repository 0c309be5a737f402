//! The athletes as a table on a screen, as cards on a phone.

use super::asked::{Asked, Sort};
use crate::address::address;
use chrono::{DateTime, NaiveDate};
use comeback_app::Listed;
use comeback_core::diary::Band;
use comeback_core::rules::RuleId;
use comeback_report::charts::roster::{Little, Sketch, figure, little, nothing};
use comeback_report::json::{NO_RUNG, RosterLineJson};
use comeback_report::subjects::roster::{Group, plan_words};
use comeback_report::words::quantity::{self, counted};
use comeback_report::words::tied::bound;
use comeback_report::words::{self, capital};
use maud::{Markup, PreEscaped, html};

/// Heads, and what a click on one sorts by.
const COLUMNS: [(&str, Option<Sort>); 8] = [
    ("Athlete, and why", Some(Sort::Name)),
    ("Rung", Some(Sort::Rung)),
    ("Cadence, 26 weeks", Some(Sort::Cadence)),
    ("Tendon load a week", Some(Sort::Load)),
    ("Pain after runs, 12 weeks", Some(Sort::Pain)),
    ("Due or missing", Some(Sort::Due)),
    ("Seven days", Some(Sort::Minutes)),
    ("This week's plan", None),
];

/// Size of a little picture; the column holds it.
const WIDE: f64 = 128.0;
const TALL: f64 = 36.0;

/// What is said of a line besides what it holds.
pub(super) struct Beside {
    /// Entries of the inbox that it knows nothing of.
    pub(super) waiting: usize,
    /// Of when it is, where it is being worked out.
    pub(super) older: Option<String>,
}

/// In groups where they come by need. The roles are said, since a phone shows no table.
pub(super) fn table(
    athletes: &[&Listed],
    asked: &Asked,
    beside: &dyn Fn(&Listed) -> Beside,
    today: NaiveDate,
) -> Markup {
    let groups: Vec<(Option<Group>, Vec<&Listed>)> = if asked.sort == Sort::Need {
        let of = |group: Group| {
            let inside = |of: &&&Listed| Group::of(&of.line) == group;
            (
                Some(group),
                athletes.iter().filter(inside).copied().collect(),
            )
        };
        Group::ALL.map(of).into_iter().collect()
    } else {
        vec![(None, athletes.to_vec())]
    };
    html! {
        table class="roster" role="table" {
            caption class="unseen" { "Athletes: " (asked.sort.words()) " first" }
            thead role="rowgroup" { tr role="row" { @for (head, by) in COLUMNS {
                th scope="col" role="columnheader" aria-sort=[by.filter(|by| *by == asked.sort).map(|_| "other")] {
                    @match by { Some(by) => { a href=(asked.sorted_by(by)) { (head) } } None => { (head) } }
                }
            } } }
            @for (group, inside) in groups.iter().filter(|(_, inside)| !inside.is_empty()) {
                tbody role="rowgroup" {
                    @if let Some(group) = group.filter(|_| asked.group.is_none()) {
                        tr class="group-head" role="row" { th colspan="8" scope="rowgroup" role="rowheader" { (group.words()) } }
                    }
                    @for of in inside { (row(of, &beside(of), today)) }
                }
            }
        }
    }
}

fn row(of: &Listed, beside: &Beside, today: NaiveDate) -> Markup {
    let line = &of.line;
    let sketch = of.sketch();
    let severity = match line.flag.as_str() {
        flag if flag == "red" || flag == RuleId::RedFlag.as_str() => "red",
        _ if line.needs_a_look || line.urgent > 0 => "amber",
        _ => "",
    };
    let cell = |which: Little, head: usize, more: Markup| {
        let head = COLUMNS.get(head).map_or("", |(head, _)| *head);
        html! { td role="cell" data-head=(head) class="little" {
            @match &sketch {
                Some(sketch) => {
                    @match little(sketch, which, WIDE, TALL) {
                        Some(drawn) => { (PreEscaped(drawn)) @if which != Little::Pain { span class="now" { (figure(sketch, which)) (change(sketch, which)) } } }
                        None => { span class="quiet small" { (nothing(which)) } }
                    }
                }
                None => { span class="quiet small" { "not known" } }
            }
            (more)
        } }
    };
    html! {
        tr role="row" class=(severity) {
            th scope="row" role="rowheader" {
                a class="name" href=(address(&of.name, "today")) { (line.athlete) }
                p { (capital(&line.reason)) }
                @if line.urgent + line.warnings > 0 {
                    p class="small" { a href=(address(&of.name, "rules")) { (warnings(line)) } }
                }
                @if let Some(older) = &beside.older { p class="small quiet clock" { (older) } }
                @let waiting = beside.waiting;
                @if waiting > 0 { p class="small quiet" { (counted(waiting, "entry waits", "entries wait")) " in the inbox, not counted here yet" } }
                @if let Some(said) = &line.comment { p class="small quiet" { (said.by) ": " (said.text) } }
            }
            td role="cell" data-head="Rung" {
                @if line.rung == NO_RUNG { span class="quiet" { "no injury" } }
                @else {
                    (capital(&rung_words(&line.rung))) @if let Some(level) = line.level { " " (level) }
                    @if let Some(weeks) = line.weeks_on_rung { p class="quiet small" { @if weeks == 0 { "since this week" } @else { (counted(usize::try_from(weeks).unwrap_or(0), "week", "weeks")) " on it" } } }
                }
            }
            (cell(Little::Cadence, 2, html! {}))
            (cell(Little::Load, 3, html! {}))
            (cell(Little::Pain, 4, response(line)))
            td role="cell" data-head="Due or missing" class=[is_nothing_due(line).then_some("none")] { (due(line)) }
            td role="cell" data-head="Seven days" {
                @if line.runs_7_d == 0 { "no run" } @else { (counted(line.runs_7_d, "run", "runs")) @if let Some(minutes) = line.running_min_7_d { ", " (quantity::minutes(minutes.round())) " min" } }
                p class="quiet small" { @match line.last_run { Some(day) => { "last " (bound(&quantity::near_date(day, today))) } None => { "none yet" } } }
            }
            td role="cell" data-head="This week's plan" class=[line.plan.is_none().then_some("none")] {
                @match &line.plan {
                    Some(plan) => { @let (amount, kind) = plan_words(plan); a href=(address(&of.name, "week")) { (amount) } p class="quiet small" { (kind) } }
                    None => { span class="quiet" title="no plan without an injury under care" { "–" } }
                }
            }
        }
    }
}

pub(super) fn rung_words(rung: &str) -> String {
    if rung == NO_RUNG {
        "no injury".to_owned()
    } else {
        words::rung_of(rung).to_owned()
    }
}

fn warnings(line: &RosterLineJson) -> String {
    let told = [
        (line.urgent, "urgent", "urgent"),
        (line.warnings, "warning", "warnings"),
    ];
    let told = (told.into_iter())
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| counted(count, one, many));
    told.collect::<Vec<String>>().join(", ")
}

/// Cadence against the usual, where it is another.
fn change(sketch: &Sketch, which: Little) -> Markup {
    let percent = sketch.cadence_change().map(f64::round);
    match percent.filter(|percent| which == Little::Cadence && percent.abs() >= 1.0) {
        Some(percent) => {
            let sign = if percent < 0.0 { '−' } else { '+' };
            html! { small { (sign) (percent.abs()) "\u{a0}%" } }
        }
        None => html! {},
    }
}

fn response(line: &RosterLineJson) -> Markup {
    let Some(last) = &line.last_response else {
        return html! {};
    };
    // Pain need not be logged without an injury.
    if line.rung == NO_RUNG && last.max.is_none() {
        return html! {};
    }
    let (sign, _) = words::band(last.band);
    html! { p class="small" {
        span class={ "band " (last.band.as_str()) } { b aria-hidden="true" { (sign) } (words::band_score(last.band, last.max)) }
        @if let Some(trend) = &line.response_trend { @if trend != "steady" { span class="quiet" { ", " (trend) } } }
    } }
}

/// Nothing can be given, and nothing is missing.
fn is_nothing_due(line: &RosterLineJson) -> bool {
    let last = line.last_response.as_ref();
    let is_missing = last.is_some_and(|last| last.band == Band::Unknown);
    line.due.is_empty() && !(is_missing && line.rung != NO_RUNG)
}

/// The first hour until which what is due can be given, or what is missing for good.
fn due(line: &RosterLineJson) -> Markup {
    let until = (line.due.iter())
        .filter_map(|due| DateTime::parse_from_rfc3339(&due.until).ok())
        .min();
    if let Some(until) = until {
        return html! {
            (counted(line.due.len(), "score", "scores"))
            p class="quiet small clock" { "until " (until.format("%a %H:%M")) }
        };
    }
    html! {
        @if !is_nothing_due(line) { span class="quiet" { "the last run has no late score" } }
        @else { span class="quiet" title="nothing" { "–" } }
    }
}
