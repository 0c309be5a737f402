//! A home that was there and is gone, for what goes on for hours: a disk that went away is
//! neither an empty home nor a new one.

use super::AppError;
use comeback_store::{AthleteName, Home};
use std::collections::BTreeSet;

/// The athletes whose folders were seen.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    folders: BTreeSet<String>,
}

impl Seen {
    /// Looks whether an athlete's folder is there, and remembers it.
    ///
    /// # Errors
    /// It was there before and is not now, or the home cannot be looked into.
    pub fn refuse_gone(&mut self, home: &Home, athlete: &AthleteName) -> Result<(), AppError> {
        let folder = home.folder(athlete);
        if home.exists()? && home.athletes()?.contains(athlete) {
            self.folders.insert(athlete.as_str().to_owned());
            return Ok(());
        }
        match self.folders.contains(athlete.as_str()) {
            true => Err(AppError::Refused(format!(
                "{} was there and is gone: is the disk mounted? Nothing is shown and nothing is entered until it is back",
                folder.display()
            ))),
            false => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_never_there_may_begin_and_what_was_may_not_go() {
        let folder = tempfile::tempdir().expect("a folder");
        let home = Home::new(folder.path().join("home"));
        let me = AthleteName::new("me").expect("a name");
        let mut seen = Seen::default();
        seen.refuse_gone(&home, &me).expect("not begun yet");
        drop(home.store(&me).expect("a store"));
        seen.refuse_gone(&home, &me).expect("there");
        let away = folder.path().join("away");
        std::fs::rename(home.path(), &away).expect("moved");
        assert!(seen.refuse_gone(&home, &me).is_err());
        // A mount point stays as an empty folder.
        std::fs::create_dir(home.path()).expect("a folder");
        assert!(seen.refuse_gone(&home, &me).is_err());
        std::fs::remove_dir(home.path()).expect("removed");
        std::fs::rename(&away, home.path()).expect("moved back");
        seen.refuse_gone(&home, &me).expect("back again");
    }
}
