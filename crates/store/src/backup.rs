//! A backup is a zip of the truth: originals, their names and the diary, as they
//! lie in the home. It is verified after it is written and before it is restored.

use super::diary::Reader;
use super::originals::{self, OLD_INDEX, Original};
use super::{AthleteName, Home, StoreError, disk, jsonl, private, switch};
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

/// The diary of versions before.
const DIARY: &str = "diary.jsonl";
const ORIGINALS: &str = "originals/";
/// Folders of files of lines.
const FOLDERS: [&str; 3] = ["diary/", "imports/", "advice/"];
/// Single files of an athlete's folder.
const FILES: [&str; 3] = [DIARY, OLD_INDEX, "athlete.json"];

/// Largest member of a backup that is unpacked.
const LARGEST: u64 = 256 << 20;

/// Writes a backup of the athletes and reads it back before it takes its name.
///
/// # Errors
/// A file stands there and `force` is not said, the place lies in the home itself, or
/// something cannot be read or written. Nothing is left behind then.
pub fn back_up(
    home: &Home,
    athletes: &[AthleteName],
    target: &Path,
    force: bool,
) -> Result<Contents, StoreError> {
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
    let mut archive = ZipWriter::new(file.as_file_mut());
    for athlete in athletes {
        let Some(store) = home.existing(athlete)? else {
            continue;
        };
        // Nothing is entered or imported between the files of one athlete.
        let _lock = store.lock()?;
        let prefix = format!("athletes/{}/", athlete.as_str());
        // The old index is there even when it is empty: an athlete without data is one, too.
        for name in FILES {
            let path = store.folder().join(name);
            if name == OLD_INDEX || path.exists() {
                add(&mut archive, &format!("{prefix}{name}"), &path)?;
            }
        }
        for folder in FOLDERS {
            for path in jsonl::files_in(&store.folder().join(folder))? {
                if let Some(name) = path.file_name().and_then(|name| name.to_str()) {
                    add(&mut archive, &format!("{prefix}{folder}{name}"), &path)?;
                }
            }
        }
        let mut originals = store.originals()?;
        originals.sort_by(|a, b| a.sha256.cmp(&b.sha256));
        originals.dedup_by(|a, b| a.sha256 == b.sha256);
        for original in originals {
            let path = originals::path_of(&store.originals_folder(), &original.sha256);
            let name = format!("{prefix}{ORIGINALS}{}.zst", original.sha256);
            add(&mut archive, &name, &path)?;
        }
    }
    archive
        .finish()
        .map_err(|error| not_a_backup(target, &error))?;
    disk::sync(file.as_file()).map_err(StoreError::io(target))?;
    let contents = unpack(file.as_file_mut(), target, &mut |_, _, _| Ok(()))?;
    disk::change().map_err(StoreError::io(target))?;
    file.persist(target)
        .map_err(|error| StoreError::io(target)(error.error))?;
    jsonl::sync_folder(folder)?;
    Ok(contents)
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

fn add<W: Write + Seek>(
    archive: &mut ZipWriter<W>,
    name: &str,
    path: &Path,
) -> Result<(), StoreError> {
    let content = match std::fs::read(path) {
        Ok(content) => content,
        // Who entered nothing has no diary.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !name.ends_with(".zst") => {
            Vec::new()
        }
        Err(error) => return Err(StoreError::io(path)(error)),
    };
    // Originals are compressed already; the diary is small.
    let stored = SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Stored)
        .large_file(content.len() >= 1 << 31);
    archive
        .start_file(name, stored)
        .map_err(|error| not_a_backup(path, &error))?;
    disk::write(archive, &content).map_err(StoreError::io(path))
}

/// Restores the athletes of a backup, all or the one named. Athletes with data
/// are refused, or with `force` put aside into the hidden folders that are returned.
pub fn restore(
    home: &Home,
    source: &Path,
    only: Option<&AthleteName>,
    force: bool,
) -> Result<(Contents, Vec<PathBuf>), StoreError> {
    let mut file = File::open(source).map_err(StoreError::io(source))?;
    let athletes = home.path().join("athletes");
    private::make_folder(&athletes)?;
    switch::sweep(home);
    let staging = tempfile::Builder::new()
        .prefix(".restore-")
        .tempdir_in(&athletes)
        .map_err(StoreError::io(&athletes))?;
    let mut contents = unpack(&mut file, source, &mut |athlete, name, content| {
        if only.is_some_and(|only| only != athlete) {
            return Ok(());
        }
        let path = staging.path().join(athlete.as_str()).join(name);
        if let Some(folder) = path.parent() {
            private::make_folder(folder)?;
        }
        originals::write_whole(&path, content)
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
            .then(|| free_name(&athletes, athlete));
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
    Ok((contents, put_aside))
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
/// is missing, and hands over each file by athlete and name.
fn unpack(file: &mut File, path: &Path, take: &mut Taker<'_>) -> Result<Contents, StoreError> {
    let mut archive = ZipArchive::new(file).map_err(|error| not_a_backup(path, &error))?;
    let mut contents = Contents::new();
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
        let found = found.get(athlete).map(Vec::as_slice).unwrap_or(&[]);
        if let Some(missing) = listed.iter().find(|sha256| !found.contains(sha256)) {
            return Err(not_a_backup(
                path,
                &format!("original {missing} is missing"),
            ));
        }
    }
    Ok(contents)
}

/// The athlete and the file of a member's name; `None` for what no backup holds.
fn place(name: &str) -> Option<(AthleteName, &str)> {
    let (athlete, rest) = name.strip_prefix("athletes/")?.split_once('/')?;
    let known = FILES.contains(&rest)
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
