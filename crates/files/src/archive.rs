//! Archives to the files in them: gzip, zip, and vendors' zips of zips. Bounded
//! in depth, in bytes and in entries, so that a bomb costs no more than the limits say.

use super::detect::{self, Content};
use super::{Reading, Skip};
use std::borrow::Cow;
use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Archives inside archives that are opened.
pub const DEPTH_LIMIT: usize = 4;
/// Bytes of one unpacked file; the largest workouts are some tens of megabytes.
pub const ENTRY_LIMIT: u64 = 256 << 20;
/// Bytes unpacked from one input: so many, or so many times its own length.
pub const TOTAL_LIMIT: u64 = 1 << 30;
pub const TOTAL_RATIO: u64 = 50;
/// Files in one input.
pub const FILE_LIMIT: usize = 200_000;

/// One file as it comes out of the archives around it.
#[derive(Debug)]
pub struct Entry<'a> {
    pub name: String,
    /// Its bytes, or how its reading has already ended.
    pub content: Result<Cow<'a, [u8]>, Reading>,
}

/// Calls `visit` for every file in `bytes`, one at a time and in the archive's
/// order; a file that is no archive is its own single entry.
pub fn unpack<'a>(name: &str, bytes: &'a [u8], visit: &mut dyn FnMut(Entry<'a>)) {
    let mut unpacker = Unpacker {
        bytes_left: TOTAL_LIMIT.max(TOTAL_RATIO.saturating_mul(bytes.len() as u64)),
        files_left: FILE_LIMIT,
    };
    // See `decode`: other people's decoders.
    let opened = catch_unwind(AssertUnwindSafe(|| {
        unpacker.open(name.to_owned(), Cow::Borrowed(bytes), 0, visit);
    }));
    if opened.is_err() {
        visit(failed(
            name,
            "the archive broke its reader; unpack it first, and please report it",
            None,
        ));
    }
}

struct Unpacker {
    bytes_left: u64,
    files_left: usize,
}

fn failed<'a>(name: &str, message: impl Into<String>, at_byte: Option<u64>) -> Entry<'a> {
    Entry {
        name: name.to_owned(),
        content: Err(Reading::failed(name, message, at_byte)),
    }
}

impl Unpacker {
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
            Content::Zip => self.unzip(&name, &bytes, depth, visit),
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
        let ended = self.take(flate2::read::MultiGzDecoder::new(bytes), &mut unpacked);
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
        bytes: &[u8],
        depth: usize,
        visit: &mut dyn FnMut(Entry<'a>),
    ) {
        let mut archive = match zip::ZipArchive::new(Cursor::new(bytes)) {
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
            let (inner_name, ended) = match archive.by_index(index) {
                Ok(file) if file.is_dir() => continue,
                Ok(file) => {
                    let inner_name = match file.name() {
                        Ok(inner) => format!("{name}/{inner}"),
                        Err(_) => format!("{name}/#{}", index + 1),
                    };
                    if detect::system_file(&inner_name) {
                        continue;
                    }
                    let at = file.data_start();
                    (inner_name, self.take(file, &mut unpacked).at(at))
                }
                Err(error) => (
                    format!("{name}/#{}", index + 1),
                    Ended::Broken(match error {
                        zip::result::ZipError::UnsupportedArchive(reason) => {
                            format!("{reason}; unpack it first")
                        }
                        other => other.to_string(),
                    }),
                ),
            };
            match ended {
                Ended::Whole => self.open(inner_name, Cow::Owned(unpacked), depth + 1, visit),
                Ended::TooLarge => visit(too_large(&inner_name)),
                Ended::Broken(error) => visit(failed(
                    &inner_name,
                    format!("this entry of the archive is damaged or locked ({error})"),
                    None,
                )),
            }
        }
    }

    /// Unpacks within what is left of the budget.
    fn take(&mut self, source: impl Read, into: &mut Vec<u8>) -> Ended {
        let limit = ENTRY_LIMIT.min(self.bytes_left);
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
