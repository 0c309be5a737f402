//! One archive, and what it holds.

/// The runs that an archive holds: start, minutes, km and what of it is the quirk.
pub(super) struct Made {
    pub name: &'static str,
    pub bytes: Vec<u8>,
    pub runs: Vec<(String, u32, f64, &'static str)>,
}
