//! What the watch and the runner wrote: runs, pain and the response tied to
//! each run, spans of days, the episode and its goal.

pub mod adherence;
mod assemble;
pub mod changes;
pub mod cut;
pub mod entry;
pub mod episode;
mod episode_entry;
mod episodes;
pub mod expected_cadence;
pub mod history;
mod illness;
pub mod load;
pub mod mean_response;
pub mod moments;
mod own_training;
pub mod policy;
pub mod question;
pub mod record;
mod rehab_entry;
pub mod response;
pub mod rhythm;
pub mod said;
mod session_entry;
mod site;
pub mod span;
pub mod stated;
mod symptom;
pub mod weeks;

pub(crate) use assemble::days_in_order;
pub use entry::*;
pub use episode::{Episode, Goal, GoalSource};
pub use history::*;
pub use mean_response::MeanResponse;
pub use policy::Policy;
pub use record::{Act, EntryId, Line, Record, Status, TakenBack};
pub use response::{Band, Pain, Response, response, unattributed};
pub use rhythm::Rhythm;
pub use site::{is_elsewhere, is_near_the_hip_joint, is_on_both_sides, is_same_place};
pub use span::{Break, Span};
pub use weeks::{Week, weeks};
