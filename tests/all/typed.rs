//! No number of the method is typed into the words of a rule: each is rendered from the
//! table, so that a page, a finding and an advice say what is in force.

use crate::errors::literal;
use std::fs;
use std::path::Path;

/// What may be typed, and why.
const TYPED: &[(&str, &str)] = &[
    // A week has seven days, whatever is set.
    ("7 days", "a week"),
    ("6 days before", "a week"),
    ("7-day", "a week"),
    ("the last 7", "a week"),
    ("last 7 (", "a week"),
    ("1 day", "one of something that is counted"),
    ("1 {", "one of something that is counted"),
    ("a 0 too", "the end of the scale of pain"),
    ("comeback pain 0", "the end of the scale of pain"),
    (
        "(3 and 4 runs by turns)",
        "what every other day comes to in a week",
    ),
    (
        "no fixed 180",
        "a number that is not the method's: so it says",
    ),
    ("155 to 203", "what a study measured"),
    ("5 to 10 %", "what studies tried"),
    ("above 80 % of top speed", "what a laboratory measured"),
    ("5205", "the runners of a study"),
    ("18 months", "how long a study followed them"),
    (
        "within 10 %: by a factor of 1.64 (1.10 to 1.30 times the longest), 1.52 (1.30 to 2.0) and 2.28 (over 2.0)",
        "what a study found",
    ),
    ("over 30 % a week than under 10 %", "what a study compared"),
    ("1.59, 0.96 to 2.66", "what a study found"),
    ("odds ratio 1.98 (1.62-2.43)", "what a study found"),
    ("over 2.0", "a band of a study"),
    ("1.30 to 2.0", "a band of a study"),
    ("1.10 to 1.30", "a band of a study"),
    ("walk-run level 1", "the name of the lowest level"),
    (
        "Pain over 5",
        "a heading, which stands where nothing is rendered",
    ),
    (
        "Pain of 4 to 5",
        "a heading, which stands where nothing is rendered",
    ),
];

/// An example tells of a run of its own, and a source is the name of a study.
const OWN_NUMBERS: [&str; 3] = ["fires_example:", "clear_example:", "source:"];

/// Words without what is rendered, what may be typed, and the years of studies.
fn typed_digits(text: &str) -> bool {
    let mut text = text.to_owned();
    // The longest first: a shorter one may lie in it.
    let mut phrases: Vec<&str> = TYPED.iter().map(|(phrase, _)| *phrase).collect();
    phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
    for phrase in phrases {
        text = text.replace(&phrase.replace('{', "…"), " ");
    }
    let words = text.split(|letter: char| !letter.is_ascii_digit());
    words.filter(|digits| !digits.is_empty()).any(|digits| {
        !(digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20")))
    })
}

#[test]
fn a_rule_s_words_render_their_numbers() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/core/src/rules");
    let mut found = Vec::new();
    let mut texts = 0;
    for entry in fs::read_dir(folder).expect("the rules") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|kind| kind != "rs") {
            continue;
        }
        let source = fs::read_to_string(&path).expect("a source");
        let code: Vec<&str> = source
            .split("#[cfg(test)]")
            .next()
            .unwrap_or_default()
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        let code = code.join("\n");
        let mut rest = code.as_str();
        while let Some((before, after)) = rest.split_once('"') {
            let (text, behind) = literal(after);
            let field = before.rsplit('\n').next().unwrap_or_default().trim();
            // One word is a key of a figure.
            let is_prose = text.contains(' ') && !OWN_NUMBERS.contains(&field);
            texts += usize::from(is_prose);
            if is_prose && typed_digits(&text) {
                found.push(format!("{}: {text}", path.display()));
            }
            rest = behind;
        }
    }
    assert!(texts > 300, "{texts}");
    assert!(found.is_empty(), "{}", found.join("\n"));
    for (text, typed) in [
        ("… minutes in 7 days", false),
        ("a trial of 2019", false),
        ("less than 60 % of it", true),
    ] {
        assert_eq!(typed_digits(text), typed, "{text}");
    }
}

/// Where the method's own value of a limit is meant although it can be set, and why.
const METHODS_OWN: &[(&str, &str)] = &[(
    "crates/core/src/method/climb/step.rs",
    "a setting under the method's growth makes the floor smaller too",
)];

/// The code of a source without its tests and comments, without blanks.
fn code_of(source: &str) -> String {
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.flat_map(str::split_whitespace).collect()
}

fn sources(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            found.push(path);
        }
    }
}

/// A limit that the runner can set is read from the settings, everywhere: read from the
/// table, a set value would hold in one place and not in the other.
#[test]
fn no_limit_that_can_be_set_is_read_past_the_settings() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for folder in ["core", "signal", "files", "store", "app", "report", "desk"] {
        sources(&root.join("crates").join(folder).join("src"), &mut paths);
    }
    sources(&root.join("src"), &mut paths);
    let table = root.join("crates/core/src/limits/table");
    let (rows, read): (Vec<_>, Vec<_>) =
        paths.into_iter().partition(|path| path.starts_with(&table));
    let rows: String = rows
        .iter()
        .map(|path| fs::read_to_string(path).expect("a source"))
        .collect();
    let set: Vec<String> = (comeback_core::limits::ALL.iter())
        .filter(|limit| limit.is_configurable())
        .map(|limit| limit.key.replace('-', "_").to_uppercase())
        .collect();
    assert!(set.len() > 20, "{set:?}");
    for name in &set {
        assert!(rows.contains(&format!("pub const {name}: Limit")), "{name}");
    }
    let mut found = Vec::new();
    for path in read {
        let code = code_of(&fs::read_to_string(&path).expect("a source"));
        let is_meant = METHODS_OWN
            .iter()
            .any(|(meant, _)| path == root.join(meant));
        for name in &set {
            let past = format!("{name}.value");
            let is_whole = |at: usize| {
                !code[..at].ends_with(|letter: char| letter == '_' || letter.is_alphanumeric())
            };
            if !is_meant && code.match_indices(&past).any(|(at, _)| is_whole(at)) {
                found.push(format!("{}: {past}", path.display()));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
