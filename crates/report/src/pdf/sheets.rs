//! A4 pages filled from the top: headings, paragraphs, tables and drawings, with
//! a new page where the next block does not fit.

use crate::charts::font;
use crate::charts::palette::Role;
use crate::charts::scene::{self, Anchor, Area, Label, Mark, Scene};
use crate::words::reader::without_commands;

/// A4 at 96 logical pixels to the inch.
const WIDTH: f64 = 794.0;
const HEIGHT: f64 = 1123.0;
const MARGIN: f64 = 48.0;
/// Where the running foot begins.
const FOOT: f64 = 1070.0;
/// Where the running head stands.
const HEAD: f64 = 26.0;
/// Width between the margins.
pub(super) const TEXT_WIDTH: f64 = WIDTH - 2.0 * MARGIN;

pub(super) const BODY: f64 = 13.0;
pub(super) const SMALL: f64 = 11.5;
const LEADING: f64 = 1.38;
/// Text is measured with room for a reader's wider font; paper carries the font
/// that was measured, so lines may be that much fuller.
const FULLER: f64 = 1.14;
/// Space between the columns of a table.
pub(super) const GUTTER: f64 = 12.0;

/// A column of a table: width in logical pixels, and whether figures stand right.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub width: f64,
    pub right: bool,
}

/// The pages so far and the place of the next block.
#[derive(Debug)]
pub(super) struct Sheets {
    pages: Vec<Scene>,
    page: Scene,
    y: f64,
}

impl Sheets {
    pub(super) fn new() -> Self {
        Sheets {
            pages: Vec::new(),
            page: Scene::new(WIDTH, HEIGHT),
            y: MARGIN,
        }
    }

    /// Begins a new page unless this much room is left on the current one.
    pub(super) fn need(&mut self, height: f64) {
        if self.lacks(height) {
            self.turn();
        }
    }

    /// Whether what is that high stands on the next page.
    pub(super) fn lacks(&self, height: f64) -> bool {
        self.y + height > FOOT && self.y > MARGIN
    }

    /// Begins a new page.
    pub(super) fn turn(&mut self) {
        let full = std::mem::replace(&mut self.page, Scene::new(WIDTH, HEIGHT));
        self.pages.push(full);
        self.y = MARGIN;
    }

    pub(super) fn is_one_page(&self) -> bool {
        self.pages.is_empty()
    }

    /// Height of what stands on the pages so far; of more than one a page's.
    pub(super) fn filled(&self) -> f64 {
        if self.is_one_page() {
            self.y - MARGIN
        } else {
            FOOT - MARGIN
        }
    }

    /// Other pages behind these, from a new page on.
    pub(super) fn append(&mut self, other: Sheets) {
        self.turn();
        self.pages.extend(other.pages);
        self.page = other.page;
        self.y = other.y;
    }

    pub(super) fn space(&mut self, height: f64) {
        self.y += height;
    }

    /// A heading that stays with at least some lines of what follows it.
    pub(super) fn heading(&mut self, text: &str, size: f64) {
        self.need(size * 2.0 + 64.0);
        self.space(size * 0.6);
        let lines = scene::wrap(text, size * scene::BOLD, TEXT_WIDTH * FULLER);
        for line in lines {
            self.y += size * 0.7;
            self.write(MARGIN, Anchor::Start, size, true, Role::Ink, &line);
            self.y += size * 0.7;
        }
        self.space(size * 0.25);
    }

    pub(super) fn paragraph(&mut self, text: &str, size: f64, role: Role, bold: bool) {
        self.hanging("", text, size, role, bold);
    }

    /// A paragraph behind a sign or a short bold word, its lines under each other.
    pub(super) fn hanging(&mut self, sign: &str, text: &str, size: f64, role: Role, bold: bool) {
        let indent = if sign.is_empty() {
            0.0
        } else {
            font::width(sign, size * scene::BOLD) + 6.0
        };
        let wide = if bold { scene::BOLD } else { 1.0 };
        let lines = scene::wrap(&printed(text), size * wide, (TEXT_WIDTH - indent) * FULLER);
        for (index, line) in lines.iter().enumerate() {
            self.need(size * LEADING);
            self.y += size * LEADING / 2.0;
            if index == 0 && !sign.is_empty() {
                self.write(MARGIN, Anchor::Start, size, true, role, sign);
            }
            self.write(MARGIN + indent, Anchor::Start, size, bold, role, line);
            self.y += size * LEADING / 2.0;
        }
        self.space(size * 0.3);
    }

