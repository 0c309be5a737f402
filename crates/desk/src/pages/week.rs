//! *Week*: its days, and what the rules say of another order. Nothing is forced and
//! nothing is kept: an order lives in the address of the page until the person says that
//! these are the days on which they run.

use super::blocks;
use super::frame::fragment;
use crate::address::address;
use crate::fields::Fields;
use crate::views::View;
use chrono::NaiveDate;
use comeback_core::calendar::Days;
use comeback_core::diary::span;
use comeback_core::plan::rearranged::{Rearranged, rearranged};
use comeback_core::plan::{Day, DayKind, WeekPlan};
use comeback_core::rules::Finding;
use comeback_report::subjects::{findings, week as subject};
use comeback_report::tree::{Block, Section, Tone};
use comeback_report::words::{self, quantity, session};
use maud::{Markup, html};

/// Most moves that an address may hold.
const MOST_MOVES: usize = 40;

pub(super) fn body(view: &View, asked: &Fields) -> Markup {
    let history = &view.history;
    let this = span::monday(history.today());
    let next = this + Days::new(7);
    let is_next = asked.get("week").is_some_and(|week| week == "next");
    let monday = if is_next { next } else { this };
    let moves = asked.get("moves").map(String::as_str).unwrap_or_default();
    let moves = read(moves);
    let found = rearranged(history, monday, &moves);
    let plan = &found.plan;
    let units = history.settings.units;
    let place = address(&view.athlete, "week");
    let name = if is_next { "next" } else { "this" };
    let plain = format!("{place}?week={name}");
    html! {
        p class="when" { "Week " (plan.week) " · " (quantity::week_of(plan.starts)) }
        @let says = if plan.headline.is_empty() { words::capital(&words::decision(plan)) } else { plan.headline.clone() };
        h1 class=[blocks::long(&says)] { (says) }
        nav class="switch" aria-label="Week" {
            a href={ (place) "?week=this" } aria-current=[(!is_next).then_some("page")] { "This week" }
            a href={ (place) "?week=next" } aria-current=[is_next.then_some("page")] { "Next week" }
        }
        section aria-labelledby="days-heading" {
            h2 id="days-heading" { "Days" }
            @if plan.days.iter().any(|day| may_move(day, &found)) {
                p class="quiet" { "Drag a run to another day, or move it with its buttons, and read what the rules say. Nothing is kept of it." }
            }
            ol class="week" data-week=(plain) data-moves=(written(&moves)) {
                @for day in &plan.days { (one(view, day, &found, &plain, &moves, units)) }
            }
            div id="verdict" role="status" aria-live="polite" { (verdict(view, &found, &moves, &plain)) }
        }
        @let told = told(plan, units);
        (fragment(&told))
    }
}

fn may_move(day: &Day, found: &Rearranged) -> bool {
    day.kind.is_run() && day.date >= found.from
}

fn one(
    view: &View,
    day: &Day,
    found: &Rearranged,
    plain: &str,
    moves: &[(NaiveDate, NaiveDate)],
    units: comeback_core::limits::UnitSystem,
) -> Markup {
    let date = day.date;
    let is_today = date == view.history.today();
    let ran = view.history.runs_between(date, date);
    let can_move = may_move(day, found);
    // What was run stands below, by its run.
    let minutes = (day.minutes)
        .filter(|_| !day.is_done())
        .map(|minutes| format!(", {} min", quantity::minutes(minutes)));
    let title = format!(
        "{}{}",
        words::day_kind(day.kind),
        minutes.unwrap_or_default()
    );
    let to = |step: i64| -> Option<String> {
        let to = if step < 0 {
            date.pred_opt()?
        } else {
            date.succ_opt()?
        };
        let inside = found.plan.days.iter().any(|day| day.date == to) && to >= found.from;
        let mut moves = moves.to_vec();
        moves.push((date, to));
        inside.then(|| format!("{plain}&moves={}", written(&moves)))
    };
    let kind = if day.kind.is_run() { "run" } else { "off" };
    let name = date.format("%A").to_string();
    html! {
        li class={ "card slot " (kind) @if is_today { " now" } @if date < found.from { " over" } } data-date=(date) data-open=[(date >= found.from).then_some("yes")] {
            p class="date" { (date.format("%a %-d %b")) @if is_today { " · today" } }
            div class="load" draggable=[can_move.then_some("true")] {
                h3 { (words::capital(&title)) }
                @if day.kind.is_run() && !day.is_done() {
                    p class="small" { (session::steps(&day.steps)) }
                    @for (name, words) in session::limits(day, units) { p class="small quiet" { (words::capital(name)) ": " (words) } }
                }
                @if let Some(rehab) = &day.rehab { details { summary { @if day.kind == DayKind::Rehab { "What to do" } @else { "Rehab" } } p class="small" { (words::capital(rehab)) } } }
                @for run in ran { p class="small" { a href=(address(&view.athlete, &format!("run/{}", run.id))) { "ran" @if let Some(time) = run.running { " " (quantity::clock(time)) } } } }
            }
            @if can_move {
                p class="moves" {
                    @if let Some(earlier) = to(-1) { a class="move" href=(earlier) data-step="-1" aria-label={ "Move " (name) "'s run a day earlier" } { "↑" } }
                    @if let Some(later) = to(1) { a class="move" href=(later) data-step="1" aria-label={ "Move " (name) "'s run a day later" } { "↓" } }
                }
            }
        }
    }
}

