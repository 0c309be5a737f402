//! What is done beside running: exercise sets and re-tests, the gait focus with its
//! dose, habits, symptoms, VISA-H over time.

use super::rehab;
use crate::Picture;
use crate::tree::{Block, Cell, Section, Table, Words, column, figures};
use crate::words::quantity::{self, counted, minutes, trimmed};
use crate::words::{focus, rehab_set};
use chrono::NaiveDate;
use comeback_core::diary::entry::RehabSet;
use comeback_core::diary::{History, TestEntry};
use comeback_core::limits;
use comeback_core::plan::care::{self, Care, GaitProgress, SetProgress};
use comeback_core::plan::rehab as rehab_plan;

/// Everything beside running, for a report.
pub(super) fn section(picture: &Picture) -> Option<Section> {
    let history = picture.history;
    let care = care::care(history);
    let mut section = Section::new("rehab", "Rehab, gait and habits").listed("Rehab");
    if let Some(overview) = rehab_plan::overview(history, picture.plan) {
        let now = rehab::blocks(history, &overview);
        section = section.with(Block::group("Where rehab stands", now));
    }
    section = section.with_all(logged(history, &care));
    Some(section.with_all(symptoms(history)))
}

/// What was logged beside running, each kind under its own heading.
pub fn logged(history: &History, care: &Care) -> Vec<Block> {
    let mut blocks = vec![
        Block::group("Exercise sets", sets(history, care)),
        Block::group("Gait", gait(care, history.today())),
        Block::group(
            format!("Habits, {} days", limits::HABIT_DAYS.value),
            vec![habits(care)],
        ),
    ];
    let scores = over_time(history);
    if !scores.is_empty() {
        let lines = scores.into_iter().map(Into::into).collect();
        blocks.push(Block::group("Scores over time", vec![Block::List(lines)]));
    }
    let points: Vec<(NaiveDate, f64)> = (care.visa.iter())
        .map(|entry| (history.local_date(entry.at), entry.score))
        .collect();
    if !points.is_empty() {
        let course = Block::Course {
            name: "VISA-H".to_owned(),
            most: 100.0,
            points,
        };
        let title = "VISA-H, 0 to 100, more is better";
        blocks.push(Block::group(title, vec![course]));
    }
    blocks
}

/// Whether a score is logged that has no picture of its own.
pub fn has_scores(history: &History) -> bool {
    !over_time(history).is_empty()
}

/// So many scores of a kind are named, the last ones.
const NAMED_SCORES: usize = 6;

/// `PSFS, sit 30 min: 4 on 27 May, 7 on 27 June (0 to 10, more is better)`, a line for each
/// score that has no picture of its own.
fn over_time(history: &History) -> Vec<String> {
    let mut activities: Vec<Option<&str>> = Vec::new();
    for entry in &history.psfs {
        if !activities.contains(&entry.activity.as_deref()) {
            activities.push(entry.activity.as_deref());
        }
    }
    let psfs = activities.into_iter().map(|activity| {
        let of_it = (history.psfs.iter()).filter(|entry| entry.activity.as_deref() == activity);
        let scores = of_it.map(|entry| (history.local_date(entry.at), entry.score));
        let name = activity.map_or_else(|| "PSFS".to_owned(), |of| format!("PSFS, {of}"));
        course(&name, "0 to 10, more is better", scores.collect())
    });
    let day = |at| history.local_date(at);
    let uwri = history
        .uwri
        .iter()
        .map(|entry| (day(entry.at), entry.score));
    let load = (history.load_tests.iter()).map(|entry| (day(entry.at), entry.score.get()));
    let sitting = (history.sitting_tolerance.iter()).map(|entry| (day(entry.at), entry.minutes));
    let others = [
        course("UWRI", "0 to 36, more is better", uwri.collect()),
        course("Load test", "pain 0 to 10, less is better", load.collect()),
        course(
            "Sitting tolerance",
            "minutes, more is better",
            sitting.collect(),
        ),
    ];
    psfs.chain(others).flatten().collect()
}

/// The last scores of a kind with their days; `None` where there is none.
fn course(name: &str, scale: &str, scores: Vec<(NaiveDate, f64)>) -> Option<String> {
    let from = scores.len().saturating_sub(NAMED_SCORES);
    let told: Vec<String> = (scores.iter().skip(from))
        .map(|(day, score)| format!("{} on {}", trimmed(*score, 1), day.format("%-d %b")))
        .collect();
    let more = match from {
        0 => String::new(),
        earlier => format!("{} earlier, then ", quantity::grouped(earlier)),
    };
    (!told.is_empty()).then(|| format!("{name}: {more}{} ({scale})", told.join(", ")))
}

