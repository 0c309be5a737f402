//! One run over time: elevation by slope, pace, cadence and heart rate, what was
//! walked and what was hard; on the run's own page with its outline.

use super::Look;
use super::axis::{Scale, TICK_SIZE, draw_name, draw_values, numbered, ticks_between};
use super::frame::{Figure, Words, begin, only_words};
use super::outline;
use super::pain::effort_words;
use super::palette::Role;
use super::scene::{Anchor, Area, Scene, Sign, wrap};
use crate::words::quantity::{climb, counted, pace, spell, trimmed};
use comeback_core::limits::UnitSystem;
use comeback_core::run::EffortKind;
use comeback_core::trend::pain::Effort;
use comeback_core::units::{METRES_PER_FOOT, Metres, MetresPerSecond};

const NAME: &str = "run";

/// A shaded stretch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shade {
    pub from_s: f64,
    pub to_s: f64,
    pub kind: EffortKind,
}

/// What is told of the whole run; `None` where the recording does not tell it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Facts {
    pub distance_m: Option<f64>,
    pub running_s: Option<f64>,
    pub elapsed_s: Option<f64>,
    pub ascent_m: Option<f64>,
    pub speed_m_per_s: Option<f64>,
    pub gap_m_per_s: Option<f64>,
    pub cadence_spm: Option<f64>,
    pub heart_rate_bpm: Option<f64>,
    pub tendon_load: Option<f64>,
    /// The highest pain that answered it.
    pub pain: Option<f64>,
}

/// Columns of equal length; a missing value is `None`.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// Seconds since the start.
    pub time_s: Vec<f64>,
    pub speed_m_per_s: Vec<Option<f64>>,
    pub gap_m_per_s: Vec<Option<f64>>,
    pub altitude_m: Vec<Option<f64>>,
    pub grade: Vec<Option<f64>>,
    pub cadence_spm: Vec<Option<f64>>,
    pub heart_rate_bpm: Vec<Option<f64>>,
    pub running: Vec<bool>,
    pub efforts: Vec<Shade>,
    pub facts: Facts,
    /// Where it went, metres east and north of its start; only for the run's own page.
    pub outline: Option<Vec<Option<(f64, f64)>>>,
    pub units: UnitSystem,
}

/// A gap in time from which a curve is broken, s.
const BREAK_S: f64 = 10.0;
/// Climb of a kilometre from which on a run is hilly, m. (design)
const HILLY: f64 = 15.0;
/// How far flat-equivalent and real pace lie apart to be told apart. (design)
const APART: f64 = 0.03;
/// Slope that is up or down, and one that is steep. (design)
const SLOPE: f64 = 0.03;
const STEEP: f64 = 0.08;
/// Efforts nearer to each other than this belong to one stretch, s. (design)
const STRETCH_S: f64 = 360.0;

/// The kinds that are shaded and named, the most demanding first.
const RANKED: [EffortKind; 5] = [
    EffortKind::HillSprint,
    EffortKind::Sprint,
    EffortKind::Interval,
    EffortKind::Tempo,
    EffortKind::Stride,
];

fn rank(kind: EffortKind) -> Option<usize> {
    RANKED.iter().position(|ranked| *ranked == kind)
}

/// What all panels share.
struct Sheet<'a> {
    data: &'a Profile,
    time: Scale,
    span: f64,
    /// Stretches walked.
    walks: Vec<(f64, f64)>,
    efforts: Vec<Shade>,
    left: f64,
    right: f64,
}

