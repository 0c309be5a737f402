//! Rehab, as exact as the running: the exercises with their doses, which set is
//! due and what leads to the next, the load test, sitting, how much each session
//! asks for, and whose pain it was. Folded from the log each time, never stored.
//!
//! Sets are advice and never a block: what the runner does is what counts.

pub mod adherence;
pub mod attribution;
mod because;
pub mod borne;
pub mod cadence;
pub mod catalogue;
pub mod dose;
pub mod entered;
mod landings;
pub mod load_test;
pub mod messages;
pub mod page;
pub mod place;
mod reached;
pub mod retest;
pub mod session;
pub mod sessions;
pub mod sitting;
pub mod standing;

pub use catalogue::Exercise;
pub use dose::{Dose, RehabSession};
pub use standing::{RehabStanding, standing};
