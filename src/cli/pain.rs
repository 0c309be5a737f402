//! `comeback pain`: one pain entry.

use super::call::Call;
use super::effect;
use super::exit::Exit;
use clap::Args;
use comeback_app::{AppError, entries, numbers, told};
use comeback_core::limits;
use comeback_core::units::PainScore;

/// Log pain at the sitting bone, 0 (none) to 10 (worst imaginable)
///
#[derive(Debug, Args)]
#[command(long_about = about(), after_help = "Examples:
  comeback pain 2                        the worst since the last run
  comeback pain 3 --now 1                the worst, and how it is at this moment
  comeback pain 2 --during last          how it felt on the last run
  comeback pain 4 --at \"yesterday 22:00\" --note \"sitting in the car\"")]
pub(super) struct Arguments {
    /// 0 to 10; halves are fine
    #[arg(allow_negative_numbers = true, value_parser = numbers::score)]
    score: f64,
    /// How it is at this moment, where SCORE is the worst since the last run
    #[arg(long, value_name = "SCORE", allow_negative_numbers = true, value_parser = numbers::score)]
    now: Option<f64>,
    /// When it was felt: 18:30, 2026-11-20, "yesterday 18:30", RFC 3339 [default: now, or the end of the run]
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// The run on which it was felt: an id, the beginning of one, or `last`
    #[arg(long, value_name = "RUN")]
    during: Option<String>,
    /// Where, if elsewhere than at the sitting bone: a knee or a calf is no score of the tendon
    #[arg(long, value_name = "TEXT")]
    site: Option<String>,
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

fn about() -> String {
    let (safe, most) = (limits::GREEN_MAX.value, limits::AMBER_MAX.value);
    format!(
        "Log pain at the sitting bone, 0 (none) to 10 (worst imaginable)\n\nDuring a run and up \
         to {} h after it: 0-{safe} is safe, {}-{most} is watched, over {most} was too much. A \
         run's response is complete with a score from {} h after its end on, or from the next \
         morning on where that is at least {} h later.",
        limits::RESPONSE_HOURS.value,
        safe + 1.0,
        limits::LATE_HOURS.value,
        limits::LATE_MORNING_HOURS.value
    )
}

pub(super) fn run(call: &Call, arguments: Arguments) -> Result<Exit, AppError> {
    let told = PainScore::new(arguments.score)?;
    let present = arguments.now.map(PainScore::new).transpose()?;
    // The worst since the last run is never less than what is felt now.
    let score = present.map_or(told, |present| if present > told { present } else { told });
    if score > told {
        call.out.warn(&format!(
            "{} now is more than {}: entered as the worst",
            score.get(),
            told.get()
        ));
    }
    let mut workspace = call.open_to_write()?;
    let before = workspace.history()?;
    let at = match &arguments.at {
        Some(text) => Some(Call::entry_time(&workspace, Some(text))?),
        None => None,
    };
    let told = told::Pain {
        score: arguments.score,
        now: arguments.now,
        during: arguments.during,
        at,
        site: arguments.site,
        note: arguments.note,
    };
    let entry = told::pain(&workspace, &before, told)?;
    call.note_if_later(&workspace, &entry);
    entries::enter(&mut workspace, entry.clone())?;
    effect::show(call, &mut workspace, &before, &entry, &[])?;
    Ok(Exit::Done)
}