pub fn draw(data: &Profile, look: &Look) -> Figure {
    let words = words(data);
    let times = data.time_s.iter().copied().filter(|time| time.is_finite());
    let span = times.fold(0.0, f64::max);
    let known = |column: &[Option<f64>]| column.iter().flatten().any(|value| value.is_finite());
    let has = [
        known(&data.altitude_m),
        known(&data.speed_m_per_s),
        known(&data.cadence_spm),
        known(&data.heart_rate_bpm),
    ];
    if span <= 0.0 || !has.iter().any(|has| *has) {
        return only_words(NAME, look, words);
    }
    let narrow = look.is_narrow();
    let placed = data
        .outline
        .as_ref()
        .filter(|outline| outline::is_drawable(outline));
    let talls = [92.0, 112.0, 66.0, 66.0];
    let heads = [24.0, 40.0, 24.0, 24.0];
    let panels: f64 = (0..4)
        .filter(|place| has.get(*place) == Some(&true))
        .map(|place| talls.get(place).unwrap_or(&0.0) + heads.get(place).unwrap_or(&0.0) + 8.0)
        .sum();
    let over = if narrow && placed.is_some() {
        250.0
    } else {
        0.0
    };
    let (mut scene, area) = begin(
        look,
        &words,
        over + panels.max(if placed.is_some() && !narrow {
            360.0
        } else {
            0.0
        }) + 28.0,
    );
    let inset = if placed.is_some() && !narrow {
        268.0
    } else {
        0.0
    };
    if let Some(places) = placed {
        let wide = if narrow { area.width() } else { inset - 30.0 };
        let tall = if narrow { 200.0 } else { 190.0 };
        let room = Area::new(
            area.left,
            area.top + 6.0,
            area.left + wide,
            area.top + 6.0 + tall,
        );
        outline::draw(&mut scene, data, places, &room);
        outline::legend(
            &mut scene,
            data,
            (area.left, room.bottom + 14.0),
            area.left + wide.max(230.0),
        );
        if !narrow {
            facts(&mut scene, data, area.left, room.bottom + 44.0);
        }
    }
    let left = area.left + inset + 40.0;
    let right = area.right - 46.0;
    let sheet = Sheet {
        data,
        time: Scale::new(0.0, span, left, right),
        span,
        walks: walks(data, span),
        efforts: (data.efforts.iter())
            .filter(|effort| rank(effort.kind).is_some() && effort.to_s > effort.from_s)
            .copied()
            .collect(),
        left,
        right,
    };
    let mut y = area.top + over;
    let draws: [fn(&mut Scene, &Sheet, &Area, f64); 4] = [elevation, paces, cadence, heart];
    let mut bottom = y;
    for (place, draw) in draws.into_iter().enumerate() {
        if has.get(place) != Some(&true) {
            continue;
        }
        let (head, tall) = (
            heads.get(place).unwrap_or(&0.0),
            talls.get(place).unwrap_or(&0.0),
        );
        let plot = Area::new(left, y + head, right, y + head + tall);
        sheet.shade(&mut scene, &plot, place == 1 || place == 2);
        draw(&mut scene, &sheet, &plot, area.left + inset);
        bottom = plot.bottom;
        y = plot.bottom + 8.0;
    }
    clock(&mut scene, &sheet, bottom);
    Figure {
        name: NAME,
        words,
        scene,
    }
}

