//! What is known of one run: the words that every later room speaks. How they are
//! worked out of a recording is the business of `comeback-signal`.

mod figures;
pub mod trace;

pub use figures::*;
pub use trace::Trace;
