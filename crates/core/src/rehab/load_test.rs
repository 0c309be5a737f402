//! The load test of the morning: a few single-leg bridges a side, later single-leg
//! deadlifts, held against the runner's own usual value of the same test.

use super::sessions::first_session;
use crate::diary::{History, LoadTestEntry, RehabSet, Side};
use crate::limits;
use crate::robust::median_of;
use chrono::{DateTime, FixedOffset, NaiveDate};

/// What is done as the load test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// Single-leg bridges.
    #[default]
    Bridges,
    /// Single-leg deadlifts, once the bridges of set B say nothing any more.
    Deadlifts,
}

impl Form {
    /// `3 single-leg bridges a side`
    pub fn words(self) -> String {
        let what = match self {
            Form::Bridges => "single-leg bridges",
            Form::Deadlifts => "single-leg deadlifts",
        };
        format!("{:.0} {what} a side", limits::LOAD_TEST_REPS.value)
    }
}

/// The load tests of one day, by side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Morning {
    /// The day.
    pub date: NaiveDate,
    /// Worst pain on the left, 0 to 10.
    pub left: Option<f64>,
    /// Worst pain on the right, 0 to 10.
    pub right: Option<f64>,
    /// What was done.
    pub form: Form,
}

impl Morning {
    /// The worse side.
    pub fn worst(&self) -> f64 {
        let worst = |a: Option<f64>, b: Option<f64>| a.into_iter().chain(b).fold(0.0, f64::max);
        worst(self.left, self.right)
    }

    /// Whether both sides were tested.
    pub const fn both_known(&self) -> bool {
        self.left.is_some() && self.right.is_some()
    }
}

/// The mornings with a load test up to a moment, in order.
pub fn mornings(history: &History, until: DateTime<FixedOffset>) -> Vec<Morning> {
    let mut mornings: Vec<Morning> = Vec::new();
    for entry in history.load_tests.iter().filter(|entry| entry.at <= until) {
        let date = history.local_date(entry.at);
        if mornings.last().is_none_or(|last| last.date != date) {
            mornings.push(Morning {
                date,
                left: None,
                right: None,
                form: Form::Bridges,
            });
        }
        if let Some(morning) = mornings.last_mut() {
            note(morning, entry);
        }
    }
    if let Some(changed) = changed_after(history, &mornings) {
        for morning in mornings.iter_mut().filter(|one| one.date > changed) {
            morning.form = Form::Deadlifts;
        }
    }
    mornings
}

/// What the next load test is.
pub fn form_now(history: &History) -> Form {
    match changed_after(history, &mornings(history, history.now)) {
        Some(_) => Form::Deadlifts,
        None => Form::Bridges,
    }
}

/// The morning after which the bridges give way to deadlifts: so many of set B in a row
/// that hardly hurt.
fn changed_after(history: &History, mornings: &[Morning]) -> Option<NaiveDate> {
    let episode = history.episode()?;
    let since = history.local_date(first_session(history, episode, RehabSet::B)?);
    let of_set_b = mornings.iter().filter(|morning| morning.date >= since);
    let mut quiet = 0.0;
    of_set_b
        .map(|morning| {
            let hardly = morning.worst() <= limits::LOAD_TEST_EASY.value;
            quiet = if hardly { quiet + 1.0 } else { 0.0 };
            (morning.date, quiet)
        })
        .find(|(_, quiet)| *quiet >= limits::LOAD_TEST_WINDOW.value)
        .map(|(date, _)| date)
}

fn note(morning: &mut Morning, entry: &LoadTestEntry) {
    let score = entry.score.get();
    let higher = |known: Option<f64>| Some(known.map_or(score, |known| known.max(score)));
    let side = entry.side.unwrap_or(Side::Both);
    if matches!(side, Side::Left | Side::Both) {
        morning.left = higher(morning.left);
    }
    if matches!(side, Side::Right | Side::Both) {
        morning.right = higher(morning.right);
    }
}

/// The runner's usual value before a day: the median of the last mornings with the same
/// test, where enough of them are known.
pub fn usual(mornings: &[Morning], before: NaiveDate, form: Form) -> Option<f64> {
    let last: Vec<f64> = (mornings.iter().rev())
        .filter(|morning| morning.date < before && morning.form == form)
        .take(limits::LOAD_TEST_WINDOW.value as usize)
        .map(Morning::worst)
        .collect();
    if last.len() < limits::LOAD_TEST_LEAST.value as usize {
        return None;
    }
    median_of(last)
}

