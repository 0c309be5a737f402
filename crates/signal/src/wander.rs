//! What the error of a satellite altitude does by itself: courses of an error that has
//! the size, the memory and the smoothness that passes over the same ground showed.
//!
//! How much such an error climbs depends on how it is pooled over the passes, which no
//! formula gives. So it is tried: a few courses go the way of the altitude itself. The
//! numbers come from a fixed sequence, so the same run gives the same figures always.

use super::ground::Ground;
use super::passes::{Disagreement, Sizes, Yardstick};
use super::split::Split;
use std::ops::Range;

/// So many courses are tried, for the size of the error so many, and so many are solved
/// side by side. (design)
pub const COURSES: usize = 32;
const FEW: usize = 8;
const BESIDE: usize = 16;
/// The error is slow enough for one second in so many. s (design)
const EVERY: usize = 5;
/// Memories and filters that are held against what the passes show, s. (design)
const MEMORY: [f64; 12] = [
    15.0, 22.0, 32.0, 45.0, 65.0, 90.0, 130.0, 180.0, 260.0, 370.0, 520.0, 750.0,
];
/// Usual correlation time of a satellite altitude's error. s (this project: eleven runs of two
/// watches without a barometer 30-600, median 100)
const USUAL_MEMORY: f64 = 150.0;
/// The courses settle in so many rounds.
const TRIED: usize = 2;
/// The step of the fixed sequence, odd and without pattern (Steele, Lea, Flood 2014).
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
const FILTER: [f64; 5] = [0.0, 2.0, 4.0, 8.0, 12.0];

/// What the error alone makes of heights.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Alone {
    /// Pooled heights, a row for one second in a few, a column for each course.
    heights: Vec<[f32; COURSES]>,
    /// The numbers of those seconds, and their times.
    rows: Vec<usize>,
    /// The seconds of the readings.
    pub clock: Vec<u32>,
}

impl Alone {
    /// Whether there is nothing to draw from.
    pub fn is_empty(&self) -> bool {
        self.heights.is_empty()
    }

    /// Every course by itself.
    pub fn courses(&self) -> impl Iterator<Item = Vec<Option<f64>>> {
        let count = if self.is_empty() { 0 } else { COURSES };
        (0..count).map(|number| {
            let heights = self.heights.iter();
            heights.map(|row| Some(f64::from(row[number]))).collect()
        })
    }

    /// Standard deviation of the difference of two heights in the courses, without the
    /// course of a number.
    pub fn difference(&self, from: usize, to: usize, without: Option<usize>) -> f64 {
        let row = |index: usize| {
            let at = self.rows.partition_point(|row| *row <= index);
            at.saturating_sub(1)
        };
        self.between(row(from), row(to), without)
    }

    /// The same between two rows.
    pub fn between(&self, from: usize, to: usize, without: Option<usize>) -> f64 {
        let (Some(from), Some(to)) = (self.heights.get(from), self.heights.get(to)) else {
            return 0.0;
        };
        let mut squares = [0.0_f32; COURSES];
        for ((square, from), to) in squares.iter_mut().zip(from).zip(to) {
            *square = (to - from) * (to - from);
        }
        if let Some(square) = without.and_then(|number| squares.get_mut(number)) {
            *square = 0.0;
        }
        // Eight sums at a time, which the processor adds side by side.
        let mut sums = [0.0_f32; 8];
        for eight in squares.chunks_exact(sums.len()) {
            for (sum, square) in sums.iter_mut().zip(eight) {
                *sum += square;
            }
        }
        let sum = f64::from(sums.iter().sum::<f32>());
        let count = COURSES - usize::from(without.is_some());
        (sum / count as f64).sqrt()
    }
}

/// One second in a few of a run.
struct Thin {
    ground: Ground,
    clock: Vec<u32>,
    stretches: Vec<Range<usize>>,
}

/// Tries what the error that the passes show would make of heights by itself, pooled
/// over the same ground.
pub fn alone(
    found: &Disagreement,
    ground: &Ground,
    clock: &[u32],
    stretches: &[Range<usize>],
) -> Alone {
    let (ground, rows) = ground.thinned(stretches, EVERY);
    let clock: Vec<u32> = rows
        .iter()
        .filter_map(|&row| clock.get(row).copied())
        .collect();
    let mut parts = Vec::new();
    let mut from = 0;
    for stretch in stretches {
        let length = stretch.len().div_ceil(EVERY);
        parts.push(from..from + length);
        from += length;
    }
    let thin = Thin {
        ground,
        clock,
        stretches: parts,
    };
    let split = Split::new(&thin.ground, |_| true);
    let mut chance = drawn(thin.clock.len(), 0);
    let wander = Wander::like(found, &thin, &split, &chance);
    let mut heights = vec![[0.0; COURSES]; thin.clock.len()];
    for group in 0..COURSES / BESIDE {
        if group > 0 {
            chance = drawn(thin.clock.len(), group * BESIDE);
        }
        let courses: Vec<[f32; BESIDE]> = wander.courses(&thin.clock, &chance);
        let errors = split.errors(&courses);
        for ((row, course), error) in heights.iter_mut().zip(courses).zip(errors) {
            let row = row.iter_mut().skip(group * BESIDE);
            for ((height, course), error) in row.zip(course).zip(error) {
                *height = course - error;
            }
        }
    }
    Alone {
        heights,
        rows,
        clock: thin.clock,
    }
}

