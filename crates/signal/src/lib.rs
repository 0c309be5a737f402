//! From a recording to a run: clean the motion, measure it, then find the
//! efforts in it.
//!
//! It goes in two stages, since critical speed depends on the runner's history:
//! [`measure()`] needs nothing but the recording and its result can be kept;
//! [`classify()`] holds the kept trace against the speeds of reference of that
//! day and is quick enough to be run for every run again.

#![deny(rustdoc::broken_intra_doc_links, rustdoc::private_intra_doc_links)]
#![deny(missing_docs)]

pub mod altimeter;
pub mod altitude_noise;
pub mod ascent;
pub mod belief;
pub mod best;
pub mod cadence;
pub mod classify;
mod corrected;
pub mod distance;
pub mod dynamics;
pub mod efforts;
pub mod elevation;
pub mod fixes;
pub mod gap;
pub mod grade;
pub mod ground;
pub mod haversine;
pub mod heart;
pub mod kept;
pub mod lag;
pub mod legs;
pub mod load;
pub mod measure;
pub mod metric;
pub mod metrics;
pub mod motion;
pub mod pace;
pub mod passes;
mod profile;
pub mod quality;
pub mod rides;
pub mod running;
pub mod slope;
pub mod smooth;
pub mod speed;
pub mod split;
mod squares;
pub mod steady;
pub mod turns;
pub mod wander;
mod way;
pub mod whole;

pub use classify::{Classified, assemble, classify};
pub use measure::{Measured, measure};
pub use metric::{MetricId, MetricPage};
pub use metrics::pages;
pub use profile::{Profile, Sex};
pub use speed::speeds;
