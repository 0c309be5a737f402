//! Cadence over time, speed taken out: has my step changed?

use super::Look;
use super::axis::{
    Days1d, Scale, TICK_SIZE, draw_days, draw_name, draw_values, numbered, steps_between,
};
use super::frame::{
    Figure, Words, begin, dated, dotted, hollow_square, hollow_triangle, last_weeks, only_words,
    right_labels,
};
use super::palette::Role;
use super::scene::{Anchor, Area, Scene, Sign};
use crate::words::capital;
use crate::words::quantity::{counted, pace};
use chrono::{Datelike, NaiveDate};
use comeback_core::calendar::Days;
use comeback_core::diary::GaitFocus;
use comeback_core::limits;
use comeback_core::trend::cadence::{CadenceTrend, Point, Size, SlopeSource, Verdict, in_line};

const NAME: &str = "cadence";
/// Weeks that a phone shows.
const NARROW_WEEKS: u64 = 26;
/// Days that the width holds at least. (design)
const LEAST_DAYS: u64 = 28;
/// Least range of the scale, steps/min: noise must not look like change.
pub const LEAST_RANGE: f64 = 20.0;

pub fn draw(data: &CadenceTrend, look: &Look) -> Figure {
    let mut words = words(data, look);
    let drawn = data.points.len() >= limits::TREND_RUNS.value as usize;
    let from = from(data, look);
    let points: Vec<&Point> = data
        .points
        .iter()
        .filter(|point| point.day >= from)
        .collect();
    let (Some(first), true) = (points.first().map(|point| point.day), drawn) else {
        return only_words(NAME, look, words);
    };
    let (low, high) = bounds(data, &points);
    let is_outside = |point: &Point| point.adjusted > high || point.adjusted < low;
    if points.iter().any(|point| is_outside(point)) {
        words.marks.push_str("; triangle: off the scale");
    }
    let tall = if look.is_narrow() { 250.0 } else { 236.0 };
    let (mut scene, area) = begin(look, &words, 22.0 + 20.0 + tall + 26.0);
    draw_name(&mut scene, area.left, area.top, "steps per minute");
    let top = area.top + 42.0;
    let plot = Area::new(area.left + 34.0, top, area.right - 82.0, top + tall);
    let scale = Scale::new(low, high, plot.bottom, plot.top);
    // A history of a few days is not spread over the whole width.
    let first = first.min(data.today - Days::new(LEAST_DAYS));
    let days = Days1d::new(first, data.today, plot.left, plot.right);
    draw_values(
        &mut scene,
        &plot,
        &scale,
        &numbered(&steps_between(low, high)),
    );
    ranges(&mut scene, data, &plot, &scale, &days);
    level_before(&mut scene, data, &plot, &scale, &days);
    gaps(&mut scene, &points, &plot, &days);
    let radius = if look.is_narrow() { 2.6 } else { 2.4 };
    for point in &points {
        let at = (days.at(point.day, 0.5), scale.at(point.adjusted));
        if is_outside(point) {
            hollow_triangle(&mut scene, at, 3.6, point.adjusted < low, Role::Muted);
        } else if point.aside {
            hollow_square(&mut scene, at, 2.6, Role::Muted);
        } else {
            scene.sign(Sign::Disc, at, radius, Role::Faint);
        }
    }
    for piece in &data.line {
        let line: Vec<(f64, f64)> = (piece.iter())
            .filter(|(day, _)| *day >= first)
            .map(|(day, value)| (days.at(*day, 0.5), scale.at(*value)))
            .collect();
        if let [(x, y)] = line.as_slice() {
            scene.line(vec![(x - 3.0, *y), (x + 3.0, *y)], 2.6, Role::Accent);
        } else {
            scene.line(line, 2.6, Role::Accent);
        }
    }
    labels(&mut scene, data, &plot, &scale);
    draw_days(&mut scene, &plot, &days, (area.left, area.right));
    Figure {
        name: NAME,
        words,
        scene,
    }
}

