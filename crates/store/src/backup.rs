//! A backup is a zip of the truth: originals, their names and the diary, as they
//! lie in the home. It is verified after it is written and before it is restored.

use super::diary::Reader;
use super::index::{OLD_INDEX, Original};
use super::originals;
use super::{AthleteName, Home, Store, StoreError, disk, jsonl, private, switch, whole};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// What a backup holds of one athlete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BackupContent {
    pub originals: usize,
    pub entries: usize,
}

/// What a backup holds, by athlete.
pub type Contents = BTreeMap<AthleteName, BackupContent>;

/// Something that was to be in a backup and could not be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Where it lies, or in a backup its name there.
    pub file: String,
    pub error: String,
}

/// What a backup holds, and what it does not though it should.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Backup {
    pub contents: Contents,
    pub left_out: Vec<LeftOut>,
}

/// The diary of versions before.
const DIARY: &str = "diary.jsonl";
const ORIGINALS: &str = "originals/";
/// Folders of files of lines.
const FOLDERS: [&str; 3] = ["diary/", "imports/", "advice/"];
/// Single files of an athlete's folder.
const FILES: [&str; 3] = [DIARY, OLD_INDEX, "athlete.json"];
/// What of an athlete could not be taken: one [`LeftOut`] a line. It is in the backup alone.
const LEFT_OUT: &str = "left-out.jsonl";

/// Largest member of a backup that is unpacked.
const LARGEST: u64 = 256 << 20;

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

/// Reads a backup through without restoring anything.
///
/// # Errors
/// It is none, or holds less or other than it promises. `name` is what it is called then.
pub fn look_through<R: Read + Seek>(backup: R, name: &Path) -> Result<Backup, StoreError> {
    unpack(backup, name, &mut |_, _, _| Ok(()))
}

/// Restores the athletes of a backup, all or the one named. Athletes with data
/// are refused, or with `force` put aside into the hidden folders that are returned.
/// What the backup could not take when it was made is named.
///
/// # Errors
/// Where the backup cannot be read or is not whole, where an athlete has data and `force`
/// is not given, and where the disk refuses: the home is then as it was.
pub fn restore(
    home: &Home,
    source: &Path,
    only: Option<&AthleteName>,
    force: bool,
) -> Result<(Backup, Vec<PathBuf>), StoreError> {
    let athletes = home.path().join("athletes");
    let missing: Vec<PathBuf> = (athletes.ancestors())
        .take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists())
        .map(Path::to_owned)
        .collect();
    let restored = bring_back(home, source, &athletes, only, force);
    if restored.is_err() {
        // What was made for it goes again where it holds nothing.
        for folder in missing {
            if std::fs::remove_dir(folder).is_err() {
                break;
            }
        }
    }
    restored
}

fn bring_back(
    home: &Home,
    source: &Path,
    athletes: &Path,
    only: Option<&AthleteName>,
    force: bool,
) -> Result<(Backup, Vec<PathBuf>), StoreError> {
    let mut file = File::open(source).map_err(StoreError::io(source))?;
    private::make_folder(athletes)?;
    switch::sweep(home);
    let staging = tempfile::Builder::new()
        .prefix(".restore-")
        .tempdir_in(athletes)
        .map_err(StoreError::io(athletes))?;
    let Backup {
        mut contents,
        left_out,
    } = unpack(&mut file, source, &mut |athlete, name, content| {
        if only.is_some_and(|only| only != athlete) {
            return Ok(());
        }
        let path = staging.path().join(athlete.as_str()).join(name);
        if let Some(folder) = path.parent() {
            private::make_folder(folder)?;
        }
        whole::write_whole(&path, content)
    })?;
    contents.retain(|athlete, _| only.is_none_or(|only| only == athlete));
    if contents.is_empty() {
        return Err(not_a_backup(source, &"it holds no such athlete"));
    }
    for athlete in contents.keys() {
        if !force && holds_data(home, athlete)? {
            return Err(StoreError::NotEmpty(athlete.to_string()));
        }
    }
    jsonl::sync_folder(staging.path())?;
    let mut moves = Vec::new();
    for athlete in contents.keys() {
        let aside = home
            .folder(athlete)
            .exists()
            .then(|| free_name(athletes, athlete));
        moves.push(switch::Move {
            athlete: athlete.as_str().to_owned(),
            aside: aside.as_deref().and_then(name_of),
        });
    }
    let put_aside = moves
        .iter()
        .filter_map(|step| Some(athletes.join(step.aside.as_ref()?)))
        .collect();
    switch::decide(home, staging, moves)?;
    // Decided is done: where a move fails now, who opens the home next makes it.
    let _ = switch::finish(home);
    let of_these = |left: &LeftOut| {
        let athlete = place(&left.file).map(|(athlete, _)| athlete);
        only.is_none() || athlete.as_ref() == only
    };
    let left_out = left_out.into_iter().filter(of_these).collect();
    Ok((Backup { contents, left_out }, put_aside))
}

fn name_of(path: &Path) -> Option<String> {
    path.file_name()?.to_str().map(str::to_owned)
}

fn holds_data(home: &Home, athlete: &AthleteName) -> Result<bool, StoreError> {
    let Some(store) = home.existing(athlete)? else {
        return Ok(false);
    };
    Ok(!store.originals()?.is_empty() || !store.diary_files()?.is_empty())
}

fn free_name(athletes: &Path, athlete: &AthleteName) -> PathBuf {
    let mut number = 1_u32;
    loop {
        let path = athletes.join(format!(".replaced-{}-{number}", athlete.as_str()));
        if !path.exists() {
            return path;
        }
        number += 1;
    }
}