impl Sheet<'_> {
    fn shade(&self, scene: &mut Scene, plot: &Area, walks: bool) {
        if walks {
            for (from, to) in &self.walks {
                let area = Area::new(
                    self.time.at(*from),
                    plot.top,
                    self.time.at(*to),
                    plot.bottom,
                );
                scene.rect(area, Role::Shade);
            }
        }
        for effort in &self.efforts {
            let (from, to) = (self.time.at(effort.from_s), self.time.at(effort.to_s));
            let to = to.max(from + 1.5).min(plot.right);
            scene.rect(
                Area::new(from.min(to), plot.top, to, plot.bottom),
                Role::Soft,
            );
        }
    }

    /// Means of a column over equal windows of time, one every two pixels; only of the
    /// samples that count. A window without any is missing.
    fn smooth(
        &self,
        column: &[Option<f64>],
        window: f64,
        counts: &dyn Fn(usize) -> bool,
    ) -> Vec<(f64, Option<f64>)> {
        let time = &self.data.time_s;
        // Sums up to each sample, so that a window costs two look-ups.
        let mut sums: Vec<(f64, f64)> = vec![(0.0, 0.0)];
        let (mut sum, mut count) = (0.0, 0.0);
        for place in 0..time.len() {
            let value = column.get(place).copied().flatten();
            if let Some(value) = value.filter(|value| value.is_finite() && counts(place)) {
                sum += value;
                count += 1.0;
            }
            sums.push((sum, count));
        }
        // Fine enough that a sprint of ten seconds is still a line on a phone.
        let wide = self.right - self.left;
        let steps = (self.span / 3.0).clamp(wide / 1.5, wide * 2.5).max(20.0) as usize;
        (0..=steps)
            .map(|step| {
                let at = self.span * step as f64 / steps as f64;
                let first = time.partition_point(|time| *time < at - window / 2.0);
                let after = time.partition_point(|time| *time <= at + window / 2.0);
                let nearest = time.partition_point(|time| *time < at);
                let near = [nearest.checked_sub(1), Some(nearest)]
                    .into_iter()
                    .flatten()
                    .filter_map(|place| Some((place, time.get(place)?)))
                    .min_by(|a, b| (a.1 - at).abs().total_cmp(&(b.1 - at).abs()));
                let alive =
                    near.is_some_and(|(place, time)| (time - at).abs() <= BREAK_S && counts(place));
                let part = sums.get(after).zip(sums.get(first)).filter(|_| alive);
                let mean = part.and_then(|(after, first)| {
                    let count = after.1 - first.1;
                    (count > 0.0).then(|| (after.0 - first.0) / count)
                });
                (at, mean)
            })
            .collect()
    }

    fn line(
        &self,
        scene: &mut Scene,
        values: &[(f64, Option<f64>)],
        scale: &Scale,
        role: Role,
        cut: bool,
    ) {
        let inside = |value: f64| !cut || (value >= scale.low() && value <= scale.high());
        for piece in values.split(|(_, value)| value.is_none_or(|value| !inside(value))) {
            let points: Vec<(f64, f64)> = (piece.iter())
                .filter_map(|(at, value)| Some((self.time.at(*at), scale.at((*value)?))))
                .collect();
            if points.len() > 1 {
                scene.line(points, 1.8, role);
            }
        }
    }
}

/// Stretches of walking long enough to be seen.
fn walks(data: &Profile, span: f64) -> Vec<(f64, f64)> {
    let least = (0.012 * span).max(30.0);
    let mut found: Vec<(f64, f64)> = Vec::new();
    let mut begun: Option<(f64, f64)> = None;
    let mut end = |stretch: Option<(f64, f64)>| {
        if let Some((from, to)) = stretch.filter(|(from, to)| to - from >= least) {
            found.push((from, to));
        }
    };
    for (time, running) in data.time_s.iter().zip(&data.running) {
        let broken = begun.is_some_and(|(_, to)| time - to > BREAK_S);
        if *running || broken {
            end(begun.take());
        }
        if !*running {
            begun = Some(begun.map_or((*time, *time), |(from, _)| (from, *time)));
        }
    }
    end(begun);
    found
}

/// How steep a place is, for its colour and width.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Slope {
    Up(bool),
    Down(bool),
    Flat,
}

impl Slope {
    pub fn of(grade: Option<f64>) -> Slope {
        match grade.filter(|grade| grade.is_finite()) {
            Some(grade) if grade > SLOPE => Slope::Up(grade > STEEP),
            Some(grade) if grade < -SLOPE => Slope::Down(grade < -STEEP),
            _ => Slope::Flat,
        }
    }

    pub const fn ink(self) -> (f64, Role) {
        match self {
            Slope::Up(steep) => (if steep { 4.0 } else { 2.6 }, Role::Accent),
            Slope::Down(steep) => (if steep { 4.0 } else { 2.6 }, Role::Tempo),
            Slope::Flat => (1.5, Role::Axis),
        }
    }
}

