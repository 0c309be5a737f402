//! Files of one JSON value a line, appended and never rewritten.
//!
//! A line counts when its newline is on the disk. A writer that dies in the
//! middle leaves a torn last line, which was never reported as done. In files that
//! the program writes for itself readers pass it over and the next writer cuts it
//! off; in a diary it is kept, as a line of its own (see [`append_texts`]).

use super::{StoreError, disk, private};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// Longest line that is read as one; no person writes more.
pub(super) const LONGEST_LINE: usize = 1 << 20;

/// A line that is no value of the expected kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    /// Counted from 1.
    pub number: usize,
    /// Where the line begins in the file.
    pub at_byte: u64,
    pub error: String,
}

/// The values of a text and its bad lines; blank lines are passed over.
pub fn parse<T: DeserializeOwned>(text: &[u8]) -> (Vec<T>, Vec<BadLine>) {
    parse_into(text, Ok)
}

/// The same, each value made into what it is taken as, or refused.
pub fn parse_into<T: DeserializeOwned, V>(
    text: &[u8],
    take: impl Fn(T) -> Result<V, String>,
) -> (Vec<V>, Vec<BadLine>) {
    let mut values = Vec::new();
    let mut bad = Vec::new();
    let mut at_byte = 0_u64;
    for (index, line) in text.split(|&byte| byte == b'\n').enumerate() {
        let mut content = line.trim_ascii();
        if index == 0 {
            content = content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(content);
        }
        if !content.is_empty() {
            let short = if content.len() > LONGEST_LINE {
                Err(format!("longer than {LONGEST_LINE} bytes"))
            } else {
                Ok(content)
            };
            let value = short
                .and_then(|line| {
                    serde_json::from_slice(line).map_err(|error| without_position(&error))
                })
                .and_then(&take);
            match value {
                Ok(value) => values.push(value),
                Err(error) => bad.push(BadLine {
                    number: index + 1,
                    at_byte,
                    error,
                }),
            }
        }
        at_byte += line.len() as u64 + 1;
    }
    (values, bad)
}

/// The parser counts lines inside the one line that it was given, which would mislead.
pub(super) fn without_position(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(end) => text.get(..end).unwrap_or(&text).to_owned(),
        None => text,
    }
}

/// Reads a file; one that does not exist is empty. A torn last line is no bad line.
///
/// # Errors
/// Where the file cannot be read; lines that cannot are returned beside the values.
pub fn read<T: DeserializeOwned>(path: &Path) -> Result<(Vec<T>, Vec<BadLine>), StoreError> {
    let mut text = match std::fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Default::default()),
        Err(error) => return Err(StoreError::io(path)(error)),
    };
    let whole = sound_length::<T>(&text);
    text.truncate(whole);
    Ok(parse(&text))
}

/// Appends values and returns when they are on the disk. The caller holds the writer's lock.
///
/// # Errors
/// Where a value cannot be written as JSON, or the disk refuses.
pub fn append<T: Serialize + DeserializeOwned>(
    path: &Path,
    values: &[T],
) -> Result<(), StoreError> {
    if values.is_empty() {
        return Ok(());
    }
    let fresh = !path.exists();
    drop(private::open_to_append(path)?);
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .open(path)
        .map_err(StoreError::io(path))?;
    let mut lines = heal::<T>(&mut file).map_err(StoreError::io(path))?;
    for value in values {
        let line = serde_json::to_string(value).map_err(|error| StoreError::Derived {
            path: path.to_owned(),
            what: error.to_string(),
        })?;
        lines.push_str(&line);
        lines.push('\n');
    }
    whole_or_nothing(&mut file, lines.as_bytes()).map_err(StoreError::io(path))?;
    name_durably(path, fresh)
}

/// Appends lines and returns when they are on the disk. Nothing that stands there is
/// touched: after a torn last line they begin on a new one. The caller holds the
/// writer's lock.
///
/// # Errors
/// Where the disk refuses.
pub fn append_texts(path: &Path, texts: &[String]) -> Result<(), StoreError> {
    let mut lines = String::new();
    for text in texts {
        lines.push_str(text);
        lines.push('\n');
    }
    append_bytes(path, lines.as_bytes())
}

/// The same with bytes that need not be sound.
pub(super) fn append_bytes(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    if bytes.is_empty() {
        return Ok(());
    }
    let fresh = !path.exists();
    let mut file = private::open_to_append(path)?;
    let mut all = Vec::with_capacity(bytes.len() + 2);
    if !ends_with_newline(&mut file).map_err(StoreError::io(path))? {
        all.push(b'\n');
    }
    all.extend_from_slice(bytes);
    if all.last() != Some(&b'\n') {
        all.push(b'\n');
    }
    whole_or_nothing(&mut file, &all).map_err(StoreError::io(path))?;
    name_durably(path, fresh)
}

