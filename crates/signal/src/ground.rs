//! Ground that is run more than once: which seconds lie on the same place.
//!
//! An out-and-back course, laps, and hill repeats all pass their places again. Places lie
//! ten metres apart, and a second lies on the line between two of them.

use super::squares::Squares;
use std::ops::Range;

/// Places lie at least so far apart, and a pass within this distance is over that place. m (design)
const PLACE: f64 = 10.0;
/// Fixes that err by metres put two passes further apart than that. A poor altitude is
/// pooled over passes within this distance: what the slope makes of it is less. m (design)
const WIDE: f64 = 20.0;
/// Back at a place after so long is another pass. s (design)
const AWAY: u32 = 20;

/// Where a second lies: between two places, and how far from the first to the second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    from: usize,
    to: usize,
    share: f64,
}

impl Spot {
    /// Places beside with their shares, which add up to 1.
    pub fn shares(&self) -> [(usize, f64); 2] {
        [(self.from, 1.0 - self.share), (self.to, self.share)]
    }

    /// The height between the two places.
    pub fn of(&self, height: &[f64]) -> f64 {
        let at = |place: usize| height.get(place).copied().unwrap_or(0.0);
        at(self.from) + self.share * (at(self.to) - at(self.from))
    }
}

/// The passes of a run over its own ground, one entry a second.
#[derive(Debug, Clone, PartialEq)]
pub struct Ground {
    /// How often the place of this second was passed, itself included.
    pub passes: Vec<u16>,
    /// The place of each second.
    pub place: Vec<Option<usize>>,
    /// How many places there are.
    pub places: usize,
    /// Missing where a place was passed once.
    pub spots: Vec<Option<Spot>>,
    /// Seconds from one entry to the next.
    pub every: usize,
}

/// Finds the places that are passed again. `position` is metres east and north.
pub fn ground(position: &[Option<(f64, f64)>], clock: &[u32]) -> Ground {
    within(position, clock, PLACE)
}

/// The same with a wide reach, for an altitude that errs by more than a slope makes of it.
pub fn wide(position: &[Option<(f64, f64)>], clock: &[u32]) -> Ground {
    within(position, clock, WIDE)
}

/// A place that was left is passed again within `reach` of it; the places of one pass
/// lie [`PLACE`] apart.
fn within(position: &[Option<(f64, f64)>], clock: &[u32], reach: f64) -> Ground {
    let mut nodes: Vec<(f64, f64)> = Vec::new();
    let mut grid = Grid::new(reach);
    let mut made: Vec<u32> = Vec::new();
    let mut last_seen: Vec<u32> = Vec::new();
    let mut counts: Vec<u16> = Vec::new();
    let place: Vec<Option<usize>> = position
        .iter()
        .zip(clock)
        .map(|(position, &time)| {
            let (east, north) = (*position)?;
            let mut nearest: Option<(bool, f64, usize)> = None;
            for &Near { node, at } in grid.around(east, north, &nodes) {
                let (dx, dy) = (at.0 - east, at.1 - north);
                let away = dx * dx + dy * dy;
                if away > reach * reach {
                    continue;
                }
                let own = reach > PLACE
                    && made
                        .get(node)
                        .is_some_and(|at| time.saturating_sub(*at) <= AWAY);
                let near = !own || away <= PLACE * PLACE;
                // A place of an earlier pass before one of this pass.
                if near && nearest.is_none_or(|(of, least, _)| (own, away) < (of, least)) {
                    nearest = Some((own, away, node));
                }
            }
            let node = nearest.map_or_else(
                || {
                    nodes.push((east, north));
                    counts.push(1);
                    made.push(time);
                    last_seen.push(time);
                    grid.add((east, north));
                    nodes.len() - 1
                },
                |(_, _, node)| node,
            );
            if let (Some(last), Some(count)) = (last_seen.get_mut(node), counts.get_mut(node)) {
                if time.saturating_sub(*last) > AWAY {
                    *count = count.saturating_add(1);
                }
                *last = time;
            }
            Some(node)
        })
        .collect();
    let passes = place
        .iter()
        .map(|node| node.and_then(|node| counts.get(node).copied()).unwrap_or(1))
        .collect();
    Ground {
        passes,
        spots: spots(position, &place, &nodes, &counts),
        place,
        places: nodes.len(),
        every: 1,
    }
}

