//! Minutes and tendon load a week against the own usual range, with the pain that
//! followed: was there a jump?

use super::Look;
use super::axis::{
    Days1d, Scale, draw_days_under, draw_name, draw_values, numbered, plain, ticks_between,
};
use super::frame::{
    Figure, Words, begin, dated, dotted, hatch, hollow_triangle, last_weeks, off_words, only_words,
    pain_sign, text_on_paper,
};
use super::palette::Role;
use super::scene::{Anchor, Area, Scene, Sign};
use crate::words::quantity::{counted, trimmed};
use chrono::NaiveDate;
use comeback_core::calendar::Days;
use comeback_core::limits;
use comeback_core::robust::quantile;
use comeback_core::trend::load::{Figure as Value, LoadTrend, LoadWeek, Place, Spells};

const NAME: &str = "load";
/// Weeks that a page shows; the data must hold as many.
pub const WIDE_WEEKS: usize = 52;
const NARROW_WEEKS: usize = 20;
/// A history of fewer weeks is not spread over the whole page or phone. (design)
const WIDE_LEAST: f64 = 16.0;
const NARROW_LEAST: f64 = 10.0;
/// Room for the crosses of weeks whose load is partly unknown.
const CROSSES: f64 = 10.0;
/// Weeks from which on one that is far above all others is cut. (design)
const CUT_FROM: usize = 20;
/// A range that reaches higher above all bars does not flatten them. (design)
const RANGE_OVER: f64 = 1.6;
/// A bar is cut from this multiple of the 95th percentile on. (design)
const CUT_OVER: f64 = 1.6;

pub fn draw(data: &LoadTrend, look: &Look) -> Figure {
    let words = words(data, look);
    let shown = shown(data, look);
    let any = shown.iter().any(|week| week.runs > 0);
    let (Some(first), Some(last), true) = (shown.first(), shown.last(), any) else {
        return only_words(NAME, look, words);
    };
    let has_pain = shown.iter().any(|week| week.pain.is_some());
    let panel = if look.is_narrow() { 150.0 } else { 128.0 };
    let pain_tall = if has_pain { 62.0 } else { 0.0 };
    // What stands below a panel does not lie over its crosses.
    let crosses = |read: fn(&LoadWeek) -> &Value| -> f64 {
        let any = shown.iter().any(|week| read(week).partly && week.runs > 0);
        if any { CROSSES } else { 0.0 }
    };
    let below = crosses(|week| &week.minutes) + crosses(|week| &week.load);
    let body = pain_tall + 2.0 * (panel - 10.0) + 40.0 + 34.0 + 24.0 + below;
    let (mut scene, area) = begin(look, &words, body);
    let (left, room) = (area.left + 40.0, area.right - 4.0);
    let least = if look.is_narrow() {
        NARROW_LEAST
    } else {
        WIDE_LEAST
    };
    // A week has its place from the first on: none is drawn before there are any.
    let right = left + (room - left) * (shown.len() as f64 / least).min(1.0);
    let days = Days1d::new(first.monday, last.monday + Days::new(6), left, right);
    let mut y = area.top;
    if has_pain {
        pain_row(&mut scene, shown, &days, &area, y);
        y += pain_tall;
    }
    draw_name(&mut scene, area.left, y, "running minutes a week");
    y += 40.0;
    let plot = Area::new(left, y, right, y + panel - 10.0);
    let minutes = Panel {
        plot,
        read: |week| &week.minutes,
        before: data.before_minutes,
        name_up: 32.0,
        names_off: true,
        room,
    };
    minutes.draw(&mut scene, data, shown, &days);
    y = plot.bottom + crosses(|week| &week.minutes);
    let name = if look.is_narrow() {
        "tendon load a week"
    } else {
        "tendon load a week (your own scale)"
    };
    draw_name(&mut scene, area.left, y + 8.0, name);
    y += 34.0;
    let plot = Area::new(left, y, right, y + panel - 10.0);
    let load = Panel {
        plot,
        read: |week| &week.load,
        before: data.before_load,
        name_up: 18.0,
        names_off: false,
        room,
    };
    load.draw(&mut scene, data, shown, &days);
    let bounds = (area.left, area.right);
    draw_days_under(&mut scene, &plot, &days, bounds, crosses(|week| &week.load));
    Figure {
        name: NAME,
        words,
        scene,
    }
}

