//! Responses, spans, breaks and goals, case by case.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, TimeDelta};
use comeback_core::diary::{
    self, Band, Beginning, Entry, EpisodeStart, GoalSource, History, StatedRun, What, span, stated,
};
use comeback_core::run::Run;
use comeback_core::units::PainScore;

fn at(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).expect("an instant")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn pain(at: DateTime<FixedOffset>, score: f64) -> Entry {
    Entry {
        at,
        what: What::Pain {
            score: PainScore::new(score).expect("a score"),
            during: None,
            site: None,
            now: None,
        },
        note: None,
    }
}

/// A run of 30 min that ends at 12:30 on 1 June, and pain some hours after its end.
fn response_of(pains: &[(f64, f64)], hours_now: f64) -> diary::Response {
    let start = at("2026-06-01T12:00:00+00:00");
    let end = start + TimeDelta::minutes(30);
    let after = |hours: f64| end + TimeDelta::seconds((hours * 3600.0) as i64);
    let run = stated::run(
        start,
        &StatedRun {
            minutes: 30.0,
            ..StatedRun::default()
        },
    );
    let entries: Vec<Entry> = pains
        .iter()
        .map(|&(hours, score)| pain(after(hours), score))
        .collect();
    let history = History::assemble(after(hours_now), chrono_tz::UTC, [run.clone()], &entries);
    diary::response(&run, &history)
}

