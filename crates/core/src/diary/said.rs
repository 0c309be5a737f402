//! What the runner says of a recording: that it counts or not, and what of it is wrong.
//!
//! The recording itself stays as it is. The last word counts, and it counts for every
//! moment that is asked about: what was no run never was one.

use super::entry::{CountsAs, Entry, What};
use crate::run::{DistanceSource, Run, RunId};
use crate::units::{Metres, Seconds};
use std::collections::BTreeMap;

/// The last word on one recording.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Said {
    /// Whether it counts; `None` where nothing was said.
    pub counts: Option<bool>,
    /// Why it does not.
    pub why: Option<String>,
    /// Distance as the runner knows it.
    pub distance: Option<Metres>,
    /// Running minutes.
    pub minutes: Option<f64>,
}

/// What is said of each recording, by the entries in the order in which they were told.
pub fn of(entries: &[Entry]) -> BTreeMap<RunId, Said> {
    let mut said: BTreeMap<RunId, Said> = BTreeMap::new();
    for entry in entries {
        match &entry.what {
            What::Exclude { run } => {
                let said = said.entry(run.clone()).or_default();
                said.counts = Some(false);
                said.why.clone_from(&entry.note);
            }
            What::Sport {
                run,
                sport: CountsAs::Other,
            } => {
                let said = said.entry(run.clone()).or_default();
                said.counts = Some(false);
                said.why = Some("another sport".to_owned());
            }
            What::Include { run }
            | What::Sport {
                run,
                sport: CountsAs::Run,
            } => {
                let said = said.entry(run.clone()).or_default();
                said.counts = Some(true);
                said.why = None;
            }
            What::Correct {
                run,
                distance_m,
                minutes,
            } => {
                let said = said.entry(run.clone()).or_default();
                said.distance = distance_m.or(said.distance);
                said.minutes = minutes.or(said.minutes);
            }
            _ => {}
        }
    }
    said
}

/// Puts what was said in the place of what was measured, and what follows from it.
pub fn correct(run: &mut Run, said: &Said) {
    let speed_before = run.speed;
    if let Some(distance) = said.distance {
        run.distance = Some(distance);
        run.distance_source = Some(DistanceSource::Stated);
    }
    if let Some(minutes) = said.minutes {
        let told = Seconds::from_minutes(minutes);
        run.elapsed = told;
        run.timer = Some(told);
        run.moving = Some(told);
        run.running = Some(told);
        run.hard = run.hard.map(|hard| if hard > told { told } else { hard });
    }
    if said.distance.is_none() && said.minutes.is_none() {
        return;
    }
    run.speed = run
        .distance
        .zip(run.moving.or(run.timer))
        .filter(|(_, moving)| moving.get() > 0.0)
        .map(|(distance, moving)| distance / moving);
    // What was worked out from the old speed is off by the same factor.
    let factor = speed_before
        .zip(run.speed)
        .filter(|(before, _)| before.get() > 0.0)
        .map(|(before, now)| now.get() / before.get());
    run.gap = run
        .gap
        .zip(factor)
        .map(|(gap, factor)| crate::units::MetresPerSecond::new(gap.get() * factor));
    run.step_length = run
        .step_length
        .zip(factor)
        .map(|(step, factor)| Metres::new(step.get() * factor));
    if let Some(rpe) = run.rpe {
        run.load.session_rpe = run.timer.map(|timer| rpe * timer.minutes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diary::{StatedRun, stated};
    use chrono::DateTime;

    fn entry(json: &str) -> Entry {
        let line = format!(r#"{{"at":"2026-11-21T18:00:00+01:00",{json}}}"#);
        serde_json::from_str(&line).expect("an entry")
    }

    #[test]
    fn the_last_word_counts() {
        let exclude = r#""kind":"exclude","run":"R","note":"a ride""#;
        let include = r#""kind":"include","run":"R""#;
        let other = r#""kind":"sport","run":"R","sport":"other""#;
        let run = r#""kind":"sport","run":"R","sport":"run""#;
        for (told, counts) in [
            (vec![], None),
            (vec![exclude], Some(false)),
            (vec![exclude, include], Some(true)),
            (vec![include, other], Some(false)),
            (vec![other, run], Some(true)),
        ] {
            let entries: Vec<Entry> = told.iter().map(|json| entry(json)).collect();
            let said = of(&entries);
            let found = said.get(&RunId("R".to_owned()));
            assert_eq!(found.and_then(|said| said.counts), counts, "{told:?}");
        }
    }

    #[test]
    fn a_corrected_figure_carries_on_to_those_that_hang_on_it() {
        let start = DateTime::parse_from_rfc3339("2026-11-21T18:00:00+01:00").expect("valid");
        let stated = StatedRun {
            minutes: 30.0,
            distance_m: Some(Metres::new(5_000.0)),
            rpe: Some(4.0),
            ..StatedRun::default()
        };
        let mut run = stated::run(start, &stated);
        let said = of(&[
            entry(r#""kind":"correct","run":"R","distance_m":6000"#),
            entry(r#""kind":"correct","run":"R","minutes":40"#),
        ]);
        correct(&mut run, &said[&RunId("R".to_owned())]);
        assert_eq!(run.distance, Some(Metres::new(6_000.0)));
        assert_eq!(run.running_minutes(), Some(40.0));
        assert!((run.speed.expect("known").get() - 2.5).abs() < 1e-9);
        assert_eq!(run.load.session_rpe, Some(160.0));
        assert_eq!(run.end() - run.start, chrono::TimeDelta::minutes(40));
    }
}
