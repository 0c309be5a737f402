//! Archives to the files in them: gzip, zip, and vendors' zips of zips. Bounded
//! in depth, in bytes and in entries, so that a bomb costs no more than the limits say.
//! An archive is read where it lies, one entry at a time, and nothing is unpacked to disk.

use super::detect::{self, Content};
use super::vendors::{self, Hints, Shelf, Survey};
use super::{Reading, Skip};
use std::borrow::Cow;
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use zip::ZipArchive;

/// Archives inside archives that are opened.
pub const DEPTH_LIMIT: usize = 4;
/// Bytes of one unpacked file; the largest workouts are some tens of megabytes.
pub const ENTRY_LIMIT: u64 = 256 << 20;
/// Bytes of an archive inside an archive that must be held to be read.
pub const INNER_LIMIT: u64 = 1 << 30;
/// Bytes unpacked from one input: so many, or so many times its own length.
pub const TOTAL_LIMIT: u64 = 1 << 30;
pub const TOTAL_RATIO: u64 = 50;
/// Bytes by which a file shows what it is.
pub const HEAD: usize = 16 * 1024;
/// Files in one input.
pub const FILE_LIMIT: usize = 200_000;

/// One file as it comes out of the archives around it.
#[derive(Debug)]
pub struct Entry<'a> {
    pub name: String,
    /// Its bytes, or how its reading has already ended.
    pub content: Result<Cow<'a, [u8]>, Reading>,
}

/// What an archive is read from.
pub trait Source: Read + Seek {}

impl<T: Read + Seek> Source for T {}

/// Calls `visit` for every file in `bytes`, one at a time and in the archive's
/// order; a file that is no archive is its own single entry.
pub fn unpack<'a>(name: &str, bytes: &'a [u8], visit: &mut dyn FnMut(Entry<'a>)) {
    let mut unpacker = Unpacker::new(bytes.len() as u64, &|_| false);
    guarded(name, visit, |visit| {
        unpacker.open(name.to_owned(), Cow::Borrowed(bytes), 0, visit);
    });
}

