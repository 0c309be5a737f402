//! Archives to the files in them: gzip, zip, and vendors' zips of zips. Bounded
//! in depth, in bytes and in entries, so that a bomb costs no more than the limits say.
//! An archive is read where it lies, one entry at a time, and nothing is unpacked to disk.

mod inside;
mod source;
mod survey;

pub use source::{
    DEPTH_LIMIT, ENTRY_LIMIT, FILE_LIMIT, HEAD, Source, TOTAL_LIMIT, TOTAL_RATIO, is_zip,
};

use super::detect::{self, Content};
use super::vendors::{self, Hints, Survey};
use super::{Reading, Skip};
use inside::Inside;
use source::{entry_name, fill};
use std::borrow::Cow;
use std::io::{Cursor, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};
use zip::ZipArchive;

/// One file as it comes out of the archives around it.
#[derive(Debug)]
pub struct Entry<'a> {
    pub name: String,
    /// Its bytes, or how its reading has already ended.
    pub content: Result<Cow<'a, [u8]>, Reading>,
}

/// Calls `visit` for every file in `bytes`, one at a time and in the archive's order,
/// archives in it last; a file that is no archive is its own single entry.
pub fn unpack<'a>(name: &str, bytes: impl Into<Cow<'a, [u8]>>, visit: &mut dyn FnMut(Entry<'a>)) {
    let bytes = bytes.into();
    let mut unpacker = Unpacker::new(bytes.len() as u64, &|_| false);
    guarded(name, visit, |visit| {
        unpacker.open(name.to_owned(), bytes, 0, visit);
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

/// Reads the vendors' tables in a zip of `length` bytes and in the zips in it.
pub fn survey_zip(
    name: &str,
    source: &mut dyn Source,
    length: u64,
    hints: Hints,
    found: &mut Survey,
) {
    let mut bytes_left = bytes_of(length);
    let surveyed = catch_unwind(AssertUnwindSafe(|| {
        survey::survey(name, source, hints, 0, &mut bytes_left, found);
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

/// Bytes that an input of such a length may unpack to.
fn bytes_of(length: u64) -> u64 {
    TOTAL_LIMIT.max(TOTAL_RATIO.saturating_mul(length))
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
            bytes_left: bytes_of(length),
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
            Content::Gzip | Content::Zip if depth >= DEPTH_LIMIT => visit(too_deep(&name)),
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
        let mut inner = Vec::new();
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
            let about = archive.by_index_data(index);
            if about
                .as_ref()
                .is_ok_and(|file| file.encrypted() || file.is_dir())
            {
                continue;
            }
            let inner_name = about.map_or_else(
                |_| format!("{name}/#{}", index + 1),
                |file| entry_name(name, file.name(), index),
            );
            if detect::system_file(&inner_name) || (self.pass_over)(&inner_name) {
                continue;
            }
            let ended = match archive.by_index(index) {
                Ok(mut file) => {
                    let at = file.data_start();
                    let mut head = vec![0; HEAD];
                    let got = fill(&mut file, &mut head);
                    head.truncate(*got.as_ref().unwrap_or(&0));
                    if head.starts_with(b"PK\x03\x04")
                        && let Some(inside) = Inside::of(inner_name.clone(), &file)
                    {
                        // Read where it lies, when its place is free.
                        inner.push(inside);
                        continue;
                    }
                    match got {
                        // Films and other tables: what they are shows at their beginning.
                        Ok(got) if got == HEAD && !may_be_wanted(&inner_name, &head) => {
                            unpacked = head;
                            Ended::Whole
                        }
                        Ok(_) => {
                            let head = Cursor::new(head);
                            self.take(head.chain(file), ENTRY_LIMIT, &mut unpacked)
                                .at(at)
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
                Ended::TooLarge => visit(too_large(&inner_name)),
                Ended::Broken(error) => visit(failed(
                    &inner_name,
                    format!("this entry of the archive is damaged ({error})"),
                    None,
                )),
            }
        }
        drop(archive);
        for inside in inner {
            let left = self.bytes_left.checked_sub(inside.inflated());
            match left {
                _ if depth + 1 >= DEPTH_LIMIT => visit(too_deep(&inside.name)),
                None => visit(archive_too_large(&inside)),
                Some(left) => {
                    self.bytes_left = left;
                    let mut source = inside.open(source);
                    self.unzip(&inside.name, &mut source, depth + 1, visit);
                }
            }
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

fn archive_too_large<'a>(inside: &Inside) -> Entry<'a> {
    failed(
        &inside.name,
        format!(
            "this archive in an archive says that it has {} MB, far more than what it lies in; unpack the outer one and import the folder if you trust it",
            inside.length() >> 20
        ),
        None,
    )
}

fn too_deep<'a>(name: &str) -> Entry<'a> {
    failed(
        name,
        format!("more than {DEPTH_LIMIT} archives inside each other; unpack it first"),
        None,
    )
}

/// Whether more than its beginning can be wanted of a file: a workout, an archive, a diary.
pub fn may_be_wanted(name: &str, head: &[u8]) -> bool {
    let other = matches!(
        detect::content(head),
        Content::Other | Content::WebPage | Content::Empty
    );
    !other || name.to_ascii_lowercase().ends_with(".jsonl")
}

/// What to do with an archive in which entries are locked.
fn locked<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Option<String> {
    let any = (0..archive.len()).any(|index| {
        archive
            .by_index_data(index)
            .is_ok_and(|file| file.encrypted())
    });
    any.then(|| vendors::unlock(archive.file_names().flatten().map(Cow::into_owned)))
}
