//! The top of the page: what is urgent, what next week is, and why.

use super::words;
use crate::Picture;
use crate::text::{is_asked, quantity};
use comeback_core::diary::{response, span};
use comeback_core::plan::Decision;
use comeback_core::rules::{Finding, Severity};
use maud::{Markup, html};

pub fn section(picture: &Picture) -> Markup {
    let plan = picture.plan;
    let history = picture.history;
    html! {
        header class="top" {
            p class="when" {
                "As of " (quantity::long_date(history.today())) ", " (history.now.format("%H:%M"))
                " · plan for " (plan.week)
            }
            h1 { (words::headline(plan)) }
            @if let Some(reason) = plan.reasons.first() {
                p class="lead" { (reason.text) }
            }
            (urgent(picture))
            (facts(picture))
            (attention(picture))
            nav aria-label="On this page" {
                a href="#week" { (words::week_name(picture)) }
                a href="#ladder" { "Ladder" }
                a href="#charts" { "Charts" }
                a href="#adherence" { "Planned and done" }
                a href="#findings" { "Findings" }
                a href="#runs" { "Runs" }
                a href="#pain" { "Pain" }
                a href="#rehab" { "Rehab" }
                a href="#quality" { "Data" }
            }
        }
    }
}

fn of<'a>(picture: &Picture<'a>, severity: Severity) -> Vec<&'a Finding> {
    let findings = picture.checked.findings.iter();
    findings
        .filter(|finding| finding.severity == severity)
        .collect()
}

fn urgent(picture: &Picture) -> Markup {
    let found = of(picture, Severity::Urgent);
    let suspended = picture.plan.decision == Decision::Suspend;
    html! {
        @if !found.is_empty() || suspended {
            div class="alert" role="region" aria-label="Urgent" {
                h2 { "First of all" }
                @for finding in &found {
                    p { strong { (finding.message) } }
                    p { (finding.advice) }
                }
                @if found.is_empty() {
                    p { (words::OPEN_FLAG) }
                }
            }
        }
    }
}

fn facts(picture: &Picture) -> Markup {
    let history = picture.history;
    let plan = picture.plan;
    let last = history.runs.last();
    let week = span::trailing_week(history, history.today());
    html! {
        dl class="facts" {
            div class="card" {
                dt { (words::week_name(picture)) }
                dd {
                    @if plan.decision == Decision::Suspend { "No training" }
                    @else {
                        (quantity::minutes(plan.weekly_min.round())) " min"
                        small { "in " (quantity::counted(plan.runs as usize, "run", "runs")) }
                    }
                }
            }
            div class="card" {
                dt { "Where you stand" }
                dd {
                    @if let Some(standing) = picture.standing {
                        (words::rung_name(standing.rung))
                        small {
                            @if let Some(level) = standing.level { "level " (level) " · " }
                            "since " (standing.since.format("%-d %b"))
                        }
                    } @else {
                        "No episode"
                        small { "load rules and red flags only" }
                    }
                }
            }
            div class="card" {
                dt { "Last run" }
                dd {
                    @if let Some(run) = last {
                        @let found = response(run, history);
                        @let minutes = run.running_minutes().map(|minutes| format!("{} min", quantity::minutes(minutes.round())));
                        @if is_asked(history, run, &found) {
                            (words::response(&found))
                            small {
                                (quantity::short_day(run.date())) " " (run.date().format("%b"))
                                @if let Some(minutes) = minutes { ", " (minutes) }
                            }
                        } @else {
                            (minutes.unwrap_or_else(|| quantity::MISSING.to_owned()))
                            small { (quantity::short_day(run.date())) " " (run.date().format("%b")) }
                        }
                    } @else { "None yet" }
                }
            }
            div class="card" {
                dt { "The last seven days" }
                dd {
                    @if let Some(minutes) = week.running_min { (quantity::minutes(minutes.round())) " min" }
                    @else { (quantity::MISSING) }
                    small { "in " (quantity::counted(week.runs, "run", "runs")) }
                }
            }
        }
    }
}

fn attention(picture: &Picture) -> Markup {
    let warnings = of(picture, Severity::Warning);
    let cautions = of(picture, Severity::Caution);
    // The newest few; the section of findings holds them all.
    const SHOWN: usize = 4;
    let all: Vec<&Finding> = warnings.into_iter().chain(cautions).collect();
    html! {
        @if all.is_empty() {
            p class="quiet" style="margin-top:16px" {
                @if picture.checked.findings.iter().any(|finding| finding.severity == Severity::Urgent) {
                    "Nothing else fires."
                } @else { "No rule fires: nothing needs your attention now." }
            }
        } @else {
            ul class="notes" aria-label="Needs attention" {
                @for finding in all.iter().take(SHOWN) {
                    li class={ "card note " (finding.severity.as_str()) } {
                        p {
                            span class={ "tag " (finding.severity.as_str()) } { (words::severity_name(finding.severity)) }
                            " " (finding.message)
                            " " span class="quiet small" { (finding.date.format("%-d %b")) }
                        }
                        p class="do" { strong { "Do: " } (finding.advice) }
                    }
                }
            }
            @if all.len() > SHOWN {
                p class="small" style="margin-top:8px" {
                    a href="#findings" { "and " (all.len() - SHOWN) " more" }
                }
            }
        }
    }
}
