//! One document, four writers: what a subject says is said by each of them.

use crate::season::{self, day};
use chrono::NaiveDate;
use comeback_core::diary::{self, Band, History};
use comeback_core::limits::UnitSystem;
use comeback_core::method::Rung;
use comeback_core::rules::{Checked, Finding};
use comeback_report::charts::series::Seen;
use comeback_report::drawings::Drawings;
use comeback_report::subjects::findings::{Judged, tally};
use comeback_report::subjects::rungs;
use comeback_report::text::{self, Look};
use comeback_report::tree::{
    Block, Branch, Cell, Document, Inline, Mark, Section, Table, Tone, Words, column, figures,
};
use comeback_report::words::reader::without_commands;
use comeback_report::{Extras, Picture, html, markdown, pdf, subjects};

/// What a document says, sentence by sentence, as far as every writer tells it.
fn sentences(blocks: &[Block]) -> Vec<String> {
    let plain = |words: &[Words]| words.iter().map(Words::plain).collect::<Vec<_>>();
    blocks
        .iter()
        .flat_map(|block| match block {
            Block::Text(words) => vec![words.plain()],
            Block::Alert { lines, .. } => plain(lines),
            Block::List(items) => plain(items),
            Block::Table(table) => table.below.clone().into_iter().collect(),
            Block::Findings(cards) => cards
                .iter()
                .flat_map(|card| {
                    [
                        card.message.clone(),
                        card.why.to_owned(),
                        card.advice.clone(),
                    ]
                })
                .collect(),
            Block::Days(days) => days
                .iter()
                .flat_map(|day| [day.rehab.clone(), day.check_in.clone()])
                .collect(),
            Block::Branches(all) => all
                .iter()
                .flat_map(|Branch { then, text, .. }| [then.clone(), text.clone()])
                .collect(),
            Block::Exercises(cards) => cards
                .iter()
                .flat_map(|card| [card.how(), card.more()])
                .collect(),
            Block::Group { title, blocks } => {
                let mut said = sentences(blocks);
                said.push(title.clone());
                said
            }
            Block::Fold { blocks, .. } => sentences(blocks),
            _ => Vec::new(),
        })
        .collect()
}

