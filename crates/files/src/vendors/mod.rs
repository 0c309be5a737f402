//! Vendors' own tables: what an archive of an account holds beside workout files, or
//! instead of them. One reader a vendor.
//!
//! A table is recognised by its content, never by a path alone, since vendors translate
//! the names of folders and files. It decides the sport, and its rows without a file are runs.

mod apple;
mod dates;
mod document;
mod fitbit;
mod garmin;
mod gathered;
mod google;
mod huawei;
mod json;
mod lengths;
mod locked;
mod mapmyrun;
mod nike;
mod others;
mod polar;
mod refused;
mod row;
mod runkeeper;
mod runtastic;
mod samples;
mod samsung;
mod shelf;
mod strava;
mod suunto;
mod table;
mod tags;
mod unit;
mod zepp;

pub use document::{Started, words_on_files};
pub use others::{others, read_others};
pub use row::{Row, Vendor, When};
pub use samples::Packed;
pub use shelf::{ADD, Shelf, Survey};

pub(crate) use dates::wall_in_title;
pub(crate) use document::{MARK, read as read_document};
pub(crate) use locked::what_to_do as unlock;
pub(crate) use refused::what_to_do as refused;

use comeback_core::recording::Sport;
use serde_json::Value;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Bytes that a table is recognised by.
const HEAD: u64 = 4096;

/// What only the runner's profile knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hints {
    /// The runner reads miles: for tables that name no unit.
    pub miles: bool,
    /// The zone of the runner: for local times that lie beside instants.
    pub zone: chrono_tz::Tz,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Apple,
    Fitbit(fitbit::Part),
    GarminAccount,
    GarminList,
    Google,
    Huawei,
    MapMyRun,
    Nike,
    Polar,
    Runkeeper,
    Runtastic,
    Samsung,
    Strava,
    Suunto,
    Zepp,
    ZeppHeart,
}

fn recognise(name: &str, head: &str) -> Option<Kind> {
    let json = head
        .trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with(['{', '[']);
    if json {
        return [
            (garmin::recognise_account(head), Kind::GarminAccount),
            (google::recognise(head), Kind::Google),
            (huawei::recognise(head), Kind::Huawei),
            (nike::recognise(head), Kind::Nike),
            (runtastic::recognise(head), Kind::Runtastic),
            (suunto::recognise(head), Kind::Suunto),
            (polar::recognise(head, name), Kind::Polar),
        ]
        .into_iter()
        .find(|(is, _)| *is)
        .map(|(_, kind)| kind)
        .or_else(|| fitbit::recognise(head).map(Kind::Fitbit));
    }
    if apple::recognise(head) {
        return Some(Kind::Apple);
    }
    if samsung::recognise(head) {
        return Some(Kind::Samsung);
    }
    if let Some(part) = fitbit::recognise(head) {
        return Some(Kind::Fitbit(part));
    }
    [
        (zepp::recognise(head), Kind::Zepp),
        (zepp::recognise_heart(head), Kind::ZeppHeart),
        (runkeeper::recognise(head), Kind::Runkeeper),
        (mapmyrun::recognise(head), Kind::MapMyRun),
        (strava::recognise(head, name), Kind::Strava),
        (garmin::recognise_list(head), Kind::GarminList),
    ]
    .into_iter()
    .find(|(is, _)| *is)
    .map(|(_, kind)| kind)
}

/// Names whose content cannot be a table, so that thousands of workouts need no look.
fn may_be_table(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let other = [
        ".fit", ".gpx", ".tcx", ".gz", ".zip", ".jpg", ".jpeg", ".png", ".heic", ".mp4", ".mov",
        ".pdf", ".html", ".htm", ".js", ".zst",
    ];
    !other.iter().any(|ending| name.ends_with(ending)) && !crate::detect::system_file(&name)
}

/// Reads all tables of a shelf.
pub fn survey(shelf: &mut dyn Shelf, hints: Hints, survey: &mut Survey) {
    // See `decode`: a shelf that breaks its reader is one failure, not the end of the import.
    let whole = catch_unwind(AssertUnwindSafe(|| read_all(shelf, hints, survey)));
    if whole.is_err() {
        let name = shelf.name().to_owned();
        survey.fail(&name, "its tables broke their reader; please report it");
    }
}

/// Joins what lies on several shelves: the archive of one vendor comes in several zips.
pub fn settle(survey: &mut Survey, hints: Hints) {
    fitbit::settle(survey);
    zepp::settle(survey, hints.zone);
    lay_aside(survey);
}

