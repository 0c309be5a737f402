//! The diary on disk: `diary/<device>.jsonl`, one line an act, appended and never
//! rewritten. All files of the folder are read, copies that a sync program made of a
//! conflict among them; the same line twice is one line.
//!
//! `diary.jsonl` is the diary of versions before: read as long as it lies there, and
//! taken over by the first write, with a copy kept.

use super::jsonl::LONGEST_LINE;
use super::{Store, StoreError, WriteLock, disk, ids, jsonl, private};
use chrono::{DateTime, FixedOffset, Utc};
use comeback_core::calendar;
use comeback_core::diary::{Act, Entry, EntryId, Line, Record, TakenBack, What};
use serde::{Deserialize, Deserializer, Serialize};
use std::borrow::Cow;
use std::collections::btree_map;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

/// The version of the lines that this program writes.
const FORMAT: u32 = 2;

/// Largest diary file that is read.
const LARGEST_FILE: u64 = 256 << 20;

const OLD: &str = "diary.jsonl";
const OLD_KEPT: &str = "diary-before-0.3.jsonl";

/// A line that is kept as it is and counts for nothing, since it cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// Its name, by which it can be settled.
    pub id: EntryId,
    /// The file's name inside the athlete's folder.
    pub file: String,
    /// Counted from 1.
    pub number: usize,
    pub error: String,
}

/// All that is known of a diary.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Diary {
    pub record: Record,
    /// Lines that cannot be read and were not settled.
    pub set_aside: Vec<SetAside>,
}

/// A line as it is read: whatever else it holds is what the entry says.
#[derive(Debug, Deserialize)]
struct Head<'a> {
    id: Option<String>,
    #[serde(deserialize_with = "moment")]
    at: DateTime<FixedOffset>,
    #[serde(borrow)]
    kind: Cow<'a, str>,
    supersedes: Option<String>,
    voids: Option<String>,
    import: Option<String>,
    note: Option<String>,
}

/// A moment as this program writes it is read in a part of the time that any other takes.
fn moment<'de, D: Deserializer<'de>>(reader: D) -> Result<DateTime<FixedOffset>, D::Error> {
    #[derive(Deserialize)]
    struct Text<'a>(#[serde(borrow)] Cow<'a, str>);
    let Text(text) = Text::deserialize(reader)?;
    DateTime::parse_from_rfc3339(&text)
        .or_else(|_| text.parse())
        .map_err(serde::de::Error::custom)
}

/// A line as it is written.
#[derive(Debug, Serialize)]
struct Written<'a, T> {
    id: &'a EntryId,
    format: u32,
    #[serde(flatten)]
    told: T,
    #[serde(skip_serializing_if = "Option::is_none")]
    supersedes: Option<&'a EntryId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    import: Option<&'a EntryId>,
}

#[derive(Debug, Serialize)]
struct TakenBackLine<'a> {
    at: DateTime<FixedOffset>,
    kind: &'static str,
    voids: &'a EntryId,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

/// What a caller wants to have written.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    pub act: Act,
    pub import: Option<EntryId>,
}

/// A further condition that an entry must fulfil to count.
pub(crate) type Valid<'a> = dyn Fn(&Entry) -> Result<(), String> + 'a;

impl Store {
    /// The diary of all devices.
    ///
    /// # Errors
    /// Where the folder of the diary cannot be read; a bad line is set aside and named.
    pub fn diary(&self, valid: &Valid<'_>) -> Result<Diary, StoreError> {
        let mut reader = Reader::new(valid);
        for path in self.diary_files()? {
            let name = path
                .strip_prefix(self.folder())
                .unwrap_or(&path)
                .display()
                .to_string();
            reader.read(&name, &bytes_of(&path)?);
        }
        Ok(reader.end())
    }

