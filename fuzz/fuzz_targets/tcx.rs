//! TCX text to a measured run: whatever it holds, no panic and no endless work.
#![no_main]

use comeback_files::{Reading, decode};
use libfuzzer_sys::fuzz_target;

// A panic inside a parser is caught by `decode`, and the file is named; only one that
// nobody catches ends the process.
fuzz_target!(init: std::panic::set_hook(Box::new(|_| {})), |bytes: &[u8]| {
    let mut file = bytes.to_vec();
    if !file.starts_with(b"<") {
        file = [b"<TrainingCenterDatabase>".as_slice(), bytes].concat();
    }
    if let Reading::Recordings(recordings) = decode("fuzzed.tcx", &file) {
        for recording in &recordings {
            let _ = comeback_signal::measure(recording);
        }
    }
});