fn range(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    let (low, high) = values
        .filter(|value| value.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        });
    (low <= high).then_some((low, high))
}

fn elevation(scene: &mut Scene, sheet: &Sheet, plot: &Area, left: f64) {
    let (unit, factor) = match sheet.data.units {
        UnitSystem::Kilometres => ("m", 1.0),
        UnitSystem::Miles => ("ft", 1.0 / METRES_PER_FOOT),
    };
    draw_name(scene, left, plot.top - 22.0, &format!("elevation, {unit}"));
    let every = |_: usize| true;
    let heights: Vec<(f64, Option<f64>)> = sheet
        .smooth(&sheet.data.altitude_m, 3.0, &every)
        .into_iter()
        .map(|(at, value)| (at, value.map(|value| value * factor)))
        .collect();
    let Some((low, high)) = range(heights.iter().filter_map(|(_, value)| *value)) else {
        return;
    };
    let middle = (low + high) / 2.0;
    let half = ((high - low) / 2.0 * 1.12).max(20.0 * factor);
    let scale = Scale::new(middle - half, middle + half, plot.bottom, plot.top);
    draw_values(
        scene,
        plot,
        &scale,
        &numbered(&ticks_between(middle - half, middle + half, 4)),
    );
    let grades = sheet.smooth(&sheet.data.grade, 3.0, &every);
    for piece in heights
        .iter()
        .zip(&grades)
        .collect::<Vec<_>>()
        .split(|((_, height), _)| height.is_none())
    {
        let points: Vec<((f64, f64), Slope)> = (piece.iter())
            .filter_map(|((at, height), (_, grade))| {
                Some((
                    (sheet.time.at(*at), scale.at((*height)?)),
                    Slope::of(*grade),
                ))
            })
            .collect();
        let (Some(first), Some(last)) = (points.first(), points.last()) else {
            continue;
        };
        let mut ground: Vec<(f64, f64)> = points.iter().map(|(at, _)| *at).collect();
        ground.push((last.0.0, plot.bottom));
        ground.push((first.0.0, plot.bottom));
        scene.fill(ground, Role::Shade);
        sloped(scene, &points);
    }
}

/// A line whose width and colour follow the slope.
pub fn sloped(scene: &mut Scene, points: &[((f64, f64), Slope)]) {
    let mut part: Vec<(f64, f64)> = Vec::new();
    let mut slope = Slope::Flat;
    for (at, here) in points {
        if *here != slope && !part.is_empty() {
            part.push(*at);
            let (width, role) = slope.ink();
            scene.line(std::mem::take(&mut part), width, role);
        }
        slope = *here;
        part.push(*at);
    }
    let (width, role) = slope.ink();
    if part.len() > 1 {
        scene.line(part, width, role);
    }
}

fn is_hilly(facts: &Facts) -> bool {
    (facts.ascent_m.zip(facts.distance_m))
        .is_some_and(|(ascent, distance)| distance > 500.0 && ascent / distance * 1000.0 >= HILLY)
}