/// An error with a memory behind the filter of a receiver.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Wander {
    deviation: f64,
    /// Correlation time of the error, time constant of the filter behind it. s
    memory: f64,
    filter: f64,
}

impl Wander {
    /// The one whose courses, pooled over the same ground, disagree as the passes do. Two
    /// passes that follow each other closely share their error and do not show it, so
    /// what is measured is less than what is; how much less the courses tell.
    fn like(found: &Disagreement, thin: &Thin, split: &Split, chance: &[[f64; BESIDE]]) -> Wander {
        let measured = (
            found.deviation,
            found.difference(30.0),
            found.difference(10.0),
        );
        let mut aim = measured;
        let mut wander = Wander::with(aim);
        let yardstick = Yardstick::new(&thin.ground, &thin.clock, &thin.stretches);
        for _ in 0..TRIED {
            let courses: Vec<[f32; FEW]> = wander.courses(&thin.clock, chance);
            let errors = split.errors(&courses);
            let mut seen = (0.0, 0.0, 0.0);
            for lane in 0..FEW {
                let error: Vec<f64> = errors.iter().map(|row| f64::from(row[lane])).collect();
                let own: Sizes = yardstick.of(&error);
                seen.0 += own.deviation / FEW as f64;
                seen.1 += own.difference(30.0) / FEW as f64;
                seen.2 += own.difference(10.0) / FEW as f64;
            }
            let scaled = |aim: f64, measured: f64, seen: f64| {
                aim * (measured / f64::max(seen, 1e-6)).clamp(0.5, 2.0)
            };
            aim = (
                scaled(aim.0, measured.0, seen.0),
                scaled(aim.1, measured.1, seen.1),
                scaled(aim.2, measured.2, seen.2),
            );
            wander = Wander::with(aim);
        }
        // A run is too short to tell the memory well: half way to what is usual, with the
        // change over half a minute kept, which is told well.
        let long = wander.change(30.0);
        wander.memory = (wander.memory * USUAL_MEMORY).sqrt();
        wander.deviation *= long / wander.change(30.0).max(1e-6);
        wander
    }

    /// The one with a deviation and changes over thirty and ten seconds.
    fn with((deviation, long, brief): (f64, f64, f64)) -> Wander {
        let deviation = deviation.max(long / 1.3);
        let mut best = (f64::INFINITY, MEMORY[0], FILTER[0]);
        for memory in MEMORY {
            for filter in FILTER.into_iter().filter(|filter| *filter < memory) {
                let wander = Wander {
                    deviation,
                    memory,
                    filter,
                };
                let off =
                    |seconds: f64, aim: f64| (wander.change(seconds) / aim.max(1e-6)).ln().powi(2);
                let off = off(30.0, long) + off(10.0, brief);
                if off < best.0 {
                    best = (off, memory, filter);
                }
            }
        }
        Wander {
            deviation,
            memory: best.1,
            filter: best.2,
        }
    }

    /// Standard deviation of the change over so many seconds.
    fn change(&self, seconds: f64) -> f64 {
        let (t, s) = (self.memory, self.filter);
        let kept = |time: f64| {
            if time > 0.0 {
                (-seconds / time).exp()
            } else {
                0.0
            }
        };
        // Autocorrelation of a first-order error behind a first-order filter.
        let alike = (t * kept(t) - s * kept(s)) / (t - s);
        self.deviation * (2.0 * (1.0 - alike)).max(0.0).sqrt()
    }

    /// Courses of the error over the clock of a run, side by side: the first of those that
    /// `chance` holds numbers for, by [`drawn`].
    fn courses<const N: usize>(&self, clock: &[u32], chance: &[[f64; BESIDE]]) -> Vec<[f32; N]> {
        let gain = self.deviation * ((self.memory + self.filter) / self.memory).sqrt();
        let mut courses = Vec::with_capacity(clock.len());
        let Some((first, chance)) = chance.split_first() else {
            return courses;
        };
        let (mut error, mut level) = (*first, *first);
        let mut before: Option<u32> = None;
        let mut last = (0, (1.0, 0.0, 0.0));
        for (&time, chance) in clock.iter().zip(chance) {
            let step = before.map_or(1, |before| time.saturating_sub(before));
            before = Some(time);
            if step != last.0 {
                last = (step, self.step(step));
            }
            let (kept, new, share) = last.1;
            let mut row = [0.0; N];
            for lane in 0..N {
                error[lane] = kept * error[lane] + new * chance[lane];
                level[lane] += share * (error[lane] - level[lane]);
                row[lane] = (gain * level[lane]) as f32;
            }
            courses.push(row);
        }
        courses
    }

