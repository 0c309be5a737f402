//! Pain over 5 that has not settled yet: hours that go by say nothing of it, and a score of
//! one place says nothing of another.

use crate::calendar::TimeDelta;
use crate::diary::{History, is_same_place};
use crate::limits;
use crate::units::PainScore;
use chrono::{DateTime, FixedOffset};

/// What was felt last after a score over 5 that nothing has settled.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sore<'a> {
    /// The last score of it.
    pub score: f64,
    /// Where, if that is not where the tendon hurts.
    pub elsewhere: Option<&'a str>,
}

impl Sore<'_> {
    /// `the 7 has settled to 3 or less`, with the place where it is another.
    pub(super) fn once_settled(&self) -> String {
        let safe = limits::GREEN_MAX.value;
        let (score, place) = (self.score, self.place());
        format!("the {score}{place} has settled to {safe} or less")
    }

    /// ` (knee)`, where it is another place than the tendon's.
    pub(super) fn place(&self) -> String {
        self.elsewhere
            .map_or_else(String::new, |site| format!(" ({site})"))
    }

    /// How to say that pain of another place has settled; the tendon's is asked for anyhow.
    /// Words that somebody else may have written become no part of a command.
    pub(super) fn how_to_say(&self) -> String {
        self.elsewhere.map_or_else(String::new, |site| {
            let is_word = site.chars().all(char::is_alphabetic);
            let place = if is_word { site } else { "PLACE" };
            format!(" Log it when it has: `comeback pain SCORE --site {place}`.")
        })
    }
}

/// A score, when and where.
type Told<'a> = (DateTime<FixedOffset>, f64, Option<&'a str>);

/// What hurts still by the scores of the last days: of the tendon, in a run, the exercises or
/// the morning's test, before any other place.
pub(super) fn sore(history: &History) -> Option<Sore<'_>> {
    let days = limits::UNATTRIBUTED_DAYS.value as i64;
    let from = history.now - TimeDelta::days(days);
    let pain = history.pain.iter().map(|entry| {
        let score = entry.now.unwrap_or(entry.score);
        (entry.at, score, entry.elsewhere())
    });
    let rehab = (history.rehab.iter()).filter_map(|entry| Some((entry.at, entry.work.pain?)));
    let morning = (history.load_tests.iter()).map(|entry| (entry.at, entry.score));
    let of_tendon = |(at, score)| (at, score, None);
    let told = pain
        .chain(worst_of_days(history, rehab).into_iter().map(of_tendon))
        .chain(worst_of_days(history, morning).into_iter().map(of_tendon));
    let mut told: Vec<Told> = told
        .filter(|(at, ..)| *at >= from)
        .map(|(at, score, site)| (at, score.get(), site))
        .collect();
    told.sort_by_key(|(at, ..)| *at);
    let tendon = told.iter().filter(|(.., site)| site.is_none());
    unsettled(tendon.copied()).or_else(|| {
        // The last word on each other place decides for it.
        let places = told.iter().rev().filter_map(|(.., site)| *site);
        places.into_iter().find_map(|place| {
            let of_it = |site: Option<&str>| site.is_some_and(|site| is_same_place(site, place));
            unsettled(told.iter().filter(|(.., site)| of_it(*site)).copied())
        })
    })
}

/// The worst of each day: one side, or one exercise, says nothing of the other.
fn worst_of_days(
    history: &History,
    told: impl Iterator<Item = (DateTime<FixedOffset>, PainScore)>,
) -> Vec<(DateTime<FixedOffset>, PainScore)> {
    let mut days: Vec<(DateTime<FixedOffset>, PainScore)> = Vec::new();
    for (at, score) in told {
        match days.last_mut() {
            Some((last, worst)) if history.local_date(*last) == history.local_date(at) => {
                *last = at;
                *worst = if score.get() > worst.get() {
                    score
                } else {
                    *worst
                };
            }
            _ => days.push((at, score)),
        }
    }
    days
}

/// The last of the scores since one over 5, where none after that one was 3 or less.
fn unsettled<'a>(told: impl Iterator<Item = Told<'a>>) -> Option<Sore<'a>> {
    let mut strong = false;
    let mut last = None;
    for (_, score, elsewhere) in told {
        strong = score > limits::GREEN_MAX.value && (strong || score > limits::AMBER_MAX.value);
        last = strong.then_some(Sore { score, elsewhere });
    }
    last
}
