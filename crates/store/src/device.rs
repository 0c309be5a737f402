//! What this device calls its own files in a folder that several devices share.

use super::{StoreError, ids, private, sha256, whole};
use std::path::Path;

/// Letters of a device's name.
const LENGTH: usize = 10;

/// The name of this device in a home: the same at each call, another on another
/// machine. Nothing of the machine can be told from it.
pub(super) fn name(home: &Path, cache: &Path) -> Result<String, StoreError> {
    if let Ok(machine) = std::fs::read_to_string("/etc/machine-id")
        && !machine.trim().is_empty()
    {
        let place = home.canonicalize().unwrap_or_else(|_| home.to_owned());
        let told = format!("comeback {} {}", machine.trim(), place.display());
        return Ok(sha256(told.as_bytes()).chars().take(LENGTH).collect());
    }
    let path = cache.join("device");
    if let Ok(kept) = std::fs::read_to_string(&path) {
        let kept = kept.trim();
        if kept.len() == LENGTH && kept.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Ok(kept.to_owned());
        }
    }
    // Lost with the cache: the next file then bears another name, and nothing is lost.
    let name: String = sha256(&ids::random()?).chars().take(LENGTH).collect();
    private::make_folder(cache)?;
    whole::write_whole(&path, name.as_bytes())?;
    Ok(name)
}
