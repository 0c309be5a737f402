//! Writing a backup: what can be taken, and the names of what cannot.

use super::{
    Backup, FILES, FOLDERS, LARGEST, LEFT_OUT, LeftOut, ORIGINALS, look_through, not_a_backup,
    original_of, place,
};
use crate::index::{OLD_INDEX, Original};
use crate::{AthleteName, Home, Store, StoreError, disk, jsonl, originals};
use std::fs::File;
use std::io::{Seek, Write};
use std::path::Path;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Writes a backup of the athletes and reads it back before it takes its name. What cannot
/// be read is left out and named, in the backup too.
///
/// # Errors
/// A file stands there and `force` is not said, the place lies in the home itself, it
/// cannot be written, or nothing at all could be taken. Nothing is left behind then.
pub fn back_up(
    home: &Home,
    athletes: &[AthleteName],
    target: &Path,
    force: bool,
) -> Result<Backup, StoreError> {
    if target.exists() && (!force || target.is_dir()) {
        return Err(StoreError::Exists(target.to_owned()));
    }
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if let (Ok(folder), Ok(home)) = (folder.canonicalize(), home.path().canonicalize())
        && folder.starts_with(&home)
    {
        return Err(StoreError::InsideHome(target.to_owned()));
    }
    sweep(folder);
    let mut file = tempfile::Builder::new()
        .prefix(UNFINISHED)
        .tempfile_in(folder)
        .map_err(StoreError::io(target))?;
    // Held as long as this process lives; where a folder knows no locks, nothing is lost.
    let _ = file.as_file().try_lock();
    let left_out = write_archive(home, athletes, file.as_file_mut(), target)?;
    disk::sync(file.as_file()).map_err(StoreError::io(target))?;
    let contents = look_through(file.as_file_mut(), target)?.contents;
    if let (true, Some(first)) = (contents.is_empty(), left_out.first()) {
        return Err(StoreError::NothingTaken {
            path: first.file.clone().into(),
            what: first.error.clone(),
        });
    }
    disk::change().map_err(StoreError::io(target))?;
    file.persist(target)
        .map_err(|error| StoreError::io(target)(error.error))?;
    jsonl::sync_folder(folder)?;
    Ok(Backup { contents, left_out })
}

/// Writes the archive and tells what is not in it.
fn write_archive(
    home: &Home,
    athletes: &[AthleteName],
    file: &mut File,
    target: &Path,
) -> Result<Vec<LeftOut>, StoreError> {
    let mut archive = ZipWriter::new(Once::new(file));
    let mut left_out = Vec::new();
    for athlete in athletes {
        match home.existing(athlete) {
            Ok(Some(store)) => left_out.extend(add_athlete(&mut archive, athlete, &store, target)?),
            Ok(None) => {}
            Err(error) if athletes.len() == 1 => return Err(error),
            Err(error) => left_out.push(LeftOut {
                file: home.folder(athlete).display().to_string(),
                error: error.reason(),
            }),
        }
    }
    archive.finish().map_err(not_written(target))?;
    Ok(left_out)
}

/// Why an archive could not be written: the disk, or the archive itself.
fn not_written(target: &Path) -> impl FnOnce(zip::result::ZipError) -> StoreError + '_ {
    move |error| match error {
        zip::result::ZipError::Io(source) => StoreError::io(target)(source),
        other => not_a_backup(target, &other),
    }
}

/// A file to which nothing more is written once a write was refused: the archive, dropped
/// after that, would try to end itself and complain on standard error.
struct Once<'a> {
    file: &'a mut File,
    refused: bool,
}

impl<'a> Once<'a> {
    fn new(file: &'a mut File) -> Self {
        Once {
            file,
            refused: false,
        }
    }

    fn note<T>(&mut self, done: std::io::Result<T>) -> std::io::Result<T> {
        self.refused |= done.is_err();
        done
    }
}

impl Write for Once<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.refused {
            return Ok(bytes.len());
        }
        let done = self.file.write(bytes);
        self.note(done)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        if self.refused {
            return Ok(());
        }
        let done = self.file.flush();
        self.note(done)
    }
}

impl Seek for Once<'_> {
    fn seek(&mut self, to: std::io::SeekFrom) -> std::io::Result<u64> {
        self.file.seek(to)
    }
}

