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
    /// The wait for `steps` steps after `taken` of the last six weeks brought one:
    /// the chance of a week is Beta(1.2 + taken, 6.8 − taken).
    pub fn after(steps: u32, taken: u32) -> Waiting {
        let taken = f64::from(taken).min(limits::FORECAST_LOOK_BACK.value);
        Waiting {
            steps,
            a: limits::FORECAST_TAKEN.value + taken,
            b: limits::FORECAST_NOT_TAKEN.value - taken,
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

    /// By the gamma function, in another program; the row of 10 steps after 4 also by
    /// 20,000 draws (11, 15, 24 weeks, 0.0034 over a year).
    #[test]
    fn quantiles_and_the_year_are_those_of_the_distribution() {
        for (steps, taken, early, median, late, over) in [
            (1, 0, 1, 6, 41, 0.076258),
            (3, 0, 7, 22, 122, 0.239896),
            (5, 3, 6, 9, 18, 0.002940),
            (8, 1, 14, 30, 87, 0.233122),
            (10, 4, 11, 15, 24, 0.004150),
            (10, 6, 10, 11, 14, 0.000016),
            (12, 2, 18, 30, 65, 0.167268),
            (20, 5, 21, 25, 35, 0.012997),
        ] {
            let waiting = Waiting::after(steps, taken);
            let weeks = [0.1, 0.5, 0.9].map(|share| waiting.weeks(share));
            assert_eq!(
                weeks,
                [Some(early), Some(median), Some(late)],
                "{steps} steps after {taken}"
            );
            let found = waiting.chance_over(52);
            assert!((found - over).abs() < 1e-6, "{steps} {taken}: {found}");
        }
    }

    #[test]
    fn the_chances_are_those_of_the_formula_and_sum_to_one() {
        for (steps, taken, first, fourth) in [
            (1, 0, 0.15, 0.07072),
            (5, 3, 0.084117091, 0.114088657),
            (10, 4, 0.064823359, 0.106483171),
            (12, 2, 0.002547444, 0.018998191),
        ] {
            let chances: Vec<f64> = (Waiting::after(steps, taken).chances())
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
        for taken in 0..6 {
            let median = |steps, taken| Waiting::after(steps, taken).weeks(0.5);
            assert!(median(9, taken) > median(8, taken));
            assert!(median(9, taken) > median(9, taken + 1));
        }
    }
}
