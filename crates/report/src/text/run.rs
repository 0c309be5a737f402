//! `show`, the card of a run.

use super::look::{Look, band_tone, clean, paragraph, width, wrap};
use super::run_list::effort_words;
use super::table::table;
use crate::subjects;
use crate::tree::Tone;
use crate::words::quantity::{long_date, moment, trimmed};
use crate::words::{band_line, is_asked};
use chrono::Datelike;
use comeback_core::diary::response::belongs;
use comeback_core::diary::{Band, History, PainEntry, response};
use comeback_core::rules;
use comeback_core::run::Run;

/// The card of one run.
pub fn show(history: &History, run: &Run, look: &Look) -> String {
    let mut out = title(run, look);
    out.push('\n');
    if let Some((why, change)) = subjects::run::aside(run) {
        out.push_str(&look.paint(&paragraph(look, "", "", &why), Tone::Watch));
        out.push_str(&paragraph(look, "  ", "  ", &change));
        out.push('\n');
    }
    out.push_str(&super::run_figures::figures(run, look));
    out.push_str(&efforts(run, look));
    out.push_str(&laps(run, look));
    out.push_str(&quality(history, run, look));
    out.push_str(&not_believed(history, run, look));
    out.push_str(&timeline(history, run, look));
    out
}

fn title(run: &Run, look: &Look) -> String {
    let head = format!(
        "{} {} · {}",
        long_date(run.date()),
        run.start.format("%H:%M"),
        subjects::run::name(run)
    );
    let mut out = look.heading(&head);
    let origin = subjects::run::origin(run);
    for line in wrap(&origin, look.columns()) {
        out.push_str(&look.dim(&line));
        out.push('\n');
    }
    if let Some(note) = &run.note {
        out.push_str(&paragraph(
            look,
            "",
            "  ",
            &format!("note: {}", clean(note)),
        ));
    }
    for (file, figures) in subjects::run::by_source(run) {
        let text = format!("{} from {}", figures.join(", "), clean(file));
        out.push_str(&look.dim(&paragraph(look, "", "  ", &text)));
    }
    out
}

fn efforts(run: &Run, look: &Look) -> String {
    let heading = format!("\n{}", look.heading("Efforts"));
    if run.efforts.is_none() {
        return format!("{heading}  unknown: the recording has no usable speed\n");
    }
    let mut out = heading;
    match subjects::run::efforts(run, look.units) {
        Some(of) => out.push_str(&table(look, 2, &of.columns, &of.rows)),
        None => {
            let words = effort_words(run);
            let words = if words.is_empty() { "none" } else { &words };
            out.push_str(&format!("  {words}\n"));
        }
    }
    if !run.grade_known {
        out.push_str(&paragraph(look, "  ? ", "    ", subjects::run::NO_GRADE));
    }
    out
}

fn laps(run: &Run, look: &Look) -> String {
    match subjects::run::laps(run, look.units) {
        Some(of) => format!(
            "\n{}{}",
            look.heading("Laps"),
            table(look, 2, &of.columns, &of.rows)
        ),
        None => String::new(),
    }
}

fn quality(history: &History, run: &Run, look: &Look) -> String {
    let doubts = rules::doubts(history, run);
    if doubts.is_empty() {
        return String::new();
    }
    let mut out = format!("\n{}", look.heading("Data quality"));
    for doubt in &doubts {
        out.push_str(&paragraph(
            look,
            "  ? ",
            "    ",
            &format!("{}: {}", doubt.rule, doubt.message),
        ));
    }
    out
}

/// What was not believed or is unsure, beyond what a rule of data quality says already.
fn not_believed(history: &History, run: &Run, look: &Look) -> String {
    let clauses = subjects::run::not_believed(history, run);
    if clauses.is_empty() {
        return String::new();
    }
    let mut out = format!("\n{}", look.heading("Not believed, or unsure"));
    for clause in clauses {
        out.push_str(&paragraph(look, "  ? ", "    ", clause));
    }
    out
}

/// Pain from the start of the run to 48 h after its end, as it was logged.
fn timeline(history: &History, run: &Run, look: &Look) -> String {
    let found = response(run, history);
    if !is_asked(history, run, &found) {
        let heading = look.heading("Response");
        let quiet = look.dim("not asked: no episode is under care");
        return format!("\n{heading}  {quiet}\n");
    }
    let words = look.paint(
        &band_line(found.band, found.max.map(|score| score.get())),
        band_tone(found.band),
    );
    let mut out = format!("\n{}  {words}\n", look.heading("Response"));
    let entries: Vec<&PainEntry> = history
        .pain
        .iter()
        .filter(|entry| belongs(entry, run))
        .collect();
    for entry in &entries {
        out.push_str(&pain_line(entry, run, look));
    }
    if entries.is_empty() {
        out.push_str("  nothing logged\n");
    }
    let due = if found.complete {
        "✓ the day after is known".to_owned()
    } else {
        format!(
            "✗ the worst since the run, from {} to {}; it can be given until {}",
            moment(found.late_from),
            moment(found.closes),
            moment(found.asked_until)
        )
    };
    out.push_str(&format!("  {}\n", look.dim(&due)));
    out
}

const BAR: usize = 10;

/// `   +5:04  Thu 19 Nov 12:00  ███▌······ 3.5  right sitting bone “stiff”`
fn pain_line(entry: &PainEntry, run: &Run, look: &Look) -> String {
    let minutes = (entry.at - run.end()).num_minutes();
    let when = if entry.at < run.end() {
        "during".to_owned()
    } else {
        format!("+{}:{:02} h", minutes / 60, minutes % 60)
    };
    let score = entry.score.get();
    let halves = (score * 2.0).round() as usize;
    let mut bar = "█".repeat(halves / 2);
    if halves % 2 == 1 {
        bar.push('▌');
    }
    let drawn = halves.div_ceil(2);
    bar.push_str(&"·".repeat(BAR.saturating_sub(drawn)));
    let painted = look.paint(&bar, band_tone(Band::of_score(entry.score)));
    let said = subjects::run::said(entry);
    let lead = format!(
        "  {:>9}  {} {:>2} {}  ",
        when,
        entry.at.format("%a"),
        entry.at.day(),
        entry.at.format("%b %H:%M"),
    );
    let figure = format!("{:>4}  ", trimmed(score, 1));
    let indent = width(&lead) + BAR + 1 + width(&figure);
    let room = look.columns().saturating_sub(indent).max(12);
    let mut said = wrap(&said, room).into_iter();
    let first = said.next().unwrap_or_default();
    let mut out = format!("{lead}{painted} {figure}{first}")
        .trim_end()
        .to_owned();
    out.push('\n');
    for line in said {
        out.push_str(&format!("{}{line}\n", " ".repeat(indent)));
    }
    out
}