/// The first day that a width has room for.
fn from(data: &CadenceTrend, look: &Look) -> NaiveDate {
    if look.is_narrow() {
        data.today - Days::new(7 * NARROW_WEEKS)
    } else {
        NaiveDate::MIN
    }
}

/// The usual range, the target, and when a gait change was begun.
fn ranges(scene: &mut Scene, data: &CadenceTrend, plot: &Area, scale: &Scale, days: &Days1d) {
    if let Some(usual) = data.usual {
        let left = days.at(usual.from.max(days.first), 0.0);
        let (top, bottom) = (usual.centre + usual.half, usual.centre - usual.half);
        let band = Area::new(left, scale.at(top), plot.right, scale.at(bottom));
        scene.rect(band, Role::Soft);
    }
    if let Some(((least, most), focus)) = data.target.zip(data.focus) {
        let left = days.at(focus.max(days.first), 0.0);
        let (top, bottom) = (scale.at(most), scale.at(least));
        scene.rect(Area::new(left, top, plot.right, bottom), Role::SafeBand);
        for y in [top, bottom] {
            scene.dashed(&[(left, y), (plot.right, y)], 7.0, 5.0, 1.6, Role::Safe);
        }
    }
    let shown: Vec<&(NaiveDate, GaitFocus)> = (data.focuses.iter())
        .filter(|(day, _)| *day >= days.first)
        .collect();
    for (place, (day, focus)) in shown.iter().enumerate() {
        let x = days.at(*day, 0.0);
        dotted(scene, &[(x, plot.top - 16.0), (x, plot.bottom)], Role::Ink);
        let name = match focus {
            GaitFocus::Cadence => "cadence focus",
            GaitFocus::Taller => "taller",
            GaitFocus::PelvicTilt => "pelvic tilt",
            GaitFocus::Done => continue,
        };
        // Where another follows, the first stands at the left of its line.
        let (at, anchor) = if place + 1 < shown.len() {
            (x - 4.0, Anchor::End)
        } else {
            (x + 4.0, Anchor::Start)
        };
        let y = plot.top - 11.0;
        if !scene.text_if_free((at, y), anchor, 12.5, Role::Ink, name) {
            scene.text_if_free((x - 4.0, y), Anchor::End, 12.5, Role::Ink, name);
        }
    }
}

/// The level before a lasting change, up to its day.
fn level_before(scene: &mut Scene, data: &CadenceTrend, plot: &Area, scale: &Scale, days: &Days1d) {
    let Some(change) = data.lasting.filter(|change| change.since > days.first) else {
        return;
    };
    let (x, y) = (days.at(change.since, 0.0), scale.at(change.before));
    scene.dashed(&[(plot.left, y), (x, y)], 6.0, 4.0, 1.4, Role::Axis);
    dotted(scene, &[(x, plot.top - 4.0), (x, plot.bottom)], Role::Axis);
    let text = format!("before {}: {:.0}", dated(change.since), change.before);
    scene.text_if_free((x + 5.0, y), Anchor::Start, 12.5, Role::Muted, &text);
}

/// Weeks without a cadence, said where there is room.
fn gaps(scene: &mut Scene, points: &[&Point], plot: &Area, days: &Days1d) {
    for pair in points.windows(2) {
        let [before, after] = pair else { continue };
        let off = (after.day - before.day).num_days();
        if off < 35 {
            continue;
        }
        let middle = f64::midpoint(days.at(before.day, 1.0), days.at(after.day, 0.0));
        let wide = days.at(after.day, 0.0) - days.at(before.day, 1.0);
        let weeks = format!("{} weeks", off / 7);
        if wide > 58.0 {
            scene.text_if_free(
                (middle, plot.bottom - 22.0),
                Anchor::Middle,
                11.5,
                Role::Muted,
                &weeks,
            );
            scene.text_if_free(
                (middle, plot.bottom - 8.0),
                Anchor::Middle,
                11.5,
                Role::Muted,
                "no cadence",
            );
        }
    }
}

