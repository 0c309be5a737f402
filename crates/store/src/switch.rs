//! The one moment at which a restore happens: before it everything is as it was, after
//! it everything is as in the backup, also when the process is killed at any point.
//!
//! What is restored is unpacked beside the athletes first. Then a file that lists the
//! moves is put in place, and that is the switch: from then on whoever opens the home
//! makes the moves that are still to be made.

use super::home::Home;
use super::{StoreError, disk, jsonl, private, whole};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// One athlete's folder is put aside, if there is one, and the restored one in its place.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Move {
    pub(super) athlete: String,
    pub(super) aside: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Decided {
    /// The folder with what was unpacked.
    from: String,
    moves: Vec<Move>,
}

fn path(home: &Home) -> PathBuf {
    home.path().join("athletes").join(".restore-decided.json")
}

/// Puts the list of moves in place.
pub(super) fn decide(
    home: &Home,
    staging: tempfile::TempDir,
    moves: Vec<Move>,
) -> Result<(), StoreError> {
    let path = path(home);
    let name = staging.path().file_name().and_then(|name| name.to_str());
    let decided = Decided {
        from: name.unwrap_or_default().to_owned(),
        moves,
    };
    let text = serde_json::to_vec(&decided).map_err(|error| StoreError::Derived {
        path: path.clone(),
        what: error.to_string(),
    })?;
    whole::write_whole(&path, &text)?;
    jsonl::sync_folder(&home.path().join("athletes")).inspect_err(|_| {
        // Not durable is not decided. The first failure is the one to tell of.
        let _ = std::fs::remove_file(&path);
    })?;
    // Once it is decided, what was unpacked must not vanish with this process.
    let _ = staging.keep();
    disk::moment();
    Ok(())
}

/// Makes the moves of a restore that was decided and not ended. Nothing to do is the rule.
pub(super) fn finish(home: &Home) -> Result<(), StoreError> {
    let path = path(home);
    if !path.exists() {
        return Ok(());
    }
    let athletes = home.path().join("athletes");
    let lock_path = athletes.join(".restore.lock");
    let lock = private::open_lock(&lock_path)?;
    private::wait_for(&lock, &lock_path)?;
    // Another process may have ended it meanwhile.
    let Ok(text) = std::fs::read(&path) else {
        return Ok(());
    };
    let decided: Decided = serde_json::from_slice(&text).map_err(|error| StoreError::Derived {
        path: path.clone(),
        what: error.to_string(),
    })?;
    let from = athletes.join(&decided.from);
    for step in &decided.moves {
        let staged = from.join(&step.athlete);
        // Moved already.
        if !staged.exists() {
            continue;
        }
        let folder = athletes.join(&step.athlete);
        if let Some(aside) = &step.aside
            && folder.exists()
        {
            disk::rename(&folder, &athletes.join(aside)).map_err(StoreError::io(&folder))?;
        }
        disk::rename(&staged, &folder).map_err(StoreError::io(&folder))?;
        // What was derived from the data before is not of these.
        let _ = std::fs::remove_dir_all(home.cache().join(&step.athlete));
    }
    jsonl::sync_folder(&athletes)?;
    disk::remove_file(&path).map_err(StoreError::io(&path))?;
    // What is left of it is empty.
    let _ = std::fs::remove_dir_all(&from);
    let _ = std::fs::remove_file(&lock_path);
    jsonl::sync_folder(&athletes)
}

/// Removes what restores that died before they were decided left unpacked.
pub(super) fn sweep(home: &Home) {
    let athletes = home.path().join("athletes");
    if path(home).exists() {
        return;
    }
    let Ok(entries) = std::fs::read_dir(&athletes) else {
        return;
    };
    for entry in entries.flatten() {
        let is_left = entry
            .file_name()
            .to_str()
            .is_some_and(|name| name.starts_with(".restore-") && entry.path().is_dir());
        if is_left {
            // A leftover that cannot be removed does no harm.
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
    whole::sweep(&athletes);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::AthleteName;

    /// Killed between any two steps, what is opened next is either before or after.
    #[test]
    fn a_restore_is_one_switch() {
        for made in 0..=4 {
            let folder = tempfile::tempdir().expect("a folder");
            let home = Home::new(folder.path().join("home"));
            let athletes = home.path().join("athletes");
            for name in ["a", "b"] {
                std::fs::create_dir_all(athletes.join(name)).expect("a folder");
                std::fs::write(athletes.join(name).join("is"), "old").expect("writes");
            }
            let staging = tempfile::Builder::new()
                .prefix(".restore-")
                .tempdir_in(&athletes)
                .expect("a folder");
            for name in ["a", "b"] {
                std::fs::create_dir(staging.path().join(name)).expect("a folder");
                std::fs::write(staging.path().join(name).join("is"), "new").expect("writes");
            }
            let from = staging.path().to_owned();
            let moves = ["a", "b"].map(|name| Move {
                athlete: name.to_owned(),
                aside: Some(format!(".replaced-{name}-1")),
            });
            if made == 0 {
                // Killed before it was decided.
                let _ = staging.keep();
            } else {
                decide(&home, staging, moves.into()).expect("decided");
                for step in [("a", ".replaced-a-1"), ("b", ".replaced-b-1")]
                    .iter()
                    .take(made - 1)
                {
                    std::fs::rename(athletes.join(step.0), athletes.join(step.1)).expect("aside");
                    // Killed between the two renames of the last one.
                    if made < 4 {
                        break;
                    }
                    std::fs::rename(from.join(step.0), athletes.join(step.0)).expect("in place");
                }
            }
            let names = home.athletes().expect("a home");
            let shown: Vec<&str> = names.iter().map(AthleteName::as_str).collect();
            assert_eq!(shown, ["a", "b"]);
            let expected = if made == 0 { "old" } else { "new" };
            for name in shown {
                let is = std::fs::read_to_string(athletes.join(name).join("is")).expect("reads");
                assert_eq!(is, expected, "{name} after {made} steps");
            }
            sweep(&home);
            assert!(!from.exists());
        }
    }
}
