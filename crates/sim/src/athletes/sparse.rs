//! A runner who writes down little: a phone's tracks without cadence or heart
//! rate, a few runs by hand, gaps of two weeks, pain noted when it comes to mind.
//! Much is unknown here, and the answers must say so.

use super::kits;
use super::story::{Kit, Story};
use crate::fit::FitStyle;
use crate::session::Runner;
use crate::terrain::Terrain;
use crate::watch::Noise;
use crate::xml::GpxCadence;
use chrono::{NaiveDate, TimeDelta};
use comeback_core::diary::entry::{EpisodeStart, StatedRun, What};
use comeback_core::units::Metres;

const RUNNER: Runner = Runner {
    height_m: 1.71,
    mass_kg: 66.0,
    critical_m_per_s: 3.3,
    cadence_habit_spm: -1.0,
    resting_bpm: 62.0,
    maximal_bpm: 178.0,
    place: (36.9, -40.1),
};

/// Month, day, minutes, ground, scores (same day, next day) where written.
type Line = (u32, u32, f64, Terrain, Option<f64>, Option<f64>);

const RUNS: [Line; 14] = [
    (8, 8, 35.0, Terrain::Flat, None, None),
    (8, 12, 28.0, Terrain::Rolling, None, None),
    (8, 22, 31.0, Terrain::Flat, None, None),
    (8, 30, 40.0, Terrain::Rolling, None, None),
    (9, 6, 25.0, Terrain::Flat, None, Some(4.0)),
    (9, 26, 18.0, Terrain::Flat, Some(2.0), Some(2.0)),
    (9, 30, 18.0, Terrain::Flat, Some(2.0), None),
    (10, 4, 20.0, Terrain::Flat, None, None),
    (10, 20, 15.0, Terrain::Flat, Some(1.0), Some(2.0)),
    (10, 25, 20.0, Terrain::Rolling, None, Some(3.0)),
    (11, 1, 22.0, Terrain::Flat, None, None),
    (11, 10, 20.0, Terrain::Treadmill, Some(1.0), None),
    (11, 15, 22.0, Terrain::Flat, Some(2.0), Some(1.0)),
    (11, 21, 24.0, Terrain::Flat, None, None),
];

/// Mostly packed, since GPX is wordy; every seventh as it left the phone.
fn kit(index: usize, terrain: Terrain) -> Kit {
    let gzip = index % 7 != 6;
    match (index % 4, terrain) {
        (_, Terrain::Treadmill) => kits::every_second(FitStyle::huawei()),
        (3, _) => kits::gpx(GpxCadence::None, Noise::Poor),
        (1, _) => Kit {
            gzip,
            ..kits::phone(Noise::Poor)
        },
        _ => Kit {
            gzip,
            ..kits::phone(Noise::Typical)
        },
    }
}

pub(super) fn story() -> Story {
    let mut story = Story::new(chrono_tz::Pacific::Auckland, 0x5eed_0004);
    let date = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap_or_default();
    let zone = ("time-zone", "Pacific/Auckland");
    let at = story.at(date(8, 8), 6, 0);
    story.write(
        at,
        What::Config {
            key: zone.0.into(),
            value: zone.1.into(),
            by: None,
        },
    );
    for (index, (month, day, minutes, terrain, same_day, next_day)) in RUNS.into_iter().enumerate()
    {
        let at = story.at(date(month, day), 10, 20);
        let kit = kit(index, terrain);
        let end = story.run(&RUNNER, at, terrain, &kit, |s| s.easy(minutes, 2.5));
        if let Some(score) = same_day {
            story.pain(end + TimeDelta::hours(3), score);
        }
        if let Some(score) = next_day {
            story.pain(end + TimeDelta::hours(27), score);
        }
    }
    let at = story.at(date(9, 12), 20, 0);
    let episode = EpisodeStart {
        on: date(9, 7),
        diagnosed: false,
        begin: None,
        goal_minutes: None,
        goal_runs: None,
        goal_sprints: None,
        race: None,
        goal_intensity: None,
        goal_hills: None,
        goal_hill_sprints: None,
    };
    story.write(at, What::EpisodeStart(episode));
    for (month, day, minutes, distance) in [(10, 8, 20.0, None), (11, 5, 20.0, Some(2.9))] {
        let run = StatedRun {
            minutes,
            distance_m: distance.map(|km: f64| Metres::new(km * 1000.0)),
            rpe: Some(3.0),
            ..StatedRun::default()
        };
        let at = story.at(date(month, day), 18, 0);
        story.write(at, What::Run(run));
    }
    story
}
