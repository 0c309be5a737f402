//! The phones that are paired. What a phone keeps is a random key; here only its digest
//! is kept, with a name and when it was last seen. The file lies with what is derived,
//! so that it is never synced to another machine; without it no phone is paired.

use crate::secret::is_same;
use chrono::{DateTime, Utc};
use comeback_app::AppError;
use comeback_store::{random_key, write_whole};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Most phones that are paired.
const MOST: usize = 20;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    pub number: u64,
    pub name: String,
    /// The folder of the athlete whose check-ins it sends.
    pub athlete: String,
    pub since: DateTime<Utc>,
    digest: String,
    /// The last entries that it made, which it may take back.
    #[serde(default)]
    entered: Vec<String>,
}

/// Most entries that a phone may take back, the newest.
const MOST_ENTERED: usize = 50;

/// The list of a home. It is read each time, so that what is revoked by another call is
/// revoked at once.
#[derive(Debug, Clone)]
pub struct Devices {
    path: Arc<Path>,
}

impl Devices {
    pub fn of(cache: &Path) -> Devices {
        Devices {
            path: PathBuf::from(cache).join("phones.json").into(),
        }
    }

    /// All that are paired; a list that cannot be read pairs nobody.
    pub fn all(&self) -> Vec<Device> {
        let read = std::fs::read(&self.path).ok();
        read.and_then(|text| serde_json::from_slice(&text).ok())
            .unwrap_or_default()
    }

    /// The phone that holds a key.
    pub fn holder(&self, key: &str) -> Option<Device> {
        let told = digest(key);
        let mut all = self.all().into_iter();
        all.find(|device| is_same(&told, &device.digest))
    }

    pub fn numbered(&self, number: u64) -> Option<Device> {
        self.all()
            .into_iter()
            .find(|device| device.number == number)
    }

    /// Pairs a phone and gives the key that it is to keep.
    ///
    /// # Errors
    /// There are too many, or the list cannot be written.
    pub fn pair(&self, name: &str, athlete: &str, now: DateTime<Utc>) -> Result<String, AppError> {
        let mut all = self.all();
        if all.len() >= MOST {
            return Err(AppError::Refused(format!(
                "{MOST} phones are paired; `comeback serve --devices` lists them, `--revoke N` takes one out"
            )));
        }
        let key = random_key()?;
        let number = all.iter().map(|device| device.number).max().unwrap_or(0);
        all.push(Device {
            number: number.saturating_add(1),
            name: name.to_owned(),
            athlete: athlete.to_owned(),
            since: now,
            digest: digest(&key),
            entered: Vec::new(),
        });
        self.write(&all)?;
        Ok(key)
    }

    /// Notes that a phone made an entry.
    ///
    /// # Errors
    /// The list cannot be written.
    pub(crate) fn note_entered(&self, number: u64, entry: &str) -> Result<(), AppError> {
        let mut all = self.all();
        if let Some(device) = all.iter_mut().find(|device| device.number == number) {
            device.entered.push(entry.to_owned());
            let over = device.entered.len().saturating_sub(MOST_ENTERED);
            device.entered.drain(..over);
        }
        self.write(&all)
    }

    /// Whether a phone made an entry.
    pub(crate) fn has_entered(&self, number: u64, entry: &str) -> bool {
        let device = self.numbered(number);
        device.is_some_and(|device| device.entered.iter().any(|made| made == entry))
    }

    /// Takes a phone out.
    ///
    /// # Errors
    /// No phone has the number, or the list cannot be written.
    pub fn revoke(&self, number: u64) -> Result<Device, AppError> {
        let (out, rest): (Vec<Device>, Vec<Device>) =
            (self.all().into_iter()).partition(|device| device.number == number);
        let Some(device) = out.into_iter().next() else {
            return Err(AppError::Refused(format!(
                "no phone has the number {number}; `comeback serve --devices` lists them"
            )));
        };
        self.write(&rest)?;
        Ok(device)
    }

    fn write(&self, all: &[Device]) -> Result<(), AppError> {
        let text =
            serde_json::to_vec_pretty(all).map_err(|error| AppError::Refused(error.to_string()))?;
        if let Some(folder) = self.path.parent() {
            comeback_store::private::make_folder(folder)?;
        }
        Ok(write_whole(&self.path, &text)?)
    }
}

fn digest(key: &str) -> String {
    let bytes = Sha256::digest(key.as_bytes());
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_is_known_by_its_key_until_it_is_revoked() {
        let folder = tempfile::tempdir().expect("a folder");
        let devices = Devices::of(folder.path());
        let now = DateTime::UNIX_EPOCH;
        let key = devices.pair("iPhone", "anna", now).expect("paired");
        let other = devices.pair("Pixel", "anna", now).expect("paired");
        assert_eq!(devices.holder(&key).map(|device| device.number), Some(1));
        let kept = std::fs::read_to_string(folder.path().join("phones.json")).expect("a file");
        assert!(!kept.contains(&key), "the key itself is not kept");
        devices.note_entered(1, "ENTRY").expect("noted");
        assert!(devices.has_entered(1, "ENTRY"));
        assert!(!devices.has_entered(2, "ENTRY"), "another phone's");
        assert!(!devices.has_entered(1, "OTHER"));
        devices.revoke(1).expect("revoked");
        assert!(!devices.has_entered(1, "ENTRY"));
        assert_eq!(devices.holder(&key), None);
        assert_eq!(devices.holder(&other).map(|device| device.number), Some(2));
        assert!(devices.revoke(1).is_err());
    }
}