/// The weeks that a width can hold.
fn shown<'a>(data: &'a LoadTrend, look: &Look) -> &'a [LoadWeek] {
    look.last_of(&data.weeks, WIDE_WEEKS, NARROW_WEEKS)
}

fn pain_row(scene: &mut Scene, shown: &[LoadWeek], days: &Days1d, area: &Area, top: f64) {
    draw_name(scene, area.left, top, "worst pain after a run");
    let y = top + 44.0;
    for week in shown {
        let Some((band, score)) = week.pain else {
            continue;
        };
        let x = days.at(week.monday, 3.5);
        let (sign, role) = pain_sign(band);
        scene.sign(sign, (x, y), 3.6, role);
        if score > limits::GREEN_MAX.value {
            let role = if score > limits::AMBER_MAX.value {
                Role::TooMuch
            } else {
                Role::Watch
            };
            scene.text_if_free(
                (x, y - 15.0),
                Anchor::Middle,
                12.5,
                role,
                &trimmed(score, 1),
            );
        }
    }
}

struct Panel {
    plot: Area,
    read: fn(&LoadWeek) -> &Value,
    before: Option<f64>,
    /// How far above the plot its name stands.
    name_up: f64,
    /// The days off are named here.
    names_off: bool,
    /// The right end of the room that the plot and names beside it have.
    room: f64,
}

impl Panel {
    fn draw(&self, scene: &mut Scene, data: &LoadTrend, shown: &[LoadWeek], days: &Days1d) {
        let plot = &self.plot;
        let top = top_of(shown, self.read, self.before);
        let scale = Scale::new(0.0, top, plot.bottom, plot.top);
        let ticks: Vec<f64> = (ticks_between(0.0, top, 4).into_iter())
            .filter(|tick| *tick > 0.0)
            .collect();
        draw_values(scene, plot, &scale, &numbered(&ticks));
        for off in &data.off {
            let (from, to) = (off.from.max(days.first), off.to.min(days.last));
            if from > to {
                continue;
            }
            let area = Area::new(days.at(from, 0.0), plot.top, days.at(to, 1.0), plot.bottom);
            scene.rect(area, Role::Paper);
            hatch(scene, &area, Role::Grid);
        }
        for week in shown {
            let sunday = week.monday + Days::new(6);
            let at_rest = (data.off.iter()).any(|off| off.from <= week.monday && sunday <= off.to);
            self.week(scene, week, at_rest, days, &scale, top);
        }
        self.injury(scene, data, shown, days, &scale, top);
        if self.names_off {
            for off in data.off.iter().filter(|off| off.to >= days.first) {
                let (from, to) = (off.from.max(days.first), off.to.min(days.last));
                let middle = f64::midpoint(days.at(from, 0.0), days.at(to, 1.0));
                let at = (middle, plot.top - 9.0);
                scene.text_if_free(at, Anchor::Middle, 12.0, Role::Muted, &off_words(off.days));
            }
        }
        scene.line(
            vec![(plot.left, plot.bottom), (plot.right, plot.bottom)],
            1.0,
            Role::Axis,
        );
    }

