//! The roster: who first, and why.

mod compact;
mod sketch;
mod small;

pub use sketch::{PAIN_WEEKS, Sketch, WIDE_WEEKS};
pub use small::{Little, figure, nothing};

use super::Look;
use super::frame::{Figure, Words, begin, only_words};
use super::pain::effort_words;
use super::palette::Role;
use super::scene::{Anchor, Area, Label, Scene, wrap};
use crate::words::{
    self,
    quantity::{grouped, trimmed},
};
use chrono::Datelike;
use comeback_core::trend::pain::Answered;
use comeback_core::trend::roster::Reason;

const NAME: &str = "roster";
const DAYS_OF_A_MONTH: f64 = 30.44;

/// One athlete.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub athlete: String,
    pub reason: Reason,
    pub sketch: Sketch,
}

/// A little picture of an athlete for a page, by itself and without words; `None` where
/// too little is known to draw it ([`nothing`] says so).
pub fn little(sketch: &Sketch, which: Little, width: f64, height: f64) -> Option<String> {
    let mut scene = Scene::new(width, height);
    let plot = Area::new(0.0, 2.0, width, height - 2.0);
    let weeks = if which == Little::Pain {
        PAIN_WEEKS
    } else {
        WIDE_WEEKS
    };
    small::draw(&mut scene, sketch, which, &plot, weeks).then(|| compact::svg(&scene))
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
    let spot = |(x, wide): (f64, f64)| Area::new(x, top, x + wide, bottom);
    for (which, place, weeks) in [
        (Little::Cadence, columns.cadence, weeks),
        (Little::Load, columns.load, weeks),
        (Little::Pain, columns.pain, PAIN_WEEKS),
    ] {
        draw_little(scene, &row.sketch, which, &spot(place), weeks);
    }
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

/// One little picture with its figure at the right, or the words in its place.
fn draw_little(scene: &mut Scene, sketch: &Sketch, which: Little, plot: &Area, weeks: u64) {
    let y = f64::midpoint(plot.top, plot.bottom);
    if small::draw(scene, sketch, which, plot, weeks) {
        let at = (plot.right + 6.0, y);
        let text = small::figure(sketch, which);
        scene.text_if_free(at, Anchor::Start, 13.0, Role::Ink, &text);
    } else {
        let at = (plot.left + 2.0, y);
        let text = small::nothing(which);
        scene.text_if_free(at, Anchor::Start, 12.0, Role::Muted, text);
    }
}

/// The reason as a short clause that begins with a capital.
pub fn reason_words(reason: &Reason) -> String {
    let on = |run: &Answered| {
        format!(
            "after {} on {}",
            effort_words(&run.effort),
            super::frame::short(run.day)
        )
    };
    let score = |run: &Answered| {
        run.worst
            .map_or("–".to_owned(), |(score, _)| trimmed(score, 1))
    };
    match reason {
        Reason::RedFlag(symptom) => format!("{}: see a clinician", symptom.words()),
        Reason::Red(run) | Reason::Amber(run) => format!("Pain {} {}", score(run), on(run)),
        Reason::Ill(0) => "Ill since today".to_owned(),
        Reason::Ill(1) => "Ill since yesterday".to_owned(),
        Reason::Ill(days) => format!("Ill for {days} days"),
        Reason::NoRun(days) => format!("No run for {}", long_ago(*days)),
        Reason::Back { week, off } => format!("Week {week} back after {} off", long_ago(*off)),
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
        Reason::CadenceLower {
            percent,
            since,
            told,
        } => format!(
            "Cadence {:.0}\u{a0}% lower since {}",
            percent.abs(),
            if since.year() == told.year() {
                super::frame::short(*since)
            } else {
                super::frame::dated(*since)
            }
        ),
        Reason::CadenceLittle { percent } => {
            format!(
                "Cadence a little low: {:.0}\u{a0}% under usual",
                percent.abs()
            )
        }
        Reason::LoadHigh(times) => format!("Tendon load still {times:.1}\u{a0}× usual"),
        Reason::LoadLow(times) => format!("Tendon load {times:.1}\u{a0}×\u{a0}usual last week"),
        Reason::NoRunLastWeek { usual } => format!("No run last week, usual {usual:.0} min"),
        Reason::AsUsual => "As usual".to_owned(),
        Reason::NoData => "Nothing recorded yet".to_owned(),
    }
}

/// `20 days`, `5 months`, `over 8 years`: as exact as a person would say it.
fn long_ago(days: i64) -> String {
    match days {
        ..=60 => format!("{days} days"),
        61..=730 => format!("{:.0} months", days as f64 / DAYS_OF_A_MONTH),
        _ => format!("over {} years", days / 365),
    }
}

/// How many need a look, and who comes first with which reason.
pub fn sentence(all: usize, needing: usize, first: Option<(&str, String)>) -> String {
    match (all, needing, first) {
        (0, ..) | (.., None) => "No athletes yet.".to_owned(),
        (1, 0, _) => "The one athlete needs no look now.".to_owned(),
        (all, 0, _) => format!("None of {} needs a look now.", grouped(all)),
        (all, count, Some((athlete, reason))) => {
            let need = if count == 1 { "needs" } else { "need" };
            format!(
                "{} of {} {need} a look: {athlete} first, {}.",
                grouped(count),
                grouped(all),
                words::uncapital(&reason)
            )
        }
    }
}

fn words(rows: &[Row], look: &Look) -> Words {
    let needing = rows.iter().filter(|row| row.reason.needs_a_look()).count();
    let first = rows.first();
    let first = first.map(|row| (row.athlete.as_str(), reason_words(&row.reason)));
    let sentence = sentence(rows.len(), needing, first);
    let lines: Vec<String> = (rows.iter())
        .map(|row| format!("{}: {}.", row.athlete, reason_words(&row.reason)))
        .collect();
    Words {
        sentence,
        second: None,
        drawn: None,
        marks: if look.is_narrow() {
            "cadence, tendon load, pain; 12 weeks, latest at the right".to_owned()
        } else {
            "bands: each one's own usual range; strong bar: a jump above it".to_owned()
        },
        alternative: lines.join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_another_year_is_told_with_its_year() {
        let day = |year, month| chrono::NaiveDate::from_ymd_opt(year, month, 3).expect("a day");
        let told = day(2026, 2);
        for (since, expected) in [
            (day(2026, 1), "Cadence 6\u{a0}% lower since 3\u{a0}Jan"),
            (
                day(2025, 11),
                "Cadence 6\u{a0}% lower since 3\u{a0}Nov\u{a0}2025",
            ),
        ] {
            let percent = -6.0;
            let reason = Reason::CadenceLower {
                percent,
                since,
                told,
            };
            assert_eq!(reason_words(&reason), expected);
        }
    }

    #[test]
    fn a_long_time_is_told_as_a_person_would() {
        for (days, expected) in [
            (20, "20 days"),
            (60, "60 days"),
            (61, "2 months"),
            (221, "7 months"),
            (730, "24 months"),
            (731, "over 2 years"),
            (3269, "over 8 years"),
        ] {
            assert_eq!(long_ago(days), expected);
        }
    }
}
