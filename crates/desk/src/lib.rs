//! The desk: the pages of `comeback serve` for this machine, and the check-in for a
//! phone at home.
//!
//! A page is built from the [document tree](comeback_report::tree) and the decision as
//! values, an entry goes through the same use cases as its command: what a page shows
//! and does is what the commands show and do. There is no build step, no network but
//! the two doors, and one small script that a page can do without.
//!
//! Two doors: the one on this machine shows everything to who holds the key of its
//! address; the one at home, opened when it is asked for, takes a check-in, `done` and
//! undo from a paired phone, and shows today. `gate` says who is let in, before a byte
//! of a body is read; `wire` bounds what a connection may cost.

mod acts;
mod address;
mod desk;
mod devices;
mod episode;
mod feed;
mod fields;
mod gate;
mod lines;
mod pages;
mod pairing;
mod phone;
mod recording;
mod refusal;
mod routes;
mod said;
mod secret;
mod serve;
mod shared;
mod uploads;
mod views;
mod wire;

pub use desk::{Desk, Known};
pub use devices::{Device, Devices};
pub use serve::{Doors, Open, open};

/// Whether the two doors of a desk on port 8080 with the key `key` would let the head of
/// a request in, and what `%41` in its body stands for: all that is done with bytes of
/// which nobody knows yet whose they are. For fuzzing.
pub fn at_the_doors(head: &[u8], body: &str) -> ([bool; 2], String) {
    let nobody = Devices::of(std::path::Path::new("/nonexistent"));
    let here = gate::Gate::here(8080, "key", "feed", nobody.clone());
    let home = gate::Gate::home(vec!["192.168.0.2:8080".to_owned()], nobody);
    let peer = std::net::Ipv4Addr::LOCALHOST.into();
    let lets = |gate: &gate::Gate| wire::would_answer(head, peer, gate).is_ok();
    ([lets(&here), lets(&home)], fields::unescaped(body))
}
