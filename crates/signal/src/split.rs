//! The split of an altitude into the ground and the error of each pass, for several
//! altitudes over the same ground at once.
//!
//! The ground is a straight line between places and the error a random walk. The heights
//! of the places that leave the least error are found by conjugate gradients (Hestenes &
//! Stiefel 1952), so that a quick pass, whose error has little time to change, tells more
//! of a slope than a slow one.
//!
//! How much a reading weighs in the random walk depends on where readings are missing and
//! not on what they say, so these gains are worked out once. Altitudes that are read at
//! the same seconds are solved side by side, each as it would be alone.

use super::ground::Ground;

/// What places of ten metres blur, and how fast an error wanders. m², m²/s (design)
const BLUR: f64 = 0.25;
const WANDER: f64 = 0.1;
/// The split ends after so many rounds, or when so little of what was to be gained is left:
/// more turns noise of single passes into ground.
const ROUNDS: usize = 40;
const SETTLED: f32 = 1e-3;

/// A reading on ground that is passed again: its second, and its two places.
#[derive(Debug, Clone, Copy)]
struct Reading {
    row: usize,
    from: usize,
    to: usize,
    share: f32,
}

/// What of the split does not depend on the heights that are read.
#[derive(Debug)]
pub struct Split {
    rows: usize,
    readings: Vec<Reading>,
    /// How far the walk follows the value of a row, going forward; 0 where none is read.
    gain: Vec<f32>,
    /// How far it follows the next row, going back.
    back: Vec<f32>,
    /// The same from one reading to the next, over all the rows between them.
    to_next: Vec<f32>,
    /// Readings of each place that has any, in the order of the places.
    weight: Vec<f32>,
}

/// A value for each of the altitudes that are solved side by side.
///
/// Half a millimetre is enough for a height, and twice as many are solved at once.
type Lanes<const N: usize> = [f32; N];

impl Split {
    /// For altitudes that are read where `read` says so.
    pub fn new(ground: &Ground, read: impl Fn(usize) -> bool) -> Split {
        let rows = ground.spots.len();
        let mut readings = Vec::with_capacity(rows);
        let mut gain = vec![0.0; rows];
        let mut back = vec![0.0; rows];
        let mut weight = vec![0.0; ground.places];
        let (noise, drift) = (BLUR, WANDER * ground.every as f64);
        let mut variance = noise * 10.0;
        for (row, spot) in ground.spots.iter().enumerate() {
            variance += drift;
            if let Some(spot) = spot
                && read(row)
            {
                let [(from, first), (to, second)] = spot.shares();
                if from < weight.len() && to < weight.len() {
                    readings.push(Reading {
                        row,
                        from,
                        to,
                        share: second as f32,
                    });
                    weight[from] += first as f32;
                    weight[to] += second as f32;
                    let follows = variance / (variance + noise);
                    gain[row] = follows as f32;
                    variance *= 1.0 - follows;
                }
            }
            back[row] = (variance / (variance + drift)) as f32;
        }
        let weight = only_read(&mut readings, weight);
        let to_next = (readings.iter().enumerate())
            .map(|(number, here)| {
                let next = readings.get(number + 1).map_or(rows, |next| next.row);
                back.get(here.row..next).unwrap_or(&[]).iter().product()
            })
            .collect();
        Split {
            rows,
            readings,
            gain,
            back,
            to_next,
            weight,
        }
    }

