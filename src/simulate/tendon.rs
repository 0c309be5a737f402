//! A tendon whose capacity grows slowly and whose fatigue fades in days: a model
//! to compare ways of returning to training, not a prediction for a person.
//!
//! One number each for capacity `C`, fatigue `D` and the load of a session `L`,
//! in units of the runner's habitual session before the injury.
//!
//! - A session adds fatigue `k · L · max(L / C, 0.5)^(m − 1)`: what exceeds
//!   capacity hurts more than in proportion. Fatigue life of tendon falls with a
//!   high power of stress (Schechtman & Bader 1997, Wren 2003); the power here is
//!   that of a whole session, not of a stress, so it is far lower.
//! - Fatigue fades with a time constant of 24 to 72 h: net collagen balance is
//!   negative for about 36 h after loading and positive up to 72 h (Magnusson,
//!   Langberg & Kjær 2010).
//! - Capacity follows what is done with a time constant of weeks: stiffness
//!   responds to loading over 12 weeks and more (Bohm, Mersmann & Arampatzis 2015)
//!   and falls again within weeks without it (Kubo 2012).
//! - Pain after a session rises with fatigue over capacity. A flare-up (pain over
//!   5) takes a share of capacity with it.
//!
//! Honest limits: one tendon, no muscle, no sleep, no psychology; the spread of
//! the parameters is ours; a runner here logs every score and obeys every plan.

use super::random::Random;

/// What a runner's tendon is like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Traits {
    /// Capacity on the first day, share of the habitual session.
    pub capacity: f64,
    /// Time constant of fatigue, days.
    pub recovery_d: f64,
    /// Time constant of capacity, days.
    pub adaptation_d: f64,
    /// Power of overload.
    pub overload: f64,
    /// Fatigue of a session at capacity.
    pub fatigue: f64,
    /// Fatigue over capacity at which pain passes 5.
    pub tolerance: f64,
    /// Standard deviation of a pain score.
    pub noise: f64,
}

impl Traits {
    /// A runner early in a return, drawn from the spread of the model.
    pub fn draw(random: &mut Random) -> Traits {
        Traits {
            capacity: random.between(0.25, 0.6),
            recovery_d: random.between(1.0, 3.0),
            adaptation_d: random.between(30.0, 70.0),
            overload: random.between(2.0, 4.0),
            fatigue: random.between(0.25, 0.4),
            tolerance: random.between(0.8, 1.4),
            noise: random.between(0.2, 0.6),
        }
    }
}

/// A tendon on one day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tendon {
    pub traits: Traits,
    pub capacity: f64,
    pub fatigue: f64,
}

/// Share of capacity that a flare-up costs.
const FLARE_COST: f64 = 0.12;
/// Pain that is called a flare-up: the method's red.
const FLARE_PAIN: f64 = 5.0;
/// Below this a tendon still carries daily life.
const LEAST_CAPACITY: f64 = 0.15;
/// Capacity that a load maintains: a little above what is done, or nobody would progress.
const HEADROOM: f64 = 1.35;
/// Days over which "what is done" is averaged for adaptation.
const USE_D: f64 = 21.0;

impl Tendon {
    pub fn new(traits: Traits) -> Tendon {
        Tendon {
            traits,
            capacity: traits.capacity,
            fatigue: 0.0,
        }
    }

    /// Lives one day with a session of load `load` (0 for rest) and gives the
    /// worst pain of the following 48 h, 0 to 10. `usual` is the mean load of the
    /// sessions of the last three weeks (see [`Use`]).
    pub fn day(&mut self, load: f64, usual: f64, random: &mut Random) -> f64 {
        self.fatigue *= (-1.0 / self.traits.recovery_d).exp();
        if load > 0.0 {
            let ratio = (load / self.capacity).max(0.5);
            self.fatigue +=
                self.traits.fatigue * (load / self.capacity) * ratio.powf(self.traits.overload - 1.0);
        }
        let irritation = self.fatigue / self.traits.tolerance;
        let pain = (FLARE_PAIN * irritation + random.normal() * self.traits.noise).clamp(0.0, 10.0);
        let target = (usual * HEADROOM).max(LEAST_CAPACITY);
        self.capacity += (target - self.capacity) / self.traits.adaptation_d;
        if pain > FLARE_PAIN && load > 0.0 {
            self.capacity *= 1.0 - FLARE_COST;
        }
        self.capacity = self.capacity.max(LEAST_CAPACITY);
        pain
    }
}

/// The running mean of the load of sessions, for adaptation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Use(pub f64);

impl Use {
    /// Sessions every other day or so maintain what they load; rest lets it fade.
    pub fn day(&mut self, load: f64) -> f64 {
        if load > 0.0 {
            self.0 += (load - self.0) * (2.3 / USE_D);
        } else {
            self.0 *= 1.0 - 0.15 / USE_D;
        }
        self.0
    }
}
