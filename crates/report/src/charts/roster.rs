//! The roster: who first, and why.

use super::Look;
use super::axis::{Days1d, Scale};
use super::frame::{Figure, Words, begin, only_words, pain_sign};
use super::pain::effort_words;
use super::palette::Role;
use super::scene::{Anchor, Area, Label, Scene, Sign, wrap};
use crate::words::quantity::trimmed;
use chrono::{NaiveDate, Timelike};
use comeback_core::calendar::Days;
use comeback_core::diary::Band;
use comeback_core::limits;
use comeback_core::trend::cadence::{CadenceTrend, in_line};
use comeback_core::trend::load::{LoadTrend, Place};
use comeback_core::trend::pain::{Answered, PainTrend};
use comeback_core::trend::roster::Reason;

const NAME: &str = "roster";
/// Weeks of cadence and load on a page; on a phone, and of pain, fewer.
pub const WIDE_WEEKS: u64 = 26;
pub const PAIN_WEEKS: u64 = 12;

/// One athlete.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub athlete: String,
    pub today: NaiveDate,
    pub reason: Reason,
    pub cadence: CadenceTrend,
    pub load: LoadTrend,
    pub pain: PainTrend,
}

/// The order: the first reason first, the worse first within it, then by name.
pub fn sort(rows: &mut [Row]) {
    rows.sort_by(|a, b| {
        (a.reason.rank().cmp(&b.reason.rank()))
            .then(b.reason.weight().total_cmp(&a.reason.weight()))
            .then_with(|| a.athlete.cmp(&b.athlete))
    });
}

pub fn draw(rows: &[Row], look: &Look) -> Figure {
    let words = words(rows, look);
    if rows.is_empty() {
        return only_words(NAME, look, words);
    }
    let narrow = look.is_narrow();
    let each = if narrow { 72.0 } else { 50.0 };
    let head = if narrow { 4.0 } else { 22.0 };
    let (mut scene, area) = begin(look, &words, head + each * rows.len() as f64);
    let top = area.top + head;
    let columns = Columns::of(&area, narrow);
    if !narrow {
        for (x, text) in [
            (columns.cadence.0, "cadence, 26 weeks"),
            (columns.load.0, "tendon load a week"),
            (columns.pain.0, "pain after runs, 12 weeks"),
        ] {
            scene.text_if_free((x, area.top + 10.0), Anchor::Start, 12.0, Role::Muted, text);
        }
    }
    for (place, row) in rows.iter().enumerate() {
        let y = top + each * place as f64;
        scene.line(vec![(area.left, y), (area.right, y)], 1.0, Role::Grid);
        if row.reason.needs_a_look() {
            let role = match row.reason {
                Reason::Red(_) | Reason::RedFlag(_) => Role::TooMuch,
                _ => Role::Watch,
            };
            scene.rect(Area::new(0.0, y + 1.0, 4.0, y + each - 1.0), role);
        }
        draw_row(&mut scene, row, &area, y, each, &columns, narrow);
    }
    Figure {
        name: NAME,
        words,
        scene,
    }
}

/// Where the three little pictures begin, and how wide they are.
struct Columns {
    cadence: (f64, f64),
    load: (f64, f64),
    pain: (f64, f64),
}

impl Columns {
    fn of(area: &Area, narrow: bool) -> Columns {
        if narrow {
            let each = area.width() / 3.0;
            let at = |place: f64| (area.left + each * place + 2.0, (each - 46.0).max(40.0));
            return Columns {
                cadence: at(0.0),
                load: at(1.0),
                pain: at(2.0),
            };
        }
        let at = |share: f64, wide: f64| (area.left + area.width() * share, area.width() * wide);
        Columns {
            cadence: at(0.31, 0.16),
            load: at(0.55, 0.16),
            pain: at(0.79, 0.15),
        }
    }
}

