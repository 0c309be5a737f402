//! Rounding for readers: a figure is written with the digits that it can bear.

/// A number rounded to some decimals; never `-0` and never longer than said.
pub(crate) fn rounded(value: f64, decimals: i32) -> f64 {
    let factor = 10_f64.powi(decimals);
    let scaled = (value * factor).round();
    // Dividing (instead of multiplying by 0.1) gives the nearest double, which prints short.
    if scaled == 0.0 { 0.0 } else { scaled / factor }
}

/// A quantity's number, rounded; what is not finite is missing.
pub(crate) fn figure(value: Option<f64>, decimals: i32) -> Option<f64> {
    value
        .filter(|value| value.is_finite())
        .map(|value| rounded(value, decimals))
}

/// The decimals of the figures, by what they measure.
pub(crate) mod decimals {
    pub(crate) const METRES: i32 = 1;
    pub(crate) const SECONDS: i32 = 1;
    pub(crate) const MINUTES: i32 = 2;
    pub(crate) const SPEED: i32 = 3;
    pub(crate) const CADENCE: i32 = 1;
    pub(crate) const STEP_LENGTH: i32 = 3;
    pub(crate) const HEART_RATE: i32 = 1;
    pub(crate) const RATIO: i32 = 4;
    pub(crate) const LOAD: i32 = 2;
    pub(crate) const PAIN: i32 = 2;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_prints_short_and_never_minus_nought() {
        for (value, decimals, text) in [
            (0.1 + 0.2, 4, "0.3"),
            (10_012.449_999, 1, "10012.4"),
            (-0.04, 1, "0.0"),
            (2.0 / 3.0, 4, "0.6667"),
        ] {
            let json = serde_json::to_string(&rounded(value, decimals)).expect("a number");
            assert_eq!(json, text);
        }
        assert_eq!(figure(Some(f64::NAN), 1), None);
    }
}
