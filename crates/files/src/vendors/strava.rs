//! Strava: `activities.csv` beside `activities/`. Names come twice and in the language
//! of the account; the file column shows by its values, the sport column by its words, and
//! what has a name that is not known by its place: the order has not changed in years.

use super::dates;
use super::lengths::{self, Told, Unit};
use super::row::{Row, Vendor, When, said, some};
use super::shelf::Survey;
use super::table::{Lone, Table, by_values, cell, is_silent, number};
use crate::sport;
use comeback_core::recording::Sport;
use comeback_core::units::METRES_PER_MILE;

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
    "Fecha de actividad",
    "Data attività",
    "Data da atividade",
    "アクティビティ日",
    "Data aktywności",
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
    "Nombre de actividad",
    "Nome attività",
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
    "Tipo attività",
    "Rodzaj aktywności",
    "アクティビティタイプ",
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
    "Nombre del archivo",
    "Nome del file",
    "Nome do ficheiro",
    "Nazwa pliku",
    "ファイル名",
];
const NOTE: &[&str] = &[
    "Activity Private Note",
    "Private Notizen zur Aktivität",
    "Private Notiz",
    "Privénotitie bij activiteit",
    "Note privée sur l'activité",
    "Soukromá poznámka k aktivitě",
    "Hinweis zur Privatsphäre für Aktivitäten",
    "Nota privada de la actividad",
    "Nota privata dell'attività",
    "Nota privada da atividade",
    "Note privée de l'activité",
];
const DESCRIPTION: &[&str] = &[
    "Activity Description",
    "Beschreibung der Aktivität",
    "Aktivitätsbeschreibung",
    "Beschrijving van activiteit",
    "Description de l'activité",
    "Popis aktivity",
    "Descripción de la actividad",
    "Descrizione dell'attività",
    "Descrição da atividade",
];
const ELAPSED: &[&str] = &[
    "Elapsed Time",
    "Verstrichene Zeit",
    "Verstreken tijd",
    "Temps écoulé",
    "Uplynulý čas",
    "Tiempo transcurrido",
    "Tempo trascorso",
    "Tempo decorrido",
    "経過時間",
];
const MOVING: &[&str] = &[
    "Moving Time",
    "Bewegungszeit",
    "Beweegtijd",
    "Durée de déplacement",
    "Čas v pohybu",
    "Tiempo en movimiento",
    "Tempo in movimento",
    "Tempo de movimentação",
    "Temps de déplacement",
    "移動時間",
];
const DISTANCE: &[&str] = &[
    "Distance",
    "Distanz",
    "Afstand",
    "Vzdálenost",
    "Distancia",
    "Distanza",
    "Distância",
    "Dystans",
    "距離",
];
const MEAN_SPEED: &[&str] = &[
    "Average Speed",
    "Durchschnittliche Geschwindigkeit",
    "Durchschnittsgeschwindigkeit",
    "Gemiddelde snelheid",
    "Vitesse moyenne",
    "Průměrná rychlost",
    "Velocidad media",
    "Velocidad promedio",
    "Velocità media",
    "Velocidade média",
];
const RPE: &[&str] = &[
    "Perceived Exertion",
    "Gefühlte Anstrengung",
    "Empfundene Anstrengung",
    "Ervaren inspanning",
    "Effort ressenti",
    "Vnímaná námaha",
    "Esfuerzo percibido",
    "Sforzo percepito",
    "Esforço percebido",
    "Effort perçu",
];
const MEAN_HEART: &[&str] = &[
    "Average Heart Rate",
    "Durchschnittliche Herzfrequenz",
    "Gemiddelde hartslag",
    "Fréquence cardiaque moyenne",
    "Průměrná tepová frekvence",
    "Frecuencia cardiaca media",
    "Frecuencia cardíaca media",
    "Frequenza cardiaca media",
    "Frequência cardíaca média",
];
const MAX_HEART: &[&str] = &[
    "Max Heart Rate",
    "Maximale Herzfrequenz",
    "Max. Herzfrequenz",
    "Maximale hartslag",
    "Fréquence cardiaque maximale",
    "Frecuencia cardiaca máxima",
    "Frecuencia cardíaca máxima",
    "Frequenza cardiaca massima",
    "Frequência cardíaca máxima",
];
const GAIN: &[&str] = &[
    "Elevation Gain",
    "Höhenzunahme",
    "Toename hoogte",
    "Dénivelé positif",
    "Nastoupané metry",
    "Desnivel positivo",
    "Dislivello positivo",
    "Ganho de elevação",
];

