//! How a command ends.

use std::process::ExitCode;

/// How a command that was carried out ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    Done,
    /// A check found a warning or an urgent.
    Found,
    /// Every input failed: nothing was changed.
    Failed,
    /// Some inputs failed, the rest is in.
    Partial,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(match exit {
            Exit::Done => 0,
            Exit::Found => 1,
            Exit::Failed => FAILED,
            Exit::Partial => 3,
        })
    }
}

/// Exit code of a refusal: nothing was changed.
pub(super) const FAILED: u8 = 2;