    fn week(
        &self,
        scene: &mut Scene,
        week: &LoadWeek,
        at_rest: bool,
        days: &Days1d,
        scale: &Scale,
        top: f64,
    ) {
        let figure = (self.read)(week);
        let plot = &self.plot;
        let (left, right) = (
            days.at(week.monday, 0.0),
            days.at(week.monday + Days::new(6), 1.0),
        );
        if let Some(usual) = figure.usual.filter(|usual| usual.low < top && !at_rest) {
            let band = Area::new(left, scale.at(usual.high), right, scale.at(usual.low));
            scene.rect(band, Role::Soft);
        }
        let room = (right - left) * 0.15;
        if let Some(value) = figure.value.filter(|value| *value > 0.0) {
            let bar = Area::new(left + room, scale.at(value), right - room, plot.bottom);
            // A week that is not over is no jump yet: it says how far it has come.
            match (week.full, figure.jump) {
                (true, true) => scene.rect(bar, Role::Accent),
                (true, false) => scene.edged(bar, Role::Easy),
                (false, _) => {
                    scene.rect(bar, Role::Paper);
                    scene.outline(bar, 1.4, Role::Edge);
                }
            }
            if value > top {
                // Cut: its top is open and its number stands on it.
                let gap = Area::new(left, plot.top + 6.0, right, plot.top + 9.0);
                scene.rect(gap, Role::Paper);
                let at = (f64::midpoint(left, right), plot.top - 8.0);
                scene.text_if_free(at, Anchor::Middle, 11.5, Role::Ink, &plain(value.round()));
            }
        }
        let middle = f64::midpoint(left, right);
        if figure.partly && week.runs > 0 {
            scene.sign(Sign::Cross, (middle, plot.bottom + 6.0), 3.2, Role::Muted);
        }
        if week.cut_back && self.names_off {
            let y = figure.value.map_or(plot.bottom, |value| scale.at(value)) - 10.0;
            hollow_triangle(scene, (middle, y.max(plot.top + 6.0)), 5.0, true, Role::Ink);
        }
    }

    /// The injury, and the usual week before it.
    fn injury(
        &self,
        scene: &mut Scene,
        data: &LoadTrend,
        shown: &[LoadWeek],
        days: &Days1d,
        scale: &Scale,
        top: f64,
    ) {
        let plot = &self.plot;
        let Some(injury) = data.injury else { return };
        let x = days.at(injury.max(days.first), 0.0);
        if injury >= days.first {
            dotted(scene, &[(x, plot.top - 2.0), (x, plot.bottom)], Role::Ink);
            if self.names_off {
                let at = (x - 4.0, plot.top - 9.0);
                if !scene.text_if_free(at, Anchor::End, 12.0, Role::Ink, "injury") {
                    let at = (x + 4.0, plot.top - 9.0);
                    scene.text_if_free(at, Anchor::Start, 12.0, Role::Ink, "injury");
                }
            }
        }
        let Some(before) = self.before.filter(|before| *before <= top) else {
            return;
        };
        let y = scale.at(before);
        scene.dashed(&[(x, y), (plot.right, y)], 6.0, 4.0, 1.4, Role::Axis);
        let text = format!("before the injury {}", rounded(before));
        let wide = super::font::width(&text, 12.0);
        // At the right where no bar stands behind it, else beside the injury.
        let free = |from: f64, to: f64| {
            !shown.iter().any(|week| {
                let (left, right) = (days.at(week.monday, 0.0), days.at(week.monday, 7.0));
                let value = (self.read)(week).value.unwrap_or(0.0);
                left < to && from < right && scale.at(value) < y + 2.0
            })
        };
        let right = plot.right - 2.0;
        if self.room - plot.right > wide + 6.0 {
            let at = (plot.right + 6.0, y);
            scene.text_if_free(at, Anchor::Start, 12.0, Role::Muted, &text);
        } else if free(right - wide, right) {
            text_on_paper(
                scene,
                (right, y - 9.0),
                Anchor::End,
                12.0,
                Role::Muted,
                &text,
            );
        } else if free(x, x + wide + 6.0) {
            text_on_paper(
                scene,
                (x + 5.0, y - 9.0),
                Anchor::Start,
                12.0,
                Role::Muted,
                &text,
            );
        } else {
            // Bars stand everywhere: beside the name of the panel.
            let at = (right, plot.top - self.name_up);
            let long = format!("dashed: {text}");
            let _ = scene.text_if_free(at, Anchor::End, 12.0, Role::Muted, &long)
                || scene.text_if_free(at, Anchor::End, 12.0, Role::Muted, &text);
        }
    }
}

