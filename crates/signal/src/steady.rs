//! Steady bouts: stretches of even running on the flat, from which the runner's own
//! cadence at a speed is learnt.

use super::best::FLAT;
use super::cadence::VALID;
use super::efforts::Course;
use super::metric::{MetricId, MetricPage};
use comeback_core::run::SteadyBout;
use comeback_core::units::{MetresPerSecond, Seconds, StepsPerMinute};

/// Shortest bout. s (method §3, design)
pub const LEAST: usize = 60;
/// Longest bout; longer running gives several. s (design)
const MOST: usize = 300;
/// Speed may stray this far from the bout's mean. m/s (design)
const STRAY: f64 = 0.35;
/// Seconds that may stray in a row, e.g. at a corner. s (design)
const FORGIVEN: usize = 3;

/// Finds the steady bouts. Where the run has no grade at all the ground counts as flat.
pub fn bouts(course: &Course, grade_known: bool) -> Vec<SteadyBout> {
    let mut found = Vec::new();
    for stretch in course.stretches() {
        let mut open: Option<Open> = None;
        for index in stretch.clone() {
            let flat = match course.grade(index) {
                Some(grade) => grade.abs() <= FLAT,
                None => !grade_known,
            };
            let state = (course.runs(index) && flat)
                .then(|| course.speed(index).zip(course.cadence(index)))
                .flatten()
                .filter(|(_, spm)| VALID.contains(spm));
            let fits = match (&open, state) {
                (Some(bout), Some((speed, _))) => {
                    bout.count < 10 || (speed - bout.speed()).abs() <= STRAY
                }
                (None, Some(_)) => true,
                (_, None) => false,
            };
            match (state, fits) {
                (Some((speed, spm)), true) => {
                    let bout = open.get_or_insert_default();
                    bout.add(speed, spm);
                    if bout.count >= MOST {
                        found.extend(open.take().and_then(|bout| bout.close()));
                    }
                }
                _ => {
                    if let Some(bout) = &mut open {
                        bout.strayed += 1;
                        if bout.strayed > FORGIVEN {
                            found.extend(open.take().and_then(|bout| bout.close()));
                        }
                    }
                }
            }
        }
        found.extend(open.take().and_then(|bout| bout.close()));
    }
    found
}

#[derive(Debug, Default)]
struct Open {
    count: usize,
    strayed: usize,
    metres: f64,
    steps: f64,
}

impl Open {
    fn speed(&self) -> f64 {
        self.metres / self.count.max(1) as f64
    }

    fn add(&mut self, speed: f64, spm: f64) {
        self.count += 1;
        self.strayed = 0;
        self.metres += speed;
        self.steps += spm;
    }

    fn close(self) -> Option<SteadyBout> {
        (self.count >= LEAST).then(|| SteadyBout {
            duration: Seconds::new(self.count as f64),
            speed: MetresPerSecond::new(self.speed()),
            cadence: StepsPerMinute::new(self.steps / self.count as f64),
        })
    }
}

/// The page: what it is, how it is worked out, how far to trust it.
pub const PAGE: MetricPage = MetricPage {
    id: MetricId::SteadyBouts,
    what: "Stretches of even running on the flat with their speed and cadence: the ground of expected cadence.",
    formula: "≥ 60 s of running samples with |grade| ≤ 2 %, valid cadence and speed within 0.35 m/s of the bout's mean, cut at 300 s; mean speed, mean cadence.",
    unit: "s; m/s; steps/min",
    source: "this project; expected cadence after van Oeveren 2019",
    grade: "design",
    validity: "None without cadence. On a treadmill the ground counts as flat.",
    example: "10 min at 2.8 m/s and 168 steps/min: two bouts of 300 s.",
};
