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
        .filter(|kind| kind.contains("::"))
        .map(str::to_owned)
        .collect();
    assert_eq!(told, known);
}

/// The words of a file's code inside each call that begins so, `…` for what differs.
fn said_in(code: &str, begins: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices(begins) {
        // `fn refuse(` tells nothing.
        if code[..at].trim_end().ends_with("fn") || code[..at].ends_with(char::is_alphanumeric) {
            continue;
        }
        let mut depth = 1;
        let mut rest = &code[at + begins.len()..];
        while depth > 0
            && let Some(letter) = rest.chars().next()
        {
            rest = &rest[letter.len_utf8()..];
            match letter {
                '(' => depth += 1,
                ')' => depth -= 1,
                '"' => {
                    let (text, after) = literal(rest);
                    found.push(text);
                    rest = after;
                }
                _ => {}
            }
        }
    }
    found
}

/// The text of a literal whose first quote is read already, and the code behind it.
pub(crate) fn literal(code: &str) -> (String, &str) {
    let mut text = String::new();
    let mut depth = 0;
    let mut letters = code.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (text, &code[at + 1..]),
            '\\' => match letters.next() {
                // The rest of a line that is broken, and how the next one is set in.
                Some((_, '\n')) => {
                    while letters.clone().next().is_some_and(|(_, next)| next == ' ') {
                        letters.next();
                    }
                }
                Some((_, escaped)) => text.push(escaped),
                None => {}
            },
            '{' => {
                if depth == 0 {
                    text.push('…');
                }
                depth += 1;
            }
            '}' => depth -= 1,
            _ if depth == 0 => text.push(letter),
            _ => {}
        }
    }
    (text, "")
}

/// What is no format of a date, no sign between two words, no single word.
fn is_message(text: &str) -> bool {
    let is_word = |word: &str| word.chars().filter(|c| c.is_ascii_alphabetic()).count() >= 2;
    text.contains(' ') && !text.starts_with('%') && text.split(' ').any(is_word)
}

#[test]
fn every_message_of_a_refusal_is_in_the_catalogue_and_no_other() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["crates/app/src", "crates/desk/src", "src"] {
        sources(&root.join(folder), &mut files);
    }
    let mut said: BTreeSet<String> = BTreeSet::new();
    for path in files {
        let text = fs::read_to_string(&path).expect("a source");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let mut begins = vec!["AppError::Refused(", "refuse("];
        // What an entry is refused for is said here, and refused by who enters it.
        if path.ends_with("valid.rs") {
            begins.extend(["Err(", "Some("]);
        }
        said.extend(begins.iter().flat_map(|begins| said_in(code, begins)));
    }
    said.retain(|text| is_message(text));
    assert!(said.len() > 80, "{said:?}");
    let page = fs::read_to_string(root.join("docs/errors.md")).expect("the catalogue");
    let (_, listed) = page
        .split_once("## What a command refuses: `AppError::Refused`")
        .expect("the messages");
    let listed = listed.split("\n## ").next().unwrap_or_default();
    let told: BTreeSet<String> = listed
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.rsplit_once(" | "))
        .map(|(message, _)| message.to_owned())
        .filter(|message| message != "message")
        .collect();
    let missing: Vec<_> = said.difference(&told).collect();
    let made_up: Vec<_> = told.difference(&said).collect();
    assert!(
        missing.is_empty() && made_up.is_empty(),
        "not in docs/errors.md: {missing:#?}\nsaid nowhere: {made_up:#?}"
    );
}
