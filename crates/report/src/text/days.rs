//! The days of a week: the day, its kind and minutes in columns, and beside them what
//! is done and why.

use super::look::{Look, pad, wrap};
use crate::tree::{Day, Tone};
use crate::words;
use crate::words::quantity::{minutes, short_day};

/// Columns of the kind of a day, and of its minutes (`17.5 min`).
const KIND: usize = 15;
const MINUTES: usize = 9;
/// The columns before a day's text: mark of the day, kind and minutes.
const LEAD: usize = 2 + 7 + KIND + MINUTES;

pub(super) fn days(days: &[Day], look: &Look) -> String {
    days.iter().map(|each| day(each, look)).collect()
}

fn day(day: &Day, look: &Look) -> String {
    let duration = day
        .minutes
        .map(|value| format!("{} min", minutes(value)))
        .unwrap_or_default();
    let tone = if day.kind.is_run() {
        Tone::Strong
    } else {
        Tone::Quiet
    };
    let lead = format!(
        "  {}{}{}",
        pad(&short_day(day.date), 7),
        look.paint(&pad(words::day_kind(day.kind), KIND), tone),
        pad(&duration, MINUTES)
    );
    let limits: Vec<String> = day.limits.iter().map(|pair| pair.words.plain()).collect();
    let room = look.columns().saturating_sub(LEAD).max(20);
    let told = [
        (day.steps.join(", "), Tone::Plain),
        (limits.join(" · "), Tone::Plain),
        (day.rehab.clone(), Tone::Plain),
        (day.check_in.clone(), Tone::Plain),
        (day.why.clone(), Tone::Quiet),
    ];
    let mut lines = told
        .into_iter()
        .filter(|(text, _)| !text.is_empty())
        .flat_map(|(text, tone)| wrap(&text, room).into_iter().map(move |line| (line, tone)))
        .map(|(line, tone)| look.paint(&line, tone));
    let first = lines.next().unwrap_or_default();
    let mut out = format!("{lead}{first}").trim_end().to_owned();
    out.push('\n');
    for line in lines {
        out.push_str(&format!("{}{line}\n", " ".repeat(LEAD)));
    }
    out
}
