//! Files of a crate that import each other in a circle: none of them can be read, tried
//! or taken out without the others.
//!
//! The arrows are read from the text: every `use` and every path that begins with
//! `crate`, `self`, `super` or a module of the file. A name that a file takes from
//! another and hands on is followed to where it stands, so a folder's `mod.rs` may list
//! what lies in it.

use std::collections::{BTreeMap, BTreeSet};

/// A module by its path inside the crate; the root's is empty.
type Module = Vec<String>;

/// What a file imports and names.
#[derive(Default)]
struct File {
    /// The paths of its `use` declarations.
    uses: Vec<Vec<String>>,
    /// Those of them that it hands on with `pub use`.
    handed_on: BTreeSet<Vec<String>>,
    /// The paths of its other code, and the words that one begins with or that stand alone.
    names: BTreeSet<Vec<String>>,
    words: BTreeSet<String>,
}

/// The circles among files given as path below `src` and code: the files of each, sorted.
pub(super) fn circles(files: &[(String, String)]) -> Vec<Vec<String>> {
    let mut house = House::default();
    for (path, code) in files {
        let module = module(path);
        house.file_of.insert(module.clone(), path.clone());
        house.files.insert(module, read(code));
    }
    let arrows = house.arrows();
    let reach: BTreeMap<&Module, BTreeSet<&Module>> = (arrows.keys())
        .map(|from| (from, reached(from, &arrows)))
        .collect();
    let mut found: BTreeSet<Vec<String>> = BTreeSet::new();
    for from in arrows.keys().filter(|from| reach[*from].contains(from)) {
        let circle = (arrows.keys())
            .filter(|other| reach[from].contains(other) && reach[other].contains(&from));
        let mut names: Vec<String> = circle.map(|of| house.file_of[of].clone()).collect();
        names.sort();
        found.insert(names);
    }
    found.into_iter().collect()
}

fn reached<'a>(
    from: &'a Module,
    arrows: &'a BTreeMap<Module, BTreeSet<Module>>,
) -> BTreeSet<&'a Module> {
    let mut seen = BTreeSet::new();
    let mut next: Vec<&Module> = arrows[from].iter().collect();
    while let Some(at) = next.pop() {
        if seen.insert(at) {
            next.extend(&arrows[at]);
        }
    }
    seen
}

impl File {
    fn hear(&mut self, code: &str) {
        for path in paths(code) {
            self.words.extend(path.first().cloned());
            if path.len() > 1 {
                self.names.insert(path);
            }
        }
    }
}

#[derive(Default)]
struct House {
    files: BTreeMap<Module, File>,
    file_of: BTreeMap<Module, String>,
}

impl House {
    fn arrows(&self) -> BTreeMap<Module, BTreeSet<Module>> {
        let arrows = self.files.iter().map(|(from, file)| {
            // What is only handed on is not taken.
            let taken = file.uses.iter().filter(|path| {
                let last = path.last().cloned().unwrap_or_default();
                !file.handed_on.contains(*path) || file.words.contains(&last)
            });
            let to = (taken.chain(&file.names))
                .filter_map(|path| self.place(from, path, 8))
                .filter(|to| to != from);
            (from.clone(), to.collect())
        });
        arrows.collect()
    }

    /// The file where what a path names stands; `None` for what is of another crate.
    fn place(&self, from: &Module, path: &[String], hops: usize) -> Option<Module> {
        let (first, mut rest) = path.split_first()?;
        let mut at: Module = match first.as_str() {
            "crate" => Module::new(),
            "self" => from.clone(),
            "super" => {
                let mut up = from.clone();
                up.pop();
                while let Some((next, after)) =
                    rest.split_first().filter(|(next, _)| *next == "super")
                {
                    let _ = next;
                    up.pop();
                    rest = after;
                }
                up
            }
            _ => {
                let mut inner = from.clone();
                inner.push(first.clone());
                if !self.files.contains_key(&inner) {
                    return None;
                }
                inner
            }
        };
        while let Some((next, after)) = rest.split_first() {
            let mut inner = at.clone();
            inner.push(next.clone());
            if !self.files.contains_key(&inner) {
                break;
            }
            (at, rest) = (inner, after);
        }
        let (Some(name), Some(less)) = (rest.first(), hops.checked_sub(1)) else {
            return Some(at);
        };
        let handed = self
            .files
            .get(&at)?
            .uses
            .iter()
            .find(|path| path.last() == Some(name));
        match handed.filter(|path| at != *from || path.len() > 1) {
            Some(path) => self.place(&at, path, less).or(Some(at)),
            None => Some(at),
        }
    }
}

fn module(path: &str) -> Module {
    let whole = path.trim_end_matches(".rs");
    let mut parts: Module = whole.split('/').map(str::to_owned).collect();
    if parts
        .last()
        .is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str()))
    {
        parts.pop();
    }
    parts
}

