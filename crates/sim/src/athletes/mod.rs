//! The invented athletes of `fixtures/athletes`. None of them is a person.

mod healthy;
mod kits;
mod relapse;
mod returning;
mod sparse;
mod story;

pub use story::{Kit, Output, Story, StoryRun, gzip};

/// The names of all athletes.
pub const NAMES: [&str; 4] = ["returning", "healthy", "relapse", "sparse"];

/// An athlete's story with its truth; `None` for a name that is not in [`NAMES`].
pub fn story(name: &str) -> Option<Story> {
    match name {
        "returning" => Some(returning::story()),
        "healthy" => Some(healthy::story()),
        "relapse" => Some(relapse::story()),
        "sparse" => Some(sparse::story()),
        _ => None,
    }
}
