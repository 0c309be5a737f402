//! Garmin: the account's `…summarizedActivities.json`, and the list from the website.
//!
//! The account counts centimetres, milliseconds and tenths of metres per second; its
//! local time is a wall clock as if it were an epoch. The list knows no zone and no
//! unit of length, and writes metres for runs on a track.

use super::dates;
use super::json::{self, figure, words};
use super::lengths::{self, Told, Unit};
use super::row::{Row, Vendor, When, some};
use super::shelf::Survey;
use super::table::{Lone, Table, cell, is_silent, number};
use crate::sport;
use comeback_core::recording::{Sport, SubSport};
use serde_json::Value;
use std::io::Read;

pub(super) fn recognise_account(head: &str) -> bool {
    head.contains("summarizedActivitiesExport")
}

pub(super) fn read_account(table: &str, from: impl Read, survey: &mut Survey) {
    let ended = json::each(
        from,
        Some("\"summarizedActivitiesExport\""),
        |number, activity| match account_row(table, number, activity) {
            Some(row) => survey.rows.push(row),
            None => survey.no_start(table, number, &kind(activity).unwrap_or_default(), None),
        },
    );
    if let Err((number, why)) = ended {
        survey.set_aside(table, number, why);
    }
}

fn kind(activity: &Value) -> Option<String> {
    words(activity, &["activityType"])
        .or_else(|| words(activity.get("activityType")?, &["typeKey"]))
        .or_else(|| words(activity, &["sportType"]))
}

fn account_row(table: &str, number: usize, activity: &Value) -> Option<Row> {
    let gmt = figure(activity, &["beginTimestamp", "startTimeGmt"])?;
    let kind = kind(activity).unwrap_or_default();
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
    "Aktivitetstype",
    "Tipo attività",
    "アクティビティタイプ",
    "活动类型",
    "활동 유형",
    "Тип занятия",
];
const DATE: &[&str] = &[
    "Date", "Datum", "Fecha", "Data", "Dato", "日付", "日期", "날짜", "Дата",
];
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
    "Distanse",
    "距離",
    "距离",
    "거리",
    "Расстояние",
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
    "Dauer",
    "Duur",
    "タイム",
    "时间",
    "시간",
    "Время",
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
    "FC media",
    "FC Media",
    "Gemiddelde HS",
    "平均心拍数",
    "平均心率",
];
const MAX_HEART: &[&str] = &[
    "Max HR",
    "Max. HF",
    "Maximale HF",
    "FC max.",
    "Fréquence cardiaque maximale",
    "FC máxima",
    "Max. HS",
    "FC max",
    "FC massima",
    "最大心拍数",
    "最大心率",
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
    "Title",
    "Titel",
    "Titre",
    "Título",
    "Titolo",
    "Tytuł",
    "Název",
    "Tittel",
    "Titel",
    "タイトル",
    "标题",
    "제목",
    "Название",
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
    let table = Table::read(head);
    let named = table.column(SPORT).is_some_and(|at| at <= 1)
        && table.column(DATE).is_some()
        && table.column(DISTANCE).is_some()
        && table.column(TIME).is_some();
    table.header.len() >= 6 && (named || Columns::of(&table).is_a_list())
}

/// Columns by name, else by what stands in them.
struct Columns {
    sport: Option<usize>,
    date: Option<usize>,
    distance: Option<usize>,
    time: Option<usize>,
    mean_heart: Option<usize>,
    max_heart: Option<usize>,
    title: Option<usize>,
    day_first: bool,
}

impl Columns {
    fn of(table: &Table) -> Columns {
        let full = |cell: &&String| !matches!(cell.as_str(), "" | "--");
        let cells = |column: usize| {
            let rows = table.rows.iter().take(200);
            rows.filter_map(move |row| row.get(column)).filter(full)
        };
        let column = |after: usize, fits: &dyn Fn(&str) -> bool| {
            (after..table.header.len()).find(|&column| {
                cells(column).next().is_some() && cells(column).all(|cell| fits(cell))
            })
        };
        let is_date = |cell: &str| dates::parse(cell).is_some_and(|wall| wall.has_time);
        let date = table.column(DATE).or_else(|| column(0, &is_date));
        let after = date.map_or(0, |date| date + 1);
        let is_time =
            |cell: &str| cell.matches(':').count() == 2 && dates::duration(cell).is_some();
        let time = table.column(TIME).or_else(|| column(after, &is_time));
        let is_number = |cell: &str| !cell.contains(':') && number(cell, Lone::Decimal).is_some();
        let is_heart = |cell: &str| {
            number(cell, Lone::Decimal).is_some_and(|bpm| (40.0..=240.0).contains(&bpm))
        };
        // Since 2018 the mean and the highest heart rate stand behind the time.
        let behind = |by: usize| {
            let place = time? + by;
            (cells(place).next().is_some() && cells(place).all(|cell| is_heart(cell)))
                .then_some(place)
        };
        let day_first =
            date.is_some_and(|date| dates::is_day_first(cells(date).map(String::as_str)));
        Columns {
            sport: table.column(SPORT).or((date == Some(1)).then_some(0)),
            date,
            distance: table.column(DISTANCE).or_else(|| column(after, &is_number)),
            time,
            mean_heart: table.column(MEAN_HEART).or_else(|| behind(1)),
            max_heart: table.column(MAX_HEART).or_else(|| behind(2)),
            title: table.column(TITLE).or_else(|| {
                let is_words = |cell: &str| number(cell, Lone::Decimal).is_none() && !is_flag(cell);
                column(after, &is_words)
            }),
            day_first,
        }
    }