fn draw_row(
    scene: &mut Scene,
    row: &Row,
    area: &Area,
    y: f64,
    each: f64,
    columns: &Columns,
    narrow: bool,
) {
    let needs = row.reason.needs_a_look();
    let mut reason = reason_words(&row.reason);
    let ink = if needs { Role::Ink } else { Role::Muted };
    let left = area.left + 8.0;
    let room = if narrow {
        area.right
    } else {
        columns.cadence.0 - 10.0
    } - left;
    let name = Label {
        x: left,
        y: y + 15.0,
        anchor: Anchor::Start,
        size: 14.0,
        bold: needs,
        role: Role::Ink,
        text: fitting(&row.athlete, 14.0, room * if narrow { 0.4 } else { 1.0 }),
    };
    let beside = name.area().right + 8.0;
    scene.label(name);
    let (at, wide) = if narrow {
        ((beside, y + 15.0), area.right - beside)
    } else {
        ((left, y + 34.0), room)
    };
    if super::font::width(&reason, 12.5) > wide
        && let Some(place) = reason.rfind(" on ")
    {
        // Without the day it may fit whole.
        reason.truncate(place);
    }
    scene.text_if_free(at, Anchor::Start, 12.5, ink, &fitting(&reason, 12.5, wide));
    let (top, bottom) = if narrow {
        (y + 28.0, y + each - 8.0)
    } else {
        (y + 7.0, y + each - 7.0)
    };
    let weeks = if narrow { PAIN_WEEKS } else { WIDE_WEEKS };
    let from =
        |weeks: u64| comeback_core::diary::span::monday(row.today) - Days::new(7 * (weeks - 1));
    let spot = |(x, wide): (f64, f64)| Area::new(x, top, x + wide, bottom);
    cadence(scene, row, &spot(columns.cadence), from(weeks));
    load(scene, row, &spot(columns.load), from(weeks));
    pain(scene, row, &spot(columns.pain), from(PAIN_WEEKS));
}

/// A text cut at a word where it has no room.
fn fitting(text: &str, size: f64, width: f64) -> String {
    let lines = wrap(text, size, width.max(20.0));
    match lines.as_slice() {
        [] => String::new(),
        [line] => line.clone(),
        [line, ..] => format!("{line}…"),
    }
}

fn value(scene: &mut Scene, plot: &Area, text: &str, role: Role) {
    let y = f64::midpoint(plot.top, plot.bottom);
    scene.text_if_free((plot.right + 6.0, y), Anchor::Start, 13.0, role, text);
}

fn nothing(scene: &mut Scene, plot: &Area, text: &str) {
    let y = f64::midpoint(plot.top, plot.bottom);
    scene.text_if_free((plot.left + 2.0, y), Anchor::Start, 12.0, Role::Muted, text);
}

fn cadence(scene: &mut Scene, row: &Row, plot: &Area, first: NaiveDate) {
    let data = &row.cadence;
    let points: Vec<_> = in_line(&data.points)
        .filter(|point| point.day >= first)
        .collect();
    let middle = data
        .usual
        .map(|usual| usual.centre)
        .or_else(|| comeback_core::robust::median_of(points.iter().map(|point| point.adjusted)));
    let (Some(middle), true) = (middle, points.len() >= 3) else {
        nothing(scene, plot, "too few runs");
        return;
    };
    // Eight per cent to each side: every athlete on the own scale of the same width.
    let scale = Scale::new(middle * 0.92, middle * 1.08, plot.bottom, plot.top);
    let days = Days1d::new(first, row.today, plot.left, plot.right);
    if let Some(usual) = data.usual {
        let band = Area::new(
            plot.left,
            scale.at(usual.centre + usual.half),
            plot.right,
            scale.at(usual.centre - usual.half),
        );
        scene.rect(band, Role::Soft);
    }
    for point in &points {
        let at = (days.at(point.day, 0.5), scale.at(point.adjusted));
        scene.sign(Sign::Disc, at, 1.5, Role::Faint);
    }
    for piece in &data.line {
        let line: Vec<(f64, f64)> = (piece.iter())
            .filter(|(day, _)| *day >= first)
            .map(|(day, value)| (days.at(*day, 0.5), scale.at(*value)))
            .collect();
        scene.line(line, 2.0, Role::Accent);
    }
    let now = data.now.map_or("–".to_owned(), |now| format!("{now:.0}"));
    value(scene, plot, &now, Role::Ink);
}

