use super::*;
use crate::calendar::{Days, TimeDelta};
use crate::diary::stated;
use crate::diary::{
    Beginning, Entry, EpisodeStart, GaitFocus, History, RehabSet, RehabWork, StatedRun, What,
};
use crate::limits;
use crate::run::Run;
use crate::units::{Metres, PainScore, StepsPerMinute};
use chrono::{DateTime, FixedOffset, NaiveDate};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// Sunday; the days before it are counted back from here.
const TODAY: &str = "2026-11-22";

fn ago(days: u64) -> NaiveDate {
    day(TODAY) - Days::new(days)
}

fn at(date: NaiveDate, hour: u32) -> DateTime<FixedOffset> {
    date.and_hms_opt(hour, 0, 0)
        .expect("an hour")
        .and_utc()
        .fixed_offset()
}

fn told(what: What, date: NaiveDate, hour: u32) -> Entry {
    Entry {
        at: at(date, hour),
        what,
        note: None,
    }
}

fn run(days: u64, minutes: f64, speed: f64, cadence: f64) -> Run {
    let told = StatedRun {
        minutes,
        distance_m: Some(Metres::new(minutes * 60.0 * speed)),
        cadence_spm: Some(StepsPerMinute::new(cadence)),
        ..StatedRun::default()
    };
    let mut run = stated::run(at(ago(days), 8), &told);
    run.tendon_load = Some(minutes / 10.0);
    run
}

fn history(mut runs: Vec<Run>, log: &[Entry]) -> History {
    runs.sort_by_key(|run| run.start);
    let mut log = log.to_vec();
    log.sort_by_key(|entry| entry.at);
    History::assemble(at(day(TODAY), 21), chrono_tz::UTC, runs, &log)
}

fn pain(run: &Run, score: f64) -> Entry {
    Entry {
        at: run.end() + TimeDelta::hours(20),
        what: What::Pain {
            score: PainScore::new(score).expect("a score"),
            during: None,
            site: None,
            now: None,
        },
        note: None,
    }
}

fn injured(on: NaiveDate) -> Entry {
    told(
        What::EpisodeStart(EpisodeStart {
            begin: Some(Beginning::Continuous),
            ..EpisodeStart::of(on)
        }),
        on,
        7,
    )
}

/// Runs every other day for a half year at two speeds by turns, cadence by a line.
fn steady(slope: f64, change: impl Fn(u64) -> f64) -> Vec<Run> {
    (0..180)
        .step_by(2)
        .map(|days| {
            let speed = if days % 4 == 0 { 2.6 } else { 3.2 };
            run(days, 40.0, speed, change(days) + slope * (speed - 2.9))
        })
        .collect()
}

mod of_cadence {
    use super::*;
    use crate::trend::cadence::{Size, SlopeSource, Verdict, change, trend};

    #[test]
    fn a_run_counts_from_its_least_minutes_on_and_speed_is_taken_out() {
        for (minutes, points) in [(7.9, 0), (8.0, 1)] {
            let seen = trend(&history(vec![run(3, minutes, 3.0, 165.0)], &[]));
            assert_eq!(seen.points.len(), points, "{minutes}");
        }
        let seen = trend(&history(steady(9.0, |_| 164.0), &[]));
        assert_eq!(seen.slope_source, SlopeSource::Own);
        assert!((seen.slope - 9.0).abs() < 1e-6);
        let middle = 164.0 + 9.0 * (seen.speed.get() - 2.9);
        for point in &seen.points {
            assert!((point.adjusted - middle).abs() < 1e-6, "{point:?}");
        }
        assert_eq!(
            seen.verdict,
            Verdict::Change {
                size: Size::AsUsual,
                percent: 0.0
            }
        );
    }