/// A place, and where it is.
#[derive(Debug, Clone, Copy)]
struct Near {
    node: usize,
    at: (f64, f64),
}

/// The places by squares of the reach, with those around the runner kept: from one
/// second to the next they are mostly the same.
struct Grid {
    reach: f64,
    squares: Squares,
    /// The first and the last place of each square, and the place after each place.
    ends: Vec<(usize, usize)>,
    next: Vec<Option<usize>>,
    here: Option<(i64, i64)>,
    around: Vec<Near>,
    /// Where in `around` the places of the own square end.
    own_end: usize,
}

impl Grid {
    fn new(reach: f64) -> Grid {
        Grid {
            reach,
            squares: Squares::default(),
            ends: Vec::new(),
            next: Vec::new(),
            here: None,
            around: Vec::new(),
            own_end: 0,
        }
    }

    /// The places in the squares around a position, in the order of the compass.
    fn around(&mut self, east: f64, north: f64, nodes: &[(f64, f64)]) -> &[Near] {
        let square = |metres: f64| (metres / self.reach).floor() as i64;
        let here = (square(east), square(north));
        if self.here != Some(here) {
            self.here = Some(here);
            self.look_around(here, nodes);
        }
        &self.around
    }

    fn look_around(&mut self, (x, y): (i64, i64), nodes: &[(f64, f64)]) {
        self.around.clear();
        for (dx, dy) in (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (dx, dy))) {
            let square = (x.saturating_add(dx), y.saturating_add(dy));
            let ends = self.squares.number(square).and_then(|at| self.ends.get(at));
            let mut place = ends.map(|(first, _)| *first);
            while let Some(node) = place {
                let at = nodes.get(node).copied();
                self.around.extend(at.map(|at| Near { node, at }));
                place = self.next.get(node).copied().flatten();
            }
            if (dx, dy) == (0, 0) {
                self.own_end = self.around.len();
            }
        }
    }

    /// Adds the next place, at the position that was asked for last.
    fn add(&mut self, at: (f64, f64)) {
        let Some(here) = self.here else { return };
        let place = self.next.len();
        self.next.push(None);
        let number = self.squares.number_or_add(here);
        match self.ends.get_mut(number) {
            Some((_, last)) => {
                if let Some(next) = self.next.get_mut(*last) {
                    *next = Some(place);
                }
                *last = place;
            }
            None => self.ends.push((place, place)),
        }
        self.around.insert(self.own_end, Near { node: place, at });
        self.own_end += 1;
    }
}

/// Puts each second between its place and the nearer of the places before and after it.
fn spots(
    position: &[Option<(f64, f64)>],
    place: &[Option<usize>],
    nodes: &[(f64, f64)],
    counts: &[u16],
) -> Vec<Option<Spot>> {
    let other = |range: &mut dyn Iterator<Item = usize>, own: usize| {
        range
            .take(AWAY as usize)
            .find_map(|at| place.get(at).copied().flatten().filter(|p| *p != own))
    };
    (0..position.len())
        .map(|index| {
            let here = (*position.get(index)?)?;
            let own = (*place.get(index)?)?;
            let again = |place: &usize| counts.get(*place).is_some_and(|count| *count > 1);
            if !again(&own) {
                return None;
            }
            let at = *nodes.get(own)?;
            let before = other(&mut (0..index).rev(), own);
            let after = other(&mut (index + 1..position.len()), own);
            // How far along the line from the own place to another one, at most to it.
            let along = |to: usize| {
                let there = nodes.get(to)?;
                let line = (there.0 - at.0, there.1 - at.1);
                let length = line.0 * line.0 + line.1 * line.1;
                let share = ((here.0 - at.0) * line.0 + (here.1 - at.1) * line.1) / length.max(1.0);
                (share > 0.0).then_some((share.min(1.0), to))
            };
            let best = [before, after]
                .into_iter()
                .flatten()
                .filter(again)
                .filter_map(along)
                .max_by(|a, b| a.0.total_cmp(&b.0));
            let (share, to) = best.unwrap_or((0.0, own));
            Some(Spot {
                from: own,
                to,
                share,
            })
        })
        .collect()
}

