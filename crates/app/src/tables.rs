//! Vendors' tables beside the files: which row speaks of which file, where a row's local
//! time belongs, and what of a table becomes a run of its own.

use super::files::Input;
use super::known::Known;
use chrono::{DateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;
use comeback_core::recording::{Sport, StartKnown, SubSport};
use comeback_core::units::METRES_PER_MILE;
use comeback_files::vendors::{self, Hints, Row, Shelf, Started, Survey, When};
use comeback_files::{RunSketch, archive, same_run};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Read;

/// The rows of all tables of one import, and the files that they were joined with.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub survey: Survey,
    /// From here on the rows are of tables that came in other imports.
    kept_from: usize,
    joined: Vec<Vec<JoinedFile>>,
    /// Seconds east of UTC by where the runner was then.
    placed: Vec<Option<i32>>,
    by_file: HashMap<String, Vec<usize>>,
    by_day: BTreeMap<i64, Vec<usize>>,
}

/// A workout file that a row speaks of.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct JoinedFile {
    pub sha256: String,
    pub start_s: f64,
    pub distance_m: Option<f64>,
    pub utc_offset_s: Option<i32>,
}

/// A row as a run of its own.
#[derive(Debug)]
pub(super) struct Document {
    /// `strava.zip/activities.csv#3`.
    pub name: String,
    pub bytes: Vec<u8>,
    /// Whether a workout file holds the run, too.
    pub has_file: bool,
}

/// Local times of one table that nothing in its archive dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undated {
    pub table: String,
    pub rows: usize,
    /// Only their day is known.
    pub days: bool,
}

impl Tables {
    /// Reads the tables among the inputs. Standard input is none of them.
    /// `kept` are rows of other imports' tables that are no runs.
    pub(crate) fn look(inputs: &[Input], hints: Hints, known: &Known, kept: Vec<Row>) -> Tables {
        let mut survey = Survey::default();
        let mut loose = Loose::default();
        for input in inputs {
            let Input::File(path) = input else { continue };
            let known = known.of(input);
            if known.is_some_and(|glance| glance.is_zip && !glance.has_tables) {
                continue;
            }
            let zip = match known {
                Some(glance) if !glance.is_zip => None,
                _ => input.open_zip(),
            };
            match zip {
                Some((mut zip, length)) => {
                    archive::survey_zip(&input.name(), &mut zip, length, hints, &mut survey);
                }
                None => {
                    loose.names.push(input.name());
                    loose.paths.push(path.clone());
                }
            }
        }
        vendors::survey(&mut loose, hints, &mut survey);
        vendors::settle(&mut survey, hints);
        let kept_from = survey.rows.len();
        survey.rows.extend(kept);
        Tables::of(survey, kept_from)
    }

    fn of(survey: Survey, kept_from: usize) -> Tables {
        let mut tables = Tables {
            kept_from,
            joined: vec![Vec::new(); survey.rows.len()],
            placed: vec![None; survey.rows.len()],
            ..Tables::default()
        };
        for (index, row) in survey.rows.iter().enumerate() {
            if let Some(file) = &row.file {
                tables.by_file.entry(leaf(file)).or_default().push(index);
            }
            let day = (noon_if_day(row.start) / DAY_S).floor() as i64;
            tables.by_day.entry(day).or_default().push(index);
        }
        tables.survey = survey;
        tables
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.survey.rows.is_empty()
    }

    /// Whether a row is of a table that came in another import.
    pub(crate) fn is_kept(&self, index: usize) -> bool {
        index >= self.kept_from
    }

    /// The rows of this import's tables.
    pub(crate) fn own_rows(&self) -> &[Row] {
        self.survey.rows.get(..self.kept_from).unwrap_or_default()
    }

    /// The row that calls a recording another sport, by its time.
    pub(crate) fn other_sport_at(&self, sketch: &RunSketch) -> Option<usize> {
        self.row_at(sketch).filter(|&index| {
            self.word(index)
                .is_some_and(|(sport, _)| sport != Sport::Running)
        })
    }

    /// The row that names a file, both below the folder of the table.
    pub(crate) fn row_of_file(&self, name: &str) -> Option<usize> {
        let candidates = self.by_file.get(&leaf(name))?;
        let beside = |index: &&usize| {
            let table = self
                .survey
                .rows
                .get(**index)
                .map_or("", |row| row.table.as_str());
            let folder = table
                .rfind('/')
                .map_or("", |at| table.get(..=at).unwrap_or(""));
            name.starts_with(folder)
        };
        candidates.iter().find(beside).copied()
    }

