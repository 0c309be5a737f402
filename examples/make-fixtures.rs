//! Writes `fixtures/` anew from the simulation: `cargo run --example make-fixtures [FOLDER]`.

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let folder = std::env::args_os().nth(1).map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures"),
        PathBuf::from,
    );
    match write(&folder) {
        Ok((files, bytes)) => {
            println!("{files} files, {bytes} bytes in {}", folder.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("make-fixtures: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Replaces the made folders, so that a fixture that is no longer made does not stay.
fn write(folder: &std::path::Path) -> Result<(usize, usize), String> {
    let fixtures = comeback_sim::fixtures::all()?;
    for made in comeback_sim::fixtures::FOLDERS {
        let made = folder.join(made);
        if made.exists() {
            std::fs::remove_dir_all(&made).map_err(|e| format!("{}: {e}", made.display()))?;
        }
    }
    for (name, bytes) in &fixtures {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(|e| format!("{}: {e}", parent.display()))?;
        }
        std::fs::write(&path, bytes).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    Ok((fixtures.len(), fixtures.values().map(Vec::len).sum()))
}
