//! `comeback verify`: is everything that is kept as it was written?

use super::Exit;
use super::call::Call;
use clap::Args;
use comeback_app::{AppError, verify};
use serde::Serialize;

/// Check every original, every line of the diary and every derived figure
///
/// Exits with 3 when something is wrong, and says what to do.
#[derive(Debug, Args)]
pub struct Arguments {}

#[derive(Debug, Serialize)]
struct VerifiedJson {
    originals: usize,
    entries: usize,
    runs: usize,
    problems: Vec<ProblemJson>,
}

#[derive(Debug, Serialize)]
struct ProblemJson {
    #[serde(rename = "where")]
    place: String,
    what: String,
    next: String,
}

pub fn run(call: &Call, _: &Arguments) -> Result<Exit, AppError> {
    let mut workspace = call.open()?;
    let bar = call.out.progress();
    let found = verify::verify(&mut workspace, &mut |done, all| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    let found = found?;
    let sound = found.problems.is_empty();
    if call.out.json {
        let problems = found.problems.into_iter().map(|problem| ProblemJson {
            place: problem.place,
            what: problem.what,
            next: problem.next,
        });
        call.out.json(&VerifiedJson {
            originals: found.originals,
            entries: found.entries,
            runs: found.runs,
            problems: problems.collect(),
        })?;
    } else {
        let mut lines = format!(
            "{} originals, {} diary entries and {} runs are as they were written\n",
            found.originals, found.entries, found.runs
        );
        for problem in found.problems {
            lines.push_str(&format!(
                "{}: {}\n  do: {}\n",
                problem.place, problem.what, problem.next
            ));
        }
        call.out.text(&lines)?;
    }
    Ok(if sound { Exit::Done } else { Exit::Partial })
}
