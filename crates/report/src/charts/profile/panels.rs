//! The panels under one clock: elevation, pace, cadence, heart rate.

use super::columns::{APART, BREAK_S, Profile, Shade, is_hilly, range, rank};
use super::slope::{Slope, sloped};
use crate::charts::axis::{Scale, TICK_SIZE, draw_name, draw_values, numbered, ticks_between};
use crate::charts::font;
use crate::charts::pain::effort_words;
use crate::charts::palette::Role;
use crate::charts::scene::{Anchor, Area, Scene, Sign, wrap};
use crate::words::quantity::spell;
use comeback_core::limits::UnitSystem;
use comeback_core::run::EffortKind;
use comeback_core::trend::pain::Effort;
use comeback_core::units::METRES_PER_FOOT;

/// Efforts nearer to each other than this belong to one stretch, s. (design)
const STRETCH_S: f64 = 360.0;

/// What all panels share.
pub(super) struct Sheet<'a> {
    pub data: &'a Profile,
    pub time: Scale,
    pub span: f64,
    /// Stretches walked.
    pub walks: Vec<(f64, f64)>,
    pub efforts: Vec<Shade>,
    pub left: f64,
    pub right: f64,
}

impl Sheet<'_> {
    pub(super) fn shade(&self, scene: &mut Scene, plot: &Area, walks: bool) {
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

pub(super) fn elevation(scene: &mut Scene, sheet: &Sheet, plot: &Area, left: f64) {
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
    let middle = f64::midpoint(low, high);
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

pub(super) fn paces(scene: &mut Scene, sheet: &Sheet, plot: &Area, left: f64) {
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
        let middle = f64::midpoint(low, high);
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
            found.push((f64::midpoint(from, to), speed, mean(&data.gap_m_per_s)));
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

/// One name for each stretch of efforts, by the most demanding kind in it that is sure.
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
        let Some((kind, is_sure)) = named(&group) else {
            continue;
        };
        let of_kind: Vec<&Shade> = group
            .iter()
            .filter(|effort| effort.kind == kind && effort.is_sure == is_sure)
            .collect();
        let mean = of_kind
            .iter()
            .map(|effort| effort.to_s - effort.from_s)
            .sum::<f64>()
            / of_kind.len().max(1) as f64;
        let (Some(first), Some(last)) = (of_kind.first(), of_kind.last()) else {
            continue;
        };
        let x = sheet.time.at(f64::midpoint(first.from_s, last.to_s));
        let told = effort_words(&Effort::Count(kind, of_kind.len()));
        let count = if is_sure {
            told
        } else {
            format!("perhaps {told}")
        };
        let full = format!("{count} of {}", spell(mean.round().max(1.0) as u32));
        for text in [full.as_str(), count.as_str()] {
            let half = font::width(text, 12.5) / 2.0;
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

/// What a stretch is named by: the most demanding of what is sure; where all is in doubt
/// the kind that there is most of, since one doubtful sprint does not make twenty
/// intervals a sprint.
fn named(group: &[Shade]) -> Option<(EffortKind, bool)> {
    let count = |kind: EffortKind| group.iter().filter(|effort| effort.kind == kind).count();
    let sure = group.iter().filter(|effort| effort.is_sure);
    let told = sure.min_by_key(|effort| rank(effort.kind)).or_else(|| {
        (group.iter())
            .min_by_key(|effort| (std::cmp::Reverse(count(effort.kind)), rank(effort.kind)))
    })?;
    Some((told.kind, told.is_sure))
}

pub(super) fn cadence(scene: &mut Scene, sheet: &Sheet, plot: &Area, left: f64) {
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

pub(super) fn heart(scene: &mut Scene, sheet: &Sheet, plot: &Area, left: f64) {
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
    let middle = f64::midpoint(low, high);
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

pub(super) fn clock(scene: &mut Scene, sheet: &Sheet, bottom: f64) {
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
    // A day on the feet is told in hours.
    let (of_one, unit) = if step >= 60.0 && minutes >= 180.0 {
        (60.0, "h")
    } else {
        (1.0, "min")
    };
    // The first number that has room carries the unit.
    let mut is_named = false;
    for index in 0..=(minutes / step) as usize {
        let minute = index as f64 * step;
        let x = sheet.time.at(minute * 60.0);
        scene.line(vec![(x, bottom), (x, bottom + 4.0)], 1.0, Role::Axis);
        let number = format!("{:.0}", minute / of_one);
        let text = if is_named {
            number
        } else {
            format!("{number} {unit}")
        };
        is_named |= scene.text_if_free(
            (x, bottom + 14.0),
            Anchor::Middle,
            TICK_SIZE,
            Role::Muted,
            &text,
        );
    }
}

/// Stretches of walking long enough to be seen.
pub(super) fn walks(data: &Profile, span: f64) -> Vec<(f64, f64)> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_doubtful_sprint_names_no_stretch_of_intervals() {
        let shade = |kind, is_sure| Shade {
            from_s: 0.0,
            to_s: 30.0,
            kind,
            is_sure,
        };
        let (sprint, interval) = (EffortKind::Sprint, EffortKind::Interval);
        for (group, expected) in [
            (
                vec![(sprint, false), (interval, false), (interval, false)],
                (interval, false),
            ),
            (vec![(sprint, false), (interval, true)], (interval, true)),
            (
                vec![(sprint, true), (interval, true), (interval, true)],
                (sprint, true),
            ),
            (vec![(interval, false), (sprint, false)], (sprint, false)),
        ] {
            let group: Vec<Shade> = (group.into_iter())
                .map(|(kind, is_sure)| shade(kind, is_sure))
                .collect();
            assert_eq!(named(&group), Some(expected));
        }
        assert_eq!(named(&[]), None);
    }
}