    /// What each altitude has of its own in each pass, beyond what its passes share: a
    /// row each, for every row of the ground. Rows that are not read may hold anything.
    pub fn errors<const N: usize>(&self, altitude: &[Lanes<N>]) -> Vec<Lanes<N>> {
        if self.readings.is_empty() || altitude.len() != self.rows {
            return vec![[0.0; N]; self.rows];
        }
        let seen: Vec<Lanes<N>> = self.readings.iter().map(|r| altitude[r.row]).collect();
        let mut beyond = vec![[0.0; N]; seen.len()];
        let mut level = beyond.clone();
        let mut height = vec![[0.0; N]; self.weight.len()];
        self.by_place(&seen, &mut height);
        for (height, weight) in height.iter_mut().zip(&self.weight) {
            for value in height {
                *value /= weight.max(1e-9);
            }
        }
        self.less(&seen, &height, &mut beyond);
        self.beyond_walk(&mut beyond, &mut level);
        let mut rest = vec![[0.0; N]; height.len()];
        self.by_place(&beyond, &mut rest);
        let mut step = rest.clone();
        self.conditioned(&mut step);
        let mut size = dot(&rest, &step);
        let first = size;
        let mut goes_on = [true; N];
        let mut turned = rest.clone();
        for _ in 0..ROUNDS {
            for lane in 0..N {
                goes_on[lane] &= size[lane] > (first[lane] * SETTLED).max(1e-9);
            }
            if goes_on == [false; N] {
                break;
            }
            for (value, reading) in beyond.iter_mut().zip(&self.readings) {
                *value = between(reading, &step);
            }
            self.beyond_walk(&mut beyond, &mut level);
            self.by_place(&beyond, &mut turned);
            let bend = dot(&step, &turned);
            let mut length = [0.0; N];
            for lane in 0..N {
                if goes_on[lane] {
                    length[lane] = size[lane] / bend[lane].max(1e-12);
                }
            }
            for (height, step) in height.iter_mut().zip(&step) {
                for lane in 0..N {
                    height[lane] += length[lane] * step[lane];
                }
            }
            // What is left, and the same conditioned, which takes the room of `turned`.
            let mut grown = [0.0; N];
            for ((rest, turned), weight) in rest.iter_mut().zip(&mut turned).zip(&self.weight) {
                let weight = weight.max(1.0);
                for lane in 0..N {
                    rest[lane] -= length[lane] * turned[lane];
                    turned[lane] = rest[lane] / weight;
                    grown[lane] += rest[lane] * turned[lane];
                }
            }
            let mut kept = [0.0; N];
            for lane in 0..N {
                // Rounding ends it where nothing more is to be gained.
                goes_on[lane] &= grown[lane] <= first[lane];
                if goes_on[lane] {
                    kept[lane] = grown[lane] / size[lane];
                    size[lane] = grown[lane];
                }
            }
            for (step, next) in step.iter_mut().zip(&turned) {
                for lane in 0..N {
                    step[lane] = next[lane] + kept[lane] * step[lane];
                }
            }
        }
        // The error goes on through a pause.
        self.less(&seen, &height, &mut beyond);
        self.walk(&beyond)
    }

    /// The sums of the readings over the places, each shared between its two.
    fn by_place<const N: usize>(&self, values: &[Lanes<N>], sums: &mut [Lanes<N>]) {
        sums.fill([0.0; N]);
        for (value, reading) in values.iter().zip(&self.readings) {
            let (from, to) = (1.0 - reading.share, reading.share);
            for lane in 0..N {
                sums[reading.from][lane] += from * value[lane];
            }
            for lane in 0..N {
                sums[reading.to][lane] += to * value[lane];
            }
        }
    }

    /// The readings less the ground of these heights.
    fn less<const N: usize>(&self, seen: &[Lanes<N>], height: &[Lanes<N>], left: &mut [Lanes<N>]) {
        for ((left, seen), reading) in left.iter_mut().zip(seen).zip(&self.readings) {
            let ground = between(reading, height);
            for lane in 0..N {
                left[lane] = seen[lane] - ground[lane];
            }
        }
    }

    fn conditioned<const N: usize>(&self, values: &mut [Lanes<N>]) {
        for (value, weight) in values.iter_mut().zip(&self.weight) {
            for value in value {
                *value /= weight.max(1.0);
            }
        }
    }

    /// The random walk in the readings, for every row: a level filter with its backward
    /// pass, as [`super::smooth::level`].
    fn walk<const N: usize>(&self, values: &[Lanes<N>]) -> Vec<Lanes<N>> {
        let mut walk = vec![[0.0; N]; self.rows];
        let mut mean = values.first().copied().unwrap_or([0.0; N]);
        let mut from = 0;
        for (value, reading) in values.iter().zip(&self.readings) {
            // Nothing is read between two readings: the level stays.
            walk[from..reading.row].fill(mean);
            self.follow(reading, value, &mut mean);
            from = reading.row;
        }
        walk[from..].fill(mean);
        let mut later = mean;
        for (here, back) in walk.iter_mut().zip(&self.back).rev() {
            for lane in 0..N {
                here[lane] += back * (later[lane] - here[lane]);
            }
            later = *here;
        }
        walk
    }

    fn follow<const N: usize>(&self, reading: &Reading, value: &Lanes<N>, mean: &mut Lanes<N>) {
        let gain = self.gain[reading.row];
        for lane in 0..N {
            mean[lane] += gain * (value[lane] - mean[lane]);
        }
    }