fn labels(scene: &mut Scene, data: &CadenceTrend, plot: &Area, scale: &Scale) {
    let mut labels: Vec<(f64, Role, String)> = Vec::new();
    let as_usual = matches!(
        data.verdict,
        Verdict::Change {
            size: Size::AsUsual,
            ..
        }
    );
    if let Some(now) = data.now.filter(|_| !as_usual) {
        labels.push((scale.at(now), Role::Accent, format!("now {now:.0}")));
    }
    if let Some(usual) = data.usual {
        let text = format!("usual {:.0}", usual.centre);
        labels.push((scale.at(usual.centre), Role::Muted, text));
    }
    if let Some((least, most)) = data.target {
        labels.push((scale.at(most), Role::Safe, format!("{most:.0}")));
        let middle = f64::midpoint(scale.at(least), scale.at(most));
        labels.push((middle, Role::Safe, "target".to_owned()));
    }
    right_labels(scene, plot.right + 6.0, (plot.top, plot.bottom), labels);
}

/// Ends of the scale: all that is a range, and of the runs all but the farthest.
fn bounds(data: &CadenceTrend, points: &[&Point]) -> (f64, f64) {
    let mut values: Vec<f64> = points.iter().map(|point| point.adjusted).collect();
    values.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let place = (share * (values.len().saturating_sub(1)) as f64).round() as usize;
        values.get(place).copied()
    };
    let usual = data
        .usual
        .map(|usual| [usual.centre - usual.half, usual.centre + usual.half]);
    let line = data.line.iter().flatten().map(|(_, value)| *value);
    let ends = [at(0.02), at(0.98)].into_iter().flatten();
    let target = data.target.map(|(least, most)| [least, most]);
    let before = data.lasting.map(|change| change.before);
    bounds_of(
        ends.chain(before)
            .chain(line)
            .chain(usual.into_iter().flatten())
            .chain(target.into_iter().flatten()),
    )
}

/// The ends of a scale of cadence that holds some values with a little room.
pub fn bounds_of(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) = values
        .filter(|value| value.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        });
    let middle = f64::midpoint(low, high);
    let half = ((high - low) / 2.0 + 1.5).max(LEAST_RANGE / 2.0);
    (middle - half, middle + half)
}

fn words(data: &CadenceTrend, look: &Look) -> Words {
    let at = match data.slope_source {
        SlopeSource::None => "Cadence is".to_owned(),
        _ => format!("Cadence at {} is", pace(data.speed, look.units)),
    };
    let now = data.now.unwrap_or_default();
    let sentence = match data.verdict {
        Verdict::TooFewRuns(0) => "No run of the last year has a cadence. Most watches record it; a footpod helps on a treadmill.".to_owned(),
        Verdict::TooFewRuns(count) => format!(
            "Too little to say: {} of the last year {} a cadence, {} are needed.",
            counted(count, "run", "runs"),
            if count == 1 { "has" } else { "have" },
            limits::TREND_RUNS.value
        ),
        Verdict::TooFewNow(0) => format!(
            "Too little to say of now: no run with a cadence in the last four weeks, {} are needed.",
            limits::NOW_RUNS.value
        ),
        Verdict::TooFewNow(count) => format!(
            "Too little to say of now: {} with a cadence in the last four weeks, {} are needed.",
            counted(count, "run", "runs"),
            limits::NOW_RUNS.value
        ),
        Verdict::NoUsual(count) => format!(
            "{at} {now:.0}. A usual range needs {} runs in the half year before; there {}.",
            limits::USUAL_RUNS.value,
            match count {
                0 => "are none".to_owned(),
                1 => "is 1".to_owned(),
                count => format!("are {count}"),
            }
        ),
        Verdict::Change { size, percent } => {
            let usual = data.usual.map_or(0.0, |usual| usual.centre);
            let side = if percent < 0.0 { "lower" } else { "higher" };
            match size {
                Size::AsUsual => match lasting(data) {
                    Some(change) => format!("{at} {now:.0}: as in the weeks before, and {change}."),
                    None => format!("{at} {now:.0}: as usual for you."),
                },
                Size::Little => format!("{at} {now:.0}: a little {side} than usual ({usual:.0})."),
                Size::Clear => format!("{at} {now:.0}: clearly {side} than usual ({usual:.0})."),
            }
        }
        Verdict::Focus { up, short } => {
            let steps = |count: f64| counted(count.round() as usize, "step", "steps");
            let moved = match up.round() {
                up if up > 0.0 => format!("{} up since the gait work began", steps(up)),
                up if up < 0.0 => format!("{} down since the gait work began", steps(-up)),
                _ => "unchanged since the gait work began".to_owned(),
            };
            let target = match short {
                None => "in the target".to_owned(),
                Some(short) => format!("{:.0} short of the target", short.max(1.0)),
            };
            format!("{at} {now:.0}: {moved}, {target}.")
        }
    };
    let said = matches!(
        data.verdict,
        Verdict::Change {
            size: Size::AsUsual,
            ..
        }
    );
    let second = lasting(data).filter(|_| !said && data.now.is_some());
    Words {
        sentence,
        second: second.map(|change| format!("{}.", capital(&change))),
        marks: marks(data, look),
        drawn: (data
            .points
            .first()
            .is_some_and(|point| point.day < from(data, look)))
        .then(|| last_weeks(NARROW_WEEKS)),
        alternative: alternative(data),
    }
}

