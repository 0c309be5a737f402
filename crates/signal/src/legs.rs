//! Rises and falls: the valleys and peaks of a column of heights, as far as they stand
//! out of the error of the height.
//!
//! A peak-valley hysteresis of a fixed height finds the turning points. Then the leg
//! that stands out least is taken back into its neighbours, again and again, until
//! every leg that is left is higher than an error makes it in that time: a metre in
//! eight seconds may be ground where the same metre in four minutes is the weather.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// A pause longer than this starts anew: the air pressure moves on. s (design)
const LONG_PAUSE: u32 = 300;

/// A valley or a peak.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Turn {
    /// Its second.
    pub index: usize,
    /// Its height, m.
    pub height: f64,
}

/// From a valley to the next peak or back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Leg {
    /// Where it begins.
    pub from: Turn,
    /// Where it ends.
    pub to: Turn,
}

impl Leg {
    /// Height gained, negative on the way down.
    pub fn rise(&self) -> f64 {
        self.to.height - self.from.height
    }
}

/// Sums of the legs up and down.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Sums {
    /// Metres up.
    pub ascent: f64,
    /// Metres down.
    pub descent: f64,
}

/// Metres up and down of all legs.
pub fn sums(legs: &[Leg]) -> Sums {
    let mut sums = Sums::default();
    for leg in legs {
        sums.ascent += leg.rise().max(0.0);
        sums.descent += (-leg.rise()).max(0.0);
    }
    sums
}

/// The legs of at least `least` metres that are as high as `needed` says of them.
pub fn legs(
    heights: &[Option<f64>],
    clock: &[u32],
    least: f64,
    needed: impl Fn(&Turn, &Turn) -> f64,
) -> Vec<Leg> {
    let mut found = Vec::new();
    let mut part: Vec<Turn> = Vec::with_capacity(heights.len());
    let mut before: Option<u32> = None;
    for (index, (height, &time)) in heights.iter().zip(clock).enumerate() {
        let Some(height) = *height else { continue };
        if before.is_some_and(|before| time.saturating_sub(before) > LONG_PAUSE) {
            found.extend(standing_out(&turns(&part, least), &needed));
            part.clear();
        }
        before = Some(time);
        part.push(Turn { index, height });
    }
    found.extend(standing_out(&turns(&part, least), &needed));
    found
}

/// Peak-valley hysteresis: the turning points, the first and the last included.
fn turns(part: &[Turn], least: f64) -> Vec<Turn> {
    let Some(first) = part.first().copied() else {
        return Vec::new();
    };
    let mut found: Vec<Turn> = Vec::new();
    let (mut low, mut high) = (first, first);
    let mut rising: Option<bool> = None;
    for &here in part {
        match rising {
            None => {
                if here.height < low.height {
                    low = here;
                }
                if here.height > high.height {
                    high = here;
                }
                if here.height - low.height >= least {
                    found.push(low);
                    rising = Some(true);
                    high = here;
                } else if high.height - here.height >= least {
                    found.push(high);
                    rising = Some(false);
                    low = here;
                }
            }
            Some(true) => {
                if here.height >= high.height {
                    high = here;
                } else if high.height - here.height >= least {
                    found.push(high);
                    rising = Some(false);
                    low = here;
                }
            }
            Some(false) => {
                if here.height <= low.height {
                    low = here;
                } else if here.height - low.height >= least {
                    found.push(low);
                    rising = Some(true);
                    high = here;
                }
            }
        }
    }
    match rising {
        Some(true) => found.push(high),
        Some(false) => found.push(low),
        None => {}
    }
    found
}

/// A leg that does not stand out, in the order in which legs are taken back: the weakest
/// first, of equals the earliest. `to` tells one that was taken back since.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Weak {
    strength: f64,
    from: usize,
    to: usize,
}

impl Eq for Weak {}