/// What the rules say of the order.
fn verdict(
    view: &View,
    found: &Rearranged,
    moves: &[(NaiveDate, NaiveDate)],
    plain: &str,
) -> Markup {
    if moves.is_empty() {
        return html! {};
    }
    let known = |finding: &&Finding| {
        !found
            .as_planned
            .iter()
            .any(|old| old.rule == finding.rule && old.date == finding.date)
    };
    let new: Vec<&Finding> = found.findings.iter().filter(known).collect();
    let mut days: Vec<String> = Vec::new();
    for day in found.run_days().filter(|day| day.date >= found.from) {
        days.push(day.date.format("%a").to_string().to_lowercase());
    }
    let days = days.join(",");
    let cards = new
        .iter()
        .map(|finding| findings::card(finding, view.history.settings.units))
        .collect();
    html! {
        div class={ "card answer " @if new.is_empty() { "green" } @else { "amber" } } {
            @if new.is_empty() {
                p class="what" { "No rule objects to this order." }
            } @else {
                p class="what" { (quantity::counted(new.len(), "rule objects", "rules object")) " to this order. It is yours to choose." }
            }
            @for _ in &found.refused { p { "A day that is over, or of another week, keeps its place." } }
            p class="actions" {
                a class="quiet-button" href=(plain) { "Back to the plan" }
            }
            @if !days.is_empty() {
                form method="post" action=(address(&view.athlete, "setting")) data-live {
                    input type="hidden" name="key" value="available-days";
                    input type="hidden" name="value" value=(days);
                    input type="hidden" name="back" value="week";
                    button class="quiet-button" type="submit" { "Plan my runs on these days from now on (" (days) ")" }
                }
            }
        }
        @if !new.is_empty() { (fragment(&Section::new("objections", "What the rules say").with(Block::Findings(cards)))) }
    }
}

/// The reasons of the plan and what it becomes, without the days that stand above.
fn told(plan: &WeekPlan, units: comeback_core::limits::UnitSystem) -> Section {
    let mut section = subject::page(plan, units);
    section.title = "How it was decided".to_owned();
    section.id = "why";
    section.blocks.retain(|block| match block {
        Block::Days(_) => false,
        // The headline has said it.
        Block::Text(words) => words.tone != Tone::Lead,
        _ => true,
    });
    section
}

/// `2026-11-24:2026-11-25,…`
fn read(text: &str) -> Vec<(NaiveDate, NaiveDate)> {
    let pairs = text.split(',').filter_map(|pair| {
        let (from, to) = pair.split_once(':')?;
        Some((from.parse().ok()?, to.parse().ok()?))
    });
    pairs.take(MOST_MOVES).collect()
}

fn written(moves: &[(NaiveDate, NaiveDate)]) -> String {
    let pairs: Vec<String> = moves
        .iter()
        .map(|(from, to)| format!("{from}:{to}"))
        .collect();
    pairs.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_stand_in_an_address_and_what_is_no_move_does_not() {
        let text = "2026-11-24:2026-11-25,2026-11-25:2026-11-27";
        assert_eq!(written(&read(text)), text);
        assert!(read("x:y,2026-11-24,:,").is_empty());
    }
}
