//! Rehab week by week: done as planned?

use super::Look;
use super::axis::{Days1d, draw_days};
use super::font;
use super::frame::{
    Figure, Words, begin, dated, hatch, last_weeks, only_words, short, text_on_paper,
};
use super::palette::Role;
use super::scene::{Anchor, Area, Label, Scene, Sign};
use crate::words::quantity::{counted, trimmed};
use chrono::{Datelike, NaiveDate};
use comeback_core::calendar::Days;
use comeback_core::diary::{RehabSet, span};
use comeback_core::limits;
use comeback_core::trend::rehab::{RehabTrend, RehabWeek, Verdict};

const NAME: &str = "rehab";
/// Weeks that a page and a phone show.
pub const WIDE_WEEKS: usize = 26;
const NARROW_WEEKS: usize = 12;

pub fn draw(data: &RehabTrend, look: &Look) -> Figure {
    let words = words(data, look);
    if data.done.is_empty() && data.tests.is_empty() {
        return only_words(NAME, look, words);
    }
    let narrow = look.is_narrow();
    let Some(first) = shown(data, look).first().map(|week| week.monday) else {
        return only_words(NAME, look, words);
    };
    let each = if narrow { 66.0 } else { 56.0 };
    let test_tall = if narrow { 42.0 } else { 34.0 };
    let tall = 4.0 * each + test_tall;
    let (mut scene, area) = begin(look, &words, tall + 26.0);
    let (left, right) = if narrow {
        (area.left + 4.0, area.right - 4.0)
    } else {
        (area.left + 140.0, area.right - 96.0)
    };
    let plot = Area::new(left, area.top, right, area.top + tall);
    // At least eight weeks wide: two weeks are not spread over the whole page.
    let monday = span::monday(data.today);
    let first = first.min(monday - Days::new(49));
    let last = monday + Days::new(6);
    let days = Days1d::new(first, last, plot.left, plot.right);
    for (place, set) in RehabSet::ALL.into_iter().enumerate() {
        let top = plot.top + each * place as f64;
        if data.set == Some(set) {
            scene.rect(
                Area::new(0.0, top, scene.width, top + each - 1.0),
                Role::Soft,
            );
        }
        let y = top + each;
        scene.line(vec![(area.left, y), (area.right, y)], 1.0, Role::Grid);
        row_names(&mut scene, data, place, set, &area, top, each, narrow);
    }
    for idle in data.idle.iter().filter(|idle| idle.to >= first) {
        let from = days.at(idle.from.max(first), 0.0);
        let to = days.at(idle.to.min(last), 1.0);
        for (place, set) in RehabSet::ALL.into_iter().enumerate() {
            // On a phone the names stand above, and are not hatched over.
            let over = if narrow { 26.0 } else { 1.0 };
            let top = plot.top + each * place as f64 + over;
            let gap = Area::new(from, top, to, plot.top + each * (place as f64 + 1.0) - 1.0);
            let role = if data.set == Some(set) {
                // Seen on the ground of the row in force, and no darker than its name.
                Role::Ahead
            } else {
                Role::Grid
            };
            hatch(&mut scene, &gap, role);
        }
        // In the middle of the row of set A: never on the line under it.
        let up = if narrow { 18.0 } else { each / 2.0 };
        let at = (f64::midpoint(from, to), plot.top + 2.0 * each - up);
        let days = counted(idle.days.unsigned_abs() as usize, "day", "days");
        for text in [format!("{days} without"), days] {
            if to - from > font::width(&text, 12.5) + 6.0
                && text_on_paper(&mut scene, at, Anchor::Middle, 12.5, Role::Ink, &text)
            {
                break;
            }
        }
    }
    dots(&mut scene, data, first, &days, plot.top, each);
    tests(
        &mut scene,
        data,
        first,
        &days,
        plot.bottom - 14.0,
        &area,
        narrow,
        plot.top + 4.0 * each,
    );
    draw_days(&mut scene, &plot, &days, (area.left, area.right));
    Figure {
        name: NAME,
        words,
        scene,
    }
}

