//! The font of the charts, embedded: Ubuntu Light from the crate
//! `epaint_default_fonts` (Ubuntu Font Licence 1.0). Nothing is asked of the
//! reader's machine; a picture in a page takes the page's own font instead, so
//! widths are measured with some room to spare.

use plotters::style::{FontStyle, FontTransform, IntoFont, register_font};
use std::sync::OnceLock;

/// The name under which plotters knows the font.
pub const FAMILY: &str = "comeback-sans";

/// What a viewer without the page uses, in place of [`FAMILY`].
pub const FALLBACK: &str = "Ubuntu, system-ui, Segoe UI, Roboto, Noto Sans, sans-serif";

/// Height of the font's line (ascent − descent) over its em, from its `hhea`
/// table: plotters' `ab_glyph` sizes a font by that height, SVG by the em.
pub const LINE_PER_EM: f64 = 1.121;

/// A reader's font may be wider than ours; DejaVu Sans, the widest common one, is by 18 %.
const ROOM: f64 = 1.18;

/// Registers the font once; false when it cannot be read.
pub fn ready() -> bool {
    static READY: OnceLock<bool> = OnceLock::new();
    *READY.get_or_init(|| {
        register_font(
            FAMILY,
            FontStyle::Normal,
            epaint_default_fonts::UBUNTU_LIGHT,
        )
        .is_ok()
    })
}

/// Width in pixels that a text needs at a font size in pixels, with room for a wider font.
pub fn width(text: &str, size: f64) -> f64 {
    const AT: f64 = 1000.0;
    let measured = ready()
        .then(|| (FAMILY, AT).into_font().transform(FontTransform::None))
        .and_then(|font| font.box_size(text).ok())
        .map(|(width, _)| f64::from(width) / AT * LINE_PER_EM * size);
    // Without a font nothing can be drawn; an average keeps the layout total.
    let plain = measured.unwrap_or(0.55 * size * text.chars().count() as f64);
    plain * ROOM
}
