//! `docs/accuracy.md`: what it says of runs with known truth is what the code does
//! today. Written again by `COMEBACK_BLESS=1 cargo test accuracy`, or with its other
//! parts by `cargo bench --bench accuracy`.

use comeback_report::charts::Format;
use comeback_sim::accuracy::page::{self, Part};
use comeback_sim::accuracy::{picture, study};
use std::fs;
use std::path::PathBuf;

fn docs(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("docs")
        .join(name)
}

#[test]
fn the_page_of_the_accuracy_is_fresh() {
    let study = study::study().expect("simulated files are read");
    let before = fs::read_to_string(docs("accuracy.md")).unwrap_or_default();
    let kept = |part: Part| part.of(&before).unwrap_or_default();
    let text = page::page(
        &page::truth(&study),
        kept(Part::Alarms),
        kept(Part::Devices),
    );
    let mut files = vec![("accuracy.md".to_owned(), text)];
    for name in picture::NAMES {
        let svg = picture::draw(name, &study.passages, Format::Svg).expect("a picture");
        files.push((format!("{name}.svg"), String::from_utf8(svg).expect("text")));
    }
    let bless = std::env::var_os("COMEBACK_BLESS").is_some();
    for (name, text) in files {
        if bless {
            fs::write(docs(&name), &text).expect("it is written");
        }
        let found = fs::read_to_string(docs(&name)).unwrap_or_default();
        let differs = found.lines().zip(text.lines()).find(|(a, b)| a != b);
        assert!(
            found == text,
            "docs/{name} is stale (COMEBACK_BLESS=1 cargo test accuracy); the first difference is {differs:?}"
        );
    }
}
