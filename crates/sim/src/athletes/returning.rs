//! The main example: a recreational runner, four times forty minutes with tempo,
//! hills and hill sprints, whose tendon is overloaded in August 2026 and who
//! comes back until Sunday 22 November 2026.
//!
//! Twelve weeks of history; a week of too much; two weeks of relative rest; volume
//! from 20 to 30 minutes, frequency from three runs to four; hill sprints far too
//! early in the week of 26 October and the red answer to them; back up, build
//! again; and in the last week a tempo run before its time.

use super::kits;
use super::story::{Kit, Story};
use crate::fit::FitStyle;
use crate::session::{Runner, Session, Step};
use crate::terrain::Terrain;
use crate::watch::Noise;
use crate::xml::GpxCadence;
use chrono::{DateTime, Days, FixedOffset, NaiveDate};
use comeback_core::diary::entry::{Beginning, EpisodeStart, GaitFocus, RehabSet, TestResult, What};
use comeback_core::units::PainScore;

const RUNNER: Runner = Runner {
    height_m: 1.78,
    mass_kg: 73.0,
    critical_m_per_s: 3.75,
    cadence_habit_spm: -7.0,
    resting_bpm: 54.0,
    maximal_bpm: 184.0,
    place: (44.2, -35.4),
};

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap_or_default()
}

fn after(monday: NaiveDate, days: u64) -> NaiveDate {
    monday.checked_add_days(Days::new(days)).unwrap_or(monday)
}

pub(super) fn story() -> Story {
    let mut story = Story::new(chrono_tz::Europe::Berlin, 0x5eed_0001);
    settings(&mut story);
    history(&mut story);
    overload(&mut story);
    relative_rest(&mut story);
    volume(&mut story);
    frequency(&mut story);
    hill_sprints_too_early(&mut story);
    again(&mut story);
    last_week(&mut story);
    story
}

fn settings(story: &mut Story) {
    let at = story.at(day(5, 11), 6, 0);
    for (key, value) in [
        ("time-zone", "Europe/Berlin"),
        ("height", "1.78"),
        ("critical-speed", "3.75"),
        ("available-days", "tue,thu,sat,sun"),
    ] {
        story.write(
            at,
            What::Config {
                key: key.into(),
                value: value.into(),
                by: None,
            },
        );
    }
}

/// A walk to warm up, the run, a walk home: running minutes are those in the middle.
fn easy(session: Session, minutes: f64) -> Session {
    session.walk(3.0).easy(minutes, 2.75).walk(2.0)
}

/// Twelve weeks of the training that he wants back.
fn history(story: &mut Story) {
    for week in 0..12 {
        let monday = after(day(5, 11), 7 * week);
        let tuesday = story.at(after(monday, 1), 6, 40);
        story.run(&RUNNER, tuesday, Terrain::Flat, &kits::compact(), |s| {
            s.easy(40.0, 2.85)
        });
        let thursday = story.at(after(monday, 3), 18, 10);
        let kit = if week % 3 == 1 {
            kits::tcx()
        } else {
            kits::compact()
        };
        story.run(&RUNNER, thursday, Terrain::Flat, &kit, |s| {
            s.easy(12.0, 2.8)
                .then(Step::Tempo { s: 960.0, v: 3.58 })
                .easy(12.0, 2.7)
        });
        let saturday = story.at(after(monday, 5), 9, 30);
        match week % 3 {
            0 => story.run(&RUNNER, saturday, Terrain::Rolling, &kits::compact(), |s| {
                s.easy(41.0, 2.8)
            }),
            1 => {
                let kit = kits::every_second(FitStyle::garmin());
                story.run(&RUNNER, saturday, Terrain::HillRepeats, &kit, |s| {
                    let hill = Step::Climb {
                        s: 75.0,
                        v: 2.6,
                        grade: 0.07,
                    };
                    s.easy(14.0, 2.8)
                        .repeat(4, &[hill, Step::WalkDown])
                        .easy(14.0, 2.8)
                })
            }
            _ => {
                let kit = kits::every_second(FitStyle::garmin());
                story.run(&RUNNER, saturday, Terrain::HillRepeats, &kit, |s| {
                    let sprint = Step::HillSprint {
                        s: 9.0,
                        v: 5.7,
                        grade: 0.09,
                    };
                    s.easy(17.0, 2.8)
                        .repeat(5, &[sprint, Step::WalkDown])
                        .easy(16.0, 2.8)
                })
            }
        };
        let sunday = story.at(after(monday, 6), 9, 0);
        story.run(&RUNNER, sunday, Terrain::Flat, &kits::compact(), |s| {
            s.easy(44.0, 2.75)
        });
    }
}

