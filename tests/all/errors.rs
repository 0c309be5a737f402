//! The catalogue of errors: no kind of a public error is missing, and none is made up.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            found.push(path);
        }
    }
}

/// `Enum::Variant` of each public enum of the source whose name ends in `Error`.
fn kinds(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut of: Option<&str> = None;
    for line in source.lines() {
        if let Some(rest) = line.strip_prefix("pub enum ") {
            of = rest.split([' ', '{']).next();
            of = of.filter(|name| name.ends_with("Error"));
        } else if line == "}" {
            of = None;
        } else if let (Some(name), Some(rest)) = (of, line.strip_prefix("    "))
            && rest.starts_with(|letter: char| letter.is_ascii_uppercase())
        {
            let variant: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
            found.push(format!("{name}::{variant}"));
        }
    }
    found
}

#[test]
fn every_kind_of_error_is_in_the_catalogue_and_no_other() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["crates", "src"] {
        sources(&root.join(folder), &mut files);
    }
    let read = |path: &PathBuf| fs::read_to_string(path).expect("a source");
    let known: BTreeSet<String> = files.iter().flat_map(|path| kinds(&read(path))).collect();
    assert!(known.len() > 25, "{known:?}");
    let page = fs::read_to_string(root.join("docs/errors.md")).expect("the catalogue");
    let told: BTreeSet<String> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .map(str::to_owned)
        .collect();
    assert_eq!(told, known);
}
