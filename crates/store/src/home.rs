//! A home holds one folder an athlete, and nothing of one is seen by another.

use super::{Store, StoreError, originals, private, switch};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// An athlete: the name as it is shown, and the folder that is made from it.
#[derive(Debug, Clone)]
pub struct AthleteName {
    folder: String,
    shown: String,
}

/// Longest name, letters.
const LONGEST: usize = 64;

impl AthleteName {
    /// A name as it is typed: anything but what would be no name on a screen, or a path.
    ///
    /// # Errors
    /// Empty, over 64 letters, with a line end, a control or a slash.
    pub fn new(name: &str) -> Result<Self, StoreError> {
        let shown = name.trim();
        let fits = (1..=LONGEST).contains(&shown.chars().count())
            && !shown.starts_with('.')
            && !shown.chars().any(|letter| {
                letter.is_control() || is_invisible(letter) || "/\\".contains(letter)
            })
            && shown.chars().any(char::is_alphanumeric);
        if !fits {
            return Err(StoreError::BadName(name.escape_debug().to_string()));
        }
        Ok(AthleteName {
            folder: folder_for(shown),
            shown: shown.to_owned(),
        })
    }

    /// The athlete of a folder's name; `None` for what is no folder of ours.
    pub(super) fn of_folder(folder: &str) -> Option<Self> {
        let fits = folder.chars().count() <= LONGEST + 8 && folder_for(folder) == folder;
        fits.then(|| AthleteName {
            folder: folder.to_owned(),
            shown: folder.to_owned(),
        })
    }

    /// The name of the folder.
    pub fn as_str(&self) -> &str {
        &self.folder
    }

    /// The name as it is shown.
    pub fn shown(&self) -> &str {
        &self.shown
    }
}

/// Letters and digits of any script, `-`, `_` and `.` as they are, the rest as one dash.
fn folder_for(shown: &str) -> String {
    let mut folder = String::new();
    for letter in shown.chars() {
        if letter.is_alphanumeric() || matches!(letter, '_' | '.') {
            folder.push(letter);
        } else if !folder.ends_with('-') {
            folder.push('-');
        }
    }
    let trimmed = folder.trim_matches(|letter| letter == '-' || letter == '.');
    trimmed.to_owned()
}

/// What turns the direction of a text or shows nothing.
const fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
    )
}

// One folder is one athlete, whatever it is called.
impl PartialEq for AthleteName {
    fn eq(&self, other: &Self) -> bool {
        self.folder == other.folder
    }
}

impl Eq for AthleteName {}

impl PartialOrd for AthleteName {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for AthleteName {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.folder.cmp(&other.folder)
    }
}

impl std::fmt::Display for AthleteName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.shown)
    }
}

/// What `athlete.json` holds: the name, where the folder does not say it.
#[derive(Debug, Serialize, Deserialize)]
struct Profile {
    name: String,
}

