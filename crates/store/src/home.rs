//! Where the data of each athlete lies: a home holds one folder for each, and nothing of
//! one is seen by another.

use super::StoreError;
use std::path::{Path, PathBuf};

/// An athlete: the name as it is shown, and the folder that is made from it.
#[derive(Debug, Clone)]
pub struct AthleteName {
    pub(super) folder: String,
    pub(super) shown: String,
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
}

/// Whether a folder is there and can be listed; what is there and is none is an error.
pub(super) fn is_folder(path: &Path) -> Result<bool, StoreError> {
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
        // Who comes second finds the athlete that another process made in between.
        let second = home.new_name("a b").expect("a name");
        assert_eq!(second.as_str(), first.as_str());
        home.rename(&first, "Müller, Jörg").expect("renamed");
        let again = home.find("müller, jörg").expect("a home").expect("known");
        assert_eq!(again.as_str(), "a-b");
        assert_eq!(home.find("nobody").expect("a home"), None);
    }
}
