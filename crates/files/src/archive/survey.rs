//! The entries of a zip and of the zips in it, to look for vendors' tables among them.

use super::inside::Inside;
use super::source::{DEPTH_LIMIT, FILE_LIMIT, Source, entry_name, fill, is_zip};
use crate::vendors::{self, Hints, Shelf, Survey};
use std::io::{Read, Seek};
use zip::ZipArchive;

/// The entries of one zip.
struct ZipShelf<'a, R> {
    name: &'a str,
    names: &'a [String],
    archive: &'a mut ZipArchive<R>,
}

impl<R: Read + Seek> Shelf for ZipShelf<'_, R> {
    fn name(&self) -> &str {
        self.name
    }

    fn names(&self) -> &[String] {
        self.names
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

/// `bytes_left` is what may still be inflated to look into zips.
pub(super) fn survey(
    name: &str,
    mut source: &mut dyn Source,
    hints: Hints,
    depth: usize,
    bytes_left: &mut u64,
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
        let entry = archive.by_index_data(index);
        let readable = entry
            .as_ref()
            .is_ok_and(|file| !file.encrypted() && !file.is_dir());
        let entry_name = entry.map_or_else(
            |_| format!("{name}/#{}", index + 1),
            |file| entry_name(name, file.name(), index),
        );
        if readable && is_inner_zip(&mut archive, index, &entry_name) {
            inner.push(index);
        }
        names.push(entry_name);
    }
    let mut shelf = ZipShelf {
        name,
        names: &names,
        archive: &mut archive,
    };
    vendors::survey(&mut shelf, hints, found);
    if depth + 1 >= DEPTH_LIMIT {
        return;
    }
    let places: Vec<Inside> = (inner.into_iter())
        .filter_map(|index| {
            let name = names.get(index)?.clone();
            Inside::of(name, &archive.by_index(index).ok()?)
        })
        .collect();
    drop(archive);
    for inside in places {
        // What is too large is told of when the files are read.
        let Some(left) = bytes_left.checked_sub(inside.inflated()) else {
            continue;
        };
        *bytes_left = left;
        let mut source = inside.open(source);
        survey(
            &inside.name,
            &mut source,
            hints,
            depth + 1,
            bytes_left,
            found,
        );
    }
}
