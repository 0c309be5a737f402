//! The files that an import is given: folders walked in the order of their names.

use super::AppError;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

/// A file that an import looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    File(PathBuf),
    /// Standard input, `-`.
    Stdin,
}

/// A path that cannot be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unreadable {
    pub path: String,
    pub error: String,
}

/// Largest file that is held in memory. A zip is read where it lies, whatever its size.
const MAX_BYTES: u64 = comeback_files::archive::ENTRY_LIMIT;

/// Folders inside folders that are walked; deeper lies no workout.
const MAX_DEPTH: usize = 64;

/// All files under the paths, each folder in the order of its names.
/// Hidden files are passed over unless they are named themselves.
pub(crate) fn list(paths: &[PathBuf]) -> (Vec<Input>, Vec<Unreadable>) {
    let mut found = Vec::new();
    let mut unreadable = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            found.push(Input::Stdin);
        } else if path.is_dir() {
            walk(path, 0, &mut found, &mut unreadable);
        } else {
            found.push(Input::File(path.clone()));
        }
    }
    (found, unreadable)
}

fn walk(folder: &Path, depth: usize, found: &mut Vec<Input>, unreadable: &mut Vec<Unreadable>) {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            unreadable.push(Unreadable {
                path: folder.display().to_string(),
                error: error.to_string(),
            });
            return;
        }
    };
    let mut paths: Vec<PathBuf> = entries
        .flatten()
        .filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
        .map(|entry| entry.path())
        .collect();
    paths.sort();
    for path in paths {
        // A link to a folder could lead back here.
        let is_link = path.is_symlink();
        if path.is_dir() {
            if !is_link && depth < MAX_DEPTH {
                walk(&path, depth + 1, found, unreadable);
            }
        } else {
            found.push(Input::File(path));
        }
    }
}

fn too_large(next: &str) -> AppError {
    AppError::Refused(format!("larger than {} MiB: {next}", MAX_BYTES >> 20))
}

impl Input {
    /// What messages call it.
    pub(crate) fn name(&self) -> String {
        match self {
            Input::File(path) => path.display().to_string(),
            Input::Stdin => "-".to_owned(),
        }
    }

    /// A zip, opened where it lies, and its length; `None` for everything else.
    pub(crate) fn open_zip(&self) -> Option<(BufReader<File>, u64)> {
        let Input::File(path) = self else { return None };
        let about = std::fs::metadata(path)
            .ok()
            .filter(|about| about.is_file())?;
        let mut file = File::open(path).ok()?;
        let mut head = [0; 4];
        file.read_exact(&mut head).ok()?;
        comeback_files::archive::is_zip(&head).then(|| (BufReader::new(file), about.len()))
    }

    pub(crate) fn read(&self) -> Result<Vec<u8>, AppError> {
        match self {
            Input::Stdin => {
                let mut bytes = Vec::new();
                std::io::stdin()
                    .lock()
                    .take(MAX_BYTES + 1)
                    .read_to_end(&mut bytes)
                    .map_err(|error| AppError::file(Path::new("-"), error))?;
                if bytes.len() as u64 > MAX_BYTES {
                    return Err(too_large(
                        "save it as a file; an archive is read where it lies",
                    ));
                }
                Ok(bytes)
            }
            Input::File(path) => {
                let about = std::fs::metadata(path).map_err(|error| AppError::file(path, error))?;
                if !about.is_file() {
                    return Err(AppError::Refused("no regular file".to_owned()));
                }
                if about.len() > MAX_BYTES {
                    let mut head = vec![0; comeback_files::archive::HEAD];
                    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
                    let name = path.to_string_lossy();
                    // A film beside the workouts needs no look.
                    if read.is_ok() && !comeback_files::archive::may_be_wanted(&name, &head) {
                        return Ok(head);
                    }
                    return Err(too_large("no workout is; look what wrote it"));
                }
                std::fs::read(path).map_err(|error| AppError::file(path, error))
            }
        }
    }
}
