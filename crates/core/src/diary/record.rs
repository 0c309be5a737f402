//! The record of a diary: every line that was ever written, none changed in place,
//! and which of them count.
//!
//! A line enters something, or takes another line back. Lines are told apart by
//! their ids alone and ids sort by the time of writing, so the same lines give the
//! same history in whatever order, number of copies or division into files they come.

use super::entry::{Entry, What};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The name of a line, unique and in the order of writing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntryId(pub String);

impl EntryId {
    /// Longest id that is read.
    pub const LONGEST: usize = 40;

    /// An id as typed or read; `None` for what cannot be one.
    pub fn parse(text: &str) -> Option<EntryId> {
        let fits = (4..=Self::LONGEST).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        fits.then(|| EntryId(text.to_ascii_uppercase()))
    }

    /// The end of the id, enough to name it among some thousands.
    pub fn short(&self) -> &str {
        self.0
            .get(self.0.len().saturating_sub(6)..)
            .unwrap_or(&self.0)
    }
}

impl std::fmt::Display for EntryId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

/// One line of the record.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its id.
    pub id: EntryId,
    /// The import that brought it, if one did.
    pub import: Option<EntryId>,
    /// What it does.
    pub act: Act,
}

/// What a line does.
#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    /// Something is told, in place of an earlier telling where it says so.
    Enter {
        /// The entry.
        entry: Entry,
        /// The line in whose place it stands.
        supersedes: Option<EntryId>,
    },
    /// What a line told was wrong: it and what it replaced count for nothing.
    Void(TakenBack),
    /// A line might as well not have been written: what it replaced counts again.
    Undo(TakenBack),
}

/// Which line or import is taken back, when and why.
#[derive(Debug, Clone, PartialEq)]
pub struct TakenBack {
    /// The moment of the taking back.
    pub at: DateTime<FixedOffset>,
    /// The line that counts no more.
    pub line: EntryId,
    /// Why.
    pub why: Option<String>,
}

impl Act {
    /// The line that is taken back.
    pub const fn taken_back(&self) -> Option<&TakenBack> {
        match self {
            Act::Enter { .. } => None,
            Act::Void(taken) | Act::Undo(taken) => Some(taken),
        }
    }

    /// The moment that the line speaks of.
    pub const fn at(&self) -> DateTime<FixedOffset> {
        match self {
            Act::Enter { entry, .. } => entry.at,
            Act::Void(taken) | Act::Undo(taken) => taken.at,
        }
    }
}

/// Whether a line counts, and which line it is that says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// It counts.
    Counts,
    /// Taken back.
    Void(EntryId),
    /// Replaced by a later telling.
    Superseded(EntryId),
    /// Told otherwise on another device at the same time; the other is the more careful.
    Disputed(EntryId),
}

/// All lines of a diary and what each is worth.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
    lines: BTreeMap<EntryId, Line>,
    status: BTreeMap<EntryId, Status>,
    taken_back: BTreeSet<EntryId>,
    conflicts: Vec<Vec<EntryId>>,
}

impl Record {
    /// Folds lines, of which the same may come several times and in any order.
    pub fn new(lines: impl IntoIterator<Item = Line>) -> Record {
        let mut record = Record {
            lines: lines
                .into_iter()
                .map(|line| (line.id.clone(), line))
                .collect(),
            ..Record::default()
        };
        record.settle();
        record
    }

    /// The lines in the order of writing.
    pub fn lines(&self) -> impl DoubleEndedIterator<Item = &Line> {
        self.lines.values()
    }

    /// The line of an id.
    pub fn line(&self, id: &EntryId) -> Option<&Line> {
        self.lines.get(id)
    }

    /// What a line is worth; a line that is not there counts for nothing to say.
    pub fn status(&self, id: &EntryId) -> Status {
        self.status.get(id).cloned().unwrap_or(Status::Counts)
    }

    /// Whether a line counts.
    pub fn counts(&self, id: &EntryId) -> bool {
        self.status(id) == Status::Counts
    }

    /// Whether a line, an import or a line that could not be read was taken back.
    pub fn is_taken_back(&self, id: &EntryId) -> bool {
        self.taken_back.contains(id)
    }

    /// Every id that was taken back.
    pub fn all_taken_back(&self) -> impl Iterator<Item = &EntryId> {
        self.taken_back.iter()
    }

    /// What counts, in the order of writing.
    pub fn entries(&self) -> Vec<Entry> {
        self.counting().map(|(_, entry)| entry.clone()).collect()
    }

    /// The same with the line that told it.
    pub fn counting(&self) -> impl DoubleEndedIterator<Item = (&Line, &Entry)> {
        self.lines.values().filter_map(|line| match &line.act {
            Act::Enter { entry, .. } if self.counts(&line.id) => Some((line, entry)),
            _ => None,
        })
    }

    /// Tellings of one thing that stand against each other, the one that counts first.
    pub fn conflicts(&self) -> &[Vec<EntryId>] {
        &self.conflicts
    }

