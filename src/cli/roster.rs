//! `comeback roster`: all athletes, the one who needs attention first.

use super::Exit;
use super::call::Call;
use clap::Args;
use comeback_app as app;
use comeback_app::AppError;
use comeback_core::limits::UnitSystem;
use comeback_report::{json, text};

/// All athletes of this home, the one who needs attention first
#[derive(Debug, Args)]
pub struct Arguments {}

pub fn run(call: &Call, _: Arguments) -> Result<Exit, AppError> {
    call.check_home()?;
    let lines = app::roster(&call.home, call.as_of.as_deref(), &call.system)?;
    if call.out.json {
        call.out.json(&json::roster(&lines))?;
    } else {
        let look = call.out.look(UnitSystem::Kilometres);
        call.out.text(&text::roster(&lines, &look))?;
    }
    Ok(Exit::Done)
}
