//! Pages of marks to the bytes of a PDF: vectors and text, nothing rasterised.

use super::font::{self, Face};
use crate::charts::ChartError;
use crate::charts::palette::Role;
use crate::charts::scene::{Anchor, Label, Mark, Scene};
use pdf_writer::types::{LineCapStyle, LineJoinStyle, TextRenderingMode};
use pdf_writer::{Content, Filter, Finish, Pdf, Rect, Ref, Str, TextStr};

/// Points for one logical pixel: 72 to the inch against 96.
const POINTS: f64 = 0.75;
/// A quarter circle as a Bézier curve: length of its handles for radius 1.
const HANDLE: f64 = 0.552_284_75;

/// The document of the pages, with its title.
///
/// # Errors
/// The embedded font cannot be read.
pub(super) fn write(pages: &[Scene], title: &str) -> Result<Vec<u8>, ChartError> {
    let mut face = Face::new().ok_or(ChartError::Font)?;
    let contents: Vec<Vec<u8>> = pages.iter().map(|page| draw(page, &mut face)).collect();

    let mut pdf = Pdf::new();
    let (catalog, tree, info) = (Ref::new(1), Ref::new(2), Ref::new(3));
    let typeface = Ref::new(4);
    let mut next = face.write(&mut pdf, typeface);
    let mut take = || {
        let taken = next;
        next = Ref::new(taken.get() + 1);
        taken
    };
    pdf.catalog(catalog)
        .pages(tree)
        .lang(TextStr("en"))
        .viewer_preferences()
        .display_doc_title(true);
    pdf.document_info(info)
        .title(TextStr(title))
        .creator(TextStr("comeback"));
    let mut leaves = Vec::new();
    for (scene, content) in pages.iter().zip(&contents) {
        let (leaf, stream) = (take(), take());
        leaves.push(leaf);
        let mut page = pdf.page(leaf);
        let size = |length: f64| (length * POINTS) as f32;
        page.media_box(Rect::new(0.0, 0.0, size(scene.width), size(scene.height)))
            .parent(tree)
            .contents(stream);
        page.resources().fonts().pair(font::NAME, typeface);
        page.finish();
        pdf.stream(stream, content).filter(Filter::FlateDecode);
    }
    let count = i32::try_from(leaves.len()).unwrap_or(i32::MAX);
    pdf.pages(tree).kids(leaves).count(count);
    Ok(pdf.finish())
}

/// One page's drawing, compressed.
fn draw(scene: &Scene, face: &mut Face) -> Vec<u8> {
    let mut content = Content::new();
    // Logical pixels from the top left, as the scenes have them.
    content.transform([
        POINTS as f32,
        0.0,
        0.0,
        -(POINTS as f32),
        0.0,
        (scene.height * POINTS) as f32,
    ]);
    content
        .set_line_cap(LineCapStyle::ButtCap)
        .set_line_join(LineJoinStyle::RoundJoin);
    for mark in scene.marks.iter().filter(|mark| mark.is_drawable()) {
        paint(mark, &mut content, face);
    }
    font::deflate(&content.finish())
}

fn colour(role: Role) -> [f32; 3] {
    let (red, green, blue) = role.light();
    [red, green, blue].map(|part| f32::from(part) / 255.0)
}

fn fill_in([red, green, blue]: [f32; 3], content: &mut Content) {
    content.set_fill_rgb(red, green, blue);
}

fn stroke_in([red, green, blue]: [f32; 3], content: &mut Content) {
    content.set_stroke_rgb(red, green, blue);
}

fn paint(mark: &Mark, content: &mut Content, face: &mut Face) {
    match mark {
        Mark::Line {
            points,
            width,
            role,
        } => {
            stroke_in(colour(*role), content);
            content.set_line_width(*width as f32);
            path(points, content);
            content.stroke();
        }
        Mark::Fill { points, role } => {
            fill_in(colour(*role), content);
            path(points, content);
            content.close_path();
            content.fill_nonzero();
        }
        Mark::Disc {
            at,
            radius,
            role,
            hollow,
        } => {
            fill_in(colour(*role), content);
            circle(*at, *radius, content);
            content.fill_nonzero();
            if *hollow {
                fill_in(colour(Role::Paper), content);
                circle(*at, (radius - 1.6).max(0.5), content);
                content.fill_nonzero();
            }
        }
        Mark::Text(label) => text(label, content, face),
    }
}

fn path(points: &[(f64, f64)], content: &mut Content) {
    for (index, (x, y)) in points.iter().enumerate() {
        if index == 0 {
            content.move_to(*x as f32, *y as f32);
        } else {
            content.line_to(*x as f32, *y as f32);
        }
    }
}

fn circle(at: (f64, f64), radius: f64, content: &mut Content) {
    let (x, y) = at;
    let handle = radius * HANDLE;
    content.move_to((x + radius) as f32, y as f32);
    let quarters = [(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)];
    for (from, to) in quarters.iter().zip(quarters.iter().cycle().skip(1)) {
        let point = |along: f64, across: f64| {
            (
                (x + from.0 * along + to.0 * across) as f32,
                (y + from.1 * along + to.1 * across) as f32,
            )
        };
        let (a, b, end) = (
            point(radius, handle),
            point(handle, radius),
            point(0.0, radius),
        );
        content.cubic_to(a.0, a.1, b.0, b.1, end.0, end.1);
    }
    content.close_path();
}