    /// Appends lines and returns them when they are durable.
    ///
    /// # Errors
    /// Where the diary cannot be read or the disk refuses the lines: none of them counts then.
    pub fn append(
        &self,
        drafts: Vec<Draft>,
        clock: DateTime<Utc>,
    ) -> Result<Vec<Line>, StoreError> {
        self.append_some(clock, |_| drafts)
    }

    /// Appends the entries that were never told before, see [`never_told`].
    ///
    /// # Errors
    /// Where the diary cannot be read or the disk refuses the lines: none of them counts then.
    pub fn take_over(
        &self,
        entries: &[Entry],
        import: Option<&EntryId>,
        clock: DateTime<Utc>,
    ) -> Result<Vec<Line>, StoreError> {
        self.append_some(clock, |record| {
            never_told(record, entries)
                .into_iter()
                .map(|entry| Draft {
                    act: Act::Enter {
                        entry,
                        supersedes: None,
                    },
                    import: import.cloned(),
                })
                .collect()
        })
    }

    fn append_some(
        &self,
        clock: DateTime<Utc>,
        choose: impl FnOnce(&Record) -> Vec<Draft>,
    ) -> Result<Vec<Line>, StoreError> {
        private::make_folder(self.folder())?;
        let lock = self.lock_file("diary.lock")?;
        let record = self.diary(&|_| Ok(()))?.record;
        let drafts = choose(&record);
        if drafts.is_empty() {
            return Ok(Vec::new());
        }
        self.take_over_old(&lock)?;
        let mut newest = ids::newest(record.lines().rev().map(|line| &line.id));
        let mut lines = Vec::with_capacity(drafts.len());
        for Draft { act, import } in drafts {
            let id = ids::fresh(clock, newest.as_ref())?;
            newest = Some(id.clone());
            lines.push(Line { id, import, act });
        }
        self.write_lines(&lines)?;
        Ok(lines)
    }

    fn write_lines(&self, lines: &[Line]) -> Result<(), StoreError> {
        let path = self.own_diary()?;
        let texts = lines
            .iter()
            .map(text_of)
            .collect::<Result<Vec<_>, _>>()
            .map_err(|error| StoreError::Derived {
                path: path.clone(),
                what: error.to_string(),
            })?;
        jsonl::append_texts(&path, &texts)
    }

    /// Writes the lines of `diary.jsonl` into this device's file and puts it aside
    /// under another name. A process that dies in between has written lines twice,
    /// which are one. The caller holds the diary's lock.
    fn take_over_old(&self, _: &WriteLock) -> Result<(), StoreError> {
        let old = self.folder().join(OLD);
        if !old.exists() {
            return Ok(());
        }
        let bytes = bytes_of(&old)?;
        let mut reader = Reader::new(&|_| Ok(()));
        reader.read(OLD, &bytes);
        let taken = reader.end();
        let lines: Vec<Line> = taken.record.lines().cloned().collect();
        self.write_lines(&lines)?;
        let own = self.own_diary()?;
        for aside in &taken.set_aside {
            let line = bytes.split(|&byte| byte == b'\n').nth(aside.number - 1);
            jsonl::append_bytes(&own, line.unwrap_or_default())?;
        }
        let mut kept = self.folder().join(OLD_KEPT);
        let mut number = 1;
        while kept.exists() {
            number += 1;
            kept = self.folder().join(format!("{OLD_KEPT}.{number}"));
        }
        disk::rename(&old, &kept).map_err(StoreError::io(&old))?;
        private::close_to_others(&kept);
        jsonl::sync_folder(self.folder())
    }

    pub(super) fn diary_folder(&self) -> PathBuf {
        self.folder().join("diary")
    }

    fn own_diary(&self) -> Result<PathBuf, StoreError> {
        let folder = self.diary_folder();
        private::make_folder(&folder)?;
        Ok(folder.join(format!("{}.jsonl", self.device()?)))
    }

