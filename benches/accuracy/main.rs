//! The accuracy bench: what the program makes of runs of which everything is known,
//! and of real runs whose devices said something of their own.
//!
//! `cargo bench --bench accuracy` writes `docs/accuracy.md` and its pictures, and
//! prints what was missed and invented, and where. Words after `--` choose:
//!
//! - `truth` only the fixed set of runs (a minute; add `dry` to leave the page alone)
//! - `alarms` only the hours of ordinary running; a number is the sessions of a kind
//! - `devices` only real recordings against their devices (needs `COMEBACK_CORPUS`)
//! - `efforts` lists the sprints and hill sprints of the real histories; writes nothing

#[allow(dead_code, reason = "shared with the tests, which need more of it")]
#[path = "../../tests/all/corpus.rs"]
mod corpus;
mod devices;
mod histories;

use comeback_report::charts::Format;
use comeback_sim::accuracy::page::{self, Part};
use comeback_sim::accuracy::passage::{EFFORTS, Passage};
use comeback_sim::accuracy::picture;
use comeback_sim::accuracy::source::noise_name;
use comeback_sim::accuracy::study::{self, VARIANTS};
use std::path::PathBuf;
use std::time::Instant;

/// Runs of each ordinary kind in which invented efforts are counted.
const SESSIONS: u64 = 25;

fn main() {
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"))
        .collect();
    let has = |word: &str| words.iter().any(|other| other == word);
    let chosen = ["truth", "alarms", "devices", "efforts"];
    let all = !chosen.into_iter().any(has);
    let sessions = words.iter().find_map(|word| word.parse().ok());

    let path = root().join("docs/accuracy.md");
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    let kept = |part: Part| part.of(&before).unwrap_or_default().to_owned();
    let (mut truth, mut alarms, mut real) =
        (kept(Part::Truth), kept(Part::Alarms), kept(Part::Devices));
    if all || has("truth") {
        let from = Instant::now();
        let study = study::study().expect("simulated files are read");
        print_details(&study.passages);
        truth = page::truth(&study);
        if !has("dry") {
            draw(&study.passages);
        }
        println!("{truth}");
        println!("{:.0} s", from.elapsed().as_secs_f64());
    }
    if all || has("alarms") {
        let from = Instant::now();
        let found = study::alarms(sessions.unwrap_or(SESSIONS)).expect("simulated files are read");
        for row in found.iter().filter(|row| !row.bursts.is_empty()) {
            println!(
                "{} · {} · {}: {}",
                row.kind.name(),
                row.source.name(),
                noise_name(row.noise),
                row.bursts
                    .iter()
                    .map(|(kind, seed, at)| format!("{} (seed {seed}, {at} s)", kind.as_str()))
                    .collect::<Vec<_>>()
                    .join(", ")
            );
        }
        alarms = page::alarms(&found);
        println!("{alarms}");
        println!("{:.0} s", from.elapsed().as_secs_f64());
    }
    if (all || has("devices"))
        && let Some(corpus) = corpus::found()
    {
        real = devices::compare(&corpus);
        println!("{real}");
    }
    if has("efforts")
        && let Some(corpus) = corpus::found()
    {
        histories::list(&corpus);
    }
    if !has("dry") && (all || has("truth") || has("alarms") || has("devices")) {
        let text = page::page(&truth, &alarms, &real);
        std::fs::write(&path, text).expect("docs/accuracy.md is written");
    }
}

/// The pictures beside the page; as PNG too where a folder is named to look at them.
fn draw(passages: &[Passage]) {
    let look = std::env::var_os("COMEBACK_LOOK").map(PathBuf::from);
    for name in picture::NAMES {
        let svg = picture::draw(name, passages, Format::Svg).expect("a picture");
        std::fs::write(root().join(format!("docs/{name}.svg")), svg).expect("is written");
        if let Some(folder) = &look {
            let png = picture::draw(name, passages, Format::Png).expect("a picture");
            std::fs::write(folder.join(format!("{name}.png")), png).expect("is written");
        }
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every effort that was missed or invented, by session and second, to look at.
fn print_details(passages: &[Passage]) {
    for (source, noise) in VARIANTS {
        println!("== {} · noise {}", source.name(), noise_name(noise));
        for kind in EFFORTS {
            for passage in page::chosen(passages, |p| p.source == source && p.noise == noise) {
                let Some(matched) = passage.matched(kind) else {
                    continue;
                };
                if matched.tally.missed + matched.tally.invented > 0 {
                    println!(
                        "{}: {} (seed {}) missed {:?} invented {:?}",
                        kind.as_str(),
                        passage.kind.name(),
                        passage.seed,
                        matched.missed_at,
                        matched.invented_at
                    );
                }
            }
        }
    }
}
