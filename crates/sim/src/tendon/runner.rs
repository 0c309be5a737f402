//! Who comes back: a tendon, the training before, the days that are free, how
//! faithfully pain is logged, and when life gets in the way. All of it comes
//! from a seed and is the same whatever strategy is followed.

use super::model::{Spread, Traits};
use super::session::Session;
use crate::random::Random;
use comeback_core::method::climb::Kind;

/// Days of the year lived.
pub const DAYS: usize = 364;
/// Chance in each week of an illness or a holiday without running (ours: about two a year).
const BREAK_CHANCE: f64 = 0.035;
const BREAK_DAYS: (f64, f64) = (7.0, 21.0);

/// Days of the week of so many runs, Monday is 0.
const WEEKS: [&[usize]; 3] = [&[0, 2, 4], &[0, 2, 4, 6], &[0, 1, 3, 4, 6]];

#[derive(Debug, Clone, PartialEq)]
pub struct Runner {
    pub traits: Traits,
    /// Minutes of a run of the old training.
    pub minutes: f64,
    pub runs: usize,
    /// Kinds of hard running of the old training.
    pub kinds: Vec<Kind>,
    /// The log holds the weeks before; else the goal is the method's default.
    pub has_history: bool,
    /// Weeks without a run before the first day.
    pub weeks_off: u64,
    /// Whether each day of the week, Monday first, can hold a run.
    pub free: [bool; 7],
    pub easy_m_per_s: f64,
    /// Noise of the score in the evening and at noon of each day, standard normal.
    pub noise: Vec<[f64; 2]>,
    /// Whether those two scores are logged.
    pub logs: Vec<[bool; 2]>,
    /// Whether the day lies in a break.
    pub away: Vec<bool>,
}

impl Runner {
    /// The runner of a seed, for a year.
    pub fn draw(seed: u64, spread: &Spread) -> Runner {
        Runner::draw_for(seed, spread, DAYS)
    }

    /// The same runner for so many days: the first of them are those of the year.
    pub fn draw_for(seed: u64, spread: &Spread, days: usize) -> Runner {
        let mut who = Random::stream(seed, "runner");
        let has_history = who.chance(0.75);
        let runs = if has_history {
            3 + (who.uniform() * 3.0) as usize
        } else {
            3
        };
        let minutes = if has_history {
            5.0 * who.between(6.0, 12.99).floor()
        } else {
            30.0
        };
        let mut kinds = Vec::new();
        let intensity = has_history && who.chance(0.5);
        if intensity {
            kinds.extend([Kind::Tempo, Kind::Intervals]);
        }
        if who.chance(0.3) && intensity {
            kinds.push(Kind::Sprints);
        }
        if who.chance(0.4) && has_history {
            kinds.push(Kind::Hills);
        }
        if who.chance(0.2) && has_history {
            kinds.push(Kind::HillSprints);
        }
        let mut free = [true; 7];
        if who.chance(0.5) {
            let needed = days_of(runs);
            for (day, free) in free.iter_mut().enumerate() {
                *free = needed.contains(&day) || who.chance(0.4);
            }
        }
        let weeks_off = who.between(2.0, 5.0) as u64;
        let easy_m_per_s = who.between(2.3, 3.3);
        let logs_share = who.between(spread.logs.0, spread.logs.1);
        let mut noise = Random::stream(seed, "noise");
        let mut logs = Random::stream(seed, "log");
        let mut life = Random::stream(seed, "life");
        let mut away = vec![false; days];
        for week in 1..days / 7 {
            if life.chance(BREAK_CHANCE) {
                let off = life.between(BREAK_DAYS.0, BREAK_DAYS.1) as usize;
                let from = 7 * week + (life.uniform() * 7.0) as usize;
                away.iter_mut()
                    .skip(from)
                    .take(off)
                    .for_each(|day| *day = true);
            }
        }
        Runner {
            traits: spread.draw(&mut Random::stream(seed, "tendon")),
            minutes,
            runs,
            kinds,
            has_history,
            weeks_off,
            free,
            easy_m_per_s,
            noise: (0..days)
                .map(|_| [noise.normal(), noise.normal()])
                .collect(),
            logs: (0..days)
                .map(|_| [logs.chance(logs_share), logs.chance(logs_share)])
                .collect(),
            away,
        }
    }

    /// Weekly running minutes of the old training.
    pub fn weekly_min(&self) -> f64 {
        self.minutes * self.runs as f64
    }

    /// A week of the old training: its kinds by turns, at most two of them a week.
    pub fn old_week(&self, week: usize) -> [Option<Session>; 7] {
        let hard = self.kinds.len().min(2);
        let mut days = easy_week(self.runs, self.minutes);
        for (turn, run) in [1, self.runs - 1].into_iter().take(hard).enumerate() {
            let kind = self.kinds[(week * hard + turn) % self.kinds.len()];
            days[days_of(self.runs)[run]] = Some(Session::with(kind, self.minutes));
        }
        days
    }

    /// Old weeks until every kind has had its turn, and the same again.
    pub fn old_weeks(&self) -> Vec<[Option<Session>; 7]> {
        (0..self.kinds.len().max(1))
            .map(|week| self.old_week(week))
            .collect()
    }
}

/// The days of the week on which so many runs (3 to 5) lie.
pub fn days_of(runs: usize) -> &'static [usize] {
    WEEKS[runs.clamp(3, 5) - 3]
}

/// So many easy runs of so many minutes.
pub fn easy_week(runs: usize, minutes: f64) -> [Option<Session>; 7] {
    let mut days = [const { None }; 7];
    for &day in days_of(runs) {
        days[day] = Some(Session::easy(minutes));
    }
    days
}
