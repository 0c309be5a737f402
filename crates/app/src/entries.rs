//! Entering what the runner says: checked before it is written, durable when done.

use super::{AppError, Workspace, nearest};
use chrono::{DateTime, Datelike, FixedOffset};
use comeback_core::diary::{Act, Entry, History, Line, TestResult, What};
use comeback_core::limits::{self, SettingError, Settings, plain};

pub use super::valid::{doubt, id_of, validate};

/// A stated run of so many minutes or more is held against the longest of the log, where that
/// knows so many runs: one that is so many times as long is asked about.
const FAR_LONGER_FROM_MINUTES: f64 = 180.0;
const FAR_LONGER_THAN_RUNS: usize = 5;
const FAR_LONGER: f64 = 3.0;

/// Enters one entry into the diary and gives the line that tells it. An entry that
/// counts there already is not doubled.
///
/// # Errors
/// Where the diary cannot be read or written.
pub fn enter(workspace: &mut Workspace, entry: Entry) -> Result<Line, AppError> {
    refuse_to_come(workspace, &entry)?;
    enter_of_phone(workspace, entry)
}

/// The same for a phone, whose clock may be further ahead: who takes its entry has looked.
pub(super) fn enter_of_phone(
    workspace: &mut Workspace,
    mut entry: Entry,
) -> Result<Line, AppError> {
    validate(&entry).map_err(AppError::Refused)?;
    refuse_contradiction(&entry)?;
    refuse_doubtful(workspace, &entry)?;
    if let What::Config { key, value, .. } = &mut entry.what {
        let year = workspace.now.year();
        (workspace.settings().admits(key, value, year))
            .map_err(|error| with_near_key(error.into(), key))?;
        *value = plain(key, value);
    }
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

/// The moment at which an illness began that an entry, told without one, ends: the last that is
/// open. `None` for everything else.
pub fn begun_before(entry: &Entry, history: &History) -> Option<DateTime<FixedOffset>> {
    let What::Illness { until: Some(until) } = entry.what else {
        return None;
    };
    if until >= entry.at.date_naive() {
        return None;
    }
    let open = history.illness.iter().rev();
    open.filter(|ill| ill.until.is_none() && ill.from <= until)
        .map(|ill| ill.at)
        .next()
}

/// Refuses what nobody can have felt or done yet: a time that was typed for last night is
/// not to be a calm day today.
///
/// # Errors
/// The moment has not come, and how to say the one that was meant.
pub fn refuse_to_come(workspace: &Workspace, entry: &Entry) -> Result<(), AppError> {
    let is_of_the_past = match entry.what {
        What::Pain { .. }
        | What::Symptom { .. }
        | What::Resolve { .. }
        | What::LoadTest { .. }
        | What::Rehab(_)
        | What::Test(_)
        | What::Stretch
        | What::Sitting { .. }
        | What::SittingTolerance { .. }
        | What::Run(_)
        | What::Done(_)
        | What::Answer { .. }
        | What::Visa { .. }
        | What::Uwri { .. }
        | What::Psfs { .. } => true,
        // These say what is to hold, or speak of what is known already.
        What::Illness { .. }
        | What::Gait { .. }
        | What::EpisodeStart(_)
        | What::EpisodeEdit(_)
        | What::EpisodeEnd
        | What::EpisodeReopen
        | What::Config { .. }
        | What::Exclude { .. }
        | What::Include { .. }
        | What::Sport { .. }
        | What::Correct { .. }
        | What::Comment { .. }
        | What::Split { .. }
        | What::Trim { .. }
        | What::Replace { .. }
        | What::Plan(_) => false,
    };
    if !is_of_the_past || !workspace.is_to_come(entry.at) {
        return Ok(());
    }
    let at = entry.at.with_timezone(&workspace.zone);
    let seen = match &entry.what {
        What::Symptom { symptom } if symptom.is_emergency() => {
            " And do not wait for it: seek emergency care today."
        }
        _ => "",
    };
    Err(AppError::Refused(format!(
        "{} has not come yet: give the time that it was, such as --at \"yesterday {}\", or none for now.{seen}",
        at.format("%a %-d %b %Y %H:%M"),
        at.format("%H:%M")
    )))
}

/// Refuses what cannot be so by its own figures.
///
/// # Errors
/// What contradicts what, and how it is said.
pub fn refuse_contradiction(entry: &Entry) -> Result<(), AppError> {
    let safe = limits::GREEN_MAX.value;
    match &entry.what {
        What::Test(TestResult {
            passed: true,
            pain: Some(pain),
            ..
        }) if pain.get() > safe => Err(AppError::Refused(format!(
            "a re-test is passed at a pain of {safe} or less, and not at {}: `comeback log test fail --pain {}`",
            pain.get(),
            pain.get()
        ))),
        _ => Ok(()),
    }
}

/// Refuses what is probably a slip, unless the caller has said that it is so.
///
/// # Errors
/// What is doubtful, and how to say that it is meant.
pub fn refuse_doubtful(workspace: &mut Workspace, entry: &Entry) -> Result<(), AppError> {
    let doubt = match doubt(&whole(workspace, entry)?, workspace.now) {
        None => far_longer(workspace, entry)?,
        some => some,
    };
    match doubt {
        Some(doubt) if !workspace.believes => Err(AppError::Refused(format!(
            "{doubt}; if it is so, say --yes"
        ))),
        _ => Ok(()),
    }
}

/// A stated run of hours that is many times as long as all that is known: 395 for 39.5.
fn far_longer(workspace: &mut Workspace, entry: &Entry) -> Result<Option<String>, AppError> {
    let What::Run(stated) = &entry.what else {
        return Ok(None);
    };
    if workspace.believes || stated.minutes < FAR_LONGER_FROM_MINUTES {
        return Ok(None);
    }
    let known: Vec<f64> = (workspace.all_runs()?.iter())
        .filter_map(|run| run.tells_minutes())
        .collect();
    let longest = known.iter().copied().fold(0.0, f64::max);
    let is_far = known.len() >= FAR_LONGER_THAN_RUNS && stated.minutes > longest * FAR_LONGER;
    Ok(is_far.then(|| {
        format!(
            "{} minutes are over {FAR_LONGER} times the longest run of the log, {longest:.0} min",
            stated.minutes
        )
    }))
}

/// What is put right of a run, with what stays of it: only together they are a pace.
fn whole(workspace: &mut Workspace, entry: &Entry) -> Result<Entry, AppError> {
    let mut whole = entry.clone();
    if let What::Correct {
        run,
        distance_m,
        minutes,
    } = &mut whole.what
        && !workspace.believes
    {
        let (counted, out) = workspace.recordings()?;
        if let Some(known) = counted.iter().chain(&out).find(|known| known.id == *run) {
            *distance_m = distance_m.or(known.distance);
            *minutes = minutes.or_else(|| {
                let told = known.moving.or(known.running).unwrap_or(known.elapsed);
                Some(told.minutes())
            });
        }
    }
    Ok(whole)
}

/// Refuses a stated run where one is known already: one body cannot run twice at once.
///
/// # Errors
/// [`AppError::Refused`] with the run that is there; else where the runs cannot be read.
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

/// The same refusal with the key that was probably meant.
pub fn with_near_key(error: AppError, key: &str) -> AppError {
    match (error, nearest(key, Settings::keys())) {
        (AppError::Setting(SettingError::UnknownKey(key)), Some(near)) => {
            AppError::Refused(format!(
                "there is no setting `{key}`; did you mean `{near}`? `comeback config get` lists them"
            ))
        }
        (error, _) => error,
    }
}
