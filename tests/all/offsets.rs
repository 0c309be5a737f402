//! Moments written by another clock than that of the runner's home: summer asks about a
//! winter day, a server asks in UTC, a runner flies over the date line.

use super::sample::{self, at, day};
use chrono::{Days, NaiveDate};
use chrono_tz::Tz;
use comeback_core::decide::{decide, decide_week};
use comeback_core::diary::{Entry, History};
use comeback_core::run::Run;
use proptest::prelude::*;

fn in_zone(zone: Tz, now: &str, runs: Vec<Run>, entries: &[Entry]) -> History {
    History::assemble(at(now), zone, runs, entries)
}

#[test]
fn the_eve_of_a_day_is_the_day_before_whatever_clock_asks() {
    for (now, asked) in [
        ("2026-07-10T12:00:00+02:00", "2026-02-10"),
        ("2026-12-10T12:00:00+01:00", "2026-07-10"),
        // The days on which the clock is turned, and their neighbours.
        ("2026-12-10T12:00:00+01:00", "2026-03-29"),
        ("2026-12-10T12:00:00+01:00", "2026-03-30"),
        ("2026-12-10T12:00:00Z", "2026-10-25"),
        ("2026-12-10T12:00:00+14:00", "2026-10-26"),
    ] {
        let history = in_zone(chrono_tz::Europe::Berlin, now, vec![], &[]);
        let asked = day(asked);
        let eve = history.before(asked);
        assert_eq!(Some(eve.today()), asked.pred_opt(), "{asked} from {now}");
        assert_eq!(history.as_of(history.start_of(asked)).today(), asked);
    }
}

/// The same instant is the same day, and the same week, however it is written.
#[test]
fn a_decision_hangs_on_the_instant_and_not_on_how_it_is_written() {
    let days = [3, 5, 7, 10, 12, 14, 17, 19, 21];
    let runs = || days.map(|day| sample::easy(&format!("2026-11-{day:02}T18:00"), 30.0));
    let entries = [
        sample::episode("2026-11-02"),
        sample::pain("2026-11-22T20:00", 4.0),
    ];
    // Half past midnight of a Monday in Berlin is still Sunday in Greenwich.
    let decided = |now: &str| {
        let history = in_zone(chrono_tz::Europe::Berlin, now, runs().into(), &entries);
        decide(&history).expect("a decision")
    };
    let at_home = decided("2026-11-23T00:30:00+01:00");
    assert_eq!(at_home.plan.starts, day("2026-11-30"));
    for now in [
        "2026-11-22T23:30:00Z",
        "2026-11-22T13:30:00-10:00",
        "2026-11-23T13:30:00+14:00",
    ] {
        assert_eq!(decided(now), at_home, "{now}");
    }
}

/// From Monday morning in Auckland to Sunday evening in Honolulu: two runs of one Monday.
#[test]
fn a_day_lived_twice_counts_once_more_and_is_not_lost() {
    let runs = || {
        vec![
            sample::easy("2026-11-23T08:00:00+13:00", 40.0),
            sample::easy("2026-11-22T18:00:00-10:00", 30.0),
        ]
    };
    let zone = chrono_tz::Pacific::Auckland;
    let history = in_zone(zone, "2026-11-26T12:00:00+13:00", runs(), &[]);
    let minutes = |monday: &str| {
        let runs = history.runs_between(day(monday), day(monday) + Days::new(6));
        let minutes = runs.iter().filter_map(|run| run.running_minutes());
        minutes.sum::<f64>()
    };
    assert_eq!((minutes("2026-11-16"), minutes("2026-11-23")), (0.0, 70.0));
    // A history from elsewhere, whose days nobody has put in order, is decided the same.
    let mut foreign = history.clone();
    foreign.runs = runs();
    assert_eq!(decide(&foreign), decide(&history));
    let week = day("2026-11-25");
    assert_eq!(decide_week(&foreign, week), decide_week(&history, week));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_span_holds_every_run_of_its_days(
        places in prop::collection::vec((0_i64..40 * 24, -11_i32..=14), 0..30),
        from in 0_u64..40,
        length in 0_u64..14,
    ) {
        let begin = at("2026-10-01T00:00:00Z");
        let runs: Vec<Run> = places
            .iter()
            .map(|(hours, offset)| {
                let offset = chrono::FixedOffset::east_opt(offset * 3600).expect("an offset");
                let start = (begin + chrono::TimeDelta::hours(*hours)).with_timezone(&offset);
                sample::easy(&start.to_rfc3339(), 20.0)
            })
            .collect();
        let zone = chrono_tz::Europe::Berlin;
        let history = in_zone(zone, "2026-11-20T12:00:00Z", runs, &[]);
        let from = day("2026-10-01") + Days::new(from);
        let to = from + Days::new(length);
        let in_span = history.runs_between(from, to);
        let days: Vec<NaiveDate> = history.runs.iter().map(Run::date).collect();
        prop_assert!(days.is_sorted());
        let there = days.iter().filter(|day| (from..=to).contains(*day));
        prop_assert_eq!(in_span.len(), there.count());
    }
}
