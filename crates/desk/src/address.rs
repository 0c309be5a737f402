//! Where a page lies.

use comeback_store::AthleteName;

/// The address of an athlete's page.
pub(crate) fn address(athlete: &AthleteName, page: &str) -> String {
    format!("/a/{}/{page}", encoded(athlete.as_str()))
}

/// A name as it can stand in an address.
pub(crate) fn encoded(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    name.bytes()
        .map(|byte| match byte {
            byte if plain(byte) => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect()
}
