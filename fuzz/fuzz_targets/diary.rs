//! Lines of a diary: each is an entry or is refused, and what was read can be
//! written and read again.
#![no_main]

use comeback_core::diary::Entry;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for line in text.lines() {
        if let Ok(entry) = serde_json::from_str::<Entry>(line) {
            let written = serde_json::to_string(&entry).expect("an entry can be written");
            let again: Entry = serde_json::from_str(&written).expect("and read again");
            assert_eq!(again, entry);
        }
    }
});
