//! What an import did and what it means.

use super::{AppError, Workspace, local};
use comeback_core::diary::History;
use comeback_core::rules::{self, RuleId, Severity, red_flag};
use comeback_core::run::Run;
use comeback_report::{ImportOutcome, LaterRun};
use comeback_store::KeptRun;

/// What an import did.
#[derive(Debug, Default)]
pub struct Imported {
    /// Runs, files left out and failures; the findings come with [`import_outcome`].
    pub outcome: ImportOutcome,
    /// Diary entries that are new.
    pub entries: usize,
    /// Diary entries that were read, new or not.
    pub entries_read: usize,
    /// With a dry run: the runs as they would be.
    pub would_be: Option<Vec<KeptRun>>,
    /// The runner stopped it before its end.
    pub stopped: bool,
    /// What was assumed, for the runner to know.
    pub notes: Vec<String>,
}

impl Imported {
    /// Whether the log or the figures of a run are others than before.
    pub fn changed_anything(&self) -> bool {
        let outcome = &self.outcome;
        self.entries > 0 || !outcome.imported.is_empty() || !outcome.replaced.is_empty()
    }

    /// Whether anything of the input is in, now or from before.
    pub fn is_anything_in(&self) -> bool {
        let skipped = &self.outcome.skipped;
        !self.outcome.imported.is_empty()
            || !self.outcome.unsure.is_empty()
            || !self.outcome.replaced.is_empty()
            || self.entries_read > 0
            || skipped
                .iter()
                .any(|skipped| skipped.reason != "not-a-workout")
    }
}

/// The history after an import and its findings for the new runs. The history
/// lists the new runs even when they lie later than its moment, which then knows
/// no response of them.
///
/// # Errors
/// Where the history cannot be read.
pub fn import_outcome(
    workspace: &mut Workspace,
    imported: Imported,
) -> Result<(History, ImportOutcome), AppError> {
    let runs: Vec<Run> = match imported.would_be {
        Some(kept) => local::with_stated(kept, &workspace.entries, workspace.zone),
        None => workspace.all_runs()?,
    };
    let mut history = workspace.history_of(runs.clone())?;
    let mut outcome = imported.outcome;
    outcome.findings = comeback_core::rules::new_findings(&history, &outcome.imported);
    if !outcome.imported.is_empty() && red_flag::forbids_running(&history) {
        // A run under a red flag is answered with where to turn.
        let found = rules::check(&history, rules::since(&history)).findings;
        let flags = (found.into_iter())
            .filter(|found| found.rule == RuleId::RedFlag && found.severity == Severity::Urgent);
        outcome.findings = flags.chain(std::mem::take(&mut outcome.findings)).collect();
    }
    let later = runs
        .into_iter()
        .filter(|run| run.start > history.now && outcome.imported.contains(&run.id));
    let later: Vec<Run> = later.collect();
    outcome.later = (later.iter())
        .map(|run| LaterRun {
            run: run.id.clone(),
            day: run.date(),
            not_yet_come: workspace.has_not_come(run.start),
        })
        .collect();
    history.runs.extend(later);
    Ok((history, outcome))
}
