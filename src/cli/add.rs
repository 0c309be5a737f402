//! `comeback add`: a run without a file.

use super::call::Call;
use super::effect;
use super::exit::Exit;
use clap::Args;
use comeback_app::{AppError, Distance, entries, numbers, when};
use comeback_core::diary::{Entry, StatedRun, What};
use comeback_core::limits;
use comeback_core::units::{Metres, StepsPerMinute};

/// Add a run without a file
///
/// What is not said was not done: without --hard it was an easy run.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback add --at 18:30 --minutes 32 --distance 5.4
  comeback add --at 2026-11-20 --minutes 25 --treadmill --rpe 3
  comeback add --at 18:30 --run 12 --walk 18")]
pub(super) struct Arguments {
    /// When it began: 18:30, 2026-11-20, 2026-11-20T18:30, RFC 3339
    #[arg(long, value_name = "TIME")]
    at: String,
    /// Running minutes
    #[arg(long, value_name = "M", visible_alias = "run", value_parser = numbers::minutes, allow_negative_numbers = true)]
    minutes: f64,
    /// Minutes walked in it, beside the running
    #[arg(long, value_name = "M", default_value = "0", value_parser = numbers::minutes, allow_negative_numbers = true)]
    walk: f64,
    /// Kilometres (miles where `config get units` is mi)
    #[arg(long, value_name = "KM", value_parser = numbers::distance, allow_negative_numbers = true)]
    distance: Option<Distance>,
    /// Minutes at or above tempo effort
    #[arg(long, value_name = "MIN", default_value = "0", value_parser = numbers::minutes, allow_negative_numbers = true)]
    hard: f64,
    /// Steps per minute, both feet
    #[arg(long, value_name = "SPM", value_parser = numbers::number, allow_negative_numbers = true)]
    cadence: Option<f64>,
    /// Exertion from 0 (rest) to 10 (maximal)
    #[arg(long, value_name = "N", value_parser = numbers::score, allow_negative_numbers = true)]
    rpe: Option<f64>,
    #[arg(long, help = steep("Climbs"), value_name = "N", default_value_t = 0)]
    hills: u32,
    #[arg(long, help = steep("Descents"), value_name = "N", default_value_t = 0)]
    downhills: u32,
    /// Hard bouts of an interval session
    #[arg(long, value_name = "N", default_value_t = 0)]
    intervals: u32,
    /// Sprints on the flat
    #[arg(long, value_name = "N", default_value_t = 0)]
    sprints: u32,
    /// Sprints uphill
    #[arg(long, value_name = "N", default_value_t = 0)]
    hill_sprints: u32,
    /// On a treadmill
    #[arg(long)]
    treadmill: bool,
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

fn steep(what: &str) -> String {
    let (grade, least) = (limits::HILL_GRADE.value, limits::HILL_SECONDS.value);
    format!("{what} of {grade} % and more, {least} s and longer")
}

pub(super) fn run(call: &Call, arguments: Arguments) -> Result<Exit, AppError> {
    let mut workspace = call.open_to_write()?;
    let unit = workspace.settings().units.distance_m();
    let entry = Entry {
        at: when::of_run(workspace.moment(&arguments.at)?, workspace.zone),
        what: What::Run(StatedRun {
            minutes: arguments.minutes,
            walk_min: arguments.walk,
            distance_m: arguments
                .distance
                .map(|distance| Metres::new(distance.metres(unit))),
            hard_min: arguments.hard,
            cadence_spm: arguments.cadence.map(StepsPerMinute::new),
            rpe: arguments.rpe,
            hills: arguments.hills,
            downhills: arguments.downhills,
            intervals: arguments.intervals,
            sprints: arguments.sprints,
            hill_sprints: arguments.hill_sprints,
            treadmill: arguments.treadmill,
        }),
        note: arguments.note,
    };
    entries::validate(&entry).map_err(AppError::Refused)?;
    entries::refuse_double_run(&mut workspace, &entry)?;
    call.note_if_later(&workspace, &entry);
    let before = workspace.history()?;
    entries::enter(&mut workspace, entry.clone())?;
    effect::show(
        call,
        &mut workspace,
        &before,
        &entry,
        &[entries::id_of(&entry)],
    )?;
    Ok(Exit::Done)
}