fn load(scene: &mut Scene, row: &Row, plot: &Area, first: NaiveDate) {
    let weeks: Vec<_> = (row.load.weeks.iter())
        .filter(|week| week.monday >= first)
        .collect();
    let highest = weeks
        .iter()
        .filter_map(|week| week.load.value)
        .fold(0.0, f64::max);
    if weeks.iter().all(|week| week.runs == 0) {
        scene.line(
            vec![(plot.left, plot.bottom), (plot.right, plot.bottom)],
            1.0,
            Role::Axis,
        );
        value(scene, plot, "none", Role::Ink);
        return;
    }
    if highest <= 0.0 {
        nothing(scene, plot, "not known");
        return;
    }
    let scale = Scale::new(0.0, highest, plot.bottom, plot.top);
    let days = Days1d::new(
        first,
        comeback_core::diary::span::monday(row.today) + Days::new(6),
        plot.left,
        plot.right,
    );
    for week in &weeks {
        let (left, right) = (
            days.at(week.monday, 0.0),
            days.at(week.monday + Days::new(6), 1.0),
        );
        if let Some(usual) = week.load.usual.filter(|usual| usual.low < highest) {
            let band = Area::new(left, scale.at(usual.high), right, scale.at(usual.low));
            scene.rect(band, Role::Soft);
        }
        let room = (right - left) * 0.12;
        if let Some(load) = week.load.value.filter(|load| *load > 0.0) {
            let bar = Area::new(left + room, scale.at(load), right - room, plot.bottom);
            match (week.full, week.load.jump) {
                (true, true) => scene.rect(bar, Role::Accent),
                (true, false) => scene.rect(bar, Role::Faint),
                (false, _) => scene.outline(bar, 1.0, Role::Edge),
            }
        }
    }
    scene.line(
        vec![(plot.left, plot.bottom), (plot.right, plot.bottom)],
        1.0,
        Role::Axis,
    );
    let last = row.load.last_full();
    let text = match last {
        Some(week) if week.runs == 0 => "none".to_owned(),
        Some(week) => match (week.load.place(), week.load.times_usual()) {
            (Some(Place::Inside), _) => "usual".to_owned(),
            (Some(_), Some(times)) => format!("{times:.1}\u{a0}×"),
            _ => "–".to_owned(),
        },
        None => "–".to_owned(),
    };
    value(scene, plot, &text, Role::Ink);
}

fn pain(scene: &mut Scene, row: &Row, plot: &Area, first: NaiveDate) {
    let runs: Vec<&Answered> = (row.pain.runs.iter())
        .filter(|run| run.day >= first && run.asked)
        .collect();
    if runs.is_empty() {
        nothing(scene, plot, "none logged");
        return;
    }
    let plot = Area::new(plot.left, plot.top, plot.right - 4.0, plot.bottom - 5.0);
    let scale = Scale::new(0.0, 10.0, plot.bottom, plot.top);
    let (safe, watch) = (limits::GREEN_MAX.value, limits::AMBER_MAX.value);
    for (low, high, role) in [
        (0.0, safe, Role::SafeBand),
        (safe, watch, Role::WatchBand),
        (watch, 10.0, Role::TooMuchBand),
    ] {
        scene.rect(
            Area::new(plot.left, scale.at(high), plot.right, scale.at(low)),
            role,
        );
    }
    let days = Days1d::new(first, row.today, plot.left + 4.0, plot.right - 4.0);
    let mut latest = None;
    for run in &runs {
        let share = f64::from(run.start.num_seconds_from_midnight()) / 86_400.0;
        let x = days.at(run.day, share);
        let (sign, role) = pain_sign(run.band);
        let radius = if run.band == Band::Red || run.band == Band::Amber {
            3.2
        } else {
            2.3
        };
        match run.worst {
            Some((score, _)) => {
                scene.sign(sign, (x, scale.at(score)), radius, role);
                latest = Some(score);
            }
            None if run.band == Band::Unknown || run.band == Band::Pending => {
                scene.sign(sign, (x, plot.bottom + 3.5), radius, role);
            }
            None => {}
        }
    }
    let text = latest.map_or("–".to_owned(), |score| trimmed(score, 1));
    value(scene, &plot, &text, Role::Ink);
}

