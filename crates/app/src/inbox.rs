//! The drop folder: a phone without any program of ours writes one small file an entry
//! into a synced folder, `20261127T193000+0100-iphone.txt` holding `pain 3 | sat an hour`.
//!
//! The name is the identity: a file that comes again changes nothing. What was taken is
//! moved to `done/` and never deleted; what cannot be taken stays where it is and is
//! named. A file can log what [`told::line`] reads, and do nothing else: no setting, no
//! taking back, no path, no symptom resolved.

use super::{AppError, Workspace, entries, told};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeZone};
use comeback_core::calendar::TimeDelta;
use comeback_core::run::RunId;
use comeback_store::{AthleteName, Home};
use serde::Serialize;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Most files that are looked at in one go.
const MOST_FILES: usize = 2_000;
/// Longest file, bytes.
const LONGEST: u64 = 4 << 10;
/// How far ahead of this machine a phone's clock may be.
const AHEAD_MIN: i64 = 60;

/// A file that is in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Taken {
    pub file: String,
    pub at: DateTime<FixedOffset>,
    /// Its line as it was written.
    pub said: String,
    /// Runs that the entry itself brought.
    #[serde(skip)]
    pub new_runs: Vec<RunId>,
}

/// A file that stays where it is, with what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Left {
    pub file: String,
    pub why: String,
    /// Its moment lies ahead.
    #[serde(skip)]
    pub is_to_come: bool,
}

/// What an inbox held.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Inbox {
    pub taken: Vec<Taken>,
    /// Taken before: the file came once more.
    pub known: Vec<String>,
    pub left: Vec<Left>,
}

impl Inbox {
    pub fn is_empty(&self) -> bool {
        self.taken.is_empty() && self.known.is_empty() && self.left.is_empty()
    }
}

/// The inbox of an athlete where no other is set.
pub fn folder(workspace: &Workspace) -> PathBuf {
    folder_of(&workspace.home, &workspace.athlete)
}

/// The inbox in an athlete's own folder.
pub fn folder_of(home: &Home, athlete: &AthleteName) -> PathBuf {
    home.folder(athlete).join("inbox")
}

