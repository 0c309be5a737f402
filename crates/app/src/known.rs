//! What lies where it lay when it was imported before: a glance at it is enough.

use super::AppError;
use super::files::Input;
use comeback_store::Store;
use comeback_store::glances::{Glance, Glanced, mark};
use std::collections::HashMap;
use std::path::PathBuf;

/// The inputs of an import that are known, by their path.
#[derive(Debug, Default)]
pub(super) struct Known {
    glances: HashMap<PathBuf, Glance>,
}

impl Known {
    /// Looks at each input. One is known when nothing of it changed and all that it gave
    /// is still `seen`.
    pub(crate) fn among(
        inputs: &[Input],
        store: Option<&Store>,
        seen: &HashMap<String, Option<String>>,
    ) -> Result<Known, AppError> {
        let mut known = Known::default();
        let Some(store) = store else {
            return Ok(known);
        };
        for input in inputs {
            let Input::File(path) = input else { continue };
            let Some(glance) = store.glance(path)? else {
                continue;
            };
            let is_seen = |entry: &Glanced| match &entry.found {
                Ok(sha256) => seen.contains_key(sha256),
                Err(_) => true,
            };
            if glance.entries.iter().all(is_seen) && mark(path).as_ref() == Some(&glance.mark) {
                known.glances.insert(path.clone(), glance);
            }
        }
        Ok(known)
    }

    /// What is known of an input.
    pub(crate) fn of(&self, input: &Input) -> Option<&Glance> {
        match input {
            Input::File(path) => self.glances.get(path),
            Input::Stdin => None,
        }
    }

    /// The same, for the one reading of it.
    pub(crate) fn take(&mut self, input: &Input) -> Option<Glance> {
        match input {
            Input::File(path) => self.glances.remove(path),
            Input::Stdin => None,
        }
    }
}

/// What an import finds in an input.
#[derive(Debug)]
pub(super) struct Noted {
    path: PathBuf,
    name: String,
    glance: Glance,
    /// Something in it must be read again next time.
    is_open: bool,
}

impl Noted {
    /// `None` for what has no place or no time.
    pub(crate) fn of(input: &Input, is_zip: bool, has_tables: bool) -> Option<Noted> {
        let Input::File(path) = input else {
            return None;
        };
        Some(Noted {
            glance: Glance {
                mark: mark(path)?,
                is_zip,
                has_tables,
                entries: Vec::new(),
            },
            path: path.clone(),
            name: input.name(),
            is_open: false,
        })
    }

    /// Adds an entry: the sum of its bytes, or why it was passed over; without either it
    /// must be read again.
    pub(crate) fn add(&mut self, name: &str, found: Option<Result<String, String>>) {
        match (name.strip_prefix(&self.name), found) {
            (Some(inside), Some(found)) => self.glance.entries.push(Glanced {
                inside: inside.to_owned(),
                found,
            }),
            _ => self.is_open = true,
        }
    }

    pub(crate) fn into_glance(self) -> Option<(PathBuf, Glance)> {
        (!self.is_open).then_some((self.path, self.glance))
    }
}