    /// All files with lines of the diary, in the order of their names.
    ///
    /// # Errors
    /// Where the folder cannot be read.
    pub fn diary_files(&self) -> Result<Vec<PathBuf>, StoreError> {
        let mut files = jsonl::files_in(&self.diary_folder())?;
        let old = self.folder().join(OLD);
        if old.exists() {
            files.push(old);
        }
        Ok(files)
    }
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, StoreError> {
    let about = std::fs::metadata(path).map_err(StoreError::io(path))?;
    if about.len() > LARGEST_FILE {
        return Err(StoreError::TooLarge {
            path: path.to_owned(),
            limit: LARGEST_FILE,
        });
    }
    std::fs::read(path).map_err(StoreError::io(path))
}

/// Gathers the lines of all files.
pub(super) struct Reader<'a> {
    valid: &'a Valid<'a>,
    lines: BTreeMap<EntryId, (Box<[u8]>, Line)>,
    set_aside: BTreeMap<EntryId, SetAside>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(valid: &'a Valid<'a>) -> Self {
        Reader {
            valid,
            lines: BTreeMap::new(),
            set_aside: BTreeMap::new(),
        }
    }

    pub(super) fn read(&mut self, file: &str, text: &[u8]) {
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        let mut without_id = WithoutId::default();
        for (index, line) in text.split(|&byte| byte == b'\n').enumerate() {
            let content = line.trim_ascii();
            if content.is_empty() {
                continue;
            }
            match parse(content, &mut without_id, self.valid) {
                // The same line of an old file again.
                Ok(None) => {}
                Ok(Some(line)) => self.take(content, line),
                Err(error) => {
                    let id = ids::of_bytes(content);
                    self.set_aside.entry(id.clone()).or_insert(SetAside {
                        id,
                        file: file.to_owned(),
                        number: index + 1,
                        error,
                    });
                }
            }
        }
    }

    /// Two lines of one id are a fault of whoever copied them; whichever is taken, it
    /// is the same one on every device.
    fn take(&mut self, content: &[u8], line: Line) {
        match self.lines.entry(line.id.clone()) {
            btree_map::Entry::Vacant(place) => {
                place.insert((content.into(), line));
            }
            btree_map::Entry::Occupied(mut kept) => {
                if *content < *kept.get().0 {
                    kept.insert((content.into(), line));
                }
            }
        }
    }

    pub(super) fn end(self) -> Diary {
        let record = Record::new(self.lines.into_values().map(|(_, line)| line));
        let set_aside = self.set_aside.into_values();
        Diary {
            set_aside: set_aside
                .filter(|line| !record.is_taken_back(&line.id))
                .collect(),
            record,
        }
    }
}

/// Lines of one file that were written without ids.
#[derive(Default)]
struct WithoutId {
    known: BTreeSet<String>,
    of_moment: HashMap<i64, u16>,
}

impl WithoutId {
    /// The id of a line; `None` for one that stood before.
    fn id(&mut self, entry: &Entry) -> Option<EntryId> {
        let canonical = canonical(entry)?;
        if !self.known.insert(canonical.clone()) {
            return None;
        }
        let place = self
            .of_moment
            .entry(entry.at.timestamp_millis())
            .or_default();
        let id = ids::derived(entry, *place, &canonical);
        *place = place.saturating_add(1);
        Some(id)
    }
}