/// How many files wait in a folder.
///
/// # Errors
/// It is there and cannot be looked into.
pub fn count(folder: &Path) -> Result<usize, AppError> {
    match names(folder) {
        Ok(names) => Ok(names.len()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(AppError::file(folder, error)),
    }
}

/// Takes what lies in a folder; that there is none is usual. With `dry_run` nothing is
/// entered and nothing is moved.
///
/// # Errors
/// The folder cannot be looked into, or the diary cannot be written. A file that is
/// wrong is no error, it is [left](Inbox::left).
pub fn take(workspace: &mut Workspace, folder: &Path, dry_run: bool) -> Result<Inbox, AppError> {
    let mut inbox = Inbox::default();
    let names = match names(folder) {
        Ok(names) => names,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(inbox),
        Err(error) => return Err(AppError::file(folder, error)),
    };
    for name in names {
        match one(workspace, folder, &name, dry_run) {
            Ok(Outcome::Taken(taken)) => inbox.taken.push(taken),
            Ok(Outcome::Known) => inbox.known.push(name),
            Err(Trouble::Left(why)) => inbox.left.push(Left {
                is_to_come: moment(&name).is_ok_and(|at| at > workspace.now),
                file: name,
                why,
            }),
            Err(Trouble::Stop(error)) => return Err(error),
        }
    }
    Ok(inbox)
}

enum Outcome {
    Taken(Taken),
    Known,
}

enum Trouble {
    /// The file's own; the others go on.
    Left(String),
    /// The diary's: no file can be taken.
    Stop(AppError),
}

impl From<String> for Trouble {
    fn from(why: String) -> Self {
        Trouble::Left(why)
    }
}

/// The files that may be entries, by name: what a sync has under way is not looked at.
fn names(folder: &Path) -> std::io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)?.flatten().take(MOST_FILES) {
        let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
            continue;
        };
        let under_way = name.starts_with(['.', '~']) || name.ends_with(".tmp");
        let is_text = Path::new(&name)
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("txt"));
        if !under_way && is_text {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

fn one(
    workspace: &mut Workspace,
    folder: &Path,
    name: &str,
    dry_run: bool,
) -> Result<Outcome, Trouble> {
    let path = folder.join(name);
    let text = content(&path)?;
    let done = folder.join("done");
    if let Some(original) = copied_from(name) {
        let beside = [done.join(&original), folder.join(&original)];
        let same = (beside.iter()).any(|place| content(place).is_ok_and(|told| told == text));
        if !same {
            return Err(Trouble::Left(format!(
                "a copy of {original} that a sync made, and it says something else: `{}`. Rename the one that is right to a time of its own, or delete the wrong one",
                text.escape_debug()
            )));
        }
        if !dry_run {
            put_away(&path, &done, name)?;
        }
        return Ok(Outcome::Known);
    }
    let at = moment(name)?;
    match content(&done.join(name)) {
        Ok(before) if before == text => {
            if !dry_run {
                put_away(&path, &done, name)?;
            }
            return Ok(Outcome::Known);
        }
        Ok(before) => {
            return Err(Trouble::Left(format!(
                "a file of this name was taken already, and it said `{}`; a new entry needs a name of its own",
                before.escape_debug()
            )));
        }
        Err(_) => {}
    }
    if at > workspace.now + TimeDelta::minutes(AHEAD_MIN) {
        return Err(Trouble::Left(format!(
            "{} has not come yet: is a clock wrong?",
            at.format("%Y-%m-%d %H:%M %:z")
        )));
    }
    let line = told::line(&text)?;
    let history = workspace.history().map_err(Trouble::Stop)?;
    let (entry, new_runs) = line
        .entry(workspace, &history, at)
        .map_err(|error| error.to_string())?;
    entries::validate(&entry)?;
    entries::refuse_doubtful(workspace, &entry).map_err(|error| error.to_string())?;
    if !dry_run {
        entries::enter_of_phone(workspace, entry).map_err(Trouble::Stop)?;
        put_away(&path, &done, name)?;
    }
    Ok(Outcome::Taken(Taken {
        file: name.to_owned(),
        at,
        said: text,
        new_runs,
    }))
}

/// The one line of a file.
fn content(path: &Path) -> Result<String, String> {
    let unreadable = |error: std::io::Error| format!("it cannot be read: {error}");
    // Not followed: a link could lead anywhere.
    let about = fs::symlink_metadata(path).map_err(unreadable)?;
    if !about.is_file() {
        return Err("it is no file".to_owned());
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(unreadable)?;
    file.take(LONGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if bytes.len() as u64 > LONGEST {
        return Err("it is too long for an entry".to_owned());
    }
    let text = String::from_utf8(bytes).map_err(|_| "it is no text".to_owned())?;
    let mut lines = text
        .trim_start_matches('\u{feff}')
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    match (lines.next(), lines.next()) {
        (None, _) => Err("it is empty; has it been synced whole?".to_owned()),
        (Some(line), None) => Ok(line.to_owned()),
        (Some(_), Some(_)) => Err("it holds more than one line; one file is one entry".to_owned()),
    }
}

/// Moves a file that is in to `done/`; one of the same name there says the same.
fn put_away(path: &Path, done: &Path, name: &str) -> Result<(), String> {
    fs::create_dir_all(done)
        .and_then(|()| fs::rename(path, done.join(name)))
        .map_err(|error| {
            format!(
                "it is in, but cannot be moved to {}: {error}",
                done.display()
            )
        })
}

/// The name of the file that a sync program copied, where this is such a copy:
/// Syncthing's `x.sync-conflict-20261127-193000-ABCDEFG.txt`, Dropbox's and Nextcloud's
/// `x (… conflicted copy …).txt`, a browser's or iCloud's `x (1).txt` and `x 2.txt`.
fn copied_from(name: &str) -> Option<String> {
    let stem = name.get(..name.len().checked_sub(4)?)?;
    if let Some((original, _)) = stem.split_once(".sync-conflict-") {
        return Some(format!("{original}.txt"));
    }
    if let Some((original, bracket)) = stem.rsplit_once(" (")
        && let Some(inside) = bracket.strip_suffix(')')
        && (inside.to_lowercase().contains("conflict")
            || inside.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return Some(format!("{original}.txt"));
    }
    let (original, number) = stem.rsplit_once(' ')?;
    let is_number = (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| format!("{original}.txt"))
}

/// The moment that a file's name tells: date, time to the second, offset.
///
/// # Errors
/// There is none, or it lacks the offset: without it nobody knows when it was.
fn moment(name: &str) -> Result<DateTime<FixedOffset>, String> {
    let wrong =
        || "its name does not begin with a time, such as 20261127T193000+0100-phone.txt".to_owned();
    let stem = name.get(..name.len().saturating_sub(4)).ok_or_else(wrong)?;
    let mut rest = stem;
    let date = digits(&mut rest, 8, "-").ok_or_else(wrong)?;
    rest = rest.strip_prefix(['T', 't', '_', ' ']).ok_or_else(wrong)?;
    let time = digits(&mut rest, 6, ":-._").ok_or_else(wrong)?;
    let date = NaiveDate::parse_from_str(&date, "%Y%m%d").map_err(|_| wrong())?;
    let time = NaiveTime::parse_from_str(&time, "%H%M%S").map_err(|_| wrong())?;
    let east_s = offset(&mut rest).ok_or_else(|| {
        "its name lacks the offset from UTC (+0100), without which nobody knows when it was"
            .to_owned()
    })?;
    if !rest.is_empty() && !rest.starts_with('-') {
        return Err(wrong());
    }
    FixedOffset::east_opt(east_s)
        .and_then(|offset| offset.from_local_datetime(&date.and_time(time)).single())
        .ok_or_else(wrong)
}

/// So many digits, with single separators between them.
fn digits(rest: &mut &str, count: usize, separators: &str) -> Option<String> {
    let mut found = String::new();
    let mut after_separator = true;
    for (at, letter) in rest.char_indices() {
        if letter.is_ascii_digit() {
            found.push(letter);
            after_separator = false;
            if found.len() == count {
                *rest = rest.get(at + 1..)?;
                return Some(found);
            }
        } else if separators.contains(letter) && !after_separator {
            after_separator = true;
        } else {
            return None;
        }
    }
    None
}

/// `Z`, `+0100`, `+01:00`, `-0530`: seconds east of UTC.
fn offset(rest: &mut &str) -> Option<i32> {
    if let Some(after) = rest.strip_prefix(['Z', 'z']) {
        *rest = after;
        return Some(0);
    }
    let (sign, after) = match rest.chars().next()? {
        '+' => (1, rest.get(1..)?),
        '-' => (-1, rest.get(1..)?),
        _ => return None,
    };
    let mut after = after;
    let told: i32 = digits(&mut after, 4, ":").and_then(|told| told.parse().ok())?;
    let (hours, minutes) = (told / 100, told % 100);
    if hours > 14 || minutes > 59 {
        return None;
    }
    *rest = after;
    Some(sign * (hours * 3600 + minutes * 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_a_moment_with_its_offset() {
        for (name, expected) in [
            (
                "20261127T193000+0100-iphone.txt",
                Some("2026-11-27T19:30:00+01:00"),
            ),
            ("20261127T193000Z.txt", Some("2026-11-27T19:30:00+00:00")),
            (
                "2026-11-27T19-30-00-0530-pixel.txt",
                Some("2026-11-27T19:30:00-05:30"),
            ),
            (
                "2026-11-27T19:30:00+01:00.txt",
                Some("2026-11-27T19:30:00+01:00"),
            ),
            ("20261127T193000-iphone.txt", None),
            ("20261127T193000.txt", None),
            ("20261127T1930+0100.txt", None),
            ("20261127T193000+1500.txt", None),
            ("20261127T256000+0100.txt", None),
            ("20261327T193000+0100.txt", None),
            ("notes.txt", None),
            (".txt", None),
            ("20261127T193000+0100iphone.txt", None),
            ("2026112７T193000+0100.txt", None),
        ] {
            let found = moment(name).ok().map(|at| at.to_rfc3339());
            assert_eq!(found.as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn a_copy_of_a_sync_is_known_by_its_name() {
        let original = "20261127T193000+0100-iphone";
        for (name, copy) in [
            (format!("{original}.txt"), false),
            (
                format!("{original}.sync-conflict-20261127-194000-ABCDEFG.txt"),
                true,
            ),
            (
                format!("{original} (Anna's conflicted copy 2026-11-27).txt"),
                true,
            ),
            (
                format!("{original} (conflicted copy 2026-11-27 194000).txt"),
                true,
            ),
            (format!("{original} (1).txt"), true),
            (format!("{original} 2.txt"), true),
        ] {
            let expected = copy.then(|| format!("{original}.txt"));
            assert_eq!(copied_from(&name), expected, "{name}");
        }
    }
}