/// The top of the scale: by the bars and the range that the sentence tells of, not by the
/// other ranges, and not by one bar alone.
fn top_of(shown: &[LoadWeek], read: fn(&LoadWeek) -> &Value, before: Option<f64>) -> f64 {
    let mut values: Vec<f64> = (shown.iter())
        .filter_map(|week| read(week).value)
        .filter(|value| value.is_finite() && *value > 0.0)
        .collect();
    let highest = values.iter().copied().fold(0.0, f64::max);
    let is_long = values.len() >= CUT_FROM;
    let usual = quantile(&mut values, 0.95).unwrap_or(highest);
    let top = if is_long && highest > CUT_OVER * usual {
        1.15 * usual
    } else {
        highest
    };
    let before = before.filter(|before| before.is_finite()).unwrap_or(0.0);
    let told = (shown.iter().rev().find(|week| week.full))
        .and_then(|week| read(week).usual)
        .map(|usual| usual.high)
        .filter(|high| *high <= RANGE_OVER * top)
        .unwrap_or(0.0);
    (top.max(before).max(told) * 1.06).max(1.0)
}

fn rounded(value: f64) -> String {
    if value < 10.0 {
        trimmed(value, 1)
    } else {
        format!("{value:.0}")
    }
}

fn words(data: &LoadTrend, look: &Look) -> Words {
    let shown = shown(data, look);
    Words {
        sentence: sentence(data),
        second: data.spells.map(spells_told),
        marks: marks(data, look),
        drawn: (shown.len() < data.weeks.len()).then(|| last_weeks(shown.len() as u64)),
        alternative: alternative(data),
    }
}

/// It speaks of every run that is known, which may be more than is drawn, and of spells:
/// a sore tendon that is sore again a week later has not been loaded twice.
fn spells_told(spells: Spells) -> String {
    let (all, since) = (spells.told, dated(spells.since));
    let apart = limits::SPELL_DAYS.value;
    let before = match spells.above {
        0 => format!("none of these {all} times"),
        above if above == all && all == 2 => "both times".to_owned(),
        above if above == all => format!("all {all} times"),
        above => format!("{above} of these {all} times"),
    };
    let times = match all {
        2 => "twice".to_owned(),
        all => format!("{all} times"),
    };
    format!(
        "Since {since} pain over 5 began {times}, more than {apart:.0} days apart; {before} the tendon load of the 7 days up to it had been above your range."
    )
}

/// The week that is told of, where it is the one of today.
fn is_this(data: &LoadTrend, week: &LoadWeek) -> bool {
    (week.monday..=week.monday + Days::new(6)).contains(&data.today)
}

fn sentence(data: &LoadTrend) -> String {
    if let Some(told) = off_told(data) {
        return told;
    }
    if data.weeks.iter().all(|week| week.runs == 0) {
        return "No run in these weeks.".to_owned();
    }
    let Some(week) = data.last_full() else {
        return "The first week is not over yet.".to_owned();
    };
    let minutes = &week.minutes;
    let range = minutes.usual.map(|usual| (usual.low, usual.high));
    let name = if is_this(data, week) {
        "this week"
    } else {
        "last week"
    };
    let this = crate::words::capital(name);
    let told = match (minutes.value.filter(|_| !minutes.partly), range) {
        _ if week.runs == 0 => match range {
            Some((low, high)) => {
                format!("No run {name}; your usual range is {low:.0} to {high:.0}\u{a0}min.")
            }
            None => format!("No run {name}."),
        },
        (None, _) => match minutes.value {
            Some(value) => {
                format!("{value:.0}\u{a0}min or more {name}: not every run tells its minutes.")
            }
            None => format!("The minutes of {name} are not known."),
        },
        (Some(value), None) => {
            let needed = limits::LOAD_WEEKS_LEAST.value;
            let there = match week.base {
                0 => "are none".to_owned(),
                1 => "is 1".to_owned(),
                count => format!("are {count}"),
            };
            return format!(
                "{value:.0}\u{a0}min {name}. A usual range needs {needed:.0} weeks of running since the last break; there {there}."
            );
        }
        (Some(value), Some((low, high))) => match minutes.place() {
            Some(Place::Above) => format!(
                "{this} was above your usual range: {value:.0}\u{a0}min ({low:.0} to {high:.0})"
            ),
            Some(Place::Below) => format!(
                "{this} was below your usual range: {value:.0}\u{a0}min ({low:.0} to {high:.0})"
            ),
            _ => {
                format!("{this} was as usual: {value:.0}\u{a0}min (range {low:.0} to {high:.0})")
            }
        },
    };
    let load = &week.load;
    let high = load.times_usual().filter(|times| {
        !load.partly && (load.jump || (data.episode && *times >= limits::LOAD_HIGH.value))
    });
    match high {
        Some(times) => {
            let above = load.place() == Some(Place::Above);
            let (joint, place) = match (above, minutes.place()) {
                (true, Some(Place::Above) | None) => (", and", "above your range"),
                (true, _) => (", but", "above your range"),
                (false, _) => (";", "high in your range"),
            };
            let told = told.trim_end_matches('.');
            format!("{told}{joint} tendon load was {times:.1}\u{a0}× usual, {place}.")
        }
        None => format!("{}.", told.trim_end_matches('.')),
    }
}

