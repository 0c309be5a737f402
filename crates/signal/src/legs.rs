//! Rises and falls: the valleys and peaks of a column of heights, as far as they stand
//! out of the error of the height.
//!
//! A peak-valley hysteresis of a fixed height finds the turning points. Then the leg
//! that stands out least is taken back into its neighbours, again and again, until
//! every leg that is left is higher than an error makes it in that time: a metre in
//! eight seconds may be ground where the same metre in four minutes is the weather.

/// A pause longer than this starts anew: the air pressure moves on. s (design)
const LONG_PAUSE: u32 = 300;

/// A valley or a peak.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Turn {
    pub index: usize,
    pub height: f64,
}

/// From a valley to the next peak or back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Leg {
    pub from: Turn,
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
    pub ascent: f64,
    pub descent: f64,
}

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
    let mut part: Vec<Turn> = Vec::new();
    let mut before: Option<u32> = None;
    for (index, (height, &time)) in heights.iter().zip(clock).enumerate() {
        let Some(height) = *height else { continue };
        if before.is_some_and(|before| time.saturating_sub(before) > LONG_PAUSE) {
            found.extend(standing_out(turns(&part, least), &needed));
            part.clear();
        }
        before = Some(time);
        part.push(Turn { index, height });
    }
    found.extend(standing_out(turns(&part, least), &needed));
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

/// Takes the legs back that do not stand out, the weakest first. What lies around one is
/// one leg if that stands out; else there is a gap between two.
fn standing_out(turns: Vec<Turn>, needed: &impl Fn(&Turn, &Turn) -> f64) -> Vec<Leg> {
    let strength =
        |from: &Turn, to: &Turn| (to.height - from.height).abs() / needed(from, to).max(1e-9);
    let mut found = Vec::new();
    let mut chains = vec![turns];
    while let Some(mut turns) = chains.pop() {
        let mut strengths: Vec<f64> = turns
            .windows(2)
            .map(|pair| strength(&pair[0], &pair[1]))
            .collect();
        loop {
            let all = strengths.iter().copied().enumerate();
            let Some((weakest, _)) = all
                .min_by(|a, b| a.1.total_cmp(&b.1))
                .filter(|(_, least)| *least < 1.0)
            else {
                found.extend(turns.windows(2).map(|pair| Leg {
                    from: pair[0],
                    to: pair[1],
                }));
                break;
            };
            let around = weakest.checked_sub(1).zip(turns.get(weakest + 2));
            let joined = around.map(|(before, after)| strength(&turns[before], after));
            match joined.filter(|joined| *joined >= 1.0) {
                Some(joined) => {
                    turns.drain(weakest..weakest + 2);
                    strengths.drain(weakest..weakest + 2);
                    strengths[weakest - 1] = joined;
                }
                None => {
                    chains.push(turns.split_off(weakest + 1));
                    strengths.truncate(weakest);
                }
            }
        }
    }
    found.sort_by_key(|leg| leg.from.index);
    found
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
