//! `comeback import`: files, folders and archives.

use super::call::Call;
use super::exit::Exit;
use super::recording::SportName;
use super::stop::Stop;
use chrono_tz::Tz;
use clap::Args;
use comeback_app as app;
use comeback_app::{AppError, ForeignDiary, Imported, Request, Seen, System, Undated, Workspace};
use comeback_core::calendar::Days;
use comeback_core::diary::{History, span};
use comeback_core::limits::UnitSystem;
use comeback_core::plan;
use comeback_report::words::quantity::counted;
use comeback_report::{json, text};
use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Duration;

/// Import workout files: FIT, GPX, TCX, .gz, .zip, folders, `-` for stdin
///
/// Importing again is harmless: what is known is passed over. Originals are kept.
/// A `diary.jsonl` among the files is taken only with --diary, shown before: a file
/// does not speak for you. It never ends a red flag nor changes a setting.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback import ~/Downloads/export.zip
  comeback import /media/watch/GARMIN/Activity --watch
  curl -s https://example.org/run.fit | comeback import -")]
pub(super) struct Arguments {
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Tell what would be imported and write nothing
    #[arg(long)]
    dry_run: bool,
    /// What all of it is: runs, or something else
    #[arg(long, value_name = "WHAT")]
    sport: Option<SportName>,
    /// Take the entries of diaries among the files, too
    #[arg(long)]
    diary: bool,
    /// The files speak for their runs, in the place of those that came before
    #[arg(long, conflicts_with = "dry_run")]
    replace: bool,
    /// Look again every few seconds until stopped
    #[arg(long, conflicts_with = "dry_run")]
    watch: bool,
    /// Read every byte again, whatever size and time of a file say
    #[arg(long)]
    verify: bool,
    /// The zone of local times in vendors' tables that name none, as Europe/Berlin
    #[arg(long, value_name = "ZONE")]
    time_zone: Option<Tz>,
}

/// How long `--watch` waits between two looks.
const PAUSE: Duration = Duration::from_secs(5);

/// How an import is made; the default is what a review does.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Way {
    dry_run: bool,
    verify: bool,
    diary: bool,
    replace: bool,
    time_zone: Option<Tz>,
    said: Option<bool>,
}

impl Way {
    /// The default, with the zone of local times.
    pub(super) fn in_zone(time_zone: Option<Tz>) -> Way {
        Way {
            time_zone,
            ..Way::default()
        }
    }
}

impl Arguments {
    fn way(&self) -> Way {
        Way {
            dry_run: self.dry_run,
            verify: self.verify,
            diary: self.diary,
            replace: self.replace,
            time_zone: self.time_zone,
            said: self.said(),
        }
    }

    fn said(&self) -> Option<bool> {
        self.sport.map(|answer| answer == SportName::Run)
    }
}

pub(super) fn run(call: &Call, arguments: Arguments) -> Result<Exit, AppError> {
    if arguments.watch {
        return watch(call, &arguments);
    }
    let mut workspace = if arguments.dry_run {
        call.open_if_there()?
    } else {
        call.open_to_write()?
    };
    let before = known(&mut workspace);
    let imported = import(call, &mut workspace, &arguments.paths, arguments.way())?;
    say_if_nothing(call, &imported);
    let exit = exit_of(&imported);
    show(call, &mut workspace, before.as_ref(), imported)?;
    Ok(exit)
}

