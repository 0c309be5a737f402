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
/// Lags that are tried, s. A barometer's filter has some seconds. (design)
const LAGS: [f64; 7] = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.5];
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
pub fn heights(steps: &[Step]) -> Vec<(f64, f64)> {
    let likelihood = |lag: f64, rough: f64| Filter::new(lag, rough).forward(steps, |_, _| {});
    let best = |values: &mut dyn Iterator<Item = (f64, f64)>| {
        let worst = (f64::NEG_INFINITY, 0.0);
        values.fold(worst, |best, one| if one.0 > best.0 { one } else { best })
    };
    let rough = best(
        &mut ROUGHNESS
            .iter()
            .map(|&rough| (likelihood(LAG, rough), rough)),
    )
    .1;
    let late = best(&mut LAGS.iter().map(|&lag| (likelihood(lag, rough), lag)));
    let lag = if late.0 >= likelihood(0.0, rough) + BELIEVED {
        late.1
    } else {
        0.0
    };
    let near = ROUGHNESS
        .iter()
        .filter(|&&other| (1.0 / NEIGHBOUR..=NEIGHBOUR).contains(&(other / rough)));
    let rough = best(&mut near.map(|&rough| (likelihood(lag, rough), rough))).1;
    Filter::new(lag, rough).smoothed(steps)
}

/// Height, grade and what the instrument shows, with their covariances.
#[derive(Debug, Clone, Copy, Default)]
struct State {
    height: f64,
    grade: f64,
    shown: f64,
    hh: f64,
    hg: f64,
    hs: f64,
    gg: f64,
    gs: f64,
    ss: f64,
}

/// The noise of a reading is the unit of all variances.
struct Filter {
    /// Share of the way to the height that the instrument goes in a second.
    follows: f64,
    rough: f64,
}

impl Filter {
    fn new(lag: f64, rough: f64) -> Filter {
        let follows = if lag > 0.0 {
            1.0 - (-1.0 / lag).exp()
        } else {
            1.0
        };
        Filter { follows, rough }
    }

    /// How the grade turns, and the speed, over one second.
    fn moves(step: &Step) -> (f64, f64) {
        let turned = if step.turns { -1.0 } else { 1.0 };
        (turned, step.speed.unwrap_or(0.0))
    }

    /// Runs through the readings; tells each second's state before its reading, and the
    /// reading's miss. Gives the log-likelihood, the unit of noise being the likeliest.
    fn forward(&self, steps: &[Step], mut tell: impl FnMut(State, Option<(f64, f64)>)) -> f64 {
        let first = steps.iter().find_map(|step| step.reading).unwrap_or(0.0);
        let mut s = State {
            height: first,
            shown: first,
            hh: UNKNOWN.0,
            hs: UNKNOWN.0,
            ss: UNKNOWN.0 + 1.0,
            gg: UNKNOWN.1,
            ..State::default()
        };
        let (mut squares, mut logs, mut count) = (0.0, 0.0, 0.0);
        for step in steps {
            let miss = step.reading.map(|reading| (reading - s.shown, s.ss + 1.0));
            tell(s, miss);
            if let Some((miss, variance)) = miss {
                squares += miss * miss / variance;
                logs += variance.ln();
                count += 1.0;
                let (kh, kg, ks) = (s.hs / variance, s.gs / variance, s.ss / variance);
                s = State {
                    height: s.height + kh * miss,
                    grade: s.grade + kg * miss,
                    shown: s.shown + ks * miss,
                    hh: s.hh - kh * s.hs,
                    hg: s.hg - kh * s.gs,
                    hs: s.hs - kh * s.ss,
                    gg: s.gg - kg * s.gs,
                    gs: s.gs - kg * s.ss,
                    ss: s.ss - ks * s.ss,
                };
            }
            s = self.ahead(s, step);
        }
        let scale = squares / f64::max(count, 1.0);
        -0.5 * (count * f64::max(scale, 1e-12).ln() + logs)
    }

    /// One second later.
    fn ahead(&self, s: State, step: &Step) -> State {
        let (turned, v) = Self::moves(step);
        let (a, kept) = (self.follows, 1.0 - self.follows);
        let metres = step.speed.map_or(UNSEEN, |speed| speed.max(LEAST_STEP));
        let turn = if step.turns { TURN } else { 0.0 };
        let height = s.height + v * s.grade;
        let hh = s.hh + 2.0 * v * s.hg + v * v * s.gg;
        let hg = turned * (s.hg + v * s.gg);
        // Of the new height with what was shown before.
        let before = s.hs + v * s.gs;
        State {
            height,
            grade: turned * s.grade,
            shown: kept * s.shown + a * height,
            hh: hh + WOBBLE,
            hg,
            hs: kept * before + a * hh,
            gg: s.gg + self.rough * metres + turn,
            gs: kept * turned * s.gs + a * hg,
            ss: kept * kept * s.ss + 2.0 * a * kept * before + a * a * hh + LEAST,
        }
    }

    /// Height and grade with all readings known.
    fn smoothed(&self, steps: &[Step]) -> Vec<(f64, f64)> {
        let mut run = Vec::with_capacity(steps.len());
        self.forward(steps, |state, miss| run.push((state, miss)));
        let mut found = vec![(0.0, 0.0); steps.len()];
        let (mut lh, mut lg, mut ls) = (0.0, 0.0, 0.0);
        for ((step, (s, miss)), slot) in steps.iter().zip(&run).zip(&mut found).rev() {
            let (turned, v) = Self::moves(step);
            let a = self.follows;
            // What the later readings say, through the second and past its own reading.
            let (h, g) = (lh + a * ls, v * (lh + a * ls) + turned * lg);
            let mut shown = (1.0 - a) * ls;
            if let Some((miss, variance)) = miss {
                shown += (miss - s.hs * h - s.gs * g - s.ss * shown) / variance;
            }
            (lh, lg, ls) = (h, g, shown);
            *slot = (
                s.height + s.hh * lh + s.hg * lg + s.hs * ls,
                s.grade + s.hg * lh + s.gg * lg + s.gs * ls,
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
        let follows = Filter::new(lag, 0.0).follows;
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
