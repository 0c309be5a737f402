//! Ids of lines: ULIDs, so that they sort by the time of writing and no two devices
//! make the same one.

use super::{StoreError, sha256};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use comeback_core::calendar;
use comeback_core::diary::{Entry, EntryId};
use std::path::Path;
use std::sync::LazyLock;
use ulid::Ulid;

/// The first moment that no line can have been written at, ms: the first of the year after
/// the last one that is understood.
static TOO_LATE_MS: LazyLock<u64> = LazyLock::new(|| {
    let end = NaiveDate::from_ymd_opt(calendar::YEARS.end() + 1, 1, 1).unwrap_or(NaiveDate::MAX);
    millis(end.and_time(NaiveTime::MIN).and_utc())
});
static TOO_LATE: LazyLock<EntryId> =
    LazyLock::new(|| EntryId(Ulid::from_parts(*TOO_LATE_MS, 0).to_string()));

/// Milliseconds of a moment as an id counts them; before 1970 none.
fn millis(at: DateTime<Utc>) -> u64 {
    u64::try_from(at.timestamp_millis()).unwrap_or(0)
}

/// Whether a line can have this id: one that sorts behind every moment to come would stand
/// behind all that is written later.
pub(super) fn is_possible(id: &EntryId) -> bool {
    *id < *TOO_LATE
}

/// The id of a line or an import made now, after all that this device has read: a clock that
/// is behind does not put an answer before what it answers.
///
/// # Errors
/// Where the system has no random numbers, or no id comes after the newest one: the clock
/// lies outside the years that are understood, or lay there when that line was written.
pub fn fresh(clock: DateTime<Utc>, newest: Option<&EntryId>) -> Result<EntryId, StoreError> {
    let fresh = Ulid::from_parts(millis(clock), u128::from_le_bytes(random()?));
    let newest = newest.and_then(|id| Ulid::from_string(&id.0).ok());
    let next = match newest {
        Some(newest) if newest >= fresh => {
            let next = newest.timestamp_ms().saturating_add(1);
            if next < *TOO_LATE_MS {
                Some(Ulid::from_parts(next, u128::from_le_bytes(random()?)))
            } else {
                newest.increment()
            }
        }
        _ => Some(fresh),
    };
    next.map(|id| EntryId(id.to_string()))
        .filter(is_possible)
        .ok_or(StoreError::NoNextId(clock))
}

/// The newest of ids that come the last first: those that say no moment are passed over.
pub(super) fn newest<'a>(mut ids: impl Iterator<Item = &'a EntryId>) -> Option<EntryId> {
    ids.find(|id| Ulid::from_string(&id.0).is_ok()).cloned()
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
    let millis = millis(entry.at.to_utc());
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
    #[test]
    fn no_id_is_made_before_the_newest() {
        let clock = DateTime::UNIX_EPOCH + chrono::TimeDelta::days(20_000);
        let last = Ulid::from_parts(*TOO_LATE_MS - 1, 7);
        let edge = EntryId(last.to_string());
        assert!(is_possible(&edge));
        let next = fresh(clock, Some(&edge)).expect("room behind it");
        assert!(edge < next && is_possible(&next), "{next}");
        let full = EntryId(Ulid::from_parts(*TOO_LATE_MS - 1, u128::MAX >> 48).to_string());
        assert!(matches!(
            fresh(clock, Some(&full)),
            Err(StoreError::NoNextId(_))
        ));
        let far = clock + chrono::TimeDelta::days(200_000);
        assert!(matches!(fresh(far, None), Err(StoreError::NoNextId(_))));
        for impossible in ["7ZZZZZZZZZZZZZZZZZZZZZZZZZ", "ZZZZ", "LINE-0123456789"] {
            assert!(
                !is_possible(&EntryId(impossible.to_owned())),
                "{impossible}"
            );
        }
    }
}
