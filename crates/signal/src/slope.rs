//! The height of a runner on the ground, from a barometer that is noisy and late.
//!
//! A body gains height as its speed and the grade under it make it, and grade changes
//! with the metres, not with the seconds: a sprint up a slope and the walk back show
//! the same grade. Whoever turns back runs down what he ran up. The instrument follows
//! the height with a first-order lag. All of this is one linear model, whose height is
//! read by a Kalman filter with a backward pass (de Jong 1989, J Am Stat Assoc 84:1085);
//! how fast grade changes and how late the instrument is are what make the recording
//! most likely.

/// How fast grade may change, over the noise of a reading: variance per metre and m². (design)
const ROUGHNESS: [f64; 5] = [3e-4, 1e-3, 3e-3, 1e-2, 3e-2];
/// Lags that are tried beside [`LAG`], s. A barometer's filter has some seconds. (design)
const OTHER_LAGS: [f64; 6] = [0.0, 1.0, 3.0, 4.0, 5.0, 6.5];
/// The lag that roughness is first looked for at, s; then the lag is, and then those of
/// the roughnesses that differ by no more than this factor once more.
const LAG: f64 = 2.0;
const NEIGHBOUR: f64 = 4.0;
/// A lag is believed when it makes the recording likelier by this. log (design)
const BELIEVED: f64 = 3.0;
/// Slow steps change grade like this much of a metre: m (design)
const LEAST_STEP: f64 = 0.3;
/// What a turn adds to the variance of grade. (design)
const TURN: f64 = 4e-4;
/// Metres of ground that a second of unknown speed may have. m (design)
const UNSEEN: f64 = 10.0;
/// Nothing is known at first: variances of height, over that of a reading, and of grade. (design)
const UNKNOWN: (f64, f64) = (30.0, 0.05);
/// Keeps what the instrument shows from being certain.
const LEAST: f64 = 1e-6;
/// The air wobbles: variance of height a second, over the noise of a reading. (design)
const WOBBLE: f64 = 2e-3;
/// One second of the way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// The reading, missing where nothing was recorded.
    pub reading: Option<f64>,
    /// m/s; missing where unknown.
    pub speed: Option<f64>,
    /// The runner turns back.
    pub turns: bool,
}

/// Height and grade along the way.
#[expect(clippy::many_single_char_names, reason = "an array taken apart")]
pub fn heights(steps: &[Step]) -> Vec<(f64, f64)> {
    // The last stands twice, so that there are as many as other lags.
    let [a, b, c, d, e] = ROUGHNESS;
    let by_rough = likelihoods([a, b, c, d, e, e].map(|rough| (LAG, rough)), steps);
    let (at, known) = best(by_rough.iter().take(ROUGHNESS.len()));
    let rough = ROUGHNESS.get(at).copied().unwrap_or(a);
    let by_lag = likelihoods(OTHER_LAGS.map(|lag| (lag, rough)), steps);
    let (at, likeliest) = best(by_lag.iter());
    let (late, lag) = if likeliest > known {
        (likeliest, OTHER_LAGS.get(at).copied().unwrap_or(LAG))
    } else {
        (known, LAG)
    };
    let at_once = by_lag.first().copied().unwrap_or(f64::NEG_INFINITY);
    let (lag, known) = if late >= at_once + BELIEVED {
        (lag, late)
    } else {
        (0.0, at_once)
    };
    let near: Vec<f64> = (ROUGHNESS.into_iter())
        .filter(|other| *other != rough)
        .filter(|other| (1.0 / NEIGHBOUR..=NEIGHBOUR).contains(&(other / rough)))
        .collect();
    let rough = match near.as_slice() {
        [below, above] => {
            let found = likelihoods([(lag, *below), (lag, *above)], steps);
            match best([found[0], known, found[1]].iter()).0 {
                0 => *below,
                2 => *above,
                _ => rough,
            }
        }
        [other] => match likelihoods([(lag, *other)], steps) {
            [found] if found > known => *other,
            _ => rough,
        },
        _ => rough,
    };
    Filter::new([(lag, rough)]).smoothed(steps)
}

/// Which of some likelihoods is the greatest, the first of equals, and how great.
fn best<'a>(likelihoods: impl Iterator<Item = &'a f64>) -> (usize, f64) {
    likelihoods
        .copied()
        .enumerate()
        .fold((0, f64::NEG_INFINITY), |best, one| {
            if one.1 > best.1 { one } else { best }
        })
}

/// The log-likelihood of each pair of lag and roughness, side by side.
fn likelihoods<const N: usize>(pairs: [(f64, f64); N], steps: &[Step]) -> [f64; N] {
    Filters::new(pairs).forward(steps, |_, _| {})
}

/// A value of each filter.
type Lanes<const N: usize> = [f64; N];

