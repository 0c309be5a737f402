//! What every command takes.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// What every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Everywhere")]
#[expect(
    clippy::doc_markdown,
    reason = "the help prints the names as they stand"
)]
pub(super) struct Global {
    /// Folder that holds everything [default: the platform's data folder]
    ///
    /// [env: COMEBACK_HOME]
    #[arg(long, global = true, value_name = "DIR")]
    pub home: Option<PathBuf>,
    /// Whose data; profiles never see each other's [default: me]
    ///
    /// [env: COMEBACK_ATHLETE]
    #[arg(long, global = true, value_name = "NAME")]
    pub athlete: Option<String>,
    /// Decide as of this moment: RFC 3339, or a date for its end [default: now]
    #[arg(long, global = true, value_name = "TIME", allow_hyphen_values = true)]
    pub as_of: Option<String>,
    /// Write JSON for programs
    #[arg(long, global = true)]
    pub json: bool,
    /// When to colour [default: auto]
    #[arg(long, global = true, value_name = "WHEN")]
    pub color: Option<When>,
    /// Only data and errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more about what is done
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// Answer yes to what would be asked
    #[arg(short, long, global = true)]
    pub yes: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    Auto,
    Always,
    Never,
}