pub(super) fn recognise(head: &str, name: &str) -> bool {
    let named = name.rsplit(['/', '\\']).next() == Some("activities.csv");
    let first = head.lines().next().unwrap_or_default();
    let many = [',', ';', '\t']
        .iter()
        .any(|&separator| first.matches(separator).count() >= 7);
    let says = |names: &[&str]| names.iter().any(|name| first.contains(name));
    let is_of_activities = says(SPORT) && (says(FILE) || says(DATE) && says(ELAPSED));
    many && (named || is_of_activities || holds_files(head))
}

/// Whether the rows name files as Strava does, in whatever language their header is.
fn holds_files(head: &str) -> bool {
    head.lines().skip(1).any(|row| {
        let row = row.to_ascii_lowercase();
        let file = row.find("activities/").and_then(|at| row.get(at..));
        file.and_then(|file| file.split([',', ';', '\t', '"']).next())
            .is_some_and(is_file)
    })
}

/// Columns by name, else by their place.
struct Columns<'a> {
    table: &'a Table,
    date: Option<usize>,
    sport: Option<usize>,
    file: Option<usize>,
    /// Whether the table begins as Strava's do: id, date, name, sport.
    is_ordered: bool,
}

impl<'a> Columns<'a> {
    fn of(table: &'a Table) -> Self {
        let file = table.column(FILE).or_else(|| by_values(table, is_file));
        let date = table.column(DATE).or_else(|| {
            by_values(table, |cell| {
                dates::parse(cell).is_some_and(|wall| wall.has_time)
            })
        });
        let is_sport = |cell: &str| sport::in_table(cell).0 != Sport::Unknown;
        // Names of runs say the sport, too.
        let in_place = |column: usize| {
            let mut cells = table
                .rows
                .iter()
                .take(200)
                .filter_map(|row| row.get(column));
            date == Some(1) && cells.clone().next().is_some() && cells.all(|cell| is_sport(cell))
        };
        let sport = table
            .column(SPORT)
            .or_else(|| in_place(3).then_some(3))
            .or_else(|| by_values(table, is_sport));
        Columns {
            table,
            date,
            sport,
            file,
            is_ordered: date == Some(1) && sport == Some(3),
        }
    }

    /// A column of the first dozen, which are for reading.
    fn first(&self, names: &[&str], place: usize) -> Option<usize> {
        let by_place = (self.is_ordered && place < self.table.header.len()).then_some(place);
        self.table.column(names).or(by_place)
    }

    /// A column of those behind the file's name, which are exact.
    fn exact(&self, names: &[&str], behind: usize) -> Option<usize> {
        self.table.last(names).or_else(|| {
            let place = self.file.filter(|_| self.is_ordered)? + behind;
            (place < self.table.header.len()).then_some(place)
        })
    }
}