    #[test]
    fn the_own_slope_is_clipped_and_few_pairs_take_the_general_one() {
        let steep = trend(&history(steady(40.0, |_| 164.0), &[]));
        assert_eq!(steep.slope, limits::TREND_SLOPE_MAX.value);
        let few: Vec<Run> = steady(9.0, |_| 164.0).into_iter().take(5).collect();
        let seen = trend(&history(few, &[]));
        assert_eq!((seen.slope, seen.slope_source), (6.0, SlopeSource::General));
    }

    #[test]
    fn where_speed_says_nothing_it_is_not_taken_out() {
        // Faster runs at the very same cadence: any slope would only add noise.
        let few: Vec<Run> = steady(0.0, |_| 164.0).into_iter().take(5).collect();
        let seen = trend(&history(few, &[]));
        assert_eq!((seen.slope, seen.slope_source), (0.0, SlopeSource::None));
    }

    /// Every fourth day for ten months, too seldom for the twelve weeks to be enough.
    fn seldom(change: impl Fn(u64) -> f64) -> Vec<Run> {
        let noise = |days: u64| [0.0, 1.5, -1.5, 1.0, -1.0][(days / 4 % 5) as usize];
        let days = (0..300).step_by(4);
        days.map(|days| run(days, 40.0, 2.9, change(days) + noise(days)))
            .collect()
    }

    #[test]
    fn a_lasting_change_is_said_and_no_range_holds_both_levels() {
        let level = |days: u64| if days > 160 { 180.0 } else { 160.0 };
        let seen = trend(&history(seldom(level), &[]));
        let change = seen.lasting.expect("a change");
        assert_eq!(change.since, ago(160));
        assert!((change.before - 180.0).abs() < 1.0 && (change.after - 160.0).abs() < 1.0);
        let usual = seen.usual.expect("a range");
        assert!(usual.centre + usual.half < 165.0, "{usual:?}");
        assert!(matches!(
            seen.verdict,
            Verdict::Change {
                size: Size::AsUsual,
                ..
            }
        ));
        // Few runs, before and after: the half year is looked at, and only since the change.
        let few: Vec<Run> = (seldom(level).into_iter())
            .filter(|run| (day(TODAY) - run.date()).num_days() % 12 == 0 || run.date() > ago(28))
            .collect();
        let seen = trend(&history(few, &[]));
        assert!(seen.lasting.is_some());
        let usual = seen.usual.expect("a range");
        assert!(usual.half < 8.0, "{usual:?}");
    }

    #[test]
    fn what_is_no_lasting_change_is_not_called_one() {
        let cases: [(&str, Vec<Run>); 6] = [
            ("none", seldom(|_| 165.0)),
            (
                "under five per cent",
                seldom(|days| if days > 160 { 167.0 } else { 160.0 }),
            ),
            (
                "there and back",
                seldom(|days| {
                    if (100..200).contains(&days) {
                        160.0
                    } else {
                        180.0
                    }
                }),
            ),
            (
                "in the last weeks alone",
                seldom(|days| if days > 24 { 180.0 } else { 160.0 }),
            ),
            (
                "every other run",
                seldom(|days| if days % 8 == 0 { 150.0 } else { 180.0 }),
            ),
            (
                "too few before",
                seldom(|days| if days > 270 { 180.0 } else { 160.0 }),
            ),
        ];
        for (what, runs) in cases {
            let seen = trend(&history(runs, &[]));
            assert_eq!(seen.lasting, None, "{what}");
        }
        // Either side of five per cent.
        for (before, is_one) in [(168.5, true), (167.0, false)] {
            let level = |days: u64| if days > 160 { before } else { 160.0 };
            let seen = trend(&history(seldom(level), &[]));
            assert_eq!(seen.lasting.is_some(), is_one, "{before}");
        }
        // A step that is being changed is told against the beginning of that.
        let focus = told(
            What::Gait {
                focus: GaitFocus::Cadence,
            },
            ago(150),
            9,
        );
        let rises = seldom(|days| if days > 150 { 160.0 } else { 175.0 });
        let seen = trend(&history(rises, &[focus]));
        assert!(matches!(seen.verdict, Verdict::Focus { .. }));
        assert_eq!(seen.lasting, None);
    }

