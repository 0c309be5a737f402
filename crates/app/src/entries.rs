//! Entering what the runner says: checked before it is written, durable when done.

use super::{AppError, Workspace};
use comeback_core::diary::{Act, Done, Entry, Line, What};
use comeback_core::limits::Settings;
use comeback_core::run::RunId;

/// Longest stated run or sitting that is believed, min.
const LONGEST_MINUTES: f64 = 48.0 * 60.0;
/// Longest stated distance, m.
const LONGEST_METRES: f64 = 500_000.0;
/// Most repetitions of one set that are believed.
const MOST_REPETITIONS: f64 = 500.0;
/// Longest name of an exercise or an activity, letters.
const LONGEST_NAME: usize = 200;

/// Enters one entry into the diary and gives the line that tells it. An entry that
/// counts there already is not doubled.
pub fn enter(workspace: &mut Workspace, entry: Entry) -> Result<Line, AppError> {
    validate(&entry).map_err(AppError::Refused)?;
    let told = comeback_store::canonical(&entry);
    let standing = workspace
        .record
        .counting()
        .find(|(_, known)| comeback_store::canonical(known) == told)
        .map(|(line, _)| line.clone());
    if let Some(line) = standing {
        return Ok(line);
    }
    let act = Act::Enter {
        entry,
        supersedes: None,
    };
    let lines = workspace.append(vec![act])?;
    lines
        .into_iter()
        .next()
        .ok_or_else(|| AppError::Refused("the entry was not written".to_owned()))
}

/// Whether an entry can stand in a diary.
///
/// # Errors
/// What is wrong with it, for the runner to read.
pub fn validate(entry: &Entry) -> Result<(), String> {
    let within = |what: &str, value: f64, low: f64, high: f64| {
        if (low..=high).contains(&value) {
            Ok(())
        } else {
            Err(format!(
                "{what} must lie between {low} and {high}, not {value}"
            ))
        }
    };
    let optional = |what: &str, value: Option<f64>, low: f64, high: f64| {
        value.map_or(Ok(()), |value| within(what, value, low, high))
    };
    let short = |what: &str, text: &str| {
        if text.trim().is_empty() || text.chars().count() > LONGEST_NAME {
            Err(format!("{what} is a text of up to {LONGEST_NAME} letters"))
        } else {
            Ok(())
        }
    };
    let goal = |minutes: Option<f64>, runs: Option<u32>| {
        optional("the goal's minutes per run", minutes, 5.0, 600.0)?;
        optional("the goal's runs per week", runs.map(f64::from), 1.0, 14.0)
    };
    match &entry.what {
        What::Sitting { minutes } => within("minutes of sitting", *minutes, 0.1, LONGEST_MINUTES),
        What::SittingTolerance { minutes } => {
            within("minutes of sitting", *minutes, 0.1, LONGEST_MINUTES)
        }
        What::Rehab(work) => {
            let count = |count: Option<u32>| count.map(f64::from);
            optional("hip flexion in degrees", work.hip_flexion_deg, 0.0, 150.0)?;
            optional("sets", count(work.sets), 1.0, 50.0)?;
            optional("repetitions", count(work.reps), 1.0, MOST_REPETITIONS)?;
            optional("seconds of a hold", work.seconds, 1.0, 600.0)?;
            optional("added weight in kg", work.kg, 0.0, 500.0)?;
            optional("effort", work.effort, 0.0, 10.0)?;
            work.exercise
                .as_deref()
                .map_or(Ok(()), |name| short("the name of an exercise", name))
        }
        What::Test(result) => {
            let count = |count: Option<u32>| count.map(f64::from);
            optional(
                "repetitions on the left",
                count(result.left),
                0.0,
                MOST_REPETITIONS,
            )?;
            optional(
                "repetitions on the right",
                count(result.right),
                0.0,
                MOST_REPETITIONS,
            )
        }
        What::Visa { score } => within("a VISA score", *score, 0.0, 100.0),
        What::Uwri { score } => within("a UWRI score", *score, 0.0, 36.0),
        What::Psfs { activity, score } => {
            short("the activity", activity)?;
            within("how far you can do it", *score, 0.0, 10.0)
        }
        What::Illness { until } => match until {
            Some(until) if *until < entry.at.date_naive() => Err(format!(
                "an illness that begins on {} cannot end on {until}",
                entry.at.date_naive()
            )),
            _ => Ok(()),
        },
        What::Config { key, value, .. } => Settings::default()
            .set(key, value)
            .map_err(|error| error.to_string()),
        What::EpisodeStart(start) => goal(start.goal_minutes, start.goal_runs),
        What::EpisodeEdit(edit) => goal(edit.goal_minutes, edit.goal_runs),
        What::Run(run) | What::Done(Done { written: run, .. }) => {
            within("minutes of a run", run.minutes, 0.1, LONGEST_MINUTES)?;
            within("minutes walked", run.walk_min, 0.0, LONGEST_MINUTES)?;
            within("hard minutes", run.hard_min, 0.0, run.minutes)?;
            let metres = run.distance_m.map(|distance| distance.get());
            optional("metres of a run", metres, 1.0, LONGEST_METRES)?;
            let cadence = run.cadence_spm.map(|cadence| cadence.get());
            optional("steps per minute", cadence, 60.0, 260.0)?;
            optional("exertion (CR10)", run.rpe, 0.0, 10.0)
        }
        What::Plan(plan) => plan.sessions.iter().try_for_each(|session| {
            within(
                "minutes of a planned run",
                session.minutes,
                0.0,
                LONGEST_MINUTES,
            )
        }),
        What::Pain { .. }
        | What::Stretch
        | What::Symptom { .. }
        | What::Resolve { .. }
        | What::LoadTest { .. }
        | What::Answer { .. }
        | What::Gait { .. }
        | What::EpisodeEnd
        | What::EpisodeReopen => Ok(()),
    }
}