/// Five runs, sprints on the track and a mountain downhill in one week: the cause.
fn overload(story: &mut Story) {
    let monday = day(8, 3);
    let at = story.at(after(monday, 1), 18, 30);
    story.run(
        &RUNNER,
        at,
        Terrain::Track,
        &kits::every_second(FitStyle::garmin()),
        |s| {
            let fast = Step::Sprint { s: 10.0, v: 7.0 };
            s.easy(12.0, 2.8)
                .repeat(8, &[fast, Step::Walk { s: 80.0 }])
                .easy(8.0, 2.7)
        },
    );
    let at = story.at(after(monday, 2), 18, 30);
    story.run(&RUNNER, at, Terrain::Flat, &kits::compact(), |s| {
        s.easy(45.0, 2.9)
    });
    let at = story.at(after(monday, 3), 18, 30);
    let end = story.run(&RUNNER, at, Terrain::HillRepeats, &kits::compact(), |s| {
        let hill = Step::Climb {
            s: 120.0,
            v: 2.5,
            grade: 0.08,
        };
        s.easy(10.0, 2.8)
            .repeat(5, &[hill, Step::RunDown { v: 3.6 }])
            .easy(8.0, 2.7)
    });
    story.check_ins(end, 3.0, 5.0);
    let at = story.at(after(monday, 5), 9, 30);
    let end = story.run(&RUNNER, at, Terrain::Flat, &kits::compact(), |s| {
        s.easy(40.0, 2.8)
    });
    story.check_ins(end, 5.0, 6.0);
    let at = story.at(after(monday, 6), 9, 30);
    let end = story.run(&RUNNER, at, Terrain::Flat, &kits::compact(), |s| {
        s.easy(25.0, 2.5)
    });
    story.check_ins(end, 6.0, 7.0);
}

/// Two weeks without running: isometrics, one stretch that the method advises against.
fn relative_rest(story: &mut Story) {
    let at = story.at(day(8, 12), 20, 0);
    story.note(at, What::Stretch, "hamstring, two minutes; sore afterwards");
    let at = story.at(day(8, 13), 17, 0);
    story.write(at, What::Sitting { minutes: 75.0 });
    let at = story.at(day(8, 19), 12, 0);
    let episode = EpisodeStart {
        on: day(8, 10),
        diagnosed: true,
        begin: Some(Beginning::Continuous),
        goal_minutes: Some(30.0),
        goal_runs: Some(4),
        goal_sprints: None,
        race: None,
        goal_intensity: Some(true),
        goal_hills: Some(true),
        goal_hill_sprints: Some(true),
    };
    story.note(
        at,
        What::EpisodeStart(episode),
        "physiotherapist: proximal hamstring tendinopathy",
    );
    story.write(at, What::Visa { score: 46.0 });
    for days in 0..14 {
        let at = story.at(after(day(8, 10), days), 19, 0);
        story.rehab(
            at,
            RehabSet::Isometric,
            20.0,
            if days < 6 { 3.0 } else { 1.5 },
        );
    }
    let at = story.at(day(8, 23), 10, 0);
    story.write(
        at,
        What::Test(TestResult {
            pain: None,
            ..TestResult::of(true)
        }),
    );
}

/// An easy week: runs on the given weekdays (0 = Monday), each with its two scores.
fn week(
    story: &mut Story,
    runner: &Runner,
    monday: NaiveDate,
    minutes: f64,
    kit: &Kit,
    runs: &[(u64, f64, f64)],
) {
    for (weekday, same_day, next_day) in runs {
        let at = story.at(
            after(monday, *weekday),
            if *weekday < 5 { 6 } else { 9 },
            45,
        );
        let end = story.run(runner, at, Terrain::Flat, kit, |s| easy(s, minutes));
        story.check_ins(end, *same_day, *next_day);
    }
}

