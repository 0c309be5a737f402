//! The words of the program: `docs/words.md` against everything that is kept of its texts.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, endings, found);
        } else if endings
            .iter()
            .any(|end| path.to_string_lossy().ends_with(end))
        {
            found.push(path);
        }
    }
}

/// What the program printed, as it is kept: snapshots, decisions, scenarios, the pages of
/// the rules, the ten plans, and the examples of the README.
fn kept() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    files(&root().join("tests/all"), &[".snap"], &mut found);
    files(
        &root().join("fixtures/decisions"),
        &[".decision.json"],
        &mut found,
    );
    files(&root().join("docs/rules"), &[".md"], &mut found);
    for page in ["docs/scenarios.md", "docs/plans.md", "README.md"] {
        found.push(root().join(page));
    }
    found
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("UTF-8");
            // A line is broken anywhere between two words.
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            (path, text.to_lowercase())
        })
        .collect()
}

/// The words of the page, and what is not said.
fn listed() -> (Vec<String>, Vec<String>) {
    let page = fs::read_to_string(root().join("docs/words.md")).expect("docs/words.md");
    let (used, not_said) = page.split_once("## Not said").expect("both lists");
    let terms = used
        .lines()
        .filter_map(|line| line.strip_prefix("- **")?.split_once("**"));
    let phrases = not_said.lines().filter_map(|line| line.strip_prefix("- "));
    (
        terms.map(|(term, _)| term.to_lowercase()).collect(),
        phrases.map(str::to_lowercase).collect(),
    )
}

#[test]
fn every_word_of_the_list_is_in_use_and_none_that_is_not_said() {
    let (terms, phrases) = listed();
    assert!(terms.len() > 20 && phrases.len() > 10);
    let texts = kept();
    let mut faults = Vec::new();
    for term in &terms {
        if !texts.iter().any(|(_, text)| text.contains(term.as_str())) {
            faults.push(format!("`{term}` is in docs/words.md and nowhere printed"));
        }
    }
    for phrase in &phrases {
        for (path, text) in &texts {
            if let Some(at) = text.find(phrase.as_str()) {
                let from = text.floor_char_boundary(at.saturating_sub(40));
                let to = text.ceil_char_boundary((at + 60).min(text.len()));
                faults.push(format!("{}: …{}…", path.display(), &text[from..to]));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
