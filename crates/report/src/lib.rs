//! What people and programs read: JSON of the contract, terminal text, plan
//! formats, charts and the page. The only room that knows kilometres, minutes per
//! kilometre and words of comfort; it decides nothing, and reads no clock and no
//! environment: time, width and colour are arguments.

pub mod calendar;
pub mod charts;
pub mod csv;
pub mod drawings;
pub mod fhir;
pub mod html;
pub mod json;
pub mod markdown;
mod numbers;
pub mod outcome;
pub mod pdf;
mod picture;
pub mod subjects;
pub mod text;
pub mod tree;
pub mod words;
pub mod workout;

pub use outcome::{
    AthleteLine, BeforeAfter, DiaryFile, FailedFile, Glance, ImportOutcome, LaterRun, LeftEntry,
    ReplacedRun, STOPPED, SkippedFile, Trend, UnsureFile,
};
pub use picture::{Extras, Picture};
