//! What was done and felt: the last runs, the pain log, and the quality of the data.

use crate::Picture;
use crate::tree::{Block, Cell, Inline, Section, Table, Tone, Words, column, figures};
use crate::words::quantity::{
    climb_number, climb_unit, counted, distance_number, distance_unit, long_date, minutes, moment,
    pace,
};
use crate::words::{efforts, is_asked};
use comeback_core::diary::{Band, PainEntry, response, unattributed};
use comeback_core::limits;
use comeback_core::rules;
use comeback_core::run::{EffortKind, Run};

const RUNS: usize = 14;
const PAIN: usize = 16;
const LOOSE: usize = 8;
const SAID: usize = 12;

/// The kinds of effort that a list of runs names.
const TELLING: [EffortKind; 5] = [
    EffortKind::Hill,
    EffortKind::Downhill,
    EffortKind::Interval,
    EffortKind::Sprint,
    EffortKind::HillSprint,
];

pub(super) fn runs(picture: &Picture) -> Option<Section> {
    let history = picture.history;
    let units = history.settings.units;
    let section = Section::new("runs", "The last runs").listed("Runs");
    if history.runs.is_empty() {
        return Some(section.with(Block::text("No run is logged yet.")));
    }
    let mut table = Table::new(
        "The last runs",
        vec![
            column("day", 0),
            figures("min", 0),
            figures(distance_unit(units), 0),
            figures("pace", 1),
            figures(format!("up {}", climb_unit(units)), 3),
            figures("cadence", 2),
            figures("hard min", 1),
            column("efforts", 4),
            column("response", 0),
        ],
    );
    for run in history.runs.iter().rev().take(RUNS) {
        let found = response(run, history);
        let rounded = |value: Option<f64>| Cell::figure(value.map(|value| minutes(value.round())));
        table.row([
            run.date().format("%a %-d %b").to_string().into(),
            rounded(run.running_minutes()),
            Cell::figure(run.distance.map(|metres| distance_number(metres, units))),
            Cell::figure(run.speed.map(|speed| pace(speed, units))),
            Cell::figure(run.ascent.map(|metres| climb_number(metres, units))),
            Cell::figure(
                run.cadence
                    .map(|cadence| format!("{:.0}", cadence.median.get())),
            ),
            rounded(run.hard_minutes()),
            told_efforts(run),
            if is_asked(history, run, &found) {
                Words::response(&found).into()
            } else {
                Words::from(Inline::Quiet("not asked".to_owned())).into()
            },
        ]);
    }
    table.below = earlier(history.runs.len(), RUNS, "run is", "runs are");
    Some(section.with(Block::Table(table)))
}

/// Nothing where there are none, missing where they could not be looked for.
fn told_efforts(run: &Run) -> Cell {
    if run.efforts.is_none() {
        Cell::Missing
    } else {
        efforts(run, &TELLING).into()
    }
}

fn earlier(count: usize, shown: usize, one: &str, many: &str) -> Option<String> {
    let more = count.saturating_sub(shown);
    (more > 0).then(|| {
        format!(
            "{} in the log.",
            counted(more, &format!("earlier {one}"), &format!("earlier {many}"))
        )
    })
}

pub(super) fn pain(picture: &Picture) -> Option<Section> {
    let history = picture.history;
    let loose: Vec<&PainEntry> = unattributed(history).collect();
    let outside = match loose.len() {
        0 => "None lies outside.".to_owned(),
        1 => "One belongs to no run.".to_owned(),
        count => format!("{count} belong to no run."),
    };
    let section = Section::new("pain", "Pain log")
        .listed("Pain")
        .intro(format!(
            "An entry counts for every run whose {} hours it falls into. {outside}",
            limits::RESPONSE_HOURS.value
        ));
    if history.pain.is_empty() {
        return Some(section.with(Block::text("No pain is logged yet.")));
    }
    let mut table = Table::new(
        "Pain log",
        vec![
            column("when", 0),
            column("pain", 0),
            column("belongs to", 0),
            column("where", 1),
            column("note", 2),
        ],
    );
    for entry in history.pain.iter().rev().take(PAIN) {
        let runs: Vec<String> = (history.runs.iter())
            .filter(|run| response::belongs(entry, run))
            .map(|run| run.date().format("%-d %b").to_string())
            .collect();
        table.row([
            moment(entry.at).into(),
            felt(entry).into(),
            if runs.is_empty() {
                Words::from(Inline::Quiet("no run".to_owned())).into()
            } else {
                runs.join(", ").into()
            },
            entry.site.as_deref().unwrap_or_default().into(),
            entry.note.as_deref().unwrap_or_default().into(),
        ]);
    }
    table.below = earlier(history.pain.len(), PAIN, "entry is", "entries are");
    let mut section = section.with(Block::Table(table));
    if !loose.is_empty() {
        let items = loose.iter().rev().take(LOOSE).map(|entry| {
            let mut words = Words::from(format!("{}: ", long_date(entry.at.date_naive()))).then(
                Inline::Band(Band::of_score(entry.score), Some(entry.score.get())),
            );
            for said in [&entry.site, &entry.note].into_iter().flatten() {
                words = words.then(format!(", {said}"));
            }
            words
        });
        let list = Block::List(items.collect());
        section = section.with(Block::group("Pain that belongs to no run", vec![list]));
    }
    Some(section)
}

/// What was written beside the figures, the newest first; nothing where nothing was.
pub(super) fn comments(picture: &Picture) -> Option<Section> {
    let history = picture.history;
    if history.comments.is_empty() {
        return None;
    }
    let said = history.comments.iter().rev().take(SAID).map(|comment| {
        let day = long_date(history.local_date(comment.at));
        Words::of(
            Tone::Plain,
            format!("{day}, {}: {}", comment.by, comment.text),
        )
    });
    let mut section = Section::new("comments", "Comments")
        .listed("Comments")
        .with(Block::List(said.collect()));
    if let Some(more) = earlier(history.comments.len(), SAID, "comment is", "comments are") {
        section = section.with(Block::Note(more));
    }
    Some(section)
}

fn felt(entry: &PainEntry) -> Words {
    Words::band(Band::of_score(entry.score), Some(entry.score.get()))
}

pub(super) fn quality(picture: &Picture) -> Option<Section> {
    let history = picture.history;
    let section = Section::new("quality", "Data quality").listed("Data");
    let doubts: Vec<Words> = history
        .runs
        .iter()
        .rev()
        .take(RUNS)
        .flat_map(|run| {
            let day = run.date().format("%a %-d %b").to_string();
            rules::doubts(history, run).into_iter().map(move |doubt| {
                Words::from(format!("{day}, "))
                    .then(Inline::Tag(doubt.rule.to_string(), Tone::Plain))
                    .then(format!(": {}", doubt.message))
            })
        })
        .collect();
    Some(if doubts.is_empty() {
        let none = if history.runs.is_empty() {
            "No run is logged yet."
        } else {
            "No doubt about the data of the last runs."
        };
        section.with(Block::text(none))
    } else {
        section.with(Block::List(doubts))
    })
}
