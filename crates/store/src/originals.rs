//! The workout files as they came: each once, compressed, named by the SHA-256
//! of its bytes, with a list of the names that they came under.
//!
//! A file is written under a temporary name, made durable and then renamed, so a
//! name in this folder always means whole content.

use super::digest::sha256;
use super::index::{self, INDEX_FOLDER, Index, OLD_INDEX, Original};
use super::store::Store;
use super::whole::write_whole;
use super::{StoreError, jsonl, private};
use comeback_core::diary::{EntryId, Record};
use rayon::prelude::*;
use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

/// Compression of the originals: level 3 takes twice as long for 3 to 6 % less.
const LEVEL: i32 = 1;

/// An original larger than this when unpacked is not ours: no workout file is.
const MAX_BYTES: usize = 256 << 20;

/// How an original is called of which nobody knows the name.
fn unnamed(sha256: &str) -> String {
    format!("original {}", index::short(sha256))
}

impl Store {
    /// Keeps files and returns when they are on the disk; what is kept already stays as it is.
    /// Those `listed` already are not listed again. The caller holds the writer's lock.
    ///
    /// # Errors
    /// Where the disk refuses a file or the list of them.
    pub fn keep(
        &self,
        files: &[(Original, &[u8])],
        listed: &HashSet<String>,
    ) -> Result<(), StoreError> {
        let folder = self.originals_folder();
        private::make_folder(&folder)?;
        let mut known: HashSet<(String, Option<EntryId>)> = HashSet::new();
        let fresh: Vec<&(Original, &[u8])> = files
            .iter()
            .filter(|(original, _)| {
                known.insert((original.sha256.clone(), original.import.clone()))
            })
            .collect();
        // What lies there whole is not written again; what was damaged is healed.
        let written: Vec<Result<Option<PathBuf>, StoreError>> = fresh
            .par_iter()
            .map(|(original, bytes)| write(&folder, &original.sha256, bytes))
            .collect();
        let mut new = Vec::new();
        let mut first = None;
        for one in written {
            match one {
                Ok(path) => new.extend(path),
                Err(error) => first = first.or(Some(error)),
            }
        }
        let lines: Vec<Original> = fresh
            .iter()
            .filter(|(original, _)| !listed.contains(&original.sha256))
            .map(|(original, _)| original.clone())
            .collect();
        let done = match first {
            Some(error) => Err(error),
            None if fresh.is_empty() => Ok(()),
            None => jsonl::sync_folder(&folder).and_then(|()| self.list(&lines)),
        };
        done.inspect_err(|_| {
            // What is in no list counts for nothing and would keep a full disk full.
            for path in new {
                let _ = std::fs::remove_file(path);
            }
        })
    }

    fn list(&self, originals: &[Original]) -> Result<(), StoreError> {
        if originals.is_empty() {
            return Ok(());
        }
        let folder = self.folder().join(INDEX_FOLDER);
        private::make_folder(&folder)?;
        let path = folder.join(format!("{}.jsonl", self.device()?));
        let lines: Result<Vec<String>, _> = originals.iter().map(serde_json::to_string).collect();
        let lines = lines.map_err(|error| StoreError::Derived {
            path: path.clone(),
            what: error.to_string(),
        })?;
        // A torn line stays as it is: what is left of it may tell which file it named.
        jsonl::append_texts(&path, &lines)
    }

    /// All kept originals in the order in which they came. One that was taken back and
    /// came again is listed twice.
    ///
    /// # Errors
    /// Where the list cannot be read.
    pub fn originals(&self) -> Result<Vec<Original>, StoreError> {
        Ok(self.index()?.originals)
    }

    /// The same with the lines that cannot be read.
    ///
    /// # Errors
    /// Where the list cannot be read.
    pub fn index(&self) -> Result<Index, StoreError> {
        let mut index = Index::default();
        for path in self.index_files()? {
            let name = path.strip_prefix(self.folder()).unwrap_or(&path);
            let text = std::fs::read(&path).map_err(StoreError::io(&path))?;
            index.read(&name.display().to_string(), &text);
        }
        Ok(index)
    }

    /// The originals that lie in the folder and are in no list, so that they count for
    /// nothing.
    ///
    /// # Errors
    /// Where the folder cannot be read.
    pub fn unlisted(&self, index: &Index) -> Result<BTreeSet<String>, StoreError> {
        let mut found = self.originals_on_disk()?;
        for original in &index.originals {
            found.remove(&original.sha256);
        }
        Ok(found)
    }

    /// The originals that are in no list because an import died between their bytes and their
    /// line, each with a name for it. None where they may lie there for another reason: the
    /// lists of another device may still be on their way, and a line that cannot be read, or
    /// a name that the database knows, tells of a list that was lost.
    ///
    /// # Errors
    /// Where the folder cannot be read.
    pub fn cut_off(&self, record: &Record) -> Result<Vec<(String, String)>, StoreError> {
        let index = self.index()?;
        let unlisted = self.unlisted(&index)?;
        if unlisted.is_empty() || !index.set_aside(record).is_empty() || self.has_others()? {
            return Ok(Vec::new());
        }
        let names = self.names_seen()?;
        let new = (unlisted.into_iter())
            .filter(|sha256| index.told_of(sha256).is_none() && !names.contains_key(sha256));
        let named = new.map(|sha256| {
            let name = unnamed(&sha256);
            (sha256, name)
        });
        Ok(named.collect())
    }

