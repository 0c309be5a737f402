//! What is known of one run: the words that every later room speaks. How they are
//! worked out of a recording is the business of `comeback-signal`.

mod figures;
pub mod trace;
mod unheard_of;

pub use figures::*;
pub use trace::Trace;
pub use unheard_of::unheard_of;
