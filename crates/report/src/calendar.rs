//! The week as a calendar (RFC 5545): an all-day event for each of its days, rest
//! too. A day keeps its UID, so that a changed plan replaces the events of the old
//! one, down to a run that is now a day of rest or a week without training.

use super::words::day_kind;
use super::words::quantity::minutes;
use super::words::session::{SAFETY, limits_line, steps};
use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use comeback_core::calendar::Days;
use comeback_core::limits::UnitSystem;
use comeback_core::plan::{Day, DayKind, Decision, WeekPlan};
use sha2::{Digest, Sha256};

/// A line of a calendar is at most so many bytes without its line end.
const FOLD_AT: usize = 75;

/// The week of an athlete; `stamp` is the moment at which the file is made.
pub fn calendar(
    plan: &WeekPlan,
    athlete: &str,
    stamp: DateTime<FixedOffset>,
    units: UnitSystem,
) -> String {
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//comeback//return to running//EN".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
        "METHOD:PUBLISH".to_owned(),
    ];
    if plan.decision == Decision::Suspend {
        let reasons: Vec<&str> = plan
            .reasons
            .iter()
            .map(|reason| reason.text.as_str())
            .collect();
        let description = format!("{}\n{SAFETY}", reasons.join("\n"));
        for date in (0..7).map(|days| plan.starts + Days::new(days)) {
            let told = Told {
                date,
                summary: "no training: see a clinician".to_owned(),
                description: description.clone(),
                category: "suspend",
            };
            event(&mut lines, &told, athlete, stamp);
        }
    } else {
        for day in &plan.days {
            event(&mut lines, &told(day, plan, units), athlete, stamp);
        }
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

/// What one event tells.
struct Told {
    date: NaiveDate,
    summary: String,
    description: String,
    category: &'static str,
}

fn told(day: &Day, plan: &WeekPlan, units: UnitSystem) -> Told {
    let mut summary = match (day.kind, &day.rehab) {
        (DayKind::Rest, Some(_)) => day_kind(DayKind::Rehab).to_owned(),
        (DayKind::Rest, None) if day.check_in.is_some() => "rest, pain check-in".to_owned(),
        (kind, _) => day_kind(kind).to_owned(),
    };
    if let Some(length) = day.minutes.filter(|minutes| *minutes > 0.0) {
        summary.push_str(&format!(", {} min", minutes(length)));
    }
    if plan.provisional {
        summary.push_str(" (provisional)");
    }
    let mut parts = Vec::new();
    if !day.steps.is_empty() {
        parts.push(steps(&day.steps));
    }
    let limits = limits_line(day, units);
    if !limits.is_empty() {
        parts.push(limits);
    }
    parts.extend(day.rehab.clone());
    parts.extend(day.check_in.clone());
    if !day.why.is_empty() {
        parts.push(format!("Why: {}", day.why));
    }
    parts.push(SAFETY.to_owned());
    Told {
        date: day.date,
        summary,
        description: parts.join("\n"),
        category: day.kind.as_str(),
    }
}

fn event(lines: &mut Vec<String>, told: &Told, athlete: &str, stamp: DateTime<FixedOffset>) {
    let stamp = stamp.with_timezone(&Utc).format("%Y%m%dT%H%M%SZ");
    let end = told.date + Days::new(1);
    lines.extend([
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", uid(told.date, athlete)),
        format!("DTSTAMP:{stamp}"),
        format!("DTSTART;VALUE=DATE:{}", told.date.format("%Y%m%d")),
        format!("DTEND;VALUE=DATE:{}", end.format("%Y%m%d")),
        format!("SUMMARY:{}", escaped(&told.summary)),
        format!("DESCRIPTION:{}", escaped(&told.description)),
        format!("CATEGORIES:{}", escaped(told.category)),
        "TRANSP:TRANSPARENT".to_owned(),
        "END:VEVENT".to_owned(),
    ]);
}

/// One day of one athlete, and nothing of the athlete's name in the open.
fn uid(date: NaiveDate, athlete: &str) -> String {
    let hash = Sha256::digest(athlete.as_bytes());
    let short: String = hash
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{}-{short}@comeback", date.format("%Y%m%d"))
}

/// TEXT of RFC 5545, section 3.3.11.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Folded by section 3.1: never over 75 bytes, never within a character.
fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 16);
    let mut used = 0;
    for c in line.chars() {
        if used + c.len_utf8() > FOLD_AT {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(c);
        used += c.len_utf8();
    }
    out.push_str("\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_folded_between_characters() {
        for text in [
            "x".repeat(75),
            "x".repeat(76),
            "é".repeat(200),
            "≤ 30° ".repeat(40),
        ] {
            let wrapped = folded(&text);
            for line in wrapped.trim_end_matches("\r\n").split("\r\n") {
                assert!(line.len() <= FOLD_AT, "{} bytes", line.len());
            }
            assert_eq!(wrapped.replace("\r\n ", ""), format!("{text}\r\n"));
        }
        assert!(!folded(&"x".repeat(75)).contains("\r\n "));
    }

    #[test]
    fn what_has_a_meaning_is_escaped() {
        assert_eq!(escaped("a, b; c\\d\ne\r"), "a\\, b\\; c\\\\d\\ne");
    }
}