/// The same for a zip of `length` bytes that is read where it lies. `pass_over` names
/// entries that are not wanted.
pub fn unpack_zip(
    name: &str,
    source: &mut dyn Source,
    length: u64,
    pass_over: &dyn Fn(&str) -> bool,
    visit: &mut dyn FnMut(Entry<'static>),
) {
    let mut unpacker = Unpacker::new(length, pass_over);
    guarded(name, visit, |visit| unpacker.unzip(name, source, 0, visit));
}

/// Reads the vendors' tables in a zip and in the zips in it.
pub fn survey_zip(name: &str, source: &mut dyn Source, hints: Hints, found: &mut Survey) {
    let surveyed = catch_unwind(AssertUnwindSafe(|| {
        survey_part(name, source, hints, 0, found)
    }));
    // An archive that cannot be opened is told of when its files are read.
    drop(surveyed);
}

/// How many entries a zip names, at least 1; what cannot be opened is one failure.
pub fn files_in(source: impl Read + Seek) -> usize {
    let counted = catch_unwind(AssertUnwindSafe(|| {
        ZipArchive::new(source).map_or(1, |archive| archive.len())
    }));
    counted.unwrap_or(1).max(1)
}

/// Whether the first bytes are those of a zip.
pub fn is_zip(head: &[u8]) -> bool {
    detect::content(head) == Content::Zip
}

// See `decode`: other people's decoders.
fn guarded<'a>(
    name: &str,
    visit: &mut dyn FnMut(Entry<'a>),
    open: impl FnOnce(&mut dyn FnMut(Entry<'a>)),
) {
    if catch_unwind(AssertUnwindSafe(|| open(visit))).is_err() {
        visit(failed(
            name,
            "the archive broke its reader; unpack it first, and please report it",
            None,
        ));
    }
}

struct Unpacker<'p> {
    bytes_left: u64,
    files_left: usize,
    pass_over: &'p dyn Fn(&str) -> bool,
}

fn failed<'a>(name: &str, message: impl Into<String>, at_byte: Option<u64>) -> Entry<'a> {
    Entry {
        name: name.to_owned(),
        content: Err(Reading::failed(name, message, at_byte)),
    }
}

impl<'p> Unpacker<'p> {
    fn new(length: u64, pass_over: &'p dyn Fn(&str) -> bool) -> Self {
        Unpacker {
            bytes_left: TOTAL_LIMIT.max(TOTAL_RATIO.saturating_mul(length)),
            files_left: FILE_LIMIT,
            pass_over,
        }
    }

    fn open<'a>(
        &mut self,
        name: String,
        bytes: Cow<'a, [u8]>,
        depth: usize,
        visit: &mut dyn FnMut(Entry<'a>),
    ) {
        let content = detect::content(&bytes);
        match content {
            _ if detect::system_file(&name) => visit(Entry {
                name,
                content: Err(Reading::Skipped(Skip::NotAWorkout)),
            }),
            Content::Gzip | Content::Zip if depth >= DEPTH_LIMIT => visit(failed(
                &name,
                format!("more than {DEPTH_LIMIT} archives inside each other; unpack it first"),
                None,
            )),
            Content::Gzip => self.gunzip(name, &bytes, depth, visit),
            Content::Zip => self.unzip(&name, &mut Cursor::new(&*bytes), depth, visit),
            _ => visit(Entry {
                name,
                content: Ok(bytes),
            }),
        }
    }

    fn gunzip<'a>(
        &mut self,
        name: String,
        bytes: &[u8],
        depth: usize,
        visit: &mut dyn FnMut(Entry<'a>),
    ) {
        let mut unpacked = Vec::new();
        let ended = self.take(
            flate2::read::MultiGzDecoder::new(bytes),
            ENTRY_LIMIT,
            &mut unpacked,
        );
        match ended {
            Ended::Whole => self.open(name, Cow::Owned(unpacked), depth + 1, visit),
            Ended::TooLarge => visit(too_large(&name)),
            // What a cut gzip still gives may be most of a run.
            Ended::Broken(_) if detect::content(&unpacked) != Content::Empty => {
                self.open(name, Cow::Owned(unpacked), depth + 1, visit);
            }
            Ended::Broken(error) => visit(failed(
                &name,
                format!("the gzip data is damaged ({error}); download the file again"),
                Some(0),
            )),
        }
    }

    fn unzip<'a>(
        &mut self,
        name: &str,
        mut source: &mut dyn Source,
        depth: usize,
        visit: &mut dyn FnMut(Entry<'a>),
    ) {
        let mut archive = match ZipArchive::new(&mut source) {
            Ok(archive) => archive,
            Err(error) => {
                visit(failed(
                    name,
                    format!("the zip archive is damaged or cut off ({error}); download it again"),
                    None,
                ));
                return;
            }
        };
        if archive.is_empty() {
            visit(Entry {
                name: name.to_owned(),
                content: Err(Reading::Skipped(Skip::Empty)),
            });
        }
        if let Some(what_to_do) = locked(&mut archive) {
            visit(failed(name, what_to_do, None));
        }
        let mut stored = Vec::new();
        for index in 0..archive.len() {
            if self.files_left == 0 {
                visit(failed(
                    name,
                    format!(
                        "more than {FILE_LIMIT} files: the rest is left out; import it in parts"
                    ),
                    None,
                ));
                return;
            }
            self.files_left -= 1;
            let mut unpacked = Vec::new();
            let raw = archive.by_index_raw(index);
            if raw
                .as_ref()
                .is_ok_and(|file| file.encrypted() || file.is_dir())
            {
                continue;
            }
            let inner_name = raw.map_or_else(
                |_| format!("{name}/#{}", index + 1),
                |file| entry_name(name, file.name(), index),
            );
            if detect::system_file(&inner_name) || (self.pass_over)(&inner_name) {
                continue;
            }
            let mut inner_zip = false;
            let ended = match archive.by_index(index) {
                Ok(mut file) => {
                    let at = file.data_start();
                    let mut head = vec![0; HEAD];
                    let got = fill(&mut file, &mut head);
                    head.truncate(*got.as_ref().unwrap_or(&0));
                    inner_zip = head.starts_with(b"PK\x03\x04");
                    if let Some(at) = at
                        && inner_zip
                        && file.compression() == zip::CompressionMethod::Stored
                        && depth + 1 < DEPTH_LIMIT
                    {
                        // It can be read where it lies, and is when its place is free.
                        stored.push((inner_name, at, file.size()));
                        continue;
                    }
                    let limit = if inner_zip { INNER_LIMIT } else { ENTRY_LIMIT };
                    match got {
                        // Films and other tables: what they are shows at their beginning.
                        Ok(got) if got == HEAD && !may_be_wanted(&inner_name, &head) => {
                            unpacked = head;
                            Ended::Whole
                        }
                        Ok(_) => {
                            let head = Cursor::new(head);
                            self.take(head.chain(file), limit, &mut unpacked).at(at)
                        }
                        Err(error) => Ended::Broken(error.to_string()).at(at),
                    }
                }
                Err(error) => Ended::Broken(match error {
                    zip::result::ZipError::UnsupportedArchive(reason) => {
                        format!("{reason}; unpack it first")
                    }
                    other => other.to_string(),
                }),
            };
            match ended {
                Ended::Whole => self.open(inner_name, Cow::Owned(unpacked), depth + 1, visit),
                Ended::TooLarge if inner_zip => visit(archive_too_large(&inner_name)),
                Ended::TooLarge => visit(too_large(&inner_name)),
                Ended::Broken(error) => visit(failed(
                    &inner_name,
                    format!("this entry of the archive is damaged ({error})"),
                    None,
                )),
            }
        }
        drop(archive);
        for (inner_name, from, length) in stored {
            let mut window = Window::new(source, from, length);
            self.unzip(&inner_name, &mut window, depth + 1, visit);
        }
    }

    /// Unpacks within what is left of the budget.
    fn take(&mut self, source: impl Read, limit: u64, into: &mut Vec<u8>) -> Ended {
        let limit = limit.min(self.bytes_left);
        let result = source.take(limit + 1).read_to_end(into);
        let taken = into.len() as u64;
        self.bytes_left = self.bytes_left.saturating_sub(taken);
        match result {
            _ if taken > limit => {
                into.clear();
                into.shrink_to_fit();
                Ended::TooLarge
            }
            Ok(_) => Ended::Whole,
            Err(error) => Ended::Broken(error.to_string()),
        }
    }
}

enum Ended {
    Whole,
    TooLarge,
    Broken(String),
}

impl Ended {
    fn at(self, byte: Option<u64>) -> Self {
        match (self, byte) {
            (Ended::Broken(error), Some(byte)) => Ended::Broken(format!("{error}, at byte {byte}")),
            (ended, _) => ended,
        }
    }
}

fn too_large<'a>(name: &str) -> Entry<'a> {
    failed(
        name,
        format!(
            "it unpacks to more than {} MB, which no workout does; unpack it yourself if you trust it",
            ENTRY_LIMIT >> 20
        ),
        None,
    )
}

fn archive_too_large<'a>(name: &str) -> Entry<'a> {
    failed(
        name,
        format!(
            "this archive in an archive has more than {} MB; unpack the outer one and import the folder",
            INNER_LIMIT >> 20
        ),
        None,
    )
}

/// Whether more than its beginning can be wanted of a file: a workout, an archive, a diary.
pub fn may_be_wanted(name: &str, head: &[u8]) -> bool {
    let other = matches!(detect::content(head), Content::Other | Content::WebPage);
    !other || name.to_ascii_lowercase().ends_with(".jsonl")
}

/// What messages call an entry.
fn entry_name<E>(archive: &str, inner: Result<Cow<'_, str>, E>, index: usize) -> String {
    match inner {
        Ok(inner) => format!("{archive}/{inner}"),
        Err(_) => format!("{archive}/#{}", index + 1),
    }
}

/// What to do with an archive in which entries are locked.
fn locked<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Option<String> {
    let any = (0..archive.len()).any(|index| {
        archive
            .by_index_raw(index)
            .is_ok_and(|file| file.encrypted())
    });
    any.then(|| vendors::unlock(archive.file_names().flatten().map(Cow::into_owned)))
}

/// Fills a buffer as far as there is something.
fn fill(from: &mut impl Read, into: &mut [u8]) -> std::io::Result<usize> {
    let mut got = 0;
    while let Some(rest) = into.get_mut(got..).filter(|rest| !rest.is_empty()) {
        match from.read(rest)? {
            0 => break,
            more => got += more,
        }
    }
    Ok(got)
}

/// A part of a source, as a source: an archive that lies uncompressed in another.
struct Window<'a> {
    source: &'a mut dyn Source,
    from: u64,
    length: u64,
    at: u64,
}

impl<'a> Window<'a> {
    fn new(source: &'a mut dyn Source, from: u64, length: u64) -> Self {
        Window {
            source,
            from,
            length,
            at: 0,
        }
    }
}

impl Read for Window<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let left = usize::try_from(self.length.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let wanted = into.len().min(left);
        let Some(into) = into.get_mut(..wanted).filter(|into| !into.is_empty()) else {
            return Ok(0);
        };
        self.source.seek(SeekFrom::Start(self.from + self.at))?;
        let got = self.source.read(into)?;
        self.at += got as u64;
        Ok(got)
    }
}