    #[test]
    fn changes_are_named_either_side_of_two_and_five_per_cent() {
        for (now, size) in [
            (167.0, Size::AsUsual),
            (166.61, Size::AsUsual),
            (166.59, Size::Little),
            (161.51, Size::Little),
            (161.49, Size::Clear),
            (173.41, Size::Little),
            (178.51, Size::Clear),
        ] {
            match change(now, 170.0) {
                Verdict::Change { size: found, .. } => assert_eq!(found, size, "{now}"),
                other => panic!("{other:?}"),
            }
        }
    }

    #[test]
    fn a_drop_of_the_last_four_weeks_is_seen_against_the_weeks_before() {
        for (share, size) in [
            (1.0, Size::AsUsual),
            (0.97, Size::Little),
            (0.94, Size::Clear),
        ] {
            let runs = steady(0.0, |days| if days < 28 { 170.0 * share } else { 170.0 });
            match trend(&history(runs, &[])).verdict {
                Verdict::Change { size: found, .. } => assert_eq!(found, size, "{share}"),
                other => panic!("{other:?}"),
            }
        }
    }

    #[test]
    fn a_usual_range_needs_eight_runs_and_has_a_least_width() {
        for (count, known) in [(7, false), (8, true)] {
            let runs = (0..count)
                .map(|place| run(40 + 2 * place, 40.0, 2.9, 165.0))
                .chain((0..3).map(|place| run(2 * place, 40.0, 2.9, 165.0)));
            let seen = trend(&history(runs.collect(), &[]));
            assert_eq!(seen.usual.is_some(), known, "{count}");
            match seen.usual {
                Some(usual) => assert!((usual.half - 165.0 * 0.015).abs() < 1e-9),
                None => assert_eq!(seen.verdict, Verdict::NoUsual(7)),
            }
        }
    }

    #[test]
    fn now_needs_three_runs_and_a_chart_five() {
        let old = || (0..10).map(|place| run(40 + 2 * place, 40.0, 2.9, 165.0));
        for (count, verdict) in [(2, Some(Verdict::TooFewNow(2))), (3, None)] {
            let now = (0..count).map(|place| run(2 * place, 40.0, 2.9, 165.0));
            let seen = trend(&history(old().chain(now).collect(), &[]));
            if let Some(verdict) = verdict {
                assert_eq!(seen.verdict, verdict);
            } else {
                assert!(matches!(seen.verdict, Verdict::Change { .. }));
            }
        }
        let four: Vec<Run> = (0..4)
            .map(|place| run(2 * place, 40.0, 2.9, 165.0))
            .collect();
        assert_eq!(trend(&history(four, &[])).verdict, Verdict::TooFewRuns(4));
    }

    #[test]
    fn the_line_breaks_after_fourteen_days_and_needs_three_runs() {
        let line = |gap: u64| {
            let runs = (0..5)
                .map(|place| run(2 * place, 40.0, 2.9, 165.0))
                .chain((0..5).map(|place| run(8 + gap + 2 * place, 40.0, 2.9, 165.0)));
            trend(&history(runs.collect(), &[])).line.len()
        };
        assert_eq!(line(14), 1);
        assert_eq!(line(15), 2);
        let two = vec![run(0, 40.0, 2.9, 165.0), run(2, 40.0, 2.9, 165.0)];
        assert!(trend(&history(two, &[])).line.is_empty());
    }

    #[test]
    fn the_rarer_of_treadmill_and_outdoors_stands_aside() {
        let mut runs = steady(0.0, |_| 165.0);
        for run in runs.iter_mut().take(10) {
            run.sub_sport = crate::recording::SubSport::Treadmill;
        }
        let seen = trend(&history(runs.clone(), &[]));
        assert!(seen.aside_is_treadmill);
        assert_eq!(seen.points.iter().filter(|point| point.aside).count(), 10);
        for run in runs.iter_mut().take(80) {
            run.sub_sport = crate::recording::SubSport::Treadmill;
        }
        let seen = trend(&history(runs, &[]));
        assert!(!seen.aside_is_treadmill);
        assert_eq!(seen.points.iter().filter(|point| point.aside).count(), 10);
    }