/// Adds what lies in an athlete's folder and tells what of it cannot be taken.
fn add_athlete<W: Write + Seek>(
    archive: &mut ZipWriter<W>,
    athlete: &AthleteName,
    store: &Store,
    target: &Path,
) -> Result<Vec<LeftOut>, StoreError> {
    // Nothing is entered or imported between the files of one athlete. Where the lock
    // cannot be had because nothing can be written there, nobody else writes either.
    let _lock = match store.lock() {
        Ok(lock) => Some(lock),
        Err(error) if error.is_refused_writing() => None,
        Err(error) => return Err(error),
    };
    let prefix = format!("athletes/{}/", athlete.as_str());
    let mut adding = Adding {
        archive,
        target,
        left_out: Vec::new(),
    };
    // The old index is there even when it is empty: an athlete without data is one, too.
    for name in FILES {
        let path = store.folder().join(name);
        if name == OLD_INDEX || path.exists() {
            adding.add(&format!("{prefix}{name}"), &path)?;
        }
    }
    for folder in FOLDERS {
        let place = store.folder().join(folder);
        match jsonl::files_in(&place) {
            Ok(files) => {
                for path in files {
                    let name = path.file_name().unwrap_or_default().to_string_lossy();
                    adding.add(&format!("{prefix}{folder}{name}"), &path)?;
                }
            }
            Err(error) => adding.leave(&place, &error),
        }
    }
    // What lies there is taken whatever the lists say; a list that cannot be read was named
    // above. What is listed and does not lie there is named below.
    let mut originals = store.originals_on_disk().unwrap_or_default();
    for path in store.index_files().unwrap_or_default() {
        let listed = jsonl::read::<Original>(&path).unwrap_or_default().0;
        originals.extend(listed.into_iter().map(|original| original.sha256));
    }
    for sha256 in originals {
        let path = originals::path_of(&store.originals_folder(), &sha256);
        adding.add(&format!("{prefix}{ORIGINALS}{sha256}.zst"), &path)?;
    }
    adding.end(&format!("{prefix}{LEFT_OUT}"))
}

/// A backup that is being written.
struct Adding<'a, W: Write + Seek> {
    archive: &'a mut ZipWriter<W>,
    target: &'a Path,
    /// The name that it would have, and what was left out.
    left_out: Vec<(String, LeftOut)>,
}

impl<W: Write + Seek> Adding<'_, W> {
    /// Adds a file, or notes why it cannot be taken.
    fn add(&mut self, name: &str, path: &Path) -> Result<(), StoreError> {
        match content_of(name, path) {
            Ok(content) => self.write(name, &content),
            Err(error) => {
                let left = LeftOut {
                    file: path.display().to_string(),
                    error,
                };
                self.left_out.push((name.to_owned(), left));
                Ok(())
            }
        }
    }

    fn leave(&mut self, path: &Path, error: &StoreError) {
        let left = LeftOut {
            file: path.display().to_string(),
            error: error.reason(),
        };
        self.left_out.push((path.display().to_string(), left));
    }

    fn write(&mut self, name: &str, content: &[u8]) -> Result<(), StoreError> {
        // Originals are compressed already; the diary is small.
        let stored = SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored)
            .large_file(content.len() >= 1 << 31);
        self.archive
            .start_file(name, stored)
            .map_err(not_written(self.target))?;
        disk::write(self.archive, content).map_err(StoreError::io(self.target))
    }

    /// Writes down what was left out, so that a restore can tell it from what was lost.
    fn end(mut self, name: &str) -> Result<Vec<LeftOut>, StoreError> {
        let mut lines = Vec::new();
        for (file, left) in &self.left_out {
            let told = LeftOut {
                file: file.clone(),
                error: left.error.clone(),
            };
            let line = serde_json::to_vec(&told).map_err(|error| not_a_backup(self.target, &error));
            lines.extend(line?);
            lines.push(b'\n');
        }
        if !lines.is_empty() {
            self.write(name, &lines)?;
        }
        Ok(self.left_out.into_iter().map(|(_, left)| left).collect())
    }
}

/// The bytes of a file as they go into a backup, or why they cannot.
fn content_of(name: &str, path: &Path) -> Result<Vec<u8>, String> {
    if place(name).is_none() {
        return Err("its name is none that a backup can hold; rename it".to_owned());
    }
    let is_original = name.ends_with(".zst");
    let said = |error: std::io::Error| error.to_string();
    match std::fs::metadata(path) {
        Ok(about) if about.len() > LARGEST => {
            return Err(format!("larger than {} MiB", LARGEST >> 20));
        }
        Ok(_) => {}
        // Who entered nothing has no diary.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !is_original => {
            return Ok(Vec::new());
        }
        Err(error) => return Err(said(error)),
    }
    let content = std::fs::read(path).map_err(said)?;
    let sha256 = place(name).and_then(|(_, rest)| original_of(rest));
    if sha256.is_some_and(|sha256| originals::unpack(&content, sha256).is_none()) {
        return Err(
            "it does not hold the bytes that its name promises; import the file again".to_owned(),
        );
    }
    Ok(content)
}

/// How the name of a backup begins that is being written.
const UNFINISHED: &str = ".comeback-backup-";

/// Removes what backups that died left in a folder; one that is being written is locked.
fn sweep(folder: &Path) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_left = name
            .to_str()
            .is_some_and(|name| name.starts_with(UNFINISHED))
            && File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok());
        if is_left {
            // A leftover that cannot be removed does no harm.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A disk that is full: the archive that is dropped then says nothing of its own.
    #[test]
    fn after_a_refused_write_nothing_more_is_tried() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.zip");
        std::fs::write(&path, b"").expect("writes");
        // Opened for reading alone, a file refuses every write.
        let mut file = File::open(&path).expect("opens");
        let mut once = Once::new(&mut file);
        assert!(once.write_all(b"PK").is_err());
        assert!(once.write_all(b"the end of the archive").is_ok());
        assert!(once.flush().is_ok());
    }
}