impl Seek for Window<'_> {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => self.length.checked_add_signed(by),
        };
        self.at = at.ok_or(std::io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

/// The entries of one zip, to look for tables among them.
struct ZipShelf<'a, R> {
    name: &'a str,
    names: Vec<String>,
    archive: &'a mut ZipArchive<R>,
}

impl<R: Read + Seek> Shelf for ZipShelf<'_, R> {
    fn name(&self) -> &str {
        self.name
    }

    fn names(&self) -> &[String] {
        &self.names
    }

    fn open(&mut self, index: usize) -> Result<Box<dyn Read + '_>, String> {
        match self.archive.by_index(index) {
            Ok(file) => Ok(Box::new(file)),
            Err(error) => Err(format!("damaged ({error}); download the archive again")),
        }
    }
}

/// Whether an entry is an archive itself. Most say so by their name; others are looked at.
fn is_inner_zip<R: Read + Seek>(archive: &mut ZipArchive<R>, index: usize, name: &str) -> bool {
    let leaf = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let lower = leaf.to_ascii_lowercase();
    if lower.ends_with(".zip") {
        return true;
    }
    if leaf.contains('.') && !lower.ends_with(".bin") {
        return false;
    }
    let mut head = [0; 4];
    (archive.by_index(index))
        .is_ok_and(|mut file| fill(&mut file, &mut head).is_ok() && is_zip(&head))
}

