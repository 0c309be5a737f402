//! The folder of real recordings, which is not part of the repository, and how its
//! table is read. The benches read it by this file too.

use comeback_files as import;

use comeback_core::recording::Recording;
use comeback_files::Reading;
use std::path::{Path, PathBuf};

/// Where the recordings are looked for: `COMEBACK_CORPUS`, else beside the checkout.
pub(crate) fn folder() -> PathBuf {
    std::env::var_os("COMEBACK_CORPUS").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"),
        PathBuf::from,
    )
}

/// The folder, where it is there; says so where it is not.
pub(crate) fn found() -> Option<PathBuf> {
    let folder = folder();
    if folder.join("oracle.csv").is_file() {
        return Some(folder);
    }
    eprintln!("skipped: no corpus of real files; set COMEBACK_CORPUS to its folder");
    None
}

/// Cells of one line of comma-separated values; a quoted cell may hold commas.
pub(crate) fn cells(line: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => found.push(String::new()),
            _ => found.last_mut().expect("a cell").push(letter),
        }
    }
    found
}

/// The recordings of one file, none where it holds none.
pub(crate) fn recordings(path: &Path) -> Vec<Recording> {
    let bytes = std::fs::read(path).expect("a corpus file");
    import::read(&path.to_string_lossy(), &bytes)
        .into_iter()
        .filter_map(|outcome| match outcome.reading {
            Reading::Recordings(found) => Some(found),
            _ => None,
        })
        .flatten()
        .collect()
}