/// Two weeks and more without a run, up to today or to this week: how long, and what was
/// usual before them.
fn off_told(data: &LoadTrend) -> Option<String> {
    let off = data.off.last()?;
    let this = data.weeks.last()?;
    let told = if off.to >= data.today {
        format!(
            "No run for {}, since {}",
            time_off(off.days),
            dated(off.from)
        )
    } else if off.to >= this.monday - Days::new(1) && !this.full {
        match this.minutes.value.filter(|_| !this.minutes.partly) {
            Some(value) => format!(
                "Back after {} without a run: {value:.0}\u{a0}min so far this week",
                time_off(off.days)
            ),
            None => format!("Back this week after {} without a run", time_off(off.days)),
        }
    } else {
        return None;
    };
    let before = (data.weeks.iter().rev())
        .filter(|week| week.monday < off.from && week.runs > 0)
        .find_map(|week| week.minutes.usual);
    Some(match before {
        Some(usual) => format!(
            "{told}; before that {:.0} to {:.0}\u{a0}min a week were usual.",
            usual.low, usual.high
        ),
        None => format!("{told}."),
    })
}

fn time_off(days: i64) -> String {
    if days < 28 {
        format!("{days} days")
    } else {
        format!("{:.0} weeks", days as f64 / 7.0)
    }
}

fn marks(data: &LoadTrend, look: &Look) -> String {
    let shown = shown(data, look);
    let any = |of: &dyn Fn(&LoadWeek) -> bool| shown.iter().any(of);
    let mut parts = Vec::new();
    let none = format!(
        "no usual range: it takes {:.0} weeks of running without a break",
        limits::LOAD_WEEKS_LEAST.value
    );
    if any(&|week| week.minutes.usual.is_some()) {
        parts.push("band: usual by the 12 weeks before");
    } else {
        parts.push(none.as_str());
    }
    if any(&|week| week.full && (week.minutes.jump || week.load.jump)) {
        parts.push("strong bar: a jump above it");
    }
    if any(&|week| week.cut_back) {
        parts.push("hollow triangle: cut-back week");
    }
    if any(&|week| !week.full && week.runs > 0) {
        parts.push("hollow bar: this week so far");
    }
    if any(&|week| week.runs > 0 && (week.minutes.partly || week.load.partly)) {
        parts.push("cross: partly unknown");
    }
    parts.join("; ")
}

fn alternative(data: &LoadTrend) -> String {
    let (Some(first), Some(last)) = (data.weeks.first(), data.weeks.last()) else {
        return String::new();
    };
    let minutes = || data.weeks.iter().filter_map(|week| week.minutes.value);
    let low = minutes().fold(f64::INFINITY, f64::min);
    let high = minutes().fold(0.0, f64::max);
    let jumps: Vec<String> = (data.weeks.iter())
        .filter(|week| week.full && (week.load.jump || week.minutes.jump))
        .map(|week| dated(week.monday))
        .collect();
    let range = if low.is_finite() {
        format!("{low:.0} to {high:.0} minutes in a week with a run")
    } else {
        "no minutes known".to_owned()
    };
    let end: NaiveDate = last.monday + Days::new(6);
    format!(
        "{} from {} to {}, {range}; {}; {}.",
        counted(data.weeks.len(), "week", "weeks"),
        dated(first.monday),
        dated(end),
        match jumps.as_slice() {
            [] => "no jump".to_owned(),
            jumps => format!("jumps in the weeks of {}", jumps.join(", ")),
        },
        counted(
            data.off.iter().filter(|off| off.to >= first.monday).count(),
            "break of two weeks or more",
            "breaks of two weeks or more"
        )
    )
}