    /// The row that speaks of a recording by its time.
    pub(crate) fn row_at(&self, sketch: &RunSketch) -> Option<usize> {
        let day = (sketch.start_s / DAY_S).floor() as i64;
        let near = self
            .by_day
            .range(day - 1..=day + 1)
            .flat_map(|(_, rows)| rows);
        near.copied()
            .filter(|&index| {
                self.survey
                    .rows
                    .get(index)
                    .is_some_and(|row| is_of(row, sketch))
            })
            // An instant is surer than a local time.
            .min_by_key(|&index| {
                !matches!(
                    self.survey.rows.get(index).map(|row| row.start),
                    Some(When::Instant(_))
                )
            })
    }

    /// The table's word for a recording's sport, where it has one.
    pub(crate) fn word(&self, index: usize) -> Option<(Sport, SubSport)> {
        let row = self.survey.rows.get(index)?;
        (row.sport != Sport::Unknown).then_some((row.sport, row.sub_sport))
    }

    pub(crate) fn join(&mut self, index: usize, file: JoinedFile) {
        if let Some(joined) = self.joined.get_mut(index)
            && !joined.contains(&file)
        {
            joined.push(file);
        }
    }

    /// Sports that tables name and that are not known, with how many rows name each
    /// and no file shows what they are.
    pub(crate) fn unknown_sports(&self) -> BTreeMap<(String, String), usize> {
        let mut unknown = BTreeMap::new();
        for (row, joined) in self.survey.rows.iter().zip(&self.joined) {
            let is_open = row.sport == Sport::Unknown || row.may_be_run();
            if is_open && joined.is_empty() {
                *unknown
                    .entry((row.table.clone(), row.sport_word.clone()))
                    .or_default() += 1;
            }
        }
        unknown
    }

    /// Files that a table calls another sport.
    pub(crate) fn files_of_other_sports(&self) -> impl Iterator<Item = &str> {
        let rows = self.survey.rows.iter().zip(&self.joined);
        rows.filter(|(row, _)| !matches!(row.sport, Sport::Running | Sport::Unknown))
            .flat_map(|(_, joined)| joined)
            .map(|file| file.sha256.as_str())
    }

    /// A table, and what to say where those that were read hold no run.
    pub(crate) fn without_runs(&self) -> Option<(String, String)> {
        let first = self.survey.read.iter().min()?;
        if (self.own_rows().iter()).any(|row| row.sport == Sport::Running) {
            return None;
        }
        let said = match self.own_rows().len() {
            0 => "the table of a vendor that is known, without a workout in it".to_owned(),
            1 => "1 workout in its tables, and it is no run".to_owned(),
            rows => format!("{rows} workouts in its tables, and no run among them"),
        };
        Some((first.clone(), said))
    }

    /// Leaves out the runs that cannot count: no file of theirs came, and how long they
    /// were nothing says. Gives the names of those that hold nothing.
    pub(crate) fn lay_aside(&mut self) -> Vec<String> {
        let mut empty = Vec::new();
        let mut without = Vec::new();
        for (row, joined) in self
            .survey
            .rows
            .iter()
            .zip(&self.joined)
            .take(self.kept_from)
        {
            if row.sport != Sport::Running || !joined.is_empty() || is_run(row) {
                continue;
            }
            match row.duration_s() {
                Some(_) => empty.push(format!("{}#{}", row.table, row.number)),
                None => without.push((row.table.clone(), row.number)),
            }
        }
        for (table, number) in without {
            let why = format!(
                "its file is not there and it does not say how long the run was; {}",
                vendors::ADD
            );
            self.survey.set_aside(&table, number, why);
        }
        self.survey.name_rows_aside();
        empty
    }

    /// Tables with runs whose local time nothing dates.
    pub(crate) fn undated(&self) -> Vec<Undated> {
        self.counted(|index, row| self.is_undated(index, row))
    }

    /// Tables with runs that were dated by where the runner was then.
    pub(crate) fn placed(&self) -> Vec<Undated> {
        self.counted(|index, _| self.placed.get(index).copied().flatten().is_some())
    }

