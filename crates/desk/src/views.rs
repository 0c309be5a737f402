//! What is known of an athlete, computed once for as long as nothing changes: the same
//! minute, and not a file of theirs another than before.

use crate::desk::Desk;
use chrono::NaiveDate;
use comeback_app::{AppError, Overview, Workspace};
use comeback_core::diary::History;
use comeback_core::run::Run;
use comeback_report::charts::series::Seen;
use comeback_report::tree::{Chart, Document, Section};
use comeback_report::{drawings::Drawings, html, subjects};
use comeback_store::AthleteName;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::SystemTime;

/// What a view is good for: the minute, and each file with size and time.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stamp {
    minute: u64,
    files: Vec<(String, u64, Option<SystemTime>)>,
}

#[derive(Default)]
pub(crate) struct Views {
    slots: Mutex<HashMap<String, Arc<Slot>>>,
}

#[derive(Default)]
struct Slot(Mutex<Option<(Stamp, Arc<View>)>>);

/// One athlete at one moment.
pub(crate) struct View {
    pub athlete: AthleteName,
    /// Everybody of the home.
    pub athletes: Arc<[AthleteName]>,
    pub history: History,
    /// The recordings so far that count for nothing, the newest first.
    pub aside: Vec<Run>,
    /// What the person should know of the data themselves.
    pub notes: Vec<String>,
    /// What it was made from, until the page is made that it was made for.
    opened: Mutex<Option<Workspace>>,
    overview: OnceLock<Told>,
    made: Mutex<BTreeMap<String, Arc<str>>>,
}

/// The report of one athlete at one moment.
pub(crate) struct Told {
    pub overview: Overview,
    pub seen: Seen,
    pub document: Document,
}

impl Told {
    fn of(
        workspace: &mut Workspace,
        history: History,
        athlete: &AthleteName,
    ) -> Result<Told, AppError> {
        let overview = Overview::of_history(workspace, history, None)?;
        let (picture, extras) = (overview.picture(), overview.extras());
        let seen = overview.seen();
        let document = subjects::report(&picture, &extras, &seen, Some(athlete.shown()));
        Ok(Told {
            overview,
            seen,
            document,
        })
    }

    fn sections(&self, ids: &[&str]) -> String {
        let (picture, extras) = (self.overview.picture(), self.overview.extras());
        let drawings = Drawings {
            picture: &picture,
            extras: &extras,
            seen: &self.seen,
        };
        let named = |id: &&str| -> Option<&Section> {
            (self.document.sections.iter()).find(|section| section.id == *id)
        };
        let found = ids.iter().filter_map(named);
        found
            .map(|section| html::fragment(section, Some(drawings)))
            .collect()
    }
}

impl Told {
    fn chart(&self, chart: Chart) -> String {
        let (picture, extras) = (self.overview.picture(), self.overview.extras());
        let drawings = Drawings {
            picture: &picture,
            extras: &extras,
            seen: &self.seen,
        };
        let block = subjects::chart(&picture, &self.seen, chart);
        block.map_or_else(String::new, |block| html::block(&block, Some(drawings)))
    }
}

impl Views {
    /// The view of an athlete as of now.
    pub(crate) fn of(&self, desk: &Desk, athlete: &AthleteName) -> Result<Arc<View>, AppError> {
        desk.refuse_gone(athlete)?;
        let slot = {
            let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(slots.entry(athlete.as_str().to_owned()).or_default())
        };
        // Who asks at the same time waits here and takes what the first has made.
        let mut held = slot.0.lock().unwrap_or_else(PoisonError::into_inner);
        let stamp = stamp(desk, athlete);
        if let Some((known, view)) = held.as_ref()
            && *known == stamp
        {
            return Ok(Arc::clone(view));
        }
        let (mut workspace, notes) = desk.workspace(athlete)?;
        let (runs, mut aside) = workspace.recordings()?;
        let history = workspace.history_of(runs)?;
        aside.retain(|run| run.start <= history.now);
        aside.sort_by_key(|run| std::cmp::Reverse(run.start));
        let view = Arc::new(View {
            athlete: athlete.clone(),
            athletes: desk.athletes()?,
            history,
            aside,
            notes,
            opened: Mutex::new(Some(workspace)),
            overview: OnceLock::new(),
            made: Mutex::new(BTreeMap::new()),
        });
        *held = Some((self::stamp(desk, athlete), Arc::clone(&view)));
        Ok(view)
    }
}