/// Refuses a stated run where one is known already: one body cannot run twice at once.
pub fn refuse_double_run(workspace: &mut Workspace, entry: &Entry) -> Result<(), AppError> {
    let What::Run(stated) = &entry.what else {
        return Ok(());
    };
    let fresh = comeback_core::diary::stated::run(entry.at, stated);
    let overlapping = workspace
        .all_runs()?
        .into_iter()
        .find(|run| run.start < fresh.end() && fresh.start < run.end());
    match overlapping {
        Some(run) => Err(AppError::Refused(format!(
            "a run lies there already: {} of {:.0} min; give the time with --at 2026-11-21T18:30 when this is another",
            run.id,
            run.elapsed.minutes()
        ))),
        None => Ok(()),
    }
}

/// The id that a run stated at a moment gets.
pub fn id_of(entry: &Entry) -> RunId {
    RunId::at(entry.at.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_is_refused() {
        for (json, fits) in [
            (r#""kind":"sitting","minutes":45"#, true),
            (r#""kind":"sitting","minutes":-1"#, false),
            (r#""kind":"visa","score":100"#, true),
            (r#""kind":"visa","score":101"#, false),
            (r#""kind":"rehab","set":"a","hip_flexion_deg":200"#, false),
            (
                r#""kind":"rehab","set":"a","sets":3,"reps":12,"kg":5"#,
                true,
            ),
            (r#""kind":"rehab","set":"a","kg":-1"#, false),
            (r#""kind":"rehab","set":"a","seconds":0"#, false),
            (r#""kind":"test","passed":true,"left":501"#, false),
            (r#""kind":"uwri","score":36"#, true),
            (r#""kind":"uwri","score":37"#, false),
            (r#""kind":"psfs","activity":"sit","score":11"#, false),
            (r#""kind":"psfs","activity":" ","score":1"#, false),
            (r#""kind":"illness","until":"2026-11-21""#, true),
            (r#""kind":"illness","until":"2026-11-20""#, false),
            (r#""kind":"episode-edit","goal_runs":15"#, false),
            (r#""kind":"run","minutes":30"#, true),
            (r#""kind":"run","minutes":30,"walk_min":-1"#, false),
            (r#""kind":"run","minutes":0"#, false),
            (r#""kind":"run","minutes":30,"hard_min":31"#, false),
            (r#""kind":"run","minutes":30,"rpe":11"#, false),
            (r#""kind":"run","minutes":30,"cadence_spm":17"#, false),
            (r#""kind":"config","key":"vmax","value":"8.1""#, true),
            (r#""kind":"config","key":"vmax","value":"81""#, false),
            (
                r#""kind":"episode-start","on":"2026-11-01","goal_runs":0"#,
                false,
            ),
        ] {
            let line = format!(r#"{{"at":"2026-11-21T18:30:00+01:00",{json}}}"#);
            let sound =
                serde_json::from_str::<Entry>(&line).is_ok_and(|entry| validate(&entry).is_ok());
            assert_eq!(sound, fits, "{line}");
        }
    }
}
