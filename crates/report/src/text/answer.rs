//! The answer to a score: what it means for a run, what comes next, until when.

use super::today::clock;
use crate::words::quantity::trimmed;
use comeback_core::diary::response::belongs;
use comeback_core::diary::{
    Band, History, Pain, Response, Symptom, What, is_elsewhere, is_near_the_hip_joint,
    is_on_both_sides,
};
use comeback_core::limits;
use comeback_core::method::climb;
use comeback_core::plan::due;
use comeback_core::rehab::standing::{Retest, standing};
use comeback_core::rules::red_flag;
use comeback_core::run::{Run, RunId};

/// One sentence on the response of a run as it now stands, and one on what is missing.
pub fn answer(history: &History, id: &RunId, response: &Response) -> String {
    let Some(run) = history.run(id) else {
        return String::new();
    };
    let max = response.max.map_or(0.0, |max| max.get());
    let score = trimmed(max, 1);
    let day = run.start.format("%A %-d %B");
    if red_flag::forbids_running(history) {
        return format!(
            "{score} after the run of {day} is noted. It counts for no step while a red flag is open."
        );
    }
    let meaning = if max > limits::GREEN_MAX.value && history.episode().is_none() {
        format!(
            "{score} after the run of {day} is noted. No return is under way, so no plan reads it: \
             `comeback episode start` begins one."
        )
    } else if max > limits::AMBER_MAX.value && is_of_rehab(history, run) {
        format!(
            "{score} after the run of {day} and the exercises after it: over {:.0} is too much. What is \
             new is in the exercises, so they go back a step and the running stays; keep walking on \
             the level, keep the holds, do not stop.",
            limits::AMBER_MAX.value
        )
    } else if max > limits::AMBER_MAX.value {
        format!(
            "{score} after the run of {day}: over {:.0} is too much. The last step goes back; keep \
             walking on the level, keep the holds, do not stop.",
            limits::AMBER_MAX.value
        )
    } else if max >= limits::AMBER_MAX.value {
        format!(
            "{score} after the run of {day}: acceptable, and watched. Nothing is added this week."
        )
    } else if max > limits::GREEN_MAX.value && is_second_of_three(history, run) {
        format!(
            "{score} after the run of {day}: two of your last three are over {:.0} now, so nothing is \
             added until two of three are not.",
            limits::GREEN_MAX.value
        )
    } else if max > limits::GREEN_MAX.value {
        format!(
            "{score} after the run of {day}: acceptable, and watched. One such score decides nothing: \
             two of three do, or a mean of two weeks over {:.0}.",
            limits::GREEN_MAX.value
        )
    } else if response.band == Band::Green {
        format!("{score} after the run of {day}: green, and complete. It counts for the next step.")
    } else {
        format!("{score} after the run of {day}: fine so far.")
    };
    let meaning = format!("{}{meaning}{}", lower_now(history, run, max), severe(max));
    let Some(due) = due::score_due(history, run, response) else {
        return meaning;
    };
    let date = history.today();
    let from = if history.now < due.from {
        format!("from {} on", clock(due.from, date))
    } else {
        "now".to_owned()
    };
    format!(
        "{meaning} What is missing is the worst since then, {from}, until {}: `comeback pain SCORE`.",
        clock(due.until, date)
    )
}

/// Whether the exercises answer for what was felt after a run.
fn is_of_rehab(history: &History, run: &Run) -> bool {
    climb::fold(history, history.today()).is_some_and(|climb| climb.is_of_rehab(run.date()))
}

/// Whether a run over 3 is at least the second of the last three whose response is known.
fn is_second_of_three(history: &History, run: &Run) -> bool {
    let pain = Pain::of(history);
    let up_to = history
        .runs
        .iter()
        .rev()
        .filter(|other| other.start <= run.start);
    let known = up_to
        .map(|run| pain.response(run))
        .filter(Response::is_known);
    known
        .take(3)
        .filter(|response| response.band != Band::Green)
        .count()
        >= 2
}

/// A score below what the run keeps is heard all the same.
fn lower_now(history: &History, run: &Run, max: f64) -> String {
    let of_run = history.pain.iter().filter(|entry| belongs(entry, run));
    match of_run
        .max_by_key(|entry| entry.at)
        .map(|entry| entry.score.get())
    {
        Some(last) if last < max => {
            format!("{} is noted; the run keeps its highest. ", trimmed(last, 1))
        }
        _ => String::new(),
    }
}

/// What strong pain is asked about: it may be none of the tendon's usual kind.
fn severe(score: f64) -> &'static str {
    if score >= limits::SEVERE_PAIN.value {
        " Was there a pop, is there bruising or numbness, can you not walk on it? Then log it \
         (`comeback log symptom`) and have it seen today."
    } else {
        ""
    }
}