/// The weeks that a width has room for.
fn shown<'a>(data: &'a RehabTrend, look: &Look) -> &'a [RehabWeek] {
    look.last_of(&data.weeks, WIDE_WEEKS, NARROW_WEEKS)
}

#[allow(clippy::too_many_arguments)]
fn row_names(
    scene: &mut Scene,
    data: &RehabTrend,
    place: usize,
    set: RehabSet,
    area: &Area,
    top: f64,
    each: f64,
    narrow: bool,
) {
    let here = data.set == Some(set);
    let begun = data.done.iter().any(|of| of.set == set);
    let y = top + if narrow { 14.0 } else { each / 2.0 - 9.0 };
    let name = Label {
        x: area.left,
        y,
        anchor: Anchor::Start,
        size: 14.0,
        bold: here,
        role: if begun || here {
            Role::Ink
        } else {
            Role::Muted
        },
        text: match set {
            RehabSet::Isometric => "Isometrics",
            RehabSet::A => "Set A",
            RehabSet::B => "Set B",
            RehabSet::C => "Set C",
        }
        .to_owned(),
    };
    let beside = name.area().right + 6.0;
    scene.label(name);
    let lately = data.lately.get(place).copied().unwrap_or(0);
    let text = match (begun, lately) {
        (false, _) => "not begun".to_owned(),
        (true, 0) => "none in 4 weeks".to_owned(),
        (true, count) => format!("{count} in 4 weeks"),
    };
    let right = if narrow { y } else { top + each / 2.0 };
    let role = if lately > 0 { Role::Ink } else { Role::Muted };
    scene.text_if_free((area.right, right), Anchor::End, 12.5, role, &text);
    let what = match set {
        RehabSet::Isometric => "holds for the pain",
        RehabSet::A => "little hip flexion",
        RehabSet::B => "hip flexion",
        RehabSet::C => "jumps, running drills",
    };
    let at = if narrow {
        (beside, y)
    } else {
        (area.left, y + 17.0)
    };
    scene.text_if_free(at, Anchor::Start, 12.0, Role::Muted, what);
}

/// A dot a day in the column of its week, rings for what was planned and not done.
fn dots(
    scene: &mut Scene,
    data: &RehabTrend,
    first: NaiveDate,
    days: &Days1d,
    top: f64,
    each: f64,
) {
    const STEP: f64 = 6.4;
    for week in data.weeks.iter().filter(|week| week.monday >= first) {
        let x = days.at(week.monday, 3.5);
        let sunday = week.monday + Days::new(6);
        for (place, set) in RehabSet::ALL.into_iter().enumerate() {
            let bottom = top + each * (place as f64 + 1.0) - 7.0;
            let mut y = bottom;
            let of_week = (data.done.iter())
                .filter(|of| of.set == set && week.monday <= of.day && of.day <= sunday);
            for of in of_week {
                let hurt = of.pain.is_some_and(|pain| pain > limits::GREEN_MAX.value);
                if hurt {
                    scene.sign(Sign::Triangle, (x, y), 2.7, Role::Watch);
                } else {
                    scene.sign(Sign::Disc, (x, y), 2.6, Role::Accent);
                }
                y -= STEP;
            }
            if week.in_force == Some(set) {
                for _ in 0..week.missed {
                    scene.sign(Sign::Ring, (x, y), 2.9, Role::Muted);
                    y -= STEP;
                }
            }
        }
    }
}