fn paces(scene: &mut Scene, sheet: &Sheet, plot: &Area, left: f64) {
    let data = sheet.data;
    let hilly = is_hilly(&data.facts) && data.gap_m_per_s.iter().any(Option::is_some);
    let unit = match data.units {
        UnitSystem::Kilometres => "min/km",
        UnitSystem::Miles => "min/mi",
    };
    let parts = |flat: &str| {
        let ring = if hilly { flat } else { "" };
        let walked = if sheet.walks.is_empty() {
            ""
        } else {
            "; grey: walking"
        };
        format!("pace, {unit}{ring}{walked}")
    };
    // The longest that fits; the page's words tell the rest.
    let name = ["; ring: same effort on the flat", "; ring: on the flat", ""]
        .map(parts)
        .into_iter()
        .find(|name| wrap(name, TICK_SIZE, plot.right - left).len() == 1)
        .unwrap_or_else(|| format!("pace, {unit}"));
    draw_name(scene, left, plot.top - 38.0, &name);
    let running = |place: usize| data.running.get(place) == Some(&true);
    if hilly {
        bins(scene, sheet, plot, &running);
    } else {
        // Without efforts to be seen, the wobble of a satellite is calmed further.
        let window = if sheet.efforts.is_empty() {
            (sheet.span / 50.0).max(30.0)
        } else {
            (sheet.span / 120.0).max(15.0)
        };
        let every = |_: usize| true;
        let speeds = sheet.smooth(&data.speed_m_per_s, window, &every);
        let ran = sheet.smooth(&data.speed_m_per_s, window, &running);
        let mut known: Vec<f64> = ran.iter().filter_map(|(_, value)| *value).collect();
        known.sort_by(f64::total_cmp);
        let at = |share: f64| {
            let place = (share * (known.len().saturating_sub(1)) as f64).round() as usize;
            known.get(place).copied()
        };
        let Some((slow, fast)) = at(0.05).zip(at(1.0)) else {
            return;
        };
        let scale = pace_scale(slow, fast, plot);
        draw_values(scene, plot, &scale, &pace_ticks(&scale, data.units));
        sheet.line(scene, &speeds, &scale, Role::Accent, true);
    }
    stretches(scene, sheet, plot);
}

/// Speeds with room below and above, at least 1.2 m/s of them.
fn pace_scale(slow: f64, fast: f64, plot: &Area) -> Scale {
    let room = ((fast - slow) * 0.12).max(0.1);
    let (mut low, mut high) = (slow - room, fast + room);
    if high - low < 1.2 {
        let middle = (low + high) / 2.0;
        (low, high) = (middle - 0.6, middle + 0.6);
    }
    Scale::new(low.max(0.5), high, plot.bottom, plot.top)
}

fn pace_ticks(scale: &Scale, units: UnitSystem) -> Vec<(f64, String)> {
    let distance = units.distance_m();
    let (slow, fast) = (distance / scale.low(), distance / scale.high());
    let steps = [15.0, 30.0, 60.0, 120.0, 240.0, 600.0];
    let step = (steps.into_iter())
        .find(|step| (slow - fast) / step <= 4.0)
        .unwrap_or(1200.0);
    let first = (fast / step).ceil() as i64;
    let last = (slow / step).floor() as i64;
    (first..=last)
        .map(|index| index as f64 * step)
        .filter(|pace| *pace > 0.0)
        .map(|pace| {
            (
                distance / pace,
                format!("{}:{:02}", pace as u64 / 60, pace as u64 % 60),
            )
        })
        .collect()
}