fn sets(history: &History, care: &Care) -> Vec<Block> {
    if care.sets.iter().all(|set| set.sessions == 0) && care.tests.is_empty() {
        return vec![Block::text("No session is logged yet.")];
    }
    let mut table = Table::new(
        "Exercise sets",
        vec![
            column("set", 0),
            figures("sessions", 0),
            figures(format!("{} days", limits::HABIT_DAYS.value), 1),
            column("first", 1),
            column("last", 0),
            figures("pain", 0),
            figures("worst", 1),
            column("re-test before", 1),
        ],
    );
    let day = |day: Option<NaiveDate>| Cell::from(day.map_or_else(String::new, calendar_day));
    let pain =
        |pain: Option<f64>| Cell::from(pain.map_or_else(String::new, |pain| trimmed(pain, 1)));
    for set in &care.sets {
        let now = if care.current == Some(set.set) {
            "▶ "
        } else {
            ""
        };
        table.row([
            format!("{now}{}", rehab_set(set.set)).into(),
            Cell::count(set.sessions),
            Cell::count(set.sessions_28_d),
            day(set.first),
            day(set.last),
            pain(set.last_pain),
            pain(set.worst_pain),
            entered(set).into(),
        ]);
    }
    let mut blocks = vec![Block::Table(table)];
    if !care.tests.is_empty() {
        let tests: Vec<String> = care
            .tests
            .iter()
            .map(|test| tested(history, test))
            .collect();
        blocks.push(Block::text(format!("Re-tests: {}.", tests.join(" · "))));
    }
    blocks
}

/// `20 Sep 2026`
fn calendar_day(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

const fn entered(set: &SetProgress) -> &'static str {
    match (set.entered_by, set.sessions, set.set) {
        (Some(test), _, _) if test.result.passed => "passed",
        (Some(_), _, _) => "not passed",
        (None, 1.., RehabSet::A | RehabSet::B | RehabSet::C) => "none logged",
        (None, _, _) => "",
    }
}

/// `20 Sep 2026 passed at pain 1`
fn tested(history: &History, test: &TestEntry) -> String {
    let result = if test.result.passed {
        "passed"
    } else {
        "not passed"
    };
    let pain = test.result.pain;
    let pain = pain.map_or(String::new(), |pain| {
        format!(" at pain {}", trimmed(pain.get(), 1))
    });
    format!(
        "{} {result}{pain}",
        calendar_day(history.local_date(test.at))
    )
}

fn gait(care: &Care, today: NaiveDate) -> Vec<Block> {
    if care.gait.is_empty() {
        return vec![Block::text("No change is being worked on.")];
    }
    let focuses = care.gait.iter().map(|focus| worked_on(focus, today).into());
    vec![
        Block::List(focuses.collect()),
        Block::text("One change at a time: cadence, then running taller, then pelvic tilt."),
    ]
}

/// `running taller since 2 Nov 2026: 6 of 8-18 sessions; cue or metronome …`
fn worked_on(progress: &GaitProgress, today: NaiveDate) -> String {
    let mut text = format!(
        "{} since {}",
        focus(progress.focus),
        calendar_day(progress.since)
    );
    if let Some(until) = progress.until {
        text.push_str(&format!(" until {}", calendar_day(until)));
    }
    text.push_str(&format!(
        ": {} of {:.0}-{:.0} sessions",
        progress.sessions,
        limits::GAIT_SESSIONS_MIN.value,
        limits::GAIT_SESSIONS_MAX.value
    ));
    if let Some(spm) = progress.cadence_spm {
        text.push_str(&format!(", median cadence {spm:.0}"));
    }
    if progress.until.is_none() {
        text.push_str(&format!("; next: {}", progress.feedback_words()));
        if progress.hold_until > today {
            text.push_str(&format!(
                "; no load step before {}",
                calendar_day(progress.hold_until)
            ));
        }
    }
    text
}

fn habits(care: &Care) -> Block {
    let sitting = match care.longest_sitting() {
        Some(longest) => format!(
            "sitting: longest unbroken {} min, {} too long (over {} min now)",
            minutes(longest),
            counted(care.sitting_over, "time", "times"),
            minutes(care.sitting_limit_min)
        ),
        None => "sitting: nothing logged".to_owned(),
    };
    let stretched = counted(care.stretches_28_d, "time", "times");
    let last = care.last_stretch.map_or_else(String::new, |day| {
        format!(", last on {}", calendar_day(day))
    });
    Block::List(vec![
        sitting.into(),
        format!("hamstring stretched: {stretched}{last}").into(),
    ])
}

/// Red flags and other symptoms, the newest first.
fn symptoms(history: &History) -> Option<Block> {
    if history.symptoms.is_empty() {
        return None;
    }
    let entries = history.symptoms.iter().rev().map(|entry| {
        let said = format!(
            "{}: {}, ",
            calendar_day(history.local_date(entry.at)),
            entry.symptom.as_str().replace('-', " ")
        );
        let words = Words::from(said);
        match entry.resolved {
            Some(day) => words.then(format!(
                "resolved {}",
                calendar_day(history.local_date(day))
            )),
            None => words.then(crate::tree::Inline::Strong("open".to_owned())),
        }
    });
    let list = Block::List(entries.collect());
    Some(Block::group("Symptoms", vec![list]))
}
