//! What a recording counts as, as a form tells it.

use crate::fields::{Fields, field, required};
use comeback_app::{AppError, Workspace, numbers};
use comeback_core::diary::{CountsAs, Entry, What};
use comeback_core::units::Metres;

/// The entry that says what the form says of a recording; `note` is the why.
///
/// # Errors
/// There is no such recording, or it cannot be so; the words say why.
pub(crate) fn told(
    workspace: &mut Workspace,
    fields: &Fields,
    note: Option<String>,
) -> Result<Entry, AppError> {
    let run = workspace
        .find_recording(required(fields, "run")?)?
        .id
        .clone();
    let what = match required(fields, "does")? {
        "exclude" => What::Exclude { run },
        "include" => What::Include { run },
        "run" => What::Sport {
            run,
            sport: CountsAs::Run,
        },
        "other" => What::Sport {
            run,
            sport: CountsAs::Other,
        },
        "correct" => {
            let unit = workspace.settings().units.distance_m();
            let distance = field(fields, "distance").map(numbers::distance);
            let minutes = field(fields, "minutes").map(numbers::minutes);
            let distance = distance.transpose().map_err(AppError::Refused)?;
            let minutes = minutes.transpose().map_err(AppError::Refused)?;
            if distance.is_none() && minutes.is_none() {
                return Err(AppError::Refused("nothing is told otherwise".to_owned()));
            }
            What::Correct {
                run,
                distance_m: distance.map(|distance| Metres::new(distance.metres(unit))),
                minutes,
            }
        }
        other => {
            return Err(AppError::Refused(format!(
                "a page cannot do `{other}` to a recording"
            )));
        }
    };
    Ok(Entry {
        at: workspace.now,
        what,
        note,
    })
}
