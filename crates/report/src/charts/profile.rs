//! One run over time: pace with its flat equivalent, elevation, cadence and
//! heart rate, each in its own strip, efforts shaded through all of them.

use super::axis::{Scale, TICK_SIZE, draw_name, draw_values, numbered, ticks_between};
use super::palette::Role;
use super::scene::{Anchor, Area, Scene, Sign};
use super::{Canvas, begin, only_words};
use comeback_core::limits::UnitSystem;

const TITLE: &str = "The run over time";

/// A shaded stretch.
#[derive(Debug, Clone, PartialEq)]
pub struct Shade {
    pub from_s: f64,
    pub to_s: f64,
    pub name: &'static str,
}

/// Columns of equal length; a missing value is `None`.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// Seconds since the start.
    pub time_s: Vec<f64>,
    pub speed_m_per_s: Vec<Option<f64>>,
    pub gap_m_per_s: Vec<Option<f64>>,
    pub altitude_m: Vec<Option<f64>>,
    pub cadence_spm: Vec<Option<f64>>,
    pub heart_rate_bpm: Vec<Option<f64>>,
    pub efforts: Vec<Shade>,
    pub units: UnitSystem,
}

/// A strip of the picture.
struct Strip {
    name: &'static str,
    curves: Vec<(Vec<Option<f64>>, Role)>,
    /// Least range, so that noise does not look like change.
    least: f64,
    pace: bool,
}

/// A gap in time from which a curve is broken, seconds.
const BREAK_S: f64 = 10.0;

pub fn draw(data: &Profile, canvas: &Canvas) -> Scene {
    let span = data
        .time_s
        .iter()
        .copied()
        .filter(|time| time.is_finite())
        .fold(0.0, f64::max);
    let (mut scene, area) = begin(canvas, TITLE, &words(data, span));
    let left = area.left + 44.0;
    let right = area.right - 6.0;
    let columns = ((right - left) / 1.5).max(20.0) as usize;
    let strips = strips(data, columns, span);
    if strips.is_empty() || span <= 0.0 {
        return only_words(
            canvas,
            TITLE,
            "This run has no recorded samples: it was entered by hand, or its file holds none.",
        );
    }
    let mut items = Vec::new();
    if strips
        .iter()
        .any(|strip| strip.pace && strip.curves.len() > 1)
    {
        items.push((Sign::Line, Role::Accent, "pace"));
        items.push((Sign::Line, Role::Second, "flat-equivalent pace"));
    }
    if !data.efforts.is_empty() {
        items.push((Sign::Band, Role::Soft, "efforts"));
    }
    let top = area.top + scene.legend(&items, (area.left, area.top), area.right);
    let bottom = area.bottom - 26.0;
    let each = (bottom - top) / strips.len() as f64;
    let time = Scale::new(0.0, span, left, right);
    for shade in &data.efforts {
        let (from, to) = (time.at(shade.from_s), time.at(shade.to_s));
        if to > from {
            let to = to.max(from + 1.5);
            scene.rect(Area::new(from, top + 20.0, to, bottom), Role::Soft);
        }
    }
    for (index, strip) in strips.iter().enumerate() {
        let from = top + each * index as f64;
        let plot = Area::new(left, from + 22.0, right, from + each - 6.0);
        draw_strip(&mut scene, &plot, &area, strip, &time, span, data.units);
    }
    draw_clock(
        &mut scene,
        &Area::new(left, top, right, bottom),
        &time,
        span,
    );
    scene
}

fn strips(data: &Profile, columns: usize, span: f64) -> Vec<Strip> {
    let binned = |values: &[Option<f64>]| bins(&data.time_s, values, columns, span);
    let some = |values: &[Option<f64>]| values.iter().flatten().any(|value| value.is_finite());
    let mut found = Vec::new();
    if some(&data.speed_m_per_s) {
        let mut curves = vec![(binned(&data.speed_m_per_s), Role::Accent)];
        if some(&data.gap_m_per_s) {
            curves.insert(0, (binned(&data.gap_m_per_s), Role::Second));
        }
        found.push(Strip {
            name: match data.units {
                UnitSystem::Kilometres => "pace, min/km",
                UnitSystem::Miles => "pace, min/mi",
            },
            curves,
            least: 1.0,
            pace: true,
        });
    }
    for (name, values, role, least) in [
        ("elevation, m", &data.altitude_m, Role::Safe, 20.0),
        ("cadence, steps/min", &data.cadence_spm, Role::Accent, 20.0),
        (
            "heart rate, beats/min",
            &data.heart_rate_bpm,
            Role::TooMuch,
            30.0,
        ),
    ] {
        if some(values) {
            found.push(Strip {
                name,
                curves: vec![(binned(values), role)],
                least,
                pace: false,
            });
        }
    }
    found
}

