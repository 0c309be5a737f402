//! An archive of anything: every entry ends as recordings, a skip or an error.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for outcome in comeback_files::read("fuzzed.zip", bytes) {
        assert!(!outcome.name.is_empty());
    }
});
