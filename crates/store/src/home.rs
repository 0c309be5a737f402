//! A home holds one folder an athlete, and nothing of one is seen by another.

use super::{Store, StoreError, private};
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

/// The folder that holds everything, and the one for what can be derived from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    path: PathBuf,
    cache: PathBuf,
}

impl Home {
    /// A home with its cache inside.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let cache = path.join("cache");
        Home { path, cache }
    }

    /// A home whose cache lies elsewhere.
    pub fn with_cache(path: impl Into<PathBuf>, cache: impl Into<PathBuf>) -> Self {
        Home {
            path: path.into(),
            cache: cache.into(),
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where derived data of the home lies; it can be deleted at any moment.
    pub fn cache(&self) -> &Path {
        &self.cache
    }

    /// Where an athlete's data lies, whether or not there is any.
    pub fn folder(&self, athlete: &AthleteName) -> PathBuf {
        self.path.join("athletes").join(athlete.as_str())
    }

    /// Where what is derived of an athlete lies.
    pub fn cache_of(&self, athlete: &AthleteName) -> PathBuf {
        self.cache.join(athlete.as_str())
    }

    /// Whether there is a home at all.
    ///
    /// # Errors
    /// Something else lies there, or it cannot be looked into: that is not the same
    /// as nothing.
    pub fn exists(&self) -> Result<bool, StoreError> {
        is_folder(&self.path)
    }

    /// All athletes that have data, by name.
    ///
    /// # Errors
    /// The home cannot be looked into.
    pub fn athletes(&self) -> Result<Vec<AthleteName>, StoreError> {
        let folder = self.path.join("athletes");
        if !self.exists()? || !is_folder(&folder)? {
            return Ok(Vec::new());
        }
        let mut names = Vec::new();
        for entry in std::fs::read_dir(&folder).map_err(StoreError::io(&folder))? {
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

    /// The athlete's store if there is one; looking changes nothing but the cache.
    ///
    /// # Errors
    /// The folder is there and cannot be looked into.
    pub fn existing(&self, athlete: &AthleteName) -> Result<Option<Store>, StoreError> {
        let folder = self.folder(athlete);
        if self.exists()? && is_folder(&self.path.join("athletes"))? && is_folder(&folder)? {
            Store::open(self, athlete).map(Some)
        } else {
            Ok(None)
        }
    }

    /// The athlete's store, made when there is none.
    pub fn store(&self, athlete: &AthleteName) -> Result<Store, StoreError> {
        private::make_folder(&self.folder(athlete))?;
        private::close_to_others(&self.path);
        private::close_to_others(&self.folder(athlete));
        Store::open(self, athlete)
    }
}

/// Whether a folder is there and can be listed; what is there and is none is an error.
fn is_folder(path: &Path) -> Result<bool, StoreError> {
    match std::fs::read_dir(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(StoreError::Unreadable {
            path: path.to_owned(),
            source: error,
        }),
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
