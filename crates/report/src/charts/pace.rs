//! Cadence against speed, before and after: same pace, other step?

use super::Look;
use super::axis::{Scale, TICK_SIZE, draw_name, draw_values, numbered, steps_between};
use super::cadence::bounds_of;
use super::font;
use super::frame::{Figure, Words, arrow, begin, only_words, short};
use super::palette::Role;
use super::scene::{Anchor, Area, Scene, Sign};
use crate::words::quantity::counted;
use comeback_core::limits::{self, UnitSystem};
use comeback_core::trend::cadence::Point;
use comeback_core::trend::shift::{CadenceShift, Verdict};

const NAME: &str = "pace";

pub fn draw(data: &CadenceShift, look: &Look) -> Figure {
    let words = words(data);
    let all = || data.before.iter().chain(&data.after);
    if data.verdict == Verdict::TooFew {
        return only_words(NAME, look, words);
    }
    let tall = if look.is_narrow() { 240.0 } else { 230.0 };
    let (mut scene, area) = begin(look, &words, 26.0 + tall + 46.0);
    draw_name(&mut scene, area.left, area.top, "steps per minute");
    let top = area.top + 26.0;
    let right = if look.is_narrow() { 10.0 } else { 64.0 };
    let plot = Area::new(area.left + 34.0, top, area.right - right, top + tall);
    let (low, high) = bounds_of(all().map(|point| point.measured));
    let scale = Scale::new(low, high, plot.bottom, plot.top);
    let speeds: Vec<f64> = all().map(|point| point.speed).collect();
    let slowest = speeds.iter().copied().fold(f64::INFINITY, f64::min);
    let fastest = speeds.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let room = ((fastest - slowest) * 0.05).max(0.05);
    let along = Scale::new(slowest - room, fastest + room, plot.left, plot.right);
    draw_values(
        &mut scene,
        &plot,
        &scale,
        &numbered(&steps_between(low, high)),
    );
    paces(&mut scene, &plot, &along, look.units);
    for point in &data.before {
        let at = (along.at(point.speed), scale.at(point.measured));
        scene.sign(Sign::Ring, at, 3.6, Role::Muted);
    }
    for point in &data.after {
        let at = (along.at(point.speed), scale.at(point.measured));
        scene.sign(Sign::Disc, at, 3.2, Role::Accent);
    }
    lines(&mut scene, data, &along, &scale, look, &plot);
    Figure {
        name: NAME,
        words,
        scene,
    }
}

/// One line where nothing changed, else two with an arrow.
fn lines(
    scene: &mut Scene,
    data: &CadenceShift,
    along: &Scale,
    scale: &Scale,
    look: &Look,
    plot: &Area,
) {
    let Some((before, after)) = data.levels else {
        return;
    };
    let mut dots: Vec<(f64, f64)> = (data.before.iter().chain(&data.after))
        .map(|point| (along.at(point.speed), scale.at(point.measured)))
        .collect();
    if matches!(data.verdict, Verdict::Changed { .. }) {
        let x = along.at(data.speed);
        let (from, to) = (scale.at(before), scale.at(after));
        // The arrow and its number.
        dots.extend((0..6).map(|step| (x, from + (to - from) * f64::from(step) / 5.0)));
        dots.push((x + 16.0, f64::midpoint(from, to)));
    }
    let line = |points: &[Point], level: f64| -> Option<[(f64, f64); 2]> {
        let mut speeds: Vec<f64> = points.iter().map(|point| point.speed).collect();
        speeds.sort_by(f64::total_cmp);
        let end = |share: f64| {
            let place = (share * (speeds.len().saturating_sub(1)) as f64).round() as usize;
            let speed = speeds.get(place).copied()?;
            let spm = level + data.slope * (speed - data.speed);
            Some((along.at(speed), scale.at(spm)))
        };
        Some([end(0.05)?, end(0.95)?])
    };
    let all: Vec<Point> = data.before.iter().chain(&data.after).copied().collect();
    let both = line(&all, f64::midpoint(before, after));
    let (first, second) = (line(&data.before, before), line(&data.after, after));
    let drawn = match data.verdict {
        Verdict::TooFew => [None, None],
        Verdict::NotChanged { .. } => [both, None],
        Verdict::Changed { .. } => [first, second],
    };
    // A name lies on no line either.
    for [from, to] in drawn.into_iter().flatten() {
        dots.extend((0..=40).map(|step| {
            let share = f64::from(step) / 40.0;
            (
                from.0 + (to.0 - from.0) * share,
                from.1 + (to.1 - from.1) * share,
            )
        }));
    }
    match data.verdict {
        Verdict::TooFew => {}
        Verdict::NotChanged { .. } => {
            if let Some(ends) = both {
                scene.line(ends.to_vec(), 2.4, Role::Ink);
                named(scene, ends, "both", Role::Ink, look, plot, &dots, -1.0);
            }
        }
        Verdict::Changed { by, .. } => {
            let higher_after = by > 0.0;
            if let Some(ends) = first {
                scene.dashed(&ends, 9.0, 6.0, 2.4, Role::Muted);
                let side = if higher_after { 1.0 } else { -1.0 };
                named(scene, ends, "before", Role::Muted, look, plot, &dots, side);
            }
            if let Some(ends) = second {
                scene.line(ends.to_vec(), 2.4, Role::Accent);
                let side = if higher_after { -1.0 } else { 1.0 };
                named(scene, ends, "after", Role::Accent, look, plot, &dots, side);
            }
            let x = along.at(data.speed);
            arrow(
                scene,
                (x, scale.at(before)),
                (x, scale.at(after)),
                Role::Ink,
            );
            let text = format!("{by:+.0}").replace('-', "−");
            let y = f64::midpoint(scale.at(before), scale.at(after));
            super::frame::text_on_paper(scene, (x + 8.0, y), Anchor::Start, 14.0, Role::Ink, &text);
        }
    }
}

