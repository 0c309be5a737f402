//! Everything that is kept, checked: originals against their names, lines of the diary,
//! and every figure against the original that it is of, which is decoded once more.

use super::ledger::Ledger;
use super::reread::{AT_ONCE, Reading};
use super::{AppError, Workspace, marks};
use comeback_core::diary::{Entry, Record};
use comeback_core::run::{Run, RunId};
use comeback_store::{KeptRun, Store, StoreError};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What of a run follows from the runs before it, and can be compared only where all were
/// derived again.
const OF_OTHERS: [&str; 6] = [
    "speeds",
    "hard",
    "efforts",
    "tendon_load",
    "load",
    "not_counted",
];

/// Most figures of one run that are named.
const MOST_NAMED: usize = 3;

const AGAIN: &str = "import the file again, or restore a backup";

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub place: String,
    pub what: String,
    /// What to do about it.
    pub next: String,
}

/// What was checked, and what is wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// Those that hold the bytes that their names promise.
    pub originals: usize,
    pub entries: usize,
    pub runs: usize,
    /// Originals that were not decoded again, since the time was up.
    pub not_decoded: usize,
    pub problems: Vec<Problem>,
}

/// Checks one athlete. `go_on` is told how many originals of how many are decoded, and
/// answers whether there is time for more; the bytes of the others are checked all the same.
///
/// # Errors
/// The home cannot be looked into at all.
pub fn verify(
    workspace: &mut Workspace,
    go_on: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Verified, AppError> {
    let mut found = Verified {
        entries: workspace.record.counting().count(),
        problems: of_the_diary(workspace),
        ..Verified::default()
    };
    if let Some(store) = workspace.store()
        && marks::is_of_this_program(store).unwrap_or(false)
        && let Err(error) = sums(store)
    {
        found.problems.push(Problem {
            place: "comeback.db".to_owned(),
            what: error.to_string(),
            next: "nothing: it has been made again from the originals".to_owned(),
        });
        workspace.store_mut()?.start_again()?;
    }
    if let Some(store) = workspace.store() {
        found.problems.extend(not_listed(store)?);
    }
    found.runs = workspace.all_runs()?.len();
    // Nothing is imported between the two tellings. Where nothing can be written, nothing is.
    let lock = match workspace.store().map(Store::lock) {
        Some(Ok(lock)) => Some(lock),
        Some(Err(error)) if !error.is_refused_writing() => return Err(error.into()),
        _ => None,
    };
    workspace.settle(lock.is_some())?;
    if let Some(store) = workspace.store() {
        figures(
            store,
            &workspace.entries,
            &workspace.record,
            go_on,
            &mut found,
        )?;
    }
    Ok(found)
}

/// Originals that lie in the folder and count for nothing, since no list names them.
fn not_listed(store: &Store) -> Result<Vec<Problem>, StoreError> {
    let names = store.unlisted(&store.index()?)?.into_iter();
    let problems = names.map(|sha256| Problem {
        place: format!("originals/{sha256}.zst"),
        what: "no list names it, so it counts for nothing".to_owned(),
        next: "`comeback rebuild` lists it again, or import the file again".to_owned(),
    });
    Ok(problems.collect())
}

fn of_the_diary(workspace: &Workspace) -> Vec<Problem> {
    let lines = workspace.set_aside.iter().map(|line| Problem {
        place: format!("{}, line {}", line.file, line.number),
        what: line.error.clone(),
        next: match line.is_of_a_list() {
            true => format!(
                "`comeback rebuild`, or import the file again; where neither helps, `comeback void {}`",
                line.id
            ),
            false => format!(
                "enter it again if it matters, then `comeback void {}`",
                line.id
            ),
        },
    });
    let missing = (workspace.lines_missing > 0).then(|| Problem {
        place: "diary".to_owned(),
        what: format!(
            "{} lines that were there before are missing",
            workspace.lines_missing
        ),
        next: "let it sync, or `comeback restore FILE`; `comeback rebuild` goes on without them"
            .to_owned(),
    });
    let lines = lines.chain(missing);
    let conflicts = workspace.record.conflicts().iter().map(|conflict| {
        let ids: Vec<&str> = conflict.iter().map(|id| id.short()).collect();
        Problem {
            place: "diary".to_owned(),
            what: format!("one entry was changed in two ways: {}", ids.join(", ")),
            next: "`comeback void ID` of the wrong one".to_owned(),
        }
    });
    lines.chain(conflicts).collect()
}

/// Reads every row, and with it its sum.
fn sums(store: &Store) -> Result<(), StoreError> {
    store.files_seen()?;
    store.copies::<Value>()?;
    for kept in store.runs()? {
        store.measured(&kept.run.id)?;
    }
    Ok(())
}

/// Decodes the originals once more, beside what is kept, and compares.
fn figures(
    store: &Store,
    entries: &[Entry],
    record: &Record,
    go_on: &mut dyn FnMut(usize, usize) -> bool,
    found: &mut Verified,
) -> Result<(), AppError> {
    let originals = store.originals_that_count(record)?;
    let mut beside = store.beside()?;
    let mut ledger = Ledger::default();
    let reading = Reading::begin(store, entries)?;
    let mut decoded: BTreeSet<&str> = BTreeSet::new();
    let mut is_whole = true;
    let mut reached = 0;
    for chunk in originals.chunks(AT_ONCE) {
        if !go_on(reached, originals.len()) {
            break;
        }
        reached += chunk.len();
        let failed = reading.add(&mut beside, &mut ledger, chunk)?;
        is_whole &= failed.is_empty();
        let unread: BTreeSet<String> = failed.iter().map(|(name, _)| name.clone()).collect();
        decoded.extend(
            (chunk
                .iter()
                .filter(|original| !unread.contains(&original.name)))
            .map(|original| original.sha256.as_str()),
        );
        for (name, what) in failed {
            found.problems.push(Problem {
                place: name,
                what,
                next: AGAIN.to_owned(),
            });
        }
    }
    found.originals = decoded.len();
    for original in originals.iter().skip(reached) {
        match store.original(&original.sha256) {
            Ok(_) => found.originals += 1,
            Err(error) => found.problems.push(Problem {
                place: original.name.clone(),
                what: error.to_string(),
                next: AGAIN.to_owned(),
            }),
        }
    }
    found.not_decoded = originals.len() - reached;
    is_whole &= found.not_decoded == 0;
    if is_whole {
        ledger.settle(&mut beside, entries, record)?;
    }
    let again: BTreeMap<RunId, KeptRun> = (beside.runs()?.into_iter())
        .map(|kept| (kept.run.id.clone(), kept))
        .collect();
    for kept in store.runs()? {
        let run = &kept.run;
        // A run of an original that was not decoded stands as it is.
        if (run.files.iter()).any(|file| !decoded.contains(file.sha256.as_str())) {
            continue;
        }
        let what = match again.get(&run.id) {
            None => Some("its files, decoded again, hold no such run".to_owned()),
            Some(fresh) => differences(run, &fresh.run, is_whole),
        };
        let what = what.or_else(|| same_trace(store, &beside, &run.id));
        if let Some(what) = what {
            let file = run.files.first().map_or("", |file| &file.name);
            found.problems.push(Problem {
                place: format!("run {} ({file})", run.id),
                what,
                next: "`comeback rebuild` derives it again from the file".to_owned(),
            });
        }
    }
    let kept = store.runs()?;
    let known: BTreeSet<&RunId> = kept.iter().map(|kept| &kept.run.id).collect();
    for id in again.keys().filter(|id| is_whole && !known.contains(id)) {
        found.problems.push(Problem {
            place: format!("run {id}"),
            what: "its file holds it, and it is not among the runs".to_owned(),
            next: "`comeback rebuild` derives it again from the file".to_owned(),
        });
    }
    Ok(())
}

/// What is wrong with the kept trace of a run, from which its efforts are found.
fn same_trace(store: &Store, beside: &Store, id: &RunId) -> Option<String> {
    match (store.measured(id), beside.measured(id)) {
        (Ok(Some(kept)), Ok(Some(fresh))) if kept.holds_the_same(&fresh) => None,
        (Ok(None), Ok(None)) => None,
        (Err(error), _) | (_, Err(error)) => Some(error.to_string()),
        _ => Some("what is kept of its trace is not what its file gives".to_owned()),
    }
}

/// Names the figures of a run that its file gives otherwise.
fn differences(kept: &Run, fresh: &Run, is_whole: bool) -> Option<String> {
    let (Ok(Value::Object(kept)), Ok(Value::Object(fresh))) =
        (serde_json::to_value(kept), serde_json::to_value(fresh))
    else {
        return Some("it cannot be compared".to_owned());
    };
    let is_compared = |name: &&String| is_whole || !OF_OTHERS.contains(&name.as_str());
    let names: BTreeSet<&String> = kept.keys().chain(fresh.keys()).collect();
    let mut different: Vec<String> = (names.into_iter().filter(is_compared))
        .filter(|name| kept.get(*name) != fresh.get(*name))
        .map(|name| {
            let (is, should) = (kept.get(name), fresh.get(name));
            format!(
                "{} is kept as {}, its file gives {}",
                name.replace('_', " "),
                short(is),
                short(should)
            )
        })
        .collect();
    if different.len() > MOST_NAMED {
        let more = different.len() - MOST_NAMED;
        different.truncate(MOST_NAMED);
        different.push(format!("{more} more are otherwise"));
    }
    (!different.is_empty()).then(|| different.join("; "))
}

/// A value in a few letters.
fn short(value: Option<&Value>) -> String {
    let Some(value) = value.filter(|value| !value.is_null()) else {
        return "nothing".to_owned();
    };
    let text = value.to_string();
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{} …", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