/// Imports with a progress bar where one can be seen.
pub(super) fn import(
    call: &Call,
    workspace: &mut Workspace,
    paths: &[PathBuf],
    way: Way,
) -> Result<Imported, AppError> {
    let bar = if call.out.draws_progress() {
        ProgressBar::new(0).with_style(progress_style())
    } else {
        ProgressBar::hidden()
    };
    let stop = Stop::heard();
    let mut zone = |undated: &[Undated]| {
        way.time_zone.or_else(|| {
            call.out
                .draws_progress()
                .then(|| bar.suspend(|| stop.while_asking(|| ask_zone(call, undated))))?
        })
    };
    let mut diary = |found: &[ForeignDiary]| {
        bar.suspend(|| {
            show_diaries(call, found);
            way.dry_run || stop.while_asking(|| is_taken(call))
        })
    };
    // A pipe may never end.
    stop.ends_at_once(paths.iter().any(|path| path.as_os_str() == "-"));
    let request = Request {
        paths,
        dry_run: way.dry_run,
        verify: way.verify,
        said: way.said,
        replace: way.replace,
        diary: way.diary.then_some(&mut diary),
        time_zone: way.time_zone,
        zone: &mut zone,
        is_stopped: &|| stop.is_asked(),
    };
    let imported = app::import(workspace, request, &mut |progress| {
        bar.set_length(progress.files as u64);
        bar.set_position(progress.files_done as u64);
        if progress.files_done == progress.files {
            bar.set_message(" · putting the runs together");
        }
    });
    stop.ends_at_once(true);
    bar.finish_and_clear();
    if let Ok(imported) = &imported {
        for note in &imported.notes {
            call.out.say(&format!("note: {note}"));
        }
    }
    imported
}

/// `━━━━━━      1210 of 2704 files · 212 a second · 7 s left`
fn progress_style() -> ProgressStyle {
    let template = "{bar:24} {pos} of {len} files{rate}{msg}";
    let style =
        ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    style.progress_chars("━╸ ").with_key(
        "rate",
        |state: &ProgressState, out: &mut dyn std::fmt::Write| {
            let rate = state.per_sec();
            let left = state.len().unwrap_or(0).saturating_sub(state.pos());
            if state.pos() > 0 && left > 0 && rate > 0.0 {
                let seconds = (left as f64 / rate).ceil();
                let left = if seconds < 100.0 {
                    format!("{seconds:.0} s left")
                } else {
                    format!("{:.0} min left", (seconds / 60.0).ceil())
                };
                // Nowhere is left to say that a bar could not be drawn.
                let _ = write!(out, " · {rate:.0} a second · {left}");
            }
        },
    )
}

/// Shows what diaries among the files say, before it is taken.
fn show_diaries(call: &Call, found: &[ForeignDiary]) {
    for diary in found {
        call.out.say(&format!(
            "{} says, in {} entries:",
            diary.file,
            diary.entries.len()
        ));
        for entry in &diary.entries {
            let at = entry.at.format("%a %d %b %Y %H:%M");
            call.out.say(&format!(
                "  {at}  {}",
                comeback_app::record::in_words(entry, UnitSystem::Kilometres)
            ));
        }
        for left in &diary.left {
            call.out.warn(&format!(
                "not taken from {}: {}; {}",
                diary.file,
                comeback_app::record::in_words(&left.entry, UnitSystem::Kilometres),
                left.why
            ));
        }
    }
}

/// Whether it is taken: asked where somebody sits at a terminal, who may be somebody else.
fn is_taken(call: &Call) -> bool {
    !std::io::stdin().is_terminal()
        || call.is_agreed("Is all of this yours? Take it into the diary?")
}

/// Asks once, where somebody sits at a terminal; an empty answer takes the runner's zone.
fn ask_zone(call: &Call, undated: &[Undated]) -> Option<Tz> {
    if !std::io::stdin().is_terminal() {
        return None;
    }
    for table in undated {
        let what = if table.days {
            "a day and no time"
        } else {
            "a local time without a zone"
        };
        let runs = counted(table.rows, "run has", "runs have");
        call.out.say(&format!("{}: {runs} {what}", table.table));
    }
    for _ in 0..3 {
        call.out
            .say("In which zone were they run, such as Europe/Berlin? Enter takes yours:");
        let mut answer = String::new();
        std::io::stdin().read_line(&mut answer).ok()?;
        match answer.trim() {
            "" => return None,
            name => match name.parse() {
                Ok(zone) => return Some(zone),
                Err(_) => call.out.say("no such zone"),
            },
        }
    }
    None
}

/// Says so where the paths hold nothing that could be imported.
pub(super) fn say_if_nothing(call: &Call, imported: &Imported) {
    let outcome = &imported.outcome;
    let nothing = outcome.imported.is_empty()
        && outcome.skipped.is_empty()
        && outcome.failed.is_empty()
        && outcome.unsure.is_empty()
        && imported.notes.is_empty()
        && imported.entries_read == 0;
    if nothing {
        call.out
            .say("note: nothing to import there: no FIT, GPX or TCX file, archive or diary.jsonl");
    }
}