    fn counted(&self, counts: impl Fn(usize, &Row) -> bool) -> Vec<Undated> {
        let mut found: BTreeMap<&str, (usize, bool)> = BTreeMap::new();
        for (index, row) in self.survey.rows.iter().enumerate() {
            if counts(index, row) {
                let count = found.entry(&row.table).or_default();
                count.0 += 1;
                count.1 |= matches!(row.start, When::Day(_));
            }
        }
        let found = found.into_iter();
        found
            .map(|(table, (rows, days))| Undated {
                table: table.to_owned(),
                rows,
                days,
            })
            .collect()
    }

    fn is_undated(&self, index: usize, row: &Row) -> bool {
        is_run(row)
            && self.joined.get(index).is_none_or(Vec::is_empty)
            && !matches!(row.start, When::Instant(_))
            && self.placed.get(index).copied().flatten().is_none()
            && self.offset_near(row).is_none()
    }

    /// Dates local times by where the runner was: `offset_at` knows it for some of them.
    pub(crate) fn place(&mut self, offset_at: impl Fn(f64) -> Option<i32>) {
        let found: Vec<Option<i32>> = (self.survey.rows.iter().enumerate())
            .map(|(index, row)| {
                let wall = self
                    .is_undated(index, row)
                    .then(|| noon_if_day(row.start))?;
                offset_at(wall)
            })
            .collect();
        self.placed = found;
    }

    /// When the clock on the wall showed what rows say that nothing dates.
    pub(crate) fn undated_walls(&self) -> impl Iterator<Item = f64> {
        let rows = self.survey.rows.iter().enumerate();
        rows.filter(|(index, row)| self.is_undated(*index, row))
            .map(|(_, row)| noon_if_day(row.start))
    }

    /// Seconds east of UTC by the nearest row of the same table that a file dates.
    fn offset_near(&self, row: &Row) -> Option<i32> {
        let When::Local(wall) = row.start else {
            return None;
        };
        let dated = self
            .survey
            .rows
            .iter()
            .zip(&self.joined)
            .filter_map(|(other, joined)| {
                let (When::Local(other_wall), Some(file)) = (other.start, joined.first()) else {
                    return None;
                };
                let offset = ((other_wall - file.start_s) / 900.0).round() * 900.0;
                (other.table == row.table).then_some(((other_wall - wall).abs(), offset as i32))
            });
        dated
            .filter(|(apart, _)| *apart <= NEAR_S)
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, offset)| offset)
    }

    /// Puts distances right that a table tells in miles for kilometres, as the runs show whose
    /// files are there, and gives the tables that did.
    pub(crate) fn miles_as_kilometres(&mut self) -> BTreeSet<String> {
        let mut seen: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for (row, joined) in self.survey.rows.iter().zip(&self.joined) {
            let of_file = joined.first().and_then(|file| file.distance_m);
            if let Some((told, metres)) = row.distance_m.zip(of_file) {
                let is_mile =
                    (1000.0 * metres / (told * METRES_PER_MILE) - 1.0).abs() <= MILES_AGREE;
                let counts = seen.entry(&row.table).or_default();
                *counts = (counts.0 + usize::from(is_mile), counts.1 + 1);
            }
        }
        let in_miles: BTreeSet<String> = (seen.into_iter())
            .filter(|(_, (miles, all))| {
                *miles >= LEAST_IN_MILES && *miles as f64 >= MOST_IN_MILES * *all as f64
            })
            .map(|(table, _)| table.to_owned())
            .collect();
        for row in &mut self.survey.rows {
            if in_miles.contains(&row.table) {
                row.distance_m = row.distance_m.map(|told| told * METRES_PER_MILE / 1000.0);
            }
        }
        in_miles
    }

    /// The rows that are runs, as originals. `zone_at` dates local times that nothing else does.
    pub(crate) fn documents(&self, zone_at: &dyn Fn(&str, f64) -> Tz) -> Vec<Document> {
        let mut taken: BTreeSet<i64> = BTreeSet::new();
        let mut documents = Vec::new();
        let rows = self.survey.rows.iter().zip(&self.joined);
        for ((row, joined), placed) in rows.zip(&self.placed) {
            if !is_run(row) {
                continue;
            }
            let started = match (row.start, joined.first()) {
                (When::Instant(at_s), file) => Started {
                    at_s,
                    known: StartKnown::Exactly,
                    utc_offset_s: row.utc_offset_s.or(file.and_then(|file| file.utc_offset_s)),
                },
                (start, Some(file)) => Started {
                    at_s: file.start_s,
                    known: StartKnown::Exactly,
                    utc_offset_s: match start {
                        When::Local(wall) => {
                            Some((((wall - file.start_s) / 900.0).round() * 900.0) as i32)
                        }
                        _ => file.utc_offset_s,
                    },
                },
                (start, None) => {
                    let wall = noon_if_day(start);
                    let offset = self
                        .offset_near(row)
                        .or(*placed)
                        .unwrap_or_else(|| offset_in(zone_at(&row.table, wall), wall));
                    let mut at_s = wall - f64::from(offset);
                    let day_alone = matches!(start, When::Day(_));
                    // Several runs of a day are put one after the other.
                    while day_alone && !taken.insert(at_s as i64) {
                        at_s += 3600.0;
                    }
                    Started {
                        at_s,
                        known: if day_alone {
                            StartKnown::Day
                        } else {
                            StartKnown::Zone
                        },
                        utc_offset_s: Some(offset),
                    }
                }
            };
            let mut files: Vec<String> = joined.iter().map(|file| file.sha256.clone()).collect();
            files.sort();
            documents.push(Document {
                name: format!("{}#{}", row.table, row.number),
                bytes: row.document(started, &files),
                has_file: !joined.is_empty(),
            });
        }
        documents
    }
}

