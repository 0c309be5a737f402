//! A chart as a list of marks in logical pixels, before it becomes SVG or
//! pixels. Layout is decided here, where it can be tested; plotters draws it.

use super::font;
use super::palette::Role;
use crate::words::tied::pieces;

/// Where a label's point lies in its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// A line of text, vertically centred on `y`.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    pub x: f64,
    pub y: f64,
    pub anchor: Anchor,
    pub size: f64,
    pub bold: bool,
    pub role: Role,
    pub text: String,
}

/// A box: left, top, right, bottom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Area {
    pub fn new(left: f64, top: f64, right: f64, bottom: f64) -> Self {
        Area {
            left,
            top,
            right: right.max(left),
            bottom: bottom.max(top),
        }
    }

    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    pub fn overlaps(&self, other: &Area) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    pub fn holds(&self, other: &Area) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && other.right <= self.right
            && other.bottom <= self.bottom
    }
}

/// How much wider bold is, at most.
pub const BOLD: f64 = 1.06;

impl Label {
    /// The box that the text takes, with room for a wider font.
    pub fn area(&self) -> Area {
        let width = font::width(&self.text, self.size) * if self.bold { BOLD } else { 1.0 };
        let left = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - width / 2.0,
            Anchor::End => self.x - width,
        };
        let half = self.size * 0.6;
        Area::new(left, self.y - half, left + width, self.y + half)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    Line {
        points: Vec<(f64, f64)>,
        width: f64,
        role: Role,
    },
    Fill {
        points: Vec<(f64, f64)>,
        role: Role,
    },
    Disc {
        at: (f64, f64),
        radius: f64,
        role: Role,
        hollow: bool,
    },
    Text(Label),
}

impl Mark {
    /// Whether there is something to draw: places that are numbers, and enough of them.
    pub fn is_drawable(&self) -> bool {
        let (points, least) = match self {
            Mark::Line { points, .. } => (points.as_slice(), 2),
            Mark::Fill { points, .. } => (points.as_slice(), 3),
            Mark::Disc { at, .. } => (std::slice::from_ref(at), 1),
            Mark::Text(label) => return label.x.is_finite() && label.y.is_finite(),
        };
        points.len() >= least && points.iter().all(|(x, y)| x.is_finite() && y.is_finite())
    }
}

/// A finished layout.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    pub width: f64,
    pub height: f64,
    pub marks: Vec<Mark>,
    /// What the picture says, in words: for those who cannot see it.
    pub words: String,
    /// The weeks that are drawn, where the words tell of more.
    pub drawn: Option<String>,
    /// The boxes of the labels so far: measuring each again would cost the square.
    taken: Vec<Area>,
}

/// The signs of a legend and of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    Disc,
    Ring,
    Triangle,
    Diamond,
    Cross,
    Square,
    Outline,
    Line,
    Dashes,
    Band,
}

impl Scene {
    pub fn new(width: f64, height: f64) -> Self {
        Scene {
            width,
            height,
            marks: Vec::new(),
            words: String::new(),
            drawn: None,
            taken: Vec::new(),
        }
    }

    pub fn line(&mut self, points: Vec<(f64, f64)>, width: f64, role: Role) {
        self.marks.push(Mark::Line {
            points,
            width,
            role,
        });
    }

    /// A line cut into dashes of `on` pixels with gaps of `off`.
    pub fn dashed(&mut self, points: &[(f64, f64)], on: f64, off: f64, width: f64, role: Role) {
        let period = on + off;
        if period < 0.5 || period.is_nan() {
            return;
        }
        let mut along = 0.0;
        for pair in points.windows(2) {
            let [from, to] = pair else { continue };
            let length = (to.0 - from.0).hypot(to.1 - from.1);
            if !length.is_finite() || length <= 0.0 {
                continue;
            }
            let at = |share: f64| {
                (
                    from.0 + (to.0 - from.0) * share,
                    from.1 + (to.1 - from.1) * share,
                )
            };
            let mut done = 0.0;
            while done < length {
                let phase = (along + done) % period;
                let rest = if phase < on {
                    on - phase
                } else {
                    period - phase
                };
                let step = rest.max(0.01).min(length - done);
                if phase < on {
                    let ends = vec![at(done / length), at((done + step) / length)];
                    self.line(ends, width, role);
                }
                done += step;
            }
            along += length;
        }
    }