impl View {
    /// The whole picture and its pages, computed when the first page needs it.
    pub(crate) fn overview(&self, desk: &Desk) -> Result<&Told, AppError> {
        if let Some(known) = self.overview.get() {
            return Ok(known);
        }
        let history = self.history.clone();
        let told = self.opened(desk, |workspace| {
            Told::of(workspace, history, &self.athlete)
        })?;
        Ok(self.overview.get_or_init(|| told))
    }

    /// Reads on in what the view was made from, or opens it once more where the page was
    /// made that needed it first.
    pub(crate) fn opened<T>(
        &self,
        desk: &Desk,
        read: impl FnOnce(&mut Workspace) -> Result<T, AppError>,
    ) -> Result<T, AppError> {
        let held = || self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        let known = held().take();
        let mut workspace = match known {
            Some(known) => known,
            None => desk.workspace(&self.athlete)?.0,
        };
        let made = read(&mut workspace)?;
        *held() = Some(workspace);
        Ok(made)
    }

    /// Lets go of the files: a coach looks at hundreds of athletes.
    pub(crate) fn close(&self) {
        *self.opened.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Sections of the report by their ids, in this order, those that there are.
    pub(crate) fn sections(&self, desk: &Desk, ids: &[&str]) -> Result<String, AppError> {
        Ok(self.overview(desk)?.sections(ids))
    }

    /// One chart of the report under its sentence.
    pub(crate) fn chart(&self, desk: &Desk, chart: Chart) -> Result<String, AppError> {
        Ok(self.overview(desk)?.chart(chart))
    }

    /// The same as they stood at the end of an earlier day.
    pub(crate) fn sections_on(
        &self,
        desk: &Desk,
        day: NaiveDate,
        ids: &[&str],
    ) -> Result<String, AppError> {
        let desk = Desk {
            as_of: Some(format!("{day} 23:59")),
            ..desk.clone()
        };
        let (mut workspace, _) = desk.workspace(&self.athlete)?;
        let history = workspace.history()?;
        Ok(Told::of(&mut workspace, history, &self.athlete)?.sections(ids))
    }

    /// A page that was made already for this view, else a new one.
    pub(crate) fn page(
        &self,
        name: &str,
        make: impl FnOnce() -> Result<String, AppError>,
    ) -> Result<Arc<str>, AppError> {
        let held = || self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = held().get(name) {
            return Ok(Arc::clone(known));
        }
        let made: Arc<str> = make()?.into();
        held().insert(name.to_owned(), Arc::clone(&made));
        Ok(made)
    }
}

fn stamp(desk: &Desk, athlete: &AthleteName) -> Stamp {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let minute = match desk.as_of {
        // A moment that was named does not pass.
        Some(_) => 0,
        None => since.map_or(0, |since| since.as_secs() / 60),
    };
    let folder = desk.home.folder(athlete);
    let mut files = Vec::new();
    list(&folder, "", &mut files);
    for inner in ["diary", "inbox"] {
        list(&folder.join(inner), inner, &mut files);
    }
    if let Some(inbox) = &desk.inbox {
        list(inbox, "inbox", &mut files);
    }
    files.sort();
    Stamp { minute, files }
}

fn list(folder: &Path, name: &str, files: &mut Vec<(String, u64, Option<SystemTime>)>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        if let Ok(about) = entry.metadata() {
            let file = format!("{name}/{}", entry.file_name().to_string_lossy());
            files.push((file, about.len(), about.modified().ok()));
        }
    }
}
