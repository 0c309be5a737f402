//! `comeback rebuild`: derived figures again from the originals.

use super::call::Call;
use super::exit::Exit;
use clap::Args;
use comeback_app::{AppError, rebuild};
use indicatif::ProgressBar;
use serde::Serialize;

/// Derive everything again from the originals and the diary
#[derive(Debug, Args)]
pub(super) struct Arguments {}

pub(super) fn run(call: &Call, _: Arguments) -> Result<Exit, AppError> {
    let mut workspace = call.open_to_mend()?;
    if !workspace.exists() {
        call.out.say("there is nothing to rebuild");
        if call.out.json {
            call.out.json(&Rebuilt::default())?;
        }
        return Ok(Exit::Done);
    }
    let bar = if call.out.draws_progress() {
        ProgressBar::new(0)
    } else {
        ProgressBar::hidden()
    };
    let rebuilt = rebuild::from_originals(&mut workspace, &mut |done, all| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    let rebuilt = rebuilt?;
    if call.out.json {
        call.out.json(&Rebuilt {
            runs: rebuilt.runs,
            originals: rebuilt.originals,
            listed_again: rebuilt.listed_again,
            failed: (rebuilt.failed.iter())
                .map(|(name, error)| Failed {
                    file: name.clone(),
                    error: error.clone(),
                })
                .collect(),
        })?;
    } else {
        for name in &rebuilt.listed_again {
            call.out.say(&format!(
                "{name}: no list named it any more; it counts again"
            ));
        }
        for (name, error) in &rebuilt.failed {
            call.out.say(&format!("{name}: {error}"));
        }
        call.out.text(&format!(
            "{} runs from {} originals\n",
            rebuilt.runs, rebuilt.originals
        ))?;
    }
    Ok(if rebuilt.failed.is_empty() {
        Exit::Done
    } else {
        Exit::Partial
    })
}

/// What `--json` tells.
#[derive(Serialize, Default)]
struct Rebuilt {
    runs: usize,
    originals: usize,
    listed_again: Vec<String>,
    failed: Vec<Failed>,
}

#[derive(Serialize)]
struct Failed {
    file: String,
    error: String,
}
