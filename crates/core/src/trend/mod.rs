//! What the charts show and what their sentences say: a runner against the own
//! history, by rules with a number. It informs and decides nothing: no rule and no
//! plan reads this room.

pub mod cadence;
pub mod climb;
pub mod lasting;
pub mod load;
pub mod pain;
pub mod period;
pub mod rehab;
pub mod roster;
pub mod shift;

use crate::limits::Limit;

/// A limit as a count.
const fn count(limit: &Limit) -> usize {
    limit.value as usize
}

/// A limit as days.
const fn days(limit: &Limit) -> i64 {
    limit.value as i64
}

#[cfg(test)]
mod tests;