    /// Whether another device writes into the folder, too.
    fn has_others(&self) -> Result<bool, StoreError> {
        let own = format!("{}.jsonl", self.device()?);
        for folder in super::backup::FOLDERS {
            let files = jsonl::files_in(&self.folder().join(folder))?;
            if files.iter().any(|file| !file.ends_with(&own)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Lists the originals again that are in no list and are whole, under the name that a
    /// broken line or the database still knows. The caller holds the writer's lock.
    ///
    /// # Errors
    /// Where the folder cannot be read or the list cannot be written.
    pub fn list_again(&self) -> Result<Vec<Original>, StoreError> {
        let index = self.index()?;
        let names = self.names_seen().unwrap_or_default();
        let is_whole = |sha256: &String| self.original(sha256).is_ok();
        let again: Vec<Original> = (self.unlisted(&index)?.into_iter())
            .filter(is_whole)
            .map(|sha256| {
                let told = index.told_of(&sha256);
                let name = (told.and_then(|told| told.name.clone()))
                    .or_else(|| names.get(&sha256).cloned())
                    .unwrap_or_else(|| unnamed(&sha256));
                Original {
                    import: told.and_then(|told| told.import.clone()),
                    name,
                    sha256,
                }
            })
            .collect();
        self.list(&again)?;
        Ok(again)
    }

    /// Changes when originals come or are taken back, on whatever device.
    ///
    /// # Errors
    /// Where the list cannot be read.
    pub fn originals_mark(&self, record: &Record) -> Result<String, StoreError> {
        let mut told = String::new();
        for path in self.index_files()? {
            // By its bytes: a line that was damaged in place is as long as it was.
            let text = std::fs::read(&path).map_err(StoreError::io(&path))?;
            let (length, sum) = (text.len(), crc32fast::hash(&text));
            told.push_str(&format!("{} {length} {sum:08x}\n", path.display()));
        }
        for original in record.all_taken_back() {
            told.push_str(&format!("{original}\n"));
        }
        Ok(sha256(told.as_bytes()))
    }

    /// The originals of which some coming is not taken back, each once.
    ///
    /// # Errors
    /// Where the list cannot be read.
    pub fn originals_that_count(&self, record: &Record) -> Result<Vec<Original>, StoreError> {
        let mut seen = HashSet::new();
        let listed = self.originals()?.into_iter();
        Ok(listed
            .filter(|original| {
                let import = original.import.as_ref();
                import.is_none_or(|import| !record.is_taken_back(import))
            })
            .filter(|original| seen.insert(original.sha256.clone()))
            .collect())
    }

    /// The bytes of an original, checked against its name.
    ///
    /// # Errors
    /// [`StoreError`] where the bytes are missing, cannot be unpacked, are larger than a file may
    /// be, or are not those of the name.
    pub fn original(&self, sha256: &str) -> Result<Vec<u8>, StoreError> {
        let path = path_of(&self.originals_folder(), sha256);
        let packed = std::fs::read(&path).map_err(StoreError::io(&path))?;
        unpack(&packed, sha256).ok_or(StoreError::DamagedOriginal { path })
    }

    pub(super) fn originals_folder(&self) -> PathBuf {
        self.folder().join("originals")
    }

    /// The names of the originals that lie in the folder, listed or not.
    pub(super) fn originals_on_disk(&self) -> Result<BTreeSet<String>, StoreError> {
        let folder = self.originals_folder();
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(BTreeSet::new());
            }
            Err(error) => return Err(StoreError::io(&folder)(error)),
        };
        let mut found = BTreeSet::new();
        for entry in entries {
            let name = entry.map_err(StoreError::io(&folder))?.file_name();
            if let Some(sha256) = name.to_str().and_then(|name| name.strip_suffix(".zst"))
                && sha256.len() == 64
                && sha256.bytes().all(|byte| byte.is_ascii_hexdigit())
            {
                found.insert(sha256.to_owned());
            }
        }
        Ok(found)
    }

    /// The lists of originals: the one of versions before, and one a device.
    pub(super) fn index_files(&self) -> Result<Vec<PathBuf>, StoreError> {
        let old = self.folder().join(OLD_INDEX);
        let mut files: Vec<PathBuf> = old.exists().then_some(old).into_iter().collect();
        files.extend(jsonl::files_in(&self.folder().join(INDEX_FOLDER))?);
        Ok(files)
    }
}

/// The content of a packed original, if it is the one that its name promises.
pub(super) fn unpack(packed: &[u8], expected: &str) -> Option<Vec<u8>> {
    let capacity = zstd::bulk::Decompressor::upper_bound(packed)?.min(MAX_BYTES);
    let bytes = zstd::bulk::decompress(packed, capacity).ok()?;
    (sha256(&bytes) == expected).then_some(bytes)
}

pub(super) fn path_of(folder: &Path, sha256: &str) -> PathBuf {
    folder.join(format!("{sha256}.zst"))
}

/// Writes an original that does not lie there whole; gives its path where nothing lay there.
fn write(folder: &Path, sha256: &str, bytes: &[u8]) -> Result<Option<PathBuf>, StoreError> {
    let path = path_of(folder, sha256);
    if std::fs::read(&path).is_ok_and(|packed| unpack(&packed, sha256).is_some()) {
        return Ok(None);
    }
    let is_new = !path.exists();
    let packed = zstd::bulk::compress(bytes, LEVEL).map_err(StoreError::io(&path))?;
    write_whole(&path, &packed)?;
    Ok(is_new.then_some(path))
}
