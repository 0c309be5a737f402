//! `show`, the card of a run.

use super::look::{Ink, Look, band_ink, clean, pad, paragraph, width, wrap};
use super::quantity::{MISSING, climb, clock, distance, long_date, moment, pace, trimmed};
use super::run_list::{effort_words, is_asked, response_words};
use super::table::{Cell, left, right, table};
use chrono::Datelike;
use comeback_core::diary::response::belongs;
use comeback_core::diary::{Band, History, PainEntry, response};
use comeback_core::recording::Format;
use comeback_core::rules;
use comeback_core::run::{Confidence, DistanceSource, Effort, PaceSource, Run, SpeedSource};
use comeback_core::units::{Metres, Seconds};

/// The card of one run.
pub fn show(history: &History, run: &Run, look: &Look) -> String {
    let mut out = title(run, look);
    out.push('\n');
    if let Some(aside) = &run.not_counted {
        let text = format!("Counts for nothing: {}.", aside.why());
        out.push_str(&paragraph(look, "", "", &text));
    }
    out.push_str(&pairs(&figures(run, look), look));
    out.push_str(&efforts(run, look));
    out.push_str(&laps(run, look));
    out.push_str(&quality(history, run, look));
    out.push_str(&timeline(history, run, look));
    out
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

fn figures(run: &Run, look: &Look) -> Vec<(&'static str, Option<String>)> {
    let units = look.units;
    let source = run.distance_source.map(|source| match source {
        DistanceSource::Device => "by the device",
        DistanceSource::Fixes => "by the fixes",
        DistanceSource::Speed => "by the speed",
        DistanceSource::Stated => "as stated",
        DistanceSource::Total => "by the device's total",
    });
    let with_source = |metres: Metres| match source {
        Some(source) => format!("{} {source}", distance(metres, units)),
        None => distance(metres, units),
    };
    let speed_by = match run.speed_source {
        Some(PaceSource::Device) => " by the device",
        Some(PaceSource::Distance) => " by the distance",
        Some(PaceSource::Fixes) => " by the fixes",
        Some(PaceSource::Corrected) => " scaled to the device's total",
        None => "",
    };
    let dynamics = run.dynamics.unwrap_or_default();
    let within = run
        .ascent_uncertainty
        .map(|half| format!(" ± {}", climb(half, units)))
        .unwrap_or_default();
    let critical = run.speeds.critical.map(|speed| {
        let source = match run.speeds.critical_source {
            Some(SpeedSource::Given) => " as given",
            Some(SpeedSource::BestEfforts) => " by best efforts",
            Some(SpeedSource::EasySpeed) => " by easy speed",
            None => "",
        };
        let doubt = match run.speeds.critical_confidence {
            Some(Confidence::Low) => ", uncertain",
            _ => "",
        };
        format!("{}{source}{doubt}", pace(speed, units))
    });
    vec![
        ("distance", run.distance.map(with_source)),
        (
            "cadence",
            run.cadence.map(|cadence| {
                format!(
                    "{:.0} spm, {:.0} % known",
                    cadence.median.get(),
                    cadence.coverage * 100.0
                )
            }),
        ),
        ("running", run.running.map(clock)),
        (
            "step length",
            run.step_length.map(|step| format!("{:.2} m", step.get())),
        ),
        ("moving", run.moving.map(clock)),
        (
            "heart rate",
            run.heart_rate
                .map(|rate| format!("{:.0} bpm, max {:.0}", rate.mean.get(), rate.max.get())),
        ),
        ("elapsed", Some(clock(run.elapsed))),
        (
            "ascent",
            run.ascent
                .map(|metres| format!("{}{within}", climb(metres, units))),
        ),
        (
            "pace",
            run.speed
                .map(|speed| format!("{}{speed_by}", pace(speed, units))),
        ),
        ("descent", run.descent.map(|metres| climb(metres, units))),
        ("flat pace (GAP)", run.gap.map(|speed| pace(speed, units))),
        ("hard", run.hard.map(clock)),
        ("critical pace", critical),
        ("tendon load", run.tendon_load.map(|load| trimmed(load, 1))),
        (
            "exertion",
            run.rpe.map(|rpe| format!("{} of 10", trimmed(rpe, 1))),
        ),
        (
            "feel",
            run.feel
                .map(|feel| format!("{} of 4", trimmed(feel * 4.0, 0))),
        ),
        ("TRIMP", run.load.trimp.map(|load| trimmed(load, 0))),
        (
            "session RPE",
            run.load.session_rpe.map(|load| trimmed(load, 0)),
        ),
        ("rTSS", run.load.rtss.map(|load| trimmed(load, 0))),
        (
            "ground contact",
            dynamics
                .ground_contact
                .map(|contact| format!("{:.0} ms", 1000.0 * contact.get())),
        ),
        (
            "vertical osc.",
            dynamics
                .vertical_oscillation
                .map(|metres| format!("{:.1} cm", 100.0 * metres.get())),
        ),
        (
            "vertical ratio",
            dynamics
                .vertical_ratio
                .map(|ratio| format!("{:.1} %", 100.0 * ratio)),
        ),
        (
            "balance",
            dynamics
                .left_share
                .map(|left| format!("{:.1} % left", 100.0 * left)),
        ),
    ]
}

/// The figures that no run needs to have are left out when missing, not dashed.
const OPTIONAL: [&str; 10] = [
    "exertion",
    "feel",
    "TRIMP",
    "session RPE",
    "rTSS",
    "critical pace",
    "ground contact",
    "vertical osc.",
    "vertical ratio",
    "balance",
];

/// Names and figures, side by side where the width allows.
fn pairs(figures: &[(&str, Option<String>)], look: &Look) -> String {
    let shown: Vec<(&str, String, Ink)> = figures
        .iter()
        .filter(|(name, value)| value.is_some() || !OPTIONAL.contains(name))
        .map(|(name, value)| match value {
            Some(value) => (*name, value.clone(), Ink::Plain),
            None => (*name, MISSING.to_owned(), Ink::Dim),
        })
        .collect();
    let beside = if look.columns() >= 80 { 2 } else { 1 };
    let firsts = shown.iter().step_by(beside);
    let room = 2 + firsts.map(|(_, value, _)| width(value)).max().unwrap_or(0);
    let mut out = String::new();
    for row in shown.chunks(beside) {
        let mut text = String::from("  ");
        for (place, (name, value, ink)) in row.iter().enumerate() {
            text.push_str(&look.dim(&pad(name, 16)));
            let value = if place + 1 < row.len() {
                pad(value, room)
            } else {
                value.clone()
            };
            text.push_str(&look.paint(&value, *ink));
        }
        out.push_str(text.trim_end());
        out.push('\n');
    }
    out
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
            left("kind", 0),
            right("at", 0),
            right("for", 0),
            right("grade", 0),
            right("climb", 3),
            right("pace", 1),
            right("flat pace", 0),
            left("", 2),
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
        Cell::plain(effort.kind.as_str()),
        Cell::plain(clock(effort.start)),
        Cell::plain(clock(effort.duration)),
        Cell::figure(
            effort
                .mean_grade
                .map(|grade| format!("{:+.1} %", grade.percent())),
        ),
        Cell::figure(effort.climb.map(|metres| climb(metres, look.units))),
        Cell::figure(effort.speed.map(|speed| pace(speed, look.units))),
        Cell::figure(effort.gap.map(|speed| pace(speed, look.units))),
        Cell::inked(doubt, Ink::Dim),
    ]
}

fn laps(run: &Run, look: &Look) -> String {
    if run.laps.len() < 2 {
        return String::new();
    }
    let columns = [
        right("lap", 0),
        right("at", 1),
        right("distance", 0),
        right("time", 0),
        right("pace", 0),
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
                Cell::plain((index + 1).to_string()),
                Cell::plain(clock(Seconds::new(lap.start_s))),
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

/// Pain from the start of the run to 48 h after its end, as it was logged.
fn timeline(history: &History, run: &Run, look: &Look) -> String {
    let found = response(run, history);
    if !is_asked(history, run, &found) {
        let heading = look.heading("Response");
        let quiet = look.dim("not asked: no episode is under care");
        return format!("\n{heading}  {quiet}\n");
    }
    let words = look.paint(&response_words(&found), band_ink(found.band));
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
    let painted = look.paint(&bar, band_ink(Band::of_score(entry.score)));
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