impl Ground {
    /// One second of every few, with their numbers: what changes slowly needs no more.
    pub fn thinned(&self, stretches: &[Range<usize>], every: usize) -> (Ground, Vec<usize>) {
        let rows: Vec<usize> = stretches
            .iter()
            .flat_map(|stretch| stretch.clone().step_by(every))
            .collect();
        let ground = Ground {
            passes: rows
                .iter()
                .filter_map(|&row| self.passes.get(row).copied())
                .collect(),
            place: rows
                .iter()
                .filter_map(|&row| self.place.get(row).copied())
                .collect(),
            spots: rows
                .iter()
                .filter_map(|&row| self.spots.get(row).copied())
                .collect(),
            places: self.places,
            every,
        };
        (ground, rows)
    }

    /// Whether a second lies on ground that was passed again.
    pub fn again(&self, index: usize) -> bool {
        self.passes.get(index).is_some_and(|passes| *passes > 1)
    }

    /// How far each value of a column lies from the mean of its place, where the place
    /// was passed again.
    pub fn from_mean(&self, column: &[Option<f64>]) -> Vec<Option<f64>> {
        let mut sums = vec![(0.0, 0usize); self.places];
        for (place, value) in self.place.iter().zip(column) {
            if let (Some(sum), Some(value)) = (place.and_then(|p| sums.get_mut(p)), value) {
                sum.0 += value;
                sum.1 += 1;
            }
        }
        self.place
            .iter()
            .zip(column)
            .enumerate()
            .map(|(index, (place, value))| {
                let (sum, count) = sums.get((*place)?)?;
                let value = (*value)?;
                (self.again(index) && *count > 0).then(|| value - sum / *count as f64)
            })
            .collect()
    }

    /// Seconds on ground that is passed again.
    pub fn repeated(&self) -> usize {
        self.passes.iter().filter(|passes| **passes > 1).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(position: impl Fn(u32) -> (f64, f64), wide_reach: bool) -> Vec<u16> {
        let clock: Vec<u32> = (0..1200).collect();
        let position: Vec<_> = clock.iter().map(|&t| Some(position(t))).collect();
        let found = if wide_reach {
            wide(&position, &clock)
        } else {
            ground(&position, &clock)
        };
        found.passes
    }

    fn along(t: u32) -> f64 {
        3.0 * f64::from(if t < 600 { t } else { 1200 - t })
    }

    #[test]
    fn the_way_back_passes_the_same_places() {
        let found = passes(|t| (along(t), 0.0), false);
        assert_eq!((found[100], found[1100]), (2, 2));
        let once = passes(|t| (3.0 * f64::from(t), 0.0), false);
        assert!(once.iter().all(|passes| *passes == 1));
    }

    #[test]
    fn passes_some_metres_apart_need_a_wide_reach() {
        let apart = |metres: f64| move |t: u32| (along(t), if t < 600 { 0.0 } else { metres });
        for (metres, narrow, reached) in [(8.0, 2, 2), (15.0, 1, 2), (25.0, 1, 1)] {
            assert_eq!(passes(apart(metres), false)[300], narrow, "{metres}");
            assert_eq!(passes(apart(metres), true)[300], reached, "{metres}");
        }
    }

    #[test]
    fn a_second_lies_between_its_places() {
        let clock: Vec<u32> = (0..1200).collect();
        let position: Vec<_> = clock.iter().map(|&t| Some((along(t), 0.0))).collect();
        let found = ground(&position, &clock);
        let (mut sums, mut counts) = (vec![0.0; found.places], vec![0.0; found.places]);
        for (spot, position) in found.spots.iter().zip(&position) {
            let (Some(spot), Some((east, _))) = (spot, position) else {
                continue;
            };
            for (place, share) in spot.shares() {
                sums[place] += share * east;
                counts[place] += share;
            }
        }
        let heights: Vec<f64> = sums.iter().zip(&counts).map(|(s, n)| s / n).collect();
        for index in [150, 301, 900] {
            let spot = found.spots[index].unwrap();
            assert!((spot.of(&heights) - along(index as u32)).abs() < 3.0);
        }
    }
}
