//! Asks the linker what it can do to keep the release binary small.
//!
//! Two things are tried on a program of one line, which must link and run here:
//! folding functions whose machine code is identical, and packing the
//! relocations of addresses (the C library must know them: glibc from 2.36).
//! What fails is left out, and nothing else changes. The binary then runs where
//! it was built and on machines that are no older; `COMEBACK_PORTABLE=1` leaves
//! both out, for a binary that is given to others.

use std::env;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

const WISHES: [&str; 2] = ["-Wl,--icf=all", "-Wl,-z,pack-relative-relocs"];

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=COMEBACK_PORTABLE");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|found| found == value);
    let native = env::var_os("HOST") == env::var_os("TARGET");
    let portable = env::var_os("COMEBACK_PORTABLE").is_some();
    if !is("PROFILE", "release") || !is("CARGO_CFG_TARGET_OS", "linux") || !native || portable {
        return;
    }
    for wish in WISHES {
        if works(wish).unwrap_or(false) {
            println!("cargo:rustc-link-arg-bins={wish}");
        }
    }
}

/// Whether a program linked with an argument can be made and runs.
fn works(argument: &str) -> Option<bool> {
    let folder = env::var_os("OUT_DIR")?;
    let (source, program) = (
        Path::new(&folder).join("trial.rs"),
        Path::new(&folder).join("trial"),
    );
    std::fs::write(&source, "fn main() {}").ok()?;
    let mut rustc = Command::new(env::var_os("RUSTC")?);
    let flags = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    rustc.args(flags.split('\u{1f}').filter(|flag| !flag.is_empty()));
    if let Some(linker) = env::var_os("RUSTC_LINKER") {
        let mut choice = OsString::from("-Clinker=");
        choice.push(linker);
        rustc.arg(choice);
    }
    rustc.arg(format!("-Clink-arg={argument}"));
    rustc.arg(&source).arg("-o").arg(&program);
    let linked = rustc.output().ok()?;
    Some(linked.status.success() && Command::new(&program).status().ok()?.success())
}
