//! A request to the desk: its head is let in or refused, never without the key, and what
//! people type into its forms is a value or is refused.
#![no_main]

use chrono::DateTime;
use comeback_app::{numbers, told, when};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let ends = bytes.windows(4).position(|four| four == b"\r\n\r\n");
    let (head, body) = bytes.split_at(ends.map_or(bytes.len(), |ends| ends + 4));
    let body = String::from_utf8_lossy(body);
    let ([here, home], plain) = comeback_desk::at_the_doors(head, &body);
    let text = String::from_utf8_lossy(head);
    assert!(!here || text.contains("key") || text.contains("feed"), "let in without its key");
    assert!(!home || text.contains("192.168.0.2:8080"), "let in under another name");
    let now = DateTime::parse_from_rfc3339("2026-11-22T20:00:00+01:00").expect("valid");
    for line in plain.split(['&', '\n']) {
        let typed = line.split_once('=').map_or(line, |(_, value)| value);
        let _ = told::line(typed);
        let _ = when::moment(typed, now, chrono_tz::Europe::Berlin);
        let _ = when::day(typed, now, chrono_tz::Europe::Berlin);
        let _ = numbers::distance(typed);
        for read in [numbers::number, numbers::score, numbers::minutes] {
            assert!(read(typed).is_ok_and(f64::is_finite) || read(typed).is_err());
        }
    }
});
