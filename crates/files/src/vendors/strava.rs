//! Strava: `activities.csv` beside `activities/`. Names come twice and in the language
//! of the account; the file column shows by its values, the sport column by its words.

use super::dates;
use super::row::{Row, Vendor, When, said, some};
use super::table::{Lone, Table, cell, number};
use crate::sport;
use comeback_core::recording::Sport;

const DATE: &[&str] = &[
    "Activity Date",
    "Aktivitätsdatum",
    "Datum van activiteit",
    "Activiteitsdatum",
    "Date de l'activité",
    "Datum aktivity",
    "Fecha de la actividad",
    "Data dell'attività",
    "Data da atividade",
];
const NAME: &[&str] = &[
    "Activity Name",
    "Name der Aktivität",
    "Naam van activiteit",
    "Naam activiteit",
    "Nom de l'activité",
    "Název aktivity",
    "Nombre de la actividad",
    "Nome dell'attività",
    "Nome da atividade",
];
const SPORT: &[&str] = &[
    "Activity Type",
    "Aktivitätsart",
    "Activiteitstype",
    "Type d'activité",
    "Typ aktivity",
    "Tipo de actividad",
    "Tipo di attività",
    "Tipo de atividade",
];
const FILE: &[&str] = &[
    "Filename",
    "Dateiname",
    "Bestandsnaam",
    "Nom du fichier",
    "Název souboru",
    "Nombre de archivo",
    "Nome file",
    "Nome do arquivo",
];
const NOTE: &[&str] = &[
    "Activity Private Note",
    "Private Notizen zur Aktivität",
    "Private Notiz",
    "Privénotitie bij activiteit",
    "Note privée sur l'activité",
    "Soukromá poznámka k aktivitě",
];
const DESCRIPTION: &[&str] = &[
    "Activity Description",
    "Beschreibung der Aktivität",
    "Aktivitätsbeschreibung",
    "Beschrijving van activiteit",
    "Description de l'activité",
    "Popis aktivity",
];
const ELAPSED: &[&str] = &[
    "Elapsed Time",
    "Verstrichene Zeit",
    "Verstreken tijd",
    "Temps écoulé",
    "Uplynulý čas",
    "Tiempo transcurrido",
];
const MOVING: &[&str] = &[
    "Moving Time",
    "Bewegungszeit",
    "Beweegtijd",
    "Durée de déplacement",
    "Čas v pohybu",
];
const DISTANCE: &[&str] = &[
    "Distance",
    "Distanz",
    "Afstand",
    "Vzdálenost",
    "Distancia",
    "Distanza",
    "Distância",
];
const RPE: &[&str] = &[
    "Perceived Exertion",
    "Gefühlte Anstrengung",
    "Empfundene Anstrengung",
    "Ervaren inspanning",
    "Effort ressenti",
    "Vnímaná námaha",
];
const MEAN_HEART: &[&str] = &[
    "Average Heart Rate",
    "Durchschnittliche Herzfrequenz",
    "Gemiddelde hartslag",
    "Fréquence cardiaque moyenne",
    "Průměrná tepová frekvence",
];
const MAX_HEART: &[&str] = &[
    "Max Heart Rate",
    "Maximale Herzfrequenz",
    "Max. Herzfrequenz",
    "Maximale hartslag",
    "Fréquence cardiaque maximale",
];
const GAIN: &[&str] = &[
    "Elevation Gain",
    "Höhenzunahme",
    "Toename hoogte",
    "Dénivelé positif",
    "Nastoupané metry",
];

pub(super) fn recognise(head: &str, name: &str) -> bool {
    let named = name.rsplit(['/', '\\']).next() == Some("activities.csv");
    let first = head.lines().next().unwrap_or_default();
    let many = first.matches(',').count() >= 8;
    many && (named
        || FILE.iter().any(|file| first.contains(file))
            && SPORT.iter().any(|sport| first.contains(sport)))
}

pub(super) fn read(table_name: &str, text: &str) -> Vec<Row> {
    let table = Table::read(text);
    let file = table.column(FILE).or_else(|| by_values(&table, is_file));
    let sport = table
        .column(SPORT)
        .or_else(|| by_values(&table, |cell| sport::in_table(cell).0 != Sport::Unknown));
    let date = table.column(DATE).or_else(|| {
        by_values(&table, |cell| {
            dates::parse(cell).is_some_and(|wall| wall.has_time)
        })
    });
    let started = table.column(&["Start Time", "Startzeit", "Starttijd"]);
    let distances: Vec<usize> = table.columns(DISTANCE).collect();
    let figure = |row: &[String], column: Option<usize>| {
        cell(row, column).and_then(|text| number(&text, Lone::Decimal))
    };
    let mut rows = Vec::new();
    for (index, cells) in table.rows.iter().enumerate() {
        // Rows that the export failed on hold `#error#` alone.
        let start = figure(cells, started)
            .and_then(crate::time::plausible)
            .or_else(|| {
                cell(cells, date)
                    .and_then(|text| dates::parse(&text))
                    .map(|wall| wall.seconds)
            });
        let (Some(start), Some(word)) = (start, cell(cells, sport)) else {
            continue;
        };
        let mut row =
            Row::new(Vendor::Strava, table_name, index + 1, When::Instant(start)).with_sport(&word);
        // The first is for reading, in whole seconds; the second is exact.
        row.elapsed_s = some(
            figure(cells, table.last(ELAPSED)).or_else(|| figure(cells, table.column(ELAPSED))),
        );
        row.timer_s = some(figure(cells, table.last(MOVING)));
        row.distance_m = match distances.as_slice() {
            [] => None,
            [only] => some(figure(cells, Some(*only))).map(|km| km * 1000.0),
            [first, .., last] => some(figure(cells, Some(*last)))
                .or_else(|| some(figure(cells, Some(*first))).map(|km| km * 1000.0)),
        };
        row.heart_rate_bpm = some(figure(cells, table.last(MEAN_HEART)));
        row.max_heart_rate_bpm = some(figure(cells, table.last(MAX_HEART)));
        row.ascent_m = some(figure(cells, table.last(GAIN)));
        row.rpe = some(figure(cells, table.last(RPE))).filter(|rpe| *rpe <= 10.0);
        row.cadence_of_steps(figure(
            cells,
            table.last(&["Total Steps", "Gesamtschritte"]),
        ));
        row.title = cell(cells, table.column(NAME));
        let texts = [
            cell(cells, table.column(DESCRIPTION)),
            cell(cells, table.column(NOTE)),
        ];
        row.note = said(texts.into_iter().flatten().collect::<Vec<_>>().join("\n"));
        row.file = cell(cells, file).filter(|name| is_file(name));
        rows.push(row);
    }
    rows
}

fn is_file(cell: &str) -> bool {
    let cell = cell.to_ascii_lowercase();
    let cell = cell.strip_suffix(".gz").unwrap_or(&cell);
    [".fit", ".gpx", ".tcx"]
        .iter()
        .any(|ending| cell.ends_with(ending))
}

/// The column in which most cells are what is looked for.
fn by_values(table: &Table, fits: impl Fn(&str) -> bool) -> Option<usize> {
    let rows = || table.rows.iter().take(200);
    (0..table.header.len())
        .map(|column| {
            let fitting = rows().filter(|row| row.get(column).is_some_and(|cell| fits(cell)));
            (fitting.count(), std::cmp::Reverse(column))
        })
        .max()
        .filter(|(count, _)| *count > 0)
        .map(|(_, column)| column.0)
}