/// Whether a morning says that what came before was tolerated.
pub fn tolerated(mornings: &[Morning], morning: &Morning) -> bool {
    let worst = morning.worst();
    worst <= limits::GREEN_MAX.value
        && usual(mornings, morning.date, morning.form)
            .is_none_or(|usual| worst < usual + limits::LOAD_TEST_OVER.value)
}

/// What a load test of today that was not tolerated means, where it was not over the limit:
/// that has an answer of its own.
pub fn in_words(history: &History) -> Option<String> {
    let last = *mornings(history, history.now).last()?;
    let watched = last.date == history.today() && last.worst() <= limits::AMBER_MAX.value;
    let (_, words) = not_tolerated(history).filter(|_| watched)?;
    Some(format!(
        "{words}: what was done before it is not tolerated yet. The next exercises ask for no \
         more than the last; test again the morning after them."
    ))
}

/// A load test of the last seven days that was not tolerated, if it was the last: `The load
/// test of Tuesday was 5, over 3`, with its day.
pub fn not_tolerated(history: &History) -> Option<(NaiveDate, String)> {
    let mornings = mornings(history, history.now);
    let near = limits::UNATTRIBUTED_DAYS.value as i64;
    let last = (mornings.last())
        .filter(|last| (history.today() - last.date).num_days() < near)
        .filter(|last| !tolerated(&mornings, last))?;
    let over = match usual(&mornings, last.date, last.form) {
        Some(usual) if last.worst() <= limits::GREEN_MAX.value => {
            format!("{} over your usual {usual}", last.worst() - usual)
        }
        _ => format!("over {}", limits::GREEN_MAX.value),
    };
    let words = format!(
        "The load test of {} was {}, {over}",
        last.date.format("%A"),
        last.worst()
    );
    Some((last.date, words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(scores: &[f64]) -> Vec<Morning> {
        let first = NaiveDate::from_ymd_opt(2026, 9, 1).expect("a date");
        (scores.iter().zip(first.iter_days()))
            .map(|(&score, date)| Morning {
                date,
                left: Some(score),
                right: Some(score),
                form: Form::Bridges,
            })
            .collect()
    }

    #[test]
    fn the_usual_value_is_the_median_of_the_last_seven_and_known_from_four_on() {
        for (scores, usual_before_last) in [
            (&[1.0, 1.0, 1.0, 9.0][..], None),
            (&[1.0, 2.0, 1.0, 2.0, 9.0], Some(1.5)),
            (&[0.0, 0.0, 0.0, 0.0, 2.0, 2.0, 2.0, 2.0, 9.0], Some(2.0)),
        ] {
            let mornings = series(scores);
            let last = mornings.last().expect("a morning").date;
            assert_eq!(
                usual(&mornings, last, Form::Bridges),
                usual_before_last,
                "{scores:?}"
            );
        }
    }

    #[test]
    fn another_test_has_a_usual_value_of_its_own() {
        let mut mornings = series(&[0.0, 0.0, 0.0, 0.0, 2.0, 2.0, 2.0, 2.0]);
        for morning in mornings.iter_mut().skip(4) {
            morning.form = Form::Deadlifts;
        }
        let after = mornings.last().expect("a morning").date.succ_opt();
        let usual = |form| usual(&mornings, after.expect("a date"), form);
        assert_eq!(usual(Form::Bridges), Some(0.0));
        assert_eq!(usual(Form::Deadlifts), Some(2.0));
        // The first of the new test is held against none of the old one.
        assert!(tolerated(&mornings, &mornings[4]));
    }

    #[test]
    fn over_three_or_two_over_usual_was_not_tolerated() {
        for (scores, fine) in [
            (&[3.0][..], true),
            (&[3.5], false),
            (&[0.0, 0.0, 0.0, 0.0, 1.5], true),
            (&[0.0, 0.0, 0.0, 0.0, 2.0], false),
            (&[0.0, 0.0, 0.0, 2.0], true),
        ] {
            let mornings = series(scores);
            let last = mornings.last().expect("a morning");
            assert_eq!(tolerated(&mornings, last), fine, "{scores:?}");
        }
    }
}