    /// How much of the error is kept over some seconds and how much is new, and how far the
    /// filter follows: the same in every course.
    fn step(&self, seconds: u32) -> (f64, f64, f64) {
        let kept = (-f64::from(seconds) / self.memory).exp();
        let share = if self.filter > 0.0 {
            1.0 - (-f64::from(seconds) / self.filter).exp()
        } else {
            1.0
        };
        (kept, (1.0 - kept * kept).sqrt(), share)
    }
}

/// The numbers of some courses that go over so many rows: where each begins, and one for
/// each row. The sequence goes on from one course to the next, `first` of them before.
fn drawn(rows: usize, first: usize) -> Vec<[f64; BESIDE]> {
    let mut sequences: [Sequence; BESIDE] =
        std::array::from_fn(|course| Sequence::after((first + course) * (rows + 1)));
    let each = || sequences.each_mut().map(Sequence::normal);
    std::iter::repeat_with(each).take(rows + 1).collect()
}

/// A fixed sequence of numbers that look like chance (SplitMix64; Steele, Lea, Flood 2014).
struct Sequence(u64);

impl Sequence {
    /// The sequence after so many normal numbers.
    fn after(normals: usize) -> Sequence {
        let steps = (normals as u64).wrapping_mul(4).wrapping_add(1);
        Sequence(GOLDEN.wrapping_mul(steps))
    }

    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Near enough normal: four uniforms, of variance 1.
    fn normal(&mut self) -> f64 {
        let sum: f64 = (0..4).map(|_| self.uniform()).sum();
        (sum - 2.0) * 3f64.sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::ground;

    #[test]
    fn courses_have_the_size_and_the_memory_that_were_asked_for() {
        let wander = Wander {
            deviation: 3.0,
            memory: 60.0,
            filter: 8.0,
        };
        let clock: Vec<u32> = (0..6000).collect();
        let (mut squares, mut changes, mut count) = (0.0, 0.0, 0.0);
        let chance = drawn(clock.len(), 0);
        let courses: Vec<[f32; 8]> = wander.courses(&clock, &chance);
        for lane in 0..8 {
            for pair in courses.windows(31) {
                squares += f64::from(pair[0][lane] * pair[0][lane]);
                changes += f64::from((pair[30][lane] - pair[0][lane]).powi(2));
                count += 1.0;
            }
        }
        let (deviation, change) = (f64::sqrt(squares / count), f64::sqrt(changes / count));
        assert!((deviation / 3.0 - 1.0).abs() < 0.1, "{deviation}");
        assert!((change / wander.change(30.0) - 1.0).abs() < 0.1, "{change}");
        let again: Vec<[f32; 8]> = wander.courses(&clock, &drawn(clock.len(), 0));
        assert_eq!(again, courses);
    }

    #[test]
    fn each_course_goes_on_in_the_sequence_where_the_one_before_ended() {
        let (rows, mut sequence) = (7, Sequence::after(0));
        for first in [0, BESIDE] {
            let drawn = drawn(rows, first);
            assert_eq!(drawn.len(), rows + 1);
            for course in 0..BESIDE {
                for row in &drawn {
                    assert_eq!(row[course], sequence.normal(), "{first} + {course}");
                }
            }
        }
    }

    #[test]
    fn an_error_is_found_again_from_how_its_passes_disagree() {
        // Ten times out and back over 600 m, with an error of 3 m.
        let along = |t: u32| {
            let phase = t % 400;
            3.0 * f64::from(if phase < 200 { phase } else { 400 - phase })
        };
        let clock: Vec<u32> = (0..4000).collect();
        let position: Vec<_> = clock.iter().map(|&t| Some((along(t), 0.0))).collect();
        let stretches = vec![0..4000; 1];
        let ground = ground(&position, &clock);
        let wander = Wander {
            deviation: 3.0,
            memory: USUAL_MEMORY,
            filter: 8.0,
        };
        let error: Vec<[f32; 1]> = wander.courses(&clock, &drawn(clock.len(), 0));
        let altitude: Vec<Option<f64>> = (error.iter().zip(&clock))
            .map(|([error], &t)| Some(f64::from(*error) + 0.05 * along(t)))
            .collect();
        let found = ground.disagreement(&altitude, &clock, &stretches).unwrap();
        let alone = alone(&found, &ground, &clock, &stretches);
        // Twenty passes pooled: a difference errs by much less than that of one pass.
        let one = wander.change(100.0);
        let pooled = alone.difference(1050, 1150, None);
        assert!(
            (0.1 * one..0.6 * one).contains(&pooled),
            "{pooled} of {one}"
        );
    }
}