/// Letters and figures alone: marks of emphasis, tags and line ends are a writer's own.
fn squashed(text: &str) -> String {
    let kept = text.chars().filter(|letter| letter.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

fn without_tags(page: &str) -> String {
    let body = page.split("<body>").nth(1).unwrap_or(page);
    let mut out = String::new();
    let mut inside = false;
    for letter in body.chars() {
        match letter {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => out.push(letter),
            _ => {}
        }
    }
    for (written, meant) in [
        ("&amp;", "&"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
    ] {
        out = out.replace(written, meant);
    }
    out
}

/// The season's report as each writer gives it.
fn written(history: &History, findings: Vec<Finding>) -> (Document, [(&'static str, String); 4]) {
    let weeks = diary::weeks(history, day("2026-08-03"), day("2026-11-22"));
    let standing = history.episode().map(|_| season::standing(history));
    let checked = Checked {
        standing: None,
        findings,
        unknown: season::unknown(),
    };
    let picture = Picture {
        history,
        standing: standing.as_ref(),
        checked: &checked,
        plan: &season::plan(),
        weeks: &weeks,
    };
    let extras = Extras::default();
    let seen = Seen::of(history, None);
    let document = subjects::report(&picture, &extras, &seen, Some("anna"));
    let drawings = Drawings {
        picture: &picture,
        extras: &extras,
        seen: &seen,
    };
    let pages = pdf::pages(&document, Some(drawings));
    let paper: Vec<&str> = pages
        .iter()
        .flat_map(|page| {
            let labels: Vec<&str> = page.labels().map(|label| label.text.as_str()).collect();
            // Without the foot of the page, which may stand inside a sentence.
            let count = labels.len().saturating_sub(2);
            labels.into_iter().take(count)
        })
        .collect();
    let look = Look {
        width: 100,
        colour: false,
        units: UnitSystem::Kilometres,
    };
    let terminal = [
        text::blocks(&document.now, &look),
        text::sections(document.sections.iter().chain([&document.scope]), &look),
    ];
    let told = [
        (
            "html",
            without_tags(&html::document(&document, Some(drawings))),
        ),
        ("pdf", paper.join(" ")),
        ("markdown", markdown::document(&document)),
        ("text", terminal.concat()),
    ];
    (document, told)
}

#[test]
fn every_writer_says_every_sentence() {
    let history = season::history();
    let (document, told) = written(&history, season::findings(&history));
    let all = document.sections.iter().chain([&document.scope]);
    let mut said: Vec<String> = all
        .flat_map(|section| {
            let mut said = sentences(&section.blocks);
            said.push(section.title.clone());
            said
        })
        .collect();
    said.retain(|sentence| !sentence.is_empty());
    assert!(said.len() > 60, "{} sentences", said.len());
    for (writer, text) in told {
        let text = squashed(&text);
        for sentence in &said {
            // A section that is all drawing is left out where nothing is drawn.
            if sentence == "Charts" {
                continue;
            }
            // A page and paper tell no command where the sentence stands without it.
            let read = without_commands(sentence);
            let is_told = text.contains(&squashed(sentence)) || text.contains(&squashed(&read));
            assert!(is_told, "{writer}: {sentence}");
        }
    }
}

#[test]
fn forecast_and_exercises_are_in_every_report() {
    let history = season::history();
    let (document, told) = written(&history, Vec::new());
    for id in ["forecast", "rehab"] {
        assert!(
            document.sections.iter().any(|section| section.id == id),
            "{id}"
        );
    }
    for (writer, text) in told {
        let text = squashed(&text);
        for wanted in [
            "When you are likely to be back",
            "Next session",
            "Easier",
            "Look out",
        ] {
            assert!(text.contains(&squashed(wanted)), "{writer}: {wanted}");
        }
    }
}

#[test]
fn volume_is_done_when_its_minutes_are_those_of_the_goal() {
    let mut standing = season::standing(&season::history());
    standing.goal.session_min = 40.0;
    for (open, held, volume) in [
        (Rung::Volume, Some(30.0), Mark::Here),
        // Frequency opens earlier than volume is complete: at the goal within 5 %.
        (Rung::Frequency, None, Mark::Partly),
        (Rung::Frequency, Some(37.9), Mark::Partly),
        (Rung::Frequency, Some(38.0), Mark::Done),
        (Rung::Intensity, Some(37.9), Mark::Done),
        (Rung::WalkRun, Some(10.0), Mark::Open),
    ] {
        standing.rung = open;
        standing.session_min = held;
        assert_eq!(
            rungs::mark(&standing, Rung::Volume),
            volume,
            "{open:?} {held:?}"
        );
    }
}

#[test]
fn no_warnings_and_no_runs_are_told_apart() {
    let on: Option<NaiveDate> = Some(day("2026-11-20"));
    for (last_run, runs_7_d, words) in [
        (None, 0, "no runs yet"),
        (on, 0, "no warnings, no run in 7 days"),
        (on, 2, "no warnings"),
    ] {
        assert_eq!(tally(&[], Judged::last(last_run, runs_7_d)), words);
    }
    let history = season::history();
    assert!(tally(&season::findings(&history), Judged::NoRunYet).contains("warning"));
}

#[test]
fn a_section_alone_is_marked_up_to_be_read_aloud() {
    let mut table = Table::new(
        "Laps",
        vec![column("lap", 0), figures("km", 0), column("", 1)],
    );
    table.row(["one".into(), Cell::Missing, Cell::Bars(vec![0.5])]);
    let section = Section::new("laps", "Laps")
        .with(Block::Table(table))
        .with(Block::group(
            "More",
            vec![
                Block::Text(
                    Words::band(Band::Red, Some(6.0)).then(Inline::Quiet(" <b>".to_owned())),
                ),
                Block::toned(Tone::Bad, "run `comeback today`"),
            ],
        ));
    let page = html::fragment(&section, None);
    for wanted in [
        "<section id=\"laps\" aria-labelledby=\"laps-heading\"><h2 id=\"laps-heading\">Laps</h2>",
        "<th scope=\"col\" class=\"n\">km</th>",
        "<th scope=\"row\">One</th>",
        "aria-label=\"not known\"",
        "<h3>More</h3>",
        "red 6",
        "&lt;b&gt;",
        "<code>comeback today</code>",
    ] {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    let notes = markdown::section(&section, 2);
    assert!(
        notes.contains("| lap | km |\n|---|---:|\n| one | – |"),
        "{notes}"
    );
    assert!(notes.contains("\\<b\\>"), "{notes}");
}
