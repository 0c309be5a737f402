//! What is done beside running: exercise sets and re-tests, the gait focus with
//! its dose, habits, symptoms, VISA-H over time.

use super::drawing;
use super::words::{self, cell};
use crate::Picture;
use crate::text::{focus_words, quantity, set_words};
use chrono::NaiveDate;
use comeback_core::diary::{RehabSet, VisaEntry};
use comeback_core::limits;
use comeback_core::plan::care::{self, Care, GaitProgress};
use comeback_core::plan::rehab::Overview;
use maud::{Markup, html};

pub fn section(picture: &Picture) -> Markup {
    let care = care::care(picture.history);
    html! {
        section id="rehab" {
            h2 { "Rehab, gait and habits" }
            @if let Some(overview) = comeback_core::plan::rehab::overview(picture.history) {
                (now(picture, &overview))
            }
            div class="card" style="margin-top:12px" {
                h3 { "Loading sets" }
                (sets(picture, &care))
            }
            div class="two" style="margin-top:12px" {
                div class="card" { h3 { "Gait" } (gait(&care, picture.history.today())) }
                div class="card" { h3 { "Habits" } (habits(&care)) }
                @if !care.visa.is_empty() { div class="card" { h3 { "VISA-H" } (visa(picture, &care.visa)) } }
                (symptoms(picture))
            }
        }
    }
}

/// The set that is due with its next session, and what leads to the next set.
fn now(picture: &Picture, overview: &Overview) -> Markup {
    let exercises = overview.session.doses.len();
    let lines = crate::text::rehab_lines(picture.history, overview);
    html! {
        div class="card" style="margin-top:12px" {
            h3 { "The next session" }
            p { (overview.session.words()) "." }
            @if exercises > 0 {
                div class="two" {
                    @for dose in &overview.session.doses {
                        div {
                            (drawing::drawing(dose.exercise))
                            p { strong { (dose.exercise.name) } ". " (dose.exercise.how[0]) " " (dose.exercise.how[1]) }
                            p class="small" {
                                "Easier: " (dose.exercise.easier) ". Harder: " (dose.exercise.harder)
                                ". Look out: " (dose.exercise.mistake)
                            }
                        }
                    }
                }
            }
            ul { @for line in lines.iter().filter(|line| !line.contains("Easier:")) { li { (line) } } }
        }
    }
}

fn sets(picture: &Picture, care: &Care) -> Markup {
    let history = picture.history;
    let day = |day: Option<NaiveDate>| cell(day.map(|day| day.format("%-d %b").to_string()));
    html! {
        @if care.sets.iter().all(|set| set.sessions == 0) {
            p class="quiet" { "Nothing logged yet." }
        } @else {
            div class="scroll" role="region" tabindex="0" aria-label="Loading sets" { table {
                thead { tr {
                    th { "Set" } th class="n" { "Sessions" } th class="n roomy" { "In 28 days" } th { "Last" }
                    th class="roomy" { "First" } th class="n" { "Pain" } th class="n roomy" { "Worst" } th class="roomy" { "Re-test before it" }
                } }
                tbody { @for set in &care.sets { tr {
                    th scope="row" {
                        (set_words(set.set))
                        @if care.current == Some(set.set) { " " span class="tag" { "now" } }
                    }
                    td class="n" { (set.sessions) }
                    td class="n roomy" { (set.sessions_28_d) }
                    td { (day(set.last)) }
                    td class="roomy" { (day(set.first)) }
                    td class="n" { (cell(set.last_pain.map(|pain| quantity::trimmed(pain, 1)))) }
                    td class="n roomy" { (cell(set.worst_pain.map(|pain| quantity::trimmed(pain, 1)))) }
                    td class="roomy" {
                        @match set.entered_by {
                            Some(test) => { (if test.result.passed { "passed" } else { "not passed" }) ", " (history.local_date(test.at).format("%-d %b")) }
                            None if set.set == RehabSet::Isometric => { "none needed" }
                            None if set.sessions > 0 => { "none logged" }
                            None => { "" }
                        }
                    }
                } } }
            } }
        }
        @if let Some(test) = care.tests.last() {
            p class="small" style="margin-top:10px" {
                "Last re-test " (history.local_date(test.at).format("%-d %b %Y")) ": "
                strong { (if test.result.passed { "passed" } else { "not passed" }) }
                @if let Some(pain) = test.result.pain { ", pain " (quantity::trimmed(pain.get(), 1)) }
                @if care.tests.len() > 1 {
                    ". Before it: "
                    (care.tests.iter().rev().skip(1).map(|test| format!("{} {}", history.local_date(test.at).format("%-d %b"),
                        if test.result.passed { "passed" } else { "not passed" })).collect::<Vec<_>>().join(", "))
                }
            }
        }
    }
}

