//! What was done and felt: runs, weeks, pain, rehab; then the settings and the
//! quality of the data.

use super::words::{self, cell};
use crate::Picture;
use crate::text::{is_asked, quantity};
use comeback_core::diary::{self, response, unattributed};
use comeback_core::rules;
use maud::{Markup, html};

const RUNS: usize = 14;
const WEEKS: usize = 26;
const PAIN: usize = 16;
const LOOSE: usize = 8;

/// A table that scrolls by itself where a screen is too narrow, reachable by keyboard.
pub fn scroll(name: &str, table: &Markup) -> Markup {
    html! { div class="card" { div class="scroll" role="region" tabindex="0" aria-label=(name) { (table) } } }
}

pub fn runs(picture: &Picture) -> Markup {
    let history = picture.history;
    let units = history.settings.units;
    let rows = || history.runs.iter().rev().take(RUNS);
    html! {
        section id="runs" {
            h2 { "The last runs" }
            @if history.runs.is_empty() { p class="intro" { "No run is logged yet." } }
            @else {
                (scroll("The last runs", &html! { table {
                    thead { tr {
                        th { "Day" } th class="n" { "Min" } th class="n" { (quantity::distance_unit(units)) }
                        th class="n roomy" { "Pace" } th class="n roomy" { "Up, " (quantity::climb_unit(units)) }
                        th class="n roomy" { "Cadence" } th class="n roomy" { "Hard min" } th class="roomy" { "Efforts" } th { "Response" }
                    } }
                    tbody { @for run in rows() { tr {
                        th scope="row" { (run.date().format("%a %-d %b")) }
                        td class="n" { (cell(run.running_minutes().map(|minutes| quantity::minutes(minutes.round())))) }
                        td class="n" { (cell(run.distance.map(|metres| quantity::distance_number(metres, units)))) }
                        td class="n roomy" { (cell(run.speed.map(|speed| quantity::pace(speed, units)))) }
                        td class="n roomy" { (cell(run.ascent.map(|metres| quantity::climb_number(metres, units)))) }
                        td class="n roomy" { (cell(run.cadence.map(|cadence| format!("{:.0}", cadence.median.get())))) }
                        td class="n roomy" { (cell(run.hard_minutes().map(|minutes| quantity::minutes(minutes.round())))) }
                        td class="roomy" { (cell(words::efforts(run))) }
                        td {
                            @let found = response(run, history);
                            @if is_asked(history, run, &found) { (words::response(&found)) }
                            @else { span class="quiet" { "not asked" } }
                        }
                    } } }
                } }))
                @if history.runs.len() > RUNS {
                    p class="quiet small" style="margin-top:8px" { (history.runs.len() - RUNS) " earlier runs are in the log." }
                }
            }
        }
    }
}

pub fn weeks(picture: &Picture) -> Markup {
    let units = picture.history.settings.units;
    let rows = || picture.weeks.iter().rev().take(WEEKS);
    html! {
        section id="weeks" {
            h2 { "Week by week" }
            @if picture.weeks.is_empty() { p class="intro" { "No week is logged yet." } }
            @else {
                (scroll("Week by week", &html! { table {
                    thead { tr {
                        th { "Week of" } th class="n" { "Runs" } th class="n" { "Min" } th class="n roomy" { "Min a run" }
                        th class="n roomy" { (quantity::distance_unit(units)) } th class="n roomy" { "Hard min" }
                        th class="n roomy" { "Up, " (quantity::climb_unit(units)) } th class="n roomy" { "Cadence" }
                        th class="n roomy" { "Tendon load" } th { "Worst response" }
                    } }
                    tbody { @for week in rows() { tr {
                        th scope="row" { (week.starts.format("%-d %b %Y")) }
                        td class="n" { (week.runs) }
                        td class="n" { (cell(week.running_min.map(|minutes| quantity::minutes(minutes.round())))) }
                        td class="n roomy" { (cell(week.session_min.map(|minutes| quantity::minutes(minutes.round())))) }
                        td class="n roomy" { (cell(week.distance.map(|metres| quantity::distance_number(metres, units)))) }
                        td class="n roomy" { (cell(week.hard_min.map(|minutes| quantity::minutes(minutes.round())))) }
                        td class="n roomy" { (cell(week.ascent.map(|metres| quantity::climb_number(metres, units)))) }
                        td class="n roomy" { (cell(week.cadence.map(|cadence| format!("{:.0}", cadence.get())))) }
                        td class="n roomy" { (cell(week.tendon_load.map(|load| quantity::trimmed(load, 1)))) }
                        td {
                            @if let Some(band) = week.band { (words::band(band, week.worst_response.map(|score| score.get()))) }
                            @else { (cell(None)) }
                        }
                    } } }
                } }))
            }
        }
    }
}

