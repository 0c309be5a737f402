//! The rules: each is one page, and answers clear, fires or unknown.

pub mod verdict;

pub use verdict::{Figure, Finding, Missing, Severity, Verdict};
