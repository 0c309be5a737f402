//! *Trends*: the charts, and two stretches of time side by side. A stretch is chosen by
//! drawing over the weeks, with a click on two of them, or by dates; it lives in the
//! address of the page and nowhere else.

use super::frame::{fragment, or_words};
use crate::address::address;
use crate::fields::Fields;
use crate::shared::Shared;
use crate::views::View;
use chrono::NaiveDate;
use comeback_app::AppError;
use comeback_core::calendar::{Days, is_possible};
use comeback_core::diary::{History, span, weeks};
use comeback_core::limits;
use comeback_core::trend::cadence::{self, CadenceTrend};
use comeback_core::trend::period::{self, Stretch};
use comeback_report::subjects::period as subject;
use comeback_report::words::quantity;
use maud::{Markup, html};

/// Sections of the report that this page shows.
const SHOWN: [&str; 4] = ["charts", "weeks", "adherence", "went-before"];
/// Weeks that the strip shows.
const MOST_WEEKS: u64 = 521;
/// Length of the stretch that is offered first, days.
const OFFERED_DAYS: u64 = 28;
/// Of the strip, in its own units.
const TALL: f64 = 64.0;

/// What is asked for.
struct Asked {
    now: Stretch,
    before: Stretch,
}

pub(super) fn body(shared: &Shared, view: &View, asked: &Fields) -> Result<Markup, AppError> {
    let history = &view.history;
    let chosen = read(asked, history);
    let earlier = chosen
        .as_ref()
        .ok()
        .and_then(Option::as_ref)
        .filter(|chosen| chosen.now.to < history.today());
    let told = match earlier {
        Some(chosen) => view.sections_on(&shared.desk, chosen.now.to, &SHOWN)?,
        None => view.sections(&shared.desk, &SHOWN)?,
    };
    let place = address(&view.athlete, "trends");
    let is_shown = matches!(chosen, Ok(Some(_)));
    // The charts of today hold it; those of an earlier day hold another.
    let own = (is_shown && earlier.is_some()).then(|| cadence::trend(history));
    let cadence = match &own {
        None if is_shown => Some(&view.overview(&shared.desk)?.seen.cadence),
        own => own.as_ref(),
    };
    Ok(html! {
        h1 { "Trends" }
        @if !history.runs.is_empty() { (choice(history, &place, &chosen, cadence)) }
        @if let Some(chosen) = earlier {
            p class="quiet" { "The charts below are as they stood on " (quantity::long_date(chosen.now.to)) "." }
        }
        @else if let Some(last) = long_ago(history).filter(|_| !is_shown) {
            @let from = last - Days::new(OFFERED_DAYS - 1);
            p class="card note" { "No run in the last weeks. " a href={ (place) "?from=" (from) "&to=" (last) } { "The charts as they stood after the last run, " (quantity::long_date(last)) } "." }
        }
        (or_words(&told, "There is nothing to draw yet: import some runs."))
    })
}

/// The day of the last run, where the charts of today show none of it.
fn long_ago(history: &History) -> Option<NaiveDate> {
    let last = history.runs.last()?.date();
    let weeks = limits::PAIN_CHART_WEEKS.value as i64;
    ((history.today() - last).num_weeks() >= weeks).then_some(last)
}

/// What the address names; `Ok(None)` where it names nothing.
fn read(asked: &Fields, history: &History) -> Result<Option<Asked>, &'static str> {
    let date = |name: &str| -> Result<Option<NaiveDate>, &'static str> {
        match asked.get(name).map(|text| text.trim()) {
            None | Some("") => Ok(None),
            Some(text) => (text.parse().ok())
                .filter(|day: &NaiveDate| is_possible(*day))
                .map(Some)
                .ok_or("A date reads like 2026-11-02."),
        }
    };
    let Some(from) = date("from")? else {
        return Ok(None);
    };
    let to = date("to")?.unwrap_or_else(|| history.today());
    let backwards = "The last day of a period lies before its first.";
    let now = Stretch::new(from, to).ok_or(backwards)?;
    let before = match (date("before_from")?, date("before_to")?) {
        (Some(from), Some(to)) => Stretch::new(from, to).ok_or(backwards)?,
        _ => now.before().ok_or(backwards)?,
    };
    Ok(Some(Asked { now, before }))
}