/// All in, some failed, or nothing but failures.
pub(super) fn exit_of(imported: &Imported) -> Exit {
    if imported.outcome.failed.is_empty() {
        Exit::Done
    } else if imported.is_anything_in() {
        Exit::Partial
    } else {
        Exit::Failed
    }
}

/// The history before an import; `None` where there is none to compare with.
fn known(workspace: &mut Workspace) -> Option<History> {
    // What cannot be read is the import's to say.
    workspace
        .exists()
        .then(|| workspace.history().ok())
        .flatten()
}

fn show(
    call: &Call,
    workspace: &mut Workspace,
    before: Option<&History>,
    imported: Imported,
) -> Result<(), AppError> {
    let brought = imported.changed_anything();
    let entries = imported.entries;
    let (history, outcome) = app::import_outcome(workspace, imported)?;
    let change = match before.filter(|_| brought && !outcome.dry_run) {
        Some(before) => {
            let now = workspace.history()?;
            warn_of_an_end(call, before, &now);
            give_again(call, workspace, &now);
            app::rest_of_week(before, &now)
        }
        None => None,
    };
    if call.out.json {
        let mut told = json::import(&history, &outcome);
        told.plans_changed = change
            .iter()
            .map(|change| json::plan(&change.now))
            .collect();
        return call.out.json(&told);
    }
    let look = call.out.look(history.settings.units);
    let verbose = call.out.is_verbose();
    call.out
        .text(&text::import_told(&history, &outcome, &look, verbose))?;
    if entries > 0 {
        call.out.say(&format!("{entries} diary entries are new"));
    }
    if let Some(change) = &change {
        call.out.text(&format!("{}\n", change.line()))?;
    }
    Ok(())
}

/// A return that a diary among the files ends: without one pain steers nothing.
fn warn_of_an_end(call: &Call, before: &History, now: &History) {
    if let (Some(open), None) = (before.episode(), now.episode()) {
        call.out.warn(&format!(
            "the return since {} is over by what came in, and pain steers nothing now: `comeback undo` takes the import back, `comeback episode reopen` takes the return up again",
            open.start.format("%a %-d %b %Y")
        ));
    }
}

/// A plan that was given for this week or the next is given again as it is now: what came in
/// changes it as an entry does.
fn give_again(call: &Call, workspace: &mut Workspace, now: &History) {
    let monday = span::monday(now.today());
    let was_given = |week| now.plans.iter().any(|given| given.plan.week == week);
    if !was_given(monday) && !was_given(monday + Days::new(7)) {
        return;
    }
    let this = plan::without_branches(now, monday);
    let next = plan::following(now, &this);
    for plan in [&this, &next] {
        if was_given(plan.starts) {
            call.give(workspace, now, plan);
        }
    }
}

/// Imports what is new in the paths, again and again. Only new things are told.
fn watch(call: &Call, arguments: &Arguments) -> Result<Exit, AppError> {
    call.out.say("watching; stop with Ctrl-C");
    let mut told_failures = Vec::new();
    let mut seen = Seen::default();
    loop {
        // A disk that went away is no new home.
        seen.refuse_gone(&call.home, &call.athlete)?;
        let mut workspace = call.at(System::read()).open_to_write()?;
        let before = known(&mut workspace);
        let mut imported = match import(call, &mut workspace, &arguments.paths, arguments.way()) {
            Err(AppError::Stopped) => return Ok(Exit::Done),
            looked => looked?,
        };
        imported.outcome.skipped.clear();
        let stopped = imported.stopped;
        imported
            .outcome
            .failed
            .retain(|failed| !told_failures.contains(failed));
        told_failures.extend(imported.outcome.failed.iter().cloned());
        let is_news = imported.changed_anything()
            || !imported.outcome.failed.is_empty()
            || !imported.outcome.unsure.is_empty();
        if is_news {
            show(call, &mut workspace, before.as_ref(), imported)?;
        }
        if stopped {
            return Ok(Exit::Partial);
        }
        drop(workspace);
        std::thread::sleep(PAUSE);
    }
}
