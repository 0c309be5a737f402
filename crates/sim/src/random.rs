//! The only source of chance in the simulation: a seeded generator, so that the
//! same seed makes the same bytes on every run. The system's randomness is never asked.

/// SplitMix64 (Steele, Lea, Flood 2014): 64 bits of state, one per step.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    pub const fn new(seed: u64) -> Self {
        Random(seed)
    }

    /// An independent stream for a named purpose, so that adding a draw to one
    /// error source does not change all the others.
    pub fn stream(seed: u64, purpose: &str) -> Self {
        let mut state = seed ^ 0x9e37_79b9_7f4a_7c15;
        for byte in purpose.bytes() {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        let mut random = Random(state);
        random.next_u64();
        random
    }

    pub fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Uniform in `0.0..1.0`.
    pub fn uniform(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.uniform()
    }

    pub fn chance(&mut self, probability: f64) -> bool {
        self.uniform() < probability
    }

    /// Standard normal: the sum of twelve uniforms less six, which needs no
    /// logarithm or cosine and so gives the same bits on every platform.
    pub fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0
    }
}

/// An Ornstein-Uhlenbeck process sampled at fixed steps: noise that remembers.
#[derive(Debug, Clone)]
pub struct Wander {
    value: f64,
    deviation: f64,
    memory: f64,
    random: Random,
}

impl Wander {
    /// `deviation` of the stationary process, `tau_s` its correlation time, `step_s` between draws.
    pub fn new(mut random: Random, deviation: f64, tau_s: f64, step_s: f64) -> Self {
        let memory = if tau_s > 0.0 {
            (-step_s / tau_s).exp()
        } else {
            0.0
        };
        Wander {
            value: deviation * random.normal(),
            deviation,
            memory,
            random,
        }
    }

    pub fn step(&mut self) -> f64 {
        let fresh = (1.0 - self.memory * self.memory).sqrt() * self.deviation;
        self.value = self.memory * self.value + fresh * self.random.normal();
        self.value
    }
}

/// Correlated noise without corners: a wander behind a low pass, as what a
/// receiver's own filter leaves. A plain wander would jump by metres in a second.
#[derive(Debug, Clone)]
pub struct SmoothWander {
    wander: Wander,
    level: f64,
    share: f64,
    gain: f64,
}

impl SmoothWander {
    /// As [`Wander::new`], behind a filter of `smooth_s`; the deviation is kept.
    pub fn new(random: Random, deviation: f64, tau_s: f64, smooth_s: f64, step_s: f64) -> Self {
        let mut wander = Wander::new(random, deviation, tau_s, step_s);
        let gain = ((tau_s + smooth_s) / tau_s).sqrt();
        SmoothWander {
            level: wander.step(),
            wander,
            share: 1.0 - (-step_s / smooth_s).exp(),
            gain,
        }
    }

    pub fn step(&mut self) -> f64 {
        self.level += self.share * (self.wander.step() - self.level);
        self.level * self.gain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_numbers_are_those_of_the_published_generator() {
        let mut random = Random::new(1_234_567);
        assert_eq!(random.next_u64(), 6_457_827_717_110_365_317);
        assert_eq!(random.next_u64(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn wandering_noise_keeps_its_spread_and_its_memory() {
        let mut wander = Wander::new(Random::new(7), 3.0, 20.0, 1.0);
        let values: Vec<f64> = (0..40_000).map(|_| wander.step()).collect();
        let variance = values.iter().map(|v| v * v).sum::<f64>() / values.len() as f64;
        let lagged = values.windows(21).map(|w| w[0] * w[20]).sum::<f64>() / values.len() as f64;
        assert!(
            (variance.sqrt() - 3.0).abs() < 0.3,
            "spread {}",
            variance.sqrt()
        );
        assert!(
            (lagged / variance - (-1.0f64).exp()).abs() < 0.08,
            "memory {}",
            lagged / variance
        );
    }

    #[test]
    fn smooth_noise_keeps_its_spread_and_moves_slowly() {
        let mut wander = SmoothWander::new(Random::new(7), 5.0, 25.0, 8.0, 1.0);
        let values: Vec<f64> = (0..40_000).map(|_| wander.step()).collect();
        let spread = |values: &[f64]| {
            (values.iter().map(|v| v * v).sum::<f64>() / values.len() as f64).sqrt()
        };
        let steps: Vec<f64> = values.windows(2).map(|w| w[1] - w[0]).collect();
        assert!((spread(&values) - 5.0).abs() < 0.6, "{}", spread(&values));
        assert!((0.2..0.6).contains(&spread(&steps)), "{}", spread(&steps));
    }

    #[test]
    fn streams_of_one_seed_differ() {
        assert_ne!(
            Random::stream(1, "gps").next_u64(),
            Random::stream(1, "barometer").next_u64()
        );
    }
}
