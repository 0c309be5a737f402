//! Terminal text. Every function takes data and a [`Look`] and gives the whole
//! text with its line ends; colour, width and units come with the look. What other
//! writers tell too is read from the [document tree](crate::tree) by [`section`].

mod answer;
mod athlete;
mod days;
mod finding;
mod import;
mod look;
mod pages;
mod render;
mod rules;
mod run;
mod run_figures;
mod run_list;
mod screen;
pub mod settings;
mod spark;
mod table;
pub mod today;
mod trend;
mod why;

pub use answer::{answer, beside, of_no_run, of_runs_under_a_flag};
pub use athlete::{episode, roster};
pub use finding::findings;
pub use import::{import, import_in_brief, import_told};
pub use look::{Look, list_line};
pub use pages::{adherence, care, check, forecast, ladder, plan, rehab, sessions, went_before};
pub use render::{blocks, section, sections};
pub(crate) use render::{exercise, listed};
pub use rules::{explain, rules};
pub use run::show;
pub use run_list::runs;
pub use screen::{screen, screen_questions};
pub use settings::{recorded_settings, setting, setting_record, settings};
pub use spark::sparkline;
pub use trend::trend;
pub use why::{log_now, why};
