//! The flags of a call, resolved: flag, then environment, then configuration
//! file, then default.

use super::global::{Global, When};
use super::output::Output;
use chrono::{DateTime, FixedOffset};
use clap::ValueEnum;
use comeback_app::{
    AppError, ConfigFile, Environment, System, Workspace, cache_folder, data_folder, entries,
    inbox, nearest, notes, when,
};
use comeback_core::diary::{Entry, History};
use comeback_core::plan::WeekPlan;
use comeback_store::{AthleteName, Home, find_among};
use std::path::{Path, PathBuf};

/// The athlete of a call that names none.
const DEFAULT_ATHLETE: &str = "me";

/// The home that was named, else the platform's data folder. What is derived from the
/// latter lies in the platform's cache folder, out of the way of what is synced or
/// backed up; by whichever way it was named, it is one home with one cache.
fn home(named: Option<PathBuf>) -> Result<Home, AppError> {
    let usual = data_folder();
    let path = match named {
        Some(named) if usual.as_ref().is_ok_and(|usual| is_same(usual, &named)) => usual?,
        Some(named) => return Ok(Home::new(named)),
        None => usual?,
    };
    Ok(match cache_folder() {
        Some(cache) => Home::with_cache(path, cache),
        None => Home::new(path),
    })
}

fn is_same(a: &Path, b: &Path) -> bool {
    a == b || matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

/// One call of the program.
#[derive(Debug, Clone)]
pub(super) struct Call {
    pub home: Home,
    pub athlete: AthleteName,
    /// Whether the caller named the athlete.
    pub athlete_named: bool,
    /// Whether the caller, or the configuration, said where the home is.
    home_named: bool,
    /// Whether what would be asked is answered with yes.
    pub yes: bool,
    pub as_of: Option<String>,
    /// The drop folder of the athlete, where the configuration names one.
    pub inbox: Option<PathBuf>,
    pub system: System,
    pub out: Output,
}

impl Call {
    pub(super) fn new(mut global: Global) -> Result<Call, AppError> {
        let file = ConfigFile::read()?;
        let told = Environment::read();
        global.home = global.home.or(told.home);
        global.athlete = global.athlete.or(told.athlete);
        let named = global
            .home
            .filter(|home| !home.as_os_str().is_empty())
            .or(file.home);
        let home_named = named.is_some();
        let home = home(named)?;
        let color = match (global.color, file.color.as_deref()) {
            (Some(when), _) => when,
            (None, Some(text)) => When::from_str(text, true).map_err(|_| {
                AppError::Refused(format!("`{text}` in the configuration file is no `color`"))
            })?,
            (None, None) => When::Auto,
        };
        let athlete_named = global.athlete.is_some();
        // One folder is one person's: whoever is named by the configuration, else `me`.
        let whose = file.athlete.as_deref().unwrap_or(DEFAULT_ATHLETE);
        let is_theirs = global.athlete.as_deref().is_none_or(|name| name == whose);
        let inbox = file.inbox.filter(|_| is_theirs);
        let athlete = global.athlete.as_deref().unwrap_or(whose);
        // A home that cannot be looked into is said so by who looks into it.
        let known = home.find(athlete).ok().flatten();
        let athlete = match known {
            Some(known) => known,
            None => home
                .new_name(athlete)
                .or_else(|_| AthleteName::new(athlete))?,
        };
        let out = Output::new(global.json, color, global.quiet, global.verbose);
        comeback_store::say_when_waiting(move |_| {
            out.say("waiting: another comeback is writing in this home …");
        });
        Ok(Call {
            home,
            athlete,
            athlete_named,
            home_named,
            yes: global.yes,
            as_of: global.as_of,
            inbox,
            system: System::read(),
            out,
        })
    }

    /// The same call at another time of the clock, for what goes on for hours.
    pub(super) fn at(&self, system: System) -> Call {
        Call {
            system,
            ..self.clone()
        }
    }

    /// The athlete's data as of the call's moment, for a call that only looks.
    ///
    /// # Errors
    /// Data that cannot be read, a home that was named and is not there, an athlete
    /// whom the home does not know: none of these is the same as no data.
    pub(super) fn open(&self) -> Result<Workspace, AppError> {
        let mut workspace = self.open_before_inbox()?;
        let folder = self.inbox_of(&workspace);
        let waiting = match self.inbox_is_there() {
            Ok(()) => notes::waiting(&mut workspace, &folder)?,
            Err(gone) => vec![gone.to_string()],
        };
        for note in waiting {
            self.out.warn(&note);
            workspace.notes.push(note);
        }
        Ok(workspace)
    }

    /// The same without a look into the drop folder.
    ///
    /// # Errors
    /// As for [`Call::open`].
    pub(super) fn open_before_inbox(&self) -> Result<Workspace, AppError> {
        self.check_known()?;
        self.open_any()
    }

    /// The same for a call that looks what is wrong, or puts it in order: a diary that is
    /// gone stops none of them.
    ///
    /// # Errors
    /// As for [`Call::open`].
    pub(super) fn open_to_mend(&self) -> Result<Workspace, AppError> {
        self.check_known()?;
        self.open_as_it_is(true)
    }

    /// Whether the home holds the athlete.
    pub(super) fn knows_athlete(&self) -> Result<bool, AppError> {
        Ok(self.home.find(self.athlete.shown())?.is_some())
    }

    pub(super) fn check_known(&self) -> Result<(), AppError> {
        self.check_home()?;
        let there = self.home.athletes()?;
        let is_known = find_among(&there, self.athlete.shown()).is_some();
        if !is_known && (self.athlete_named || !there.is_empty()) {
            return Err(self.unknown_athlete(self.athlete.shown(), &there));
        }
        Ok(())
    }

    /// The drop folder of the athlete.
    pub(super) fn inbox_of(&self, workspace: &Workspace) -> PathBuf {
        (self.inbox.clone()).unwrap_or_else(|| inbox::folder(workspace))
    }

    /// Refuses a drop folder that the configuration names and that is not there: a phone's
    /// entries may lie in it.
    ///
    /// # Errors
    /// It is not there.
    pub(super) fn inbox_is_there(&self) -> Result<(), AppError> {
        match &self.inbox {
            Some(named) if !named.is_dir() => Err(no_inbox(named)),
            _ => Ok(()),
        }
    }

    /// The same for a call that needs no data, and takes them where there are some.
    pub(super) fn open_if_there(&self) -> Result<Workspace, AppError> {
        self.open_any()
    }

    /// The athlete's data for a call that writes: a new home is made with a line that
    /// says so, a new athlete beside others is asked about.
    ///
    /// # Errors
    /// Data that cannot be read, or nobody who says that a new athlete is meant.
    pub(super) fn open_to_write(&self) -> Result<Workspace, AppError> {
        let there = self.home.athletes()?;
        if find_among(&there, self.athlete.shown()).is_none() {
            if there.is_empty() {
                self.out.say(&format!(
                    "a new home begins in {}, with the athlete `{}`",
                    self.home.path().display(),
                    self.athlete
                ));
            } else if self.yes
                || self.is_agreed(&format!(
                    "`{}` is new beside {}. Begin with a new athlete?",
                    self.athlete,
                    listed(&there)
                ))
            {
                self.out
                    .say(&format!("`{}` is a new athlete", self.athlete));
            } else {
                return Err(AppError::Refused(format!(
                    "{}; if a new one is meant, say --yes",
                    self.unknown_athlete(self.athlete.shown(), &there)
                )));
            }
        }
        let mut workspace = self.open_any()?;
        self.take_inbox(&mut workspace)?;
        Ok(workspace)
    }

    /// Takes what a phone left in the drop folder, so that it is known before what
    /// follows. A call as of another moment does not.
    fn take_inbox(&self, workspace: &mut Workspace) -> Result<(), AppError> {
        if let Err(gone) = self.inbox_is_there() {
            self.out.warn(&gone.to_string());
            return Ok(());
        }
        if self.as_of.is_some() {
            return Ok(());
        }
        let folder = self.inbox_of(workspace);
        let found = inbox::take(workspace, &folder, false)?;
        for taken in &found.taken {
            self.out.say(&format!(
                "from the inbox, {}: {}",
                taken.at.format("%a %d %b %H:%M"),
                taken.said.escape_debug()
            ));
        }
        self.out.left_in_inbox(&found);
        Ok(())
    }

    /// Asks on a terminal; without one nobody agrees.
    pub(super) fn is_agreed(&self, question: &str) -> bool {
        use std::io::{BufRead, IsTerminal, Write};
        if self.yes {
            return true;
        }
        let stdin = std::io::stdin();
        if !stdin.is_terminal() {
            return false;
        }
        let mut stderr = std::io::stderr();
        // Nowhere is left to ask when standard error is gone.
        let _ = write!(stderr, "{question} [y/n] ").and_then(|()| stderr.flush());
        let mut answer = String::new();
        stdin.lock().read_line(&mut answer).is_ok()
            && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")
    }

    /// Refuses a home that was named and is not there.
    pub(super) fn check_home(&self) -> Result<(), AppError> {
        if !self.home.exists()? && self.home_named {
            return Err(AppError::Refused(format!(
                "there is no folder {}: is the disk mounted, is it spelled so? A new home begins with the first import, or with `comeback athlete new NAME`",
                self.home.path().display()
            )));
        }
        Ok(())
    }

    /// An athlete whom the home knows.
    pub(super) fn known_athlete(&self, name: &str) -> Result<AthleteName, AppError> {
        self.check_home()?;
        let there = self.home.athletes()?;
        match find_among(&there, name) {
            Some(known) => Ok(known.clone()),
            None => Err(self.unknown_athlete(name, &there)),
        }
    }

    fn unknown_athlete(&self, name: &str, others: &[AthleteName]) -> AppError {
        let known = if others.is_empty() {
            "it holds no athlete yet".to_owned()
        } else {
            match nearest(name, others.iter().map(AthleteName::shown)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("it holds {}", listed(others)),
            }
        };
        AppError::Refused(format!(
            "{} knows no athlete `{name}`; {known}",
            self.home.path().display()
        ))
    }

    fn open_any(&self) -> Result<Workspace, AppError> {
        self.open_as_it_is(false)
    }

    fn open_as_it_is(&self, lost: bool) -> Result<Workspace, AppError> {
        let mut workspace = Workspace::open_as_it_is(
            self.home.clone(),
            self.athlete.clone(),
            self.as_of.as_deref(),
            &self.system,
            lost,
        )?;
        workspace.believes = self.yes;
        self.out.detail(&format!(
            "{} in {}, as of {}",
            self.athlete,
            self.home.path().display(),
            workspace.now.to_rfc3339()
        ));
        let notes = notes::of(&mut workspace)?;
        for note in &notes {
            self.out.warn(note);
        }
        workspace.notes = notes;
        Ok(workspace)
    }

    /// Notes the plan that is being given. One that cannot be noted is as good.
    pub(super) fn give(&self, workspace: &mut Workspace, history: &History, plan: &WeekPlan) {
        if let Err(error) = comeback_app::give(workspace, history, plan) {
            self.out
                .warn(&format!("the plan is not kept for the record: {error}"));
        }
    }

    /// The moment that an entry speaks of: as written, else now.
    pub(super) fn entry_time(
        workspace: &Workspace,
        at: Option<&str>,
    ) -> Result<DateTime<FixedOffset>, AppError> {
        Ok(match at {
            Some(text) => when::of_entry(workspace.moment(text)?, workspace.now, workspace.zone),
            None => workspace.now,
        })
    }

    /// Says so when an entry lies later than the moment of the call.
    pub(super) fn note_if_later(&self, workspace: &Workspace, entry: &Entry) {
        // What has not come is refused.
        if entry.at > workspace.now && entries::refuse_to_come(workspace, entry).is_ok() {
            let at = entry.at.with_timezone(&workspace.zone);
            self.out.warn(&format!(
                "{} is later than {}: entered, and counts from then on",
                at.format("%Y-%m-%d %H:%M"),
                workspace.now.format("%Y-%m-%d %H:%M")
            ));
        }
    }
}

/// That a drop folder is not there.
pub(super) fn no_inbox(folder: &Path) -> AppError {
    AppError::Refused(format!(
        "there is no folder {}: is it spelled so, is it synced?",
        folder.display()
    ))
}

/// Some names and how many more there are.
fn listed(athletes: &[AthleteName]) -> String {
    const SOME: usize = 5;
    let some: Vec<String> = athletes
        .iter()
        .take(SOME)
        .map(|athlete| format!("`{athlete}`"))
        .collect();
    match athletes.len().saturating_sub(SOME) {
        0 => some.join(", "),
        more => format!("{} and {more} more", some.join(", ")),
    }
}
