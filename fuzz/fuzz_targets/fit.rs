//! FIT bytes to a measured run: whatever they are, no panic and no endless work.
#![no_main]

use comeback_files::{Reading, decode};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
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
