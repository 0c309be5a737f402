//! Ways of returning to training, compared on a model of a tendon.
//!
//! [`model`] is the tendon, [`runner`] who carries it, [`session`] what is run,
//! [`strategy`] the ways of training, [`season`] a year lived with one of them,
//! [`comparison`] the figures of many such years, [`page`] and [`picture`] what
//! is shown of them.
//!
//! It is a model: it tells how strategies differ if a tendon works as written
//! here, and nothing of any person.

pub mod comparison;
pub mod coverage;
pub mod figures;
pub mod kept;
pub mod known;
pub mod model;
pub mod page;
pub mod picture;
pub mod runner;
pub mod season;
pub mod session;
pub mod sets;
pub mod strategy;
