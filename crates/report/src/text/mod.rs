//! Terminal text. Every function takes data and a [`Look`] and gives the whole
//! text with its line ends; colour, width and units come with the look.

mod adherence;
mod answer;
mod athlete;
mod care;
mod check;
mod finding;
mod forecast;
mod import;
mod look;
pub(crate) mod plan;
pub mod quantity;
mod rehab;
mod rules;
mod run;
mod run_list;
mod screen;
pub mod settings;
mod table;
pub mod today;
mod trend;
mod why;

pub(crate) use adherence::words as session_words;
pub use adherence::{adherence, sessions};
pub use answer::answer;
pub use athlete::{episode, roster};
pub use care::care;
pub(crate) use care::{focus_words, set_words};
pub use check::{check, ladder};
pub(crate) use finding::evidence;
pub use finding::{finding, findings, tally, unknown};
pub use forecast::{forecast, went_before, went_before_words};
pub use import::{import, import_in_brief};
pub use look::Look;
pub use plan::{plan, steps};
pub(crate) use rehab::lines as rehab_lines;
pub use rehab::rehab;
pub use rules::{explain, rules};
pub use run::show;
pub use run_list::runs;
pub(crate) use run_list::{counted_efforts, is_asked};
pub use screen::{screen, screen_questions};
pub use settings::{recorded_settings, setting, setting_record, settings};
pub use trend::{sparkline, trend};
pub use why::{log_now, why};
