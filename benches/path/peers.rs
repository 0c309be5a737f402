//! Other decoders on the same files: `fitdecode` of Python and the maker's JavaScript SDK,
//! decoding only. `pip install fitdecode`, `npm install @garmin/fitsdk`, the latter's folder
//! named by `COMEBACK_FITSDK`; what is not there is passed over.

use super::rooms::{is_fit, workouts};
use super::{processor, program, short};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const PYTHON: &str = "
import sys, glob, fitdecode
for path in sorted(glob.glob(sys.argv[1] + '/*.fit')):
    try:
        with fitdecode.FitReader(path) as fit:
            for frame in fit:
                pass
    except Exception:
        pass
";

const NODE: &str = "
import { Decoder, Stream } from '@garmin/fitsdk';
import fs from 'fs';
const folder = process.argv[2];
for (const name of fs.readdirSync(folder).filter(n => n.endsWith('.fit'))) {
  try {
    new Decoder(Stream.fromBuffer(fs.readFileSync(folder + '/' + name))).read();
  } catch {}
}
";

/// Files of a folder that are looked at, at most: the others are slow.
const MOST: usize = 60;

pub(crate) fn all(folders: &[PathBuf]) {
    for folder in folders {
        let mut files = workouts(folder);
        files.retain(|(_, bytes)| is_fit(bytes));
        files.truncate(MOST);
        if files.is_empty() {
            continue;
        }
        let place = tempfile::tempdir().expect("a folder");
        for (number, (_, bytes)) in files.iter().enumerate() {
            std::fs::write(place.path().join(format!("{number}.fit")), bytes).expect("a file");
        }
        let home = tempfile::tempdir().expect("a home");
        let path = place.path().to_str().expect("UTF-8");
        let ours = program::call(home.path(), None, &["import", path]).processor_s;
        let told = |name: &str, theirs: Option<f64>| {
            theirs.map_or_else(
                || format!("{name}: not there"),
                |theirs| format!("{name} decodes in {:.1} times our import", theirs / ours),
            )
        };
        println!(
            "{} ({} files, {:.2} s): {}; {}",
            short(folder),
            files.len(),
            ours,
            told("fitdecode", python(place.path())),
            told("fitsdk", node(place.path())),
        );
    }
}

fn python(folder: &Path) -> Option<f64> {
    let mut command = Command::new("python3");
    command.args(["-c", PYTHON]).arg(folder);
    timed(&mut command)
}

fn node(folder: &Path) -> Option<f64> {
    let modules = PathBuf::from(std::env::var_os("COMEBACK_FITSDK")?);
    let script = modules.join("decode-all.mjs");
    std::fs::write(&script, NODE).ok()?;
    let mut command = Command::new("node");
    command.arg(&script).arg(folder);
    timed(&mut command)
}

fn timed(command: &mut Command) -> Option<f64> {
    let before = processor::children();
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    status
        .is_ok_and(|status| status.success())
        .then(|| processor::children() - before)
}
