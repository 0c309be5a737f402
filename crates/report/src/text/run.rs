//! `show`, the card of a run.

use super::look::{Look, band_tone, clean, paragraph, width, wrap};
use super::run_list::effort_words;
use super::table::table;
use crate::tree::{Cell, Tone, column, figures};
use crate::words::quantity::{climb, clock, distance, long_date, moment, pace, trimmed};
use crate::words::{band_line, is_asked};
use chrono::Datelike;
use comeback_core::diary::response::belongs;
use comeback_core::diary::{Band, History, PainEntry, response};
use comeback_core::limits;
use comeback_core::recording::Format;
use comeback_core::rules;
use comeback_core::run::{Confidence, Effort, NotCounted, Run};
use comeback_core::units::{Metres, Seconds};

/// The card of one run.
pub fn show(history: &History, run: &Run, look: &Look) -> String {
    let mut out = title(run, look);
    out.push('\n');
    if let Some(aside) = &run.not_counted {
        let text = format!("Counts for nothing: {}.", aside.why());
        out.push_str(&look.paint(&paragraph(look, "", "", &text), Tone::Watch));
        out.push_str(&paragraph(look, "  ", "  ", &what_changes(run, aside)));
        out.push('\n');
    } else if run.is_accident() {
        let text = format!(
            "Counts for nothing: under {:.0} s or {:.0} m is a slip of the start button.",
            limits::ACCIDENT_SECONDS.value,
            limits::ACCIDENT_METRES.value,
        );
        out.push_str(&look.paint(&paragraph(look, "", "", &text), Tone::Watch));
        let change = format!(
            "Was it a run? `comeback correct {} --minutes M --distance KM` says what was run.",
            run.id
        );
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

/// What would make a recording count that does not.
fn what_changes(run: &Run, aside: &NotCounted) -> String {
    match aside {
        NotCounted::Unsure(_) => format!(
            "`comeback sport {0} run` counts it, `comeback sport {0} other` settles that it is no run; where only a part of it was run, `comeback trim {0} --to TIME` keeps that part.",
            run.id
        ),
        NotCounted::Excluded(_) => format!("`comeback include {}` counts it again.", run.id),
    }
}

fn title(run: &Run, look: &Look) -> String {
    let ground = match run.sub_sport.as_str() {
        "generic" => "run".to_owned(),
        other => format!("{other} run"),
    };
    let name = run
        .title
        .as_deref()
        .map(|title| format!(" “{}”", clean(title)))
        .unwrap_or_default();
    let head = format!(
        "{} {} · {ground}{name}",
        long_date(run.date()),
        run.start.format("%H:%M")
    );
    let mut out = look.heading(&head);
    let files: Vec<String> = run
        .files
        .iter()
        .map(|file| match file.format {
            Format::Manual => clean(&file.name),
            _ => format!("{} ({})", clean(&file.name), file.format.as_str()),
        })
        .collect();
    let mut origin = vec![run.id.to_string()];
    origin.extend(run.device.as_deref().map(clean));
    origin.push(files.join(", "));
    let origin = origin.join(" · ");
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
    for (file, figures) in by_source(run) {
        let text = format!("{} from {}", figures.join(", "), clean(file));
        out.push_str(&look.dim(&paragraph(look, "", "  ", &text)));
    }
    out
}

/// The figures that another file than the first gave, by file.
fn by_source(run: &Run) -> Vec<(&str, Vec<&str>)> {
    let mut by_file: Vec<(&str, Vec<&str>)> = Vec::new();
    for source in &run.sources {
        match by_file.iter_mut().find(|(file, _)| *file == source.file) {
            Some((_, figures)) => figures.push(&source.figure),
            None => by_file.push((&source.file, vec![&source.figure])),
        }
    }
    by_file
}

fn efforts(run: &Run, look: &Look) -> String {
    let heading = format!("\n{}", look.heading("Efforts"));
    let Some(list) = &run.efforts else {
        return format!("{heading}  unknown: the recording has no usable speed\n");
    };
    let timed: Vec<&Effort> = list
        .iter()
        .filter(|effort| effort.duration > Seconds::ZERO)
        .collect();
    let mut out = heading;
    if timed.is_empty() {
        let words = effort_words(run);
        let words = if words.is_empty() { "none" } else { &words };
        out.push_str(&format!("  {words}\n"));
    } else {
        let columns = [
            column("kind", 0),
            figures("at", 0),
            figures("for", 0),
            figures("grade", 0),
            figures("climb", 3),
            figures("pace", 1),
            figures("flat pace", 0),
            column("", 2),
        ];
        let rows: Vec<Vec<Cell>> = timed
            .into_iter()
            .map(|effort| effort_row(effort, look))
            .collect();
        out.push_str(&table(look, 2, &columns, &rows));
    }
    if !run.grade_known {
        out.push_str(&paragraph(
            look,
            "  ? ",
            "    ",
            "no usable grade: hills and hill sprints are unknown, not absent",
        ));
    }
    out
}

fn effort_row(effort: &Effort, look: &Look) -> Vec<Cell> {
    let doubt = match effort.confidence {
        Confidence::Low => "uncertain",
        Confidence::Medium => "fairly sure",
        Confidence::High => "",
    };
    vec![
        Cell::from(effort.kind.as_str()),
        Cell::from(clock(effort.start)),
        Cell::from(clock(effort.duration)),
        Cell::figure(
            effort
                .mean_grade
                .map(|grade| format!("{:+.1} %", grade.percent())),
        ),
        Cell::figure(effort.climb.map(|metres| climb(metres, look.units))),
        Cell::figure(effort.speed.map(|speed| pace(speed, look.units))),
        Cell::figure(effort.gap.map(|speed| pace(speed, look.units))),
        Cell::toned(doubt, Tone::Quiet),
    ]
}

fn laps(run: &Run, look: &Look) -> String {
    if run.laps.len() < 2 {
        return String::new();
    }
    let columns = [
        figures("lap", 0),
        figures("at", 1),
        figures("distance", 0),
        figures("time", 0),
        figures("pace", 0),
    ];
    let rows: Vec<Vec<Cell>> = run
        .laps
        .iter()
        .enumerate()
        .map(|(index, lap)| {
            let time = lap.timer_s.or(lap.elapsed_s);
            let speed = lap
                .distance_m
                .zip(time.filter(|time| *time > 0.0))
                .map(|(metres, time)| Metres::new(metres) / Seconds::new(time));
            vec![
                Cell::from((index + 1).to_string()),
                Cell::from(clock(Seconds::new(lap.start_s))),
                Cell::figure(
                    lap.distance_m
                        .map(|metres| distance(Metres::new(metres), look.units)),
                ),
                Cell::figure(time.map(|time| clock(Seconds::new(time)))),
                Cell::figure(speed.map(|speed| pace(speed, look.units))),
            ]
        })
        .collect();
    format!(
        "\n{}{}",
        look.heading("Laps"),
        table(look, 2, &columns, &rows)
    )
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
    let doubts = rules::doubts(history, run);
    let said = |clause: &&String| doubts.iter().any(|doubt| doubt.message.contains(*clause));
    let clauses: Vec<&String> = (run.uncertain.iter())
        .filter(|clause| !said(clause))
        .collect();
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
    let site = entry.site.as_deref().map(clean).unwrap_or_default();
    let note = entry
        .note
        .as_deref()
        .map(|note| format!("“{}”", clean(note)))
        .unwrap_or_default();
    let said = [site, note]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
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