/// Means of the samples that fall into each of `columns` equal parts of the time.
/// A part without samples inside a short gap is bridged; in a longer one it is missing.
fn bins(time_s: &[f64], values: &[Option<f64>], columns: usize, span: f64) -> Vec<Option<f64>> {
    let mut sums = vec![(0.0_f64, 0_u32); columns];
    for (time, value) in time_s.iter().zip(values) {
        let Some(value) = value.filter(|value| value.is_finite()) else {
            continue;
        };
        if !time.is_finite() || *time < 0.0 || span <= 0.0 {
            continue;
        }
        let place = ((time / span * columns as f64) as usize).min(columns.saturating_sub(1));
        if let Some(sum) = sums.get_mut(place) {
            sum.0 += value;
            sum.1 += 1;
        }
    }
    let mut means: Vec<Option<f64>> = sums
        .into_iter()
        .map(|(sum, count)| (count > 0).then(|| sum / f64::from(count)))
        .collect();
    let bridge = (BREAK_S / (span / columns as f64)).floor().clamp(0.0, 1e6) as usize;
    let mut last: Option<(usize, f64)> = None;
    for index in 0..means.len() {
        let Some(value) = means.get(index).copied().flatten() else {
            continue;
        };
        if let Some((before, earlier)) = last {
            let missing = index - before - 1;
            if missing > 0 && missing <= bridge {
                for step in 1..=missing {
                    let share = step as f64 / (missing + 1) as f64;
                    if let Some(cell) = means.get_mut(before + step) {
                        *cell = Some(earlier + (value - earlier) * share);
                    }
                }
            }
        }
        last = Some((index, value));
    }
    means
}

fn draw_strip(
    scene: &mut Scene,
    plot: &Area,
    area: &Area,
    strip: &Strip,
    time: &Scale,
    span: f64,
    units: UnitSystem,
) {
    let values: Vec<f64> = strip
        .curves
        .iter()
        .flat_map(|(curve, _)| curve.iter().flatten().copied())
        .collect();
    let (low, high) = range(values, strip);
    let scale = Scale::new(low, high, plot.bottom, plot.top);
    draw_name(scene, area.left, plot.top - 20.0, strip.name);
    let count = ((plot.height() / 26.0) as usize).clamp(1, 5);
    let ticks = if strip.pace {
        pace_ticks(low, high, count, units)
    } else {
        numbered(&ticks_between(low, high, count))
    };
    draw_values(scene, plot, &scale, &ticks);
    for (curve, role) in &strip.curves {
        let step = span / curve.len().max(1) as f64;
        let placed: Vec<Option<(f64, f64)>> = curve
            .iter()
            .enumerate()
            .map(|(index, value)| {
                value.map(|value| (time.at((index as f64 + 0.5) * step), scale.at(value)))
            })
            .collect();
        for piece in placed.split(Option::is_none) {
            let points: Vec<(f64, f64)> = piece.iter().copied().flatten().collect();
            if let [(x, y)] = points.as_slice() {
                scene.line(vec![(x - 0.75, *y), (x + 0.75, *y)], 1.5, *role);
            } else {
                scene.line(points, 1.5, *role);
            }
        }
    }
}