fn choice(
    history: &History,
    place: &str,
    chosen: &Result<Option<Asked>, &'static str>,
    cadence: Option<&CadenceTrend>,
) -> Markup {
    let today = history.today();
    let offered = Stretch::new(today - Days::new(OFFERED_DAYS - 1), today);
    let (now, before) = match chosen {
        Ok(Some(asked)) => (Some(asked.now), Some(asked.before)),
        _ => (offered, offered.and_then(|offered| offered.before())),
    };
    let shown = matches!(chosen, Ok(Some(_)));
    let field = |name: &str, label: &str, day: Option<NaiveDate>| {
        html! { label { (label) input type="date" name=(name) value=[day.map(|day| day.to_string())]; } }
    };
    html! {
        section aria-labelledby="periods-heading" {
            h2 id="periods-heading" { "Compare two periods" }
            p class="quiet" { "Draw over some weeks, or give dates: they are held against the same number of days before, or against the dates you name." }
            (strip(history, if shown { now } else { None }, if shown { before } else { None }))
            form method="get" action=(place) class="fields" {
                (field("from", "From", now.map(|now| now.from)))
                (field("to", "to", now.map(|now| now.to)))
                (field("before_from", "against", before.map(|before| before.from)))
                (field("before_to", "to", before.map(|before| before.to)))
                button type="submit" { "Compare" }
                @if shown { a href=(place) { "Back to today" } }
            }
            @if let Err(why) = chosen { p class="card note caution" role="alert" { (why) } }
        }
        @if let (Some(trend), Some(now), Some(before)) = (cadence, now, before) {
            (fragment(&subject::section(&period::of(history, trend, now), &period::of(history, trend, before))))
        }
    }
}

/// The running minutes of each week, small, with what is chosen laid over them.
fn strip(history: &History, now: Option<Stretch>, before: Option<Stretch>) -> Markup {
    let today = history.today();
    let oldest = today - Days::new(7 * (MOST_WEEKS - 1));
    let first = history
        .runs
        .first()
        .map_or(today, |run| run.date().max(oldest));
    let table = weeks::weeks(history, first, today);
    let Some(monday) = table.first().map(|week| week.starts) else {
        return html! {};
    };
    let most = table
        .iter()
        .filter_map(|week| week.running_min)
        .fold(1.0, f64::max);
    let count = table.len() as f64;
    let over = |stretch: Stretch| {
        let from = (span::monday(stretch.from) - monday).num_days() as f64 / 7.0;
        let to = (span::monday(stretch.to) - monday).num_days() as f64 / 7.0 + 1.0;
        let (from, to) = (from.clamp(0.0, count), to.clamp(0.0, count));
        (from, to - from)
    };
    html! {
        div class="strip" data-monday=(monday) data-weeks=(table.len()) {
            svg viewBox={ "0 0 " (count) " " (TALL) } preserveAspectRatio="none" role="img" aria-label="Running minutes of each week" {
                @for (stretch, kind) in [(before, "then"), (now, "now")] {
                    @if let Some((x, width)) = stretch.map(over) { rect class=(kind) x=(x) y="0" width=(width) height=(TALL) {} }
                }
                @for (at, week) in table.iter().enumerate() {
                    @if let Some(minutes) = week.running_min {
                        @let tall = (TALL - 4.0) * minutes / most;
                        rect x={ (at) ".1" } y=(format!("{:.1}", TALL - tall)) width="0.8" height=(format!("{tall:.1}")) {}
                    }
                }
                rect class="chosen" x="0" y="0" width="0" height=(TALL) {}
            }
            p class="ends small quiet" { span { (quantity::long_date(monday)) } span { "this week" } }
        }
    }
}