/// `lower than before 2 April: 180 → 162`
fn lasting(data: &CadenceTrend) -> Option<String> {
    let change = data.lasting?;
    let side = if change.percent() < 0.0 {
        "lower"
    } else {
        "higher"
    };
    let day = if change.since.year() == data.today.year() {
        change.since.format("%-d\u{a0}%B").to_string()
    } else {
        change.since.format("%-d\u{a0}%B\u{a0}%Y").to_string()
    };
    Some(format!(
        "{side} than before {day}: {:.0}\u{a0}→\u{a0}{:.0}",
        change.before, change.after
    ))
}

fn marks(data: &CadenceTrend, look: &Look) -> String {
    if data.points.len() < limits::TREND_RUNS.value as usize {
        return String::new();
    }
    let taken = match data.slope_source {
        SlopeSource::None => "each dot a run; speed left in, as your steps do not follow it",
        _ if look.is_narrow() => "dots: runs, speed taken out",
        _ => "each dot a run, speed taken out",
    };
    let mut parts = vec![taken.to_owned()];
    if !data.line.is_empty() {
        parts.push("line: middle of the last seven".to_owned());
    }
    if data.usual.is_some() {
        parts.push("band: your usual range".to_owned());
    }
    let from = from(data, look);
    if (data.points.iter()).any(|point| point.aside && point.day >= from) {
        let place = if data.aside_is_treadmill {
            "treadmill"
        } else {
            "outdoors"
        };
        parts.push(format!("hollow squares: {place}, not in the line"));
    }
    parts.join("; ")
}

fn alternative(data: &CadenceTrend) -> String {
    let adjusted = || data.points.iter().map(|point| point.adjusted);
    let (Some(first), Some(last)) = (data.points.first(), data.points.last()) else {
        return String::new();
    };
    let low = adjusted().fold(f64::INFINITY, f64::min);
    let high = adjusted().fold(f64::NEG_INFINITY, f64::max);
    let gaps = (data.points.windows(2))
        .filter(|pair| {
            matches!(pair, [before, after]
                if (after.day - before.day).num_days() > limits::TREND_NEXT_DAYS.value as i64)
        })
        .count();
    let lined = in_line(&data.points).count();
    format!(
        "{} from {} to {}, {low:.0} to {high:.0} steps per minute, {lined} in the line; {}.",
        counted(data.points.len(), "run", "runs"),
        dated(first.day),
        dated(last.day),
        match gaps {
            0 => "no gap of over two weeks".to_owned(),
            gaps => format!("{} of over two weeks", counted(gaps, "gap", "gaps")),
        }
    )
}

/// The size of the numbers on the axis, for the charts that share it.
pub const SIZE: f64 = TICK_SIZE;
