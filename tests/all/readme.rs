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