const DAY_S: f64 = 86_400.0;
/// A table is in miles where so many of its runs, and so much of those with a file, are by
/// their files a mile for each kilometre, within so much. As shares (design)
const LEAST_IN_MILES: usize = 2;
const MOST_IN_MILES: f64 = 0.8;
const MILES_AGREE: f64 = 0.04;
/// A row's zone is that of another row of its table within so long (s): most journeys
/// are shorter than the time between two changes of the clock. Design.
const NEAR_S: f64 = 45.0 * DAY_S;

/// Whether a row can be a run by itself: without a duration nothing can be counted.
fn is_run(row: &Row) -> bool {
    let lasts = row.duration_s().map(|seconds| seconds >= 6.0);
    row.sport == Sport::Running && lasts.unwrap_or(row.samples.is_some())
}

fn is_of(row: &Row, sketch: &RunSketch) -> bool {
    sketch_of(row).is_some_and(|of_row| same_run(&of_row, sketch))
}

fn sketch_of(row: &Row) -> Option<RunSketch> {
    Some(RunSketch {
        is_cut: false,
        start_s: noon_if_day(row.start),
        duration_s: row.duration_s()?,
        distance_m: row.distance_m,
        shape: None,
        places: None,
        start_known: match row.start {
            When::Instant(_) => StartKnown::Exactly,
            When::Local(_) => StartKnown::Zone,
            When::Day(_) => StartKnown::Day,
        },
    })
}

fn noon_if_day(start: When) -> f64 {
    match start {
        When::Day(midnight) => midnight + DAY_S / 2.0,
        other => other.seconds(),
    }
}

/// Seconds east of UTC of a zone when its clocks show a time.
pub(super) fn offset_in(zone: Tz, wall_s: f64) -> i32 {
    let naive = DateTime::<Utc>::from_timestamp(wall_s as i64, 0)
        .unwrap_or_default()
        .naive_utc();
    let offset = match zone.offset_from_local_datetime(&naive) {
        chrono::LocalResult::Single(offset) | chrono::LocalResult::Ambiguous(offset, _) => offset,
        // In the hour that summer time leaves out.
        chrono::LocalResult::None => zone.offset_from_utc_datetime(&naive),
    };
    offset.fix().local_minus_utc()
}

/// A file's own name, without its packing.
fn leaf(name: &str) -> String {
    let leaf = name
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or(name)
        .to_lowercase();
    leaf.strip_suffix(".gz").map_or(leaf.clone(), str::to_owned)
}

