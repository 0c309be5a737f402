//! The week in Markdown, to be sent to a coach or clinician, or kept in notes.

use super::text::plan::{
    SAFETY, alternative_words, decision_words, kind_words, limits_words, reason_words, steps,
    totals,
};
use super::text::quantity::{long_date, minutes, short_day};
use super::text::rehab_lines;
use chrono::Days;
use comeback_core::diary::History;
use comeback_core::limits::UnitSystem;
use comeback_core::plan::rehab::Overview;
use comeback_core::plan::{Day, WeekPlan};

pub fn markdown(plan: &WeekPlan, units: UnitSystem) -> String {
    let last = plan.starts + Days::new(6);
    let provisional = if plan.provisional {
        ", provisional"
    } else {
        ""
    };
    let mut out = format!(
        "# Week {}: {} to {}{provisional}\n\n**{}**: {}\n\n",
        plan.week,
        short_day(plan.starts),
        long_date(last),
        decision_words(plan),
        totals(plan)
    );
    if !plan.headline.is_empty() {
        out.push_str(&format!("{}\n\n", line(&plan.headline)));
    }
    if !plan.days.is_empty() {
        out.push_str("| day | what | min | how | why |\n|---|---|---:|---|---|\n");
        for day in &plan.days {
            out.push_str(&row(day, units));
        }
        out.push('\n');
    }
    if !plan.reasons.is_empty() {
        out.push_str("## Why\n\n");
        for reason in &plan.reasons {
            out.push_str(&format!("- {}\n", line(&reason_words(reason))));
        }
        out.push('\n');
    }
    let turns: Vec<String> = [("amber", &plan.if_amber), ("red", &plan.if_red)]
        .into_iter()
        .filter_map(|(band, turn)| {
            let turn = turn.as_ref()?;
            Some(format!(
                "- **{band}**: {}\n",
                line(&alternative_words(turn))
            ))
        })
        .collect();
    if !turns.is_empty() {
        out.push_str(&format!("## What it becomes\n\n{}\n", turns.concat()));
    }
    out.push_str(&format!("> {SAFETY}\n"));
    out
}

/// Where rehab stands and how its exercises are done.
pub fn rehab(history: &History, overview: &Overview) -> String {
    let mut out = String::from("\n## Rehab\n\n");
    for told in rehab_lines(history, overview) {
        out.push_str(&format!("- {}\n", line(&told)));
    }
    out
}

fn row(day: &Day, units: UnitSystem) -> String {
    let mut how = Vec::new();
    if !day.steps.is_empty() {
        how.push(steps(&day.steps));
    }
    how.push(limits_words(day, units));
    how.extend(day.rehab.clone());
    how.extend(day.check_in.clone());
    how.retain(|part| !part.is_empty());
    let length = day.minutes.filter(|minutes| *minutes > 0.0);
    format!(
        "| {} | {} | {} | {} | {} |\n",
        short_day(day.date),
        kind_words(day.kind),
        length.map(minutes).unwrap_or_default(),
        cell(&how.join("; ")),
        cell(&day.why)
    )
}

/// A bar would end the cell, a line end the row.
fn cell(text: &str) -> String {
    line(text).replace('|', "\\|")
}

fn line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}
