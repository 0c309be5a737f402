//! Next week as seven cards, why it is so, and what it becomes after pain.

use super::words;
use crate::Picture;
use crate::text::quantity;
use chrono::Days;
use comeback_core::limits::UnitSystem;
use comeback_core::plan::{Alternative, Day, Decision, Step, StepKind, WeekPlan};
use maud::{Markup, html};

pub fn section(picture: &Picture) -> Markup {
    let plan = picture.plan;
    let units = picture.history.settings.units;
    let end = plan
        .starts
        .checked_add_days(Days::new(6))
        .unwrap_or(plan.starts);
    html! {
        section id="week" {
            h2 { (words::week_name(picture)) ": " (plan.starts.format("%-d %B")) " to " (end.format("%-d %B")) }
            p class="intro" {
                @if plan.decision == Decision::Suspend { "No training is prescribed." }
                @else {
                    (quantity::minutes(plan.weekly_min.round())) " minutes in "
                    (quantity::counted(plan.runs as usize, "run", "runs")) "."
                }
                @if plan.provisional {
                    " This plan is provisional: the last response is not complete yet. Log your pain, and read it again."
                }
            }
            ol class="days" {
                @for day in &plan.days { (card(day, &own_why(day, plan), units)) }
            }
            @if plan.if_amber.is_some() || plan.if_red.is_some() {
                div class="becomes" {
                    @if let Some(amber) = &plan.if_amber { (becomes(amber, "amber", "▲ If pain goes over 3, up to 5")) }
                    @if let Some(red) = &plan.if_red { (becomes(red, "red", "◆ If pain goes over 5")) }
                }
            }
            @if !plan.reasons.is_empty() {
                div class="card" style="margin-top:12px" {
                    h3 { "Why this week" }
                    ul class="plain" style="margin-top:8px" {
                        @for reason in &plan.reasons {
                            li {
                                (reason.text) " "
                                span class="tag" { (words::grade_name(reason.grade)) }
                                @if let Some(rule) = &reason.rule { " " span class="tag" { (rule) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Why this day is so, without the reason of the week: that stands above and below
/// the days and would be read seven times.
fn own_why(day: &Day, plan: &WeekPlan) -> String {
    let mut why = day.why.clone();
    for reason in &plan.reasons {
        let said = format!("{}: {}", plan.decision.as_str(), reason.text);
        why = why.replace(&said, "").replace(&reason.text, "");
    }
    why.trim().to_owned()
}

fn card(day: &Day, why: &str, units: UnitSystem) -> Markup {
    let run = day.kind.is_run();
    html! {
        li class={ "card day " (if run { "run" } else { "off" }) } {
            div {
                p class="date" { (day.date.format("%A")) " " (day.date.format("%-d %b")) }
                h3 {
                    (words::day_name(day.kind))
                    @if let Some(minutes) = day.minutes.filter(|minutes| *minutes > 0.0) {
                        ", " (quantity::minutes(minutes)) " min"
                    }
                }
            }
            div {
                @if day.steps.len() > 1 || day.steps.iter().any(|step| step.repeat > 1 || step.rest_s > 0) {
                    ol class="small" {
                        @for step in &day.steps { li { (step_text(step)) } }
                    }
                }
                (details(day, units))
                @if let Some(rehab) = &day.rehab { p class="small" { (rehab) } }
            }
            div {
                @if let Some(check) = &day.check_in { p class="check" { strong { "Check in: " } (check) } }
                @if !why.is_empty() { p class="why" { (why) } }
            }
        }
    }
}

fn details(day: &Day, units: UnitSystem) -> Markup {
    html! {
        @if day.speed_cap_m_per_s.is_some() || day.cadence_target_spm.is_some() || day.terrain.is_some() {
            dl class="pairs" {
                @if let Some(cap) = day.speed_cap_m_per_s {
                    dt { "Pace" } dd { "no faster than " (quantity::pace(cap, units)) }
                }
                @if let Some(cadence) = day.cadence_target_spm {
                    dt { "Cadence" } dd { "about " (format!("{:.0}", cadence.get())) " steps/min" }
                }
                @if let Some(terrain) = &day.terrain {
                    dt { "Ground" } dd { (terrain) }
                }
            }
        }
    }
}

/// `2 × 8 min tempo, 2 min between`
fn step_text(step: &Step) -> String {
    let what = match step.what {
        StepKind::Walk => "walk",
        StepKind::Run => "run",
        StepKind::Easy => "easy",
        StepKind::Tempo => "tempo",
        StepKind::Interval => "interval",
        StepKind::Sprint => "sprint",
        StepKind::Climb => "climb, easy",
        StepKind::HillSprint => "hill sprint",
    };
    let times = if step.repeat > 1 {
        format!("{} × ", step.repeat)
    } else {
        String::new()
    };
    let rest = if step.rest_s > 0 {
        let word = if step.what == StepKind::Run {
            "walk"
        } else {
            "walk or easy"
        };
        format!(", then {} {word}", quantity::spell(step.rest_s))
    } else {
        String::new()
    };
    format!("{times}{} {what}{rest}", quantity::spell(step.work_s))
}

fn becomes(change: &Alternative, class: &str, title: &str) -> Markup {
    html! {
        div class={ "card " (class) } {
            h3 { (title) }
            p style="margin-top:6px" { (change.text) }
            p class="quiet small" style="margin-top:4px" {
                (quantity::minutes(change.weekly_min.round())) " min in "
                (quantity::counted(change.runs as usize, "run", "runs"))
            }
        }
    }
}