impl Ord for Weak {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.strength.total_cmp(&other.strength)).then(self.from.cmp(&other.from))
    }
}

impl PartialOrd for Weak {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Takes the legs back that do not stand out, the weakest first. What lies around one is
/// one leg if that stands out; else there is a gap between two.
fn standing_out(turns: &[Turn], needed: &impl Fn(&Turn, &Turn) -> f64) -> Vec<Leg> {
    let strength = |from: usize, to: usize| {
        let (from, to) = (&turns[from], &turns[to]);
        (to.height - from.height).abs() / needed(from, to).max(1e-9)
    };
    let last = turns.len().saturating_sub(1);
    // The turns before and after each one that a leg still leads to.
    let mut next: Vec<Option<usize>> = (0..turns.len())
        .map(|at| (at < last).then_some(at + 1))
        .collect();
    let mut before: Vec<Option<usize>> = (0..turns.len()).map(|at| at.checked_sub(1)).collect();
    let mut weak: BinaryHeap<Reverse<Weak>> = (0..last)
        .map(|from| Weak {
            strength: strength(from, from + 1),
            from,
            to: from + 1,
        })
        .filter(|leg| leg.strength < 1.0)
        .map(Reverse)
        .collect();
    while let Some(Reverse(Weak { from, to, .. })) = weak.pop() {
        if next[from] != Some(to) {
            continue;
        }
        (next[from], before[to]) = (None, None);
        let around = before[from].zip(next[to]);
        // A leg that is joined stands out, so that it is never taken back itself.
        if let Some((start, end)) = around.filter(|&(start, end)| strength(start, end) >= 1.0) {
            (next[start], before[end]) = (Some(end), Some(start));
            (before[from], next[to]) = (None, None);
        }
    }
    (next.iter().enumerate())
        .filter_map(|(from, to)| {
            Some(Leg {
                from: turns[from],
                to: turns[(*to)?],
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ascent(heights: &[f64], least: f64, needed: impl Fn(&Turn, &Turn) -> f64) -> f64 {
        let clock: Vec<u32> = (0..heights.len() as u32).collect();
        let heights: Vec<_> = heights.iter().copied().map(Some).collect();
        sums(&legs(&heights, &clock, least, needed)).ascent
    }

    #[test]
    fn hysteresis_counts_from_its_threshold() {
        for (height, counted) in [(4.9, 0.0), (5.0, 5.0)] {
            let heights = [0.0, height / 2.0, height, height];
            assert_eq!(ascent(&heights, 5.0, |_, _| 0.0), counted, "{height}");
        }
    }

    #[test]
    fn a_weak_dip_is_taken_back_into_the_climb() {
        let heights = [0.0, 8.0, 6.0, 14.0, 0.0];
        assert_eq!(ascent(&heights, 1.0, |_, _| 0.0), 16.0);
        assert_eq!(ascent(&heights, 1.0, |_, _| 3.0), 14.0);
        assert_eq!(ascent(&heights, 1.0, |_, _| 15.0), 0.0);
    }

    #[test]
    fn a_quick_rise_may_stand_out_where_a_slow_one_does_not() {
        let slow: Vec<f64> = (0..=100).map(|t| f64::from(t) / 25.0).collect();
        let wander = |from: &Turn, to: &Turn| 0.5 * ((to.index - from.index) as f64).sqrt();
        assert_eq!(ascent(&slow, 1.0, wander), 0.0);
        assert_eq!(ascent(&[0.0, 2.0, 4.0, 4.0], 1.0, wander), 4.0);
    }

    #[test]
    fn a_long_pause_parts_the_legs() {
        let heights = [0.0, 5.0, 9.0].map(Some);
        let all = |clock: &[u32]| sums(&legs(&heights, clock, 1.0, |_, _| 0.0)).ascent;
        assert_eq!(all(&[0, 1, 302]), 5.0);
        assert_eq!(all(&[0, 1, 301]), 9.0);
    }
}
