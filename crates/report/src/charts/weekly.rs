//! Weekly running minutes stacked by kind; above them, on the same dates, the
//! pain response of each run from 0 to 10; at the right, next week as planned.

use super::axis::{
    Days1d, Scale, TICK_SIZE, draw_days, draw_name, draw_values, numbered, plain, ticks_up_to,
};
use super::font;
use super::palette::Role;
use super::scene::{Anchor, Area, Scene, Sign};
use super::{Canvas, begin, only_words};
use chrono::NaiveDate;
use comeback_core::calendar::Days;
use comeback_core::diary::Band;
use comeback_core::limits;

const TITLE: &str = "Running minutes a week, and the pain that answered";

/// Running minutes of one week by kind; the parts add up to the week.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    pub monday: NaiveDate,
    /// Walking breaks apart, everything that was neither uphill nor hard.
    pub easy_min: f64,
    pub uphill_min: f64,
    pub tempo_min: f64,
    pub intervals_min: f64,
    /// Runs whose minutes nothing tells: the bar is at least this high.
    pub unmeasured: usize,
}

impl Bar {
    pub fn total(&self) -> f64 {
        self.parts().iter().map(|(_, minutes)| minutes).sum()
    }

    fn parts(&self) -> [(Role, f64); 4] {
        [
            (Role::Easy, self.easy_min),
            (Role::Uphill, self.uphill_min),
            (Role::Tempo, self.tempo_min),
            (Role::Intervals, self.intervals_min),
        ]
        .map(|(role, minutes)| {
            (
                role,
                if minutes.is_finite() {
                    minutes.max(0.0)
                } else {
                    0.0
                },
            )
        })
    }
}

/// The response of one run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Response {
    pub day: NaiveDate,
    /// Time of the day, 0 to 1.
    pub share: f64,
    pub band: Band,
    /// 0 to 10; `None` when nothing was logged.
    pub score: Option<f64>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    pub monday: NaiveDate,
    pub minutes: f64,
    pub runs: u32,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Weekly {
    pub bars: Vec<Bar>,
    pub responses: Vec<Response>,
    pub planned: Option<Planned>,
}

/// Sign and colour of a band: told apart by shape too.
pub fn band_sign(band: Band) -> (Sign, Role) {
    match band {
        Band::Green => (Sign::Disc, Role::Safe),
        Band::Amber => (Sign::Triangle, Role::Watch),
        Band::Red => (Sign::Diamond, Role::TooMuch),
        Band::Pending => (Sign::Ring, Role::Muted),
        Band::Unknown => (Sign::Cross, Role::Muted),
    }
}

/// Room for the name of a plot above it.
const NAME: f64 = 28.0;

const KINDS: [(Role, &str); 4] = [
    (Role::Easy, "easy, walk-run"),
    (Role::Uphill, "uphill"),
    (Role::Tempo, "tempo"),
    (Role::Intervals, "intervals, sprints"),
];

pub fn draw(data: &Weekly, canvas: &Canvas) -> Scene {
    let first = data.bars.iter().map(|bar| bar.monday).min();
    let last = data.bars.iter().map(|bar| bar.monday).max();
    let (Some(first), Some(last)) = (first, last) else {
        return only_words(
            canvas,
            TITLE,
            "No run is logged yet. The first one will stand here as a bar, with the pain that answered it.",
        );
    };
    let (mut scene, area) = begin(canvas, TITLE, &words(data));
    let top = area.top + legend(&mut scene, data, &area) + 6.0;

    let left = area.left + 40.0;
    let right = area.right - 4.0;
    let plot_bottom = area.bottom - 26.0;
    // Pain takes two fifths of the height, what was run the rest.
    let room = (plot_bottom - top - 2.0 * NAME).max(80.0);
    let pain = Area::new(left, top + NAME, right, top + NAME + room * 0.4);
    let bars = Area::new(left, pain.bottom + NAME + 16.0, right, plot_bottom);

    let until = data
        .planned
        .as_ref()
        .map_or(last, |planned| planned.monday.max(last));
    let days = Days1d::new(first, until + Days::new(6), left, right);
    draw_pain(&mut scene, &pain, &area, &days, data);
    draw_bars(&mut scene, &bars, &area, &days, data);
    draw_days(&mut scene, &bars, &days, (area.left, area.right));
    scene
}

