//! What stands behind the first page: findings in full, weeks, runs, pain.

use super::sheets::{BODY, Column, SMALL, Sheets};
use crate::Picture;
use crate::charts::palette::Role;
use crate::html::words;
use crate::text::{evidence, is_asked, quantity};
use comeback_core::diary::{Band, response};
use comeback_core::rules::Finding;

const RUNS: usize = 20;
const WEEKS: usize = 26;
const PAIN: usize = 24;

pub fn findings(sheets: &mut Sheets, picture: &Picture) {
    let units = picture.history.settings.units;
    let mut findings: Vec<&Finding> = picture.checked.findings.iter().collect();
    findings.sort_by_key(|finding| {
        (
            std::cmp::Reverse(finding.severity),
            std::cmp::Reverse(finding.date),
        )
    });
    sheets.heading("Findings", 18.0);
    if findings.is_empty() {
        sheets.paragraph("No rule fires.", BODY, Role::Ink, false);
    }
    for finding in findings {
        sheets.need(90.0);
        let head = format!(
            "{} · {} · {}",
            words::severity_name(finding.severity),
            finding.rule,
            finding.date.format("%a %-d %b %Y")
        );
        sheets.paragraph(&head, SMALL, Role::Muted, true);
        sheets.paragraph(&finding.message, BODY, Role::Ink, true);
        let figures: Vec<String> = finding
            .evidence
            .iter()
            .map(|(name, figure)| evidence(name, figure, units))
            .collect();
        if !figures.is_empty() {
            sheets.paragraph(&figures.join(" · "), SMALL, Role::Muted, false);
        }
        sheets.hanging("Do:", &finding.advice, BODY, Role::Ink, false);
        let source = words::evidence_line(finding.grade, finding.source);
        sheets.paragraph(&source, SMALL, Role::Muted, false);
        sheets.space(6.0);
    }
    if !picture.checked.unknown.is_empty() {
        sheets.heading("Could not be judged", 14.0);
        for missing in &picture.checked.unknown {
            let text = format!("{} ({})", missing.missing, missing.date.format("%-d %b"));
            let sign = format!("{}:", missing.rule);
            sheets.hanging(&sign, &text, SMALL, Role::Ink, false);
        }
    }
}

fn known(text: Option<String>) -> String {
    text.unwrap_or_else(|| quantity::MISSING.to_owned())
}

/// A response in words, for paper without colour.
fn felt(band: Band, score: Option<f64>) -> String {
    let word = words::band_word(band);
    score.map_or(word.to_owned(), |score| {
        format!("{} · {word}", quantity::trimmed(score, 1))
    })
}

/// A table's columns, its head, and its rows.
fn table<const N: usize>(
    sheets: &mut Sheets,
    columns: [(&str, f64, bool); N],
    rows: impl Iterator<Item = [String; N]>,
) {
    let widths = columns.map(|(_, width, right)| Column { width, right });
    sheets.row(
        &widths,
        &columns.map(|(name, _, _)| name.to_owned()),
        SMALL,
        true,
    );
    for row in rows {
        sheets.row(&widths, &row, SMALL, false);
    }
}

pub fn weeks(sheets: &mut Sheets, picture: &Picture) {
    if picture.weeks.is_empty() {
        return;
    }
    let units = picture.history.settings.units;
    let minutes = |value: Option<f64>| known(value.map(|value| quantity::minutes(value.round())));
    sheets.heading("Week by week", 18.0);
    let columns = [
        ("Week of", 92.0, false),
        ("Runs", 34.0, true),
        ("Min", 40.0, true),
        ("Min a run", 62.0, true),
        (quantity::distance_unit(units), 50.0, true),
        ("Hard min", 58.0, true),
        ("Cadence", 56.0, true),
        ("Tendon load", 78.0, true),
        ("Worst response", 118.0, false),
    ];
    let rows = picture.weeks.iter().rev().take(WEEKS).map(|week| {
        [
            week.starts.format("%-d %b %Y").to_string(),
            week.runs.to_string(),
            minutes(week.running_min),
            minutes(week.session_min),
            known(
                week.distance
                    .map(|metres| quantity::distance_number(metres, units)),
            ),
            minutes(week.hard_min),
            known(week.cadence.map(|cadence| format!("{:.0}", cadence.get()))),
            known(week.tendon_load.map(|load| quantity::trimmed(load, 1))),
            known(
                week.band
                    .map(|band| felt(band, week.worst_response.map(|score| score.get()))),
            ),
        ]
    });
    table(sheets, columns, rows);
}

pub fn runs(sheets: &mut Sheets, picture: &Picture) {
    let history = picture.history;
    if history.runs.is_empty() {
        return;
    }
    let units = history.settings.units;
    sheets.heading("The last runs", 18.0);
    let columns = [
        ("Day", 84.0, false),
        ("Min", 36.0, true),
        (quantity::distance_unit(units), 46.0, true),
        ("Pace", 72.0, true),
        ("Cadence", 56.0, true),
        ("Hard min", 58.0, true),
        ("Efforts", 140.0, false),
        ("Response", 108.0, false),
    ];
    let rows = history.runs.iter().rev().take(RUNS).map(|run| {
        let found = response(run, history);
        let asked = is_asked(history, run, &found);
        [
            run.date().format("%a %-d %b").to_string(),
            known(
                run.running_minutes()
                    .map(|minutes| quantity::minutes(minutes.round())),
            ),
            known(
                run.distance
                    .map(|metres| quantity::distance_number(metres, units)),
            ),
            known(run.speed.map(|speed| quantity::pace(speed, units))),
            known(
                run.cadence
                    .map(|cadence| format!("{:.0}", cadence.median.get())),
            ),
            known(
                run.hard_minutes()
                    .map(|minutes| quantity::minutes(minutes.round())),
            ),
            words::efforts(run).unwrap_or_else(|| quantity::MISSING.to_owned()),
            if asked {
                felt(found.band, found.max.map(|score| score.get()))
            } else {
                "not asked".to_owned()
            },
        ]
    });
    table(sheets, columns, rows);
}

pub fn pain(sheets: &mut Sheets, picture: &Picture) {
    let history = picture.history;
    if history.pain.is_empty() {
        return;
    }
    sheets.heading("Pain log", 18.0);
    let columns = [
        ("When", 150.0, false),
        ("Pain", 90.0, false),
        ("Where", 120.0, false),
        ("Note", 290.0, false),
    ];
    let rows = history.pain.iter().rev().take(PAIN).map(|entry| {
        [
            quantity::moment(entry.at),
            felt(Band::of_score(entry.score), Some(entry.score.get())),
            entry.site.clone().unwrap_or_default(),
            entry.note.clone().unwrap_or_default(),
        ]
    });
    table(sheets, columns, rows);
}
