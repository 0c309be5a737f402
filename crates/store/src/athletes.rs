//! The athletes of a home: who they are, what they are called, and their stores.

use super::home::{AthleteName, Home, is_folder};
use super::store::Store;
use super::{StoreError, private, switch, whole};
use serde::{Deserialize, Serialize};

/// What `athlete.json` holds: the name, where the folder does not say it.
#[derive(Debug, Serialize, Deserialize)]
struct Profile {
    name: String,
}

const PROFILE: &str = "athlete.json";

/// The athlete of a name among those of a home, as [`Home::find`] does. Who says more about
/// the home than this one answer asks the home once and then this: between two looks another
/// process may have made the athlete.
pub fn find_among<'a>(athletes: &'a [AthleteName], name: &str) -> Option<&'a AthleteName> {
    let name = name.trim();
    let lower = name.to_lowercase();
    let ways: [&dyn Fn(&AthleteName) -> bool; 3] = [
        &|athlete| athlete.shown == name,
        &|athlete| athlete.folder == name,
        &|athlete| athlete.shown.to_lowercase() == lower || athlete.folder.to_lowercase() == lower,
    ];
    ways.iter()
        .find_map(|is| athletes.iter().find(|athlete| is(athlete)))
}

impl Home {
    /// All athletes that have data, by name.
    ///
    /// # Errors
    /// The home cannot be looked into.
    pub fn athletes(&self) -> Result<Vec<AthleteName>, StoreError> {
        let folder = self.path().join("athletes");
        if !self.exists()? || !is_folder(&folder)? {
            return Ok(Vec::new());
        }
        switch::finish(self)?;
        let mut names = Vec::new();
        for entry in std::fs::read_dir(&folder).map_err(StoreError::io(&folder))? {
            let entry = entry.map_err(StoreError::io(&folder))?;
            if entry.path().is_dir()
                && let Some(name) = entry.file_name().to_str()
                && let Some(name) = AthleteName::of_folder(name)
            {
                names.push(self.with_shown_name(name));
            }
        }
        names.sort();
        Ok(names)
    }

    /// Whether more than one athlete has data here, without a look at who they are.
    pub fn has_several(&self) -> bool {
        let folders = std::fs::read_dir(self.path().join("athletes"));
        let folders = folders.into_iter().flatten().flatten();
        folders
            .filter(|entry| entry.path().is_dir())
            .nth(1)
            .is_some()
    }

    /// The athlete with the name that its profile gives it.
    fn with_shown_name(&self, name: AthleteName) -> AthleteName {
        let path = self.folder(&name).join(PROFILE);
        let told = std::fs::read(&path)
            .ok()
            .and_then(|text| serde_json::from_slice::<Profile>(&text).ok())
            .and_then(|profile| AthleteName::new(&profile.name).ok());
        match told {
            Some(told) => AthleteName {
                folder: name.folder,
                shown: told.shown,
            },
            None => name,
        }
    }

    /// The athlete of a name, as it is shown or as its folder is called, large or small.
    ///
    /// # Errors
    /// The home cannot be looked into.
    pub fn find(&self, name: &str) -> Result<Option<AthleteName>, StoreError> {
        Ok(find_among(&self.athletes()?, name).cloned())
    }

    /// The name of an athlete who is not in the home yet, with a folder that is free; of one
    /// who is there by now, that one.
    ///
    /// # Errors
    /// No name, or the home cannot be looked into.
    pub fn new_name(&self, name: &str) -> Result<AthleteName, StoreError> {
        let mut new = AthleteName::new(name)?;
        let athletes = self.athletes()?;
        // Another process may have made the athlete since it was looked for: a second one of
        // the same name would hide what each of them holds.
        if let Some(there) = athletes.iter().find(|athlete| athlete.shown == new.shown) {
            return Ok(there.clone());
        }
        let base = new.folder.clone();
        let mut number = 1_u32;
        while athletes
            .iter()
            .any(|athlete| athlete.folder.to_lowercase() == new.folder.to_lowercase())
        {
            number += 1;
            new.folder = format!("{base}-{number}");
        }
        Ok(new)
    }

    /// Calls an athlete otherwise; the folder stays.
    ///
    /// # Errors
    /// No name, or the profile cannot be written.
    pub fn rename(&self, athlete: &AthleteName, name: &str) -> Result<AthleteName, StoreError> {
        let shown = AthleteName::new(name)?.shown;
        let renamed = AthleteName {
            folder: athlete.folder.clone(),
            shown,
        };
        self.write_profile(&renamed)?;
        Ok(renamed)
    }

    fn write_profile(&self, athlete: &AthleteName) -> Result<(), StoreError> {
        let path = self.folder(athlete).join(PROFILE);
        let profile = Profile {
            name: athlete.shown.clone(),
        };
        let text = serde_json::to_vec(&profile).map_err(|error| StoreError::Derived {
            path: path.clone(),
            what: error.to_string(),
        })?;
        whole::write_whole(&path, &text)
    }

    /// The athlete's store if there is one; looking changes nothing but the cache.
    ///
    /// # Errors
    /// The folder is there and cannot be looked into.
    pub fn existing(&self, athlete: &AthleteName) -> Result<Option<Store>, StoreError> {
        let folder = self.folder(athlete);
        if self.exists()? && is_folder(&self.path().join("athletes"))? && is_folder(&folder)? {
            Store::open(self, athlete).map(Some)
        } else {
            Ok(None)
        }
    }

    /// The athlete's store, made when there is none.
    ///
    /// # Errors
    /// Where the folder cannot be made or the database cannot be opened.
    pub fn store(&self, athlete: &AthleteName) -> Result<Store, StoreError> {
        private::make_folder(&self.folder(athlete))?;
        // Not the home itself: it may be a folder that holds other things, too.
        private::close_to_others(&self.path().join("athletes"));
        private::close_to_others(&self.folder(athlete));
        if athlete.shown != athlete.folder && !self.folder(athlete).join(PROFILE).exists() {
            self.write_profile(athlete)?;
        }
        Store::open(self, athlete)
    }
}
