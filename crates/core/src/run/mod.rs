//! What is known of one run: the words that every later room speaks. How they are
//! worked out of a recording is the business of `comeback-signal`.

mod figures;
mod out_of_time;
pub mod trace;
mod unheard_of;

pub use figures::*;
pub use out_of_time::out_of_time;
pub use trace::Trace;
pub use unheard_of::unheard_of;
