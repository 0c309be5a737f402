//! Whose pages are shown, and from where.

use comeback_app::{AppError, Seen, System, Workspace, inbox};
use comeback_report::words::capital;
use comeback_store::{AthleteName, Home};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

/// A note as a sentence begins, but for the name of a file.
fn sentence(note: &str) -> String {
    let first = note.split(' ').next().unwrap_or_default();
    if first.contains(['/', '.']) {
        note.to_owned()
    } else {
        capital(note)
    }
}

/// Whose pages are shown, and from where.
#[derive(Debug, Clone)]
pub struct Desk {
    pub home: Home,
    /// The athlete of the first page and of the phone.
    pub athlete: AthleteName,
    /// Whether the first page is that athlete's where there are several.
    pub athlete_named: bool,
    /// A moment that everything is shown and entered as of.
    pub as_of: Option<String>,
    /// The drop folder of `athlete`, where it is not the one in their folder.
    pub inbox: Option<PathBuf>,
    /// Whose folders were there while the pages are shown.
    pub seen: Arc<Mutex<Seen>>,
    /// Who was there a moment ago.
    pub known: Arc<Known>,
}

/// The athletes of a home as they were listed last.
#[derive(Debug, Default)]
pub struct Known(Mutex<Option<Listing>>);

#[derive(Debug)]
struct Listing {
    at: Instant,
    /// When somebody came to the folder of all or left it.
    changed: SystemTime,
    athletes: Arc<[AthleteName]>,
}

/// So long a list is good for while nobody came and nobody left: each request asks for
/// it, and a thousand athletes cost 16 ms to list. A new name is seen after it.
const GOOD_FOR: Duration = Duration::from_secs(2);

impl Desk {
    /// Refuses to take a home that went away for an empty one.
    ///
    /// # Errors
    /// It was there before, or cannot be looked into.
    pub(crate) fn refuse_gone(&self, athlete: &AthleteName) -> Result<(), AppError> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.refuse_gone(&self.home, athlete)
    }

    /// The athletes of the home.
    ///
    /// # Errors
    /// The home cannot be looked into.
    pub(crate) fn athletes(&self) -> Result<Arc<[AthleteName]>, AppError> {
        let folder = self.home.path().join("athletes");
        let changed = std::fs::metadata(folder).and_then(|about| about.modified());
        let mut held = self.known.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let (Some(listing), Ok(changed)) = (held.as_ref(), &changed)
            && listing.changed == *changed
            && listing.at.elapsed() < GOOD_FOR
        {
            return Ok(Arc::clone(&listing.athletes));
        }
        let at = Instant::now();
        let athletes: Arc<[AthleteName]> = self.home.athletes()?.into();
        *held = changed.ok().map(|changed| Listing {
            at,
            changed,
            athletes: Arc::clone(&athletes),
        });
        Ok(athletes)
    }

    /// Whether the first page is that of all athletes: there are several and none was
    /// named, or nobody is there of the name that is taken when none was said.
    ///
    /// # Errors
    /// The home cannot be looked into.
    pub(crate) fn begins_with_all(&self) -> Result<bool, AppError> {
        if self.athlete_named {
            return Ok(false);
        }
        let known = self.athletes()?;
        let is_there = known.iter().any(|of| of.as_str() == self.athlete.as_str());
        Ok(known.len() > 1 || !(known.is_empty() || is_there))
    }

    /// An athlete by the name of the folder, as it stands in an address.
    ///
    /// # Errors
    /// The home knows no such athlete, or cannot be looked into.
    pub(crate) fn find(&self, name: &str) -> Result<AthleteName, AppError> {
        let known = self.athletes()?;
        match known.iter().find(|athlete| athlete.as_str() == name) {
            Some(athlete) => Ok(athlete.clone()),
            // Before the first entry there is no folder yet. Beside others nobody begins
            // by a page.
            None if name == self.athlete.as_str() && (known.is_empty() || self.athlete_named) => {
                Ok(self.athlete.clone())
            }
            None => Err(AppError::Refused(format!("there is no athlete `{name}`"))),
        }
    }

    /// An athlete's data at this moment, with what a phone left in the inbox.
    pub(crate) fn workspace(
        &self,
        athlete: &AthleteName,
    ) -> Result<(Workspace, Vec<String>), AppError> {
        self.refuse_gone(athlete)?;
        let mut workspace = Workspace::open(
            self.home.clone(),
            athlete.clone(),
            self.as_of.as_deref(),
            &System::read(),
        )?;
        let mut notes: Vec<String> = (comeback_app::notes::of(&mut workspace)?.iter())
            .map(|note| sentence(note))
            .collect();
        let named = (self.inbox.clone()).filter(|_| *athlete == self.athlete);
        let folder = (named.clone()).unwrap_or_else(|| inbox::folder(&workspace));
        if named.is_some_and(|named| !named.is_dir()) {
            notes.push(format!(
                "There is no folder {}: what a phone left in it is not known.",
                folder.display()
            ));
        } else if self.as_of.is_some() {
            let waiting = comeback_app::notes::waiting(&mut workspace, &folder)?;
            notes.extend(waiting.iter().map(|note| sentence(note)));
        } else {
            let found = inbox::take(&mut workspace, &folder, false)?;
            notes.extend(found.taken.iter().map(|taken| {
                let at = taken.at.with_timezone(&workspace.zone);
                format!(
                    "From the inbox: {}, {}.",
                    taken.said,
                    at.format("%a %-d %b %H:%M")
                )
            }));
            notes.extend(
                found
                    .left
                    .iter()
                    .map(|left| format!("Inbox, {}: {}", left.file, left.why)),
            );
        }
        Ok((workspace, notes))
    }
}
