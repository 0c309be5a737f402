//! Everything that is kept, checked: originals against their names, lines of the diary,
//! derived figures against the originals.

use super::{AppError, Workspace};
use std::collections::BTreeSet;

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
    pub originals: usize,
    pub entries: usize,
    pub runs: usize,
    pub problems: Vec<Problem>,
}

/// Checks one athlete.
///
/// # Errors
/// The home cannot be looked into at all.
pub fn verify(
    workspace: &mut Workspace,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Verified, AppError> {
    let mut found = Verified {
        entries: workspace.record.counting().count(),
        ..Verified::default()
    };
    for line in &workspace.set_aside {
        found.problems.push(Problem {
            place: format!("{}, line {}", line.file, line.number),
            what: line.error.clone(),
            next: format!(
                "enter it again if it matters, then `comeback void {}`",
                line.id
            ),
        });
    }
    for conflict in workspace.record.conflicts() {
        let ids: Vec<&str> = conflict.iter().map(|id| id.short()).collect();
        found.problems.push(Problem {
            place: "diary".to_owned(),
            what: format!("one entry was changed in two ways: {}", ids.join(", ")),
            next: "`comeback void ID` of the wrong one".to_owned(),
        });
    }
    if let Some(store) = workspace.store() {
        let listed = store.originals_that_count(&workspace.record)?;
        let all = listed.len();
        let mut seen = BTreeSet::new();
        for (done, original) in listed.into_iter().enumerate() {
            progress(done, all);
            if !seen.insert(original.sha256.clone()) {
                continue;
            }
            match store.original(&original.sha256) {
                Ok(_) => found.originals += 1,
                Err(error) => found.problems.push(Problem {
                    place: original.name,
                    what: error.to_string(),
                    next: "import the file again, or restore a backup".to_owned(),
                }),
            }
        }
    }
    // Reading all rows checks their sums; what is damaged is made again by that.
    found.runs = workspace.all_runs()?.len();
    Ok(found)
}