const PROFILE: &str = "athlete.json";

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
        switch::finish(self)?;
        let mut names = Vec::new();
        for entry in std::fs::read_dir(&folder).map_err(StoreError::io(&folder))? {
            let entry = entry.map_err(StoreError::io(&folder))?;
            if entry.path().is_dir()
                && let Some(name) = entry.file_name().to_str()
                && let Some(name) = AthleteName::of_folder(name)
            {
                names.push(self.with_shown_name(name));
            }
        }
        names.sort();
        Ok(names)
    }

    /// The athlete with the name that its profile gives it.
    fn with_shown_name(&self, name: AthleteName) -> AthleteName {
        let path = self.folder(&name).join(PROFILE);
        let told = std::fs::read(&path)
            .ok()
            .and_then(|text| serde_json::from_slice::<Profile>(&text).ok())
            .and_then(|profile| AthleteName::new(&profile.name).ok());
        match told {
            Some(told) => AthleteName {
                folder: name.folder,
                shown: told.shown,
            },
            None => name,
        }
    }

    /// The athlete of a name, as it is shown or as its folder is called, large or small.
    ///
    /// # Errors
    /// The home cannot be looked into.
    pub fn find(&self, name: &str) -> Result<Option<AthleteName>, StoreError> {
        let name = name.trim();
        let athletes = self.athletes()?;
        let lower = name.to_lowercase();
        let ways: [&dyn Fn(&AthleteName) -> bool; 3] = [
            &|athlete| athlete.shown == name,
            &|athlete| athlete.folder == name,
            &|athlete| {
                athlete.shown.to_lowercase() == lower || athlete.folder.to_lowercase() == lower
            },
        ];
        Ok(ways
            .iter()
            .find_map(|is| athletes.iter().find(|athlete| is(athlete)))
            .cloned())
    }

    /// The name of an athlete who is not in the home yet, with a folder that is free.
    ///
    /// # Errors
    /// No name, or the home cannot be looked into.
    pub fn new_name(&self, name: &str) -> Result<AthleteName, StoreError> {
        let mut new = AthleteName::new(name)?;
        let athletes = self.athletes()?;
        let base = new.folder.clone();
        let mut number = 1_u32;
        while athletes
            .iter()
            .any(|athlete| athlete.folder.to_lowercase() == new.folder.to_lowercase())
        {
            number += 1;
            new.folder = format!("{base}-{number}");
        }
        Ok(new)
    }

    /// Calls an athlete otherwise; the folder stays.
    ///
    /// # Errors
    /// No name, or the profile cannot be written.
    pub fn rename(&self, athlete: &AthleteName, name: &str) -> Result<AthleteName, StoreError> {
        let shown = AthleteName::new(name)?.shown;
        let renamed = AthleteName {
            folder: athlete.folder.clone(),
            shown,
        };
        self.write_profile(&renamed)?;
        Ok(renamed)
    }

    fn write_profile(&self, athlete: &AthleteName) -> Result<(), StoreError> {
        let path = self.folder(athlete).join(PROFILE);
        let profile = Profile {
            name: athlete.shown.clone(),
        };
        let text = serde_json::to_vec(&profile).map_err(|error| StoreError::Derived {
            path: path.clone(),
            what: error.to_string(),
        })?;
        originals::write_whole(&path, &text)
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
        // Not the home itself: it may be a folder that holds other things, too.
        private::close_to_others(&self.path.join("athletes"));
        private::close_to_others(&self.folder(athlete));
        if athlete.shown != athlete.folder && !self.folder(athlete).join(PROFILE).exists() {
            self.write_profile(athlete)?;
        }
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
    fn a_name_is_free_and_cannot_leave_the_home() {
        for (name, folder) in [
            ("me", Some("me")),
            ("anna-2", Some("anna-2")),
            ("Jürgen", Some("Jürgen")),
            ("Müller, Jörg", Some("Müller-Jörg")),
            ("  A. N. Other ", Some("A.-N.-Other")),
            ("a b", Some("a-b")),
            ("山田 太郎", Some("山田-太郎")),
            ("", None),
            ("..", None),
            (".hidden", None),
            ("a/b", None),
            ("a\\b", None),
            ("-", None),
            ("a\nb", None),
            ("abc\u{202e}def", None),
            ("nul\0", None),
        ] {
            let found = AthleteName::new(name).ok();
            let found = found.as_ref().map(AthleteName::as_str);
            assert_eq!(found, folder, "{name:?}");
        }
        assert!(AthleteName::new(&"x".repeat(65)).is_err());
    }

    #[test]
    fn two_names_never_share_a_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        let home = Home::new(folder.path());
        for name in ["a b", "a, b", "A-B"] {
            let new = home.new_name(name).expect("a name");
            home.store(&new).expect("a store");
        }
        let names = home.athletes().expect("a home");
        let shown: Vec<&str> = names.iter().map(AthleteName::shown).collect();
        assert_eq!(names.len(), 3, "{names:?}");
        for name in ["a b", "a, b", "A-B"] {
            assert!(shown.contains(&name), "{shown:?}");
            let found = home.find(name).expect("a home").expect("known");
            assert_eq!(found.shown(), name);
        }
        let first = home.find("a b").expect("a home").expect("known");
        home.rename(&first, "Müller, Jörg").expect("renamed");
        let again = home.find("müller, jörg").expect("a home").expect("known");
        assert_eq!(again.as_str(), "a-b");
        assert_eq!(home.find("nobody").expect("a home"), None);
    }
}
