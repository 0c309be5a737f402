//! A runner who wants too much: walk-run levels skipped, sprints in the fourth
//! week, hill sprints in the sixth, two reds within a fortnight and night pain.

use super::kits;
use super::story::Story;
use crate::fit::FitStyle;
use crate::session::{Runner, Session, Step};
use crate::terrain::Terrain;
use crate::watch::Noise;
use crate::xml::GpxCadence;
use chrono::{DateTime, Days, FixedOffset, NaiveDate, TimeDelta};
use comeback_core::diary::entry::{Beginning, EpisodeStart, GaitFocus, RehabSet, Symptom, What};

const RUNNER: Runner = Runner {
    height_m: 1.84,
    mass_kg: 82.0,
    critical_m_per_s: 3.9,
    cadence_habit_spm: -5.0,
    resting_bpm: 56.0,
    maximal_bpm: 181.0,
    place: (39.3, -42.6),
};

/// Three rounds of walking and running, minutes of each.
fn walk_run(session: Session, walk: f64, run: f64) -> Session {
    let round = [
        Step::Walk { s: walk * 60.0 },
        Step::Easy {
            s: run * 60.0,
            v: 2.6,
        },
    ];
    session.repeat(3, &round)
}

pub(super) fn story() -> Story {
    let mut story = Story::new(chrono_tz::America::New_York, 0x5eed_0003);
    let first = NaiveDate::from_ymd_opt(2026, 6, 22).unwrap_or_default();
    let date = move |week: u64, days: u64| {
        first
            .checked_add_days(Days::new(7 * week + days))
            .unwrap_or(first)
    };
    let zone = ("time-zone", "America/New_York");
    story.write(
        story.at(first, 6, 0),
        What::Config {
            key: zone.0.into(),
            value: zone.1.into(),
            by: None,
        },
    );
    before(&mut story, date);
    // Seven weeks off; the episode is logged on the day of the first walk-run session.
    let at = story.at(date(12, 0), 12, 0);
    let episode = EpisodeStart {
        on: date(6, 0),
        diagnosed: false,
        begin: Some(Beginning::WalkRun),
        goal_minutes: Some(40.0),
        goal_runs: Some(3),
        goal_sprints: None,
        race: None,
        goal_intensity: Some(true),
        goal_hills: Some(true),
        goal_hill_sprints: Some(true),
    };
    story.write(at, What::EpisodeStart(episode));
    walking_and_running(&mut story, date);
    too_much(&mut story, date);
    story
}

/// Five weeks of three runs.
fn before(story: &mut Story, date: impl Fn(u64, u64) -> NaiveDate) {
    for week in 0..5 {
        for weekday in [1, 3, 5] {
            let at = story.at(date(week, weekday), 7, 15);
            story.run(&RUNNER, at, Terrain::Flat, &kits::compact(), |s| {
                s.easy(38.0, 2.9)
            });
        }
    }
}

fn log(story: &mut Story, end: DateTime<FixedOffset>, scores: (f64, f64)) {
    story.check_ins(end, scores.0, scores.1);
}

fn walking_and_running(story: &mut Story, date: impl Fn(u64, u64) -> NaiveDate) {
    let kit = kits::every_second(FitStyle::polar());
    for (weekday, walk, run, scores) in [
        (0, 9.0, 1.0, (1.0, 1.0)),
        (2, 9.0, 1.0, (1.0, 1.0)),
        (5, 8.0, 2.0, (1.0, 1.0)),
    ] {
        let at = story.at(date(12, weekday), 17, 30);
        let end = story.run(&RUNNER, at, Terrain::Flat, &kit, |s| walk_run(s, walk, run));
        log(story, end, scores);
    }
    for (week, weekday, walk, run, scores) in [
        (13, 0, 6.0, 4.0, (1.0, 2.0)),
        (13, 2, 6.0, 4.0, (2.0, 2.0)),
        (13, 4, 4.0, 6.0, (2.0, 3.0)),
        (13, 6, 3.0, 7.0, (2.0, 3.0)),
        (14, 1, 2.0, 8.0, (3.0, 3.0)),
        (14, 3, 1.0, 9.0, (3.0, 3.0)),
    ] {
        let at = story.at(date(week, weekday), 17, 30);
        let kit = kits::gpx(GpxCadence::Steps, Noise::Typical);
        let end = story.run(&RUNNER, at, Terrain::Flat, &kit, |s| walk_run(s, walk, run));
        log(story, end, scores);
    }
    let at = story.at(date(14, 1), 20, 0);
    story.rehab(at, RehabSet::B, 60.0, 3.0);
    let at = story.at(date(14, 1), 20, 30);
    story.write(
        at,
        What::Gait {
            focus: GaitFocus::PelvicTilt,
        },
    );
}

