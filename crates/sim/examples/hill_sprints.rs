//! The table of a plan's own hill sprints in `docs/readings.md`: found of run · sure ·
//! invented, by watch and noise.
//!
//! `cargo run -p comeback-sim --example hill_sprints`

use comeback_sim::accuracy::hill_sessions::outcomes;
use comeback_sim::accuracy::source::{NOISES, Source, noise_name};

fn main() -> Result<(), String> {
    println!(
        "| watch and file | {} |",
        NOISES.map(noise_name).join(" | ")
    );
    println!("|---|---|---|---|---|");
    for source in Source::ALL {
        let cells: Vec<String> = outcomes(&[source])?
            .iter()
            .map(|one| {
                let (found, of) = (one.found, one.sprints);
                format!("{found}/{of} · {} · {}", one.sure, one.invented)
            })
            .collect();
        println!("| {} | {} |", source.name(), cells.join(" | "));
    }
    Ok(())
}
