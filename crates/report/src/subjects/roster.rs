//! All athletes of a coach, with who needs attention and why.

use super::findings::{Judged, tally};
use crate::charts::roster::reason_words;
use crate::outcome::AthleteLine;
use crate::tree::{Cell, Table, Tone, Words, column, figures};
use crate::words;
use crate::words::quantity::minutes;

/// One athlete a line, in the order given.
pub fn table(athletes: &[AthleteLine]) -> Table {
    let columns = vec![
        column("athlete", 0),
        column("rung", 0),
        figures("runs 7 d", 2),
        figures("min 7 d", 1),
        column("last run", 3),
        column("response", 0),
        column("findings", 0),
        column("why", 0),
    ];
    let mut table = Table::new("Athletes", columns);
    for line in athletes {
        table.row(row(line));
    }
    table
}

fn row(line: &AthleteLine) -> [Cell; 8] {
    let rung = line.standing.as_ref().map(|standing| {
        let name = words::rung(standing.rung);
        let level = standing.level.map(|level| format!("{name} {level}"));
        level.unwrap_or_else(|| name.to_owned())
    });
    let worst = line.findings.iter().map(|finding| finding.severity).max();
    let judged = Judged::last(line.last_run, line.runs_7_d);
    let tone = match (worst, judged) {
        (Some(severity), _) => Tone::of(severity),
        (None, Judged::Runs) => Tone::Good,
        (None, Judged::NoRunYet | Judged::NoRunLately) => Tone::Plain,
    };
    let why = if line.reason.needs_a_look() {
        Tone::Strong
    } else {
        Tone::Plain
    };
    [
        Cell::toned(&line.athlete, Tone::Strong),
        Cell::figure(rung),
        line.runs_7_d.to_string().into(),
        Cell::figure(line.running_min_7_d.map(minutes)),
        Cell::figure(line.last_run.map(|day| day.to_string())),
        line.band.map_or(Cell::Missing, |band| {
            Words::band(band, line.worst_response).into()
        }),
        Cell::toned(tally(&line.findings, judged), tone),
        Cell::toned(reason_words(&line.reason), why),
    ]
}