pub(super) fn read(table_name: &str, text: &str, in_miles: bool, survey: &mut Survey) {
    let table = Table::read(text);
    table.tell_if_cut(table_name, survey);
    let columns = Columns::of(&table);
    let started = columns.exact(&["Start Time", "Startzeit", "Starttijd"], 33);
    let distances: Vec<usize> = table.columns(DISTANCE).collect();
    let (first_distance, exact_distance) = match distances.as_slice() {
        [] => (columns.first(&[], 6), columns.exact(&[], 5)),
        [only] => (Some(*only), None),
        [first, .., last] => (Some(*first), Some(*last)),
    };
    let elapsed = columns.first(ELAPSED, 5);
    let exact_elapsed = columns.exact(ELAPSED, 3);
    let figure = |row: &[String], column: Option<usize>| {
        cell(row, column).and_then(|text| number(&text, Lone::Decimal))
    };
    let seconds = |row: &[String], column: Option<usize>| {
        let clock = || cell(row, column).and_then(|text| dates::duration(&text));
        figure(row, column).or_else(clock)
    };
    let moving = columns.exact(MOVING, 4);
    let mean_speed = columns.exact(MEAN_SPEED, 7);
    let told = |cells: &Vec<String>| {
        let figure = |column| some(figure(cells, column));
        let written = cell(cells, first_distance)?;
        let distance = some(number(lengths::figure_of(&written).0, Lone::Decimal))?;
        let seconds = some(seconds(cells, moving)).or(some(seconds(cells, elapsed)));
        // Two columns in one unit tell nothing of it.
        let exact = figure(exact_distance).filter(|exact| *exact > 20.0 * distance);
        let by_speed = || Some(figure(mean_speed)? * seconds?);
        let word = cell(cells, columns.sport).unwrap_or_default();
        Some(Told {
            figure: distance,
            runs: sport::in_table(&word).0 == Sport::Running,
            seconds,
            metres: exact.or_else(by_speed),
        })
    };
    let told: Vec<Told> = table.rows.iter().filter_map(told).collect();
    let counts = lengths::of_column(&table, first_distance, &told, in_miles, Unit::Kilometres);
    let mut not_written = 0;
    for (index, cells) in table.rows.iter().enumerate() {
        // Rows that the export failed on hold `#error#` alone.
        if is_silent(cells) {
            not_written += usize::from(cells.iter().any(|cell| cell == "#error#"));
            continue;
        }
        let start = figure(cells, started)
            .filter(|&epoch| epoch > 1e9)
            .and_then(crate::time::plausible)
            .or_else(|| {
                cell(cells, columns.date)
                    .and_then(|text| dates::parse(&text))
                    .map(|wall| wall.seconds)
            });
        let word = cell(cells, columns.sport).unwrap_or_default();
        let Some(start) = start else {
            survey.no_start(table_name, index + 1, &word, cell(cells, columns.date));
            continue;
        };
        let mut row =
            Row::new(Vendor::Strava, table_name, index + 1, When::Instant(start)).with_sport(&word);
        // The first is for reading, in whole seconds; the second is exact.
        let read = some(seconds(cells, elapsed));
        row.elapsed_s = agreeing(some(seconds(cells, exact_elapsed)), read).or(read);
        row.timer_s = some(seconds(cells, moving))
            .filter(|timer| row.elapsed_s.is_none_or(|elapsed| *timer <= elapsed + 1.0));
        let (metres, doubt) = counts.read(cell(cells, first_distance));
        let exact = some(figure(cells, exact_distance));
        row.distance_m = exact.filter(|exact| is_exact(*exact, metres)).or(metres);
        row.distance_doubt = doubt.filter(|_| row.distance_m == metres);
        let heart = |column| some(figure(cells, column)).filter(|bpm| (25.0..=250.0).contains(bpm));
        row.heart_rate_bpm = heart(columns.exact(MEAN_HEART, 19));
        row.max_heart_rate_bpm = heart(table.last(MAX_HEART).or(columns.first(MAX_HEART, 7)));
        row.ascent_m = some(figure(cells, columns.exact(GAIN, 8)));
        row.rpe = some(figure(cells, columns.exact(RPE, 31))).filter(|rpe| *rpe <= 10.0);
        row.cadence_of_steps(figure(
            cells,
            table.last(&["Total Steps", "Gesamtschritte", "Schritte insgesamt"]),
        ));
        row.title = cell(cells, columns.first(NAME, 2));
        let note = table.column(NOTE).or_else(|| {
            let before = columns
                .file
                .filter(|_| columns.is_ordered)?
                .checked_sub(2)?;
            (before > 9).then_some(before)
        });
        let texts = [
            cell(cells, columns.first(DESCRIPTION, 4)),
            cell(cells, note),
        ];
        row.note = said(texts.into_iter().flatten().collect::<Vec<_>>().join("\n"));
        row.file = cell(cells, columns.file).filter(|name| is_file(name));
        survey.rows.push(row);
    }
    if not_written > 0 {
        let note = format!(
            "Strava itself failed on {not_written} of its rows (#error#); a workout file of theirs is read all the same"
        );
        survey.notes.push((table_name.to_owned(), note));
    }
}