/// Hilly ground: pace and flat-equivalent pace in pieces of a minute or more.
fn bins(scene: &mut Scene, sheet: &Sheet, plot: &Area, running: &dyn Fn(usize) -> bool) {
    let data = sheet.data;
    let wide = (16.0 * sheet.span / (sheet.right - sheet.left)).max(60.0);
    let count = (sheet.span / wide).floor().max(1.0) as usize;
    let mut found: Vec<(f64, f64, Option<f64>)> = Vec::new();
    for bin in 0..count {
        let (from, to) = (bin as f64 * wide, (bin as f64 + 1.0) * wide);
        let first = data.time_s.partition_point(|time| *time < from);
        let after = data.time_s.partition_point(|time| *time < to);
        let ran = || (first..after).filter(|place| running(*place));
        // A second a sample: half of the time must have been run.
        if (ran().count() as f64) < wide / 2.0 {
            continue;
        }
        let mean = |column: &[Option<f64>]| {
            let values: Vec<f64> = ran()
                .filter_map(|place| column.get(place).copied().flatten())
                .collect();
            (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
        };
        if let Some(speed) = mean(&data.speed_m_per_s) {
            found.push(((from + to) / 2.0, speed, mean(&data.gap_m_per_s)));
        }
    }
    let both = found
        .iter()
        .flat_map(|(_, speed, gap)| [Some(*speed), *gap])
        .flatten();
    let Some((slow, fast)) = range(both) else {
        return;
    };
    let scale = pace_scale(slow, fast, plot);
    draw_values(scene, plot, &scale, &pace_ticks(&scale, data.units));
    let half = (sheet.time.at(wide) - sheet.time.at(0.0)) * 0.36;
    for (at, speed, gap) in found {
        let (x, y) = (sheet.time.at(at), scale.at(speed));
        if let Some(gap) = gap.filter(|gap| (gap / speed - 1.0).abs() > APART) {
            let ring = scale.at(gap);
            scene.line(vec![(x, y), (x, ring)], 1.2, Role::Second);
            scene.sign(Sign::Ring, (x, ring), 3.6, Role::Second);
        }
        scene.rect(
            Area::new(x - half, y - 1.6, x + half, y + 1.6),
            Role::Accent,
        );
    }
}

/// One name for each stretch of efforts, by the most demanding kind in it.
fn stretches(scene: &mut Scene, sheet: &Sheet, plot: &Area) {
    let mut sorted = sheet.efforts.clone();
    sorted.sort_by(|a, b| a.from_s.total_cmp(&b.from_s));
    let mut groups: Vec<Vec<Shade>> = Vec::new();
    for effort in sorted {
        let near = |group: &Vec<Shade>| {
            group
                .last()
                .is_some_and(|last| effort.from_s - last.to_s < STRETCH_S)
        };
        match groups.last_mut().filter(|group| near(group)) {
            Some(group) => group.push(effort),
            None => groups.push(vec![effort]),
        }
    }
    for group in groups {
        let Some(kind) = group
            .iter()
            .map(|effort| effort.kind)
            .min_by_key(|kind| rank(*kind))
        else {
            continue;
        };
        let of_kind: Vec<&Shade> = group.iter().filter(|effort| effort.kind == kind).collect();
        let mean = of_kind
            .iter()
            .map(|effort| effort.to_s - effort.from_s)
            .sum::<f64>()
            / of_kind.len().max(1) as f64;
        let (Some(first), Some(last)) = (of_kind.first(), of_kind.last()) else {
            continue;
        };
        let x = sheet.time.at((first.from_s + last.to_s) / 2.0);
        let count = effort_words(&Effort::Count(kind, of_kind.len()));
        let full = format!("{count} of {}", spell(mean.round().max(1.0) as u32));
        for text in [full.as_str(), count.as_str()] {
            let half = super::font::width(text, 12.5) / 2.0;
            let at = x.clamp(
                plot.left + half,
                (plot.right + 40.0 - half).max(plot.left + half),
            );
            if scene.text_if_free((at, plot.top - 9.0), Anchor::Middle, 12.5, Role::Ink, text) {
                break;
            }
        }
    }
}

fn cadence(scene: &mut Scene, sheet: &Sheet, plot: &Area, left: f64) {
    draw_name(scene, left, plot.top - 22.0, "cadence, steps/min");
    let data = sheet.data;
    let running = |place: usize| data.running.get(place) == Some(&true);
    let values = sheet.smooth(&data.cadence_spm, (sheet.span / 240.0).max(8.0), &running);
    let mut known: Vec<f64> = values.iter().filter_map(|(_, value)| *value).collect();
    known.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let place = (share * (known.len().saturating_sub(1)) as f64).round() as usize;
        known.get(place).copied()
    };
    let Some(median) = data.facts.cadence_spm.or_else(|| at(0.5)) else {
        return;
    };
    let far = [at(0.01), at(0.99)]
        .into_iter()
        .flatten()
        .map(|value| (value - median).abs())
        .fold(12.0, f64::max);
    let scale = Scale::new(median - far, median + far, plot.bottom, plot.top);
    let y = scale.at(median);
    scene.dashed(
        &[(plot.left, y), (plot.right, y)],
        5.0,
        4.0,
        1.0,
        Role::Axis,
    );
    sheet.line(scene, &values, &scale, Role::Accent, false);
    scene.text_if_free(
        (plot.right + 6.0, y),
        Anchor::Start,
        13.0,
        Role::Accent,
        &format!("{median:.0}"),
    );
}