fn survey_part(
    name: &str,
    mut source: &mut dyn Source,
    hints: Hints,
    depth: usize,
    found: &mut Survey,
) {
    let Ok(mut archive) = ZipArchive::new(&mut source) else {
        return;
    };
    if archive.len() > FILE_LIMIT {
        return;
    }
    let mut names = Vec::with_capacity(archive.len());
    let mut inner: Vec<usize> = Vec::new();
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index);
        let readable = entry
            .as_ref()
            .is_ok_and(|file| !file.encrypted() && !file.is_dir());
        let entry_name = entry.map_or_else(
            |_| format!("{name}/#{}", index + 1),
            |file| entry_name(name, file.name(), index),
        );
        names.push(entry_name);
        if readable && is_inner_zip(&mut archive, index, names.last().map_or("", String::as_str)) {
            inner.push(index);
        }
    }
    let mut shelf = ZipShelf {
        name,
        names: names.clone(),
        archive: &mut archive,
    };
    vendors::survey(&mut shelf, hints, found);
    if depth + 1 >= DEPTH_LIMIT {
        return;
    }
    let mut stored = Vec::new();
    for index in inner {
        let (Ok(file), Some(name)) = (archive.by_index(index), names.get(index)) else {
            continue;
        };
        if let Some(at) = file.data_start()
            && file.compression() == zip::CompressionMethod::Stored
        {
            stored.push((name, at, file.size()));
            continue;
        }
        let mut bytes = Vec::new();
        let read = file.take(INNER_LIMIT + 1).read_to_end(&mut bytes);
        if read.is_ok() && bytes.len() as u64 <= INNER_LIMIT {
            survey_part(name, &mut Cursor::new(bytes), hints, depth + 1, found);
        }
    }
    drop(archive);
    for (name, from, length) in stored {
        survey_part(
            name,
            &mut Window::new(source, from, length),
            hints,
            depth + 1,
            found,
        );
    }
}
