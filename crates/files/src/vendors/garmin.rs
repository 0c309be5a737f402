//! Garmin: the account's `…summarizedActivities.json`, and the list from the website.
//!
//! The account counts centimetres, milliseconds and tenths of metres per second; its
//! local time is a wall clock as if it were an epoch. The list knows no zone and no
//! unit of length, and writes metres for runs on a track.

use super::dates;
use super::json::{self, figure, words};
use super::row::{Row, Vendor, When, some};
use super::table::{Lone, Table, cell, number};
use comeback_core::recording::SubSport;
use comeback_core::units::METRES_PER_MILE;
use serde_json::Value;

pub(super) fn recognise_account(head: &str) -> bool {
    head.contains("summarizedActivitiesExport")
}

pub(super) fn read_account(table: &str, bytes: &[u8]) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut number = 0;
    json::each(bytes, "\"summarizedActivitiesExport\"", |activity| {
        number += 1;
        rows.extend(account_row(table, number, activity));
    });
    rows
}

fn account_row(table: &str, number: usize, activity: &Value) -> Option<Row> {
    let gmt = figure(activity, &["beginTimestamp", "startTimeGmt"])?;
    let kind = words(activity, &["activityType"])
        .or_else(|| words(activity.get("activityType")?, &["typeKey"]))
        .or_else(|| words(activity, &["sportType"]))?;
    let start = crate::time::plausible(gmt / 1000.0)?;
    let mut row = Row::new(Vendor::Garmin, table, number, When::Instant(start)).with_sport(&kind);
    row.utc_offset_s = figure(activity, &["startTimeLocal"])
        .map(|local| {
            ((local - figure(activity, &["startTimeGmt"]).unwrap_or(gmt)) / 1000.0).round() as i64
        })
        .and_then(crate::time::sane_offset);
    let seconds = |key: &str| some(figure(activity, &[key])).map(|ms| ms / 1000.0);
    let metres = |key: &str| some(figure(activity, &[key])).map(|cm| cm / 100.0);
    row.elapsed_s = seconds("elapsedDuration").or(seconds("duration"));
    row.timer_s = seconds("duration");
    row.distance_m = metres("distance");
    row.ascent_m = metres("elevationGain");
    row.cadence_spm = some(figure(activity, &["avgDoubleCadence"]))
        .or_else(|| some(figure(activity, &["avgRunCadence"])).map(|one_leg| 2.0 * one_leg));
    row.cadence_of_steps(figure(activity, &["steps"]));
    row.heart_rate_bpm = some(figure(activity, &["avgHr"]));
    row.max_heart_rate_bpm = some(figure(activity, &["maxHr"]));
    row.rpe = some(figure(activity, &["workoutRpe"]))
        .map(|rpe| rpe / 10.0)
        .filter(|rpe| *rpe <= 10.0);
    row.feel = figure(activity, &["workoutFeel"])
        .map(|feel| feel / 100.0)
        .filter(|feel| (0.0..=1.0).contains(feel));
    row.title = words(activity, &["name"]);
    row.note = words(activity, &["description"]);
    Some(row)
}

