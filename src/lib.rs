//! `comeback` brings a runner with a proximal hamstring tendinopathy back to
//! full training: it reads the watch's files, holds what was done against the
//! return-to-run protocol and the pain log, and writes next week.
//!
//! This package is the program: the command line and the local page. What it
//! calls lies in `crates/`. See `docs/ARCHITECTURE.md`.

pub mod cli;
