//! The README's examples are real: its commands run in order on the example
//! athlete, and every line of output that it shows is printed.

use crate::bench::Bench;
use std::path::Path;

/// A command of a `console` block with the lines shown under it; `…` leaves lines out.
struct Example {
    arguments: Vec<String>,
    shown: Vec<String>,
}

fn examples(text: &str) -> Vec<Example> {
    let mut found: Vec<Example> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if let Some(command) = line.strip_prefix("$ comeback ").filter(|_| inside) {
            found.push(Example {
                arguments: words(command),
                shown: Vec::new(),
            });
        } else if inside
            && line != "…"
            && !line.trim().is_empty()
            && let Some(example) = found.last_mut()
        {
            example.shown.push(line.to_owned());
        }
    }
    found
}

/// Splits at spaces outside double quotes.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for letter in command.chars() {
        match letter {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            _ => words.last_mut().expect("a word").push(letter),
        }
    }
    words
}

#[test]
fn the_examples_of_the_readme_are_what_is_printed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("README.md")).expect("the README");
    let bench = Bench::new("2026-11-22");
    let examples = examples(&text);
    assert!(examples.len() >= 5);
    for example in examples {
        let arguments: Vec<&str> = example.arguments.iter().map(String::as_str).collect();
        let out = bench
            .command(&arguments)
            .current_dir(root)
            .output()
            .expect("the program runs");
        let printed = format!(
            "{}\n{}",
            String::from_utf8_lossy(&out.stdout),
            String::from_utf8_lossy(&out.stderr)
        );
        for line in &example.shown {
            assert!(
                printed.lines().any(|other| other == line),
                "comeback {arguments:?} does not print\n{line}\nbut\n{printed}"
            );
        }
    }
}

/// What a picture shows is told to who does not see it, and a checkout stays small.
#[test]
fn each_picture_of_the_pages_is_there_small_and_told_in_words() {
    const LARGEST: u64 = 150 << 10;
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut shown: Vec<String> = Vec::new();
    for (page, folder) in [("README.md", ""), ("docs/phone.md", "docs")] {
        let text = std::fs::read_to_string(root.join(page)).expect(page);
        let before = shown.len();
        for rest in text.split("![").skip(1) {
            let (words, rest) = rest.split_once("](").expect("an address");
            let place = rest.split(')').next().expect("its end");
            assert!(words.split(' ').count() >= 8, "{place}: {words}");
            let size = std::fs::metadata(root.join(folder).join(place))
                .expect(place)
                .len();
            assert!(size <= LARGEST, "{place}: {size} bytes");
            shown.push(place.to_owned());
        }
        assert!(shown.len() >= before + 2, "{page}");
    }
    // None lies there that nobody sees.
    for entry in std::fs::read_dir(root.join("docs/pictures")).expect("a folder") {
        let name = entry.expect("a file").file_name();
        let name = name.to_string_lossy();
        assert!(shown.iter().any(|place| place.ends_with(&*name)), "{name}");
    }
}