fn read(code: &str) -> File {
    let mut file = File::default();
    // `pub(in crate::x)` is no import, and `mod x;` takes nothing from it.
    let code = code.replace("pub(in crate", "pub(in_crate");
    let declares =
        |line: &str| line.ends_with(';') && line.contains("mod ") && !line.contains("use ");
    let lines: Vec<&str> = code.lines().filter(|line| !declares(line)).collect();
    let code = lines.join("\n");
    let mut rest = code.as_str();
    while let Some((before, is_public, after)) = split_use(rest) {
        file.hear(before);
        let (tree, next) = after.split_once(';').unwrap_or((after, ""));
        let mut found = Vec::new();
        expand(tree, &[], &mut found);
        if is_public {
            file.handed_on.extend(found.iter().cloned());
        }
        file.uses.extend(found);
        rest = next;
    }
    file.hear(rest);
    file
}

/// The code before a `use`, whether it hands on, and what stands behind it.
fn split_use(code: &str) -> Option<(&str, bool, &str)> {
    code.match_indices("use ").find_map(|(at, word)| {
        let line = code[..at].rsplit('\n').next().unwrap_or_default();
        let (line, is_public) = (line.trim(), line.trim().starts_with("pub"));
        let declares = line.is_empty() || is_public;
        declares.then(|| (&code[..at], is_public, &code[at + word.len()..]))
    })
}

/// `a::{b, c::{self, d}}` as its paths; `self` is the module, and a new name is dropped.
fn expand(tree: &str, before: &[String], found: &mut Vec<Vec<String>>) {
    let tree = tree.trim();
    let parts = |text: &str| -> Vec<String> {
        let names = text
            .split("::")
            .map(str::trim)
            .filter(|name| !name.is_empty());
        before
            .iter()
            .cloned()
            .chain(names.map(str::to_owned))
            .collect()
    };
    let Some((head, inside)) = tree.split_once('{') else {
        let name = tree.split(" as ").next().unwrap_or_default();
        let mut path = parts(name);
        if path.last().is_some_and(|last| last == "self") && path.len() > 1 {
            path.pop();
        }
        if !path.is_empty() {
            found.push(path);
        }
        return;
    };
    let head = parts(head);
    let inside = inside.trim_end().strip_suffix('}').unwrap_or(inside);
    let (mut depth, mut from) = (0, 0);
    for (at, letter) in inside.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                expand(&inside[from..at], &head, found);
                from = at + 1;
            }
            _ => {}
        }
    }
    expand(&inside[from..], &head, found);
}

/// Every `word::word…` of a piece of code.
fn paths(code: &str) -> Vec<Vec<String>> {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut found = Vec::new();
    let mut words: Vec<String> = Vec::new();
    let mut rest = code;
    while !rest.is_empty() {
        let end = rest.find(|letter| !is_word(letter)).unwrap_or(rest.len());
        if end > 0 {
            words.push(rest[..end].to_owned());
            rest = &rest[end..];
            if let Some(after) = rest
                .strip_prefix("::")
                .filter(|after| after.starts_with(is_word))
            {
                rest = after;
                continue;
            }
            found.push(std::mem::take(&mut words));
        }
        let mut letters = rest.chars();
        letters.next();
        rest = letters.as_str();
    }
    found
}

#[test]
fn circles_are_found_and_what_is_handed_on_makes_none() {
    let house = |files: &[(&str, &str)]| {
        let owned: Vec<(String, String)> = (files.iter())
            .map(|(path, code)| ((*path).to_owned(), (*code).to_owned()))
            .collect();
        circles(&owned)
    };
    for (files, count) in [
        (
            &[
                ("lib.rs", "mod a;\nmod b;"),
                ("a.rs", "use super::b::B;"),
                ("b.rs", "use crate::a::A;"),
            ][..],
            1,
        ),
        (
            &[
                ("lib.rs", "mod a;\nmod b;"),
                ("a.rs", "fn f() { crate::b::g(); }"),
                ("b.rs", "use crate::{a::{self, A}};"),
            ],
            1,
        ),
        // The folder's file calls what lies in it, and that takes from the folder's file.
        (
            &[
                ("lib.rs", "mod a;"),
                ("a/mod.rs", "mod c;\npub struct A;\nfn f() { c::g(); }"),
                ("a/c.rs", "use super::A;"),
            ],
            1,
        ),
        // It only hands on.
        (
            &[
                ("lib.rs", "mod a;"),
                (
                    "a/mod.rs",
                    "mod c;\nmod d;\npub use d::A;\nfn f() { c::g(); }",
                ),
                ("a/c.rs", "use super::A;"),
                ("a/d.rs", "pub struct A;"),
            ],
            0,
        ),
        (
            &[
                ("lib.rs", "mod a;\nmod b;"),
                ("a.rs", "use super::b::B;"),
                ("b.rs", "pub(in crate::a) struct B;"),
            ],
            0,
        ),
    ] {
        assert_eq!(house(files).len(), count, "{files:?}");
    }
}