/// The range of a strip: all of a curve, but of pace without its slowest hundredth,
/// since one stop would flatten the rest.
fn range(mut values: Vec<f64>, strip: &Strip) -> (f64, f64) {
    values.sort_by(f64::total_cmp);
    let skipped = if strip.pace { values.len() / 50 } else { 0 };
    let low = values.get(skipped).copied().unwrap_or(0.0);
    let high = values.last().copied().unwrap_or(1.0);
    let middle = (low + high) / 2.0;
    let half = ((high - low) / 2.0 * 1.06).max(strip.least / 2.0);
    let bottom = middle - half;
    (
        if strip.pace { bottom.max(0.4) } else { bottom },
        middle + half,
    )
}

/// Speeds whose pace is a round number of seconds, with the pace as text.
fn pace_ticks(low: f64, high: f64, count: usize, units: UnitSystem) -> Vec<(f64, String)> {
    let unit = units.distance_m();
    let (fast, slow) = (unit / high.max(0.1), unit / low.max(0.1));
    let steps = [15.0, 30.0, 60.0, 120.0, 300.0, 600.0];
    let step = steps
        .into_iter()
        .find(|step| (slow - fast) / step <= count as f64 + 1.0)
        .unwrap_or(1200.0);
    let first = (fast / step).ceil() as u32;
    let last = (slow / step).floor() as u32;
    (first..=last.min(first.saturating_add(40)))
        .map(|index| {
            let pace = f64::from(index) * step;
            (unit / pace, pace_text(pace))
        })
        .collect()
}

/// Seconds as `m:ss`.
fn pace_text(seconds: f64) -> String {
    let whole = seconds.round().clamp(0.0, 1e6) as u32;
    format!("{}:{:02}", whole / 60, whole % 60)
}

fn draw_clock(scene: &mut Scene, plot: &Area, time: &Scale, span: f64) {
    scene.line(
        vec![(plot.left, plot.bottom), (plot.right, plot.bottom)],
        1.0,
        Role::Axis,
    );
    let minutes = span / 60.0;
    let room = plot.width() / 46.0;
    let step = [1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 240.0]
        .into_iter()
        .find(|step| minutes / step <= room)
        .unwrap_or((minutes / room).ceil().max(1.0));
    for index in 0..=(minutes / step).floor().clamp(0.0, 200.0) as u32 {
        let minute = f64::from(index) * step;
        let x = time.at(minute * 60.0);
        scene.line(
            vec![(x, plot.bottom), (x, plot.bottom + 4.0)],
            1.0,
            Role::Axis,
        );
        let text = if index == 0 {
            "0 min".to_owned()
        } else {
            format!("{minute:.0}")
        };
        let at = (x, plot.bottom + 13.0);
        scene.text_if_free(at, Anchor::Middle, TICK_SIZE, Role::Muted, &text);
    }
}

fn words(data: &Profile, span: f64) -> String {
    let mut text = format!("The run over {} minutes.", (span / 60.0).round());
    for (name, unit, values) in [
        ("Elevation", "metres", &data.altitude_m),
        ("Cadence", "steps per minute", &data.cadence_spm),
        ("Heart rate", "beats per minute", &data.heart_rate_bpm),
    ] {
        let known = values
            .iter()
            .flatten()
            .copied()
            .filter(|value| value.is_finite());
        let (low, high) = known.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        if low <= high {
            text.push_str(&format!(
                " {name} from {} to {} {unit}.",
                low.round(),
                high.round()
            ));
        }
    }
    if !data.efforts.is_empty() {
        text.push_str(&format!(" {} efforts are shaded.", data.efforts.len()));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_gap_stays_a_gap_and_a_short_one_is_bridged() {
        let time: Vec<f64> = (0..100).map(f64::from).collect();
        let values: Vec<Option<f64>> = (0..100)
            .map(|second| {
                (!(20..25).contains(&second) && !(50..80).contains(&second)).then_some(3.0)
            })
            .collect();
        let means = bins(&time, &values, 99, 99.0);
        assert_eq!(means.get(22), Some(&Some(3.0)));
        assert_eq!(means.get(65), Some(&None));
    }

    #[test]
    fn pace_is_written_in_minutes_of_the_chosen_unit() {
        let ticks = pace_ticks(2.5, 4.0, 4, UnitSystem::Kilometres);
        let texts: Vec<&str> = ticks.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["4:30", "5:00", "5:30", "6:00", "6:30"]);
    }
}