/// Whether an original is a row of a table, by the name that it is kept under.
pub(super) fn is_row(name: &str) -> bool {
    name.rsplit_once('#').is_some_and(|(_, number)| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// How the name ends under which rows that are no runs are kept.
const OTHERS: &str = "#other-sports";

/// The name of the original that keeps the rows of these tables that are no runs.
pub(super) fn name_of_others(table: &str) -> String {
    format!("{table}{OTHERS}")
}

/// Whether an original keeps rows that are no runs, by its name.
pub(super) fn is_of_others(name: &str) -> bool {
    name.ends_with(OTHERS)
}

/// Files that lie in folders, as one shelf.
#[derive(Debug, Default)]
struct Loose {
    names: Vec<String>,
    paths: Vec<std::path::PathBuf>,
}

impl Shelf for Loose {
    fn name(&self) -> &'static str {
        "the files"
    }

    fn names(&self) -> &[String] {
        &self.names
    }

    fn open(&mut self, index: usize) -> Result<Box<dyn Read + '_>, String> {
        let path = self.paths.get(index).ok_or("no such file")?;
        // Looked at first: who opens a pipe waits for somebody to write into it.
        if std::fs::metadata(path).is_ok_and(|about| !about.is_file()) {
            return Err("no regular file".to_owned());
        }
        match std::fs::File::open(path) {
            Ok(file) if file.metadata().is_ok_and(|about| about.is_file()) => Ok(Box::new(file)),
            Ok(_) => Err("no regular file".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_times_by_a_zone() {
        let berlin = chrono_tz::Europe::Berlin;
        let wall = |text: &str| text.parse::<DateTime<Utc>>().expect("a time").timestamp() as f64;
        for (text, offset) in [
            ("2026-01-10T07:00:00Z", 3600),
            ("2026-07-10T07:00:00Z", 7200),
            // Twice there, and never there.
            ("2026-10-25T02:30:00Z", 7200),
            ("2026-03-29T02:30:00Z", 7200),
        ] {
            assert_eq!(offset_in(berlin, wall(text)), offset, "{text}");
        }
    }

    /// A table of whose runs some have their files: miles for kilometres are put right in all.
    #[test]
    fn a_table_in_miles_is_told_by_the_files() {
        let row = |table: &str, told: f64| Row {
            sport: Sport::Running,
            sport_word: "Run".to_owned(),
            elapsed_s: Some(1800.0),
            distance_m: Some(told),
            ..Row::new(vendors::Vendor::Strava, table, 1, When::Instant(1.7e9))
        };
        // (metres by the files of the first rows, those of the last row in the end)
        for (by_files, last) in [
            (vec![5000.0, 8000.0], 4828.0),
            (vec![5000.0, 8000.0, 5000.0, 5010.0, 10_000.0], 4828.0),
            // One alone, and one of two, prove nothing.
            (vec![5000.0], 3000.0),
            (vec![5000.0, 4900.0], 3000.0),
            (vec![], 3000.0),
        ] {
            let told = |at: usize, metres: f64| match (at, by_files.len()) {
                (1, 2) if metres < 5000.0 => metres,
                _ => metres / 1.609_344,
            };
            let mut survey = Survey::default();
            for (at, metres) in by_files.iter().enumerate() {
                survey.rows.push(row("a/activities.csv", told(at, *metres)));
            }
            survey.rows.push(row("a/activities.csv", 3000.0));
            survey.rows.push(row("other.csv", 3000.0));
            let count = survey.rows.len();
            let mut tables = Tables::of(survey, count);
            for (at, metres) in by_files.iter().enumerate() {
                let file = JoinedFile {
                    sha256: at.to_string(),
                    start_s: 1.7e9,
                    distance_m: Some(*metres),
                    utc_offset_s: None,
                };
                tables.join(at, file);
            }
            let found = tables.miles_as_kilometres();
            assert_eq!(found.len(), usize::from(last > 4000.0), "{by_files:?}");
            let metres = |back: usize| tables.survey.rows[count - back].distance_m.unwrap();
            assert!(
                (metres(2) - last).abs() < 1.0,
                "{by_files:?}: {}",
                metres(2)
            );
            assert_eq!(metres(1), 3000.0, "another table");
        }
    }

    #[test]
    fn names_of_rows() {
        for (name, is) in [
            ("strava.zip/activities.csv#3", true),
            ("Activities.csv#12", true),
            ("run#.fit", false),
            ("run.fit", false),
            ("a#", false),
        ] {
            assert_eq!(is_row(name), is, "{name}");
        }
    }
}