fn parse(
    content: &[u8],
    without_id: &mut WithoutId,
    valid: &Valid<'_>,
) -> Result<Option<Line>, String> {
    if content.len() > LONGEST_LINE {
        return Err(format!("longer than {LONGEST_LINE} bytes"));
    }
    let clear = |error: serde_json::Error| jsonl::without_position(&error);
    let head: Head = serde_json::from_slice(content).map_err(clear)?;
    let id_of = |text: &Option<String>| -> Result<Option<EntryId>, String> {
        match text {
            Some(text) => Ok(Some(
                EntryId::parse(text).ok_or_else(|| format!("`{text}` is no id"))?,
            )),
            None => Ok(None),
        }
    };
    let own_id = match id_of(&head.id)? {
        Some(id) if !ids::is_possible(&id) => {
            return Err(format!("its id `{id}` is of no moment that can have been"));
        }
        id => id,
    };
    if !calendar::is_possible(head.at.naive_utc().date()) {
        let (first, last) = (calendar::YEARS.start(), calendar::YEARS.end());
        return Err(format!("its year lies outside {first} to {last}"));
    }
    let import = id_of(&head.import)?;
    if head.kind == "void" || head.kind == "undo" {
        let taken = TakenBack {
            at: head.at,
            line: id_of(&head.voids)?.ok_or("it does not say what it takes back")?,
            why: head.note,
        };
        let id = own_id.ok_or("it has no id")?;
        let act = if head.kind == "void" {
            Act::Void(taken)
        } else {
            Act::Undo(taken)
        };
        return Ok(Some(Line { id, import, act }));
    }
    // What it says is read by itself: read as a whole entry, a line would be taken apart
    // into values first.
    let what: What = serde_json::from_slice(content).map_err(clear)?;
    let entry = Entry {
        at: head.at,
        what,
        note: head.note,
    }
    .legible();
    valid(&entry)?;
    let id = match own_id {
        Some(id) => id,
        None => match without_id.id(&entry) {
            Some(id) => id,
            None => return Ok(None),
        },
    };
    let supersedes = id_of(&head.supersedes)?;
    let act = Act::Enter { entry, supersedes };
    Ok(Some(Line { id, import, act }))
}

fn text_of(line: &Line) -> serde_json::Result<String> {
    let import = line.import.as_ref();
    match &line.act {
        Act::Enter { entry, supersedes } => serde_json::to_string(&Written {
            id: &line.id,
            format: FORMAT,
            told: entry,
            supersedes: supersedes.as_ref(),
            import,
        }),
        Act::Void(taken) | Act::Undo(taken) => serde_json::to_string(&Written {
            id: &line.id,
            format: FORMAT,
            told: TakenBackLine {
                at: taken.at,
                kind: if matches!(line.act, Act::Void(_)) {
                    "void"
                } else {
                    "undo"
                },
                voids: &taken.line,
                note: taken.why.as_deref(),
            },
            supersedes: None,
            import,
        }),
    }
}

/// The entries that a record does not hold yet, each once. One that was taken back by
/// itself was told, and stays taken back. One that went with the whole import that brought
/// it comes again with the next, unless the runner told it otherwise since.
pub fn never_told(record: &Record, entries: &[Entry]) -> Vec<Entry> {
    let mut retold: BTreeSet<&EntryId> = BTreeSet::new();
    for (line, _) in record.counting() {
        let mut next = Some(line);
        while let Some(Line {
            act:
                Act::Enter {
                    supersedes: Some(old),
                    ..
                },
            ..
        }) = next
            && retold.insert(old)
        {
            next = record.line(old);
        }
    }
    let went_with_its_import = |line: &Line| {
        let import = line.import.as_ref();
        import.is_some_and(|import| record.is_taken_back(import))
            && !record.is_taken_back(&line.id)
            && !retold.contains(&line.id)
    };
    let mut known: BTreeSet<String> = record
        .lines()
        .filter(|line| !went_with_its_import(line))
        .filter_map(|line| match &line.act {
            Act::Enter { entry, .. } => canonical(entry),
            _ => None,
        })
        .collect();
    let is_new = |entry: &&Entry| canonical(entry).is_some_and(|line| known.insert(line));
    entries.iter().filter(is_new).cloned().collect()
}

/// What makes two entries the same: the instant, whatever its offset, and all that is said.
pub fn canonical(entry: &Entry) -> Option<String> {
    let mut entry = entry.clone();
    entry.at = entry.at.to_utc().fixed_offset();
    serde_json::to_string(&entry).ok()
}
