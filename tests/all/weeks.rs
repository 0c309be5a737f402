//! The weekly table: every week is there, and a figure says no more than its runs know.

use crate::sample::{at, day, easy, hill_run, history, pain, six_weeks};
use comeback_core::diary::{Band, StatedRun, Week, stated, weeks};
use comeback_core::run::Run;
use comeback_core::units::{Metres, Seconds, StepsPerMinute};

fn one_week(runs: Vec<Run>) -> Week {
    let history = history("2026-11-30T12:00", runs, &[]);
    let table = weeks(&history, day("2026-11-16"), day("2026-11-16"));
    assert_eq!(table.len(), 1);
    table[0]
}

#[test]
fn every_week_of_the_span_is_present_and_an_empty_one_has_no_figures() {
    let table = weeks(&six_weeks(), day("2026-10-05"), day("2026-11-23"));
    let runs: Vec<usize> = table.iter().map(|week| week.runs).collect();
    assert_eq!(runs, [0, 3, 3, 3, 0, 3, 2, 0]);
    assert_eq!(table[0].name(), "2026-W41");
    for week in &table {
        if week.runs == 0 {
            assert_eq!(*week, Week::empty(week.starts));
        } else {
            assert!(week.running_min.is_some(), "{}", week.name());
        }
    }
    assert_eq!(table[1].running_min, Some(78.0));
    assert_eq!(table[1].session_min, Some(26.0));
    assert_eq!(table[1].band, Some(Band::Green));
    assert_eq!(table[6].band, Some(Band::Red));
    assert_eq!(table[6].worst_response.map(f64::from), Some(5.5));
    assert_eq!(table[6].hill_sprints, Some(3));
    assert_eq!(table[6].hills, Some(1));
}

#[test]
fn a_day_in_the_middle_names_its_week_and_a_reversed_span_is_empty() {
    let history = six_weeks();
    let by_days = weeks(&history, day("2026-11-20"), day("2026-11-22"));
    assert_eq!(
        by_days,
        weeks(&history, day("2026-11-16"), day("2026-11-16"))
    );
    assert!(weeks(&history, day("2026-11-16"), day("2026-11-09")).is_empty());
}

#[test]
fn a_sunday_night_run_belongs_to_the_week_of_its_local_day() {
    // 23:30 on Sunday in Berlin is 22:30 UTC; 00:30 on Monday is still Sunday in UTC.
    let runs = vec![
        easy("2026-11-15T23:30", 30.0),
        easy("2026-11-16T00:30", 40.0),
    ];
    let history = history("2026-11-30T12:00", runs, &[]);
    let table = weeks(&history, day("2026-11-09"), day("2026-11-16"));
    assert_eq!(table[0].running_min, Some(30.0));
    assert_eq!(table[1].running_min, Some(40.0));
}

#[test]
fn what_limits_are_held_against_is_unknown_with_one_unknown_run() {
    let mut blind = easy("2026-11-18T07:00", 20.0);
    blind.running = None;
    blind.hard = None;
    blind.efforts = None;
    let week = one_week(vec![hill_run("2026-11-16T07:00"), blind]);
    assert_eq!(week.runs, 2);
    assert_eq!(
        (week.running_min, week.session_min, week.hard_min),
        (None, None, None)
    );
    assert_eq!(
        (week.sprints, week.hills, week.hill_sprints),
        (None, None, None)
    );
    assert_eq!(week.tendon_load, None);
}

#[test]
fn without_grade_hills_are_unknown_and_sprints_are_not() {
    let mut flat = hill_run("2026-11-16T07:00");
    flat.grade_known = false;
    let week = one_week(vec![flat]);
    assert_eq!(
        (week.sprints, week.hills, week.hill_sprints),
        (Some(0), None, None)
    );
}

#[test]
fn what_only_describes_is_the_sum_of_what_is_known() {
    let treadmill = stated::run(
        at("2026-11-18T07:00"),
        &StatedRun {
            minutes: 30.0,
            treadmill: true,
            ..StatedRun::default()
        },
    );
    let hills = hill_run("2026-11-16T07:00");
    let (distance, ascent) = (hills.distance, hills.ascent);
    let week = one_week(vec![hills, treadmill.clone()]);
    assert_eq!((week.distance, week.ascent), (distance, ascent));
    let alone = one_week(vec![treadmill]);
    assert_eq!(
        (alone.distance, alone.ascent, alone.cadence),
        (None, None, None)
    );
    assert_eq!(alone.running_min, Some(30.0));
}