#[allow(clippy::too_many_arguments)]
fn tests(
    scene: &mut Scene,
    data: &RehabTrend,
    first: NaiveDate,
    days: &Days1d,
    y: f64,
    area: &Area,
    narrow: bool,
    top: f64,
) {
    let name_y = if narrow { top + 13.0 } else { y };
    scene.text(
        (area.left, name_y),
        Anchor::Start,
        14.0,
        Role::Ink,
        "Re-test",
    );
    let last = data.tests.last().map_or("none yet".to_owned(), |test| {
        let word = if test.passed { "passed" } else { "not passed" };
        format!("{word} {}", short(test.day))
    });
    scene.text_if_free((area.right, name_y), Anchor::End, 12.5, Role::Muted, &last);
    for test in data.tests.iter().filter(|test| test.day >= first) {
        let at = (days.at(test.day, 0.5), y);
        if test.passed {
            scene.sign(Sign::Disc, at, 4.4, Role::Safe);
        } else {
            scene.sign(Sign::Cross, at, 5.0, Role::Ink);
        }
    }
}

fn words(data: &RehabTrend, look: &Look) -> Words {
    let start = |set: RehabSet| match set {
        RehabSet::Isometric => "One set of isometrics today is a start.".to_owned(),
        _ => {
            "Begin with the last weights and one set less; there is nothing to catch up.".to_owned()
        }
    };
    let sentence = match &data.verdict {
        Verdict::None => "No rehab is logged, and no episode is open that asks for it.".to_owned(),
        Verdict::NotBegun { set } => format!("No rehab is logged yet. {}", start(*set)),
        Verdict::Quiet { days, set } => format!("No rehab for {days} days. {}", start(*set)),
        Verdict::Done {
            days,
            planned,
            set,
            pain,
            retest,
        } => {
            let planned = match planned {
                0 => String::new(),
                1 => ", 1 was planned".to_owned(),
                count => format!(", {count} were planned"),
            };
            let hurt = match pain {
                Some(pain) => format!(", pain in it at most {}", trimmed(*pain, 1)),
                None => ", pain in it not told".to_owned(),
            };
            let retest = match retest {
                Some(day) if *day <= data.today => "; a re-test is due".to_owned(),
                Some(day) => format!("; a re-test is due on {}", short(*day)),
                None => String::new(),
            };
            format!(
                "Rehab on {} in {:.0} weeks{planned}; now {}{hurt}{retest}.",
                counted(*days, "day", "days"),
                limits::REHAB_CHART_WEEKS.value,
                set.words()
            )
        }
    };
    let shown = shown(data, look);
    let first = shown.first().map_or(NaiveDate::MIN, |week| week.monday);
    let mut parts = vec!["a dot for each day done"];
    let hurt = |pain: Option<f64>| pain.is_some_and(|pain| pain > limits::GREEN_MAX.value);
    if (data.done.iter()).any(|of| of.day >= first && hurt(of.pain)) {
        parts.push("a triangle where it hurt over 3");
    }
    if shown.iter().any(|week| week.missed > 0) {
        parts.push("a ring where planned and not done");
    }
    let mut marks = parts.join(", ");
    if data.idle.iter().any(|idle| idle.to >= first) {
        marks.push_str("; hatched: two weeks or more without");
    }
    if data.tests.iter().any(|test| test.day >= first) {
        marks.push_str("; re-test: dot passed, cross not");
    }
    if data.done.is_empty() && data.tests.is_empty() {
        marks.clear();
    }
    Words {
        sentence,
        second: None,
        marks,
        drawn: (shown.len() < data.weeks.len()).then(|| last_weeks(shown.len() as u64)),
        alternative: alternative(data),
    }
}

fn alternative(data: &RehabTrend) -> String {
    let (Some(first), Some(last)) = (data.done.first(), data.done.last()) else {
        return String::new();
    };
    let sets: Vec<String> = (RehabSet::ALL.into_iter())
        .map(|set| {
            let count = data.done.iter().filter(|of| of.set == set).count();
            format!("{} on {}", set.words(), counted(count, "day", "days"))
        })
        .collect();
    let year = if first.day.year() == last.day.year() {
        short(first.day)
    } else {
        dated(first.day)
    };
    format!(
        "From {year} to {}: {}; {}.",
        dated(last.day),
        sets.join(", "),
        counted(
            data.idle.len(),
            "break of two weeks or more",
            "breaks of two weeks or more"
        )
    )
}