/// Height, grade and what the instrument shows, with their covariances.
#[derive(Debug, Clone, Copy)]
struct State<const N: usize> {
    height: Lanes<N>,
    grade: Lanes<N>,
    shown: Lanes<N>,
    hh: Lanes<N>,
    hg: Lanes<N>,
    hs: Lanes<N>,
    gg: Lanes<N>,
    gs: Lanes<N>,
    ss: Lanes<N>,
}

/// Filters that read the same steps. The noise of a reading is the unit of all variances.
struct Filters<const N: usize> {
    /// Share of the way to the height that the instrument goes in a second.
    follows: Lanes<N>,
    rough: Lanes<N>,
}

type Filter = Filters<1>;

impl<const N: usize> Filters<N> {
    fn new(pairs: [(f64, f64); N]) -> Filters<N> {
        Filters {
            follows: pairs.map(|(lag, _)| {
                if lag > 0.0 {
                    1.0 - (-1.0 / lag).exp()
                } else {
                    1.0
                }
            }),
            rough: pairs.map(|(_, rough)| rough),
        }
    }

    /// Runs through the readings; tells each second's state before its reading, and the
    /// reading's miss. Gives the log-likelihood, the unit of noise being the likeliest.
    fn forward(
        &self,
        steps: &[Step],
        mut tell: impl FnMut(&State<N>, Option<(Lanes<N>, Lanes<N>)>),
    ) -> Lanes<N> {
        let first = steps.iter().find_map(|step| step.reading).unwrap_or(0.0);
        let mut s = State {
            height: [first; N],
            grade: [0.0; N],
            shown: [first; N],
            hh: [UNKNOWN.0; N],
            hg: [0.0; N],
            hs: [UNKNOWN.0; N],
            gg: [UNKNOWN.1; N],
            gs: [0.0; N],
            ss: [UNKNOWN.0 + 1.0; N],
        };
        let (mut squares, mut logs, mut count) = ([0.0; N], [0.0; N], 0u32);
        // The logarithm of a product is the sum of the logarithms, and is asked for seldom.
        let mut product = [1.0; N];
        for step in steps {
            let miss = step.reading.map(|reading| {
                let (mut miss, mut variance) = ([0.0; N], [0.0; N]);
                for lane in 0..N {
                    miss[lane] = reading - s.shown[lane];
                    variance[lane] = s.ss[lane] + 1.0;
                }
                (miss, variance)
            });
            tell(&s, miss);
            if let Some((miss, variance)) = miss {
                for lane in 0..N {
                    squares[lane] += miss[lane] * miss[lane] / variance[lane];
                    product[lane] *= variance[lane];
                }
                count += 1;
                if count.is_multiple_of(LOGS_EVERY) {
                    add_logs(&mut logs, &mut product);
                }
                s.read(&miss, &variance);
            }
            self.ahead(&mut s, step);
        }
        add_logs(&mut logs, &mut product);
        let count = f64::from(count);
        let mut likelihood = [0.0; N];
        for lane in 0..N {
            let scale = squares[lane] / f64::max(count, 1.0);
            likelihood[lane] = -0.5 * (count * f64::max(scale, 1e-12).ln() + logs[lane]);
        }
        likelihood
    }

    /// One second later.
    fn ahead(&self, s: &mut State<N>, step: &Step) {
        let (turned, v) = moves(step);
        let metres = step.speed.map_or(UNSEEN, |speed| speed.max(LEAST_STEP));
        let turn = if step.turns { TURN } else { 0.0 };
        for lane in 0..N {
            let (a, kept) = (self.follows[lane], 1.0 - self.follows[lane]);
            let height = s.height[lane] + v * s.grade[lane];
            let hh = s.hh[lane] + 2.0 * v * s.hg[lane] + v * v * s.gg[lane];
            let hg = turned * (s.hg[lane] + v * s.gg[lane]);
            // Of the new height with what was shown before.
            let before = s.hs[lane] + v * s.gs[lane];
            s.height[lane] = height;
            s.grade[lane] *= turned;
            s.shown[lane] = kept * s.shown[lane] + a * height;
            s.ss[lane] = kept * kept * s.ss[lane] + 2.0 * a * kept * before + a * a * hh + LEAST;
            s.hh[lane] = hh + WOBBLE;
            s.hg[lane] = hg;
            s.hs[lane] = kept * before + a * hh;
            s.gg[lane] += self.rough[lane] * metres + turn;
            s.gs[lane] = kept * turned * s.gs[lane] + a * hg;
        }
    }
}

impl<const N: usize> State<N> {
    /// Takes a reading in.
    fn read(&mut self, miss: &Lanes<N>, variance: &Lanes<N>) {
        let s = self;
        for lane in 0..N {
            let (hs, gs, ss) = (s.hs[lane], s.gs[lane], s.ss[lane]);
            let of_one = 1.0 / variance[lane];
            let (kh, kg, ks) = (hs * of_one, gs * of_one, ss * of_one);
            s.height[lane] += kh * miss[lane];
            s.grade[lane] += kg * miss[lane];
            s.shown[lane] += ks * miss[lane];
            s.hh[lane] -= kh * hs;
            s.hg[lane] -= kh * gs;
            s.hs[lane] -= kh * ss;
            s.gg[lane] -= kg * gs;
            s.gs[lane] -= kg * ss;
            s.ss[lane] -= ks * ss;
        }
    }
}

