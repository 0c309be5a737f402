//! The modules of `tests/all` that ask the core and nothing else, linked with it alone: a
//! change of one operator is told in seconds by `just mutants`. They run with all others
//! in `main.rs`, so this target of the core is built only where it is named.

#![allow(
    dead_code,
    reason = "the modules are written for `tests/all`, and not all of it is asked here"
)]

#[path = "../../crates/core/tests/absurd.rs"]
mod absurd;
#[path = "../../crates/core/tests/answered.rs"]
mod answered;
mod diary;
mod midweek;
mod past;
mod plan;
mod sample;
mod scenarios;
mod season;
mod weeks;
