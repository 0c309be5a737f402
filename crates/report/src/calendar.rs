//! Weeks as a calendar (RFC 5545). A session is an event of a whole day, rest too; a
//! check-in is an event of its own, at the moment from which on its score can be given,
//! with an alarm.
//!
//! A day keeps its UIDs whatever it holds, so that a changed plan replaces the events of
//! the old one, down to a run that is now a day of rest; a check-in that is no longer
//! due is cancelled, since an imported file takes nothing away by leaving it out. What
//! orders the versions comes from the log: the same log gives the same bytes.

mod line;

use super::words::quantity::minutes;
use super::words::session::{limits_line, safety, steps};
use super::words::{capital, day_kind};
use chrono::{DateTime, FixedOffset, NaiveDate, Timelike, Utc};
use comeback_core::calendar::{Days, TimeDelta};
use comeback_core::limits::UnitSystem;
use comeback_core::plan::{CheckIn, Day, DayKind, Decision, WeekPlan};
use line::{escaped, folded};
use sha2::{Digest, Sha256};

/// How often a program that has subscribed is asked to look again.
const REFRESH: &str = "PT6H";
/// How long a check-in is in the calendar.
const CHECK_IN: &str = "PT10M";
/// SEQUENCE counts minutes from here, 2020-01-01T00:00:00Z, so that it never falls: not
/// with a new episode, and not with one whose start was corrected.
const COUNTED_FROM_S: i64 = 1_577_836_800;
/// What is said of a run in a line.
const STOP_WORDS: &str = "Pain over 5 of 10 on the way: walk from there.";

/// Whose calendar it is, and which version of it.
#[derive(Debug, Clone)]
pub struct About<'a> {
    /// As the athlete is called.
    pub athlete: &'a str,
    pub units: UnitSystem,
    /// When the newest entry came that the plan has read.
    pub told: DateTime<FixedOffset>,
    /// How many lines and files it has read; with the moment it orders the versions, for
    /// a line can speak of a time long past.
    pub lines: usize,
    /// Check-ins that were planned and are no longer due, by the moment they began.
    pub vanished: &'a [DateTime<FixedOffset>],
}

/// Some weeks of an athlete as one calendar: a file to import, or a feed.
pub fn calendar<'a>(weeks: impl IntoIterator<Item = &'a WeekPlan>, about: &About) -> String {
    let name = escaped(&format!("Running, {}", about.athlete));
    let safety = escaped(&safety());
    let mut lines: Vec<String> = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//comeback//return to running//EN".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
        "METHOD:PUBLISH".to_owned(),
        format!("NAME:{name}"),
        format!("X-WR-CALNAME:{name}"),
        format!("DESCRIPTION:{safety}"),
        format!("X-WR-CALDESC:{safety}"),
        format!("REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}"),
        format!("X-PUBLISHED-TTL:{REFRESH}"),
    ];
    let mut asked: Vec<NaiveDate> = Vec::new();
    for plan in weeks {
        if plan.decision == Decision::Suspend {
            suspended(&mut lines, plan, about);
            continue;
        }
        for day in &plan.days {
            session(&mut lines, day, plan, about);
        }
        for day in &plan.days {
            check_ins(&mut lines, day, &mut asked, about);
        }
    }
    for from in about.vanished {
        let date = from.date_naive();
        if !asked.contains(&date) {
            asked.push(date);
            cancelled(&mut lines, *from, about);
        }
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

/// Which of an athlete's events of a day it is.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Session,
    CheckIn,
}

/// What every event begins with.
fn begin(lines: &mut Vec<String>, kind: Kind, date: NaiveDate, about: &About) {
    let told = utc(about.told);
    lines.extend([
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", uid(kind, date, about.athlete)),
        format!("DTSTAMP:{told}"),
        format!("LAST-MODIFIED:{told}"),
        format!("SEQUENCE:{}", sequence(about)),
    ]);
}

