//! The roster: all athletes of the home, the one who needs attention first, and why.
//! What is asked for stands in the address: without a script the form and the links do
//! the same.

mod asked;
mod table;

use super::frame::wide;
use super::paged::Paged;
use crate::fields::Fields;
use crate::lines::Lines;
use crate::shared::Shared;
use asked::{Asked, Sort};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use comeback_app::{AppError, Listed, inbox};
use comeback_report::charts::roster::sentence;
use comeback_report::subjects::roster::Group;
use comeback_report::words::quantity::{self, counted};
use maud::{Markup, html};
use std::collections::BTreeSet;
use table::Beside;

/// Athletes of a page; the others are one click away.
const ON_A_PAGE: usize = 100;

/// # Errors
/// The home cannot be looked into.
pub(crate) fn page(shared: &Shared, fields: &Fields) -> Result<String, AppError> {
    let (moment, today) = moment(shared);
    let lines = shared.roster()?;
    let Lines {
        athletes, failed, ..
    } = &lines;
    let asked = Asked::of(fields);
    let first = (athletes.first()).map(|of| (of.line.athlete.as_str(), of.line.reason.clone()));
    let needing = athletes.iter().filter(|of| of.line.needs_a_look).count();
    let told = if athletes.is_empty() && lines.unknown > 0 {
        "The first lines are being worked out.".to_owned()
    } else {
        sentence(athletes.len(), needing, first)
    };
    let rungs: BTreeSet<&str> = athletes.iter().map(|of| of.line.rung.as_str()).collect();
    let found: Vec<&Listed> = (athletes.iter())
        .filter(|of| asked.holds(&of.line))
        .collect();
    let of_group = |group: Group| {
        let in_group = found.iter().filter(|of| Group::of(&of.line) == group);
        in_group.count()
    };
    let counts: Vec<(Option<Group>, usize)> = std::iter::once((None, found.len()))
        .chain(Group::ALL.map(|group| (Some(group), of_group(group))))
        .collect();
    let mut shown: Vec<&Listed> = (found.iter().copied())
        .filter(|of| asked.group.is_none_or(|group| Group::of(&of.line) == group))
        .collect();
    asked::sort(&mut shown, asked.sort);
    let page = Paged::from(asked.from, ON_A_PAGE, shown.len());
    let here = shown.get(page.here.clone()).unwrap_or_default();
    let beside = |of: &Listed| {
        let own = (shared.desk.inbox.clone()).filter(|_| of.name == shared.desk.athlete);
        let folder = own.unwrap_or_else(|| inbox::folder_of(&shared.desk.home, &of.name));
        Beside {
            waiting: inbox::count(&folder).unwrap_or(0),
            older: lines.older.get(of.name.as_str()).map(|since| older(*since)),
        }
    };
    Ok(wide(
        "All athletes · comeback",
        &html! {
            a class="skip" href="#main" { "To the page" }
            main id="main" tabindex="-1" {
                p class="when" { (counted(athletes.len() + lines.unknown, "athlete", "athletes")) ", as of " span class="clock" { (moment) } }
                div id="told" {
                    h1 { (told) }
                    @if lines.waited_for() > 0 { (worked_out(&lines)) }
                }
                @for (athlete, error) in failed {
                    p class="card note warning" { strong { (athlete) } " is not in the list: " (error) }
                }
                (form(&asked, &rungs))
                div id="athletes" {
                    nav class="switch groups" aria-label="Groups" {
                        @for (group, count) in &counts {
                            a href=(asked.with_group(*group)) aria-current=[(asked.group == *group).then_some("true")] {
                                (group.map_or("All", Group::words)) " " b { (quantity::grouped(*count)) }
                            }
                        }
                    }
                    @if athletes.is_empty() {}
                    @else if here.is_empty() { p class="lead" { "Nobody is like that." } }
                    @else { (table::table(here, &asked, &beside, today)) }
                    (page.nav("Pages of the list", ("Before", "Next"), |from| asked.at(from)))
                }
            }
            footer { p { "Blue band: each athlete's own usual range; strong bar: a jump above it; light outline: this week so far. Education and load logging beside a clinician's care, not a diagnosis." } }
        },
    ))
}

/// How far the lines are that are being worked out behind the page.
fn worked_out(lines: &Lines) -> Markup {
    let (waited, unknown) = (lines.waited_for(), lines.unknown);
    let all = lines.athletes.len() + unknown;
    html! {
        div id="working" class="card note" {
            p {
                (quantity::grouped(waited)) " of " (counted(all, "line is", "lines are")) " being worked out. "
                @if !lines.older.is_empty() { "Until then a line stands as it was, with its day. " }
                @if unknown > 0 { (counted(unknown, "athlete is", "athletes are")) " not in the list yet. " }
                a href="" { "Show it again" }
            }
            progress max=(all) value=(all - waited) aria-label="Lines that are worked out" {}
        }
    }
}

/// Of when a line is that holds no more.
fn older(since: Option<DateTime<Utc>>) -> String {
    let zone = comeback_app::System::read().zone;
    since.map_or_else(
        || "as it was before the last change".to_owned(),
        |since| {
            let since = since.with_timezone(&zone);
            let is_midnight = since.time() == NaiveTime::MIN;
            let format = if is_midnight {
                "as of %a %-d %b"
            } else {
                "as of %a %-d %b, %H:%M"
            };
            since.format(format).to_string()
        },
    )
}

/// When the lines are told, in words and as a day: as it was named, else by the clock.
fn moment(shared: &Shared) -> (String, NaiveDate) {
    let system = comeback_app::System::read();
    let now = system.clock.with_timezone(&system.zone);
    match shared.desk.as_of.as_deref() {
        Some(named) => {
            let day = named.get(..10).and_then(|day| day.parse().ok());
            (named.to_owned(), day.unwrap_or_else(|| now.date_naive()))
        }
        None => (
            now.format("%a %-d %b %Y, %H:%M").to_string(),
            now.date_naive(),
        ),
    }
}

fn form(asked: &Asked, rungs: &BTreeSet<&str>) -> Markup {
    html! {
        form class="fields" method="get" action="/roster" role="search" data-find {
            label { "Find" input name="find" type="search" value=(asked.find) placeholder="anna, bo" autocomplete="off"; }
            label { "Rung" select name="rung" {
                option value="" { "every" }
                @for rung in rungs { option value=(rung) selected[asked.rung == *rung] { (table::rung_words(rung)) } }
            } }
            label { "First comes" select name="by" { @for sort in Sort::ALL { option value=(sort.as_str()) selected[sort == asked.sort] { (sort.words()) } } } }
            @if let Some(group) = asked.group { input type="hidden" name="group" value=(group.as_str()); }
            button type="submit" { "Show" }
        }
    }
}
