//! How much of each lap counts where laps lie over one another: the whole run beside its
//! parts, a lap written twice, the watch's own laps among the runner's. Added up they make
//! a run longer than it was.

/// Laps add up to more than lies between the first and the last of their moments: by so
/// large a share and so many seconds. Design.
const TOO_MUCH: (f64, f64) = (1.02, 10.0);
/// A lap is told by the others when they cover so much of it, pauses left out. Design.
const TOLD: f64 = 0.8;
/// More laps than this are left as they are: nobody runs them.
const MOST: usize = 1000;

/// The share of each lap that counts, 0 to 1. Laps are their start and their time, s;
/// `until` is the last moment of the recording.
pub(super) fn shares(laps: &[(f64, f64)], until: f64) -> Vec<f64> {
    let mut shares = vec![1.0; laps.len()];
    let first = laps.iter().map(|lap| lap.0).fold(f64::INFINITY, f64::min);
    let last = laps.iter().map(|lap| lap.0 + lap.1).fold(until, f64::max);
    let all = (last - first).max(0.0);
    let sum = |shares: &[f64]| -> f64 {
        let each = laps.iter().zip(shares);
        each.map(|(lap, share)| lap.1 * share).sum()
    };
    let is_too_much = |shares: &[f64]| sum(shares) > TOO_MUCH.0 * all + TOO_MUCH.1;
    if laps.len() > MOST {
        return shares;
    }
    // The longest first: what is left are the laps that were run.
    let mut by_length: Vec<usize> = (0..laps.len()).collect();
    by_length.sort_by(|&a, &b| length(laps, b).total_cmp(&length(laps, a)));
    for lap in by_length {
        if !is_too_much(&shares) {
            return shares;
        }
        if covered(laps, &shares, lap) >= TOLD * length(laps, lap) {
            shares[lap] = 0.0;
        }
    }
    if is_too_much(&shares) {
        cut_to_fit(laps, &mut shares);
    }
    shares
}

fn length(laps: &[(f64, f64)], lap: usize) -> f64 {
    laps.get(lap).map_or(0.0, |lap| lap.1)
}

/// Laps that count, but for one, in the order of time.
fn others(laps: &[(f64, f64)], shares: &[f64], but: Option<usize>) -> Vec<(usize, f64, f64)> {
    let mut others: Vec<(usize, f64, f64)> = (laps.iter().zip(shares).enumerate())
        .filter(|(lap, (_, share))| Some(*lap) != but && **share > 0.0)
        .map(|(lap, (&(start, length), _))| (lap, start, start + length))
        .collect();
    others.sort_by(|a, b| a.1.total_cmp(&b.1));
    others
}

/// How many seconds of a lap the others cover together.
fn covered(laps: &[(f64, f64)], shares: &[f64], lap: usize) -> f64 {
    let Some(&(start, length)) = laps.get(lap) else {
        return 0.0;
    };
    let (mut at, mut covered) = (start, 0.0);
    for (_, from, to) in others(laps, shares, Some(lap)) {
        let to = to.min(start + length);
        if to > at.max(from) {
            covered += to - at.max(from);
            at = to;
        }
    }
    covered
}

/// Of laps that reach into the one before, what lies after it counts.
fn cut_to_fit(laps: &[(f64, f64)], shares: &mut [f64]) {
    let mut until = f64::NEG_INFINITY;
    for (lap, from, to) in others(laps, shares, None) {
        if until > from && to > from {
            shares[lap] = ((to - until) / (to - from)).max(0.0);
        }
        until = until.max(to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_over_one_another_counts_once() {
        for (laps, until, expected) in [
            // One after the other, with a pause, and with a second between them.
            (&[(0.0, 900.0), (900.0, 900.0)][..], 1800.0, &[1.0, 1.0][..]),
            (&[(0.0, 900.0), (1200.0, 900.0)], 2100.0, &[1.0, 1.0]),
            (&[(0.0, 900.0), (895.0, 900.0)], 1795.0, &[1.0, 1.0]),
            // The whole beside its parts, also with a pause; a lap twice.
            (
                &[(0.0, 900.0), (900.0, 900.0), (0.0, 1800.0)],
                1800.0,
                &[1.0, 1.0, 0.0],
            ),
            (
                &[(0.0, 2000.0), (0.0, 1000.0), (1200.0, 1000.0)],
                2200.0,
                &[0.0, 1.0, 1.0],
            ),
            (&[(0.0, 900.0), (0.0, 900.0)], 900.0, &[0.0, 1.0]),
            // They reach into one another.
            (&[(0.0, 1000.0), (800.0, 1000.0)], 1800.0, &[1.0, 0.8]),
        ] {
            let found = shares(laps, until);
            let near = found
                .iter()
                .zip(expected)
                .all(|(a, b)| (a - b).abs() < 1e-9);
            assert!(near, "{laps:?}: {found:?}");
        }
    }
}
