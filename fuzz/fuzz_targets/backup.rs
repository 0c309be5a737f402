//! A backup of anything: it is whole, or it is refused; what it holds has a place in a home.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::io::Cursor;
use std::path::Path;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(backup) = comeback_store::look_through(Cursor::new(bytes), Path::new("fuzzed.zip")) {
        for athlete in backup.contents.keys() {
            let name = athlete.as_str();
            assert!(!name.is_empty() && !name.contains(['/', '\\']) && !name.starts_with('.'));
        }
    }
});
