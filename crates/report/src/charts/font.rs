//! The font of the charts, embedded: Ubuntu Light from the crate
//! `epaint_default_fonts` (Ubuntu Font Licence 1.0). Nothing is asked of the
//! reader's machine; a picture in a page takes the page's own font instead, so
//! widths are measured with some room to spare.

use ab_glyph::{Font, FontRef, ScaleFont};
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

/// Each letter with the place where plotters has to draw it, in pixels from the start of
/// the text, and the width of all. plotters' bitmap backend puts the ink of a letter where
/// its advance begins, so that a `j` stands off and an `i` leans on the letter before it;
/// the bearing added here puts it right.
pub fn letters(text: &str, size: f64) -> Option<(Vec<(char, f64)>, f64)> {
    let font = FontRef::try_from_slice(epaint_default_fonts::UBUNTU_LIGHT).ok()?;
    let scaled = font.as_scaled(size as f32);
    let mut placed = Vec::with_capacity(text.len());
    let mut along = 0.0;
    let mut before = None;
    for letter in text.chars() {
        let id = scaled.glyph_id(letter);
        if let Some(before) = before {
            along += scaled.kern(before, id);
        }
        if let Some(outline) = scaled.outline_glyph(id.with_scale(size as f32)) {
            let bearing = outline.px_bounds().min.x;
            placed.push((letter, f64::from(along + bearing)));
        }
        along += scaled.h_advance(id);
        before = Some(id);
    }
    Some((placed, f64::from(along)))
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

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn a_letter_is_set_where_its_ink_begins() {
        // A `j` reaches back under the letter before it; an `n` stands off by its bearing.
        let (placed, width) = letters("njn", 100.0).expect("the font");
        let [(_, first), (_, hook), (_, last)] = placed.as_slice() else {
            panic!("{placed:?}");
        };
        let advance = letters("n", 100.0).expect("the font").1;
        assert!(
            *first > 0.0 && *hook < advance && *last > advance,
            "{placed:?}"
        );
        assert!(width > 2.0 * advance);
        // Nothing is drawn for a space, and it takes its room.
        let (placed, width) = letters("n n", 100.0).expect("the font");
        assert!(placed.len() == 2 && width > 2.0 * advance, "{placed:?}");
    }
}