fn legend(scene: &mut Scene, data: &Weekly, area: &Area) -> f64 {
    let mut items: Vec<(Sign, Role, &str)> = KINDS
        .iter()
        .filter(|(role, _)| {
            *role == Role::Easy || data.bars.iter().any(|bar| part(bar, *role) > 0.0)
        })
        .map(|&(role, name)| (Sign::Square, role, name))
        .collect();
    if data.planned.is_some() {
        items.push((Sign::Outline, Role::Ink, "planned"));
    }
    for (band, name) in [
        (Band::Green, "safe"),
        (Band::Amber, "watch"),
        (Band::Red, "too much"),
        (Band::Pending, "window open"),
        (Band::Unknown, "not logged in full"),
    ] {
        if data.responses.iter().any(|response| response.band == band) {
            let (sign, role) = band_sign(band);
            items.push((sign, role, name));
        }
    }
    scene.legend(&items, (area.left, area.top), area.right)
}

fn part(bar: &Bar, wanted: Role) -> f64 {
    bar.parts()
        .iter()
        .find(|(role, _)| *role == wanted)
        .map_or(0.0, |(_, minutes)| *minutes)
}

fn draw_pain(scene: &mut Scene, plot: &Area, area: &Area, days: &Days1d, data: &Weekly) {
    let scale = Scale::new(0.0, 10.0, plot.bottom, plot.top);
    let (green, amber) = (limits::GREEN_MAX.value, limits::AMBER_MAX.value);
    for (low, high, role) in [
        (0.0, green, Role::SafeBand),
        (green, amber, Role::WatchBand),
        (amber, 10.0, Role::TooMuchBand),
    ] {
        let band = Area::new(plot.left, scale.at(high), plot.right, scale.at(low));
        scene.rect(band, role);
    }
    for border in [green, amber] {
        let y = scale.at(border);
        scene.dashed(
            &[(plot.left, y), (plot.right, y)],
            2.0,
            4.0,
            1.0,
            Role::Axis,
        );
    }
    draw_name(
        scene,
        area.left,
        plot.top - 28.0,
        "pain after each run, 0–10",
    );
    // The limits are named before the ends where there is no room for all.
    for value in [amber, 0.0, 10.0, green] {
        let at = (plot.left - 6.0, scale.at(value));
        scene.text_if_free(at, Anchor::End, TICK_SIZE, Role::Muted, &plain(value));
    }
    scene.line(
        vec![(plot.left, plot.bottom), (plot.right, plot.bottom)],
        1.0,
        Role::Axis,
    );
    let radius = (days.day_width() * 0.9).clamp(2.6, 4.6);
    // What is worst is drawn last, on top.
    for band in [
        Band::Unknown,
        Band::Pending,
        Band::Green,
        Band::Amber,
        Band::Red,
    ] {
        for response in data
            .responses
            .iter()
            .filter(|response| response.band == band)
        {
            if response.day < days.first || response.day > days.last {
                continue;
            }
            let (sign, role) = band_sign(band);
            let x = days.at(response.day, response.share.clamp(0.0, 1.0));
            // What has no score stands under the axis, in no place of the scale.
            let y = match response.score.filter(|score| (0.0..=10.0).contains(score)) {
                Some(score) => scale.at(score),
                None => plot.bottom + 8.0,
            };
            scene.sign(sign, (x, y), radius, role);
        }
    }
}

