//! The charts' font as a PDF carries it: the file whole, its glyphs by number,
//! and the characters behind them, so that text can be searched and copied.

use ab_glyph::{Font, FontRef};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, Str};
use std::collections::BTreeMap;
use std::io::Write;

/// Name of the font inside the document.
pub(super) const NAME: Name = Name(b"F1");
const BASE: Name = Name(b"Ubuntu-Light");
const IDENTITY: Name = Name(b"Identity-H");
const ADOBE: SystemInfo = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

/// The font, and which of its glyphs were used for which character.
pub(super) struct Face {
    font: FontRef<'static>,
    used: BTreeMap<u16, char>,
}

impl Face {
    /// `None` when the embedded font cannot be read.
    pub(super) fn new() -> Option<Face> {
        Some(Face {
            font: FontRef::try_from_slice(epaint_default_fonts::UBUNTU_LIGHT).ok()?,
            used: BTreeMap::new(),
        })
    }

    /// Two bytes a glyph, as the document shows them, and the width in em.
    pub(super) fn encode(&mut self, text: &str) -> (Vec<u8>, f64) {
        let mut bytes = Vec::with_capacity(text.len() * 2);
        let mut width = 0.0;
        for character in text.chars() {
            let character = stand_in(character);
            let mut id = self.font.glyph_id(character);
            // A letter of a script that the font lacks is seen to be missing.
            if id.0 == 0 {
                id = self.font.glyph_id('?');
            }
            self.used.entry(id.0).or_insert(character);
            bytes.extend_from_slice(&id.0.to_be_bytes());
            width += self.advance(id.0);
        }
        (bytes, width)
    }

    /// Advance of a glyph, em.
    fn advance(&self, id: u16) -> f64 {
        let em = f64::from(self.font.units_per_em().unwrap_or(1000.0));
        f64::from(self.font.h_advance_unscaled(ab_glyph::GlyphId(id))) / em
    }

    /// Writes the font under five references that follow each other from `first`.
    pub(super) fn write(&self, pdf: &mut Pdf, first: Ref) -> Ref {
        let number = first.get();
        let [cid, descriptor, file, cmap] = [1, 2, 3, 4].map(|step| Ref::new(number + step));
        pdf.type0_font(first)
            .base_font(BASE)
            .encoding_predefined(IDENTITY)
            .descendant_font(cid)
            .to_unicode(cmap);
        let mut font = pdf.cid_font(cid);
        font.subtype(CidFontType::Type2)
            .base_font(BASE)
            .system_info(ADOBE)
            .font_descriptor(descriptor)
            .default_width(0.0)
            .cid_to_gid_map_predefined(Name(b"Identity"));
        let mut widths = font.widths();
        for &id in self.used.keys() {
            widths.same(id, id, (self.advance(id) * 1000.0) as f32);
        }
        widths.finish();
        font.finish();
        let per_mille = |units: f32| units / self.font.units_per_em().unwrap_or(1000.0) * 1000.0;
        let (ascent, descent) = (
            per_mille(self.font.ascent_unscaled()),
            per_mille(self.font.descent_unscaled()),
        );
        pdf.font_descriptor(descriptor)
            .name(BASE)
            .flags(FontFlags::NON_SYMBOLIC)
            .bbox(Rect::new(-200.0, descent, 1200.0, ascent))
            .italic_angle(0.0)
            .ascent(ascent)
            .descent(descent)
            .cap_height(693.0)
            .stem_v(60.0)
            .font_file2(file);
        let data = deflate(epaint_default_fonts::UBUNTU_LIGHT);
        pdf.stream(file, &data).filter(Filter::FlateDecode);
        let mut unicode = UnicodeCmap::new(Name(b"Comeback-Unicode"), ADOBE);
        for (&id, &character) in &self.used {
            unicode.pair(id, character);
        }
        pdf.cmap(cmap, &unicode.finish());
        Ref::new(number + 5)
    }
}

/// What is written for a character that the font lacks.
fn stand_in(character: char) -> char {
    match character {
        '\u{a0}' | '\u{2009}' | '\u{202f}' => ' ',
        '✓' => '√',
        '✗' | '✕' => '×',
        '−' => '–',
        other if other.is_control() => ' ',
        other => other,
    }
}

/// Bytes compressed as the `FlateDecode` filter reads them.
pub(super) fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    // Writing to memory does not fail; an empty stream would still be a valid file.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}