fn too_much(story: &mut Story, date: impl Fn(u64, u64) -> NaiveDate) {
    let kit = kits::every_second(FitStyle::garmin());
    let at = story.at(date(15, 1), 17, 30);
    let end = story.run(&RUNNER, at, Terrain::Flat, &kit, |s| s.easy(32.0, 2.8));
    log(story, end, (3.0, 4.0));
    let at = story.at(date(15, 4), 17, 30);
    let end = story.run(&RUNNER, at, Terrain::Track, &kit, |s| {
        let fast = Step::Sprint { s: 8.0, v: 7.3 };
        s.easy(12.0, 2.8)
            .repeat(6, &[fast, Step::Walk { s: 75.0 }])
            .easy(8.0, 2.6)
    });
    log(story, end, (4.0, 6.0));
    for (week, weekday, minutes, scores) in [
        (16, 1, 15.0, (3.0, 3.0)),
        (16, 4, 20.0, (2.0, 3.0)),
        (17, 0, 30.0, (2.0, 3.0)),
    ] {
        let at = story.at(date(week, weekday), 17, 30);
        let end = story.run(&RUNNER, at, Terrain::Treadmill, &kit, |s| {
            s.easy(minutes, 2.7)
        });
        log(story, end, scores);
    }
    let at = story.at(date(17, 5), 9, 0);
    let end = story.run(&RUNNER, at, Terrain::HillRepeats, &kit, |s| {
        let sprint = Step::HillSprint {
            s: 12.0,
            v: 5.4,
            grade: 0.1,
        };
        s.easy(15.0, 2.8)
            .repeat(6, &[sprint, Step::WalkDown])
            .easy(8.0, 2.6)
    });
    log(story, end, (5.0, 8.0));
    for (week, weekday, minutes, scores) in [
        (18, 2, 12.0, (4.0, 4.0)),
        (18, 5, 15.0, (3.0, 3.0)),
        (19, 1, 20.0, (3.0, 3.0)),
    ] {
        let at = story.at(date(week, weekday), 17, 30);
        let end = story.run(&RUNNER, at, Terrain::Flat, &kit, |s| s.easy(minutes, 2.6));
        log(story, end, scores);
    }
    let at = story.at(date(20, 1), 17, 30);
    let end = story.run(&RUNNER, at, Terrain::Flat, &kit, |s| {
        let hard = Step::Interval { s: 120.0, v: 4.2 };
        let jog = Step::Easy { s: 90.0, v: 2.3 };
        s.easy(10.0, 2.8).repeat(5, &[hard, jog]).easy(6.0, 2.6)
    });
    log(story, end, (5.0, 6.5));
    let at = story.at(date(21, 3), 17, 30);
    let end = story.run(&RUNNER, at, Terrain::HillRepeats, &kit, |s| {
        let sprint = Step::HillSprint {
            s: 10.0,
            v: 5.4,
            grade: 0.1,
        };
        s.easy(12.0, 2.8)
            .repeat(4, &[sprint, Step::WalkDown])
            .easy(6.0, 2.6)
    });
    log(story, end, (6.0, 7.5));
    let night = end + TimeDelta::hours(33);
    story.note(
        night,
        What::Symptom {
            symptom: Symptom::NightPain,
        },
        "woke twice",
    );
}