/// Makes the name of a fresh file durable; where that fails nothing was written.
fn name_durably(path: &Path, fresh: bool) -> Result<(), StoreError> {
    let Some(folder) = path.parent().filter(|_| fresh) else {
        return Ok(());
    };
    sync_folder(folder).inspect_err(|_| {
        // The first failure is the one to tell of.
        let _ = std::fs::remove_file(path);
    })
}

/// Whether a file is empty or its last line is ended.
fn ends_with_newline(file: &mut File) -> std::io::Result<bool> {
    if file.seek(SeekFrom::End(0))? == 0 {
        return Ok(true);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0_u8; 1];
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

/// Writes at the end; on a full disk the file is left as it was.
fn whole_or_nothing(file: &mut File, bytes: &[u8]) -> std::io::Result<()> {
    let before = file.seek(SeekFrom::End(0))?;
    let written = disk::write(file, bytes).and_then(|()| disk::sync(file));
    if written.is_err() {
        // The first failure is the one to tell of.
        let _ = file.set_len(before);
    }
    written
}

/// The `.jsonl` files of a folder in the order of their names; none where there is no
/// folder. What a sync program is still fetching has a hidden name and is passed over.
///
/// # Errors
/// Where the folder cannot be read.
pub fn files_in(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(StoreError::io(folder)(error)),
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(StoreError::io(folder))?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        if path.extension().is_some_and(|ending| ending == "jsonl")
            && name.is_some_and(|name| !name.starts_with(['.', '~']))
        {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Leaves the file at the end of its last whole line; gives the newline that a
/// whole but unended last line (an editor's) still needs.
fn heal<T: DeserializeOwned>(file: &mut File) -> std::io::Result<String> {
    let end = file.seek(SeekFrom::End(0))?;
    if end == 0 {
        return Ok(String::new());
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0_u8; 1];
    file.read_exact(&mut last)?;
    if last == *b"\n" {
        return Ok(String::new());
    }
    file.seek(SeekFrom::Start(0))?;
    let mut text = Vec::new();
    file.read_to_end(&mut text)?;
    let sound = sound_length::<T>(&text);
    file.set_len(sound as u64)?;
    file.seek(SeekFrom::End(0))?;
    Ok(if sound > 0 && text.get(sound - 1) != Some(&b'\n') {
        "\n".to_owned()
    } else {
        String::new()
    })
}

/// How much of a text counts: all of it but a torn last line.
fn sound_length<T: DeserializeOwned>(text: &[u8]) -> usize {
    let last_line = text
        .iter()
        .rposition(|&byte| byte == b'\n')
        .map_or(0, |newline| newline + 1);
    let tail = text.get(last_line..).unwrap_or(&[]);
    if tail.is_empty() || serde_json::from_slice::<T>(tail).is_ok() {
        text.len()
    } else {
        last_line
    }
}

/// Makes the names in a folder durable, where the system can do that.
///
/// # Errors
/// Where the system can do it and the disk refuses.
pub fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    if cfg!(unix) {
        File::open(folder)
            .and_then(|handle| disk::sync(&handle))
            .map_err(StoreError::io(folder))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(content: &[u8], appended: &[u32]) -> (Vec<u8>, Vec<u32>, usize) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("lines.jsonl");
        std::fs::write(&path, content).expect("writes");
        append(&path, appended).expect("appends");
        let (values, bad) = read::<u32>(&path).expect("reads");
        (std::fs::read(&path).expect("reads"), values, bad.len())
    }

    #[test]
    fn a_torn_last_line_is_cut_off_and_a_whole_one_is_kept() {
        assert_eq!(written(b"", &[1, 2]), (b"1\n2\n".to_vec(), vec![1, 2], 0));
        assert_eq!(
            written(b"7\n{\"a", &[1]),
            (b"7\n1\n".to_vec(), vec![7, 1], 0)
        );
        assert_eq!(
            written(b"7\n8", &[1]),
            (b"7\n8\n1\n".to_vec(), vec![7, 8, 1], 0)
        );
        assert_eq!(
            written(b"x\n8\n", &[1]),
            (b"x\n8\n1\n".to_vec(), vec![8, 1], 1)
        );
    }

    #[test]
    fn a_torn_line_is_not_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("lines.jsonl");
        std::fs::write(&path, b"7\n{\"a").expect("writes");
        assert_eq!(read::<u32>(&path).expect("reads"), (vec![7], vec![]));
    }

    #[test]
    fn a_bad_line_is_named_by_number_and_place() {
        let (values, bad) = parse::<u32>(b"\xef\xbb\xbf1\r\n\nno\n3");
        assert_eq!(values, [1, 3]);
        assert_eq!((bad[0].number, bad[0].at_byte), (3, 7));
        assert!(!bad[0].error.contains("line"), "{}", bad[0].error);
    }
}