/// What is said of a score that belongs to no run.
pub fn of_no_run(what: &What) -> String {
    match what {
        What::Pain {
            site: Some(site),
            score,
            ..
        } if is_elsewhere(site) && Band::of_score(*score) == Band::Red => format!(
            "Pain elsewhere ({}) says nothing of the tendon and is no score of a run. It is kept: over \
             {:.0} nothing is added for a week, and its runs are {:.0} % shorter.",
            site.trim(),
            limits::AMBER_MAX.value,
            limits::EASE_SHARE.value
        ),
        What::Pain {
            site: Some(site), ..
        } if is_elsewhere(site) => format!(
            "Pain elsewhere ({}) says nothing of the tendon and is no score of a run. It is kept, \
             and over {:.0} nothing is added for a week.",
            site.trim(),
            limits::GREEN_MAX.value
        ),
        _ => "This belongs to no run of the last two days, and is kept all the same.".to_owned(),
    }
}

/// What an entry says beside its run: pain on the other side, pain that was too much in the
/// rehab, another set, a re-test that is not passed after all.
pub fn beside(what: &What, before: &History, after: &History) -> Vec<String> {
    let asked = match what {
        What::Pain {
            site: Some(site), ..
        } if is_on_both_sides(site, &before.pain) => Some(
            "Does it hurt on both sides, or has it changed sides? That should be seen by a \
             clinician in the next days: `comeback log symptom both-sides` notes it."
                .to_owned(),
        ),
        What::Pain {
            site: Some(site),
            score,
            ..
        } if is_near_the_hip_joint(site) && score.get() > limits::GREEN_MAX.value => Some(
            "Is it in the groin or the front of the hip, and does it hurt when the leg is loaded? \
             Then do not run, and log it: `comeback log symptom groin-pain`. A bone under stress \
             begins like that, and a clinician should see it in the next days."
                .to_owned(),
        ),
        What::Symptom {
            symptom: Symptom::SuddenOnset,
        } if !is_open(after, Symptom::SuddenOnset) => Some(format!(
            "Over {:.0} a sudden onset alone is no red flag. Was there a pop, is there bruising, can \
             you not walk on it? Then log that too (`comeback log symptom`) and have it seen today.",
            limits::SUDDEN_ONSET_AGE.value
        )),
        _ => None,
    };
    let moved = match what {
        // It is answered by what it came to.
        What::Test(_) => None,
        _ => moved(before, after),
    };
    (asked.into_iter())
        .chain(too_much(what, after))
        .chain(moved)
        .collect()
}

/// Whether a symptom is a red flag that is open.
fn is_open(history: &History, symptom: Symptom) -> bool {
    red_flag::open(history).any(|entry| entry.symptom == symptom)
}

/// What is said of runs that were run although a red flag was open.
pub fn of_runs_under_a_flag(history: &History, new: &[RunId]) -> Option<String> {
    let is_under = |id: &RunId| {
        let run = history.run(id);
        run.is_some_and(|run| history.running_was_forbidden_at(run.start))
    };
    new.iter().any(is_under).then(|| {
        "This was run while a red flag is open: it counts for no step. No running until it was seen."
            .to_owned()
    })
}

/// What became of the set by an entry, and of a test that was passed as far as was known.
fn moved(before: &History, after: &History) -> Option<String> {
    let (was, now) = (standing(before)?, standing(after)?);
    if was.set != now.set {
        return Some(if was.set < now.set {
            format!("Rehab goes on with {} now.", now.set.words())
        } else {
            format!("Rehab goes back to {} for now.", now.set.words())
        });
    }
    let Retest::Passed(day) = was.retest else {
        return None;
    };
    let again = match now.retest {
        Retest::Passed(_) | Retest::None => return None,
        Retest::Due(from) => format!("; again from {} on", from.format("%A %-d %B")),
        Retest::NotYet => String::new(),
    };
    Some(format!(
        "The re-test of {} is not passed after all: stay on {}{again}.",
        day.format("%A"),
        now.set.words()
    ))
}

/// What pain over the limit calls for that was felt in rehab, a load test or a re-test.
fn too_much(what: &What, history: &History) -> Option<String> {
    let (pain, during, next) = match what {
        What::Rehab(work) => (
            work.pain,
            "in rehab",
            "Leave it for today; the next session goes one step back.",
        ),
        What::LoadTest { score, .. } => (
            Some(*score),
            "in the load test",
            "Do not repeat it today and add nothing; `comeback today` says what is left of the day.",
        ),
        What::Test(result) => (
            result.pain,
            "in the re-test",
            "Stop it there: it is not passed, and you stay with the present set.",
        ),
        _ => return None,
    };
    let pain = pain.map(|pain| pain.get())?;
    let most = limits::AMBER_MAX.value;
    if pain <= most {
        return None;
    }
    let score = trimmed(pain, 1);
    let meaning = format!("{score} {during}: over {most:.0} is too much.");
    Some(match red_flag::forbids_running(history) {
        // Where to turn stands beside it.
        true => meaning,
        false => format!("{meaning} {next}"),
    })
}