#[test]
fn cadence_is_weighted_by_running_time() {
    let with = |time: &str, minutes: f64, spm: f64| {
        let mut run = easy(time, minutes);
        if let Some(cadence) = &mut run.cadence {
            cadence.mean = StepsPerMinute::new(spm);
        }
        run
    };
    let week = one_week(vec![
        with("2026-11-16T07:00", 60.0, 160.0),
        with("2026-11-18T07:00", 20.0, 180.0),
    ]);
    // (60 · 160 + 20 · 180) / 80
    let cadence = week.cadence.expect("both have one").get();
    assert!((cadence - 165.0).abs() < 1e-9, "{cadence}");
}

#[test]
fn the_band_is_the_worst_in_the_order_that_drives_the_plan() {
    for (entries, expected) in [
        (vec![], Band::Unknown),
        // Tuesday's run green, Thursday's amber.
        (
            vec![
                pain("2026-11-17T09:00", 1.0),
                pain("2026-11-18T19:00", 1.0),
                pain("2026-11-19T09:00", 3.0),
                pain("2026-11-20T19:00", 3.5),
            ],
            Band::Amber,
        ),
        // An unknown one beside an amber one blocks more.
        (
            vec![pain("2026-11-19T09:00", 3.0), pain("2026-11-20T19:00", 3.5)],
            Band::Unknown,
        ),
        (vec![pain("2026-11-20T19:00", 5.1)], Band::Red),
    ] {
        let runs = vec![
            easy("2026-11-17T07:00", 30.0),
            easy("2026-11-19T07:00", 30.0),
        ];
        let history = history("2026-11-30T12:00", runs, &entries);
        let table = weeks(&history, day("2026-11-16"), day("2026-11-16"));
        assert_eq!(table[0].band, Some(expected), "{entries:?}");
    }
}

#[test]
fn a_figure_that_is_no_number_never_reaches_the_table() {
    let mut broken = easy("2026-11-16T07:00", 30.0);
    broken.running = Some(Seconds::new(f64::NAN));
    broken.distance = Some(Metres::new(f64::INFINITY));
    let week = one_week(vec![broken]);
    assert_eq!((week.running_min, week.distance), (None, None));
}

/// The group-by and the plain sums of the rules are two roads to the same figures.
#[test]
fn a_week_agrees_with_the_span_of_its_days() {
    let mut runs = Vec::new();
    for (index, minutes) in [31.0, 44.5, 22.25, 60.0, 38.0, 51.5, 27.0]
        .into_iter()
        .enumerate()
    {
        let date = day("2026-11-02") + chrono::Days::new(4 * index as u64);
        let mut run = hill_run(&format!("{date}T06:12"));
        run.running = Some(Seconds::from_minutes(minutes));
        run.grade_known = index != 4;
        runs.push(run);
        runs.push(easy(&format!("{date}T18:00"), 12.0));
    }
    let history = history("2026-12-20T12:00", runs, &[]);
    for week in weeks(&history, day("2026-11-02"), day("2026-12-07")) {
        let span = comeback_core::diary::span::span(
            &history,
            week.starts,
            week.starts + chrono::Days::new(6),
        );
        assert_eq!(week.runs, span.runs);
        if span.runs == 0 {
            continue;
        }
        let close = |a: Option<f64>, b: Option<f64>| match (a, b) {
            (Some(a), Some(b)) => (a - b).abs() < 1e-9,
            (a, b) => a == b,
        };
        assert!(close(week.running_min, span.running_min), "{week:?}");
        assert!(close(week.session_min, span.session_min), "{week:?}");
        assert!(close(week.hard_min, span.hard_min), "{week:?}");
        assert_eq!(week.sprints, span.sprints);
        assert_eq!(week.hills, span.hills);
        assert_eq!(week.hill_sprints, span.hill_sprints);
    }
}
