//! Everything that is committed under `fixtures/`, as paths and bytes.

use super::athletes::NAMES;

pub use super::made::Fixtures;

/// The folders that are made; nothing else may lie in them.
pub const FOLDERS: [&str; 4] = ["archives", "athletes", "files", "hostile"];

/// All fixtures, the same bytes every time.
///
/// # Errors
/// A file that its format cannot hold.
pub fn all() -> Result<Fixtures, String> {
    let mut all = Fixtures::new();
    for name in NAMES {
        for (file, bytes) in super::athlete(name)? {
            all.insert(format!("athletes/{name}/{file}"), bytes);
        }
    }
    for (folder, files) in [
        ("archives", super::archives::all()?),
        ("files", super::files::all()?),
        ("hostile", super::hostile::all()?),
    ] {
        for (file, bytes) in files {
            all.insert(format!("{folder}/{file}"), bytes);
        }
    }
    Ok(all)
}