/// What is done with each file: its athlete, its name, its content.
type Taker<'a> = dyn FnMut(&AthleteName, &str, &[u8]) -> Result<(), StoreError> + 'a;

/// Reads a backup through, checking each original against its name and that none
/// is missing that the backup does not say was left out, and hands over each file by athlete and name.
fn unpack<R: Read + Seek>(
    file: R,
    path: &Path,
    take: &mut Taker<'_>,
) -> Result<Backup, StoreError> {
    let mut archive = ZipArchive::new(file).map_err(|error| not_a_backup(path, &error))?;
    let mut contents = Contents::new();
    let mut left_out: Vec<LeftOut> = Vec::new();
    let mut promised: BTreeMap<AthleteName, Vec<String>> = BTreeMap::new();
    let mut found: BTreeMap<AthleteName, Vec<String>> = BTreeMap::new();
    let mut diaries: BTreeMap<AthleteName, Reader<'_>> = BTreeMap::new();
    for index in 0..archive.len() {
        let mut member = archive
            .by_index(index)
            .map_err(|error| not_a_backup(path, &error))?;
        let full_name = member
            .name()
            .map_err(|error| not_a_backup(path, &error))?
            .into_owned();
        let (athlete, name) =
            place(&full_name).ok_or_else(|| not_a_backup(path, &format!("`{full_name}`")))?;
        let mut content = Vec::new();
        member
            .by_ref()
            .take(LARGEST + 1)
            .read_to_end(&mut content)
            .map_err(|error| not_a_backup(path, &error))?;
        if content.len() as u64 > LARGEST {
            return Err(not_a_backup(path, &format!("`{full_name}` is too large")));
        }
        let counted = contents.entry(athlete.clone()).or_default();
        if name == LEFT_OUT {
            left_out.extend(jsonl::parse::<LeftOut>(&content).0);
            continue;
        }
        if let Some(sha256) = original_of(name) {
            if originals::unpack(&content, sha256).is_none() {
                return Err(not_a_backup(path, &format!("`{full_name}` is damaged")));
            }
            counted.originals += 1;
            found
                .entry(athlete.clone())
                .or_default()
                .push(sha256.to_owned());
        } else if name == OLD_INDEX || name.starts_with("imports/") {
            let (listed, _) = jsonl::parse::<Original>(&content);
            let listed = listed.into_iter().map(|original| original.sha256);
            let promised = promised.entry(athlete.clone()).or_default();
            promised.extend(listed);
        } else if name == DIARY || name.starts_with("diary/") {
            let read = diaries
                .entry(athlete.clone())
                .or_insert_with(|| Reader::new(&|_| Ok(())));
            read.read(name, &content);
        }
        take(&athlete, name, &content)?;
    }
    for (athlete, read) in diaries {
        if let Some(counted) = contents.get_mut(&athlete) {
            let record = read.end().record;
            counted.entries = record.counting().count();
        }
    }
    for (athlete, listed) in &promised {
        let found = found.get(athlete).map_or(&[][..], Vec::as_slice);
        let is_told = |sha256: &&String| {
            let name = format!("athletes/{}/{ORIGINALS}{sha256}.zst", athlete.as_str());
            left_out.iter().any(|left| left.file == name)
        };
        let mut absent = listed.iter().filter(|sha256| !found.contains(sha256));
        if let Some(missing) = absent.find(|sha256| !is_told(sha256)) {
            return Err(not_a_backup(
                path,
                &format!("original {missing} is missing"),
            ));
        }
    }
    Ok(Backup { contents, left_out })
}

/// The athlete and the file of a member's name; `None` for what no backup holds.
fn place(name: &str) -> Option<(AthleteName, &str)> {
    let (athlete, rest) = name.strip_prefix("athletes/")?.split_once('/')?;
    let known = FILES.contains(&rest)
        || rest == LEFT_OUT
        || original_of(rest).is_some()
        || FOLDERS.iter().any(|folder| is_lines_of(folder, rest));
    Some((AthleteName::of_folder(athlete).filter(|_| known)?, rest))
}

/// A file of lines directly in a folder, under a name that cannot lead out of it.
fn is_lines_of(folder: &str, name: &str) -> bool {
    name.strip_prefix(folder).is_some_and(|file| {
        file.ends_with(".jsonl")
            && !file.starts_with('.')
            && !file.contains(['/', '\\', ':'])
            && !file.contains(char::is_control)
    })
}

fn original_of(name: &str) -> Option<&str> {
    let sha256 = name.strip_prefix(ORIGINALS)?.strip_suffix(".zst")?;
    (sha256.len() == 64 && sha256.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(sha256)
}

fn not_a_backup(path: &Path, what: &dyn std::fmt::Display) -> StoreError {
    StoreError::NotABackup {
        path: path.to_owned(),
        what: what.to_string(),
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

    #[test]
    fn a_member_cannot_leave_the_home() {
        let sha = "0".repeat(64);
        for (name, fits) in [
            ("athletes/me/diary.jsonl".to_owned(), true),
            (format!("athletes/me/originals/{sha}.zst"), true),
            ("athletes/me/diary/a1.jsonl".to_owned(), true),
            ("athletes/me/diary/a (copy).jsonl".to_owned(), true),
            ("athletes/me/diary/../x.jsonl".to_owned(), false),
            ("athletes/me/diary/.jsonl".to_owned(), false),
            ("athletes/me/athlete.json".to_owned(), true),
            ("athletes/../diary.jsonl".to_owned(), false),
            ("athletes/me/../../x".to_owned(), false),
            ("athletes/me/originals/../x.zst".to_owned(), false),
            ("/etc/passwd".to_owned(), false),
        ] {
            assert_eq!(place(&name).is_some(), fits, "{name}");
        }
    }
}