    /// One row of a table, cells wrapped; its rule lies below.
    pub(super) fn row(&mut self, columns: &[Column], cells: &[String], size: f64, head: bool) {
        let wrapped = wrapped(columns, cells, size, head);
        let height = tall(&wrapped, size);
        self.need(height);
        let mut left = MARGIN;
        let top = self.y + 3.0;
        let role = if head { Role::Muted } else { Role::Ink };
        for (column, lines) in columns.iter().zip(&wrapped) {
            for (index, line) in lines.iter().enumerate() {
                self.y = top + (index as f64 + 0.5) * size * LEADING;
                let (x, anchor) = if column.right {
                    (left + column.width, Anchor::End)
                } else {
                    (left, Anchor::Start)
                };
                self.write(x, anchor, size, head, role, line);
            }
            left += column.width + GUTTER;
        }
        self.y = top + height - 3.0;
        let rule = vec![(MARGIN, self.y - 2.0), (WIDTH - MARGIN, self.y - 2.0)];
        let weight = if head { 1.0 } else { 0.6 };
        let ink = if head { Role::Axis } else { Role::Grid };
        self.page.line(rule, weight, ink);
    }

    /// Facts side by side, each a small name over its value.
    pub(super) fn facts(&mut self, facts: &[(String, String, String)]) {
        const TALL: f64 = 62.0;
        self.need(TALL + 8.0);
        let each = TEXT_WIDTH / facts.len().max(1) as f64;
        let top = self.y;
        for (index, (name, value, note)) in facts.iter().enumerate() {
            let left = MARGIN + index as f64 * each;
            let card = Area::new(left, top, left + each - 8.0, top + TALL);
            self.page.outline(card, 0.8, Role::Grid);
            for (down, size, bold, role, text) in [
                (13.0, 10.5, false, Role::Muted, name),
                (31.0, 15.5, true, Role::Ink, value),
                (50.0, 10.5, false, Role::Muted, note),
            ] {
                let text = printed(text);
                let wide = printed_width(&text, size, bold);
                // What is too long for its card is set smaller and not over its edge.
                let size = size * ((card.width() - 14.0) / wide.max(1.0)).min(1.0);
                self.y = top + down;
                self.write(left + 8.0, Anchor::Start, size, bold, role, &text);
            }
        }
        self.y = top + TALL + 10.0;
    }

    /// A block that must be seen first: a box around its paragraphs.
    pub(super) fn alert(&mut self, lines: &[String]) {
        let size = BODY + 1.0;
        let wrapped: Vec<String> = lines
            .iter()
            .map(|line| printed(line))
            .flat_map(|line| scene::wrap(&line, size * scene::BOLD, (TEXT_WIDTH - 28.0) * FULLER))
            .collect();
        let tall = wrapped.len() as f64 * size * LEADING + 20.0;
        self.need(tall + 10.0);
        let area = Area::new(MARGIN, self.y, WIDTH - MARGIN, self.y + tall);
        self.page.rect(area, Role::TooMuchBand);
        self.page.outline(area, 2.0, Role::TooMuch);
        let top = self.y + 10.0;
        for (index, line) in wrapped.iter().enumerate() {
            self.y = top + (index as f64 + 0.5) * size * LEADING;
            self.write(
                MARGIN + 14.0,
                Anchor::Start,
                size,
                true,
                Role::TooMuch,
                line,
            );
        }
        self.y = top + tall;
    }

    /// Whether such a row would begin a page.
    pub(super) fn turns_for(&self, columns: &[Column], cells: &[String], size: f64) -> bool {
        self.lacks(tall(&wrapped(columns, cells, size, false), size))
    }

    /// A drawing, at a share of the size it was drawn in.
    pub(super) fn drawing(&mut self, drawing: Scene, scale: f64) {
        let height = drawing.height * scale;
        self.need(height + 6.0);
        let from = (MARGIN, self.y);
        let moved = (drawing.marks.into_iter()).map(|mark| placed(mark, from, scale));
        self.page.marks.extend(moved);
        self.y += height + 6.0;
    }

