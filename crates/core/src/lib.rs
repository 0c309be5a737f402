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

#[deny(missing_docs)]
pub mod calendar;
#[deny(missing_docs)]
pub mod legible;

#[deny(missing_docs)]
pub mod units;

#[deny(missing_docs)]
pub mod robust;

#[deny(missing_docs)]
pub mod rule_id;

#[deny(missing_docs)]
pub mod limits;

#[deny(missing_docs)]
pub mod recording;
#[deny(missing_docs)]
pub mod run;

pub mod diary;

pub mod rehab;

pub mod method;

#[deny(missing_docs)]
pub mod rules;

pub mod plan;

#[deny(missing_docs)]
pub mod forecast;

#[deny(missing_docs)]
pub mod insight;

pub mod trend;

#[deny(missing_docs)]
pub mod decide;
