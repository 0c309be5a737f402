//! All findings with why they matter, what to do, on whose word; then what no
//! rule could judge.

use super::words;
use crate::Picture;
use crate::text::{self, evidence};
use comeback_core::insight;
use comeback_core::rules::{self, Finding};
use maud::{Markup, html};

pub fn section(picture: &Picture) -> Markup {
    let mut findings: Vec<&Finding> = picture.checked.findings.iter().collect();
    findings.sort_by_key(|finding| {
        (
            std::cmp::Reverse(finding.severity),
            std::cmp::Reverse(finding.date),
        )
    });
    html! {
        section id="findings" {
            h2 { "Findings" }
            @if findings.is_empty() {
                p class="intro" { "No rule fires." }
            } @else {
                p class="intro" { "Each names the rule, its figures, and what kind of evidence stands behind it." }
                div class="findings" {
                    @for finding in findings { (one(picture, finding)) }
                }
            }
            @if !picture.checked.unknown.is_empty() {
                h3 style="margin:22px 0 8px" { "Could not be judged" }
                ul class="plain small" {
                    @for missing in &picture.checked.unknown {
                        li { span class="tag" { (missing.rule) } " " (missing.missing) " (" (missing.date.format("%-d %b")) ")" }
                    }
                }
            }
        }
    }
}

fn one(picture: &Picture, finding: &Finding) -> Markup {
    let units = picture.history.settings.units;
    let severity = finding.severity.as_str();
    let figures: Vec<String> = finding
        .evidence
        .iter()
        .map(|(name, figure)| evidence(name, figure, units))
        .collect();
    html! {
        article class={ "card note finding " (severity) } {
            div class="head" {
                span class={ "tag " (severity) } { (words::severity_name(finding.severity)) }
                span class="tag" { (finding.rule) }
                span class="quiet small" {
                    (finding.date.format("%a %-d %b %Y"))
                    @if let Some(run) = &finding.run { " · run " (run) }
                }
            }
            p class="what" { (finding.message) }
            @if !figures.is_empty() { p class="evidence" { (figures.join(" · ")) } }
            p { strong { "Why: " } (rules::rule(finding.rule).why) }
            p { strong { "Do: " } (finding.advice) }
            p class="source" { "Evidence. " (words::evidence_line(finding.grade, finding.source)) }
        }
    }
}

/// What went before higher scores; nothing where nothing may be said.
pub fn went_before(picture: &Picture) -> Markup {
    let found = insight::went_before(picture.history);
    html! {
        @if !found.is_empty() {
            section id="went-before" {
                h2 { "What went before higher scores" }
                @for before in &found {
                    p { (text::went_before_words(before)) }
                }
                p { "That it went before does not say that it caused them." }
            }
        }
    }
}
