//! The part of `comeback` that decides.
//!
//! A runner's history goes in, what it means and what to do next comes out. Every
//! room here is a pure function of its arguments: none reads a file, the clock,
//! the environment, the locale or a random source. Time is an argument,
//! [`diary::History::now`].
//!
//! The rooms stand in the order in which data climbs; each imports only rooms
//! before it.

#![deny(rustdoc::broken_intra_doc_links, rustdoc::private_intra_doc_links)]
#![deny(missing_docs)]

pub mod calendar;
pub mod legible;

pub mod units;

pub mod robust;

pub mod rule_id;

pub mod limits;

pub mod recording;
pub mod run;

pub mod diary;

pub mod rehab;

pub mod method;

pub mod rules;

pub mod plan;

pub mod forecast;

pub mod insight;

pub mod trend;

pub mod decide;
