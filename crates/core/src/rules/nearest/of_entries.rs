//! Changes of what was logged beside the runs: pain, symptoms, rehab, sitting.

use super::{Asked, Change, Changed, HALF};
use crate::calendar::{TimeDelta, spoken};
use crate::diary::{History, PainEntry, TestEntry, TestResult, response};
use crate::run::Run;
use crate::units::PainScore;
use chrono::{DateTime, FixedOffset};

/// The highest score that would not have fired.
pub fn less_pain(asked: &Asked) -> Option<Changed> {
    let run = asked
        .finding
        .run
        .as_ref()
        .and_then(|id| asked.history.run(id));
    let speaks = |entry: &PainEntry| match run {
        Some(run) => response::belongs(entry, run),
        // Pain that lasts or does not improve: all that was logged.
        None => true,
    };
    let pain = asked.history.pain.iter();
    let worst = pain
        .filter(|entry| speaks(entry))
        .map(|entry| entry.score.get())
        .reduce(f64::max)?;
    let steps = (worst / HALF).ceil() as u32;
    let (score, history) = (0..steps).rev().find_map(|step| {
        let score = f64::from(step) * HALF;
        let mut history = asked.history.clone();
        let most = PainScore::new(score).ok()?;
        for entry in history.pain.iter_mut().filter(|entry| speaks(entry)) {
            if entry.score > most {
                entry.score = most;
            }
        }
        asked.silent(&history).then_some((score, history))
    })?;
    let change = Change {
        what: "pain",
        run: asked.finding.run.clone(),
        was: Some(worst.into()),
        would: score.into(),
        text: match run {
            Some(run) => format!(
                "no score over {score} in the 48 h of the run of {} (the highest was {worst})",
                spoken(run.date())
            ),
            None => format!("no score over {score} (the highest was {worst})"),
        },
    };
    Some((change, history))
}

/// The score whose lack fires.
pub fn logged(asked: &Asked) -> Option<Changed> {
    let index = asked.place()?;
    let run = asked.run(index)?;
    let (history, text) = complete(asked.history, run)?;
    let change = Change {
        what: "entry",
        run: asked.finding.run.clone(),
        was: None,
        would: 0.0.into(),
        text,
    };
    asked.silent(&history).then_some((change, history))
}

/// The symptom, seen and cleared.
pub fn resolved(asked: &Asked) -> Option<Changed> {
    let mut history = asked.history.clone();
    let open = history.symptoms.iter_mut().find(|entry| {
        entry.resolved.is_none() && asked.history.local_date(entry.at) == asked.finding.date
    })?;
    open.resolved = Some(asked.history.now);
    let symptom = open.symptom.as_str();
    let change = Change {
        what: "symptom",
        run: None,
        was: Some(symptom.into()),
        would: "resolved".into(),
        text: format!("`{symptom}` logged as resolved, once a clinician has seen and cleared it"),
    };
    asked.silent(&history).then_some((change, history))
}

/// The longest spell of sitting that would not have fired.
pub fn less_sitting(asked: &Asked) -> Option<Changed> {
    let of_day = |at: DateTime<FixedOffset>| asked.history.local_date(at) == asked.finding.date;
    let place = asked
        .history
        .sitting
        .iter()
        .enumerate()
        .filter(|(_, entry)| of_day(entry.at))
        .max_by(|(_, a), (_, b)| a.minutes.total_cmp(&b.minutes))?;
    let (index, was) = (place.0, place.1.minutes);
    let (minutes, history) = asked.largest(was, 1.0, |minutes| {
        let mut history = asked.history.clone();
        if let Some(entry) = history.sitting.get_mut(index) {
            entry.minutes = minutes;
        }
        history
    })?;
    let change = Change {
        what: "sitting_min",
        run: None,
        was: Some(was.into()),
        would: minutes.into(),
        text: format!("up, and about, after {minutes} min instead of {was:.0}"),
    };
    Some((change, history))
}

/// The day without its stretch.
pub fn without_stretch(asked: &Asked) -> Option<Changed> {
    let mut history = asked.history.clone();
    history
        .stretches
        .retain(|at| asked.history.local_date(*at) != asked.finding.date);
    let change = Change {
        what: "stretches",
        run: None,
        was: Some((asked.history.stretches.len() - history.stretches.len()).into()),
        would: 0_usize.into(),
        text: format!("without the stretch of {}", spoken(asked.finding.date)),
    };
    asked.silent(&history).then_some((change, history))
}

/// A passed re-test before the session.
pub fn passed_test(asked: &Asked) -> Option<Changed> {
    let entry = asked
        .history
        .rehab
        .iter()
        .find(|entry| asked.history.local_date(entry.at) == asked.finding.date)?;
    let mut history = asked.history.clone();
    history.tests.push(TestEntry {
        at: entry.at - TimeDelta::seconds(1),
        result: TestResult::of(true),
    });
    history.tests.sort_by_key(|test| test.at);
    let change = Change {
        what: "test",
        run: None,
        was: None,
        would: "passed".into(),
        text: format!("a passed re-test by {}", spoken(asked.finding.date)),
    };
    asked.silent(&history).then_some((change, history))
}

/// The most flexion of the hip that would not have fired.
pub fn less_flexion(asked: &Asked) -> Option<Changed> {
    let (index, was) = asked
        .history
        .rehab
        .iter()
        .enumerate()
        .filter(|(_, entry)| asked.history.local_date(entry.at) == asked.finding.date)
        .find_map(|(index, entry)| Some((index, entry.work.hip_flexion_deg?)))?;
    let (degrees, history) = asked.largest(was, 1.0, |degrees| {
        let mut history = asked.history.clone();
        if let Some(entry) = history.rehab.get_mut(index) {
            entry.work.hip_flexion_deg = Some(degrees);
        }
        history
    })?;
    let change = Change {
        what: "hip_flexion_deg",
        run: None,
        was: Some(was.into()),
        would: degrees.into(),
        text: format!("the hip bent up to {degrees}° instead of {was:.0}°"),
    };
    Some((change, history))
}

/// The history in which the response of a run is complete, and which entries it
/// lacks, with the time by which each was due. `None` where none is lacking.
pub fn complete(history: &History, run: &Run) -> Option<(History, String)> {
    let found = response(run, history);
    if found.complete {
        return None;
    }
    let mut filled = history.clone();
    let painless = PainScore::new(0.0).ok();
    filled
        .pain
        .extend(painless.map(|score| PainEntry::of(found.closes, score)));
    let when = |at: DateTime<FixedOffset>| at.format("%a %-d %b %H:%M").to_string();
    filled.pain.sort_by_key(|entry| entry.at);
    let text = format!(
        "for the run of {}, a score of 3 or less felt between {} and {}",
        spoken(run.date()),
        when(found.late_from),
        when(found.closes)
    );
    Some((filled, text))
}
