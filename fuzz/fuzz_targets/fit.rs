//! FIT bytes to a measured run: whatever they are, no panic and no endless work.
#![no_main]

use comeback_files::{Reading, decode};
use libfuzzer_sys::fuzz_target;

// A panic inside a parser is caught by `decode`, and the file is named; only one that
// nobody catches ends the process.
fuzz_target!(init: std::panic::set_hook(Box::new(|_| {})), |bytes: &[u8]| {
    // The mark of FIT, so that no time is spent on what another target reads.
    let mut file = bytes.to_vec();
    if file.len() >= 12 {
        file[8..12].copy_from_slice(b".FIT");
    }
    if let Reading::Recordings(recordings) = decode("fuzzed.fit", &file) {
        for recording in &recordings {
            let _ = comeback_signal::measure(recording);
        }
    }
});
