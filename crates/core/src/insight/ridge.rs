//! Ridge regression as Bayes has it: each coefficient is normal around 0 before any
//! datum, with a width of its own; what comes out is its mean and 95 % interval.
//! The noise is estimated from what the fit leaves (Bishop 2006, 3.3 and 3.5, with
//! the noise re-estimated by its residuals).

/// One column of the regression.
pub(super) struct Column {
    /// Standard deviation of its coefficient before any datum.
    pub prior: f64,
    pub values: Vec<f64>,
}

/// A coefficient: its mean and the ends of its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Effect {
    pub mean: f64,
    pub low: f64,
    pub high: f64,
}

/// Rounds of estimating the noise; it settles in three.
const ROUNDS: usize = 8;

/// The coefficients in the order of the columns; none where there are no more data than
/// columns. `least_noise` is the least standard deviation that a datum is given.
pub(super) fn fit(columns: &[Column], data: &[f64], least_noise: f64) -> Vec<Effect> {
    let Some(freedom) = data
        .len()
        .checked_sub(columns.len())
        .filter(|&left| left > 0)
    else {
        return Vec::new();
    };
    let mut noise = least_noise.max(1.0).powi(2);
    let mut found = Vec::new();
    for _ in 0..ROUNDS {
        let Some(covariance) = inverse(precision(columns, noise)) else {
            return Vec::new();
        };
        let towards: Vec<f64> = (columns.iter())
            .map(|column| dot(&column.values, data) / noise)
            .collect();
        let means: Vec<f64> = covariance.iter().map(|row| dot(row, &towards)).collect();
        let left: f64 = (data.iter().enumerate())
            .map(|(row, datum)| {
                let fitted: f64 = (columns.iter().zip(&means))
                    .map(|(column, mean)| column.values.get(row).unwrap_or(&0.0) * mean)
                    .sum();
                (datum - fitted).powi(2)
            })
            .sum();
        let wide = student_95(freedom as f64);
        found = (means.iter().enumerate())
            .map(|(at, &mean)| {
                let variance = covariance.get(at).and_then(|row| row.get(at));
                let half = wide * variance.copied().unwrap_or(0.0).max(0.0).sqrt();
                Effect {
                    mean,
                    low: mean - half,
                    high: mean + half,
                }
            })
            .collect();
        noise = (left / freedom as f64).max(least_noise.powi(2));
    }
    found
}

/// The quantile of Student's distribution that leaves 2.5 % above it; within 0.003 from
/// eight degrees of freedom on.
fn student_95(freedom: f64) -> f64 {
    1.96 + 2.372 / freedom + 2.822 / freedom.powi(2) + 2.6 / freedom.powi(3)
}

/// XᵀX / noise + diag(1 / prior²)
fn precision(columns: &[Column], noise: f64) -> Vec<Vec<f64>> {
    (columns.iter().enumerate())
        .map(|(at, one)| {
            (columns.iter().enumerate())
                .map(|(other_at, other)| {
                    let prior = if at == other_at {
                        one.prior.powi(-2)
                    } else {
                        0.0
                    };
                    dot(&one.values, &other.values) / noise + prior
                })
                .collect()
        })
        .collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The inverse of a symmetric positive matrix by Gauss and Jordan; `None` where it has none.
fn inverse(mut of: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    let size = of.len();
    let mut into: Vec<Vec<f64>> = (0..size)
        .map(|row| {
            (0..size)
                .map(|column| f64::from(u8::from(row == column)))
                .collect()
        })
        .collect();
    for pivot in 0..size {
        // Positive: no row need be exchanged.
        let by = *of.get(pivot)?.get(pivot)?;
        if by <= 1e-12 {
            return None;
        }
        for matrix in [&mut of, &mut into] {
            matrix
                .get_mut(pivot)?
                .iter_mut()
                .for_each(|value| *value /= by);
        }
        let (row_of, row_into) = (of.get(pivot)?.clone(), into.get(pivot)?.clone());
        for row in (0..size).filter(|row| *row != pivot) {
            let by = *of.get(row)?.get(pivot)?;
            for (matrix, from) in [(&mut of, &row_of), (&mut into, &row_into)] {
                let values = matrix.get_mut(row)?;
                values
                    .iter_mut()
                    .zip(from)
                    .for_each(|(value, from)| *value -= by * from);
            }
        }
    }
    Some(into)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Computed in another program from the same eight data.
    #[test]
    fn the_fit_is_that_of_the_formula() {
        let columns = [
            Column {
                prior: 1.0,
                values: vec![0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0],
            },
            Column {
                prior: 10.0,
                values: vec![1.0; 8],
            },
        ];
        let data = [1.0, 3.0, 1.5, 0.5, 4.0, 1.0, 2.5, 2.0];
        let found = fit(&columns, &data, 0.6);
        let same = |a: f64, b: f64| (a - b).abs() < 1e-4;
        for (effect, [mean, low, high]) in found.iter().zip(REFERENCE) {
            assert!(same(effect.mean, mean), "{effect:?} {mean}");
            assert!(
                same(effect.low, low) && same(effect.high, high),
                "{effect:?}"
            );
        }
        assert_eq!(found.len(), 2);
    }

    const REFERENCE: [[f64; 3]; 2] = [
        [1.582011, 0.499127, 2.664894],
        [1.343478, 0.631799, 2.055157],
    ];

    #[test]
    fn students_quantile_is_that_of_the_tables() {
        for (freedom, known) in [(8.0, 2.306), (15.0, 2.131), (21.0, 2.080), (60.0, 2.000)] {
            let found = student_95(freedom);
            assert!((found - known).abs() < 0.003, "{freedom}: {found}");
        }
    }

    #[test]
    fn without_more_data_than_columns_nothing_is_said() {
        let one = || Column {
            prior: 1.0,
            values: vec![1.0, 2.0],
        };
        assert!(fit(&[one(), one()], &[1.0, 2.0], 0.6).is_empty());
        assert_eq!(fit(&[one()], &[1.0, 2.0], 0.6).len(), 1);
    }
}
