//! The injury under care as a form tells it.

use crate::fields::{Fields, field, required};
use comeback_app::{AppError, Workspace, episode, numbers};
use comeback_core::diary::{Beginning, Entry, EpisodeEdit, EpisodeStart};

/// The entry that says what the form says of the injury.
///
/// # Errors
/// It cannot be so; the words say why.
pub(crate) fn told(workspace: &mut Workspace, fields: &Fields) -> Result<Entry, AppError> {
    let now = workspace.now;
    match required(fields, "does")? {
        "start" => {
            let on = workspace.day(required(fields, "on")?)?;
            if on > now.with_timezone(&workspace.zone).date_naive() {
                return Err(AppError::Refused(
                    "the first day of an injury cannot lie ahead".to_owned(),
                ));
            }
            if let Some(open) = episode::in_its_way(workspace, on)? {
                return Err(AppError::Refused(format!(
                    "an injury is followed since {open}: it is changed or ended on its page"
                )));
            }
            let told = edit(workspace, fields)?;
            episode::start(workspace, EpisodeStart::of(on).edited(&told))
        }
        "edit" => {
            let told = edit(workspace, fields)?;
            if told == EpisodeEdit::default() {
                return Err(AppError::Refused("nothing is told otherwise".to_owned()));
            }
            episode::edit(workspace, told)
        }
        "end" => episode::end(workspace, now),
        "reopen" => episode::reopen(workspace, now),
        other => Err(AppError::Refused(format!(
            "a page cannot do `{other}` to an injury"
        ))),
    }
}

/// What the fields tell; an empty one tells nothing.
fn edit(workspace: &Workspace, fields: &Fields) -> Result<EpisodeEdit, AppError> {
    let day = |name: &str| -> Result<_, AppError> {
        let told = field(fields, name);
        told.map(|text| workspace.day(text)).transpose()
    };
    let minutes = field(fields, "goal_minutes").map(numbers::minutes);
    let runs = field(fields, "goal_runs").map(|text| {
        (text.parse().ok()).ok_or_else(|| format!("`{text}` is no number of runs a week"))
    });
    Ok(EpisodeEdit {
        on: day("on")?,
        diagnosed: yes(fields, "diagnosed")?,
        begin: match field(fields, "begin") {
            None => None,
            Some("walk-run") => Some(Beginning::WalkRun),
            Some("continuous") => Some(Beginning::Continuous),
            Some(other) => return Err(unread("begin", other)),
        },
        goal_minutes: minutes.transpose().map_err(AppError::Refused)?,
        goal_runs: runs.transpose().map_err(AppError::Refused)?,
        goal_intensity: yes(fields, "goal_intensity")?,
        goal_sprints: yes(fields, "goal_sprints")?,
        goal_hills: yes(fields, "goal_hills")?,
        goal_hill_sprints: yes(fields, "goal_hill_sprints")?,
        race: day("race")?,
    })
}

fn yes(fields: &Fields, name: &str) -> Result<Option<bool>, AppError> {
    match field(fields, name) {
        None => Ok(None),
        Some("yes") => Ok(Some(true)),
        Some("no") => Ok(Some(false)),
        Some(other) => Err(unread(name, other)),
    }
}

fn unread(name: &str, told: &str) -> AppError {
    AppError::Refused(format!("`{told}` is no answer to `{name}`"))
}