    #[test]
    fn with_a_focus_the_sentence_counts_steps_up_to_the_target() {
        let focus = told(
            What::Gait {
                focus: GaitFocus::Cadence,
            },
            ago(60),
            9,
        );
        for (now, short) in [(172.0, true), (180.0, false)] {
            let runs = steady(0.0, |days| if days < 50 { now } else { 170.0 });
            let seen = trend(&history(runs, std::slice::from_ref(&focus)));
            assert_eq!(seen.focus, Some(ago(60)));
            let (least, most) = seen.target.expect("a target");
            assert!((least - 178.5).abs() < 1e-6 && (most - 187.0).abs() < 1e-6);
            match seen.verdict {
                Verdict::Focus { up, short: found } => {
                    assert!((up - (now - 170.0)).abs() < 1e-6);
                    assert_eq!(found.is_some(), short);
                }
                other => panic!("{other:?}"),
            }
        }
    }
}

mod of_shift {
    use super::*;
    use crate::trend::cadence::trend;
    use crate::trend::shift::{CadenceShift, Verdict, shift_of};

    fn shifted(by: f64, each: usize) -> CadenceShift {
        let wave = |place: u64| (place % 3) as f64 - 1.0;
        let before =
            (0..each as u64).map(|place| run(86 + 4 * place, 40.0, 2.9, 165.0 + wave(place)));
        let after =
            (0..each as u64).map(|place| run(4 * place, 40.0, 2.9, 165.0 + by + wave(place)));
        shift_of(&trend(&history(before.chain(after).collect(), &[])))
    }

