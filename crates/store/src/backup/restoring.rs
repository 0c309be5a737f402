//! Reading a backup and bringing it back: all of it is there, or nothing changes.

use super::{
    Backup, Contents, DIARY, LARGEST, LEFT_OUT, LeftOut, ORIGINALS, not_a_backup, original_of,
    place,
};
use crate::diary::Reader;
use crate::index::{OLD_INDEX, Original};
use crate::{AthleteName, Home, StoreError, jsonl, originals, private, switch, whole};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use zip::ZipArchive;

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

/// What all files of a backup may unpack to, bytes: so much, or so many times its own
/// length. Texts shrink to a tenth, and recordings are packed already.
const MEMBERS_LIMIT: u64 = 256 << 20;
const MEMBERS_RATIO: u64 = 20;
/// The same for the recordings in them; the wordiest shrink to a thirtieth.
const ORIGINALS_LIMIT: u64 = 1 << 30;
const ORIGINALS_RATIO: u64 = 200;

/// More athletes than any club has; each is a folder, made before the backup is believed.
const MOST_ATHLETES: usize = 1_000;

/// Bytes that may still be unpacked.
struct Room(u64);

impl Room {
    fn of(length: u64, limit: u64, ratio: u64) -> Room {
        Room(limit.max(length.saturating_mul(ratio)))
    }

    fn take(&mut self, bytes: usize) -> Option<()> {
        self.0 = self.0.checked_sub(bytes as u64)?;
        Some(())
    }
}

/// A few bytes that unpack to gigabytes are nothing that this program writes.
fn bomb(path: &Path) -> StoreError {
    not_a_backup(path, &"it unpacks to far more than a home holds")
}

/// What is done with each file: its athlete, its name, its content.
type Taker<'a> = dyn FnMut(&AthleteName, &str, &[u8]) -> Result<(), StoreError> + 'a;

/// Whether what the archive says of its files is what a backup holds: asked before any of it is
/// unpacked. What it hides is met when it is.
fn fits<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    path: &Path,
    mut room: Room,
) -> Result<(), StoreError> {
    let mut athletes: BTreeSet<AthleteName> = BTreeSet::new();
    for index in 0..archive.len() {
        let member = archive
            .by_index_raw(index)
            .map_err(|error| not_a_backup(path, &error))?;
        let size = usize::try_from(member.size()).unwrap_or(usize::MAX);
        room.take(size).ok_or_else(|| bomb(path))?;
        let name = member.name().map_err(|error| not_a_backup(path, &error))?;
        athletes.extend(place(&name).map(|(athlete, _)| athlete));
        if athletes.len() > MOST_ATHLETES {
            return Err(not_a_backup(
                path,
                &format!("it holds more than {MOST_ATHLETES} athletes"),
            ));
        }
    }
    Ok(())
}

/// Reads a backup through, checking each original against its name and that none
/// is missing that the backup does not say was left out, and hands over each file by athlete and name.
fn unpack<R: Read + Seek>(
    mut file: R,
    path: &Path,
    take: &mut Taker<'_>,
) -> Result<Backup, StoreError> {
    let length = (file.seek(SeekFrom::End(0))).map_err(|error| not_a_backup(path, &error))?;
    let mut files = Room::of(length, MEMBERS_LIMIT, MEMBERS_RATIO);
    let mut recordings = Room::of(length, ORIGINALS_LIMIT, ORIGINALS_RATIO);
    let mut archive = ZipArchive::new(file).map_err(|error| not_a_backup(path, &error))?;
    fits(
        &mut archive,
        path,
        Room::of(length, MEMBERS_LIMIT, MEMBERS_RATIO),
    )?;
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
        files.take(content.len()).ok_or_else(|| bomb(path))?;
        let counted = contents.entry(athlete.clone()).or_default();
        if name == LEFT_OUT {
            left_out.extend(jsonl::parse::<LeftOut>(&content).0);
            continue;
        }
        if let Some(sha256) = original_of(name) {
            let damaged = || not_a_backup(path, &format!("`{full_name}` is damaged"));
            let original = originals::unpack(&content, sha256).ok_or_else(damaged)?;
            recordings.take(original.len()).ok_or_else(|| bomb(path))?;
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
