//! Rehab: the set that is due, what leads to the next, the next session and its
//! exercises.

use crate::tree::{Block, ExerciseCard, Section};
use crate::words::capital;
use crate::words::quantity::trimmed;
use comeback_core::diary::History;
use comeback_core::limits;
use comeback_core::plan::rehab::Overview;
use comeback_core::rehab::load_test::Form;
use comeback_core::rehab::retest;
use comeback_core::rehab::standing::{Criterion, Retest};

/// The part of a plan that says where rehab stands and how it is done.
pub fn section(history: &History, overview: &Overview) -> Section {
    Section::new("rehab", "Rehab").with_all(blocks(history, overview))
}

/// Where rehab stands, the exercises of the next session, and what is measured.
pub fn blocks(history: &History, overview: &Overview) -> Vec<Block> {
    let list = |lines: Vec<String>| Block::List(lines.into_iter().map(Into::into).collect());
    let exercises = overview.session.doses.iter().map(|dose| ExerciseCard {
        exercise: dose.exercise,
    });
    let exercises: Vec<ExerciseCard> = exercises.collect();
    let mut blocks = vec![list(stands(overview))];
    if !exercises.is_empty() {
        blocks.push(Block::Exercises(exercises));
    }
    blocks.push(list(measured(history, overview)));
    blocks
}

fn stands(overview: &Overview) -> Vec<String> {
    let standing = &overview.standing;
    let sessions = match standing.sessions {
        0 => "no session yet".to_owned(),
        1 => "1 session".to_owned(),
        count => format!("{count} sessions"),
    };
    let name = capital(standing.set.words());
    let mut lines = vec![format!(
        "{name} since {}, {sessions}.",
        standing.since.format("%-d %B")
    )];
    lines.extend(overview.behind.clone());
    if let Some(until) = standing.back_until {
        lines.push(format!(
            "Taken back after pain over 5 twice in a fortnight; the re-test comes from {} on.",
            until.format("%-d %B")
        ));
    }
    if let Some(next) = overview.next {
        lines.push(format!("To {}: {}", next.words(), to_next(overview)));
        if !matches!(standing.retest, Retest::Due(_)) {
            lines.extend(standing.criteria.iter().map(criterion));
        }
    }
    lines.push(format!("Next session: {}.", overview.session.words()));
    if !overview.session.why.is_empty() {
        lines.push(overview.session.why.clone());
    }
    lines
}

fn measured(history: &History, overview: &Overview) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(last) = &overview.last_load_test {
        let usual = overview.usual_load_test.map_or(String::new(), |usual| {
            format!(", usually {}", trimmed(usual, 1))
        });
        let what = match last.form {
            Form::Bridges => String::new(),
            form @ Form::Deadlifts => format!(" ({})", form.words()),
        };
        lines.push(format!(
            "Load test of {}{what}: {}{usual}.",
            last.date.format("%-d %B"),
            trimmed(last.worst(), 1)
        ));
    }
    let sitting = overview.sitting;
    lines.push(if sitting.measured {
        format!(
            "Sitting: you tolerate {:.0} min, so get up after {:.0}; {:.0} min more each week while the mornings stay quiet.",
            sitting.minutes,
            sitting.spell(),
            limits::SITTING_STEP.value
        )
    } else {
        format!(
            "Sitting: not measured yet (`comeback log sitting-tolerance MIN`), so at most {:.0} min at a time.",
            sitting.minutes
        )
    });
    lines.extend(scores(history));
    if overview.next.is_some() && overview.standing.tests < 2 {
        lines.push("No date can be given for the next set before two re-tests.".to_owned());
    }
    let adherence = overview.adherence;
    if adherence.asked > 0 && !history.rehab.is_empty() {
        lines.push(format!(
            "Done in the last two weeks: {} of at least {} sessions.",
            adherence.done, adherence.asked
        ));
    }
    lines
}

/// The questionnaires, each from its first score to its last.
pub(super) fn scores(history: &History) -> Vec<String> {
    let mut activities: Vec<&str> = Vec::new();
    for entry in &history.psfs {
        if let Some(activity) = entry.activity.as_deref()
            && !activities.contains(&activity)
        {
            activities.push(activity);
        }
    }
    let mut lines: Vec<String> = activities
        .into_iter()
        .filter_map(|activity| {
            let of_it = (history.psfs.iter())
                .filter(|entry| entry.activity.as_deref() == Some(activity))
                .map(|entry| entry.score);
            change(
                activity,
                &of_it.collect::<Vec<f64>>(),
                limits::CHANGE_PSFS.value,
            )
        })
        .collect();
    let uwri: Vec<f64> = history.uwri.iter().map(|entry| entry.score).collect();
    lines.extend(change("UWRI", &uwri, limits::CHANGE_UWRI.value));
    let visa: Vec<f64> = history.visa.iter().map(|entry| entry.score).collect();
    let perhaps = limits::CHANGE_VISA_PERHAPS.value;
    lines.extend(
        change("VISA-H", &visa, limits::CHANGE_VISA_REAL.value).map(|line| {
            let by = visa
                .first()
                .zip(visa.last())
                .map_or(0.0, |(first, last)| (last - first).abs());
            if (perhaps..limits::CHANGE_VISA_REAL.value).contains(&by) {
                line.replace("not yet a change", "perhaps a change")
            } else {
                line
            }
        }),
    );
    lines
}

/// `run fast: 4 → 7, better, a change that matters.`
fn change(what: &str, scores: &[f64], matters: f64) -> Option<String> {
    let (first, last) = scores.first().zip(scores.last())?;
    if scores.len() < 2 {
        return None;
    }
    // More is better in each of the three.
    let verdict = if last - first >= matters {
        "better, a change that matters"
    } else if first - last >= matters {
        "worse, a change that matters"
    } else {
        "not yet a change"
    };
    Some(format!(
        "{what}: {} → {}, {verdict}.",
        trimmed(*first, 1),
        trimmed(*last, 1)
    ))
}

/// What leads to the next set; the criteria follow where it is not the re-test alone.
fn to_next(overview: &Overview) -> String {
    let standing = &overview.standing;
    match standing.retest {
        Retest::Due(from) => {
            let when = match overview.retest_on {
                Some(on) => format!("on {}", on.format("%A %-d %B")),
                None => format!("from {} on", from.format("%A %-d %B")),
            };
            format!("the re-test is due {when}: {}.", retest::how(standing.set))
        }
        Retest::Passed(on) => format!(
            "the re-test of {} is passed; it opens once all of this is there.",
            on.format("%-d %B")
        ),
        Retest::NotYet | Retest::None => "a re-test, once all of this is there.".to_owned(),
    }
}

/// `✓ 7 days of the holds, 9 so far`; `?` where nothing tells it.
fn criterion(one: &Criterion) -> String {
    let mark = match one.met {
        Some(true) => "✓",
        Some(false) => "✗",
        None => "?",
    };
    format!("{mark} {}", one.text)
}
