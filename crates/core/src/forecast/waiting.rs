//! How many weeks a number of steps takes.

use crate::limits;

/// Weeks until a number of steps is taken, at most one a week, each week with an
/// unknown chance: negative binomial given the chance, which is Beta distributed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Waiting {
    steps: u32,
    /// The parameters of Beta.
    a: f64,
    b: f64,
}

/// No quantile is looked for beyond so many weeks.
const FARTHEST: u32 = 2000;

impl Waiting {
    /// The wait for `steps` steps after `taken` of the last `weeks` weeks brought one: the
    /// chance of a week is Beta(0.4 + 0.35 taken, 1 + 0.35 (weeks − taken)).
    pub fn after(steps: u32, taken: u32, weeks: u32) -> Waiting {
        let counts = |weeks: u32| limits::FORECAST_WEEK_COUNTS.value * f64::from(weeks);
        Waiting {
            steps,
            a: limits::FORECAST_TAKEN.value + counts(taken),
            b: limits::FORECAST_NOT_TAKEN.value + counts(weeks.saturating_sub(taken)),
        }
    }

    /// The chances of exactly `steps`, `steps` + 1, … weeks.
    fn chances(self) -> impl Iterator<Item = (u32, f64)> {
        // All of the first weeks bring a step: Π (a + i) / (a + b + i).
        let first: f64 = (0..self.steps)
            .map(|i| (self.a + f64::from(i)) / (self.a + self.b + f64::from(i)))
            .product();
        let mut chance = first;
        (self.steps..FARTHEST).map(move |weeks| {
            let now = chance;
            let (t, u) = (f64::from(weeks), f64::from(self.steps));
            // C(t, u−1) / C(t−1, u−1) · B(a+u, b+t+1−u) / B(a+u, b+t−u)
            chance *= t / (t - u + 1.0) * (self.b + t - u) / (self.a + self.b + t);
            (weeks, now)
        })
    }

    /// The chance that it takes more than so many weeks, 0 to 1.
    pub fn chance_over(&self, weeks: u32) -> f64 {
        let within: f64 = (self.chances())
            .take_while(|(week, _)| *week <= weeks)
            .map(|(_, chance)| chance)
            .sum();
        (1.0 - within).clamp(0.0, 1.0)
    }

    /// The fewest weeks within which it is done with a chance of at least `share`;
    /// `None` where that is decades away.
    pub fn weeks(&self, share: f64) -> Option<u32> {
        let mut within = 0.0;
        self.chances().find_map(|(week, chance)| {
            within += chance;
            (within >= share - 1e-12).then_some(week)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By the gamma function, in another program.
    #[test]
    fn quantiles_and_the_year_are_those_of_the_distribution() {
        for (steps, taken, of, early, median, late, over) in [
            (1, 0, 8, 2, 17, 1107, 0.331435),
            (3, 2, 12, 5, 17, 100, 0.190231),
            (5, 5, 12, 6, 13, 37, 0.05179),
            (8, 2, 8, 13, 35, 187, 0.350703),
            (10, 7, 9, 11, 15, 31, 0.025335),
            (10, 12, 12, 10, 11, 17, 0.000833),
            (12, 4, 12, 19, 39, 124, 0.350762),
            (20, 10, 12, 21, 27, 46, 0.064775),
        ] {
            let waiting = Waiting::after(steps, taken, of);
            let weeks = [0.1, 0.5, 0.9].map(|share| waiting.weeks(share));
            assert_eq!(
                weeks,
                [Some(early), Some(median), Some(late)],
                "{steps} steps after {taken} of {of}"
            );
            let found = waiting.chance_over(52);
            assert!((found - over).abs() < 1e-6, "{steps} {taken} {of}: {found}");
        }
    }

    #[test]
    fn the_chances_are_those_of_the_formula_and_sum_to_one() {
        for (steps, taken, of, first, fourth) in [
            (1, 2, 8, 0.261904762, 0.073136065),
            (5, 5, 12, 0.038385236, 0.072556023),
            (10, 8, 12, 0.045979591, 0.079686594),
            (12, 3, 10, 0.002220724, 0.011829597),
        ] {
            let chances: Vec<f64> = (Waiting::after(steps, taken, of).chances())
                .map(|(_, chance)| chance)
                .collect();
            assert!((chances[0] - first).abs() < 1e-9, "{}", chances[0]);
            assert!((chances[3] - fourth).abs() < 1e-8, "{}", chances[3]);
            let sum: f64 = chances.iter().sum();
            assert!(sum > 0.99 && sum < 1.0 + 1e-9, "{sum}");
        }
    }

    #[test]
    fn more_steps_wait_longer_and_more_steps_taken_shorter() {
        for taken in 2..12 {
            let median = |steps, taken| Waiting::after(steps, taken, 12).weeks(0.5);
            assert!(median(9, taken) > median(8, taken));
            assert!(median(9, taken) > median(9, taken + 1));
        }
    }
}