    /// The pages, each with its head, whose it is and which of how many, and its foot, a
    /// sentence that must stand on every page. What filled the last page to its end
    /// leaves no empty one behind.
    pub(super) fn finish(mut self, head: &str, foot: &str) -> Vec<Scene> {
        if self.pages.is_empty() || !self.page.marks.is_empty() {
            self.pages.push(self.page);
        }
        let count = self.pages.len();
        for (index, page) in self.pages.iter_mut().enumerate() {
            let number = format!("Page {} of {count}", index + 1);
            page.line(
                vec![(MARGIN, FOOT + 8.0), (WIDTH - MARGIN, FOOT + 8.0)],
                0.6,
                Role::Grid,
            );
            let y = FOOT + 22.0;
            page.text((MARGIN, y), Anchor::Start, 10.0, Role::Muted, foot);
            page.text((MARGIN, HEAD), Anchor::Start, 10.0, Role::Muted, head);
            let right = (WIDTH - MARGIN, HEAD);
            page.text(right, Anchor::End, 10.0, Role::Muted, &number);
        }
        self.pages
    }

    fn write(&mut self, x: f64, anchor: Anchor, size: f64, bold: bool, role: Role, text: &str) {
        self.page.marks.push(Mark::Text(Label {
            x,
            y: self.y,
            anchor,
            size,
            bold,
            role,
            text: text.to_owned(),
        }));
    }
}

/// Text as it is printed: a command, which stands between backticks, in quotation marks.
pub(super) fn printed(text: &str) -> String {
    let text = without_commands(text);
    let mut told = String::with_capacity(text.len());
    for (place, piece) in text.split('`').enumerate() {
        if place > 0 {
            told.push(if place % 2 == 1 { '“' } else { '”' });
        }
        told.push_str(piece);
    }
    told
}

/// How wide a text is on paper.
pub(super) fn printed_width(text: &str, size: f64, bold: bool) -> f64 {
    let wide = if bold { scene::BOLD } else { 1.0 };
    font::width(text, size * wide) / FULLER
}

fn wrapped(columns: &[Column], cells: &[String], size: f64, head: bool) -> Vec<Vec<String>> {
    let wide = if head { scene::BOLD } else { 1.0 };
    (columns.iter().zip(cells))
        .map(|(column, cell)| scene::wrap(&printed(cell), size * wide, column.width * FULLER))
        .collect()
}

/// Height of a row.
fn tall(wrapped: &[Vec<String>], size: f64) -> f64 {
    let most = wrapped.iter().map(Vec::len).max().unwrap_or(0).max(1);
    most as f64 * size * LEADING + 7.0
}

fn placed(mark: Mark, from: (f64, f64), scale: f64) -> Mark {
    let at = |(x, y): (f64, f64)| (from.0 + x * scale, from.1 + y * scale);
    let moved =
        |points: Vec<(f64, f64)>| -> Vec<(f64, f64)> { points.into_iter().map(at).collect() };
    match mark {
        Mark::Line {
            points,
            width,
            role,
        } => Mark::Line {
            points: moved(points),
            width: width * scale,
            role,
        },
        Mark::Fill { points, role } => Mark::Fill {
            points: moved(points),
            role,
        },
        Mark::Disc {
            at: centre,
            radius,
            role,
            hollow,
        } => Mark::Disc {
            at: at(centre),
            radius: radius * scale,
            role,
            hollow,
        },
        Mark::Text(label) => {
            let (x, y) = at((label.x, label.y));
            Mark::Text(Label {
                x,
                y,
                size: label.size * scale,
                ..label
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever is put in, nothing is written below the foot or beside the paper.
    #[test]
    fn blocks_flow_to_new_pages() {
        let mut sheets = Sheets::new();
        let columns = [
            Column {
                width: 100.0,
                right: false,
            },
            Column {
                width: 300.0,
                right: true,
            },
        ];
        for index in 0..120 {
            sheets.heading(&format!("Heading {index}"), 18.0);
            sheets.paragraph(&"word ".repeat(60), BODY, Role::Ink, false);
            let cells = [format!("{index}"), "cell ".repeat(20)];
            sheets.row(&columns, &cells, SMALL, false);
        }
        let pages = sheets.finish("head", "foot");
        assert!(pages.len() > 5);
        for page in &pages {
            for label in page.labels().filter(|label| label.size > 10.0) {
                let area = label.area();
                assert!(area.top >= MARGIN - 1.0, "{label:?}");
                assert!(area.bottom <= FOOT + 6.0, "{label:?}");
                assert!(area.right <= WIDTH * FULLER, "{label:?}");
            }
        }
    }
}