    pub fn fill(&mut self, points: Vec<(f64, f64)>, role: Role) {
        self.marks.push(Mark::Fill { points, role });
    }

    pub fn rect(&mut self, area: Area, role: Role) {
        self.fill(corners(&area), role);
    }

    pub fn outline(&mut self, area: Area, width: f64, role: Role) {
        let mut points = corners(&area);
        points.push((area.left, area.top));
        self.line(points, width, role);
    }

    /// A pale area with an edge that stands out from any ground.
    pub fn edged(&mut self, area: Area, role: Role) {
        self.rect(area, role);
        self.outline(area, 1.0, Role::Edge);
    }

    pub fn label(&mut self, label: Label) {
        self.taken.push(label.area());
        self.marks.push(Mark::Text(label));
    }

    /// Plain text of the usual size.
    pub fn text(&mut self, at: (f64, f64), anchor: Anchor, size: f64, role: Role, text: &str) {
        self.label(Label {
            x: at.0,
            y: at.1,
            anchor,
            size,
            bold: false,
            role,
            text: text.to_owned(),
        });
    }

    /// Text that is left out where it would leave the canvas or lie over another
    /// label; true when it was placed. What matters most is therefore written first.
    pub fn text_if_free(
        &mut self,
        at: (f64, f64),
        anchor: Anchor,
        size: f64,
        role: Role,
        text: &str,
    ) -> bool {
        self.label_if_free(Label {
            x: at.0,
            y: at.1,
            anchor,
            size,
            bold: false,
            role,
            text: text.to_owned(),
        })
    }

    /// The same for a label of any kind.
    pub fn label_if_free(&mut self, label: Label) -> bool {
        let area = label.area();
        let canvas = Area::new(0.0, 0.0, self.width, self.height);
        let free = !label.text.is_empty()
            && canvas.holds(&area)
            && !self.taken.iter().any(|other| other.overlaps(&area));
        if free {
            self.label(label);
        }
        free
    }

    pub fn labels(&self) -> impl Iterator<Item = &Label> {
        self.marks.iter().filter_map(|mark| match mark {
            Mark::Text(label) => Some(label),
            _ => None,
        })
    }

    pub fn sign(&mut self, sign: Sign, at: (f64, f64), radius: f64, role: Role) {
        let (x, y) = at;
        let r = radius;
        match sign {
            Sign::Disc => self.marks.push(Mark::Disc {
                at,
                radius,
                role,
                hollow: false,
            }),
            Sign::Ring => self.marks.push(Mark::Disc {
                at,
                radius,
                role,
                hollow: true,
            }),
            Sign::Triangle => {
                let r = r * 1.25;
                self.fill(
                    vec![
                        (x, y - r),
                        (x + r * 0.95, y + r * 0.7),
                        (x - r * 0.95, y + r * 0.7),
                    ],
                    role,
                );
            }
            Sign::Diamond => {
                let r = r * 1.35;
                self.fill(vec![(x, y - r), (x + r, y), (x, y + r), (x - r, y)], role);
            }
            Sign::Cross => {
                let r = r * 0.85;
                self.line(vec![(x - r, y - r), (x + r, y + r)], 1.6, role);
                self.line(vec![(x - r, y + r), (x + r, y - r)], 1.6, role);
            }
            Sign::Square | Sign::Band => self.rect(Area::new(x - r, y - r, x + r, y + r), role),
            Sign::Outline => {
                let area = Area::new(x - r, y - r, x + r, y + r);
                let mut points = corners(&area);
                points.push((area.left, area.top));
                self.dashed(&points, 2.5, 2.0, 1.4, role);
            }
            Sign::Line => self.line(vec![(x - r * 1.6, y), (x + r * 1.6, y)], 2.4, role),
            Sign::Dashes => {
                self.dashed(&[(x - r * 1.8, y), (x + r * 1.8, y)], 4.0, 3.0, 1.8, role);
            }
        }
    }