    /// Whether the first columns hold what they hold in a list in any language.
    fn is_a_list(&self) -> bool {
        self.sport == Some(0)
            && self.date == Some(1)
            && self
                .time
                .zip(self.distance)
                .is_some_and(|(time, distance)| distance < time)
    }
}

/// Whether a cell answers whether something is a favourite.
fn is_flag(cell: &str) -> bool {
    let yes_or_no = [
        "true", "false", "yes", "no", "0", "1", "falsch", "wahr", "faux", "vrai",
    ];
    yes_or_no.contains(&cell.to_lowercase().as_str())
}

/// The fastest that anybody runs over a kilometre, with room (m/s).
const FASTEST_M_PER_S: f64 = 9.0;

/// `in_miles` is what the account shows; the list itself does not say.
pub(super) fn read_list(table_name: &str, text: &str, in_miles: bool, survey: &mut Survey) {
    let table = Table::read(text);
    table.tell_if_cut(table_name, survey);
    let columns = Columns::of(&table);
    let told: Vec<Told> = (table.rows.iter())
        .filter_map(|cells| told(&table, &columns, cells))
        .collect();
    let counts = lengths::of_column(&table, columns.distance, &told, in_miles, Unit::Kilometres);
    for (index, cells) in table.rows.iter().enumerate() {
        if is_silent(cells) {
            continue;
        }
        let date = cell(cells, columns.date);
        let wall = (date.as_deref()).and_then(|text| dates::parse_as(text, columns.day_first));
        let word = cell(cells, columns.sport).unwrap_or_default();
        let Some(wall) = wall else {
            survey.no_start(table_name, index + 1, &word, date);
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
        row.timer_s = some(cell(cells, columns.time).and_then(|text| dates::duration(&text)));
        row.elapsed_s = some(text(ELAPSED).and_then(|text| dates::duration(&text))).or(row.timer_s);
        row.cadence_spm = figure(CADENCE);
        row.cadence_of_steps(figure(STEPS));
        if let Some(text) = cell(cells, columns.distance) {
            let (figure, unit) = lengths::figure_of(&text);
            row.distance_m = some(distance(figure, &row, unit.unwrap_or(counts.unit)));
            row.distance_doubt = number(figure, Lone::Thousands)
                .filter(|_| counts.open && unit.is_none() && row.distance_m.is_some())
                .map(|figure| lengths::doubt(figure, counts.unit));
        }
        let heart =
            |column| some(cell(cells, column).and_then(|text| number(&text, Lone::Decimal)));
        row.heart_rate_bpm = heart(columns.mean_heart);
        row.max_heart_rate_bpm = heart(columns.max_heart);
        // Its unit is that of the distance, feet beside miles.
        row.ascent_m = figure(ASCENT).filter(|_| !counts.open && counts.unit != Unit::Miles);
        row.title = cell(cells, columns.title);
        survey.rows.push(row);
    }
}

/// What a row of the list tells of the unit of its distance; nothing on a track.
fn told(table: &Table, columns: &Columns, cells: &[String]) -> Option<Told> {
    let figure = |names: &[&str]| {
        let text = cell(cells, table.column(names));
        some(text.and_then(|text| number(&text, Lone::Thousands)))
    };
    let (sport, ground) = sport::in_table(&cell(cells, columns.sport).unwrap_or_default());
    let written = cell(cells, columns.distance)?;
    let seconds = some(cell(cells, columns.time).and_then(|text| dates::duration(&text)));
    let by_cadence = || Some(figure(CADENCE)? * seconds? / 60.0);
    let steps = figure(STEPS).or_else(by_cadence);
    // A stride in inches or feet tells nothing.
    let length = figure(STEP_LENGTH).filter(|metres| STEP_LENGTHS.contains(metres));
    (ground != SubSport::Track).then_some(Told {
        figure: some(number(&written, Lone::Thousands))?,
        runs: sport == Sport::Running,
        seconds,
        metres: steps.zip(length).map(|(steps, length)| steps * length),
    })
}

/// Lengths of a step that a runner has, m. (design)
const STEP_LENGTHS: std::ops::RangeInclusive<f64> = 0.4..=1.9;

/// Metres of a list's figure.
fn distance(text: &str, row: &Row, unit: Unit) -> Option<f64> {
    let written = number(text, Lone::Thousands)?;
    if row.sub_sport == SubSport::Track {
        // A point between thousands reads as a decimal one: 6.640 m are 6640.
        let point = text
            .rsplit('.')
            .next()
            .is_some_and(|behind| behind.len() == 3)
            && !text.contains(',');
        return Some(if point { written * 1000.0 } else { written });
    }
    // Metres of a track under a name that is not known: nobody runs so many kilometres.
    let by_time = |metres: f64| row.timer_s.map(|seconds| metres / seconds);
    if by_time(written * 1000.0).is_some_and(|speed| speed > FASTEST_M_PER_S)
        && by_time(written).is_some_and(|speed| (0.5..=FASTEST_M_PER_S).contains(&speed))
    {
        return Some(written);
    }
    Some(written * unit.metres())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_list(name: &str, text: &str, in_miles: bool) -> Vec<Row> {
        let mut survey = Survey::default();
        super::read_list(name, text, in_miles, &mut survey);
        survey.rows
    }

    #[test]
    fn lists_of_all_languages() {
        let favourite =
            "Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR,Max HR,Steps";
        let spanish = "Tipo de actividad,Fecha,Título,Distancia,Calorías,Tiempo,Frecuencia cardiaca media,FC máxima";
        let japanese = "アクティビティタイプ,日付,お気に入り,タイトル,距離,カロリー,タイム,平均心拍数,最大心拍数,ステップ";
        let strange = "א,ב,ג,ד,ה,ו,ז,ח,ט,י";
        for (header, sport, date, km, metres) in [
            (favourite, "Running", "2026-03-01 18:00:00", "5.00", 5000.0),
            (favourite, "Running", "7/4/2020 15:36", "5.00", 5000.0),
            (
                spanish,
                "Carrera",
                "2026-03-01 18:00:00",
                "\"5,00\"",
                5000.0,
            ),
            (japanese, "ラン", "2026-03-01 18:00:00", "5.00", 5000.0),
            (strange, "跑步", "2026-03-01 18:00:00", "5.00", 5000.0),
            // Metres on a track under names that say so and that do not.
            (
                favourite,
                "Track Running",
                "2026-03-01 18:00:00",
                "\"5,000\"",
                5000.0,
            ),
            (
                favourite,
                "Bahnlauf",
                "2026-03-01 18:00:00",
                "5.000",
                5000.0,
            ),
            (strange, "ラン", "2026-03-01 18:00:00", "\"5,000\"", 5000.0),
            (strange, "ラン", "2026-03-01 18:00:00", "4800", 4800.0),
        ] {
            for (separator, quoted) in [(",", true), (";", false), ("\t", false)] {
                let km = if quoted {
                    km.to_owned()
                } else {
                    km.replace('"', "")
                };
                let flag = if header.starts_with("Tipo") {
                    ""
                } else {
                    "false,"
                };
                let row = |km: &str| {
                    format!("{sport},{date},{flag}Nr. x,\u{1}{km}\u{1},300,00:25:00,140,160,--")
                };
                let row = row("#").replace("\u{1}#\u{1}", &km.replace(',', "\u{2}"));
                let text = format!("\u{feff}{header}\r\n{row}\r\n--,--,--\r\n");
                let text = text.replace(',', separator).replace('\u{2}', ",");
                assert!(recognise_list(&text), "{text}");
                let rows = read_list("Activities.csv", &text, false);
                assert_eq!(rows.len(), 1, "{text}");
                let row = &rows[0];
                assert_eq!(row.sport, Sport::Running, "{text}");
                assert_eq!(row.distance_m, Some(metres), "{text}");
                assert_eq!(row.timer_s, Some(1500.0), "{text}");
                assert_eq!(row.heart_rate_bpm, Some(140.0), "{text}");
                assert_eq!(row.title.as_deref(), Some("Nr. x"), "{text}");
            }
        }
        for other in [
            "a,b,c,d,e,f\n1,2,3,4,5,6\n",
            "Date,Weight\n2026-03-01 18:00:00,70\n",
            "",
        ] {
            assert!(!recognise_list(other), "{other}");
        }
    }

    #[test]
    fn a_spreadsheet_of_europe_writes_the_day_first() {
        let text = "Activity Type;Date;Favorite;Title;Distance;Calories;Time\nRunning;04/07/2020 15:36;false;a;5,00;300;00:25:00\nRunning;17/07/2020 15:36;false;b;5,00;300;00:25:00\n";
        let rows = read_list("Activities.csv", text, false);
        let days: Vec<f64> = rows
            .iter()
            .map(|row| row.start.seconds() / 86_400.0)
            .collect();
        assert_eq!((days[1] - days[0]).round(), 13.0);
    }
}
