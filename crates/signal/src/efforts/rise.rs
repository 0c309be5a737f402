//! How the speed of a burst came about. Legs bring a body up to speed by a law of their
//! own; a watch that finds its fix again, or a fix that jumps, knows none.

use super::course::Course;
use std::ops::Range;

/// A hole in the speed that near makes a burst doubtful: it may be caught-up distance. s (design)
const NEAR_HOLE: usize = 6;

/// A body pushes the less the faster it is already: from standing it gains so much in a
/// second, at its highest speed nothing, and in between in proportion. Jumps of a fix know
/// no such law. m/s (the law: Samozino 2016, lab; its numbers, with a margin: design)
const GAIN_FROM_STANDING: f64 = 4.25;
const HIGHEST_SPEED: f64 = 8.5;
/// A watch shows speed late and rounded off: a rise beyond this is a runner's only where
/// cadence or power say so, and in doubt even then. m/s (design)
const USUAL_GAIN: f64 = 2.5;
/// What noise alone makes of a speed that is held. m/s (design)
const LEAST_GAIN: f64 = 1.0;

/// How the speed of a burst came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rise {
    /// As a watch shows a runner who speeds up.
    Steady,
    /// As fast as a body can.
    Steep,
    /// Out of a hole or a pause, or faster than a body can.
    Broken,
}

/// Looks for a hole in the speed, the end of a pause and a jump just before a burst or
/// inside: distance that a watch catches up after a tunnel looks like a sprint.
pub fn rise(course: &Course, burst: Range<usize>) -> Rise {
    let stretch = course.stretch_of(burst.start);
    // A recording may begin with a burst, but after a pause the first fix may jump.
    let after_pause = stretch.start > 0 && burst.start < stretch.start + 2;
    let from = burst.start.saturating_sub(NEAR_HOLE).max(stretch.start);
    let to = (burst.end + 1).min(stretch.end);
    let speeds: Option<Vec<f64>> = (from..to).map(|index| course.speed(index)).collect();
    match speeds {
        Some(speeds) if !after_pause => steepest(&speeds),
        _ => Rise::Broken,
    }
}

fn steepest(speeds: &[f64]) -> Rise {
    let exceeds = |most: f64| {
        speeds.windows(2).any(|pair| match pair {
            [from, to] => {
                let gain = GAIN_FROM_STANDING * (1.0 - from / HIGHEST_SPEED);
                to - from > gain.clamp(LEAST_GAIN, most)
            }
            _ => false,
        })
    };
    if exceeds(GAIN_FROM_STANDING) {
        Rise::Broken
    } else if exceeds(USUAL_GAIN) {
        Rise::Steep
    } else {
        Rise::Steady
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_gains_less_the_faster_it_is() {
        for (speeds, expected) in [
            (&[2.7, 4.2, 5.6, 6.4][..], Rise::Steady),
            // From a turn on the spot, as fixes show it.
            (&[0.8, 3.9, 5.4], Rise::Steep),
            (&[0.0, 4.3], Rise::Broken),
            // Four metres a second more at once, and back again: a fix.
            (&[2.8, 6.5, 5.2, 4.4], Rise::Broken),
            (&[5.0, 7.0], Rise::Broken),
            (&[7.9, 8.8, 8.2], Rise::Steady),
            (&[], Rise::Steady),
        ] {
            assert_eq!(steepest(speeds), expected, "{speeds:?}");
        }
    }
}
