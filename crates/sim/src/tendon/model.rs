//! A tendon whose strength grows slowly with what it carries and whose fatigue
//! fades in days. Pain comes from fatigue, and is worst on the day after.
//!
//! Strength is 1 where the runner's old training keeps it. Fatigue is counted in
//! minutes of easy running of that tendon.
//!
//! - A minute of running adds (force / strength)^power of fatigue. In cadaver
//!   tendons the cycles to failure follow S = 101.3 − 14.8 log10 N, S in per cent
//!   of the ultimate stress (Schechtman & Bader 1997); the slope of that line on
//!   double logarithms is S / 6.43, so 3.1 at 20 % and 6.2 at 40 %.
//! - Fatigue fades with a time constant of 24 to 72 h: collagen synthesis peaks
//!   about 24 h after exercise and stays raised for about 3 days (Magnusson,
//!   Langberg & Kjær 2010).
//! - Strength follows the habitual dose over weeks: no change of stiffness until
//!   2 months of training and + 50 % at 3; lost within 1 month without it (Kubo et
//!   al. 2012); effects are larger from 12 weeks on (Bohm, Mersmann & Arampatzis 2015).
//! - At the start it is lower than it was: tendinopathic tendons are less stiff
//!   (Arya & Kulig 2010); by what share the strength of this one is, is not known.
//! - Pain passes 5 at a multiple of the highest fatigue of the old training (ours).

use super::session::Session;
use crate::random::Random;

/// What a tendon is like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Traits {
    /// Strength on the first day, share of what the old training keeps.
    pub start: f64,
    /// Time constant of fatigue, days.
    pub recovery_d: f64,
    /// Time constant of strength that grows, days.
    pub gain_d: f64,
    /// Time constant of strength that is lost, days.
    pub loss_d: f64,
    /// Power of force over strength.
    pub power: f64,
    /// Fatigue at which pain passes 5, in highest fatigues of the old training.
    pub reserve: f64,
    /// Share of the next day's pain that is felt in the first hours.
    pub early: f64,
    /// Standard deviation of a pain score about what the fatigue gives.
    pub noise: f64,
    /// Share of strength that a flare-up costs.
    pub flare_cost: f64,
}

/// Lowest and highest value of each trait over the runners of the model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    pub start: (f64, f64),
    pub recovery_d: (f64, f64),
    pub gain_d: (f64, f64),
    pub loss_d: (f64, f64),
    pub power: (f64, f64),
    pub reserve: (f64, f64),
    pub early: (f64, f64),
    pub noise: (f64, f64),
    pub flare_cost: (f64, f64),
    /// Share of the pain scores that a runner logs.
    pub logs: (f64, f64),
}

/// The spread that was fixed from the sources before any result was looked at.
pub const SPREAD: Spread = Spread {
    start: (0.65, 0.90),
    recovery_d: (1.0, 3.0),
    gain_d: (40.0, 90.0),
    loss_d: (20.0, 40.0),
    power: (3.0, 6.0),
    reserve: (1.5, 3.5),
    early: (0.5, 1.0),
    noise: (0.2, 0.8),
    flare_cost: (0.03, 0.08),
    logs: (0.8, 1.0),
};

impl Spread {
    /// A tendon of this spread, each trait uniform and independent of the others.
    pub fn draw(&self, random: &mut Random) -> Traits {
        let mut of = |(low, high): (f64, f64)| random.between(low, high);
        Traits {
            start: of(self.start),
            recovery_d: of(self.recovery_d),
            gain_d: of(self.gain_d),
            loss_d: of(self.loss_d),
            power: of(self.power),
            reserve: of(self.reserve),
            early: of(self.early),
            noise: of(self.noise),
            flare_cost: of(self.flare_cost),
        }
    }
}

/// Strength that a tendon keeps without running, and the most that running can
/// give it (ours: bed rest takes a third to a half of stiffness, training adds a fifth to a half).
const LEAST: f64 = 0.6;
const MOST: f64 = 1.2;
/// Days over which the habitual dose is averaged (ours).
const HABIT_D: f64 = 14.0;
/// Pain over this is a flare-up: the method's red.
pub const FLARE_PAIN: f64 = 5.0;

/// Strength that a dose keeps, `share` of the old training's: 1 at 1, with less
/// gain for each more.
fn kept_by(share: f64) -> f64 {
    LEAST + (MOST - LEAST) * (1.0 - 3f64.powf(-share))
}

/// A tendon on one day.
#[derive(Debug, Clone, PartialEq)]
pub struct Tendon {
    pub traits: Traits,
    pub strength: f64,
    /// Minutes of easy running of a tendon of strength 1.
    pub fatigue: f64,
    /// Fatigue at which pain passes 5.
    pub tolerance: f64,
    /// Habitual daily dose, and that of the old training.
    dose: f64,
    old_dose: f64,
    today: f64,
    added: f64,
}