    /// Takes the random walk that they may hold off the readings; `level` is room for it.
    ///
    /// The level that stays between two readings goes back over the rows between them in
    /// one step: each of them keeps the same share of what lies ahead.
    fn beyond_walk<const N: usize>(&self, values: &mut [Lanes<N>], level: &mut [Lanes<N>]) {
        let mut mean = values.first().copied().unwrap_or([0.0; N]);
        for ((value, level), reading) in values.iter().zip(level.iter_mut()).zip(&self.readings) {
            self.follow(reading, value, &mut mean);
            *level = mean;
        }
        let mut later = mean;
        let back = values.iter_mut().zip(level.iter()).zip(&self.to_next);
        for ((value, level), back) in back.rev() {
            for lane in 0..N {
                later[lane] = level[lane] + back * (later[lane] - level[lane]);
                value[lane] -= later[lane];
            }
        }
    }
}

/// Numbers the places that are read anew, in their order, and gives their weights: the
/// others hold nothing, and the sums over places need not pass them.
fn only_read(readings: &mut [Reading], weight: Vec<f32>) -> Vec<f32> {
    let mut is_read = vec![false; weight.len()];
    for reading in readings.iter() {
        is_read[reading.from] = true;
        is_read[reading.to] = true;
    }
    let mut left = Vec::with_capacity(weight.len());
    let number: Vec<usize> = (weight.into_iter().zip(is_read))
        .map(|(weight, is_read)| {
            let number = left.len();
            if is_read {
                left.push(weight);
            }
            number
        })
        .collect();
    for reading in readings {
        reading.from = number[reading.from];
        reading.to = number[reading.to];
    }
    left
}

/// The height between the two places of a reading.
fn between<const N: usize>(reading: &Reading, height: &[Lanes<N>]) -> Lanes<N> {
    let (from, to) = (&height[reading.from], &height[reading.to]);
    let mut found = [0.0; N];
    for lane in 0..N {
        found[lane] = from[lane] + reading.share * (to[lane] - from[lane]);
    }
    found
}

fn dot<const N: usize>(a: &[Lanes<N>], b: &[Lanes<N>]) -> Lanes<N> {
    let mut sum = [0.0; N];
    for (a, b) in a.iter().zip(b) {
        for lane in 0..N {
            sum[lane] += a[lane] * b[lane];
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::ground;

    /// Out and back over one hill, four times.
    fn course() -> (Ground, Vec<f32>) {
        let along = |t: u32| {
            3.0 * f64::from(if t % 400 < 200 {
                t % 400
            } else {
                400 - t % 400
            })
        };
        let clock: Vec<u32> = (0..1600).collect();
        let position: Vec<_> = clock.iter().map(|&t| Some((along(t), 0.0))).collect();
        let heights = clock
            .iter()
            .map(|&t| (0.05 * along(t) + 2.0 * (f64::from(t) / 90.0).sin()) as f32)
            .collect();
        (ground(&position, &clock), heights)
    }

    #[test]
    fn side_by_side_is_as_alone() {
        let (ground, heights) = course();
        let split = Split::new(&ground, |row| row % 7 != 3);
        let alone: Vec<[f32; 1]> = heights.iter().map(|&height| [height]).collect();
        // A lane that settles at once must not stop the others, nor be moved by them.
        let beside: Vec<[f32; 3]> = (heights.iter().enumerate())
            .map(|(row, &height)| [height, 0.0, height * 1.7 + row as f32 * 0.01])
            .collect();
        let (alone, beside) = (split.errors(&alone), split.errors(&beside));
        for (row, (alone, beside)) in alone.iter().zip(&beside).enumerate() {
            assert_eq!(alone[0], beside[0], "{row}");
            assert_eq!(beside[1], 0.0, "{row}");
        }
    }

    #[test]
    fn a_step_over_what_is_not_read_is_as_many_steps() {
        let (ground, heights) = course();
        let split = Split::new(&ground, |row| row % 7 == 3 || row % 50 < 9);
        assert!(split.readings.len() < split.rows / 2);
        let values: Vec<[f32; 1]> = (split.readings.iter())
            .map(|reading| [heights[reading.row]])
            .collect();
        let walk = split.walk(&values);
        let mut beyond = values.clone();
        split.beyond_walk(&mut beyond, &mut vec![[0.0]; values.len()]);
        for ((value, beyond), reading) in values.iter().zip(&beyond).zip(&split.readings) {
            let walked = value[0] - walk[reading.row][0];
            assert!((walked - beyond[0]).abs() < 1e-4, "{}", reading.row);
        }
    }

    #[test]
    fn without_a_reading_there_is_no_error() {
        let (ground, heights) = course();
        let split = Split::new(&ground, |_| false);
        let altitude: Vec<[f32; 1]> = heights.iter().map(|&height| [height]).collect();
        assert!(split.errors(&altitude).iter().all(|error| *error == [0.0]));
    }
}
