//! Next week as a pure function of the history.

pub mod week;

pub use week::*;
