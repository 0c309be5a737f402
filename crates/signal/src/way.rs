//! The way of a runner: where it turns back, and the heights along it behind the readings
//! of a barometer.

use super::slope::{Step, heights};
use std::ops::Range;

/// A turn back: the way there and the way back over this length, in a cone. m, cos (design)
const LEG: f64 = 8.0;
const BACK: f64 = -0.8;
/// The length is looked for so far. s (design)
const FAR: usize = 15;

/// How the runner went, on the clock.
#[derive(Debug, Clone, Copy)]
pub struct Way<'a> {
    /// m/s.
    pub speed: &'a [Option<f64>],
    /// Metres east and north.
    pub position: &'a [Option<(f64, f64)>],
}

/// Height and grade of the runner behind the readings, on the clock.
pub(crate) fn along(
    readings: &[Option<f64>],
    way: &Way,
    stretches: &[Range<usize>],
) -> Vec<Option<(f64, f64)>> {
    let turns = turns(way.position);
    let mut found = vec![None; readings.len()];
    for stretch in stretches {
        let steps: Vec<Step> = stretch
            .clone()
            .map(|index| Step {
                reading: readings.get(index).copied().flatten(),
                speed: way.speed.get(index).copied().flatten(),
                turns: turns.get(index).copied().unwrap_or(false),
            })
            .collect();
        let (Some(first), Some(last)) = (
            steps.iter().position(|step| step.reading.is_some()),
            steps.iter().rposition(|step| step.reading.is_some()),
        ) else {
            continue;
        };
        for (at, state) in heights(&steps).into_iter().enumerate() {
            if let Some(slot) = found.get_mut(stretch.start + at)
                && (first..=last).contains(&at)
            {
                *slot = Some(state);
            }
        }
    }
    found
}

/// Marks the seconds in which the runner turns back on his own way.
pub(crate) fn turns(position: &[Option<(f64, f64)>]) -> Vec<bool> {
    let leg = |from: usize, ahead: bool| -> Option<(f64, f64)> {
        let here = (*position.get(from)?)?;
        let far = |there: &Option<(f64, f64)>| {
            let there = (*there)?;
            let line = (there.0 - here.0, there.1 - here.1);
            (line.0 * line.0 + line.1 * line.1 >= LEG * LEG).then_some(line)
        };
        if ahead {
            let end = (from + 1 + FAR).min(position.len());
            position.get(from + 1..end)?.iter().find_map(far)
        } else {
            let start = from.saturating_sub(FAR);
            position.get(start..from)?.iter().rev().find_map(far)
        }
    };
    // Ahead and behind lie on the same side of a turn, which is the place furthest away
    // from both.
    let mut found = vec![false; position.len()];
    let mut span: Vec<(usize, (f64, f64))> = Vec::new();
    for index in 0..=position.len() {
        let ahead = leg(index, true);
        let both = ahead.and_then(|ahead| Some((ahead, leg(index, false)?)));
        let both = both.filter(|(a, b)| {
            let square = |line: &(f64, f64)| line.0 * line.0 + line.1 * line.1;
            -(a.0 * b.0 + a.1 * b.1) <= BACK * (square(a) * square(b)).sqrt()
        });
        if let Some((a, b)) = both {
            span.push((index, (a.0 + b.0, a.1 + b.1)));
            continue;
        }
        let (east, north) = span.iter().fold((0.0, 0.0), |sum, (_, line)| {
            (sum.0 + line.0, sum.1 + line.1)
        });
        let away = |index: usize| {
            let here = position.get(index).copied().flatten();
            here.map_or(f64::NEG_INFINITY, |here| -(here.0 * east + here.1 * north))
        };
        let furthest = span
            .iter()
            .map(|(index, _)| *index)
            .max_by(|a, b| away(*a).total_cmp(&away(*b)));
        if let Some(slot) = furthest.and_then(|index| found.get_mut(index)) {
            *slot = true;
        }
        span.clear();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_back_turns_once_and_a_bend_does_not() {
        let there_and_back: Vec<_> = (0..40)
            .map(|t: i32| Some((3.0 * f64::from(20 - (t - 20).abs()), 0.0)))
            .collect();
        let marked: Vec<usize> = (turns(&there_and_back).iter().enumerate())
            .filter_map(|(index, turns)| turns.then_some(index))
            .collect();
        assert_eq!(marked, [20]);
        let corner: Vec<_> = (0..40)
            .map(|t: i32| {
                let t = f64::from(t);
                Some((3.0 * t.min(20.0), 3.0 * (t - 20.0).max(0.0)))
            })
            .collect();
        assert!(!turns(&corner).contains(&true));
    }
}