pub fn pain(picture: &Picture) -> Markup {
    let history = picture.history;
    let loose: Vec<_> = unattributed(history).collect();
    html! {
        section id="pain" {
            h2 { "Pain log" }
            p class="intro" {
                "An entry counts for every run whose 48 hours it falls into. "
                @match loose.len() {
                    0 => "None lies outside.",
                    1 => "One lies outside every window and is blamed on no run.",
                    count => { (count) " lie outside every window and are blamed on no run." }
                }
            }
            @if !history.pain.is_empty() {
                (scroll("Pain log", &html! { table {
                    thead { tr { th { "When" } th { "Pain" } th { "Belongs to" } th class="roomy" { "Where" } th class="roomy" { "Note" } } }
                    tbody { @for entry in history.pain.iter().rev().take(PAIN) { tr {
                        th scope="row" { (quantity::moment(entry.at)) }
                        td { (words::band(diary::Band::of_score(entry.score), Some(entry.score.get()))) }
                        td {
                            @let runs: Vec<String> = history.runs.iter()
                                .filter(|run| diary::response::belongs(entry, run))
                                .map(|run| run.date().format("%-d %b").to_string()).collect();
                            @if runs.is_empty() { span class="quiet" { "no run" } }
                            @for (index, run) in runs.iter().enumerate() {
                                @if index > 0 { ", " }
                                span class="day-name" { (run) }
                            }
                        }
                        td class="roomy" { (entry.site.as_deref().unwrap_or("")) }
                        td class="roomy" { (entry.note.as_deref().unwrap_or("")) }
                    } } }
                } }))
                @if !loose.is_empty() {
                    h3 style="margin:18px 0 6px" { "Pain outside every run's window" }
                    ul class="plain small" { @for entry in loose.iter().rev().take(LOOSE) {
                        li {
                            (quantity::long_date(entry.at.date_naive())) ": "
                            (words::band(diary::Band::of_score(entry.score), Some(entry.score.get())))
                            @if let Some(site) = &entry.site { ", " (site) }
                            @if let Some(note) = &entry.note { ", " (note) }
                        }
                    } }
                }
                @if history.pain.len() > PAIN {
                    p class="quiet small" style="margin-top:8px" { (history.pain.len() - PAIN) " earlier entries are in the log." }
                }
            }
        }
    }
}

pub fn quality(picture: &Picture) -> Markup {
    let doubts: Vec<_> = picture
        .history
        .runs
        .iter()
        .rev()
        .take(RUNS)
        .flat_map(|run| {
            let doubts = rules::doubts(picture.history, run);
            doubts.into_iter().map(move |doubt| (run, doubt))
        })
        .collect();
    html! {
        section id="quality" {
            h2 { "Data quality" }
            @if doubts.is_empty() { p class="intro" { "No doubt about the data of the last runs." } }
            @else {
                ul class="plain small" style="margin-top:8px" { @for (run, doubt) in doubts {
                    li { (run.date().format("%a %-d %b")) ": " (doubt.message) " " span class="tag" { (doubt.rule) } }
                } }
            }
        }
    }
}
