//! What an archive is read from, and how much of it.

use crate::detect::{self, Content};
use std::borrow::Cow;
use std::io::{Read, Seek};

/// Archives inside archives that are opened.
pub const DEPTH_LIMIT: usize = 4;
/// Bytes of one unpacked file; the largest workouts are some tens of megabytes.
pub const ENTRY_LIMIT: u64 = 256 << 20;
/// Bytes unpacked from one input: so many, or so many times its own length.
pub const TOTAL_LIMIT: u64 = 1 << 30;
pub const TOTAL_RATIO: u64 = 50;
/// Bytes by which a file shows what it is.
pub const HEAD: usize = 16 * 1024;
/// Files in one input.
pub const FILE_LIMIT: usize = 200_000;

/// What an archive is read from.
pub trait Source: Read + Seek {}

impl<T: Read + Seek> Source for T {}

/// Whether the first bytes are those of a zip.
pub fn is_zip(head: &[u8]) -> bool {
    detect::content(head) == Content::Zip
}

/// What messages call an entry.
pub(super) fn entry_name<E>(archive: &str, inner: Result<Cow<'_, str>, E>, index: usize) -> String {
    match inner {
        Ok(inner) => format!("{archive}/{inner}"),
        Err(_) => format!("{archive}/#{}", index + 1),
    }
}

/// Fills a buffer as far as there is something.
pub(super) fn fill(from: &mut impl Read, into: &mut [u8]) -> std::io::Result<usize> {
    let mut got = 0;
    while let Some(rest) = into.get_mut(got..).filter(|rest| !rest.is_empty()) {
        match from.read(rest)? {
            0 => break,
            more => got += more,
        }
    }
    Ok(got)
}
