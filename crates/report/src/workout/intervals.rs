//! A day in the words of intervals.icu's workout builder: text to paste there, from
//! where it reaches the watches that take no file.
//!
//! What is not written by its rules is dropped there without a word: a pace without
//! `Pace`, a target before its duration, a repeat without an empty line before and after
//! it, `m` for metres. Cadence is documented for cycling alone, so it stands in the cue.

use super::ascii;
use super::blocks::{Block, Leg, Role, blocks};
use super::is_workout;
use crate::words::day_kind;
use comeback_core::plan::{Day, WeekPlan};
use std::fmt::Write;

/// The running days of a week, each begun by a line that names it: what follows it is pasted.
pub fn week(plan: &WeekPlan, athlete: &str) -> String {
    let days = plan.days.iter().filter(|day| is_workout(day));
    let texts: Vec<String> = days
        .map(|day| {
            let title = format!(
                "== {} {}, {}, {} ==",
                day.date.format("%a"),
                day.date,
                ascii::fitted(athlete, 40),
                day_kind(day.kind)
            );
            format!("{title}\n\n{}", text(day))
        })
        .collect();
    texts.concat()
}

/// One day.
pub fn text(day: &Day) -> String {
    let mut out = String::new();
    let mut part: Option<&str> = None;
    for block in &blocks(day) {
        let name = part_of(block);
        if block.times > 1 {
            gap(&mut out);
            let _ = writeln!(out, "{name} {}x", block.times);
            part = None;
        } else if part != Some(name) {
            gap(&mut out);
            let _ = writeln!(out, "{name}");
            part = Some(name);
        }
        for leg in &block.legs {
            let _ = writeln!(out, "- {}", line(leg));
        }
        if block.times > 1 {
            gap(&mut out);
        }
    }
    // So that a repeat is closed at the end of a day, too.
    gap(&mut out);
    out
}

/// An empty line, once.
fn gap(out: &mut String) {
    if !out.is_empty() && !out.ends_with("\n\n") {
        out.push('\n');
    }
}

fn part_of(block: &Block) -> &'static str {
    match block.legs.first().map(|leg| leg.role) {
        Some(Role::WarmUp) => "Warmup",
        Some(Role::CoolDown) => "Cooldown",
        _ => "Main",
    }
}

/// Cue, duration, target, in this order.
fn line(leg: &Leg) -> String {
    let mut cue = leg.what.to_owned();
    if let Some(first) = cue.get(..1) {
        cue = format!(
            "{}{}",
            first.to_uppercase(),
            cue.get(1..).unwrap_or_default()
        );
    }
    // What is worked on is said, and the ceiling is held.
    if let Some((low, high)) = leg
        .cadence
        .filter(|_| leg.cadence_first || leg.cap.is_none())
    {
        cue = format!("{cue} (cadence {low:.0} to {high:.0})");
    }
    let duration = duration(leg.seconds);
    match leg.pace() {
        Some((slowest, fastest)) => format!(
            "{cue} {duration} {}-{}/km Pace",
            minutes_a_km(slowest),
            minutes_a_km(fastest)
        ),
        None => format!("{cue} {duration} freeride"),
    }
}

/// `9m`, `30s`, `2m30s`: `m` is minutes.
fn duration(seconds: u32) -> String {
    match (seconds / 60, seconds % 60) {
        (minutes, 0) => format!("{minutes}m"),
        (0, seconds) => format!("{seconds}s"),
        (minutes, seconds) => format!("{minutes}m{seconds}s"),
    }
}

fn minutes_a_km(speed_m_per_s: f64) -> String {
    let seconds = (1000.0 / speed_m_per_s).round() as u64;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}
