//! The benches of running minutes and of files that contradict themselves, in full.
//!
//! `cargo run -p comeback-sim --example counted` prints what misses, one a line, and the
//! pages; `-- minutes` and `-- corruptions` do one of them; `-- write` writes the pages
//! under `docs/`. A minute or two of two cores.

use comeback_sim::counted::{corruptions, minutes};
use std::path::Path;

fn main() -> Result<(), String> {
    let asked = std::env::args().nth(1).unwrap_or_default();
    let write = asked == "write";
    if asked != "corruptions" {
        let outcomes = minutes::outcomes(&minutes::kinds(), &minutes::STEPS_S)?;
        for one in outcomes.iter().filter(|one| !write && !one.is_near()) {
            let off = one.off().map(|off| 100.0 * off);
            let (kind, written) = (one.kind, one.written.name());
            println!("MINUTES,{kind:?},{written},{},{off:.1?}", one.step_s);
        }
        show("running-minutes.md", &minutes::page(&outcomes), write)?;
    }
    if asked != "minutes" {
        let outcomes = corruptions::outcomes(&corruptions::cases())?;
        for one in outcomes.iter().filter(|one| !write && !one.is_right()) {
            let percent = |off: Option<f64>| off.map(|off| 100.0 * off);
            println!(
                "CORRUPTION,{},{},{},{:?},{:.1?},{:.1?}",
                if one.is_marked { "marked" } else { "silent" },
                one.kind,
                one.written.name(),
                one.case,
                percent(one.distance_off),
                percent(one.running_off)
            );
        }
        show("corruptions.md", &corruptions::page(&outcomes), write)?;
    }
    Ok(())
}

fn show(name: &str, page: &str, write: bool) -> Result<(), String> {
    if !write {
        println!("{page}");
        return Ok(());
    }
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    std::fs::write(docs.join(name), page).map_err(|error| format!("{name}: {error}"))
}