fn all_day(
    lines: &mut Vec<String>,
    date: NaiveDate,
    summary: &str,
    description: &str,
    about: &About,
) {
    let end = date + Days::new(1);
    begin(lines, Kind::Session, date, about);
    lines.extend([
        format!("DTSTART;VALUE=DATE:{}", date.format("%Y%m%d")),
        format!("DTEND;VALUE=DATE:{}", end.format("%Y%m%d")),
        format!("SUMMARY:{}", escaped(summary)),
        format!("DESCRIPTION:{}", escaped(description)),
        "TRANSP:TRANSPARENT".to_owned(),
        "STATUS:CONFIRMED".to_owned(),
        "END:VEVENT".to_owned(),
    ]);
}

fn suspended(lines: &mut Vec<String>, plan: &WeekPlan, about: &About) {
    let reasons: Vec<&str> = (plan.reasons.iter())
        .map(|reason| reason.text.as_str())
        .collect();
    let description = format!("{}\n{}", reasons.join("\n"), safety());
    // Each day says so, else the runs of an earlier plan would stay in the calendar.
    for date in plan.starts.iter_days().take(7) {
        all_day(
            lines,
            date,
            "no training: see a clinician",
            &description,
            about,
        );
    }
}

fn session(lines: &mut Vec<String>, day: &Day, plan: &WeekPlan, about: &About) {
    let mut summary = match (day.kind, &day.rehab) {
        (DayKind::Rest, Some(_)) => day_kind(DayKind::Rehab).to_owned(),
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
    let limits = limits_line(day, about.units);
    if !limits.is_empty() {
        parts.push(limits);
    }
    // The exercises stand in the plan; a calendar names the set.
    if let Some(rehab) = &day.rehab {
        let name = rehab.split(':').next().unwrap_or(rehab);
        parts.push(format!("rehab: {}", name.trim()));
    }
    if day.kind.is_run() {
        parts.push(STOP_WORDS.to_owned());
    }
    if parts.is_empty() && !day.why.is_empty() {
        parts.push(day.why.clone());
    }
    all_day(lines, day.date, &summary, &parts.join("\n"), about);
}

/// One event a day, from the first moment of it on: several scores are given together.
fn check_ins(lines: &mut Vec<String>, day: &Day, asked: &mut Vec<NaiveDate>, about: &About) {
    let mut due: Vec<&CheckIn> = day.check_ins.iter().collect();
    due.sort_by_key(|due| due.from);
    for due in due {
        let date = due.from.date_naive();
        if asked.contains(&date) {
            continue;
        }
        asked.push(date);
        let words = asked_words(day.check_in.as_deref(), day.check_ins.len(), due);
        timed(lines, awake(due), "Pain check-in, 0 to 10", about);
        lines.extend([
            format!("DESCRIPTION:{}", escaped(&format!("{words}."))),
            "TRANSP:TRANSPARENT".to_owned(),
            "STATUS:CONFIRMED".to_owned(),
            // Some readers drop what follows an alarm: it is the last of its event.
            "BEGIN:VALARM".to_owned(),
            "ACTION:DISPLAY".to_owned(),
            "DESCRIPTION:Pain check-in".to_owned(),
            "TRIGGER:PT0S".to_owned(),
            "END:VALARM".to_owned(),
            "END:VEVENT".to_owned(),
        ]);
    }
}

/// What a check-in asks for: the words of its day, which are those of the first, where it
/// is the only one.
fn asked_words(of_day: Option<&str>, all: usize, due: &CheckIn) -> String {
    match of_day {
        Some(words) if all == 1 => capital(words),
        _ => format!(
            "Log the worst since the run, from {} to {}",
            due.from.format("%A %H:%M"),
            due.until.format("%A %H:%M")
        ),
    }
}

/// Nobody is woken to score a run (design): a check-in that begins in the night, from the one hour
/// to before the other, is in the calendar at seven.
const NIGHT_FROM: u32 = 22;
const NIGHT_TO: u32 = 6;
const MORNING: u32 = 7;

/// The first moment of a check-in, or the morning after it where it lies in the night; not
/// where the check-in would be over by then.
fn awake(due: &CheckIn) -> DateTime<FixedOffset> {
    let at = due.from.time();
    let hours = match at.hour() {
        hour if hour < NIGHT_TO => MORNING - hour,
        hour if hour >= NIGHT_FROM => 24 + MORNING - hour,
        _ => return due.from,
    };
    let minutes = i64::from(60 * hours) - i64::from(at.minute());
    let morning = due.from + TimeDelta::minutes(minutes);
    if morning < due.until {
        morning
    } else {
        due.from
    }
}

fn cancelled(lines: &mut Vec<String>, from: DateTime<FixedOffset>, about: &About) {
    timed(lines, from, "Pain check-in, no longer due", about);
    lines.extend([
        "TRANSP:TRANSPARENT".to_owned(),
        "STATUS:CANCELLED".to_owned(),
        "END:VEVENT".to_owned(),
    ]);
}

/// A check-in is a moment of the world, wherever the runner is: UTC, and no time zone.
fn timed(lines: &mut Vec<String>, from: DateTime<FixedOffset>, summary: &str, about: &About) {
    begin(lines, Kind::CheckIn, from.date_naive(), about);
    lines.extend([
        format!("DTSTART:{}", utc(from)),
        format!("DURATION:{CHECK_IN}"),
        format!("SUMMARY:{}", escaped(summary)),
    ]);
}

fn utc(at: DateTime<FixedOffset>) -> String {
    at.with_timezone(&Utc).format("%Y%m%dT%H%M%SZ").to_string()
}

/// Minutes of the newest line and the number of lines: it rises with every line, and fits
/// the 31 bits that readers keep.
fn sequence(about: &About) -> i64 {
    let minutes = (about.told.timestamp() - COUNTED_FROM_S).max(0) / 60;
    let lines = i64::try_from(about.lines).unwrap_or(i64::MAX);
    let count = minutes.saturating_add(lines);
    count.clamp(0, i64::from(i32::MAX))
}

/// One event of a day of one athlete, and nothing of the athlete's name in the open.
fn uid(kind: Kind, date: NaiveDate, athlete: &str) -> String {
    let hash = Sha256::digest(athlete.as_bytes());
    let short: String = hash
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let kind = match kind {
        // As in the calendars of versions before, which it replaces.
        Kind::Session => "",
        Kind::CheckIn => "-check-in",
    };
    format!("{}-{short}{kind}@comeback", date.format("%Y%m%d"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_woken_by_a_check_in() {
        let at = |text: &str| {
            DateTime::parse_from_rfc3339(&format!("{text}:00+01:00")).expect("a moment")
        };
        for (from, until, rings) in [
            ("2026-11-24T04:00", "2026-11-25T19:00", "2026-11-24T07:00"),
            ("2026-11-24T05:59", "2026-11-25T19:00", "2026-11-24T07:00"),
            ("2026-11-24T06:00", "2026-11-25T19:00", "2026-11-24T06:00"),
            ("2026-11-24T21:59", "2026-11-25T19:00", "2026-11-24T21:59"),
            ("2026-11-24T22:30", "2026-11-25T19:00", "2026-11-25T07:00"),
            ("2026-11-24T04:00", "2026-11-24T06:00", "2026-11-24T04:00"),
        ] {
            let due = CheckIn {
                run: None,
                from: at(from),
                until: at(until),
            };
            assert_eq!(awake(&due), at(rings), "{from} to {until}");
        }
    }

    #[test]
    fn of_two_check_ins_of_a_day_each_tells_its_own_time() {
        let at = |text: &str| DateTime::parse_from_rfc3339(text).expect("a moment");
        let due = CheckIn {
            run: None,
            from: at("2026-11-24T04:00:00+01:00"),
            until: at("2026-11-25T19:00:00+01:00"),
        };
        let of_day = Some("log the worst since Sunday's run, from 04:00 to Tuesday 10:00");
        assert_eq!(
            asked_words(of_day, 1, &due),
            "Log the worst since Sunday's run, from 04:00 to Tuesday 10:00"
        );
        assert_eq!(
            asked_words(of_day, 2, &due),
            "Log the worst since the run, from Tuesday 04:00 to Wednesday 19:00"
        );
    }
}
