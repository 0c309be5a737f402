//! What was advised against what was done.

use super::look::{Ink, Look};
use super::quantity::{minutes, short_day};
use super::table::{Cell, left, right, table};
use comeback_core::diary::adherence::{Adherence, Outcome, Session};
use comeback_core::diary::span;

/// The weeks for which plans were given, one a line; nothing where none was.
pub fn adherence(weeks: &[Adherence], look: &Look) -> String {
    if weeks.is_empty() {
        return String::new();
    }
    let columns = [
        left("week", 0),
        right("planned min", 0),
        right("done min", 0),
        right("as planned", 0),
        right("shorter", 0),
        right("longer", 0),
        right("missed", 0),
        right("extra", 0),
        right("moved", 1),
    ];
    let rows: Vec<Vec<Cell>> = weeks.iter().map(row).collect();
    format!(
        "\n{}{}",
        look.heading("Planned and done"),
        table(look, 0, &columns, &rows)
    )
}

fn row(week: &Adherence) -> Vec<Cell> {
    let count = |count: usize| match count {
        0 => Cell::plain(""),
        count => Cell::plain(count.to_string()),
    };
    let due = week.planned() - week.count(Outcome::Ahead);
    vec![
        Cell::plain(span::week_name(week.monday)),
        Cell::plain(format!("{:.0}", week.planned_min)),
        Cell::plain(format!("{:.0}", week.done_min)),
        Cell::plain(format!("{} of {due}", week.count(Outcome::AsPlanned))),
        count(week.count(Outcome::Shorter)),
        count(week.count(Outcome::Longer)),
        count(week.count(Outcome::Missed)),
        count(week.count(Outcome::Extra)),
        count(week.moved()),
    ]
}

/// The sessions of one week, below its plan.
pub fn sessions(week: &Adherence, look: &Look) -> String {
    let mut out = format!("\n{}", look.heading("Planned and done"));
    for session in &week.sessions {
        let ink = match session.outcome {
            Outcome::AsPlanned => Ink::Good,
            Outcome::Ahead => Ink::Dim,
            Outcome::Missed | Outcome::Shorter => Ink::Plain,
            Outcome::Longer | Outcome::Extra => Ink::Watch,
        };
        let text = words(session);
        out.push_str(&format!(
            "  {}  {}\n",
            short_day(session.date),
            look.paint(&text, ink)
        ));
    }
    out
}

/// `22 min planned, 30 done: longer`
pub(crate) fn words(session: &Session) -> String {
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
