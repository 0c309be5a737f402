//! `import --json`, and `review --json`, which is import, check and plan in one.

use super::check::{CheckJson, FindingJson, findings};
use super::plan::PlanJson;
use super::run::{RunJson, run};
use crate::numbers::{decimals, figure};
use crate::outcome::{
    BeforeAfter, DiaryFile, FailedFile, ImportOutcome, LaterRun, ReplacedRun, SkippedFile,
    UnsureFile,
};
use comeback_core::diary::History;
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct ImportJson {
    pub imported: Vec<RunJson>,
    /// Runs that were known before and have other figures now.
    pub replaced: Vec<ReplacedRun>,
    pub skipped: Vec<SkippedFile>,
    pub failed: Vec<FailedFile>,
    pub unsure: Vec<UnsureFile>,
    /// Of those imported, what lies later than the moment of the call.
    pub later: Vec<LaterRun>,
    pub findings: Vec<FindingJson>,
    /// Diaries among the files, and whether they were asked for.
    pub diaries: Vec<DiaryFile>,
    pub dry_run: bool,
    /// This week's plan, where what is left of it has become another by the import.
    pub plans_changed: Vec<PlanJson>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ReviewJson {
    pub import: ImportJson,
    pub check: CheckJson,
    pub plan: PlanJson,
    /// Path of the report file; `null` where none was written.
    pub report: Option<String>,
}

/// `import --json`; `history` holds the runs after the import.
pub fn import(history: &History, outcome: &ImportOutcome) -> ImportJson {
    ImportJson {
        imported: outcome
            .imported
            .iter()
            .filter_map(|id| history.run(id))
            .map(|each| run(history, each))
            .collect(),
        replaced: outcome.replaced.iter().map(rounded).collect(),
        skipped: outcome.skipped.clone(),
        failed: outcome.failed.clone(),
        unsure: outcome.unsure.clone(),
        later: outcome.later.clone(),
        findings: findings(&outcome.findings),
        diaries: outcome.diaries.clone(),
        dry_run: outcome.dry_run,
        plans_changed: Vec::new(),
    }
}

fn rounded(run: &ReplacedRun) -> ReplacedRun {
    let figures = |of: BeforeAfter, places: i32| BeforeAfter {
        before: figure(of.before, places),
        after: figure(of.after, places),
    };
    ReplacedRun {
        distance_m: figures(run.distance_m, decimals::METRES),
        running_s: figures(run.running_s, decimals::SECONDS),
        ..run.clone()
    }
}

pub const fn review(
    import: ImportJson,
    check: CheckJson,
    plan: PlanJson,
    report: Option<String>,
) -> ReviewJson {
    ReviewJson {
        import,
        check,
        plan,
        report,
    }
}
