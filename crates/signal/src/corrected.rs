//! A run whose distance or time the runner knows better than the watch.

use super::Measured;
use super::best;
use super::efforts::Course;
use super::steady;
use comeback_core::units::{Metres, MetresPerSecond};

/// Corrections of the speed that are believed, as factors; a treadmill's belt is off by
/// a third at most, a lost half of a track by two. (design)
const BELIEVED: std::ops::RangeInclusive<f64> = 0.2..=5.0;

impl Measured {
    /// The same with a distance (m) or a running time (min) that were told: every speed is
    /// off by the same factor, so what is fast in it is asked for again.
    #[must_use]
    pub fn corrected(mut self, distance_m: Option<f64>, minutes: Option<f64>) -> Measured {
        let measured = self.distance.zip(self.moving.or(self.timer));
        let Some((metres, seconds)) =
            measured.filter(|(metres, seconds)| metres.get() > 0.0 && seconds.get() > 0.0)
        else {
            return self;
        };
        let told_m = distance_m.unwrap_or(metres.get());
        let told_s = minutes.map_or(seconds.get(), |minutes| minutes * 60.0);
        let factor = (told_m / told_s) / (metres.get() / seconds.get());
        if !BELIEVED.contains(&factor) {
            return self;
        }
        let speed = |speed: MetresPerSecond| MetresPerSecond::new(speed.get() * factor);
        for column in [&mut self.trace.speed_m_per_s, &mut self.trace.gap_m_per_s] {
            for value in column.iter_mut().flatten() {
                *value *= factor as f32;
            }
        }
        self.distance = Some(Metres::new(told_m));
        self.speed = self.speed.map(speed);
        self.gap = self.gap.map(speed);
        self.step_length = self
            .step_length
            .map(|step| Metres::new(step.get() * factor));
        let course = Course::new(
            &self.trace,
            self.altitude_noise,
            self.speed_noise,
            self.speed_step,
        );
        let (best, steady) = (
            best::best(&course),
            steady::bouts(&course, self.grade_known),
        );
        self.best = best;
        self.steady = steady;
        self
    }
}
