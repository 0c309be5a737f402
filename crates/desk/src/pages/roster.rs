//! The roster: all athletes of the home, the one who needs attention first, and why.

use super::frame::frame;
use crate::address::address;
use crate::fields::Fields;
use crate::shared::Shared;
use comeback_app::{AppError, Roster, System};
use comeback_report::json::RosterLineJson;
use comeback_report::words::{self, quantity};
use comeback_store::AthleteName;
use maud::{Markup, html};

/// # Errors
/// The home cannot be looked into.
pub(crate) fn page(shared: &Shared, asked: &Fields) -> Result<String, AppError> {
    let desk = &shared.desk;
    let Roster { mut lines, failed } =
        comeback_app::roster(&desk.home, desk.as_of.as_deref(), &System::read())?;
    let athletes = desk.home.athletes()?;
    let wanted = asked
        .get("find")
        .map(|name| name.trim().to_lowercase())
        .unwrap_or_default();
    lines.retain(|line| wanted.is_empty() || line.athlete.to_lowercase().contains(&wanted));
    let by = asked.get("by").map_or("need", String::as_str);
    match by {
        "name" => lines.sort_by_key(|line| line.athlete.to_lowercase()),
        "last" => lines.sort_by_key(|line| line.last_run),
        _ => {}
    }
    let sorts = [
        ("need", "who needs attention"),
        ("name", "name"),
        ("last", "longest without a run"),
    ];
    Ok(frame(
        "All athletes · comeback",
        &html! {
            a class="skip" href="#main" { "To the page" }
            main id="main" tabindex="-1" {
                h1 { (quantity::counted(lines.len(), "athlete", "athletes")) }
                form class="fields" method="get" action="/roster" role="search" {
                    label { "Find" input name="find" value=(wanted) autocomplete="off"; }
                    label { "First comes" select name="by" { @for (value, name) in sorts { option value=(value) selected[value == by] { (name) } } } }
                    button type="submit" { "Show" }
                }
                @for (athlete, error) in &failed {
                    p { strong { (athlete) } " is not in the list: " (error) }
                }
                ol class="lines roster" { @for line in &lines { (one(line, &athletes)) } }
            }
        },
    ))
}

fn one(line: &RosterLineJson, athletes: &[AthleteName]) -> Markup {
    let known = athletes
        .iter()
        .find(|athlete| athlete.shown() == line.athlete);
    let severity = if line.urgent > 0 {
        "urgent"
    } else if line.warnings > 0 {
        "warning"
    } else if line.needs_a_look {
        "caution"
    } else {
        ""
    };
    html! {
        li class={ "card note " (severity) } {
            h2 { @match known { Some(athlete) => { a href=(address(athlete, "today")) { (line.athlete) } } None => { (line.athlete) } } }
            p { (words::capital(&line.reason)) }
            dl class="pairs" {
                dt { "Rung" } dd { (words::capital(&line.rung.replace('-', " "))) @if let Some(level) = line.level { " " (level) } @if let Some(weeks) = line.weeks_on_rung { ", " (quantity::counted(usize::try_from(weeks).unwrap_or(0), "week", "weeks")) } }
                dt { "Last run" } dd { @match line.last_run { Some(day) => { (quantity::long_date(day)) } None => { "none" } } }
                dt { "Seven days" } dd { (quantity::counted(line.runs_7_d, "run", "runs")) @if let Some(minutes) = line.running_min_7_d { ", " (quantity::minutes(minutes.round())) " min" } }
                @if let Some(last) = &line.last_response { @let (sign, _) = words::band(last.band); dt { "Last response" } dd { span class={ "band " (last.band.as_str()) } { b aria-hidden="true" { (sign) } (words::band_score(last.band, last.max)) } @if let Some(trend) = &line.response_trend { ", " (trend) } } }
                @if !line.due.is_empty() { dt { "Due" } dd { (quantity::counted(line.due.len(), "score", "scores")) } }
            }
        }
    }
}