fn draw_bars(scene: &mut Scene, plot: &Area, area: &Area, days: &Days1d, data: &Weekly) {
    let planned_minutes = data.planned.as_ref().map_or(0.0, |planned| planned.minutes);
    let highest = data
        .bars
        .iter()
        .map(Bar::total)
        .chain([planned_minutes])
        .filter(|minutes| minutes.is_finite())
        .fold(0.0, f64::max);
    let count = ((plot.height() / 28.0) as usize).clamp(2, 6);
    let ticks = ticks_up_to(
        highest,
        count,
        &[10.0, 15.0, 30.0, 60.0, 120.0, 180.0, 240.0],
    );
    let scale = Scale::new(
        0.0,
        ticks.last().copied().unwrap_or(1.0),
        plot.bottom,
        plot.top,
    );
    draw_name(scene, area.left, plot.top - 28.0, "running minutes a week");
    draw_values(scene, plot, &scale, &numbered(&ticks));

    let slot = days.day_width() * 7.0;
    let gap = (slot * 0.14).clamp(0.5, 6.0);
    let place = |monday: NaiveDate| {
        (
            days.at(monday, 0.0) + gap,
            days.at(monday, 0.0) + slot - gap,
        )
    };
    let mut labels: Vec<(f64, f64, String)> = Vec::new();
    for bar in &data.bars {
        let (from, to) = place(bar.monday);
        let mut base = 0.0;
        for (role, minutes) in bar.parts() {
            if minutes <= 0.0 {
                continue;
            }
            let piece = Area::new(from, scale.at(base + minutes), to, scale.at(base));
            scene.rect(piece, role);
            if base > 0.0 {
                let y = scale.at(base);
                scene.line(vec![(from, y), (to, y)], 0.75, Role::Paper);
            }
            base += minutes;
        }
        if bar.unmeasured > 0 {
            scene.dashed(
                &[(from, scale.at(base)), (to, scale.at(base))],
                2.0,
                2.0,
                1.2,
                Role::Muted,
            );
            labels.push((
                (from + to) / 2.0,
                scale.at(base),
                format!("{}+?", base.round()),
            ));
        } else if base > 0.0 {
            labels.push(((from + to) / 2.0, scale.at(base), plain(base.round())));
        }
    }
    if let Some(planned) = data
        .planned
        .as_ref()
        .filter(|planned| planned.minutes > 0.0)
    {
        let (from, to) = place(planned.monday);
        let top = scale.at(planned.minutes);
        scene.dashed(
            &[
                (from, plot.bottom),
                (from, top),
                (to, top),
                (to, plot.bottom),
            ],
            4.0,
            2.5,
            1.6,
            Role::Ink,
        );
        labels.push(((from + to) / 2.0, top, plain(planned.minutes.round())));
    }
    // Every bar is numbered where there is room, else from the newest back.
    for (x, y, text) in labels.iter().rev() {
        let half = font::width(text, TICK_SIZE) / 2.0;
        let at = (x.min(area.right - half), y - 9.0);
        scene.text_if_free(at, Anchor::Middle, TICK_SIZE, Role::Ink, text);
    }
}

fn words(data: &Weekly) -> String {
    let total = |bar: &Bar| plain(bar.total().round());
    let mut text = format!("Running minutes of {} weeks as bars", data.bars.len());
    if let (Some(first), Some(last)) = (data.bars.first(), data.bars.last()) {
        text.push_str(&format!(
            ", from {} minutes in the week of {} to {} in the week of {}",
            total(first),
            first.monday.format("%-d %B %Y"),
            total(last),
            last.monday.format("%-d %B %Y"),
        ));
    }
    text.push_str(". Pain after each run as dots:");
    let mut told = Vec::new();
    for (band, name) in [
        (Band::Green, "safe"),
        (Band::Amber, "to watch"),
        (Band::Red, "too much"),
        (Band::Pending, "window open"),
        (Band::Unknown, "not logged in full"),
    ] {
        let count = data
            .responses
            .iter()
            .filter(|response| response.band == band)
            .count();
        if count > 0 {
            told.push(format!(" {count} {name}"));
        }
    }
    if told.is_empty() {
        told.push(" none logged".to_owned());
    }
    text.push_str(&told.join(","));
    text.push('.');
    if let Some(planned) = &data.planned {
        text.push_str(&format!(
            " Planned for the week of {}: {} minutes in {} runs.",
            planned.monday.format("%-d %B"),
            plain(planned.minutes.round()),
            planned.runs
        ));
    }
    text
}
