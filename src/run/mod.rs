//! From a recording to a run: clean the motion, then measure it.

pub mod figures;

pub use figures::*;
