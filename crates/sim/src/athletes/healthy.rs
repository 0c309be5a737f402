//! A runner without an episode: twelve even weeks of four runs, one of them with
//! intervals, one hilly, nothing sudden. No finding worse than a hint is due here.

use super::kits;
use super::story::Story;
use crate::fit::FitStyle;
use crate::session::{Runner, Session, Step};
use crate::terrain::Terrain;
use crate::watch::Noise;
use crate::xml::GpxCadence;
use chrono::{Days, NaiveDate};
use comeback_core::diary::entry::What;

const RUNNER: Runner = Runner {
    height_m: 1.66,
    mass_kg: 58.0,
    critical_m_per_s: 3.9,
    cadence_habit_spm: 2.0,
    resting_bpm: 50.0,
    maximal_bpm: 190.0,
    place: (41.7, -38.2),
};

/// Warm-up, five times three minutes hard, cool-down.
fn intervals(session: Session) -> Session {
    let hard = Step::Interval { s: 180.0, v: 4.0 };
    let jog = Step::Easy { s: 120.0, v: 2.4 };
    session
        .easy(12.0, 2.9)
        .repeat(5, &[hard, jog])
        .easy(8.0, 2.7)
}

fn climbs(session: Session) -> Session {
    let hill = Step::Climb {
        s: 70.0,
        v: 2.7,
        grade: 0.06,
    };
    session
        .easy(15.0, 2.9)
        .repeat(4, &[hill, Step::WalkDown])
        .easy(12.0, 2.8)
}

pub(super) fn story() -> Story {
    let mut story = Story::new(chrono_tz::Europe::Lisbon, 0x5eed_0002);
    let first = NaiveDate::from_ymd_opt(2026, 8, 31).unwrap_or_default();
    let at = story.at(first, 6, 0);
    for (key, value) in [("time-zone", "Europe/Lisbon"), ("height", "1.66")] {
        story.write(
            at,
            What::Config {
                key: key.into(),
                value: value.into(),
                by: None,
            },
        );
    }
    for week in 0..12_u64 {
        let date = |days: u64| {
            first
                .checked_add_days(Days::new(7 * week + days))
                .unwrap_or(first)
        };
        let suunto = kits::every_second(FitStyle::suunto());
        let tuesday = story.at(date(1), 18, 30);
        story.run(&RUNNER, tuesday, Terrain::Track, &suunto, intervals);
        let thursday = story.at(date(3), 7, 0);
        let kit = match week % 3 {
            0 => kits::gpx(GpxCadence::Strides, Noise::Good),
            1 => kits::tcx(),
            _ => kits::compact(),
        };
        story.run(&RUNNER, thursday, Terrain::Flat, &kit, |s| {
            s.easy(40.0, 2.95)
        });
        let friday = story.at(date(4), 18, 0);
        story.run(
            &RUNNER,
            friday,
            Terrain::HillRepeats,
            &kits::compact(),
            climbs,
        );
        let sunday = story.at(date(6), 9, 0);
        story.run(&RUNNER, sunday, Terrain::Flat, &kits::compact(), |s| {
            s.easy(62.0, 2.85)
        });
    }
    story
}
