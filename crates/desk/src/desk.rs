//! Whose pages are shown, and from where.

use comeback_app::{AppError, System, Workspace, inbox};
use comeback_store::{AthleteName, Home};
use std::path::PathBuf;

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
}

impl Desk {
    /// An athlete by the name of the folder, as it stands in an address.
    ///
    /// # Errors
    /// The home knows no such athlete, or cannot be looked into.
    pub(crate) fn find(&self, name: &str) -> Result<AthleteName, AppError> {
        let mut known = self.home.athletes()?.into_iter();
        match known.find(|athlete| athlete.as_str() == name) {
            Some(athlete) => Ok(athlete),
            // Before the first entry there is no folder yet.
            None if name == self.athlete.as_str() => Ok(self.athlete.clone()),
            None => Err(AppError::Refused(format!("there is no athlete `{name}`"))),
        }
    }

    /// An athlete's data at this moment, with what a phone left in the inbox.
    pub(crate) fn workspace(
        &self,
        athlete: &AthleteName,
    ) -> Result<(Workspace, Vec<String>), AppError> {
        let mut workspace = Workspace::open(
            self.home.clone(),
            athlete.clone(),
            self.as_of.as_deref(),
            &System::read(),
        )?;
        let mut notes: Vec<String> = (workspace.set_aside.iter())
            .map(|line| {
                format!(
                    "{}, line {} cannot be read and counts for nothing: {}",
                    line.file, line.number, line.error
                )
            })
            .collect();
        for conflict in workspace.record.conflicts() {
            let ids: Vec<&str> = conflict.iter().map(|id| id.short()).collect();
            notes.push(format!(
                "One entry was changed in two ways ({}): the more careful one counts until the wrong one is taken back.",
                ids.join(", ")
            ));
        }
        workspace.refresh()?;
        for (name, why) in workspace.damaged_files()? {
            notes.push(format!(
                "{name} does not count: {why}; import it again or restore a backup"
            ));
        }
        if self.as_of.is_none() {
            let folder = (self.inbox.clone())
                .filter(|_| *athlete == self.athlete)
                .unwrap_or_else(|| inbox::folder(&workspace));
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
