//! `comeback verify`: is everything that is kept as it was written?

use super::call::Call;
use super::exit::Exit;
use clap::Args;
use comeback_app::{AppError, numbers, verify};
use serde::Serialize;
use std::time::{Duration, Instant};

/// Check every original, every line of the diary and every derived figure
///
/// Each original is decoded once more and its figures are held against the kept ones.
/// Exits with 3 when something is wrong or was not reached, and says what to do.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// How long originals are decoded; the bytes of all are checked all the same
    #[arg(long, value_name = "M", default_value = "10", value_parser = numbers::minutes)]
    minutes: f64,
}

#[derive(Debug, Serialize)]
struct VerifiedJson {
    originals: usize,
    entries: usize,
    runs: usize,
    /// Originals that the time was too short for.
    not_decoded: usize,
    problems: Vec<ProblemJson>,
}

#[derive(Debug, Serialize)]
struct ProblemJson {
    #[serde(rename = "where")]
    place: String,
    what: String,
    next: String,
}

pub(super) fn run(call: &Call, arguments: &Arguments) -> Result<Exit, AppError> {
    let mut workspace = call.open_to_mend()?;
    let bar = call.out.progress();
    let began = Instant::now();
    let patience = Duration::try_from_secs_f64(60.0 * arguments.minutes).unwrap_or(Duration::MAX);
    let found = verify::verify(&mut workspace, &mut |done, all| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
        began.elapsed() < patience
    });
    bar.finish_and_clear();
    let found = found?;
    let sound = found.problems.is_empty() && found.not_decoded == 0;
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
            not_decoded: found.not_decoded,
            problems: problems.collect(),
        })?;
    } else {
        let mut lines = format!(
            "checked: {} originals with the bytes that they came with, {} diary entries, {} runs{}\n",
            found.originals,
            found.entries,
            found.runs,
            if sound {
                ", each figure as its file gives it"
            } else {
                ""
            }
        );
        if found.not_decoded > 0 {
            lines.push_str(&format!(
                "{} originals were not decoded again, the time was up\n  do: `comeback verify --minutes 120`\n",
                found.not_decoded
            ));
        }
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
