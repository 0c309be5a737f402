//! What is done beside running: the exercise sets with their re-tests, the gait
//! focus with its dose, sitting, stretching and VISA-H over time. A summary to
//! look at; no decision reads it.

use crate::calendar::Days;
use crate::diary::entry::{GaitFocus, RehabSet};
use crate::diary::{History, SittingEntry, TestEntry, VisaEntry};
use crate::limits;
use crate::rehab::{entered, sessions, sitting, standing};
use crate::robust::median_of;
use chrono::{DateTime, FixedOffset, NaiveDate};

/// Days that counts of habits look back.
const HABIT_DAYS: i64 = limits::HABIT_DAYS.value as i64;

/// The sessions of one set under the present episode.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SetProgress {
    /// The set.
    pub set: RehabSet,
    /// Sessions in the episode.
    pub sessions: usize,
    /// Sessions of the last 28 days.
    pub sessions_28_d: usize,
    /// The day of the first.
    pub first: Option<NaiveDate>,
    /// The day of the last.
    pub last: Option<NaiveDate>,
    /// Pain 0-10 during the sessions: the highest, and the last told.
    pub worst_pain: Option<f64>,
    /// Pain of the last, 0 to 10.
    pub last_pain: Option<f64>,
    /// Largest hip flexion logged, degrees.
    pub hip_flexion_deg: Option<f64>,
    /// The re-test before its first session: when, and whether it was passed.
    pub entered_by: Option<TestEntry>,
}

/// A gait focus, over or under way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GaitProgress {
    /// The focus.
    pub focus: GaitFocus,
    /// Its first day.
    pub since: NaiveDate,
    /// The day on which another began or it was done.
    pub until: Option<NaiveDate>,
    /// Runs under the focus, each a session of it.
    pub sessions: usize,
    /// Share of the next run with feedback, 1 to 0.
    pub feedback: f64,
    /// No load step before this day.
    pub hold_until: NaiveDate,
    /// Median cadence of the runs under it, steps/min.
    pub cadence_spm: Option<f64>,
}

impl GaitProgress {
    /// How much feedback the next session has, in words.
    pub fn feedback_words(&self) -> String {
        if self.feedback >= 1.0 {
            "cue or metronome for the whole run".to_owned()
        } else if self.feedback > 0.0 {
            format!(
                "cue or metronome for {:.0} of every 10 minutes",
                self.feedback * 10.0
            )
        } else {
            "no more feedback: a check now and then".to_owned()
        }
    }
}

/// Everything beside running, at the history's moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Care {
    /// The set that the plan works with; `None` without an episode.
    pub current: Option<RehabSet>,
    /// Rehab, set by set.
    pub sets: Vec<SetProgress>,
    /// Re-tests of the episode.
    pub tests: Vec<TestEntry>,
    /// The present focus last.
    pub gait: Vec<GaitProgress>,
    /// Stretches of the last 28 days.
    pub stretches_28_d: usize,
    /// The day of the last one.
    pub last_stretch: Option<NaiveDate>,
    /// Spells of sitting of the last 28 days.
    pub sitting_28_d: Vec<SittingEntry>,
    /// How many of them were longer than was tolerated at their moment.
    pub sitting_over: usize,
    /// Unbroken minutes over which sitting is a finding now.
    pub sitting_limit_min: f64,
    /// VISA-H scores, in the order of time.
    pub visa: Vec<VisaEntry>,
}

impl Care {
    /// The focus that is worked on now.
    pub fn focus(&self) -> Option<&GaitProgress> {
        self.gait.last().filter(|focus| focus.until.is_none())
    }

    /// The longest spell of sitting of the last 28 days, minutes.
    pub fn longest_sitting(&self) -> Option<f64> {
        let minutes = self.sitting_28_d.iter().map(|entry| entry.minutes);
        minutes.reduce(f64::max)
    }

    /// Whether there is nothing to tell, but for scores of questionnaires and tests.
    pub fn is_empty(&self) -> bool {
        self.sets.iter().all(|set| set.sessions == 0)
            && self.tests.is_empty()
            && self.gait.is_empty()
            && self.last_stretch.is_none()
            && self.sitting_28_d.is_empty()
            && self.visa.is_empty()
    }
}