/// The name of a line: at its end, on a phone over or under it where the fewest runs lie.
#[allow(clippy::too_many_arguments)]
fn named(
    scene: &mut Scene,
    ends: [(f64, f64); 2],
    name: &str,
    role: Role,
    look: &Look,
    plot: &Area,
    dots: &[(f64, f64)],
    side: f64,
) {
    let [from, to] = ends;
    let wide = font::width(name, 12.5);
    if !look.is_narrow() && to.0 + 8.0 + wide < plot.right + 62.0 {
        let at = (to.0 + 7.0, to.1);
        if super::frame::text_on_paper(scene, at, Anchor::Start, 12.5, role, name) {
            return;
        }
    }
    // Its own side first, the other where runs lie in the way.
    let mut spots: Vec<(usize, usize, Area)> = Vec::new();
    for (side, over) in [(side, 0), (-side, 1)] {
        for (away, share) in [14.0, 22.0, 32.0, 44.0, 58.0]
            .into_iter()
            .flat_map(|away| [1.0, 0.0, 0.85, 0.15, 0.7, 0.3, 0.5].map(|share| (away, share)))
        {
            let x = from.0 + (to.0 - from.0) * share;
            let y = from.1 + (to.1 - from.1) * share + side * away;
            let left = (x - wide / 2.0).clamp(plot.left, (plot.right - wide).max(plot.left));
            let spot = Area::new(left, y - 8.0, left + wide, y + 8.0);
            // A name far from its line is worth a run or two under it.
            let met = (dots.iter())
                .filter(|(x, y)| {
                    (spot.left - 3.0..=spot.right + 3.0).contains(x)
                        && (spot.top - 3.0..=spot.bottom + 3.0).contains(y)
                })
                .count();
            if spot.top >= plot.top && spot.bottom <= plot.bottom {
                spots.push((met * 3 + (away / 20.0) as usize + over, met, spot));
            }
        }
    }
    spots.sort_by_key(|(cost, ..)| *cost);
    for (_, met, spot) in spots {
        let at = (spot.left, f64::midpoint(spot.top, spot.bottom));
        // No rule runs through a name; a run under it is not hidden.
        let placed = if met == 0 {
            super::frame::text_on_paper(scene, at, Anchor::Start, 12.5, role, name)
        } else {
            scene.text_if_free(at, Anchor::Start, 12.5, role, name)
        };
        if placed {
            return;
        }
    }
}