fn gait(care: &Care, today: NaiveDate) -> Markup {
    html! {
        @if let Some(focus) = care.focus() {
            p { "Working on " strong { (focus_words(focus.focus)) } " since " (focus.since.format("%-d %b %Y")) "." }
            (dose(focus))
            p class="small" style="margin-top:6px" {
                "Next run: " (focus.feedback_words()) "."
                @if let Some(spm) = focus.cadence_spm { " Median cadence under it: " (format!("{spm:.0}")) " steps a minute." }
            }
            @if focus.hold_until > today { p class="small" { "No load step before " (focus.hold_until.format("%-d %b")) "." } }
        } @else { p class="quiet" { "No change is being worked on." } }
        @let earlier: Vec<&GaitProgress> = care.gait.iter().filter(|focus| focus.until.is_some()).collect();
        @if !earlier.is_empty() {
            ul class="plain small" style="margin-top:6px" { @for focus in earlier {
                li {
                    (focus_words(focus.focus)) ": " (focus.since.format("%-d %b"))
                    @if let Some(until) = focus.until { " to " (until.format("%-d %b")) }
                    ", " (quantity::counted(focus.sessions, "session", "sessions"))
                }
            } }
        }
        p class="quiet small" style="margin-top:6px" { "One change at a time: cadence, then running taller, then pelvic tilt." }
    }
}

/// The sessions done, against the dose of the trials.
fn dose(focus: &GaitProgress) -> Markup {
    let (least, most) = (
        limits::GAIT_SESSIONS_MIN.value,
        limits::GAIT_SESSIONS_MAX.value,
    );
    html! {
        p class="small" style="margin-top:6px" {
            (quantity::counted(focus.sessions, "session", "sessions")) " of " (format!("{least:.0}")) " to " (format!("{most:.0}"))
        }
        div style="background:var(--soft);border-radius:3px" { (words::bar(focus.sessions as f64 / most, "var(--accent)")) }
    }
}

fn habits(care: &Care) -> Markup {
    html! {
        ul class="plain small" {
            li {
                "Hamstring stretches logged in 28 days: " (care.stretches_28_d)
                @if let Some(last) = care.last_stretch { ", the last on " (last.format("%-d %b %Y")) }
            }
            li {
                "Longest unbroken sitting logged in 28 days: "
                (cell(care.longest_sitting().map(|minutes| format!("{} min", quantity::minutes(minutes)))))
            }
            @if !care.sitting_28_d.is_empty() {
                li {
                    (care.sitting_over()) " of " (care.sitting_28_d.len()) " times longer than "
                    (quantity::minutes(care.sitting_limit_min)) " min"
                }
            }
        }
    }
}

/// The scores on their scale of 0 to 100, a bar each, the newest last.
fn visa(picture: &Picture, scores: &[VisaEntry]) -> Markup {
    const SHOWN: usize = 12;
    let history = picture.history;
    let earlier = scores.len().saturating_sub(SHOWN);
    html! {
        dl class="pairs" style="margin-top:6px;align-items:center" {
            @for entry in scores.iter().skip(earlier) {
                dt { (history.local_date(entry.at).format("%-d %b %Y")) }
                dd {
                    (quantity::trimmed(entry.score, 0))
                    div style="background:var(--soft);border-radius:3px" { (words::bar(entry.score / 100.0, "var(--accent)")) }
                }
            }
        }
        @if let (Some(first), Some(last)) = (scores.first(), scores.last()) {
            @if scores.len() > 1 {
                p class="small" style="margin-top:6px" {
                    (format!("{:+.0}", last.score - first.score)) " since " (history.local_date(first.at).format("%-d %b %Y"))
                }
            }
        }
        p class="quiet small" { "0 is worst, 100 without complaint." }
    }
}

fn symptoms(picture: &Picture) -> Markup {
    let history = picture.history;
    html! {
        @if !history.symptoms.is_empty() {
            div class="card" {
                h3 { "Symptoms" }
                ul class="plain small" { @for entry in history.symptoms.iter().rev() {
                    li {
                        (history.local_date(entry.at).format("%-d %b %Y")) ": " (entry.symptom.as_str().replace('-', " ")) ", "
                        @if let Some(resolved) = entry.resolved { "resolved " (history.local_date(resolved).format("%-d %b")) }
                        @else { strong { "open" } }
                    }
                } }
            }
        }
    }
}