/// A label whose middle line lies on its point; bold is the same face, stroked.
fn text(label: &Label, content: &mut Content, face: &mut Face) {
    let pieces = pieces(&label.text);
    let set: Vec<(Piece, Vec<u8>, f64)> = pieces
        .into_iter()
        .map(|piece| match piece {
            Piece::Sign(_) => (piece, Vec::new(), SIGN_WIDE),
            Piece::Words(text) => {
                let (bytes, width) = face.encode(text);
                (piece, bytes, width)
            }
        })
        .collect();
    let width: f64 = set.iter().map(|(.., width)| width).sum();
    let mut left = match label.anchor {
        Anchor::Start => label.x,
        Anchor::Middle => label.x - width * label.size / 2.0,
        Anchor::End => label.x - width * label.size,
    };
    for (piece, bytes, width) in set {
        match piece {
            Piece::Sign(of) => {
                let middle = (left + SIGN_WIDE / 2.0 * label.size, label.y);
                sign(of, middle, label, content);
            }
            Piece::Words(_) => words(&bytes, left, label, content),
        }
        left += width * label.size;
    }
}

/// Room for a sign that is drawn, em.
const SIGN_WIDE: f64 = 0.72;

/// A part of a label: the font's own letters, or a sign that it lacks.
enum Piece<'a> {
    Words(&'a str),
    Sign(char),
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    for (at, character) in text.char_indices().filter(|(_, each)| is_sign(*each)) {
        found.extend(
            text.get(from..at)
                .filter(|part| !part.is_empty())
                .map(Piece::Words),
        );
        found.push(Piece::Sign(character));
        from = at + character.len_utf8();
    }
    found.extend(
        text.get(from..)
            .filter(|part| !part.is_empty())
            .map(Piece::Words),
    );
    found
}

/// Signs that say by their shape what colour alone must not.
const fn is_sign(character: char) -> bool {
    matches!(character, '●' | '▲' | '◆' | '■' | '○' | '◐' | '▶' | '→')
}

fn sign(of: char, (x, y): (f64, f64), label: &Label, content: &mut Content) {
    let reach = 0.3 * label.size;
    let shape = |points: &[(f64, f64)], content: &mut Content| {
        let at: Vec<(f64, f64)> = points
            .iter()
            .map(|(across, down)| (x + across * reach, y + down * reach))
            .collect();
        path(&at, content);
        content.close_path();
        content.fill_nonzero();
    };
    fill_in(colour(label.role), content);
    match of {
        '▲' => shape(&[(0.0, -1.0), (1.1, 0.9), (-1.1, 0.9)], content),
        '▶' => shape(&[(1.0, 0.0), (-0.9, 1.1), (-0.9, -1.1)], content),
        '→' => {
            shape(
                &[(-1.1, -0.12), (0.3, -0.12), (0.3, 0.12), (-1.1, 0.12)],
                content,
            );
            shape(&[(1.1, 0.0), (0.2, 0.6), (0.2, -0.6)], content);
        }
        '◆' => shape(&[(0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0)], content),
        '■' => shape(
            &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
            content,
        ),
        _ => {
            circle((x, y), reach, content);
            content.fill_nonzero();
            if of != '●' {
                fill_in(colour(Role::Paper), content);
                circle((x, y), reach * 0.72, content);
                content.fill_nonzero();
            }
            if of == '◐' {
                fill_in(colour(label.role), content);
                shape(
                    &[(-0.8, -0.6), (0.0, -0.9), (0.0, 0.9), (-0.8, 0.6)],
                    content,
                );
            }
        }
    }
}

fn words(bytes: &[u8], left: f64, label: &Label, content: &mut Content) {
    /// From the middle of a line to its base line, em.
    const DROP: f64 = 0.34;
    let ink = colour(label.role);
    content.begin_text();
    fill_in(ink, content);
    stroke_in(ink, content);
    content.set_font(font::NAME, label.size as f32);
    // Ubuntu Light alone is faint on paper.
    let stroke = if label.bold { 0.055 } else { 0.012 };
    content.set_line_width((stroke * label.size) as f32);
    content.set_text_rendering_mode(TextRenderingMode::FillStroke);
    // The page is drawn downwards; letters stand upright.
    let base = label.y + DROP * label.size;
    content.set_text_matrix([1.0, 0.0, 0.0, -1.0, left as f32, base as f32]);
    content.show(Str(bytes));
    content.end_text();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(marks: Vec<Mark>) -> Vec<u8> {
        let mut scene = Scene::new(200.0, 100.0);
        scene.marks = marks;
        write(&[scene], "A title").expect("the font is embedded")
    }

    #[test]
    fn a_document_begins_and_ends_as_readers_expect() {
        let bytes = document(Vec::new());
        assert!(bytes.starts_with(b"%PDF-1."));
        assert!(bytes.ends_with(b"%%EOF"));
    }

    #[test]
    fn a_label_is_parted_at_the_signs_that_its_font_lacks() {
        for (text, signs, words) in [
            ("green 2", "", "green 2"),
            ("● green 2", "●", " green 2"),
            ("▲◆ red", "▲◆", " red"),
            ("a ▶", "▶", "a "),
            ("", "", ""),
        ] {
            let (mut drawn, mut written) = (String::new(), String::new());
            for piece in pieces(text) {
                match piece {
                    Piece::Sign(of) => drawn.push(of),
                    Piece::Words(part) => written.push_str(part),
                }
            }
            assert_eq!((drawn.as_str(), written.as_str()), (signs, words));
        }
    }

    #[test]
    fn marks_that_are_no_number_are_left_out() {
        let empty = document(Vec::new());
        let wrong = document(vec![
            Mark::Line {
                points: vec![(0.0, f64::NAN), (1.0, 1.0)],
                width: 1.0,
                role: Role::Ink,
            },
            Mark::Disc {
                at: (f64::INFINITY, 0.0),
                radius: 1.0,
                role: Role::Ink,
                hollow: true,
            },
        ]);
        assert_eq!(empty, wrong);
    }
}