/// Leaves out runs that can never count.
fn lay_aside(survey: &mut Survey) {
    let rows = std::mem::take(&mut survey.rows);
    for row in rows {
        match fault(&row).filter(|_| row.sport == Sport::Running) {
            Some(why) => {
                survey.set_aside(&row.table, row.number, format!("{why}; {}", shelf::ADD));
            }
            None => survey.rows.push(row),
        }
    }
}

/// What a row says that cannot be, or does not say and nothing else does.
fn fault(row: &Row) -> Option<String> {
    if crate::time::plausible(row.start.seconds()).is_none() {
        let day = crate::time::instant(row.start.seconds()).format("%-d %b %Y");
        return Some(format!("{day} is no day of a recorded run"));
    }
    match row.duration_s() {
        None if row.samples.is_none() && row.file.is_none() => {
            Some("it does not say how long the run was".to_owned())
        }
        Some(seconds) if seconds > LONGEST_S => Some(format!(
            "{:.0} hours are more than anybody runs",
            seconds / 3600.0
        )),
        _ => None,
    }
}

/// Six days: the longest races (s).
const LONGEST_S: f64 = 6.0 * 86_400.0;

fn read_all(shelf: &mut dyn Shelf, hints: Hints, survey: &mut Survey) {
    let names = shelf.names().to_vec();
    let mut found: Vec<(usize, Kind)> = Vec::new();
    for (index, name) in names.iter().enumerate() {
        if !may_be_table(name) {
            continue;
        }
        let mut head = Vec::new();
        let read = shelf
            .open(index)
            .map(|from| from.take(HEAD).read_to_end(&mut head));
        if !matches!(read, Ok(Ok(_))) {
            continue;
        }
        let head = crate::xml::text_of(&head);
        found.extend(recognise(name, &head).map(|kind| (index, kind)));
    }
    let fitbit: Vec<(usize, fitbit::Part)> = (found.iter())
        .filter_map(|&(index, kind)| match kind {
            Kind::Fitbit(part) => Some((index, part)),
            _ => None,
        })
        .collect();
    fitbit::read(shelf, &fitbit, survey);
    for (index, kind) in found {
        let Some(name) = names.get(index) else {
            continue;
        };
        if matches!(kind, Kind::Fitbit(_)) {
            continue;
        }
        survey.read.insert(name.clone());
        if let Err(error) = read_one(shelf, index, name, kind, hints, survey) {
            survey.fail(name, error);
        }
    }
}

fn read_one(
    shelf: &mut dyn Shelf,
    index: usize,
    name: &str,
    kind: Kind,
    hints: Hints,
    survey: &mut Survey,
) -> Result<(), String> {
    match kind {
        Kind::Apple => return apple::read(shelf, index, survey),
        // What grows with the years is not held.
        Kind::GarminAccount => {
            garmin::read_account(name, shelf::stream(shelf, index)?, survey);
            return Ok(());
        }
        Kind::Huawei => {
            huawei::read(name, shelf::stream(shelf, index)?, survey);
            return Ok(());
        }
        Kind::ZeppHeart => return survey.beats.read(shelf::stream(shelf, index)?),
        _ => {}
    }
    let bytes = shelf::whole(shelf, index)?;
    let text = || crate::xml::text_of(&bytes);
    let value = || -> Result<Value, String> {
        json::lenient(&bytes)
            .map_err(|error| format!("broken JSON ({error}); download the archive again"))
    };
    match kind {
        Kind::GarminList => garmin::read_list(name, &text(), hints.miles, survey),
        Kind::Google => google::read(name, &value()?, survey),
        Kind::MapMyRun => mapmyrun::read(name, &text(), hints.miles, survey),
        Kind::Nike => nike::read(name, &value()?, survey),
        Kind::Polar => polar::read(name, &value()?, survey),
        Kind::Runkeeper => runkeeper::read(name, &text(), hints.miles, survey),
        Kind::Runtastic => runtastic::read(shelf, name, &value()?, survey),
        Kind::Samsung => samsung::read(shelf, name, &text(), survey),
        Kind::Strava => strava::read(name, &text(), hints.miles, survey),
        Kind::Suunto => suunto::read(name, &value()?, survey),
        Kind::Zepp => zepp::read(name, &text(), survey),
        Kind::Apple | Kind::Fitbit(_) | Kind::GarminAccount | Kind::Huawei | Kind::ZeppHeart => {}
    }
    Ok(())
}