    fn settle(&mut self) {
        let undone: BTreeMap<&EntryId, &EntryId> = self
            .lines
            .values()
            .filter_map(|line| match &line.act {
                Act::Undo(taken) => Some((&taken.line, &line.id)),
                _ => None,
            })
            .collect();
        let by_undo = |line: &Line| {
            let import = line.import.as_ref();
            undone
                .get(&line.id)
                .or_else(|| import.and_then(|import| undone.get(import)))
                .map(|by| (*by).clone())
        };
        let mut status: BTreeMap<EntryId, Status> = self
            .lines
            .values()
            .filter_map(|line| Some((line.id.clone(), Status::Void(by_undo(line)?))))
            .collect();
        let stands = |status: &BTreeMap<EntryId, Status>, id: &EntryId| !status.contains_key(id);
        let mut replaced_by: BTreeMap<&EntryId, Vec<&EntryId>> = BTreeMap::new();
        for line in self.lines.values() {
            if let Act::Enter {
                supersedes: Some(old),
                ..
            } = &line.act
                && stands(&status, &line.id)
            {
                replaced_by.entry(old).or_default().push(&line.id);
            }
        }
        let mut taken_back: BTreeSet<EntryId> = undone.keys().map(|id| (*id).clone()).collect();
        for line in self.lines.values() {
            let Act::Void(taken) = &line.act else {
                continue;
            };
            if undone.contains_key(&line.id) {
                continue;
            }
            taken_back.insert(taken.line.clone());
            let brought = self
                .lines
                .values()
                .filter(|other| other.import.as_ref() == Some(&taken.line));
            let before = self.before(&taken.line);
            let after = after(&taken.line, &line.id, &replaced_by);
            for id in brought.map(|other| &other.id).chain(before).chain(after) {
                status
                    .entry(id.clone())
                    .or_insert_with(|| Status::Void(line.id.clone()));
            }
        }
        for (old, new) in &replaced_by {
            // The newest telling is the one to point at.
            if let Some(newest) = new.last() {
                status
                    .entry((*old).clone())
                    .or_insert_with(|| Status::Superseded((*newest).clone()));
            }
        }
        let conflicts = self.disputes(&mut status);
        self.conflicts = conflicts;
        self.status = status;
        self.taken_back = taken_back;
    }

    /// A line and those that it replaced, one after the other.
    fn before<'a>(&'a self, id: &'a EntryId) -> Vec<&'a EntryId> {
        let mut chain = vec![id];
        while let Some(last) = chain.last()
            && let Some(Line {
                act:
                    Act::Enter {
                        supersedes: Some(old),
                        ..
                    },
                ..
            }) = self.lines.get(*last)
            && !chain.contains(&old)
        {
            chain.push(old);
        }
        chain
    }

    /// Tellings that replace the same first one and all stand: the most careful counts.
    fn disputes(&self, status: &mut BTreeMap<EntryId, Status>) -> Vec<Vec<EntryId>> {
        let mut by_root: BTreeMap<&EntryId, Vec<(&EntryId, &Entry)>> = BTreeMap::new();
        for line in self.lines.values() {
            if let Act::Enter { entry, supersedes } = &line.act
                && supersedes.is_some()
                && !status.contains_key(&line.id)
                && let Some(root) = self.before(&line.id).last()
            {
                by_root.entry(root).or_default().push((&line.id, entry));
            }
        }
        let mut conflicts = Vec::new();
        for mut told in by_root.into_values().filter(|told| told.len() > 1) {
            told.sort_by(|a, b| care(b.1).total_cmp(&care(a.1)).then_with(|| b.0.cmp(a.0)));
            let ids: Vec<EntryId> = told.iter().map(|(id, _)| (*id).clone()).collect();
            if let Some((first, others)) = ids.split_first() {
                for other in others {
                    status.insert(other.clone(), Status::Disputed(first.clone()));
                }
            }
            conflicts.push(ids);
        }
        conflicts
    }
}

/// What was told in place of a line before `until` was written, and in place of that.
fn after<'a>(
    id: &EntryId,
    until: &EntryId,
    replaced_by: &BTreeMap<&'a EntryId, Vec<&'a EntryId>>,
) -> Vec<&'a EntryId> {
    let mut found: Vec<&EntryId> = Vec::new();
    let mut open: Vec<&EntryId> = replaced_by.get(id).cloned().unwrap_or_default();
    while let Some(next) = open.pop() {
        if next < until && !found.contains(&next) {
            found.push(next);
            open.extend(replaced_by.get(next).into_iter().flatten());
        }
    }
    found
}