fn exercises(story: &mut Story, monday: NaiveDate, set: RehabSet, flexion: f64, days: &[u64]) {
    for weekday in days {
        let at: DateTime<FixedOffset> = story.at(after(monday, *weekday), 19, 30);
        story.rehab(at, set, flexion, 1.5);
    }
}

/// 20 to 30 minutes three times a week, with a cut-back and a week held after an amber answer.
fn volume(story: &mut Story) {
    let fit = kits::every_second(FitStyle::garmin());
    /// Month and day of the Monday, minutes, and each run's weekday with its two pain scores.
    type Row = (u32, u32, f64, [(u64, f64, f64); 3]);
    let weeks: [Row; 8] = [
        (8, 24, 20.0, [(1, 2.0, 2.0), (3, 2.0, 3.0), (6, 2.0, 2.0)]),
        (8, 31, 22.0, [(1, 2.0, 2.0), (3, 2.0, 2.0), (6, 1.0, 2.0)]),
        (9, 7, 24.0, [(1, 2.0, 2.0), (3, 1.0, 2.0), (6, 2.0, 2.0)]),
        (9, 14, 18.0, [(1, 1.0, 1.0), (3, 1.0, 1.0), (6, 1.0, 1.0)]),
        (9, 21, 26.0, [(1, 1.0, 2.0), (3, 2.0, 2.0), (6, 2.0, 2.0)]),
        (9, 28, 28.5, [(1, 2.0, 2.0), (3, 3.0, 4.5), (6, 2.0, 3.0)]),
        (10, 5, 28.5, [(1, 2.0, 2.0), (3, 2.0, 2.0), (6, 1.0, 2.0)]),
        (10, 12, 29.5, [(1, 1.0, 2.0), (3, 1.0, 1.0), (6, 1.0, 2.0)]),
    ];
    for (index, (month, date, minutes, runs)) in weeks.iter().enumerate() {
        let monday = day(*month, *date);
        let kit = match index {
            2 => kits::gpx(GpxCadence::Steps, Noise::Typical),
            5 => kits::gpx(GpxCadence::Strides, Noise::Good),
            _ => fit.clone(),
        };
        // From the fifth of October on he works on a shorter stride.
        let gained = if index == 6 {
            3.0
        } else if index == 7 {
            6.0
        } else {
            0.0
        };
        let habit = RUNNER.cadence_habit_spm + gained;
        let runner = Runner {
            cadence_habit_spm: habit,
            ..RUNNER
        };
        week(story, &runner, monday, *minutes, &kit, runs);
        let set = if index < 4 { RehabSet::A } else { RehabSet::B };
        let flexion = if index < 4 { 25.0 } else { 70.0 };
        exercises(story, monday, set, flexion, &[0, 2, 4]);
    }
    let at = story.at(day(9, 20), 17, 0);
    story.write(
        at,
        What::Test(TestResult {
            pain: PainScore::new(1.0).ok(),
            ..TestResult::of(true)
        }),
    );
    let at = story.at(day(10, 5), 7, 0);
    story.write(
        at,
        What::Gait {
            focus: GaitFocus::Cadence,
        },
    );
    let at = story.at(day(10, 5), 12, 0);
    story.write(at, What::Visa { score: 63.0 });
    let at = story.at(day(10, 14), 16, 0);
    story.write(at, What::Sitting { minutes: 45.0 });
}

/// A fourth run with the weekly minutes held.
fn frequency(story: &mut Story) {
    let runner = Runner {
        cadence_habit_spm: 0.0,
        ..RUNNER
    };
    let kit = kits::every_second(FitStyle::coros());
    let runs = [(1, 1.0, 1.0), (3, 1.0, 2.0), (5, 1.0, 1.0), (6, 1.0, 2.0)];
    week(story, &runner, day(10, 19), 22.0, &kit, &runs);
    exercises(story, day(10, 19), RehabSet::B, 80.0, &[0, 2, 4]);
}

