//! The pages: each a few sections under one frame that names the athlete.

pub(crate) mod blocks;
mod episode;
pub(crate) mod frame;
mod log;
mod paged;
mod recording;
pub(crate) mod roster;
mod rules;
mod run;
mod settings;
mod style;
mod today;
mod trends;
mod week;

use crate::address::address;
use crate::fields::Fields;
use crate::shared::Shared;
use crate::views::View;
use comeback_app::AppError;
use comeback_report::tree::Chart;
use frame::{frame, or_words};
use maud::{Markup, PreEscaped, html};
use std::sync::Arc;

pub(crate) use style::style;

/// Address, name, and a letter that goes there after `g`.
const PAGES: [(&str, &str); 9] = [
    ("today", "Today"),
    ("week", "Week"),
    ("trends", "Trends"),
    ("runs", "Runs"),
    ("rehab", "Rehab"),
    ("ladder", "Ladder"),
    ("log", "Log"),
    ("rules", "Rules"),
    ("settings", "Settings"),
];

/// Whether an address names a page.
pub(crate) fn is_page(name: &str) -> bool {
    PAGES.iter().any(|(known, _)| *known == name)
}

/// Whether a form may lead back to it: a page, or a run's own.
pub(crate) fn leads_back(name: &str) -> bool {
    let is_id = |id: &str| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_page(name) || name.strip_prefix("run/").is_some_and(is_id)
}

/// A page of an athlete; `None` where there is none of that name.
///
/// # Errors
/// There is no such athlete, or the data cannot be read.
pub(crate) fn page(
    shared: &Shared,
    athlete: &str,
    page: &str,
    item: Option<&str>,
    asked: &Fields,
) -> Result<Option<Arc<str>>, AppError> {
    let desk = &shared.desk;
    let athlete = desk.find(athlete)?;
    if item.is_none() && !is_page(page) {
        return Ok(None);
    }
    let view = shared.views.of(desk, &athlete)?;
    let made = made(shared, &view, page, item, asked);
    view.close();
    made
}

fn made(
    shared: &Shared,
    view: &View,
    page: &str,
    item: Option<&str>,
    asked: &Fields,
) -> Result<Option<Arc<str>>, AppError> {
    let desk = &shared.desk;
    let said = asked
        .get("said")
        .and_then(|number| shared.said.numbered(number));
    let make = || -> Result<Option<String>, AppError> {
        let body = match (page, item) {
            ("today", None) => today::body(view),
            ("week", None) => week::body(view, asked),
            ("trends", None) => trends::body(shared, view, asked)?,
            ("rehab", None) => rehab(shared, view)?,
            ("ladder", None) => {
                let told = view.sections(desk, &["ladder", "forecast"])?;
                let is_open = view.history.episode().is_some();
                html! {
                    h1 { "Ladder and forecast" }
                    @if !is_open { (episode::section(view)) }
                    (PreEscaped(told))
                    @if is_open { (episode::section(view)) }
                }
            }
            ("runs", None) => run::list(view, asked),
            ("run", Some(id)) => match run::body(shared, view, id)? {
                Some(body) => body,
                None => return Ok(None),
            },
            ("log", None) => log::body(shared, view, asked)?,
            ("rules", None) => rules::list(shared, view)?,
            ("rules", Some(id)) => match rules::one(view, id) {
                Some(body) => body,
                None => return Ok(None),
            },
            ("settings", None) => settings::body(shared, view)?,
            _ => return Ok(None),
        };
        let said = said.as_ref().map(|said| {
            let undo = address(&view.athlete, "undo");
            html! { div id="said" role="status" aria-live="polite" { (blocks::said(said, &undo)) } }
        });
        let none = html! { div id="said" role="status" aria-live="polite" {} };
        let title = PAGES
            .iter()
            .find(|(known, _)| *known == page)
            .map_or("Run", |(_, title)| *title);
        let body = html! { (said.unwrap_or(none)) (body) };
        Ok(Some(layout(view, page, title, &body)))
    };
    // What depends on the address is made each time.
    if !asked.is_empty() {
        return Ok(make()?.map(Into::into));
    }
    let name = format!("{page}/{}", item.unwrap_or_default());
    let mut there = true;
    let made = view.page(&name, || {
        let made = make()?;
        there = made.is_some();
        Ok(made.unwrap_or_default())
    })?;
    Ok(Some(made).filter(|made| there && !made.is_empty()))
}

fn rehab(shared: &Shared, view: &View) -> Result<Markup, AppError> {
    let told = view.sections(&shared.desk, &["rehab"])?;
    Ok(html! {
        h1 { "Rehab" }
        (PreEscaped(view.chart(&shared.desk, Chart::Rehab)?))
        (log::rehab_form(view))
        (or_words(&told, "Nothing is logged yet. Rehab is planned from the first day of an episode on."))
    })
}

/// The frame of every page of the desk.
pub(crate) fn layout(view: &View, page: &str, title: &str, body: &Markup) -> String {
    let athlete = &view.athlete;
    let several = view.athletes.len() > 1;
    let at = view
        .athletes
        .iter()
        .position(|known| known.as_str() == athlete.as_str());
    let beside = |step: isize| {
        let at = at?.checked_add_signed(step)?;
        view.athletes.get(at)
    };
    let own = if is_page(page) { page } else { "today" };
    let moment = view.history.now;
    frame(
        &format!("{title} · {athlete} · comeback"),
        &html! {
            a class="skip" href="#main" { "To the page" }
            header class="masthead" {
                div class="who" {
                    p class="whose" { (athlete) }
                    @if several {
                        a href="/roster" { "All athletes" }
                        @if let Some(before) = beside(-1) { a rel="prev" href=(address(before, own)) { "‹ " (before) } }
                        @if let Some(next) = beside(1) { a rel="next" href=(address(next, own)) { (next) " ›" } }
                    }
                    a class="aside" href="/phone" aria-current=[(page == "phone").then_some("page")] { "Phone" }
                }
                nav aria-label="Pages" {
                    @for (place, name) in PAGES {
                        a href=(address(athlete, place)) aria-current=[(place == page || (place == "runs" && page == "run")).then_some("page")] { (name) }
                    }
                }
            }
            main id="main" tabindex="-1" data-import=(address(athlete, "import")) {
                @if !view.notes.is_empty() { ul class="notes" { @for note in &view.notes { li class="card note caution" { (note) } } } }
                (body)
            }
            footer {
                p { "As of " time datetime=(moment.to_rfc3339()) class="clock" { (moment.format("%a %-d %b %Y, %H:%M")) } ". Education and load logging beside a clinician's care, not a diagnosis." }
                p { "Drop files of your watch anywhere on the page, or "
                    label class="pick" { "choose them" input id="files" type="file" multiple class="unseen"; }
                    "." }
            }
        },
    )
}