/// How careful it is to believe an entry, against another telling of the same thing.
fn care(entry: &Entry) -> f64 {
    match &entry.what {
        What::Pain { score, .. } => score.get(),
        What::Symptom { .. } => f64::INFINITY,
        What::Sitting { minutes } => *minutes,
        What::Rehab(work) => work.pain.map_or(0.0, |pain| pain.get()),
        What::Test(result) => f64::from(u8::from(!result.passed)),
        What::LoadTest { score, .. } => score.get(),
        What::SittingTolerance { minutes } => -minutes,
        What::Uwri { score } | What::Psfs { score, .. } => -score,
        What::Answer { yes, .. } => f64::from(u8::from(*yes)),
        What::Visa { score } => -score,
        What::Run(run) => run.minutes + run.hard_min,
        // Of these none is more careful than another: the later telling counts.
        What::Stretch
        | What::Resolve { .. }
        | What::Illness { .. }
        | What::Gait { .. }
        | What::EpisodeStart(_)
        | What::EpisodeEdit(_)
        | What::EpisodeEnd
        | What::EpisodeReopen
        | What::Config { .. }
        | What::Done(_)
        | What::Exclude { .. }
        | What::Include { .. }
        | What::Sport { .. }
        | What::Correct { .. }
        | What::Comment { .. }
        | What::Split { .. }
        | What::Trim { .. }
        | What::Replace { .. }
        | What::Plan(_) => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::PainScore;

    fn id(name: &str) -> EntryId {
        EntryId(format!("0000{name}"))
    }

    fn entry(score: f64) -> Entry {
        Entry {
            at: DateTime::parse_from_rfc3339("2026-11-21T18:00:00+01:00").expect("valid"),
            what: What::Pain {
                score: PainScore::new(score).expect("a score"),
                during: None,
                site: None,
                now: None,
            },
            note: None,
        }
    }

    fn told(name: &str, score: f64, supersedes: Option<&str>) -> Line {
        Line {
            id: id(name),
            import: None,
            act: Act::Enter {
                entry: entry(score),
                supersedes: supersedes.map(id),
            },
        }
    }

    fn taken(line: &str) -> TakenBack {
        TakenBack {
            at: entry(0.0).at,
            line: id(line),
            why: None,
        }
    }

    fn void(name: &str, line: &str) -> Line {
        Line {
            id: id(name),
            import: None,
            act: Act::Void(taken(line)),
        }
    }

    fn undo(name: &str, line: &str) -> Line {
        Line {
            id: id(name),
            import: None,
            act: Act::Undo(taken(line)),
        }
    }

    fn scores(lines: Vec<Line>) -> Vec<f64> {
        let mut backwards = lines.clone();
        backwards.reverse();
        backwards.extend(lines.clone());
        let record = Record::new(lines);
        assert_eq!(record, Record::new(backwards), "order or doubling shows");
        record
            .entries()
            .iter()
            .map(|entry| match entry.what {
                What::Pain { score, .. } => score.get(),
                _ => f64::NAN,
            })
            .collect()
    }

    #[test]
    fn what_counts_of_a_record() {
        let first = || told("A", 2.0, None);
        let edit = || told("C", 3.0, Some("A"));
        for (lines, expected) in [
            (vec![first(), told("B", 5.0, None)], vec![2.0, 5.0]),
            (vec![first(), void("B", "A")], vec![]),
            // An edit replaces; taking the edit back brings the first one back.
            (vec![first(), edit()], vec![3.0]),
            (vec![first(), edit(), undo("D", "C")], vec![2.0]),
            // An edit that was wrong is no reason to believe the first again.
            (vec![first(), edit(), void("D", "C")], vec![]),
            // A void can be taken back.
            (vec![first(), void("B", "A"), undo("C", "B")], vec![2.0]),
            // A later void wins over an edit that did not know of it, a later edit stands.
            (vec![first(), edit(), void("D", "A")], vec![]),
            (vec![first(), void("B", "A"), edit()], vec![3.0]),
            // Edits at the same time: the more careful counts until one is taken back.
            (vec![first(), edit(), told("D", 1.0, Some("A"))], vec![3.0]),
            (
                vec![first(), edit(), told("D", 1.0, Some("A")), void("E", "C")],
                vec![1.0],
            ),
            // A void whose line has not come yet takes it back when it does.
            (vec![void("B", "Z")], vec![]),
            // Two that replace each other are nobody's doing and hang nothing.
            (
                vec![told("A", 1.0, Some("B")), told("B", 2.0, Some("A"))],
                vec![],
            ),
        ] {
            assert_eq!(scores(lines.clone()), expected, "{lines:?}");
        }
    }

    #[test]
    fn an_import_is_taken_back_with_all_that_it_brought() {
        let mut brought = told("B", 4.0, None);
        brought.import = Some(id("I"));
        for back in [void("J", "I"), undo("J", "I")] {
            let lines = vec![told("A", 2.0, None), brought.clone(), back];
            assert_eq!(scores(lines.clone()), [2.0]);
            assert!(Record::new(lines).is_taken_back(&id("I")));
        }
    }

    #[test]
    fn a_conflict_is_shown_with_the_one_that_counts_first() {
        let record = Record::new([
            told("A", 2.0, None),
            told("C", 3.0, Some("A")),
            told("D", 1.0, Some("A")),
        ]);
        assert_eq!(record.conflicts(), [vec![id("C"), id("D")]]);
        assert_eq!(record.status(&id("D")), Status::Disputed(id("C")));
        assert_eq!(record.status(&id("A")), Status::Superseded(id("D")));
    }
}
