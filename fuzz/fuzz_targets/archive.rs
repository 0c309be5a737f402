//! An archive of anything: every entry ends as recordings, a skip or an error.
#![no_main]

use libfuzzer_sys::fuzz_target;

// A panic inside a parser is caught by `decode`, and the file is named; only one that
// nobody catches ends the process.
fuzz_target!(init: std::panic::set_hook(Box::new(|_| {})), |bytes: &[u8]| {
    for outcome in comeback_files::read("fuzzed.zip", bytes) {
        assert!(!outcome.name.is_empty());
    }
});
