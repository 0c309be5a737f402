//! What is done beside running: exercise sets and re-tests, gait, sitting,
//! stretching, VISA-H over time.

use super::look::{Ink, Look, paragraph};
use super::quantity::{counted, minutes, trimmed};
use super::table::{Cell, left, right, table};
use super::trend::sparkline;
use chrono::NaiveDate;
use comeback_core::diary::History;
use comeback_core::diary::entry::{GaitFocus, RehabSet};
use comeback_core::limits;
use comeback_core::plan::care::{Care, GaitProgress};

/// `log show`
pub fn care(history: &History, care: &Care, look: &Look) -> String {
    if care.is_empty() {
        return "Nothing beside running is logged yet: `comeback log --help` lists what can be.\n"
            .to_owned();
    }
    let mut out = look.heading("Exercise sets");
    out.push_str(&sets(care, look));
    if !care.tests.is_empty() {
        let tests: Vec<String> = care
            .tests
            .iter()
            .map(|test| {
                let result = if test.result.passed {
                    "passed"
                } else {
                    "not passed"
                };
                let pain = test
                    .result
                    .pain
                    .map(|pain| format!(" at pain {}", trimmed(pain.get(), 1)))
                    .unwrap_or_default();
                format!("{} {result}{pain}", history.local_date(test.at))
            })
            .collect();
        let text = format!("re-tests: {}", tests.join(" · "));
        out.push_str(&paragraph(look, "  ", "    ", &text));
    }
    out.push_str(&format!("\n{}", look.heading("Gait")));
    if care.gait.is_empty() {
        out.push_str("  no change is worked on\n");
    }
    for focus in &care.gait {
        out.push_str(&paragraph(
            look,
            "  ",
            "    ",
            &gait(focus, history.today()),
        ));
    }
    out.push_str(&format!("\n{}", look.heading("Habits, 28 days")));
    let sitting = match care.longest_sitting() {
        Some(longest) => format!(
            "sitting: longest unbroken {} min, {} over {} min",
            minutes(longest),
            counted(care.sitting_over(), "time", "times"),
            minutes(care.sitting_limit_min)
        ),
        None => "sitting: nothing logged".to_owned(),
    };
    out.push_str(&paragraph(look, "  ", "    ", &sitting));
    let stretched = counted(care.stretches_28_d, "time", "times");
    let last = care
        .last_stretch
        .map_or_else(String::new, |day| format!(", last on {day}"));
    out.push_str(&paragraph(
        look,
        "  ",
        "    ",
        &format!("hamstring stretched: {stretched}{last}"),
    ));
    if !care.visa.is_empty() {
        out.push_str(&format!("\n{}", look.heading("VISA-H, 0 to 100")));
        let scores: Vec<Option<f64>> = care.visa.iter().map(|entry| Some(entry.score)).collect();
        out.push_str(&format!("  {}\n", sparkline(&scores, 0.0)));
        let listed: Vec<String> = care
            .visa
            .iter()
            .map(|entry| {
                format!(
                    "{} {}",
                    history.local_date(entry.at),
                    trimmed(entry.score, 0)
                )
            })
            .collect();
        out.push_str(&paragraph(look, "  ", "  ", &listed.join(" · ")));
    }
    out
}

fn sets(care: &Care, look: &Look) -> String {
    let columns = [
        left("set", 0),
        right("sessions", 0),
        right("28 days", 1),
        left("first", 0),
        left("last", 0),
        right("pain", 0),
        right("worst", 1),
        left("re-test before", 0),
    ];
    let rows: Vec<Vec<Cell>> = care
        .sets
        .iter()
        .map(|set| {
            let current = care.current == Some(set.set);
            let name = if current {
                format!("▶ {}", set_words(set.set))
            } else {
                format!("  {}", set_words(set.set))
            };
            let ink = if current { Ink::Strong } else { Ink::Plain };
            let day = |day: Option<NaiveDate>| {
                Cell::plain(day.map_or_else(String::new, |day| day.to_string()))
            };
            let pain = |pain: Option<f64>| {
                Cell::plain(pain.map_or_else(String::new, |pain| trimmed(pain, 1)))
            };
            let count = |count: usize| {
                Cell::plain(if count == 0 {
                    String::new()
                } else {
                    count.to_string()
                })
            };
            let test = match (set.entered_by, set.sessions, set.set) {
                (Some(test), _, _) if test.result.passed => "passed",
                (Some(_), _, _) => "not passed",
                (None, 1.., RehabSet::A | RehabSet::B | RehabSet::C) => "none logged",
                _ => "",
            };
            vec![
                Cell::inked(name, ink),
                count(set.sessions),
                count(set.sessions_28_d),
                day(set.first),
                day(set.last),
                pain(set.last_pain),
                pain(set.worst_pain),
                Cell::plain(test),
            ]
        })
        .collect();
    table(look, 2, &columns, &rows)
}

pub(crate) const fn set_words(set: RehabSet) -> &'static str {
    match set {
        RehabSet::Isometric => "isometrics",
        RehabSet::A => "set A",
        RehabSet::B => "set B",
        RehabSet::C => "set C",
    }
}

pub(crate) const fn focus_words(focus: GaitFocus) -> &'static str {
    match focus {
        GaitFocus::Cadence => "cadence, a shorter stride",
        GaitFocus::Taller => "running taller",
        GaitFocus::PelvicTilt => "pelvic tilt",
        GaitFocus::Done => "nothing",
    }
}

/// `running taller since 2026-11-02: 6 of 8-18 sessions; cue or metronome …`
fn gait(focus: &GaitProgress, today: NaiveDate) -> String {
    let mut text = format!("{} since {}", focus_words(focus.focus), focus.since);
    if let Some(until) = focus.until {
        text.push_str(&format!(" until {until}"));
    }
    text.push_str(&format!(
        ": {} of {:.0}-{:.0} sessions",
        focus.sessions,
        limits::GAIT_SESSIONS_MIN.value,
        limits::GAIT_SESSIONS_MAX.value
    ));
    if let Some(spm) = focus.cadence_spm {
        text.push_str(&format!(", median cadence {spm:.0}"));
    }
    if focus.until.is_none() {
        text.push_str(&format!("; next: {}", focus.feedback_words()));
        if focus.hold_until > today {
            text.push_str(&format!("; no load step before {}", focus.hold_until));
        }
    }
    text
}