impl Tendon {
    /// The tendon of a runner who comes back to old training: the weeks given, repeated.
    pub fn new(traits: Traits, old: &[[Option<Session>; 7]]) -> Tendon {
        let days = old.iter().flatten();
        let old_dose =
            days.clone().flatten().map(Session::dose).sum::<f64>() / days.count().max(1) as f64;
        let mut tendon = Tendon {
            traits,
            strength: 1.0,
            fatigue: 0.0,
            tolerance: f64::INFINITY,
            dose: 0.0,
            old_dose: old_dose.max(f64::MIN_POSITIVE),
            today: 0.0,
            added: 0.0,
        };
        let mut highest: f64 = 0.0;
        for day in old.iter().chain(old).flatten() {
            if let Some(session) = day {
                tendon.fatigue += session.fatigue(1.0, traits.power);
            }
            highest = highest.max(tendon.fatigue);
            tendon.fatigue *= (-1.0 / traits.recovery_d).exp();
        }
        tendon.tolerance = (traits.reserve * highest).max(f64::MIN_POSITIVE);
        tendon.fatigue = 0.0;
        tendon.strength = traits.start;
        tendon
    }

    /// Carries a session.
    pub fn carry(&mut self, session: &Session) {
        self.added = session.fatigue(self.strength, self.traits.power);
        self.fatigue += self.added;
        self.today += session.dose();
    }

    /// Pain in the hours after today's session, before the noise of a score.
    pub fn early_pain(&self) -> f64 {
        let late = (1.0 - self.traits.early) * self.added;
        FLARE_PAIN * (self.fatigue - late) / self.tolerance
    }

    /// Pain that today's fatigue gives on the next day, before the noise of a score.
    pub fn late_pain(&self) -> f64 {
        FLARE_PAIN * self.fatigue / self.tolerance
    }

    /// A flare-up takes strength, and what was carried today built none.
    pub fn flare(&mut self) {
        self.strength *= 1.0 - self.traits.flare_cost;
        self.today = 0.0;
    }

    /// The day ends: fatigue fades, strength follows the habitual dose.
    pub fn sleep(&mut self) {
        self.dose += (self.today - self.dose) / HABIT_D;
        self.today = 0.0;
        self.added = 0.0;
        self.fatigue *= (-1.0 / self.traits.recovery_d).exp();
        let towards = kept_by(self.dose / self.old_dose);
        let days = if towards > self.strength {
            self.traits.gain_d
        } else {
            self.traits.loss_d
        };
        self.strength += (towards - self.strength) / days;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIDDLE: Traits = Traits {
        start: 0.8,
        recovery_d: 2.0,
        gain_d: 60.0,
        loss_d: 30.0,
        power: 4.5,
        reserve: 2.5,
        early: 0.75,
        noise: 0.0,
        flare_cost: 0.05,
    };

    fn old() -> Vec<[Option<Session>; 7]> {
        let run = || Some(Session::easy(40.0));
        vec![[run(), None, run(), None, run(), None, None]]
    }

    fn tendon() -> Tendon {
        Tendon::new(MIDDLE, &old())
    }

    fn live(tendon: &mut Tendon, weeks: usize, session: Option<&Session>) {
        for day in 0..7 * weeks {
            if let (true, Some(session)) = (day % 7 % 2 == 0 && day % 7 < 5, session) {
                tendon.carry(session);
            }
            tendon.sleep();
        }
    }

    #[test]
    fn rest_lets_fatigue_fade_in_days() {
        let mut tendon = tendon();
        tendon.carry(&Session::easy(40.0));
        let after = tendon.fatigue;
        tendon.sleep();
        tendon.sleep();
        assert!((tendon.fatigue / after - (-1.0f64).exp()).abs() < 1e-9);
    }

    #[test]
    fn strength_grows_with_what_is_carried_and_falls_without() {
        let mut carried = tendon();
        live(&mut carried, 12, Some(&Session::easy(40.0)));
        assert!(carried.strength > 0.9, "{}", carried.strength);
        let mut rested = tendon();
        live(&mut rested, 12, None);
        assert!(rested.strength < 0.65, "{}", rested.strength);
        assert!(rested.strength >= LEAST);
        let mut more = tendon();
        live(&mut more, 12, Some(&Session::easy(60.0)));
        assert!(more.strength > carried.strength && more.strength < MOST);
    }

    #[test]
    fn the_old_training_keeps_strength_at_one_and_pain_under_five() {
        let mut tendon = tendon();
        live(&mut tendon, 150, Some(&Session::easy(40.0)));
        assert!((tendon.strength - 1.0).abs() < 0.03, "{}", tendon.strength);
        tendon.carry(&Session::easy(40.0));
        assert!((tendon.late_pain() - 5.0 / 2.5).abs() < 0.3);
    }

    #[test]
    fn pain_rises_with_overload_more_than_in_proportion() {
        let pain = |session: &Session| {
            let mut tendon = tendon();
            tendon.carry(session);
            assert!(tendon.early_pain() <= tendon.late_pain());
            tendon.late_pain()
        };
        let easy = pain(&Session::easy(40.0));
        assert!(pain(&Session::easy(80.0)) > 1.9 * easy);
        let hard = pain(&Session::with(
            comeback_core::method::climb::Kind::Sprints,
            40.0,
        ));
        assert!(hard > 1.1 * easy, "{hard} after {easy}");
        let mut weak = tendon();
        weak.strength = 0.7;
        weak.carry(&Session::easy(40.0));
        assert!(weak.late_pain() > 1.5 * easy);
    }

    #[test]
    fn a_flare_up_costs_strength() {
        let mut tendon = tendon();
        tendon.flare();
        assert!((tendon.strength - 0.8 * 0.95).abs() < 1e-9);
    }
}
