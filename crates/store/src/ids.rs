//! Ids of lines: ULIDs, so that they sort by the time of writing and no two devices
//! make the same one.

use super::{StoreError, sha256};
use chrono::{DateTime, Utc};
use comeback_core::diary::{Entry, EntryId};
use std::path::Path;
use ulid::Ulid;

/// The id of a line or an import made now, after all that this device has read: a clock that
/// is behind does not put an answer before what it answers.
///
/// # Errors
/// Where the system has no random numbers or the clock lies outside what an id holds.
pub fn fresh(clock: DateTime<Utc>, newest: Option<&EntryId>) -> Result<EntryId, StoreError> {
    let millis = u64::try_from(clock.timestamp_millis()).unwrap_or(0);
    let fresh = Ulid::from_parts(millis, u128::from_le_bytes(random()?));
    let newest = newest.and_then(|id| Ulid::from_string(&id.0).ok());
    let id = match newest {
        Some(newest) if newest >= fresh => {
            Ulid::from_parts(newest.timestamp_ms() + 1, u128::from_le_bytes(random()?))
        }
        _ => fresh,
    };
    Ok(EntryId(id.to_string()))
}

/// A key of 128 random bits, in hexadecimal.
///
/// # Errors
/// The system has no random source.
pub fn random_key() -> Result<String, StoreError> {
    Ok(random()?.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Random bytes of the system.
pub(super) fn random() -> Result<[u8; 16], StoreError> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| {
        StoreError::io(Path::new("the system's random source"))(std::io::Error::other(error))
    })?;
    Ok(bytes)
}

/// The id of a line that was written without one, the same wherever it is read:
/// the moment that it speaks of, its place among the lines of that moment, its content.
pub(super) fn derived(entry: &Entry, place: u16, canonical: &str) -> EntryId {
    let millis = u64::try_from(entry.at.timestamp_millis()).unwrap_or(0);
    let digest = sha256(canonical.as_bytes());
    let content = digest
        .get(..16)
        .and_then(|digits| u64::from_str_radix(digits, 16).ok())
        .unwrap_or(0);
    // 80 bits of a ULID follow its time: 16 for the place, 64 for the content.
    let rest = (u128::from(place) << 64) | u128::from(content);
    EntryId(Ulid::from_parts(millis, rest).to_string())
}

/// The name of a line that could not be read.
pub(super) fn of_bytes(line: &[u8]) -> EntryId {
    let digest = sha256(line).to_ascii_uppercase();
    EntryId(format!("LINE-{}", digest.get(..10).unwrap_or(&digest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_after_all_that_were_read() {
        let clock = DateTime::UNIX_EPOCH + chrono::TimeDelta::days(20_000);
        let mut newest: Option<EntryId> = None;
        for step in 0..100 {
            // A clock that runs backwards.
            let id = fresh(clock - chrono::TimeDelta::days(step), newest.as_ref()).expect("an id");
            assert_eq!(EntryId::parse(&id.0).as_ref(), Some(&id));
            assert!(newest.as_ref().is_none_or(|newest| *newest < id));
            newest = Some(id);
        }
    }
}
