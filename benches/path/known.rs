//! Importing what was imported before, and what is large.

use super::{last_day, program};
use comeback_sim::decade::Decade;
use std::io::Write;
use std::path::Path;

const KNOWN: usize = 5_000;
const LARGE: usize = 10_000;
const ARCHIVE_BYTES: u64 = 2_000_000_000;

/// A folder and an archive that are known.
pub(crate) fn all() {
    let folder = tempfile::tempdir().expect("a folder");
    let decade = Decade::new(KNOWN, last_day());
    let files = folder.path().join("files");
    super::write(&decade, &files);
    let zip = folder.path().join("export.zip");
    archive(&decade, &zip, 0);
    for (name, path) in [("folder", &files), ("zip", &zip)] {
        let home = folder.path().join(name);
        let arguments = ["import", path.to_str().expect("UTF-8")];
        let first = program::call(&home, None, &arguments);
        let again = program::mean(3, &home, None, &arguments);
        println!(
            "{name} of {KNOWN} files, {:.0} MB: first {:.1} s of the processor ({:.1} s, peak {:.0} MB), known {:.3} s ({:.3} s), exit {}",
            program::size(path) as f64 / 1e6,
            first.processor_s,
            first.wall_s,
            first.peak_mb,
            again.processor_s,
            again.wall_s,
            again.code,
        );
    }
}

/// An archive of two gigabytes, and ten thousand files.
pub(crate) fn memory() {
    let folder = tempfile::tempdir().expect("a folder");
    let decade = Decade::new(LARGE, last_day());
    let zip = folder.path().join("export.zip");
    archive(&decade, &zip, ARCHIVE_BYTES);
    let home = folder.path().join("home");
    let arguments = ["import", zip.to_str().expect("UTF-8")];
    let first = program::call(&home, None, &arguments);
    let again = program::mean(2, &home, None, &arguments);
    println!(
        "{LARGE} files in {:.2} GB: {:.1} s of the processor, {:.1} s, peak {:.0} MB; known {:.3} s ({:.3} s); database {:.0} MB",
        program::size(&zip) as f64 / 1e9,
        first.processor_s,
        first.wall_s,
        first.peak_mb,
        again.processor_s,
        again.wall_s,
        program::size(&home.join("cache")) as f64 / 1e6,
    );
}

/// The files as an export, filled up with photographs to a size.
fn archive(decade: &Decade, path: &Path, bytes: u64) {
    let mut zip = zip::ZipWriter::new(std::fs::File::create(path).expect("a file"));
    let packed = zip::write::SimpleFileOptions::default();
    let stored = packed.compression_method(zip::CompressionMethod::Stored);
    for file in decade.files() {
        let (name, bytes) = file.expect("a file of the simulation");
        zip.start_file(format!("activities/{name}"), packed)
            .and_then(|()| Ok(zip.write_all(&bytes)?))
            .expect("an entry");
    }
    // Noise like that of a picture, the same every time.
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let picture: Vec<u8> = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as u8
    })
    .take(10_000_000)
    .collect();
    let mut number = 0;
    while std::fs::metadata(path).is_ok_and(|about| about.len() < bytes) {
        number += 1;
        zip.start_file(format!("media/{number}.jpg"), stored)
            .and_then(|()| Ok(zip.write_all(&picture)?))
            .expect("an entry");
    }
    zip.finish().expect("an archive");
}
