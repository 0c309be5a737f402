//! The protocol's order of return.

pub mod climb;
pub mod ladder;
pub mod rung;
pub mod screen;

pub use ladder::{Course, course, standing};
pub use rung::{IntensityStep, Rung, Standing};