    #[test]
    fn a_change_is_told_from_two_and_a_half_per_cent_on() {
        assert_eq!(shifted(0.0, 12).verdict, Verdict::NotChanged { sure: true });
        assert_eq!(shifted(3.9, 12).verdict, Verdict::NotChanged { sure: true });
        assert!(matches!(
            shifted(4.4, 12).verdict,
            Verdict::Changed { sure: true, .. }
        ));
        match shifted(9.0, 12).verdict {
            Verdict::Changed {
                by,
                shorter_percent,
                sure,
            } => {
                assert!((by - 9.0).abs() < 0.6 && sure);
                assert!((shorter_percent - 100.0 * 9.0 / 174.0).abs() < 0.5);
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn ten_runs_a_side_are_sure_and_under_five_only_counts() {
        for (each, sure) in [
            (4, None),
            (5, Some(false)),
            (9, Some(false)),
            (10, Some(true)),
        ] {
            match (shifted(-9.0, each).verdict, sure) {
                (Verdict::TooFew, None) => {}
                (
                    Verdict::Changed {
                        sure: found, by, ..
                    },
                    Some(sure),
                ) => {
                    assert_eq!(found, sure, "{each}");
                    assert!(by < -8.0);
                }
                other => panic!("{each}: {other:?}"),
            }
        }
    }
}

mod of_load {
    use super::*;
    use crate::trend::load::{LoadTrend, Place, trend};

    /// Weeks of two runs, the newest first, by their minutes.
    fn weeks(minutes: &[f64]) -> Vec<Run> {
        (minutes.iter().enumerate())
            .filter(|(_, minutes)| **minutes > 0.0)
            .flat_map(|(week, minutes)| {
                [1, 4].map(|offset| run(7 * week as u64 + offset, minutes / 2.0, 2.9, 165.0))
            })
            .collect()
    }

    fn seen(minutes: &[f64]) -> LoadTrend {
        let mut runs = weeks(minutes);
        // Sunday's run is done: the week is over.
        runs.push(run(0, 0.0, 2.9, 165.0));
        trend(&history(runs, &[]), 20)
    }

    #[test]
    fn a_usual_range_needs_four_weeks_and_spans_at_least_a_third() {
        for (before, known) in [(3, false), (4, true)] {
            let minutes: Vec<f64> = std::iter::repeat_n(100.0, before + 1).collect();
            let seen = seen(&minutes);
            let last = seen.last_full().expect("a week");
            assert_eq!(last.minutes.usual.is_some(), known, "{before}");
            assert_eq!(last.base, before);
        }
        let seen = seen(&[100.0; 8]);
        let usual = seen
            .last_full()
            .expect("a week")
            .minutes
            .usual
            .expect("a range");
        assert!((usual.high - 130.0).abs() < 1e-6 && (usual.low - 100.0 / 1.3).abs() < 1e-6);
    }

    #[test]
    fn a_jump_is_above_the_range_and_above_the_weeks_before() {
        for (last, place, jump) in [
            (129.0, Place::Inside, false),
            (131.0, Place::Above, true),
            (76.0, Place::Below, false),
        ] {
            let mut minutes = vec![100.0; 9];
            minutes[0] = last;
            let seen = seen(&minutes);
            let week = seen.last_full().expect("a week");
            assert_eq!(week.minutes.place(), Some(place), "{last}");
            assert_eq!(week.minutes.jump, jump, "{last}");
        }
        // A second week as high as the first is above the range and no jump of its own.
        let mut minutes = vec![100.0; 12];
        (minutes[0], minutes[1]) = (150.0, 150.0);
        let seen = seen(&minutes);
        let week = seen.last_full().expect("a week");
        assert_eq!(week.minutes.place(), Some(Place::Above));
        assert!(!week.minutes.jump);
    }

    #[test]
    fn no_range_looks_across_a_break_of_two_weeks_or_the_injury() {
        let mut minutes = vec![100.0; 12];
        (minutes[3], minutes[4], minutes[5]) = (0.0, 0.0, 0.0);
        let last = *seen(&minutes).last_full().expect("a week");
        assert_eq!((last.base, last.minutes.usual), (2, None));
        let runs = weeks(&[100.0; 12]);
        let hurt = history(runs, &[injured(ago(24))]);
        let seen = trend(&hurt, 20);
        assert_eq!(seen.last_full().map(|week| week.base), Some(1));
        assert_eq!(seen.before_minutes, Some(100.0));
    }

    #[test]
    fn what_one_run_does_not_tell_is_marked_and_never_nought() {
        let mut runs = weeks(&[100.0; 9]);
        runs.push(run(0, 0.0, 2.9, 165.0));
        runs[0].tendon_load = None;
        runs[2].tendon_load = None;
        runs[3].tendon_load = None;
        let seen = trend(&history(runs, &[]), 20);
        let [.., before, last] = seen.weeks.as_slice() else {
            panic!("weeks");
        };
        assert!(last.load.partly && last.load.value.is_some());
        assert_eq!(last.load.place(), None);
        assert!(before.load.partly && before.load.value.is_none());
    }

    #[test]
    fn spells_of_pain_are_told_from_the_second_on() {
        let mut minutes = vec![100.0; 16];
        (minutes[1], minutes[7]) = (220.0, 220.0);
        let runs = weeks(&minutes);
        // The later run of each of the two long weeks.
        let reds: Vec<Entry> = (runs.iter())
            .filter(|run| run.running_minutes() == Some(110.0))
            .filter(|run| [8, 50].contains(&(day(TODAY) - run.date()).num_days()))
            .map(|run| pain(run, 7.0))
            .collect();
        assert_eq!(reds.len(), 2);
        let both = trend(&history(runs.clone(), &reds), 20)
            .spells
            .expect("two spells");
        assert_eq!((both.told, both.above), (2, 2));
        assert_eq!((day(TODAY) - both.since).num_days(), 50);
        assert_eq!(trend(&history(runs, &reds[..1]), 20).spells, None);
    }
}

mod of_pain {
    use super::*;
    use crate::trend::pain::{Verdict, trend};

    fn verdict(scores: &[Option<f64>]) -> Verdict {
        let count = scores.len() as u64;
        let runs: Vec<Run> = (0..count)
            .map(|place| run(4 + 3 * (count - place), 25.0, 2.9, 165.0))
            .collect();
        let mut log: Vec<Entry> = vec![injured(ago(60))];
        log.extend(
            runs.iter()
                .zip(scores)
                .filter_map(|(run, score)| score.map(|score| pain(run, score))),
        );
        trend(&history(runs, &log), 8).verdict
    }

    #[test]
    fn reds_come_before_ambers_and_the_last_amber_since_is_told() {
        match verdict(&[Some(4.0), Some(7.0), Some(2.0), Some(4.5)]) {
            Verdict::Reds {
                count,
                answered,
                amber,
                ..
            } => {
                assert_eq!((count, answered), (1, 4));
                assert_eq!(
                    amber.and_then(|amber| amber.worst).map(|worst| worst.0),
                    Some(4.5)
                );
            }
            other => panic!("{other:?}"),
        }
        match verdict(&[Some(4.0), Some(7.0), Some(2.0)]) {
            Verdict::Reds { amber, .. } => assert_eq!(amber, None, "an amber before it"),
            other => panic!("{other:?}"),
        }
        assert!(matches!(
            verdict(&[Some(4.0), Some(3.0)]),
            Verdict::Ambers {
                count: 1,
                answered: 2,
                ..
            }
        ));
        assert_eq!(
            verdict(&[Some(1.0), Some(3.0)]),
            Verdict::Green {
                answered: 2,
                highest: 3.0
            }
        );
    }

    #[test]
    fn more_than_half_without_a_score_is_too_little() {
        assert_eq!(
            verdict(&[Some(1.0), None, None]),
            Verdict::TooLittle {
                without: 2,
                runs: 3
            }
        );
        assert_eq!(
            verdict(&[Some(1.0), Some(2.0), None, None]),
            Verdict::Green {
                answered: 2,
                highest: 2.0
            }
        );
        // Pain that is known is told, however much else is missing.
        assert!(matches!(
            verdict(&[Some(6.0), None, None]),
            Verdict::Reds { .. }
        ));
    }

    #[test]
    fn without_an_episode_nothing_is_missing() {
        let quiet = trend(&history(vec![run(3, 30.0, 2.9, 165.0)], &[]), 8);
        assert_eq!(quiet.verdict, Verdict::NotLogged);
        assert_eq!(trend(&history(Vec::new(), &[]), 8).verdict, Verdict::NoRuns);
    }
}

mod of_rehab {
    use super::*;
    use crate::trend::rehab::{Verdict, trend};

    fn session(set: RehabSet, days: u64, score: f64) -> Entry {
        let work = RehabWork {
            pain: PainScore::new(score).ok(),
            ..RehabWork::of(set)
        };
        told(What::Rehab(work), ago(days), 18)
    }

    #[test]
    fn days_are_counted_once_and_a_fortnight_without_any_is_said() {
        let mut log = vec![injured(ago(40))];
        for days in [1, 1, 3, 5, 30] {
            log.push(session(RehabSet::Isometric, days, 2.0));
        }
        match trend(&history(Vec::new(), &log), 26).verdict {
            Verdict::Done {
                days, set, pain, ..
            } => {
                assert_eq!((days, set, pain), (3, RehabSet::Isometric, Some(2.0)));
            }
            other => panic!("{other:?}"),
        }
        for (last, quiet) in [(13, false), (14, true)] {
            let log = [injured(ago(40)), session(RehabSet::Isometric, last, 1.0)];
            let seen = trend(&history(Vec::new(), &log), 26);
            assert_eq!(
                matches!(seen.verdict, Verdict::Quiet { .. }),
                quiet,
                "{last}"
            );
        }
    }

    #[test]
    fn what_was_planned_and_not_done_is_a_ring_only_in_weeks_that_are_over() {
        // Five days a week are asked for; two weeks ago three were done.
        let mut log = vec![injured(ago(27))];
        for days in [8, 9, 10, 15, 16, 17, 18, 19] {
            log.push(session(RehabSet::Isometric, days, 1.0));
        }
        log.push(session(RehabSet::Isometric, 0, 1.0));
        let seen = trend(&history(Vec::new(), &log), 26);
        let missed: Vec<usize> = seen.weeks.iter().map(|week| week.missed).collect();
        let [.., two, one, this] = missed.as_slice() else {
            panic!("{missed:?}");
        };
        assert_eq!((*two, *one, *this), (0, 2, 0));
    }
}

mod of_roster {
    use super::*;
    use crate::diary::Symptom;
    use crate::trend::roster::{Reason, reason, reason_alone};

    fn reason_of(runs: Vec<Run>, log: &[Entry]) -> Reason {
        let history = history(runs, log);
        let cadence = cadence::trend(&history);
        let load = load::trend(&history, 26);
        let found = reason(&history, &cadence, &load);
        assert_eq!(reason_alone(&history), found);
        found
    }

    /// The same three days of every week.
    fn usual() -> Vec<Run> {
        (0..90)
            .filter(|days| [0, 2, 5].contains(&(days % 7)))
            .map(|days| run(days, 40.0, 2.9, 165.0))
            .collect()
    }

    #[test]
    fn the_first_reason_that_holds_is_told() {
        assert_eq!(reason_of(usual(), &[]), Reason::AsUsual);
        assert_eq!(reason_of(Vec::new(), &[]), Reason::NoData);
        let runs = usual();
        let red = pain(&runs[2], 7.0);
        let amber = pain(&runs[1], 4.0);
        let flag = told(
            What::Symptom {
                symptom: Symptom::Bladder,
            },
            ago(1),
            9,
        );
        let log = [red.clone(), amber.clone(), flag];
        assert!(matches!(
            reason_of(usual(), &log),
            Reason::RedFlag(Symptom::Bladder)
        ));
        assert!(matches!(reason_of(usual(), &log[..2]), Reason::Red(_)));
        assert!(matches!(reason_of(usual(), &[amber]), Reason::Amber(_)));
        let needs = reason_of(usual(), &log[..2]);
        assert!(needs.needs_a_look() && !Reason::AsUsual.needs_a_look());
    }

    #[test]
    fn a_step_that_fell_long_ago_and_stayed_low_is_a_reason() {
        // The later level is the usual one by now; only the lasting change tells of it.
        let of_weeks = |before: f64| -> Vec<Run> {
            (0..300)
                .filter(|days| [0, 2, 5].contains(&(days % 7)))
                .map(|days| {
                    let level = if days > 160 { before } else { 160.0 };
                    run(days, 40.0, 2.9, level)
                })
                .collect()
        };
        assert!(matches!(
            reason_of(of_weeks(172.0), &[]),
            Reason::CadenceLower { percent, since, .. } if percent < -5.0 && since == ago(159)
        ));
        assert_eq!(reason_of(of_weeks(165.0), &[]), Reason::AsUsual);
        // A step that became quicker is no news for a coach.
        assert_eq!(reason_of(of_weeks(150.0), &[]), Reason::AsUsual);
    }

    #[test]
    fn days_either_side_of_the_limits() {
        for (days, is_red) in [(9, true), (12, false)] {
            let runs = usual();
            let of_day = |run: &&Run| (day(TODAY) - run.date()).num_days() == days;
            let run = runs.iter().find(of_day).expect("a run");
            let log = [pain(run, 7.0)];
            assert_eq!(
                matches!(reason_of(usual(), &log), Reason::Red(_)),
                is_red,
                "{days}"
            );
        }
        for (since, off) in [(13, false), (14, true)] {
            let runs = (since..90)
                .step_by(3)
                .map(|days| run(days, 40.0, 2.9, 165.0));
            let found = reason_of(runs.collect(), &[]);
            assert_eq!(matches!(found, Reason::NoRun(14)), off, "{found:?}");
        }
    }

    #[test]
    fn a_week_of_little_load_is_not_as_usual_though_its_minutes_are_not_all_known() {
        let mut runs = usual();
        for run in runs.iter_mut().filter(|run| run.date() > ago(6)) {
            run.tendon_load = Some(0.2);
            if run.date() == ago(2) {
                run.running = None;
            }
        }
        let found = reason_of(runs, &[]);
        assert!(
            matches!(found, Reason::LoadLow(times) if times < 0.1),
            "{found:?}"
        );
        assert!(!found.needs_a_look());
    }

    #[test]
    fn back_from_a_break_comes_before_a_jump() {
        let runs = (0..8)
            .step_by(2)
            .chain((40..120).step_by(3))
            .map(|days| run(days, 40.0, 2.9, 165.0));
        assert!(matches!(
            reason_of(runs.collect(), &[]),
            Reason::Back { week: 1, off: 33 }
        ));
    }
}

mod period {
    use super::*;
    use crate::trend::cadence;
    use crate::trend::period::{Period, Stretch, of};

    fn stretch(from: u64, to: u64) -> Stretch {
        Stretch::new(ago(from), ago(to)).expect("in order")
    }

    fn period(history: &History, from: u64, to: u64) -> Period {
        of(history, &cadence::trend(history), stretch(from, to))
    }

    #[test]
    fn a_stretch_has_both_ends_and_one_of_its_length_before_it() {
        let last = stretch(13, 0);
        assert_eq!(last.days(), 14);
        assert_eq!(last.before(), Some(stretch(27, 14)));
        assert_eq!(Stretch::new(ago(0), ago(1)), None);
        let first = Stretch::new(NaiveDate::MIN, NaiveDate::MIN).expect("a day");
        assert_eq!(first.before(), None);
    }

    #[test]
    fn sums_are_a_week_and_a_missing_figure_is_marked_or_missing() {
        let mut runs = vec![
            run(20, 30.0, 3.0, 170.0),
            run(10, 30.0, 3.0, 170.0),
            run(3, 60.0, 3.0, 170.0),
        ];
        if let Some(run) = runs.last_mut() {
            run.tendon_load = None;
        }
        let scores = [
            pain(&runs[0], 6.0),
            pain(&runs[1], 4.0),
            pain(&runs[2], 1.0),
        ];
        let history = history(runs, &scores);
        let now = period(&history, 13, 0);
        assert_eq!(
            (now.runs, now.runs_a_week, now.longest),
            (2, 1.0, Some(60.0))
        );
        let minutes = now.minutes.expect("known");
        assert_eq!((minutes.value, minutes.partly), (45.0, false));
        let load = now.load.expect("partly known");
        assert_eq!((load.value, load.partly), (1.5, true));
        assert_eq!((now.answered, now.mean_response), (2, Some(2.5)));
        assert_eq!((now.over_three, now.over_five), (1, 0));
        let before = period(&history, 27, 14);
        assert_eq!(
            (before.runs, before.over_three, before.over_five),
            (1, 1, 1)
        );
    }

    #[test]
    fn weeks_without_a_run_hold_no_minutes_and_no_answer() {
        let history = history(vec![run(3, 60.0, 3.0, 170.0)], &[]);
        let none = period(&history, 41, 28);
        assert_eq!(
            (none.runs, none.minutes.map(|week| week.value)),
            (0, Some(0.0))
        );
        assert_eq!(
            (none.longest, none.cadence, none.mean_response),
            (None, None, None)
        );
        let unanswered = period(&history, 13, 0);
        assert_eq!((unanswered.answered, unanswered.mean_response), (0, None));
    }
}