/// The reason as a short clause that begins with a capital.
pub fn reason_words(reason: &Reason) -> String {
    let on = |run: &Answered| {
        format!(
            "after {} on {}",
            effort_words(&run.effort),
            run.day.format("%a")
        )
    };
    let score = |run: &Answered| {
        run.worst
            .map_or("–".to_owned(), |(score, _)| trimmed(score, 1))
    };
    match reason {
        Reason::RedFlag(symptom) => format!("{}: see a clinician", symptom.words()),
        Reason::Red(run) | Reason::Amber(run) => format!("Pain {} {}", score(run), on(run)),
        Reason::NoRun(days) => format!("No run for {days} days"),
        Reason::Back { week, off } => format!("Week {week} back after {off} days off"),
        Reason::LoadJump(times) => format!("Tendon load jumped to {times:.1}\u{a0}× usual"),
        Reason::MinutesJump { minutes, usual } | Reason::BelowRange { minutes, usual } => {
            format!("{minutes:.0} min last week, usual {usual:.0}")
        }
        Reason::Unscored { without, of } => {
            format!("No late pain score for {without} of {of} runs")
        }
        Reason::CadenceClear { percent } => {
            format!("Cadence {:.0}\u{a0}% under usual", percent.abs())
        }
        Reason::CadenceLittle { percent } => {
            format!(
                "Cadence a little low: {:.0}\u{a0}% under usual",
                percent.abs()
            )
        }
        Reason::LoadHigh(times) => format!("Tendon load still {times:.1}\u{a0}× usual"),
        Reason::NoRunLastWeek { usual } => format!("No run last week, usual {usual:.0} min"),
        Reason::AsUsual => "As usual".to_owned(),
        Reason::NoData => "Nothing recorded yet".to_owned(),
    }
}

fn words(rows: &[Row], look: &Look) -> Words {
    let needing = rows.iter().filter(|row| row.reason.needs_a_look()).count();
    let first = rows.first();
    let sentence = match (rows.len(), needing, first) {
        (0, ..) | (.., None) => "No athletes yet.".to_owned(),
        (1, 0, _) => "The one athlete needs no look now.".to_owned(),
        (all, 0, _) => format!("None of {all} needs a look now."),
        (all, count, Some(row)) => {
            let reason = reason_words(&row.reason);
            let mut letters = reason.chars();
            let reason = letters
                .next()
                .map(|first| format!("{}{}", first.to_lowercase(), letters.as_str()))
                .unwrap_or_default();
            let need = if count == 1 { "needs" } else { "need" };
            format!(
                "{count} of {all} {need} a look: {} first, {reason}.",
                row.athlete
            )
        }
    };
    let lines: Vec<String> = (rows.iter())
        .map(|row| format!("{}: {}.", row.athlete, reason_words(&row.reason)))
        .collect();
    Words {
        sentence,
        second: None,
        marks: if look.is_narrow() {
            "cadence, tendon load, pain; 12 weeks, latest at the right".to_owned()
        } else {
            "blue bands: each one's own usual range; strong bar: a jump above it".to_owned()
        },
        alternative: lines.join(" "),
    }
}
