//! Statistics of errors.

/// Errors of one figure over many runs, measured less true.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Errors(Vec<f64>);

impl Errors {
    pub fn push(&mut self, error: f64) {
        self.0.push(error);
    }

    pub fn extend(&mut self, errors: impl IntoIterator<Item = f64>) {
        self.0.extend(errors);
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }

    pub fn values(&self) -> &[f64] {
        &self.0
    }

    /// The error that a share of the runs stays below, signs dropped: 0.5 is the median.
    pub fn within(&self, share: f64) -> Option<f64> {
        let mut sizes: Vec<f64> = self.0.iter().map(|error| error.abs()).collect();
        quantile(&mut sizes, share)
    }

    /// The middle error with its sign: what the figure is too high or too low by.
    pub fn bias(&self) -> Option<f64> {
        quantile(&mut self.0.clone(), 0.5)
    }
}

/// Linear between the order statistics.
pub fn quantile(values: &mut [f64], share: f64) -> Option<f64> {
    values.sort_unstable_by(f64::total_cmp);
    let place = share.clamp(0.0, 1.0) * values.len().checked_sub(1)? as f64;
    let below = values.get(place.floor() as usize)?;
    let above = values.get(place.ceil() as usize)?;
    Some(below + (above - below) * (place - place.floor()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_between_the_values() {
        let mut errors = Errors::default();
        assert_eq!(errors.within(0.5), None);
        errors.extend([-4.0, 1.0, 2.0, -3.0]);
        assert_eq!(errors.within(0.5), Some(2.5));
        assert_eq!(errors.within(1.0), Some(4.0));
        assert_eq!(errors.bias(), Some(-1.0));
    }
}
