//! What was planned before, worked out again from the log.

use crate::plan::{Log, at, monday};
use chrono::{DateTime, FixedOffset};
use comeback_core::calendar::Days;
use comeback_core::diary::entry::Beginning;
use comeback_core::diary::moments;
use comeback_core::plan::past::{sessions, vanished_check_ins};
use comeback_core::plan::plan;

/// Three green runs of 20 min a week; the next week has runs on three days.
fn log() -> Log {
    let mut log = Log::new();
    log.before(34.0);
    log.episode(monday(0), Beginning::Continuous, (30.0, 3));
    log.week(monday(0), 20.0, 0.0);
    log
}

fn sunday_evening() -> DateTime<FixedOffset> {
    at(monday(1) - Days::new(1), 20)
}

#[test]
fn a_day_stands_since_the_entry_that_made_it_so_whenever_it_is_asked() {
    let log = log();
    let mut before: Option<Vec<_>> = None;
    for hour in [20, 21, 23] {
        let history = log.history(at(monday(1) - Days::new(1), hour));
        let present = plan(&history, monday(1));
        let known = moments::moments(&history, None);
        let days = sessions(&history, &present);
        assert_eq!(days.len(), 7);
        let since: Vec<_> = days
            .iter()
            .map(|states| states.last().expect("a state").since)
            .collect();
        for (states, day) in days.iter().zip(&present.days) {
            let last = &states.last().expect("a state").what;
            assert_eq!((last.date, &last.steps), (day.date, &day.steps));
            assert!(states.windows(2).all(|pair| pair[0].what != pair[1].what));
            assert!(states.windows(2).all(|pair| pair[0].since <= pair[1].since));
        }
        let midnights = (0..14).map(|back| history.start_of(monday(1) - Days::new(back)));
        let dated: Vec<_> = known.into_iter().chain(midnights).collect();
        assert!(
            since.iter().all(|moment| dated.contains(moment)),
            "{since:?}"
        );
        assert!(before.is_none_or(|before| before == since));
        before = Some(since);
    }
}

#[test]
fn a_check_in_that_pain_took_away_is_found() {
    let mut log = log();
    let calm = log.history(sunday_evening());
    let planned = plan(&calm, monday(1));
    let runs = planned.days.iter().filter(|day| day.kind.is_run()).count();
    assert!(runs >= 2, "{:?}", planned.days);
    // A red takes the week's runs away, and their check-ins with them.
    log.felt(monday(1), 23.0, 8.0);
    let history = log.history(at(monday(1) + Days::new(1), 12));
    let present = plan(&history, monday(1));
    let due = |plan: &comeback_core::plan::WeekPlan| -> Vec<_> {
        let due = plan.days.iter().flat_map(|day| &day.check_ins);
        due.map(|due| due.from.date_naive()).collect()
    };
    let lost: Vec<_> = due(&planned)
        .into_iter()
        .filter(|date| !due(&present).contains(date))
        .collect();
    assert!(!lost.is_empty(), "{:?}", present.days);
    let found: Vec<_> = (vanished_check_ins(&history, &present).iter())
        .map(|from| from.date_naive())
        .collect();
    for date in lost {
        assert!(found.contains(&date), "{date} of {found:?}");
    }
    assert!(found.iter().all(|date| !due(&present).contains(date)));
}