fn heart(scene: &mut Scene, sheet: &Sheet, plot: &Area, left: f64) {
    draw_name(scene, left, plot.top - 22.0, "heart rate, beats/min");
    let every = |_: usize| true;
    let values = sheet.smooth(
        &sheet.data.heart_rate_bpm,
        (sheet.span / 240.0).max(8.0),
        &every,
    );
    let Some((low, high)) = range(values.iter().filter_map(|(_, value)| *value)) else {
        return;
    };
    let most =
        range(sheet.data.heart_rate_bpm.iter().flatten().copied()).map_or(high, |(_, most)| most);
    let middle = (low + high) / 2.0;
    let half = ((high - low) / 2.0).max(20.0) * 1.05;
    let scale = Scale::new(middle - half, middle + half, plot.bottom, plot.top);
    sheet.line(scene, &values, &scale, Role::Muted, false);
    let y = scale.at(high).max(plot.top + 6.0);
    scene.text_if_free(
        (plot.right + 6.0, y),
        Anchor::Start,
        13.0,
        Role::Ink,
        &format!("{most:.0}"),
    );
    scene.text_if_free(
        (plot.right + 6.0, y + 15.0),
        Anchor::Start,
        11.5,
        Role::Muted,
        "max",
    );
}

fn clock(scene: &mut Scene, sheet: &Sheet, bottom: f64) {
    scene.line(
        vec![(sheet.left, bottom), (sheet.right, bottom)],
        1.0,
        Role::Axis,
    );
    let minutes = sheet.span / 60.0;
    let steps = [1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 240.0];
    let room = ((sheet.right - sheet.left) / 62.0).max(2.0);
    let step = (steps.into_iter())
        .find(|step| minutes / step <= room.min(9.0))
        .unwrap_or(480.0);
    for index in 0..=(minutes / step) as usize {
        let minute = index as f64 * step;
        let x = sheet.time.at(minute * 60.0);
        scene.line(vec![(x, bottom), (x, bottom + 4.0)], 1.0, Role::Axis);
        let text = if index == 0 {
            "0 min".to_owned()
        } else {
            format!("{minute:.0}")
        };
        scene.text_if_free(
            (x, bottom + 14.0),
            Anchor::Middle,
            TICK_SIZE,
            Role::Muted,
            &text,
        );
    }
}

fn facts(scene: &mut Scene, data: &Profile, left: f64, top: f64) {
    let facts = &data.facts;
    let units = data.units;
    let distance = |metres: f64| match units {
        UnitSystem::Kilometres => format!("{:.1} km", metres / 1000.0),
        UnitSystem::Miles => format!("{:.1} mi", metres / units.distance_m()),
    };
    let told = [
        ("distance", facts.distance_m.map(distance)),
        (
            "running",
            facts
                .running_s
                .map(|time| format!("{:.0} min", time / 60.0)),
        ),
        (
            "climb",
            facts
                .ascent_m
                .map(|metres| climb(Metres::new(metres), units)),
        ),
        ("cadence", facts.cadence_spm.map(|spm| format!("{spm:.0}"))),
        (
            "heart rate",
            facts.heart_rate_bpm.map(|bpm| format!("{bpm:.0}")),
        ),
        (
            "tendon load",
            facts.tendon_load.map(|load| trimmed(load, 1)),
        ),
    ];
    let known = told
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)));
    for (place, (name, value)) in known.enumerate() {
        let x = left + 112.0 * (place % 2) as f64;
        let y = top + 40.0 * (place / 2) as f64;
        scene.text((x, y), Anchor::Start, 12.0, Role::Muted, name);
        scene.text((x, y + 16.0), Anchor::Start, 14.0, Role::Ink, &value);
    }
}

