//! `comeback done`: the session of a day was done as it was written.

use super::call::Call;
use super::{Exit, effect};
use chrono::NaiveDate;
use clap::Args;
use comeback_app::{AppError, Workspace, entries, numbers, when};
use comeback_core::diary::{Entry, History, What};
use comeback_core::plan::session_done;
use comeback_core::run::Run;
use comeback_core::units::PainScore;

/// The planned session was done as it was written
///
/// With a recording of that day it says what the watch cannot show; without one it
/// is the run. What was done otherwise goes in with `comeback add`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback done                          today\'s session
  comeback done yesterday --rpe 3 --pain 1
  comeback done 2026-11-20")]
pub struct Arguments {
    /// The day, or the run: an id, the beginning of one, or `last` [default: today]
    #[arg(value_name = "DATE|RUN")]
    of: Option<String>,
    /// Exertion from 0 (rest) to 10 (maximal)
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = numbers::score)]
    rpe: Option<f64>,
    /// The highest pain during it, 0 to 10
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = numbers::score)]
    pain: Option<f64>,
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

pub fn run(call: &Call, arguments: Arguments) -> Result<Exit, AppError> {
    let pain = arguments.pain.map(PainScore::new).transpose()?;
    let mut workspace = call.open_to_write()?;
    let before = workspace.history()?;
    let (day, recording) = subject(&workspace, &before, arguments.of.as_deref())?;
    let planned = session_done::planned(&before, day)
        .filter(|planned| planned.kind.is_run())
        .ok_or_else(|| {
            AppError::Refused(format!(
                "no run was planned for {}; a run of that day goes in with `comeback add --at {day}`",
                day.format("%A %-d %B")
            ))
        })?;
    if let Some(known) = before.done.iter().find(|entry| entry.done.date == day) {
        return Err(AppError::Refused(format!(
            "the session of {} was entered as done on {} already",
            day.format("%A %-d %B"),
            known.at.format("%Y-%m-%d %H:%M")
        )));
    }
    let at = match recording {
        Some(run) => run.end().min(workspace.now),
        None if day == before.today() => workspace.now,
        None => when::of_run(when::Moment::On(day), workspace.zone),
    };
    let done = session_done::done(
        &before,
        &planned,
        recording.map(|run| run.id.clone()),
        arguments.rpe,
        pain,
    );
    let entry = Entry {
        at,
        what: What::Done(done),
        note: arguments.note,
    };
    let new_runs = match recording {
        Some(_) => Vec::new(),
        None => vec![entries::id_of(&entry)],
    };
    entries::validate(&entry).map_err(AppError::Refused)?;
    entries::enter(&mut workspace, entry.clone())?;
    effect::show(call, &mut workspace, &before, &entry, &new_runs)?;
    Ok(Exit::Done)
}

/// The day that is meant, and its recording where there is one.
fn subject<'a>(
    workspace: &Workspace,
    history: &'a History,
    of: Option<&str>,
) -> Result<(NaiveDate, Option<&'a Run>), AppError> {
    let today = history.today();
    let day = match of {
        None => today,
        Some(text) => match workspace.day(text) {
            Ok(day) => day,
            Err(_) => {
                let run = workspace.find_run(history, text)?;
                return Ok((run.date(), Some(run)));
            }
        },
    };
    if day > today {
        return Err(AppError::Refused(format!(
            "{day} has not come yet; `done` is for a session that is over"
        )));
    }
    let longest = (history.runs_between(day, day).iter())
        .max_by(|a, b| a.elapsed.get().total_cmp(&b.elapsed.get()));
    Ok((day, longest))
}