#[test]
fn a_response_is_banded_by_score_and_completeness() {
    type Case = (&'static [(f64, f64)], f64, Band);
    let cases: &[Case] = &[
        // Nothing logged: open, then closed.
        (&[], 47.9, Band::Pending),
        (&[], 48.1, Band::Unknown),
        // An early score alone; a late one alone is enough.
        (&[(1.0, 0.0)], 11.0, Band::Pending),
        (&[(1.0, 0.0)], 49.0, Band::Unknown),
        (&[(30.0, 0.0)], 49.0, Band::Green),
        // Either side of each threshold.
        (&[(1.0, 3.0), (30.0, 2.0)], 49.0, Band::Green),
        (&[(1.0, 3.1), (30.0, 2.0)], 49.0, Band::Amber),
        (&[(1.0, 2.0), (30.0, 5.0)], 49.0, Band::Amber),
        (&[(1.0, 2.0), (30.0, 5.1)], 49.0, Band::Red),
        // Complete counts before the window closes.
        (&[(12.0, 1.0)], 12.1, Band::Green),
        // What is known is known at once, and stays known.
        (&[(-0.2, 6.0)], 0.1, Band::Red),
        (&[(1.0, 4.5)], 2.0, Band::Amber),
        (&[(1.0, 4.5)], 49.0, Band::Amber),
        (&[(1.0, 3.0)], 2.0, Band::Pending),
        // The edges of the windows: 12 h is late, 48 h is in, later is out.
        (&[(11.9, 1.0)], 49.0, Band::Unknown),
        (&[(12.0, 1.0)], 49.0, Band::Green),
        (&[(48.0, 1.0)], 49.0, Band::Green),
        (&[(48.1, 9.0)], 49.0, Band::Unknown),
        // Before the start does not count, and from the start on it does.
        (&[(-0.6, 9.0), (30.0, 1.0)], 49.0, Band::Green),
        (&[(-0.5, 9.0), (30.0, 1.0)], 49.0, Band::Red),
        // What lies later than now is not known.
        (&[(1.0, 1.0), (30.0, 8.0)], 29.0, Band::Pending),
    ];
    for (pains, now, band) in cases {
        assert_eq!(response_of(pains, *now).band, *band, "{pains:?} at {now} h");
    }
}

#[test]
fn the_next_morning_tells_from_four_o_clock_and_six_hours_on() {
    // When the run ended, when the score was felt, whether it is a late one. Berlin, in June.
    for (ended, felt, late) in [
        (
            "2026-06-01T21:30:00+02:00",
            "2026-06-02T03:59:00+02:00",
            false,
        ),
        (
            "2026-06-01T21:30:00+02:00",
            "2026-06-02T04:00:00+02:00",
            true,
        ),
        (
            "2026-06-01T23:00:00+02:00",
            "2026-06-02T04:59:00+02:00",
            false,
        ),
        (
            "2026-06-01T23:00:00+02:00",
            "2026-06-02T05:00:00+02:00",
            true,
        ),
        // Run before dawn: the morning is that of the next day, or twelve hours.
        (
            "2026-06-02T05:00:00+02:00",
            "2026-06-02T11:30:00+02:00",
            false,
        ),
        (
            "2026-06-02T05:00:00+02:00",
            "2026-06-02T17:00:00+02:00",
            true,
        ),
        // After midnight, to bed, and up.
        (
            "2026-06-02T00:30:00+02:00",
            "2026-06-02T06:20:00+02:00",
            false,
        ),
        (
            "2026-06-02T00:30:00+02:00",
            "2026-06-02T06:30:00+02:00",
            true,
        ),
        // Written down in another zone, it is the same morning.
        (
            "2026-06-01T19:30:00+00:00",
            "2026-06-02T02:00:00+00:00",
            true,
        ),
    ] {
        let thirty = StatedRun {
            minutes: 30.0,
            ..StatedRun::default()
        };
        let run = stated::run(at(ended) - TimeDelta::minutes(30), &thirty);
        let history = History::assemble(
            at(felt),
            chrono_tz::Europe::Berlin,
            [run.clone()],
            &[pain(at(felt), 1.0)],
        );
        let found = diary::response(&run, &history);
        assert_eq!(found.complete, late, "{ended} {felt}");
        assert_eq!(found.has_early, !late, "{ended} {felt}");
    }
}

#[test]
fn pain_outside_every_window_is_blamed_on_no_run() {
    let start = at("2026-06-01T12:00:00+00:00");
    let run = stated::run(
        start,
        &StatedRun {
            minutes: 30.0,
            ..StatedRun::default()
        },
    );
    let entries = [
        pain(start - TimeDelta::hours(1), 7.0),
        pain(start + TimeDelta::hours(1), 1.0),
        pain(start + TimeDelta::hours(60), 6.0),
    ];
    let history = History::assemble(start + TimeDelta::days(5), chrono_tz::UTC, [run], &entries);
    let scores: Vec<f64> = diary::unattributed(&history)
        .map(|entry| entry.score.get())
        .collect();
    assert_eq!(scores, [7.0, 6.0]);
}

/// Pain said to be from during a run, whenever it was given.
fn said_of(run: &Run, at: DateTime<FixedOffset>, score: f64) -> Entry {
    let mut entry = pain(at, score);
    if let What::Pain { during, .. } = &mut entry.what {
        *during = Some(run.id.clone());
    }
    entry
}

#[test]
fn a_score_belongs_to_the_run_in_whose_window_it_lies_or_that_it_names() {
    let start = at("2026-06-01T12:00:00+00:00");
    let run = |day: i64| {
        let thirty = StatedRun {
            minutes: 30.0,
            ..StatedRun::default()
        };
        stated::run(start + TimeDelta::days(day), &thirty)
    };
    let (asked, other) = (run(0), run(20));
    let end = asked.end();
    // The score, whether it belongs to the run, and the band that it gives alone.
    for (entry, belongs, band) in [
        (
            pain(start - TimeDelta::seconds(1), 6.0),
            false,
            Band::Unknown,
        ),
        (pain(start, 6.0), true, Band::Red),
        (pain(end + TimeDelta::hours(48), 6.0), true, Band::Red),
        (
            pain(end + TimeDelta::seconds(48 * 3600 + 1), 6.0),
            false,
            Band::Unknown,
        ),
        // A clock that was wrong, and a run that is told of a week later.
        (
            said_of(&asked, start - TimeDelta::hours(2), 6.0),
            true,
            Band::Red,
        ),
        (
            said_of(&asked, start + TimeDelta::days(7), 6.0),
            true,
            Band::Red,
        ),
        (
            said_of(&other, start - TimeDelta::hours(2), 6.0),
            false,
            Band::Unknown,
        ),
        (
            said_of(&other, start + TimeDelta::days(7), 6.0),
            false,
            Band::Unknown,
        ),
    ] {
        let history = History::assemble(
            start + TimeDelta::days(30),
            chrono_tz::UTC,
            [asked.clone(), other.clone()],
            std::slice::from_ref(&entry),
        );
        let read = history.pain.first().expect("the entry");
        assert_eq!(diary::response::belongs(read, &asked), belongs, "{entry:?}");
        assert_eq!(diary::response(&asked, &history).band, band, "{entry:?}");
        // What belongs to no run is said to be of none; the other one takes what names it.
        let of_none = !belongs && !diary::response::belongs(read, &other);
        assert_eq!(
            diary::unattributed(&history).count() == 1,
            of_none,
            "{entry:?}"
        );
    }
}

#[test]
fn pain_that_names_a_run_that_is_not_there_is_of_none() {
    let start = at("2026-06-01T12:00:00+00:00");
    let thirty = StatedRun {
        minutes: 30.0,
        ..StatedRun::default()
    };
    let [here, gone] = [0, 5].map(|days| stated::run(start + TimeDelta::days(days), &thirty));
    let entry = said_of(&gone, start + TimeDelta::days(5), 6.0);
    let now = start + TimeDelta::days(9);
    let history = History::assemble(now, chrono_tz::UTC, [here], &[entry]);
    assert_eq!(diary::unattributed(&history).count(), 1);
}

#[test]
fn the_highest_score_is_dated_by_when_it_was_first_felt() {
    let response = response_of(&[(20.0, 2.0), (22.0, 4.0), (30.0, 4.0), (40.0, 1.0)], 49.0);
    let end = response.closes - TimeDelta::hours(48);
    assert_eq!(response.max_at, Some(end + TimeDelta::hours(22)));
}

#[test]
fn an_earlier_moment_knows_what_was_felt_up_to_it() {
    let start = at("2026-06-01T12:00:00+00:00");
    let thirty = StatedRun {
        minutes: 30.0,
        ..StatedRun::default()
    };
    let run = stated::run(start, &thirty);
    let morning = start + TimeDelta::hours(19);
    let now = start + TimeDelta::days(5);
    let entries = [pain(start + TimeDelta::hours(1), 2.0), pain(morning, 4.0)];
    let history = History::assemble(now, chrono_tz::UTC, [run.clone()], &entries);
    let pain = diary::Pain::of(&history);
    for (moment, max, band) in [
        (start, None, Band::Pending),
        (morning - TimeDelta::seconds(1), Some(2.0), Band::Pending),
        (morning, Some(4.0), Band::Amber),
        (now, Some(4.0), Band::Amber),
    ] {
        let known = pain.response_at(&run, moment);
        assert_eq!(known.max.map(PainScore::get), max, "{moment}");
        assert_eq!(known.band, band, "{moment}");
    }
}

#[test]
fn one_entry_in_two_windows_counts_for_both() {
    let first = at("2026-06-01T12:00:00+00:00");
    let thirty = StatedRun {
        minutes: 30.0,
        ..StatedRun::default()
    };
    let runs = [0, 24].map(|hours| stated::run(first + TimeDelta::hours(hours), &thirty));
    let history = History::assemble(
        first + TimeDelta::days(5),
        chrono_tz::UTC,
        runs.clone(),
        &[pain(first + TimeDelta::hours(30), 6.0)],
    );
    for run in &runs {
        assert_eq!(diary::response(run, &history).band, Band::Red);
    }
}

/// Runs on the given days after 2026-06-01 (a Monday), 20 min each unless said.
fn log(days: &[(u64, f64)], today: u64) -> History {
    let monday = day("2026-06-01");
    let runs = days.iter().map(|&(offset, minutes)| {
        let start = (monday + Days::new(offset))
            .and_hms_opt(7, 0, 0)
            .expect("a time")
            .and_utc()
            .fixed_offset();
        stated::run(
            start,
            &StatedRun {
                minutes,
                ..StatedRun::default()
            },
        )
    });
    let now = (monday + Days::new(today))
        .and_hms_opt(22, 0, 0)
        .expect("a time")
        .and_utc()
        .fixed_offset();
    History::assemble(now, chrono_tz::UTC, runs, &[])
}

#[test]
fn a_run_day_needs_five_running_minutes_and_counts_once() {
    for (runs, days, session) in [
        (vec![(0, 5.0), (2, 4.9)], 1, 4.95),
        (vec![(0, 20.0), (0, 20.0), (3, 20.0)], 2, 20.0),
        (vec![(0, 30.0), (2, 20.0)], 2, 25.0),
    ] {
        let week = span::trailing_week(&log(&runs, 6), day("2026-06-07"));
        assert_eq!(week.run_days, Some(days), "{runs:?}");
        assert!((week.session_min.expect("runs") - session).abs() < 1e-9);
    }
    assert_eq!(
        span::trailing_week(&log(&[], 6), day("2026-06-07")).session_min,
        None
    );
}

#[test]
fn what_a_comparison_may_look_back_on() {
    // (runs, day of the comparison, known days of the 28 before its trailing week)
    for (days, on, known) in [
        // First week: nothing before it.
        (vec![0, 2, 4], 6, None),
        (vec![0, 2, 4, 7], 7, Some(1)),
        (vec![0, 2, 4, 7, 9, 11, 13], 13, Some(7)),
        (vec![0, 14, 28, 40], 40, Some(28)),
        // 13 days off are no break, 14 are.
        (vec![0, 14, 21], 21, Some(15)),
        (vec![0, 15, 22], 22, Some(1)),
        (vec![0, 15, 16], 16, None),
    ] {
        let runs: Vec<(u64, f64)> = days.iter().map(|&offset| (offset, 20.0)).collect();
        let history = log(&runs, on);
        let found = span::reference(&history, day("2026-06-01") + Days::new(on), 28, 1);
        assert_eq!(
            found.map(|(_, _, known)| known),
            known,
            "{days:?} on day {on}"
        );
    }
}

#[test]
fn breaks_count_whole_days_off() {
    let history = log(&[(0, 20.0), (7, 20.0), (13, 20.0)], 40);
    let found = span::breaks(&history, 6);
    let days_off: Vec<(i64, bool)> = found
        .iter()
        .map(|found| (found.days_off, found.first_run.is_some()))
        .collect();
    assert_eq!(days_off, [(6, true), (26, false)]);
}

#[test]
fn week_names_are_iso() {
    for (date, name) in [
        ("2026-11-22", "2026-W47"),
        ("2026-12-31", "2026-W53"),
        ("2027-01-03", "2026-W53"),
        ("2027-01-04", "2027-W01"),
    ] {
        assert_eq!(span::week_name(day(date)), name);
        assert_eq!(span::week_start(name), Some(span::monday(day(date))));
    }
    assert_eq!(span::week_start("2026-47"), None);
}

fn started(runs: History, start: EpisodeStart) -> diary::Episode {
    let at = start
        .on
        .and_hms_opt(0, 0, 0)
        .expect("a time")
        .and_utc()
        .fixed_offset();
    let entry = Entry {
        at,
        what: What::EpisodeStart(start),
        note: None,
    };
    let history = History::assemble(runs.now, chrono_tz::UTC, runs.runs, &[entry]);
    history.episode().cloned().expect("an episode")
}

fn on(date: &str) -> EpisodeStart {
    EpisodeStart {
        on: day(date),
        diagnosed: false,
        begin: None,
        goal_minutes: None,
        goal_runs: None,
        goal_sprints: None,
        race: None,
        goal_intensity: None,
        goal_hills: None,
        goal_hill_sprints: None,
    }
}

#[test]
fn a_goal_is_the_runners_own_training_or_the_default() {
    let none = started(log(&[], 10), on("2026-06-08"));
    assert_eq!(none.begin, Beginning::WalkRun);
    assert_eq!(none.goal.source, GoalSource::Default);
    assert_eq!((none.goal.session_min, none.goal.runs_per_week), (30.0, 3));

    // Four weeks of three runs of 20, 30 and 50 min: a mean of 33.3 in each, three a week.
    let runs: Vec<(u64, f64)> = (0..4)
        .flat_map(|week| [(7 * week, 20.0), (7 * week + 2, 30.0), (7 * week + 4, 50.0)])
        .collect();
    let own = started(log(&runs, 30), on("2026-06-29"));
    assert_eq!(own.begin, Beginning::Continuous);
    assert_eq!(own.goal.source, GoalSource::OwnTraining);
    assert_eq!((own.goal.session_min, own.goal.runs_per_week), (33.0, 3));
    assert!(!own.goal.intensity() && !own.goal.hills && !own.goal.hill_sprints);

    // The runner's word goes before the history.
    let stated = started(
        log(&runs, 30),
        EpisodeStart {
            goal_minutes: Some(40.0),
            goal_hills: Some(true),
            ..on("2026-06-29")
        },
    );
    assert_eq!(stated.goal.session_min, 40.0);
    assert!(stated.goal.hills);
    assert_eq!(stated.goal.source, GoalSource::StatedAndOwnTraining);

    let minutes_alone = EpisodeStart {
        goal_minutes: Some(40.0),
        ..on("2026-06-29")
    };
    let in_part = started(log(&[], 30), minutes_alone.clone());
    assert_eq!(in_part.goal.source, GoalSource::StatedAndDefault);
    let all = EpisodeStart {
        goal_runs: Some(4),
        goal_intensity: Some(false),
        goal_hills: Some(true),
        goal_hill_sprints: Some(false),
        ..minutes_alone
    };
    assert_eq!(started(log(&runs, 30), all).goal.source, GoalSource::Stated);
}

#[test]
fn continuous_running_resumes_only_after_a_recent_run() {
    // The run of day 0 lies 56 days before 27 July, 57 before 28 July.
    for (start, begin) in [
        ("2026-07-27", Beginning::Continuous),
        ("2026-07-28", Beginning::WalkRun),
    ] {
        assert_eq!(started(log(&[(0, 30.0)], 70), on(start)).begin, begin);
    }
}

#[test]
fn a_fact_about_the_person_holds_before_it_was_told_and_a_threshold_does_not() {
    let config = |at, key: &str, value: &str| Entry {
        at,
        what: What::Config {
            key: key.to_owned(),
            value: value.to_owned(),
            by: None,
        },
        note: None,
    };
    let told = at("2026-06-10T12:00:00+00:00");
    let entries = [
        config(told, "height", "1.8"),
        config(told, "weekly-growth", "5"),
    ];
    for (now, growth) in [
        ("2026-06-09T12:00:00+00:00", 10.0),
        ("2026-06-11T12:00:00+00:00", 5.0),
    ] {
        let settings = diary::settings_at(at(now), &entries);
        assert_eq!(settings.height.map(|height| height.get()), Some(1.8));
        assert_eq!(
            settings.get(&comeback_core::limits::WEEKLY_GROWTH),
            growth,
            "{now}"
        );
    }
}

fn mark(moment: &str, what: What) -> Entry {
    Entry {
        at: at(moment),
        what,
        note: None,
    }
}

/// A start counts from the first moment of its day, though it was told later: what was told
/// before it is said of the episode before, whatever moment it speaks of.
#[test]
fn what_was_told_of_an_episode_is_not_said_of_the_next() {
    let start = |day_of: &str| What::EpisodeStart(EpisodeStart::of(day(day_of)));
    let edit = What::EpisodeEdit(diary::EpisodeEdit {
        on: Some(day("2026-10-15")),
        goal_minutes: Some(40.0),
        ..diary::EpisodeEdit::default()
    });
    let told = [
        mark("2026-10-01T00:00:00Z", start("2026-10-01")),
        mark("2026-11-28T12:00:00Z", edit),
        mark("2026-11-28T13:00:00Z", What::EpisodeEnd),
        mark("2026-11-28T00:00:00Z", start("2026-11-28")),
    ];
    let history = |entries: &[Entry]| {
        History::assemble(at("2026-11-28T20:00:00Z"), chrono_tz::UTC, [], entries)
    };
    let found = history(&told);
    let [old, new] = found.episodes.as_slice() else {
        panic!("{:?}", found.episodes);
    };
    assert_eq!(
        (old.start, old.end),
        (day("2026-10-15"), Some(day("2026-11-27")))
    );
    assert_eq!(old.goal.session_min, 40.0);
    assert_eq!((new.start, new.end), (day("2026-11-28"), None));
    assert_eq!(new.goal.source, GoalSource::Default);
    // Over an open one, and on an earlier day.
    let over = [
        told[0].clone(),
        told[1].clone(),
        mark("2026-11-20T00:00:00Z", start("2026-11-20")),
    ];
    let found = history(&over);
    let last = found.episode().expect("one under care");
    assert_eq!(last.start, day("2026-11-20"));
    assert_eq!(last.goal.session_min, 30.0);
    assert_eq!(found.episodes[0].end, Some(day("2026-11-19")));
    // What is told after the start is of the new one.
    let after = [&told[..], &[mark("2026-11-28T15:00:00Z", What::EpisodeEnd)]].concat();
    assert_eq!(history(&after).episode(), None);
    // Told late of an earlier time, an end is of the episode of that time.
    let late = [
        told[0].clone(),
        mark("2026-11-20T00:00:00Z", start("2026-11-20")),
        mark("2026-11-10T18:00:00Z", What::EpisodeEnd),
    ];
    let found = history(&late);
    assert_eq!(found.episodes[0].end, Some(day("2026-11-10")));
    assert_eq!(
        found.episode().map(|open| open.start),
        Some(day("2026-11-20"))
    );
}
