//! The face: JSON to the letter of the contract, texts and plan formats as snapshots.

mod formats;
mod json;
mod plan;
mod text;
mod tree;
