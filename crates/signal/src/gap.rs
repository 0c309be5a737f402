//! Flat-equivalent speed (grade-adjusted pace).
//!
//! gap = v · C(i) / C(0), with the energy cost of running on a grade i,
//! C(i) = 155.4 i⁵ − 30.4 i⁴ − 43.3 i³ + 46.3 i² + 19.5 i + 3.6 J/kg/m
//! (Minetti et al. 2002, J Appl Physiol 93:1039; treadmill, −0.45 to 0.45).

use super::metric::{MetricId, MetricPage};
use comeback_core::units::{Grade, MetresPerSecond};

/// Steepest grade on which the cost of running was measured. (Minetti 2002, lab)
pub const STEEPEST: f64 = 0.45;

/// Energy cost of running on a grade, J/kg/m; the grade is clamped to ±0.45.
pub fn cost(grade: Grade) -> f64 {
    let i = grade.get().clamp(-STEEPEST, STEEPEST);
    ((((155.4 * i - 30.4) * i - 43.3) * i + 46.3) * i + 19.5) * i + 3.6
}

/// The speed on the flat that costs as much as this speed on this grade.
pub fn flat_equivalent(speed: MetresPerSecond, grade: Grade) -> MetresPerSecond {
    speed * (cost(grade) / cost(Grade::ZERO))
}

/// The page: what it is, how it is worked out, how far to trust it.
pub const PAGE: MetricPage = MetricPage {
    id: MetricId::Gap,
    what: "Flat-equivalent speed: the speed on the flat that would cost the runner as much energy.",
    formula: "v · C(i)/C(0), C(i) = 155.4i⁵ − 30.4i⁴ − 43.3i³ + 46.3i² + 19.5i + 3.6 J/kg/m",
    unit: "m/s",
    source: "Minetti et al. 2002, J Appl Physiol 93:1039",
    grade: "lab",
    validity: "None where grade is unknown. Measured on treadmills at steady state; on rough ground, in stairs and beyond ±45 % it understates the cost.",
    example: "3.0 m/s up 10 %: C = 5.968, 3.0 · 5.968 / 3.6 = 4.97 m/s.",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cost_has_the_published_values() {
        assert!((cost(Grade::new(0.10)) - 5.9682).abs() < 1e-4);
        assert!((cost(Grade::new(-0.10)) - 2.1517).abs() < 1e-4);
        assert_eq!(cost(Grade::ZERO), 3.6);
        let cheapest = (-4500..=4500)
            .map(|step| f64::from(step) / 10_000.0)
            .min_by(|a, b| cost(Grade::new(*a)).total_cmp(&cost(Grade::new(*b))))
            .unwrap();
        assert!((cheapest + 0.181).abs() < 0.001, "{cheapest}");
        assert!((cost(Grade::new(cheapest)) - 1.781).abs() < 0.001);
    }

    #[test]
    fn a_grade_beyond_the_measured_costs_as_much_as_the_steepest() {
        assert_eq!(cost(Grade::new(2.0)), cost(Grade::new(STEEPEST)));
    }
}
