//! `comeback` brings a runner with a proximal hamstring tendinopathy back to
//! full training: it reads the watch's files, holds what was done against the
//! return-to-run protocol and the pain log, and writes next week.
//!
//! The rooms stand in the order in which data climbs; each imports only rooms
//! before it. See `docs/ARCHITECTURE.md`.

pub mod units;

pub mod limits;

pub mod recording;

pub mod import;
pub mod run;

pub mod diary;

pub mod method;

pub mod rules;

pub mod plan;

pub mod report;
pub mod store;

pub mod app;

pub mod cli;

#[cfg(feature = "simulate")]
pub mod simulate;