/// Paces under the plot, as many as have room: the finest step whose numbers stay apart.
fn paces(scene: &mut Scene, plot: &Area, along: &Scale, units: UnitSystem) {
    let distance = units.distance_m();
    let seconds = |speed: f64| distance / speed.max(0.3);
    let (slow, fast) = (seconds(along.low()), seconds(along.high()));
    let wide = font::width("10:00", TICK_SIZE) + 12.0;
    let ticks = |step: f64| -> Vec<(f64, String)> {
        let first = (fast / step).ceil() as i64;
        let last = ((slow / step).floor() as i64).min(first + 60);
        (first..=last)
            .map(|index| index as f64 * step)
            .map(|pace| {
                let text = format!("{}:{:02}", pace as u64 / 60, pace as u64 % 60);
                (along.at(distance / pace), text)
            })
            .collect()
    };
    let apart = |ticks: &[(f64, String)]| {
        (ticks.windows(2)).all(|pair| matches!(pair, [a, b] if (a.0 - b.0).abs() >= wide))
    };
    let chosen = [5.0, 10.0, 15.0, 20.0, 30.0, 60.0, 120.0, 300.0]
        .into_iter()
        .map(ticks)
        .find(|ticks| ticks.len() <= 7 && apart(ticks))
        .unwrap_or_default();
    for (x, text) in chosen {
        scene.line(
            vec![(x, plot.bottom), (x, plot.bottom + 4.0)],
            1.0,
            Role::Axis,
        );
        scene.text_if_free(
            (x, plot.bottom + 14.0),
            Anchor::Middle,
            TICK_SIZE,
            Role::Muted,
            &text,
        );
    }
    scene.line(
        vec![(plot.left, plot.bottom), (plot.right, plot.bottom)],
        1.0,
        Role::Axis,
    );
    let name = match units {
        UnitSystem::Kilometres => "pace, min/km (faster to the right)",
        UnitSystem::Miles => "pace, min/mi (faster to the right)",
    };
    let middle = f64::midpoint(plot.left, plot.right);
    scene.text_if_free(
        (middle, plot.bottom + 34.0),
        Anchor::Middle,
        TICK_SIZE,
        Role::Muted,
        name,
    );
}

fn none_or(count: usize) -> String {
    match count {
        0 => "none".to_owned(),
        count => count.to_string(),
    }
}

fn words(data: &CadenceShift) -> Words {
    let (before, after) = (data.before.len(), data.after.len());
    let when = if data.is_focus {
        "the cadence focus".to_owned()
    } else {
        short(data.day)
    };
    let sides = limits::SHIFT_SURE_RUNS.value;
    let sentence = match data.verdict {
        Verdict::TooFew => format!(
            "Too few runs to compare the step before and after {when}: {} before it, {} from two weeks after it on; {} on each side are needed.",
            none_or(before),
            none_or(after),
            limits::SHIFT_RUNS.value
        ),
        Verdict::NotChanged { sure: true } => {
            "At the same pace your cadence has not changed.".to_owned()
        }
        Verdict::NotChanged { sure: false } => format!(
            "At the same pace no change of cadence is seen; {sides:.0} runs on each side would make it sure."
        ),
        Verdict::Changed {
            by,
            shorter_percent,
            sure,
        } => {
            let steps = by.abs().round().max(1.0);
            let more = if by > 0.0 { "more" } else { "fewer" };
            let length = if shorter_percent > 0.0 {
                "shorter"
            } else {
                "longer"
            };
            let noun = if steps > 1.5 { "steps" } else { "step" };
            if sure {
                format!(
                    "At the same pace you take {steps:.0} {noun} a minute {more} than before: each step is {:.0}\u{a0}% {length}.",
                    shorter_percent.abs().max(1.0)
                )
            } else {
                format!(
                    "At the same pace it looks like {steps:.0} {noun} a minute {more}; {sides:.0} runs on each side would make it sure."
                )
            }
        }
    };
    let weeks = limits::USUAL_WEEKS.value;
    let marks = if data.verdict == Verdict::TooFew {
        String::new()
    } else {
        format!(
            "rings: {} in the {weeks:.0} weeks before {when}; dots: {} from two weeks after",
            counted(before, "run", "runs"),
            counted(after, "run", "runs")
        )
    };
    let alternative = match data.levels {
        Some((low, high)) => format!(
            "{} before and {} after {when}; at the common speed {low:.0} steps per minute before and {high:.0} after.",
            counted(before, "run", "runs"),
            counted(after, "run", "runs")
        ),
        None => String::new(),
    };
    Words {
        sentence,
        second: None,
        drawn: None,
        marks,
        alternative,
    }
}