/// The weather was fine and the hill was there.
fn hill_sprints_too_early(story: &mut Story) {
    let runner = Runner {
        cadence_habit_spm: 1.0,
        ..RUNNER
    };
    let kit = kits::every_second(FitStyle::coros());
    week(
        story,
        &runner,
        day(10, 26),
        23.0,
        &kit,
        &[(1, 1.0, 2.0), (3, 1.0, 2.0)],
    );
    let at = story.at(day(10, 31), 10, 0);
    let end = story.run(&runner, at, Terrain::HillRepeats, &kit, |s| {
        let sprint = Step::HillSprint {
            s: 10.0,
            v: 5.7,
            grade: 0.09,
        };
        s.walk(3.0)
            .easy(12.0, 2.8)
            .repeat(5, &[sprint, Step::WalkDown])
            .easy(8.0, 2.7)
    });
    story.pain(end + chrono::TimeDelta::hours(2), 4.0);
    story.pain(end + chrono::TimeDelta::hours(21), 7.0);
    story.pain(end + chrono::TimeDelta::hours(30), 6.0);
    story.pain(end + chrono::TimeDelta::hours(46), 4.0);
    exercises(story, day(10, 26), RehabSet::B, 80.0, &[0, 2]);
    let at = story.at(day(11, 1), 19, 0);
    story.rehab(at, RehabSet::Isometric, 20.0, 3.0);
    let at = story.at(day(11, 2), 19, 0);
    story.write(
        at,
        What::Test(TestResult {
            pain: PainScore::new(5.0).ok(),
            ..TestResult::of(false)
        }),
    );
}

/// Back to three runs, shorter; a new gait focus; the load held for its two weeks.
fn again(story: &mut Story) {
    let runner = Runner {
        cadence_habit_spm: 2.0,
        ..RUNNER
    };
    let kit = kits::plain_fit(FitStyle::coros());
    let at = story.at(day(11, 2), 7, 0);
    story.write(
        at,
        What::Gait {
            focus: GaitFocus::Taller,
        },
    );
    for days in 1..6 {
        let at = story.at(after(day(11, 2), days), 19, 0);
        story.rehab(at, RehabSet::Isometric, 20.0, 2.0);
    }
    let first = [(2, 2.0, 3.0), (4, 2.0, 2.0), (6, 1.0, 2.0)];
    week(story, &runner, day(11, 2), 20.0, &kit, &first);
    let at = story.at(day(11, 8), 17, 0);
    story.write(
        at,
        What::Test(TestResult {
            pain: PainScore::new(1.0).ok(),
            ..TestResult::of(true)
        }),
    );
    let second = [(1, 1.0, 2.0), (3, 1.0, 1.0), (6, 1.0, 1.0)];
    week(story, &runner, day(11, 9), 20.0, &kits::tcx(), &second);
    exercises(story, day(11, 9), RehabSet::A, 25.0, &[0, 2, 4]);
    let at = story.at(day(11, 15), 12, 0);
    story.write(at, What::Visa { score: 66.0 });
}

/// Longer runs as planned, and on Thursday ten minutes of tempo that were not.
fn last_week(story: &mut Story) {
    let runner = Runner {
        cadence_habit_spm: 2.0,
        ..RUNNER
    };
    let kit = kits::plain_fit(FitStyle::coros());
    let monday = day(11, 16);
    week(story, &runner, monday, 22.0, &kit, &[(1, 1.0, 1.0)]);
    let at = story.at(after(monday, 3), 18, 0);
    let end = story.run(&runner, at, Terrain::Flat, &kit, |s| {
        s.walk(3.0)
            .easy(8.0, 2.8)
            .then(Step::Tempo { s: 600.0, v: 3.55 })
            .easy(5.0, 2.6)
    });
    story.pain(end + chrono::TimeDelta::minutes(80), 3.0);
    story.pain(end + chrono::TimeDelta::hours(25), 4.5);
    let at = story.at(after(monday, 6), 9, 45);
    let end = story.run(&runner, at, Terrain::Flat, &kit, |s| easy(s, 22.0));
    story.pain(end + chrono::TimeDelta::minutes(90), 2.0);
    exercises(story, monday, RehabSet::A, 25.0, &[0, 2, 4]);
}
