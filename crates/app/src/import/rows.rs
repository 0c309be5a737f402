//! Vendors' tables beside the files: their rows become runs, and tell rides from runs.

use super::behind::Behind;
use super::importer::{Importer, NOT_RUNNING};
use crate::AppError;
use crate::answers::Answers;
use crate::copies::{Batch, CopyFacts};
use crate::decode::short_name;
use crate::files::Input;
use crate::places::Places;
use crate::tables::{self, JoinedFile, Tables, Undated};
use chrono_tz::Tz;
use comeback_core::diary::{CountsAs, Entry, What};
use comeback_core::limits::UnitSystem;
use comeback_core::recording::StartKnown;
use comeback_core::run::RunId;
use comeback_files::Skip;
use comeback_files::vendors::{self, Hints, Row};
use comeback_report::words::quantity::counted;
use comeback_store::{Original, sha256};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The reason of rows whose word for their sport is not known, and that have no file.
const UNKNOWN_SPORT: &str = "unknown-sport";

impl Importer<'_> {
    /// Reads what vendors' tables among the inputs say, before any file is read.
    pub(super) fn look_for_tables(
        &mut self,
        inputs: &[Input],
        zone: Option<Tz>,
    ) -> Result<(), AppError> {
        let miles = self.workspace.settings().units == UnitSystem::Miles;
        let hints = Hints {
            miles,
            zone: zone.unwrap_or(self.workspace.zone),
        };
        let kept = self.kept_others()?;
        self.tables = Tables::look(inputs, hints, &self.known, kept);
        for (table, note) in std::mem::take(&mut self.tables.survey.notes) {
            let note = format!("{}: {note}", short_name(&table));
            self.result.notes.push(note);
        }
        self.name_failed_tables();
        Ok(())
    }

    fn name_failed_tables(&mut self) {
        for failed in std::mem::take(&mut self.tables.survey.failed) {
            self.fail(failed.file, failed.message, failed.at_byte);
        }
    }

    /// The rows of tables of other imports that are no runs.
    pub(super) fn kept_others(&self) -> Result<Vec<Row>, AppError> {
        let Some(store) = self.workspace.store() else {
            return Ok(Vec::new());
        };
        let originals = store.originals_that_count(&self.workspace.record)?;
        let kept = (originals.iter())
            .filter(|original| tables::is_of_others(&original.name))
            // One that is damaged is named by every call.
            .filter_map(|original| store.original(&original.sha256).ok())
            .flat_map(|bytes| vendors::read_others(&bytes));
        Ok(kept.collect())
    }

    /// Keeps the rows that are no runs, for files that come later; taken back with the import.
    pub(super) fn keep_others(&mut self) -> Result<(), AppError> {
        let Some(bytes) = vendors::others(self.tables.own_rows()) else {
            return Ok(());
        };
        let sha256 = sha256(&bytes);
        if self.dry_run || self.listed.contains(&sha256) {
            return Ok(());
        }
        self.write_behind()?;
        let table = self.tables.own_rows().first();
        let name = tables::name_of_others(&short_name(table.map_or("", |row| &row.table)));
        let original = Original {
            sha256: sha256.clone(),
            name: name.clone(),
            import: Some(self.id.clone()),
        };
        self.behind = Some(Behind {
            originals: vec![(original, bytes)],
            batch: Batch {
                files: vec![(sha256, name, Some(NOT_RUNNING.to_owned()))],
                ..Batch::default()
            },
        });
        Ok(())
    }

    /// Joins files that are in already with the rows of this import that call them another
    /// sport. Another vendor's row is no file.
    pub(super) fn join_other_sports(&mut self) {
        let tables = &self.tables;
        let found: Vec<(usize, JoinedFile)> = (self.ledger.all_copies())
            .filter(|(_, facts)| !tables::is_row(&facts.name))
            .filter_map(|(sha256, facts)| {
                let row = tables.other_sport_at(&facts.sketch)?;
                (!tables.is_kept(row)).then(|| (row, joined(sha256, facts)))
            })
            .collect();
        for (row, file) in found {
            self.tables.join(row, file);
        }
    }

    /// Makes runs of the tables' rows, joined with the files that have been read. `told` is
    /// the zone that the runner names; without it the places of other runs date local times.
    pub(super) fn take_rows(
        &mut self,
        told: Option<Tz>,
        ask: &mut dyn FnMut(&[Undated]) -> Option<Tz>,
    ) -> Result<(), AppError> {
        let zone_at = self.date_rows(told, ask);
        for name in self.tables.lay_aside() {
            self.skip(name, Skip::Empty.as_str(), None);
        }
        self.name_failed_tables();
        if let Some((table, said)) = self.tables.without_runs() {
            let note = format!("{}: {said}", short_name(&table));
            self.result.notes.push(note);
        }
        for ((table, word), rows) in self.tables.unknown_sports() {
            let word = match word.as_str() {
                "" => "no sport".to_owned(),
                word => format!("“{word}”"),
            };
            let rows = counted(rows, "row", "rows");
            let name = format!("{} {word} ({rows})", short_name(&table));
            self.skip(name, UNKNOWN_SPORT, None);
        }
        for table in self.tables.miles_as_kilometres() {
            let note = format!(
                "{}: its distances are in miles, as the files of its runs show",
                short_name(&table)
            );
            self.result.notes.push(note);
        }
        for document in self.tables.documents(&zone_at) {
            if document.has_file {
                self.with_file.insert(document.name.clone());
            }
            self.push(document.name, document.bytes)?;
        }
        self.flush()?;
        self.keep_others()?;
        self.join_other_sports();
        self.tell_apart()
    }

    /// Dates local times without a zone, and says by what: the zone of each that only the
    /// runner's own zone dates.
    fn date_rows(
        &mut self,
        told: Option<Tz>,
        ask: &mut dyn FnMut(&[Undated]) -> Option<Tz>,
    ) -> impl Fn(&str, f64) -> Tz + use<> {
        let workspace = &*self.workspace;
        let home: HashMap<u64, Tz> = (self.tables.undated_walls())
            .map(|wall| (wall.to_bits(), workspace.zone_at(wall)))
            .collect();
        if told.is_none() {
            let places = self.places();
            let zone_at = |at: f64| self.workspace.zone_at(at);
            self.tables.place(|wall| places.offset_at(wall, &zone_at));
            for table in self.tables.placed() {
                let short = short_name(&table.table);
                let runs = counted(table.rows, "run has", "runs have");
                self.result.notes.push(format!(
                    "{short}: {runs} a local time without a zone; dated by where your other runs of those weeks were; `--time-zone` names another"
                ));
            }
        }
        let undated = self.tables.undated();
        // Two archives can come from two journeys.
        let mut answers: BTreeMap<String, Option<Tz>> = BTreeMap::new();
        for same in undated.chunk_by(|a, b| archive_of(&a.table) == archive_of(&b.table)) {
            if let Some(first) = same.first() {
                answers.insert(archive_of(&first.table).to_owned(), ask(same));
            }
        }
        let answer_on = move |table: &str| answers.get(archive_of(table)).copied().flatten();
        let home_zones: BTreeSet<&str> = (self.tables.undated_walls())
            .filter_map(|wall| Some(home.get(&wall.to_bits())?.name()))
            .collect();
        let home_zones = home_zones.into_iter().collect::<Vec<_>>().join(" and ");
        for table in undated {
            let short = short_name(&table.table);
            let (zones, whose) = match answer_on(&table.table) {
                Some(zone) => (zone.name(), ""),
                None => (
                    home_zones.as_str(),
                    ", your zone then; `--time-zone` names another",
                ),
            };
            let runs = counted(table.rows, "run has", "runs have");
            self.result.notes.push(match table.days {
                true => format!("{short}: {runs} a day and no time; put at noon, {zones}{whose}"),
                false => {
                    format!("{short}: {runs} a local time without a zone; taken as {zones}{whose}")
                }
            });
        }
        let own = self.workspace.zone;
        move |table: &str, wall: f64| {
            let home = home.get(&wall.to_bits()).copied();
            answer_on(table).or(home).unwrap_or(own)
        }
    }

    /// The moments whose zone a recording itself knows.
    fn places(&self) -> Places {
        let exactly = |facts: &&CopyFacts| facts.sketch.start_known == StartKnown::Exactly;
        let copies = self.ledger.all_copies().map(|(_, facts)| facts);
        Places::of(
            copies
                .filter(exactly)
                .filter_map(|facts| Some((facts.sketch.start_s, facts.utc_offset_s?))),
        )
    }

    /// Files that came alone and were taken for runs, and that a table now calls a ride: it is
    /// noted as said, and taken back with the import. The runner's own word stands.
    pub(super) fn tell_apart(&mut self) -> Result<(), AppError> {
        let answers = Answers::of(self.said, &self.workspace.entries);
        let runs: BTreeSet<RunId> = (self.tables.files_of_other_sports())
            .filter_map(|sha256| self.ledger.run_of_file(sha256))
            .filter(|run| self.before.contains(*run) && answers.on(run).is_none())
            // Another recording may know better.
            .filter(|run| self.ledger.own_ids_of(run).count() == 1)
            .cloned()
            .collect();
        if runs.is_empty() || self.dry_run {
            return Ok(());
        }
        self.result.notes.push(match runs.len() {
            1 => "1 recording that counted as a run is another sport by its table, and counts no more".to_owned(),
            more => format!(
                "{more} recordings that counted as runs are other sports by their tables, and count no more"
            ),
        });
        let at = self.workspace.now;
        let told = runs.into_iter().map(|run| Entry {
            at,
            what: What::Sport {
                run,
                sport: CountsAs::Other,
            },
            note: Some("by the table of the archive".to_owned()),
        });
        let (told, id) = (told.collect(), self.id.clone());
        self.workspace.enter_with(told, &id)
    }

    /// Joins a file that was read in another import with the rows of this one.
    pub(super) fn join_known(&mut self, name: &str, sha256: &str) {
        if self.tables.is_empty() {
            return;
        }
        let by_name = self.tables.row_of_file(name);
        let found: Vec<(usize, JoinedFile)> = (self.ledger.copies_of(sha256))
            .filter_map(|facts| {
                let row = by_name.or_else(|| self.tables.row_at(&facts.sketch))?;
                Some((row, joined(sha256, facts)))
            })
            .collect();
        for (row, file) in found {
            self.tables.join(row, file);
        }
    }
}

/// The archive, or the folder, that a table lies in.
fn archive_of(table: &str) -> &str {
    let lower = table.to_ascii_lowercase();
    let end = (lower.find(".zip/").map(|at| at + 4)).or_else(|| lower.rfind(['/', '\\']));
    end.and_then(|end| table.get(..end)).unwrap_or_default()
}

pub(super) fn joined(sha256: &str, facts: &CopyFacts) -> JoinedFile {
    JoinedFile {
        sha256: sha256.to_owned(),
        start_s: facts.sketch.start_s,
        distance_m: facts.sketch.distance_m,
        utc_offset_s: facts.utc_offset_s,
    }
}
