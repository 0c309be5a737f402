//! A home holds one folder an athlete, and nothing of one is seen by another.

use super::{Store, StoreError};
use std::path::{Path, PathBuf};

/// A profile's name, safe as the name of a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AthleteName(String);

impl AthleteName {
    /// Letters and digits of any script, `-`, `_` and `.`; not beginning with a dot.
    ///
    /// # Errors
    /// Anything else, since the name becomes a path.
    pub fn new(name: &str) -> Result<Self, StoreError> {
        let fits = (1..=64).contains(&name.chars().count())
            && !name.starts_with('.')
            && name
                .chars()
                .all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.'));
        if fits {
            Ok(AthleteName(name.to_owned()))
        } else {
            Err(StoreError::BadName(name.to_owned()))
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for AthleteName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

/// The folder that holds everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home(PathBuf);

impl Home {
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Home(path.into())
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Where an athlete's data lies, whether or not there is any.
    pub fn folder(&self, athlete: &AthleteName) -> PathBuf {
        self.0.join("athletes").join(athlete.as_str())
    }

    /// All athletes that have data, by name.
    pub fn athletes(&self) -> Result<Vec<AthleteName>, StoreError> {
        let folder = self.0.join("athletes");
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(StoreError::io(&folder)(error)),
        };
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry.map_err(StoreError::io(&folder))?;
            if entry.path().is_dir()
                && let Some(name) = entry.file_name().to_str()
                && let Ok(name) = AthleteName::new(name)
            {
                names.push(name);
            }
        }
        names.sort();
        Ok(names)
    }

    /// The athlete's store if there is one; looking creates nothing.
    pub fn existing(&self, athlete: &AthleteName) -> Result<Option<Store>, StoreError> {
        let folder = self.folder(athlete);
        if folder.is_dir() {
            Store::open(folder).map(Some)
        } else {
            Ok(None)
        }
    }

    /// The athlete's store, made when there is none.
    pub fn store(&self, athlete: &AthleteName) -> Result<Store, StoreError> {
        Store::open(self.folder(athlete))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_leave_the_home() {
        for (name, fits) in [
            ("me", true),
            ("anna-2", true),
            ("Jürgen", true),
            ("", false),
            ("..", false),
            (".hidden", false),
            ("a/b", false),
            ("a\\b", false),
            ("a b", false),
            ("nul\0", false),
        ] {
            assert_eq!(AthleteName::new(name).is_ok(), fits, "{name:?}");
        }
        assert!(AthleteName::new(&"x".repeat(65)).is_err());
    }
}
