//! What was advised against what was done, week by week, and how this week goes.

use crate::Picture;
use crate::tree::{Block, Cell, Inline, Section, Table, Tone, Words, column, figures};
use crate::words::quantity::{minutes, short_day};
use comeback_core::diary::adherence::{self, Adherence, Outcome, Session};
use comeback_core::diary::span;

/// Weeks of a report.
const WEEKS: usize = 12;
const TITLE: &str = "Planned and done";

pub(super) fn section(picture: &Picture) -> Option<Section> {
    let history = picture.history;
    let this = span::monday(history.today());
    let mondays = picture.weeks.iter().rev().map(|week| week.starts);
    let weeks: Vec<Adherence> = mondays
        .take(WEEKS)
        .filter_map(|monday| adherence::week(history, monday))
        .collect();
    let section = Section::new("adherence", TITLE).listed(TITLE);
    if weeks.is_empty() {
        return Some(section.with(Block::text(
            "No plan has been given for these weeks. Each plan that is asked for is kept from then \
             on, so that what was advised can be set against what was done.",
        )));
    }
    let section = section.intro(
        "What was advised, as it was given, against what was run. It is for you to look at: no \
         rule and no plan reads it. A run within a tenth of the minutes planned was done as planned.",
    );
    let current = weeks.iter().find(|week| week.monday == this);
    let current = current.map(|week| Block::group("This week so far", vec![list(week)]));
    Some(section.with_all(current).with(Block::Table(table(&weeks))))
}

/// The weeks for which plans were given, one a line; nothing where none was.
pub fn weeks(weeks: &[Adherence]) -> Option<Section> {
    (!weeks.is_empty()).then(|| Section::new("adherence", TITLE).with(Block::Table(table(weeks))))
}

/// The sessions of one week, below its plan.
pub fn sessions(week: &Adherence) -> Section {
    Section::new("adherence", TITLE).with(list(week))
}

fn list(week: &Adherence) -> Block {
    let sessions = week.sessions.iter().map(|session| {
        let tone = match session.outcome {
            Outcome::AsPlanned => Tone::Good,
            Outcome::Ahead => Tone::Quiet,
            Outcome::Missed | Outcome::Shorter => Tone::Plain,
            Outcome::Longer | Outcome::Extra => Tone::Watch,
        };
        let text = format!("{}  {}", short_day(session.date), spoken(session));
        Words::of(tone, text)
    });
    Block::List(sessions.collect())
}

fn table(weeks: &[Adherence]) -> Table {
    let most = weeks
        .iter()
        .map(|week| week.planned_min.max(week.done_min))
        .fold(1.0, f64::max);
    let mut table = Table::new(
        TITLE,
        vec![
            column("week", 0),
            figures("planned min", 0),
            figures("done min", 0),
            column("", 2),
            figures("as planned", 0),
            figures("shorter", 1),
            figures("longer", 1),
            figures("missed", 1),
            figures("extra", 1),
            figures("moved", 3),
        ],
    );
    for week in weeks {
        let due = week.planned() - week.count(Outcome::Ahead);
        table.row([
            Cell::Words(Inline::Week(week.monday).into()),
            format!("{:.0}", week.planned_min).into(),
            format!("{:.0}", week.done_min).into(),
            Cell::Bars(vec![week.planned_min / most, week.done_min / most]),
            format!("{} of {due}", week.count(Outcome::AsPlanned)).into(),
            Cell::count(week.count(Outcome::Shorter)),
            Cell::count(week.count(Outcome::Longer)),
            Cell::count(week.count(Outcome::Missed)),
            Cell::count(week.count(Outcome::Extra)),
            Cell::count(week.moved()),
        ]);
    }
    table
}

/// `22 min planned, 30 done: longer`
fn spoken(session: &Session) -> String {
    let mut parts = Vec::new();
    parts.extend(
        session
            .planned_min
            .map(|value| format!("{} min planned", minutes(value))),
    );
    parts.extend(
        session
            .done_min
            .map(|value| format!("{} done", minutes(value))),
    );
    let outcome = match session.outcome {
        Outcome::AsPlanned => "as planned",
        Outcome::Shorter => "shorter",
        Outcome::Longer => "longer",
        Outcome::Missed => "missed",
        Outcome::Extra => "not in the plan",
        Outcome::Ahead => "to come",
    };
    let moved = session
        .moved_to
        .map(|day| format!(", moved to {}", short_day(day)))
        .unwrap_or_default();
    let harder = if session.harder {
        ", harder than planned"
    } else {
        ""
    };
    format!("{}: {outcome}{moved}{harder}", parts.join(", "))
}
