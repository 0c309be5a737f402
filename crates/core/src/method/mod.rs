//! The protocol's order of return.

pub mod climb;
pub mod ladder;
pub mod screen;

pub use ladder::{Course, IntensityStep, Rung, Standing, course, standing};
