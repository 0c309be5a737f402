//! What is known of one run: the words that every later room speaks. How they are
//! worked out of a recording is the business of `comeback-signal`.

mod figures;
mod out_of_time;
mod outing;
pub mod trace;
mod unheard_of;

pub use figures::*;
pub use out_of_time::{ROLLOVER_DAYS, out_of_time};
pub use outing::{outing_begins, outings};
pub use trace::Trace;
pub use unheard_of::unheard_of;

/// At which places of `runs` those stand that were found.
#[cfg(test)]
fn places(found: &[(RunId, NotCounted)], runs: &[Run]) -> Vec<usize> {
    let is_found = |run: &Run| found.iter().any(|(id, _)| *id == run.id);
    (0..)
        .zip(runs)
        .filter(|(_, run)| is_found(run))
        .map(|(at, _)| at)
        .collect()
}