/// The exact of two tellings of one quantity, unless the other says something else: then
/// it was read from another column.
fn agreeing(exact: Option<f64>, read: Option<f64>) -> Option<f64> {
    let (Some(exact), Some(read)) = (exact, read) else {
        return exact;
    };
    ((exact - read).abs() <= 0.05 * exact + 10.0).then_some(exact)
}

/// Whether a figure is the exact one of so many metres, whether those were kilometres or miles.
fn is_exact(exact: f64, metres: Option<f64>) -> bool {
    let mile = METRES_PER_MILE / 1000.0;
    metres.is_none_or(|metres| {
        let near = |factor: f64| (exact - metres * factor).abs() <= 0.05 * exact;
        [1.0, mile, 1.0 / mile].into_iter().any(near)
    })
}

fn is_file(cell: &str) -> bool {
    let cell = cell.to_ascii_lowercase();
    let cell = cell.strip_suffix(".gz").unwrap_or(&cell);
    [".fit", ".gpx", ".tcx"]
        .iter()
        .any(|ending| cell.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, text: &str) -> Vec<Row> {
        let mut survey = Survey::default();
        super::read(name, text, false, &mut survey);
        survey.rows
    }

    /// A run without a file and one with, under headers of any language.
    fn table(names: [&str; 7], sport: &str, dates: [&str; 2], separator: &str) -> String {
        let [date, name, kind, elapsed, distance, file, moving] = names;
        let header = [
            "ID", date, name, kind, "d", elapsed, distance, "hf", "re", "c", "pn", "g", file, "aw",
            "bw", elapsed, moving, distance, "ms",
        ];
        let row = |id: &str, date: &str, file: &str| {
            [
                id,
                &format!("\"{date}\""),
                "Lauf",
                sport,
                "\"a\nb \"\"c\"\"\"",
                "3010",
                "\"9,44\"",
                "170.0",
                "",
                "false",
                "\"2/10\"",
                "",
                file,
                "70.0",
                "",
                "3010.0",
                "3000.0",
                "9440.5",
                "5.0",
            ]
            .join(separator)
        };
        [
            header.join(separator),
            row("1", dates[0], "activities/1.gpx.gz"),
            row("2", dates[1], ""),
        ]
        .join("\r\n")
    }

    #[test]
    fn tables_of_all_languages() {
        let german = [
            "Aktivitätsdatum",
            "Name der Aktivität",
            "Aktivitätsart",
            "Verstrichene Zeit",
            "Distanz",
            "Dateiname",
            "Bewegungszeit",
        ];
        let french = [
            "Date de l’activité",
            "Nom de l’activité",
            "Type d’activité",
            "Temps écoulé",
            "Distance",
            "Nom du fichier",
            "Durée de déplacement",
        ];
        let spanish = [
            "Fecha de la actividad",
            "Nombre de la actividad",
            "Tipo de actividad",
            "Tiempo transcurrido",
            "Distancia",
            "Nombre de archivo",
            "Tiempo en movimiento",
        ];
        let italian = [
            "Data dell'attività",
            "Nome dell'attività",
            "Tipo di attività",
            "Tempo trascorso",
            "Distanza",
            "Nome file",
            "Tempo in movimento",
        ];
        let portuguese = [
            "Data da atividade",
            "Nome da atividade",
            "Tipo de atividade",
            "Tempo decorrido",
            "Distância",
            "Nome do arquivo",
            "Tempo de movimentação",
        ];
        let dutch = [
            "Datum van activiteit",
            "Naam activiteit",
            "Activiteitstype",
            "Verstreken tijd",
            "Afstand",
            "Bestandsnaam",
            "Beweegtijd",
        ];
        // Nothing of these is known by its name.
        let strange = ["日時", "名前", "種類", "時間", "キロ", "ファイル", "動"];
        for (names, sport, dates) in [
            (
                german,
                "Lauf",
                ["01.04.2026, 18:18:55", "02.04.2026, 18:18:55"],
            ),
            (
                french,
                "Course à pied",
                ["1 avr. 2026 à 18:18:55", "2 avr. 2026 à 18:18:55"],
            ),
            (
                spanish,
                "Carrera",
                ["1 abr 2026, 18:18:55", "2 abr 2026, 18:18:55"],
            ),
            (
                italian,
                "Corsa",
                ["1 apr 2026, 18:18:55", "2 apr 2026, 18:18:55"],
            ),
            (
                portuguese,
                "Corrida",
                ["1 de abr. de 2026, 18:18:55", "2 de abr. de 2026, 18:18:55"],
            ),
            (
                dutch,
                "Hardloopsessie",
                ["1 apr. 2026 18:18:55", "2 apr. 2026 18:18:55"],
            ),
            (
                strange,
                "ラン",
                ["2026/04/01 18:18:55", "2026/04/02 18:18:55"],
            ),
            (
                strange,
                "Løb",
                ["1. apr. 2026 18.18.55", "2. apr. 2026 18.18.55"],
            ),
            (
                strange,
                "Juoksu",
                ["1.4.2026 klo 18.18.55", "2.4.2026 klo 18.18.55"],
            ),
            (
                strange,
                "Забег",
                ["1 апр. 2026 г., 18:18:55", "2 апр. 2026 г., 18:18:55"],
            ),
            (
                strange,
                "달리기",
                ["2026. 4. 1. 오후 6:18:55", "2026. 4. 2. 오후 6:18:55"],
            ),
            (
                strange,
                "Koşu",
                ["1 Nis 2026 18:18:55", "2 Nis 2026 18:18:55"],
            ),
            (
                strange,
                "Futás",
                ["2026. ápr. 1. 18:18:55", "2026. ápr. 2. 18:18:55"],
            ),
        ] {
            for separator in [",", ";", "\t"] {
                let text = table(names, sport, dates, separator);
                assert!(recognise(&text, "x/activities.csv"), "{sport}");
                assert!(recognise(&text, "x/renamed.csv"), "{sport} {separator:?}");
                let rows = read("activities.csv", &text);
                assert_eq!(rows.len(), 2, "{sport}");
                for (row, start) in rows.iter().zip([1_775_067_535.0, 1_775_153_935.0]) {
                    assert_eq!(row.start, When::Instant(start), "{sport}");
                    assert_eq!(row.sport, Sport::Running, "{sport}");
                    assert_eq!(row.elapsed_s, Some(3010.0), "{sport}");
                    assert_eq!(row.timer_s, Some(3000.0), "{sport}");
                    assert_eq!(row.distance_m, Some(9440.5), "{sport}");
                    assert_eq!(row.max_heart_rate_bpm, Some(170.0), "{sport}");
                    assert_eq!(row.note.as_deref(), Some("a\nb \"c\"\n2/10"), "{sport}");
                    assert_eq!(row.title.as_deref(), Some("Lauf"), "{sport}");
                }
                assert_eq!(rows[0].file.as_deref(), Some("activities/1.gpx.gz"));
                assert_eq!(rows[1].file, None);
            }
        }
    }

    #[test]
    fn times_by_the_clock_are_seconds() {
        for (elapsed, seconds) in [("1800", 1800.0), ("0:30:00", 1800.0), ("1:05:12", 3912.0)] {
            let text = format!(
                "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,\
                 Elapsed Time,Distance,Filename\n\
                 1,\"Nov 3, 2026, 5:00:00 PM\",x,Run,,{elapsed},5.04,\n"
            );
            let rows = read("activities.csv", &text);
            assert_eq!(rows[0].elapsed_s, Some(seconds), "{elapsed}");
        }
    }

    #[test]
    fn eight_columns_are_a_table_and_seven_are_none() {
        let head = "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,\
                    Elapsed Time,Distance,Filename\n";
        assert!(recognise(head, "export.zip/activities.csv"));
        let short = head.replacen("Activity Description,", "", 1);
        assert!(!recognise(&short, "export.zip/activities.csv"));
    }
}