const SPORT: &[&str] = &[
    "Activity Type",
    "Aktivitätstyp",
    "Type d'activité",
    "Tipo de actividad",
    "Tipo di attività",
    "Activiteittype",
    "Activiteitstype",
    "Tipo de atividade",
    "Typ aktywności",
    "Typ aktivity",
    "Aktivitetstyp",
];
const DATE: &[&str] = &["Date", "Datum", "Fecha", "Data", "Dato"];
const DISTANCE: &[&str] = &[
    "Distance",
    "Distanz",
    "Distancia",
    "Distanza",
    "Afstand",
    "Distância",
    "Dystans",
    "Vzdálenost",
    "Distans",
];
const TIME: &[&str] = &[
    "Time",
    "Zeit",
    "Temps",
    "Durée",
    "Tiempo",
    "Tempo",
    "Tijd",
    "Czas",
    "Čas",
    "Tid",
    "Total Time",
];
const ELAPSED: &[&str] = &[
    "Elapsed Time",
    "Verstrichene Zeit",
    "Temps écoulé",
    "Tiempo transcurrido",
    "Verstreken tijd",
];
const MEAN_HEART: &[&str] = &[
    "Avg HR",
    "Ø HF",
    "Ø Herzfrequenz",
    "Fréquence cardiaque moyenne",
    "FC moyenne",
    "Frecuencia cardiaca media",
    "Gem. HS",
];
const MAX_HEART: &[&str] = &[
    "Max HR",
    "Max. HF",
    "Maximale HF",
    "FC max.",
    "Fréquence cardiaque maximale",
    "FC máxima",
    "Max. HS",
];
const CADENCE: &[&str] = &[
    "Avg Run Cadence",
    "Avg Cadence",
    "Ø Schrittfrequenz (Laufen)",
    "Ø Schrittfrequenz",
    "Cadence de course moyenne",
    "Cadencia de carrera media",
];
const TITLE: &[&str] = &[
    "Title", "Titel", "Titre", "Título", "Titolo", "Tytuł", "Název",
];
const ASCENT: &[&str] = &[
    "Total Ascent",
    "Elev Gain",
    "Anstieg gesamt",
    "Gesamtanstieg",
    "Ascension totale",
    "Ascenso total",
];
const STEPS: &[&str] = &["Steps", "Schritte", "Pas", "Pasos", "Stappen"];
const STEP_LENGTH: &[&str] = &[
    "Avg Stride Length",
    "Ø Schrittlänge",
    "Longueur moyenne des foulées",
    "Longitud media de zancada",
];

pub(super) fn recognise_list(head: &str) -> bool {
    let first = head
        .trim_start_matches('\u{feff}')
        .lines()
        .next()
        .unwrap_or_default();
    let table = Table::read(first);
    table.column(SPORT).is_some_and(|at| at <= 1)
        && table.column(DATE).is_some()
        && table.column(DISTANCE).is_some()
        && table.column(TIME).is_some()
        && table.header.len() >= 6
}

/// `in_miles` is what the account shows; the list itself does not say.
pub(super) fn read_list(table_name: &str, text: &str, in_miles: bool) -> Vec<Row> {
    let table = Table::read(text);
    let mut rows = Vec::new();
    for (index, cells) in table.rows.iter().enumerate() {
        let wall = cell(cells, table.column(DATE)).and_then(|text| dates::parse(&text));
        let (Some(wall), Some(word)) = (wall, cell(cells, table.column(SPORT))) else {
            continue;
        };
        let text = |names: &[&str]| cell(cells, table.column(names));
        let figure =
            |names: &[&str]| some(text(names).and_then(|text| number(&text, Lone::Thousands)));
        let mut row = Row::new(
            Vendor::Garmin,
            table_name,
            index + 1,
            When::Local(wall.seconds),
        )
        .with_sport(&word);
        row.timer_s = some(text(TIME).and_then(|text| dates::duration(&text)));
        row.elapsed_s = some(text(ELAPSED).and_then(|text| dates::duration(&text))).or(row.timer_s);
        row.cadence_spm = figure(CADENCE);
        let steps = figure(STEPS);
        row.cadence_of_steps(steps);
        row.distance_m = text(DISTANCE).and_then(|text| {
            let written = number(&text, Lone::Thousands)?;
            if row.sub_sport == SubSport::Track {
                // A point between thousands reads as a decimal one: 6.640 m are 6640.
                let point = text
                    .rsplit('.')
                    .next()
                    .is_some_and(|behind| behind.len() == 3)
                    && !text.contains(',');
                return some(Some(if point { written * 1000.0 } else { written }));
            }
            let by_steps = figure(STEP_LENGTH)
                .zip(steps)
                .map(|(length, steps)| length * steps);
            let mile = by_steps.map_or(in_miles, |metres| {
                (metres / (written * METRES_PER_MILE)).ln().abs()
                    < (metres / (written * 1000.0)).ln().abs()
            });
            some(Some(written * if mile { METRES_PER_MILE } else { 1000.0 }))
        });
        row.heart_rate_bpm = figure(MEAN_HEART);
        row.max_heart_rate_bpm = figure(MAX_HEART);
        row.ascent_m = figure(ASCENT).filter(|_| !in_miles);
        row.title = text(TITLE);
        rows.push(row);
    }
    rows
}
