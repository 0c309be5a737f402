//! A simulated runner on invented ground, the errors of real watches, and the
//! files that such watches write: what the fixtures, the accuracy bench and the
//! examples are made of. Nothing above depends on it.
//!
//! `session` says what is run, [`truth::run`] what happened, [`watch::record`]
//! what the watch saw of it, and `fit` and `xml` write that down. Every number
//! comes from a seed, every place lies in the open Atlantic, and no person stands behind it.
//! `tendon` is another simulation: years of training with several strategies.

pub mod accuracy;
pub mod archives;
pub mod athletes;
pub mod counted;
pub mod decade;
pub mod files;
pub mod fit;
pub mod fixtures;
pub mod hostile;
mod made;
pub mod random;
pub mod session;
pub mod tendon;
pub mod terrain;
pub mod truth;
pub mod watch;
pub mod xml;

/// All files of an invented athlete's folder by name, `diary.jsonl` among them.
///
/// # Errors
/// An unknown name, or a file that its format cannot hold.
pub fn athlete(name: &str) -> Result<Vec<(String, Vec<u8>)>, String> {
    athletes::story(name)
        .ok_or_else(|| format!("no athlete is called {name}"))?
        .files()
}

/// What truly happened in each run of an athlete, beside the name of its file.
/// `None` for a name that is not in [`athletes::NAMES`].
pub fn truth(name: &str) -> Option<Vec<(String, truth::Truth)>> {
    let story = athletes::story(name)?;
    Some(
        story
            .runs
            .into_iter()
            .map(|run| (run.file, run.truth))
            .collect(),
    )
}