fn words(data: &Profile) -> Words {
    let facts = &data.facts;
    let units = data.units;
    let minutes = facts.running_s.map(|time| time / 60.0);
    let long = (facts.running_s.zip(facts.elapsed_s)).filter(|(ran, all)| *all > 1.25 * ran);
    let mut text = match (minutes, long) {
        (Some(minutes), Some((_, all))) => {
            let all = if all >= 5400.0 {
                format!("{:.1}\u{a0}h", all / 3600.0)
            } else {
                format!("{:.0}\u{a0}min", all / 60.0)
            };
            format!("{minutes:.0}\u{a0}min of running in {all},")
        }
        (Some(minutes), None) => format!("{minutes:.0}\u{a0}min"),
        (None, _) => "A run".to_owned(),
    };
    if let Some(speed) = facts.speed_m_per_s {
        text.push_str(&format!(" at {}", pace(MetresPerSecond::new(speed), units)));
    }
    if let Some(ascent) = facts.ascent_m.filter(|_| is_hilly(facts)) {
        text.push_str(&format!(
            " over {} of climb",
            climb(Metres::new(ascent), units)
        ));
        let flat = (facts.gap_m_per_s.zip(facts.speed_m_per_s))
            .filter(|(gap, speed)| (gap / speed - 1.0).abs() > APART);
        if let Some((gap, _)) = flat {
            let flat = pace(MetresPerSecond::new(gap), units);
            let bare = flat.split(' ').next().unwrap_or_default();
            text.push_str(&format!(" (flat {bare})"));
        }
    }
    let kinds: Vec<String> = (RANKED.into_iter())
        .filter_map(|kind| {
            let count = data
                .efforts
                .iter()
                .filter(|effort| effort.kind == kind)
                .count();
            (count > 0).then(|| effort_words(&Effort::Count(kind, count)))
        })
        .take(2)
        .collect();
    if !kinds.is_empty() {
        let text_end = text.trim_end_matches(',').len();
        text.truncate(text_end);
        text.push_str(&format!(", with {}", kinds.join(" and ")));
    }
    let mut sentence = text.trim_end_matches(',').to_owned();
    if let Some(score) = facts.pain {
        sentence.push_str(&format!("; pain {} after it", trimmed(score, 1)));
    }
    sentence.push('.');
    if data.time_s.is_empty() {
        sentence.push_str(" It was entered by hand, or its file holds no samples.");
    }
    let mut marks = Vec::new();
    let sloped = |grade: &Option<f64>| grade.is_some_and(|grade| grade.abs() > SLOPE);
    if data.altitude_m.iter().any(Option::is_some) && data.grade.iter().any(sloped) {
        marks.push("thick line: up (blue) or down (orange)");
    }
    if (data.efforts.iter()).any(|effort| rank(effort.kind).is_some()) {
        marks.push("blue shade: efforts");
    }
    Words {
        sentence,
        second: None,
        marks: marks.join("; "),
        alternative: alternative(data),
    }
}

fn alternative(data: &Profile) -> String {
    let mut parts = Vec::new();
    if let Some((low, high)) = range(data.altitude_m.iter().flatten().copied()) {
        parts.push(format!("elevation {low:.0} to {high:.0} m"));
    }
    if let Some(spm) = data.facts.cadence_spm {
        parts.push(format!("cadence {spm:.0} steps per minute"));
    }
    if let Some((_, high)) = range(data.heart_rate_bpm.iter().flatten().copied()) {
        parts.push(format!("heart rate up to {high:.0}"));
    }
    let pauses = (data.time_s.windows(2))
        .filter(|pair| matches!(pair, [before, after] if after - before > BREAK_S))
        .count();
    parts.push(counted(pauses, "pause", "pauses"));
    let text = parts.join(", ");
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => format!("{}{}.", first.to_uppercase(), letters.as_str()),
        None => String::new(),
    }
}
