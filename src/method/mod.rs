//! The protocol's order of return.

pub mod ladder;

pub use ladder::{IntensityStep, Rung, Standing};
