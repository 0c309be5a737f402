//! The program as a process: its processor time and its peak of memory.

use super::processor;
use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};

pub(crate) struct Call {
    pub processor_s: f64,
    pub wall_s: f64,
    pub peak_mb: f64,
    pub code: i32,
}

pub(crate) fn command(home: &Path, moment: Option<&str>, arguments: &[&str]) -> Command {
    // A home that was named and is not there is refused.
    std::fs::create_dir_all(home).expect("a home");
    let built = OsString::from(env!("CARGO_BIN_EXE_comeback"));
    let program = std::env::var_os("COMEBACK_PROGRAM").unwrap_or(built);
    let mut command = Command::new(program);
    command.arg("--home").arg(home);
    if let Some(moment) = moment {
        command.args(["--as-of", moment]);
    }
    command.args(arguments);
    command
}

/// Runs the program and watches its memory while it lasts.
pub(crate) fn call(home: &Path, moment: Option<&str>, arguments: &[&str]) -> Call {
    let before = processor::children();
    let from = std::time::Instant::now();
    let mut child = command(home, moment, arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let status = format!("/proc/{}/status", child.id());
    let mut peak_mb: f64 = 0.0;
    loop {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let peak = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kb = peak.and_then(|value| value.trim().trim_end_matches(" kB").parse().ok());
        peak_mb = peak_mb.max(kb.unwrap_or(0.0) / 1024.0);
        if let Some(status) = child.try_wait().expect("a child") {
            return Call {
                processor_s: processor::children() - before,
                wall_s: from.elapsed().as_secs_f64(),
                peak_mb,
                code: status.code().unwrap_or(-1),
            };
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}

/// The mean of some calls after one that does not count: a tick of the kernel's count is
/// a hundredth of a second, so a single short call says little.
pub(crate) fn mean(times: usize, home: &Path, moment: Option<&str>, arguments: &[&str]) -> Call {
    call(home, moment, arguments);
    let before = processor::children();
    let from = std::time::Instant::now();
    let mut code = 0;
    for _ in 0..times {
        let status = command(home, moment, arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .expect("the program starts");
        code = status.code().unwrap_or(-1);
    }
    Call {
        processor_s: (processor::children() - before) / times as f64,
        wall_s: from.elapsed().as_secs_f64() / times as f64,
        peak_mb: 0.0,
        code,
    }
}

/// Bytes under a path.
pub(crate) fn size(path: &Path) -> u64 {
    let Ok(about) = std::fs::symlink_metadata(path) else {
        return 0;
    };
    if !about.is_dir() {
        return about.len();
    }
    let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
    entries.map(|entry| size(&entry.path())).sum()
}
