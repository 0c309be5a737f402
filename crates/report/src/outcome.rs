//! What a use case hands over to be shown, where no lower room has a word for it.

use chrono::NaiveDate;
use comeback_core::calendar::Days;
use comeback_core::diary::{Band, CommentEntry, Entry, History, Pain};
use comeback_core::method::Standing;
use comeback_core::plan::WeekPlan;
use comeback_core::plan::due::Due;
use comeback_core::rules::{Finding, RuleId, Severity};
use comeback_core::run::RunId;
use comeback_core::trend::roster::Reason;
use serde::Serialize;

/// A file that was left out for a good reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SkippedFile {
    pub file: String,
    /// `duplicate`, `not-running`, `empty` …
    pub reason: String,
    /// The run that it repeats.
    pub of: Option<RunId>,
}

/// A figure before and after an import.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct BeforeAfter {
    pub before: Option<f64>,
    pub after: Option<f64>,
}

/// A run that was known and whose figures are others since an import.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReplacedRun {
    pub run: RunId,
    /// Its id before.
    pub was: RunId,
    pub distance_m: BeforeAfter,
    pub running_s: BeforeAfter,
}

/// A file that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FailedFile {
    pub file: String,
    pub error: String,
    pub at_byte: Option<u64>,
}

/// A recording that is kept and waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnsureFile {
    pub file: String,
    pub run: RunId,
    /// Why it is unsure whether it is a run, as a clause.
    pub why: String,
}

/// A run that lies later than the moment of the call: it does not exist for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LaterRun {
    pub run: RunId,
    pub day: NaiveDate,
    /// Later than the clock, too: a clock that was wrong, or a file from another calendar.
    pub not_yet_come: bool,
}

/// An entry of a diary that no file is believed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeftEntry {
    pub entry: Entry,
    /// Why, with what to do instead.
    pub why: String,
}

/// A diary among the files of an import.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DiaryFile {
    pub file: String,
    /// Whether its entries were asked for and are in.
    pub taken: bool,
    pub entries: Vec<Entry>,
    pub left: Vec<LeftEntry>,
}

/// What is said of each file that an import left where the runner stopped it.
pub const STOPPED: &str = "stopped before it was in";

/// What an import did. The runs themselves are read from the history.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ImportOutcome {
    pub imported: Vec<RunId>,
    /// Runs that were known before and have other figures now.
    pub replaced: Vec<ReplacedRun>,
    pub skipped: Vec<SkippedFile>,
    pub failed: Vec<FailedFile>,
    /// Kept, and counted once the runner says that they are runs.
    pub unsure: Vec<UnsureFile>,
    /// Of those imported, what lies later than the moment of the call.
    pub later: Vec<LaterRun>,
    /// Diaries among the files.
    pub diaries: Vec<DiaryFile>,
    /// Findings for the new runs.
    pub findings: Vec<Finding>,
    /// Nothing was stored: the call asked what would be.
    pub dry_run: bool,
}

/// The last weeks of an athlete, beside the line.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Glance {
    /// Whole weeks on the present rung.
    pub weeks_on_rung: Option<i64>,
    /// Of the last run: its day, how it was answered, the highest score.
    pub last_response: Option<(NaiveDate, Band, Option<f64>)>,
    /// How the scores of the last fortnight compare with those of the one before.
    pub trend: Option<Trend>,
    /// Scores that can still be given.
    pub due: Vec<Due>,
    /// By week, the oldest first; `None` where nothing is known of it.
    pub cadence_spm: Vec<Option<f64>>,
    pub tendon_load: Vec<Option<f64>>,
    /// This week's plan.
    pub plan: Option<WeekPlan>,
    /// The last thing that somebody said to the runner in the last days.
    pub comment: Option<CommentEntry>,
}

/// Days whose scores are held against those of as many days before. (design)
const TREND_DAYS: i64 = 14;
/// Points of the mean from which on pain rises or falls. (design)
const TREND_POINTS: f64 = 1.0;

/// Which way pain goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trend {
    Rising,
    Steady,
    Falling,
}

impl Trend {
    pub const fn as_str(self) -> &'static str {
        match self {
            Trend::Rising => "rising",
            Trend::Steady => "steady",
            Trend::Falling => "falling",
        }
    }

    /// The mean of the last fortnight's scores against that of the one before; `None`
    /// where either has none.
    pub fn of(history: &History) -> Option<Trend> {
        let today = history.today();
        let pain = Pain::of(history);
        let mean = |from: i64, to: i64| -> Option<f64> {
            let ago = |days: i64| today - Days::new(days.unsigned_abs());
            let scores: Vec<f64> = (history.runs_between(ago(to - 1), ago(from)).iter())
                .filter_map(|run| pain.response(run).max)
                .map(|max| max.get())
                .collect();
            (!scores.is_empty()).then(|| scores.iter().sum::<f64>() / scores.len() as f64)
        };
        let change = mean(0, TREND_DAYS)? - mean(TREND_DAYS, 2 * TREND_DAYS)?;
        Some(if change >= TREND_POINTS {
            Trend::Rising
        } else if change <= -TREND_POINTS {
            Trend::Falling
        } else {
            Trend::Steady
        })
    }
}

/// One athlete of a home, for the roster. The caller sorts (see [`AthleteLine::attention`]).
#[derive(Debug, Clone, PartialEq)]
pub struct AthleteLine {
    pub athlete: String,
    pub standing: Option<Standing>,
    pub last_run: Option<NaiveDate>,
    /// Of the last seven local days.
    pub runs_7_d: usize,
    pub running_min_7_d: Option<f64>,
    /// The worst response of the last seven local days.
    pub band: Option<Band>,
    pub worst_response: Option<f64>,
    pub findings: Vec<Finding>,
    /// Why this one comes where it comes.
    pub reason: Reason,
    pub glance: Glance,
}

impl AthleteLine {
    pub fn count(&self, severity: Severity) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    }

    /// The rules that fire, the most severe first, each once.
    pub fn rules(&self) -> Vec<RuleId> {
        let mut by_severity: Vec<&Finding> = self.findings.iter().collect();
        by_severity.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        let mut names: Vec<RuleId> = Vec::new();
        for finding in by_severity {
            if !names.contains(&finding.rule) {
                names.push(finding.rule);
            }
        }
        names
    }

    /// Who needs attention first sorts highest: by the reason, then by the worst finding,
    /// then by the band, then by how many findings.
    pub fn attention(&self) -> (u8, Option<Severity>, u8, usize, usize) {
        (
            u8::MAX - self.reason.rank(),
            self.findings.iter().map(|finding| finding.severity).max(),
            self.band.map_or(0, comeback_core::diary::weeks::severity),
            self.count(Severity::Urgent) + self.count(Severity::Warning),
            self.findings.len(),
        )
    }
}