    /// A legend in as many lines as it needs; returns the height that it took.
    pub fn legend(&mut self, items: &[(Sign, Role, &str)], from: (f64, f64), right: f64) -> f64 {
        const SIZE: f64 = 12.5;
        const LINE: f64 = 19.0;
        let (left, top) = from;
        let (mut x, mut y) = (left, top + LINE / 2.0);
        for (sign, role, text) in items {
            let width = 18.0 + font::width(text, SIZE) + 14.0;
            if x > left && x + width - 14.0 > right {
                x = left;
                y += LINE;
            }
            self.sign(*sign, (x + 7.0, y), 4.6, *role);
            self.text((x + 18.0, y), Anchor::Start, SIZE, Role::Muted, text);
            x += width;
        }
        if items.is_empty() {
            0.0
        } else {
            y + LINE / 2.0 - top
        }
    }

    /// Paragraphs of plain words in the middle of an area, wrapped to its width.
    pub fn say(&mut self, area: Area, size: f64, role: Role, text: &str) {
        let lines = wrap(text, size, area.width());
        let height = lines.len() as f64 * size * 1.5;
        let mut y = f64::midpoint(area.top, area.bottom) - height / 2.0 + size * 0.75;
        for line in &lines {
            let x = f64::midpoint(area.left, area.right);
            self.text((x, y), Anchor::Middle, size, role, line);
            y += size * 1.5;
        }
    }
}

fn corners(area: &Area) -> Vec<(f64, f64)> {
    vec![
        (area.left, area.top),
        (area.right, area.top),
        (area.right, area.bottom),
        (area.left, area.bottom),
    ]
}

/// The same number of lines as [`wrap`] makes, as even as they can be: a last line of one
/// word reads like an afterthought.
pub fn balanced(text: &str, size: f64, width: f64) -> Vec<String> {
    let lines = wrap(text, size, width);
    let count = lines.len();
    if count < 2 {
        return lines;
    }
    let (mut narrow, mut wide) = (width / count as f64 * 0.9, width);
    for _ in 0..8 {
        let middle = f64::midpoint(narrow, wide);
        if wrap(text, size, middle).len() > count {
            narrow = middle;
        } else {
            wide = middle;
        }
    }
    wrap(text, size, wide)
}

/// Breaks a text into lines that fit a width; a single longer word stays whole, and
/// so does what is tied together, by its words or by a no-break space.
pub fn wrap(text: &str, size: f64, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let pieces = text.split('\n').flat_map(pieces);
    let pieces = pieces.map(|piece| piece.trim_matches(' '));
    for word in pieces.filter(|word| !word.is_empty()) {
        let longer = if line.is_empty() {
            word.to_owned()
        } else {
            format!("{line} {word}")
        };
        if !line.is_empty() && font::width(&longer, size) > width {
            lines.push(std::mem::replace(&mut line, word.to_owned()));
        } else {
            line = longer;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn balanced_lines_are_as_many_and_more_even() {
        let text = "Last week was as usual: 33 min (range 24 to 77), but tendon load was 7.5 times usual, above your range.";
        for width in [300.0, 560.0, 828.0] {
            let (plain, even) = (wrap(text, 16.0, width), balanced(text, 16.0, width));
            assert_eq!(plain.len(), even.len(), "{width}");
            assert_eq!(plain.join(" "), even.join(" "));
            let last = |lines: &[String]| lines.last().map_or(0, |line| line.chars().count());
            assert!(last(&even) >= last(&plain), "{even:?}");
            assert!(even.iter().all(|line| font::width(line, 16.0) <= width));
        }
        assert_eq!(balanced("One line.", 16.0, 500.0), ["One line."]);
        assert!(balanced("", 16.0, 500.0).is_empty());
    }
}
