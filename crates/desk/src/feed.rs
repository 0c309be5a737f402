//! The calendar that a program on this machine subscribes to.

use crate::fields::Fields;
use crate::shared::Shared;
use comeback_app::AppError;
use comeback_store::{AthleteName, Home, random_key, write_whole};

/// The key in the calendar's address: kept, since a subscription outlives the process.
///
/// # Errors
/// It can neither be read nor made.
pub(crate) fn key(home: &Home) -> Result<String, AppError> {
    let path = home.cache().join("calendar-key");
    if let Ok(kept) = std::fs::read_to_string(&path) {
        let kept = kept.trim();
        if kept.len() == 32 && kept.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(kept.to_owned());
        }
    }
    let key = random_key()?;
    let kept = comeback_store::private::make_folder(home.cache())
        .and_then(|()| write_whole(&path, key.as_bytes()));
    match kept {
        // A home that can only be read has its desk, too; its address lasts as long as that.
        Err(error) if error.is_refused_writing() || error.is_of_a_full_disk() => Ok(key),
        kept => Ok(kept.map(|()| key)?),
    }
}

/// The address to subscribe to.
pub(crate) fn address(shared: &Shared, athlete: &AthleteName) -> String {
    format!(
        "http://127.0.0.1:{}/calendar.ics?athlete={}&key={}",
        shared.port,
        crate::address::encoded(athlete.as_str()),
        shared.feed
    )
}

/// The athlete's calendar at this moment.
///
/// # Errors
/// The home knows no such athlete, or the data cannot be read.
pub(crate) fn calendar(shared: &Shared, asked: &Fields) -> Result<String, AppError> {
    let own = shared.desk.athlete.as_str();
    let asked = asked.get("athlete").map_or(own, String::as_str);
    let athlete = shared.desk.find(asked)?;
    let (mut workspace, _) = shared.desk.workspace(&athlete)?;
    comeback_app::calendar_feed(&mut workspace)
}