/// The summary: of the present episode where one is open, else of everything.
pub fn care(history: &History) -> Care {
    let since = history
        .episode()
        .map_or(NaiveDate::MIN, |episode| episode.start);
    let of_episode = |at: DateTime<FixedOffset>| history.local_date(at) >= since;
    let today = history.today();
    let recent =
        |at: DateTime<FixedOffset>| (today - history.local_date(at)).num_days() < HABIT_DAYS;
    let standing = standing::standing(history);
    // What a test came to, which the next morning has a say in.
    let tests: Vec<TestEntry> = (history.tests.iter().filter(|test| of_episode(test.at)))
        .map(|test| {
            let mut test = *test;
            test.result.passed &=
                (standing.as_ref()).is_none_or(|standing| !standing.not_passed.contains(&test.at));
            test
        })
        .collect();
    let sat: Vec<SittingEntry> = (history.sitting.iter())
        .filter(|entry| recent(entry.at))
        .copied()
        .collect();
    Care {
        current: super::rehab::worked_on(history),
        sets: SETS.map(|set| progress(history, set, since)).to_vec(),
        tests,
        gait: gait(history, since),
        stretches_28_d: history.stretches.iter().filter(|at| recent(**at)).count(),
        last_stretch: history.stretches.last().map(|at| history.local_date(*at)),
        sitting_over: (sat.iter())
            .filter(|entry| sitting::over(history, entry).is_some())
            .count(),
        sitting_28_d: sat,
        sitting_limit_min: sitting::tolerance(history, history.now).minutes,
        visa: history.visa.clone(),
    }
}

const SETS: [RehabSet; 4] = [RehabSet::Isometric, RehabSet::A, RehabSet::B, RehabSet::C];

fn progress(history: &History, set: RehabSet, since: NaiveDate) -> SetProgress {
    let today = history.today();
    let entries: Vec<_> = history
        .rehab
        .iter()
        .filter(|entry| entry.set() == set && history.local_date(entry.at) >= since)
        .collect();
    let day = |at: DateTime<FixedOffset>| history.local_date(at);
    let days: Vec<NaiveDate> = sessions::days(history, |entry| entry.set() == set)
        .filter(|day| *day >= since)
        .collect();
    let pain = || {
        entries
            .iter()
            .filter_map(|entry| entry.work.pain.map(|pain| pain.get()))
    };
    let first = entries.first().map(|entry| entry.at);
    SetProgress {
        set,
        sessions: days.len(),
        sessions_28_d: (days.iter())
            .filter(|day| (today - **day).num_days() < HABIT_DAYS)
            .count(),
        first: first.map(day),
        last: entries.last().map(|entry| day(entry.at)),
        worst_pain: pain().reduce(f64::max),
        last_pain: pain().next_back(),
        hip_flexion_deg: entries
            .iter()
            .filter_map(|entry| entry.work.hip_flexion_deg)
            .reduce(f64::max),
        // As the rule of the sets says it.
        entered_by: (history.episode())
            .and_then(|episode| entered::entered_by(history, episode, set))
            .map(|(test, passed)| {
                let mut test = *test;
                test.result.passed = passed;
                test
            }),
    }
}

/// Each focus from its first entry to the next or its end.
fn gait(history: &History, since: NaiveDate) -> Vec<GaitProgress> {
    let mut periods: Vec<(GaitFocus, NaiveDate, Option<NaiveDate>)> = Vec::new();
    for entry in &history.gait {
        let on = history.local_date(entry.at);
        let goes_on = periods
            .last()
            .is_some_and(|(focus, _, until)| until.is_none() && *focus == entry.focus);
        if goes_on {
            continue;
        }
        if let Some((_, _, until)) = periods.last_mut() {
            until.get_or_insert(on);
        }
        if entry.focus != GaitFocus::Done {
            periods.push((entry.focus, on, None));
        }
    }
    periods.retain(|(_, on, until)| {
        until.is_none_or(|until| until >= since) && *on <= history.today()
    });
    periods
        .into_iter()
        .map(|(focus, since, until)| worked_on(history, focus, since, until))
        .collect()
}

fn worked_on(
    history: &History,
    focus: GaitFocus,
    since: NaiveDate,
    until: Option<NaiveDate>,
) -> GaitProgress {
    let last = until.unwrap_or_else(|| history.today());
    let runs = history.runs_between(since, last);
    let cadence = (runs.iter()).filter_map(|run| run.cadence.map(|cadence| cadence.median.get()));
    let hold = history.settings.get(&limits::GAIT_HOLD_DAYS) as u64;
    GaitProgress {
        focus,
        since,
        until,
        sessions: runs.len(),
        feedback: feedback(runs.len()),
        hold_until: since + Days::new(hold),
        cadence_spm: median_of(cadence),
    }
}

/// The share of the next session with feedback: all of it up to the least dose,
/// then evenly less, none from the full dose on. The dose is the trials'; that
/// it fades evenly is ours.
fn feedback(sessions: usize) -> f64 {
    let (least, most) = (
        limits::GAIT_SESSIONS_MIN.value,
        limits::GAIT_SESSIONS_MAX.value,
    );
    ((most - sessions as f64) / (most - least)).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feedback_is_whole_up_to_the_least_dose_and_fades_to_none_at_the_most() {
        for (sessions, share) in [
            (0, 1.0),
            (8, 1.0),
            (9, 0.9),
            (13, 0.5),
            (17, 0.1),
            (18, 0.0),
            (30, 0.0),
        ] {
            assert!((feedback(sessions) - share).abs() < 1e-9, "{sessions}");
        }
    }
}