/// How the grade turns, and the speed, over one second.
fn moves(step: &Step) -> (f64, f64) {
    let turned = if step.turns { -1.0 } else { 1.0 };
    (turned, step.speed.unwrap_or(0.0))
}

/// So many variances of at most some millions make no product that is too great.
const LOGS_EVERY: u32 = 16;

fn add_logs<const N: usize>(logs: &mut Lanes<N>, product: &mut Lanes<N>) {
    for (log, product) in logs.iter_mut().zip(product) {
        *log += product.ln();
        *product = 1.0;
    }
}

impl Filter {
    /// Height and grade with all readings known.
    fn smoothed(&self, steps: &[Step]) -> Vec<(f64, f64)> {
        let mut run = Vec::with_capacity(steps.len());
        self.forward(steps, |state, miss| run.push((*state, miss)));
        let [a] = self.follows;
        let mut found = vec![(0.0, 0.0); steps.len()];
        let (mut lh, mut lg, mut ls) = (0.0, 0.0, 0.0);
        for ((step, (s, miss)), slot) in steps.iter().zip(&run).zip(&mut found).rev() {
            let (turned, v) = moves(step);
            // What the later readings say, through the second and past its own reading.
            let (h, g) = (lh + a * ls, v * (lh + a * ls) + turned * lg);
            let mut shown = (1.0 - a) * ls;
            if let Some(([miss], [variance])) = miss {
                shown += (miss - s.hs[0] * h - s.gs[0] * g - s.ss[0] * shown) / variance;
            }
            (lh, lg, ls) = (h, g, shown);
            *slot = (
                s.height[0] + s.hh[0] * lh + s.hg[0] * lg + s.hs[0] * ls,
                s.grade[0] + s.hg[0] * lh + s.gg[0] * lg + s.gs[0] * ls,
            );
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Up a slope of 9 % at 5 m/s for 10 s and back at 1.25 m/s, four times.
    fn sprints(lag: f64) -> (Vec<Step>, Vec<f64>) {
        let [follows] = Filter::new([(lag, 0.0)]).follows;
        let mut shown = 100.0;
        let mut steps = Vec::new();
        let mut truth = Vec::new();
        for second in 0..400u32 {
            let phase = second % 50;
            let (metres, speed) = if !(100..300).contains(&second) {
                (0.0, 0.0)
            } else if phase < 10 {
                (5.0 * f64::from(phase), 5.0)
            } else {
                (50.0 - 1.25 * f64::from(phase - 10), 1.25)
            };
            let height = 100.0 + 0.09 * metres;
            shown += follows * (height - shown);
            // The digits of √2 as a noise of 0.1 m.
            let noise =
                0.1 * ((f64::from(second) * std::f64::consts::SQRT_2).fract() - 0.5) * 12f64.sqrt();
            let inside = (100..300).contains(&second);
            steps.push(Step {
                reading: Some(shown + noise),
                speed: Some(speed),
                turns: inside && (phase == 10 || (phase == 0 && second > 100)),
            });
            truth.push(height);
        }
        (steps, truth)
    }

    #[test]
    fn a_late_barometer_shows_most_of_the_height_of_short_climbs() {
        for (lag, shown) in [(0.0, 4.0..5.0), (3.0, 2.0..3.4)] {
            let (steps, truth) = sprints(lag);
            let found = heights(&steps);
            for second in [160, 210, 260] {
                let (to, from) = (steps[second].reading, steps[second - 10].reading);
                let read = to.unwrap() - from.unwrap();
                assert!(shown.contains(&read), "lag {lag} at {second}: {read}");
                let rise = found[second].0 - found[second - 10].0;
                assert!((3.7..5.0).contains(&rise), "lag {lag} at {second}: {rise}");
                let off = (found[second].0 - truth[second]).abs();
                assert!(off < 0.6, "lag {lag} at {second}: {off}");
            }
        }
    }

    #[test]
    fn level_ground_stays_level_through_noise() {
        let steps: Vec<Step> = (0..1200)
            .map(|second| Step {
                reading: Some(50.0 + (f64::from(second) * std::f64::consts::SQRT_2).fract()),
                speed: Some(3.0),
                turns: false,
            })
            .collect();
        for (second, (height, grade)) in heights(&steps).into_iter().enumerate() {
            assert!((height - 50.5).abs() < 0.3, "{second}: {height}");
            assert!(grade.abs() < 0.005, "{second}: {grade}");
        }
    }
}
