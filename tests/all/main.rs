//! One test binary, a module per room: it links the dependencies once.

mod accuracy;
mod architecture;
mod bench;
mod charts;
mod closed_loop;
mod contract;
mod diary;
mod html;
mod import;
mod metric_pages;
mod pdf;
mod midweek;
mod plan;
mod readme;
mod report;
mod rules;
mod run;
mod sample;
mod scenarios;
mod season;
mod settings;
mod simulate;
mod store;
mod truth;
mod weeks;
mod why;
