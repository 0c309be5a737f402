//! Keys are compared so that nothing is told of them.

/// Whether two keys are the same, in a time that does not tell where they differ.
pub(crate) fn is_same(told: &str, key: &str) -> bool {
    let (told, key) = (told.as_bytes(), key.as_bytes());
    let differs = (told.iter().zip(key)).fold(0_u8, |differs, (a, b)| differs | (a ^ b));
    !key.is_empty() && told.len() == key.len() && differs == 0
}
