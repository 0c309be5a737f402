//! What the charts have in common: the sentence that leads each of them, the line
//! that explains its marks, and marks that more than one chart draws.

use super::font;
use super::palette::Role;
use super::scene::{Anchor, Area, BOLD, Label, Scene, Sign, balanced};
use super::{Look, Theme};

/// What a chart says in words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// What is seen, by a rule.
    pub sentence: String,
    /// A second one, where there is one.
    pub second: Option<String>,
    /// Explains the marks that are there.
    pub marks: String,
    /// The weeks that have room, where the sentences tell of more.
    pub drawn: Option<String>,
    /// For who does not see it, after the sentences: span, count, lowest, highest, gaps.
    pub alternative: String,
}

impl Words {
    /// All that a reader who does not see the picture is told.
    fn all(&self) -> String {
        let second = self.second.as_deref().unwrap_or_default();
        let drawn = (self.drawn.as_ref())
            .map(|weeks| format!("Drawn: {weeks}."))
            .unwrap_or_default();
        let parts = [&self.sentence, second, &self.alternative, &drawn];
        let told: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        told.join(" ")
    }

    /// The line under the sentences: what of them is drawn, and what the marks are.
    fn below(&self) -> String {
        match &self.drawn {
            Some(weeks) if self.marks.is_empty() => format!("drawn: {weeks}"),
            Some(weeks) => format!("drawn: {weeks}; {}", self.marks),
            None => self.marks.clone(),
        }
    }
}

/// A chart with its words.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The name of its file and of its place in a page.
    pub name: &'static str,
    pub words: Words,
    /// Without the words in the theme of a page, which has them beside it.
    pub scene: Scene,
}

/// Widths of text are measured with room for a wider font; what lies behind a text needs less.
const OWN_FONT: f64 = 0.9;

/// A scene with the words on top and the body that is left below them.
pub fn begin(look: &Look, words: &Words, body: f64) -> (Scene, Area) {
    let width = f64::from(look.width);
    let is_page = look.theme == Theme::Page;
    let side = if is_page { 2.0 } else { 16.0 };
    let fits = width - 2.0 * side;
    let mut lines: Vec<(f64, f64, bool, Role, String)> = Vec::new();
    let mut add = |text: &str, size: f64, bold: bool, role: Role, after: f64| {
        let wrapped = balanced(text, size * if bold { BOLD } else { 1.0 }, fits);
        let count = wrapped.len();
        for (place, line) in wrapped.into_iter().enumerate() {
            let gap = if place + 1 == count { after } else { 0.0 };
            lines.push((size, gap, bold, role, line));
        }
    };
    if !is_page {
        add(&look.named(), 12.0, false, Role::Muted, 2.0);
        add(&words.sentence, 16.0, true, Role::Ink, 3.0);
        if let Some(second) = &words.second {
            add(second, 14.0, false, Role::Ink, 2.0);
        }
        add(&words.below(), 13.0, false, Role::Muted, 4.0);
    }
    let top = if is_page { 2.0 } else { 10.0 };
    let head: f64 = lines.iter().map(|(size, gap, ..)| size * 1.35 + gap).sum();
    let bottom = if is_page { 2.0 } else { 12.0 };
    let mut scene = Scene::new(width, (top + head + body + bottom).ceil());
    scene.words = words.all();
    scene.drawn.clone_from(&words.drawn);
    let mut y = top;
    for (size, gap, bold, role, text) in lines {
        scene.label(Label {
            x: side,
            y: y + size * 0.68,
            anchor: Anchor::Start,
            size,
            bold,
            role,
            text,
        });
        y += size * 1.35 + gap;
    }
    (scene, Area::new(side, y, width - side, y + body))
}

/// A figure that has nothing to draw: its sentence says why, and nothing stands below it.
pub fn only_words(name: &'static str, look: &Look, mut words: Words) -> Figure {
    words.drawn = None;
    let (scene, _) = begin(
        look,
        &words,
        if look.theme == Theme::Page { 0.0 } else { 8.0 },
    );
    Figure { name, words, scene }
}

/// Lines aslant through an area: a stretch of which nothing is known or nothing was done.
pub fn hatch(scene: &mut Scene, area: &Area, role: Role) {
    const APART: f64 = 8.0;
    let (wide, high) = (area.width(), area.height());
    if !(wide > 1.0 && high > 1.0) {
        return;
    }
    let count = ((wide + high) / APART) as usize;
    for index in 1..=count {
        // From the left or the lower edge up to the right or the upper edge.
        let along = index as f64 * APART;
        let from = (
            area.left + (along - high).max(0.0),
            area.top + along.min(high),
        );
        let to = (
            area.left + along.min(wide),
            area.top + (along - wide).max(0.0),
        );
        scene.line(vec![from, to], 0.8, role);
    }
}

pub fn dotted(scene: &mut Scene, points: &[(f64, f64)], role: Role) {
    scene.dashed(points, 2.0, 3.0, 1.4, role);
}

/// A vertical or horizontal arrow with its head at the end.
pub fn arrow(scene: &mut Scene, from: (f64, f64), to: (f64, f64), role: Role) {
    let length = (to.0 - from.0).hypot(to.1 - from.1);
    if length < 8.0 {
        return;
    }
    let (dx, dy) = ((to.0 - from.0) / length, (to.1 - from.1) / length);
    let base = (to.0 - dx * 7.0, to.1 - dy * 7.0);
    scene.line(vec![from, base], 1.8, role);
    scene.fill(
        vec![
            to,
            (base.0 - dy * 4.2, base.1 + dx * 4.2),
            (base.0 + dy * 4.2, base.1 - dx * 4.2),
        ],
        role,
    );
}

/// A triangle of lines; its point is below where `down`.
pub fn hollow_triangle(scene: &mut Scene, at: (f64, f64), radius: f64, down: bool, role: Role) {
    let turn = if down { -1.0 } else { 1.0 };
    let (x, y) = at;
    let tip = (x, y - turn * radius);
    let points = vec![
        tip,
        (x + radius, y + turn * radius * 0.8),
        (x - radius, y + turn * radius * 0.8),
        tip,
    ];
    scene.line(points, 1.4, role);
}

/// A square of lines.
pub fn hollow_square(scene: &mut Scene, at: (f64, f64), half: f64, role: Role) {
    let (x, y) = at;
    scene.outline(Area::new(x - half, y - half, x + half, y + half), 1.3, role);
}

/// A diamond of lines with paper inside.
pub fn hollow_diamond(scene: &mut Scene, at: (f64, f64), radius: f64, role: Role) {
    let (x, y) = at;
    let points = vec![
        (x, y - radius),
        (x + radius, y),
        (x, y + radius),
        (x - radius, y),
    ];
    scene.fill(points.clone(), Role::Paper);
    let mut closed = points;
    closed.push((x, y - radius));
    scene.line(closed, 1.8, role);
}

/// Text with paper behind it, so that a line does not run through it; left out where
/// it would meet another text.
pub fn text_on_paper(
    scene: &mut Scene,
    at: (f64, f64),
    anchor: Anchor,
    size: f64,
    role: Role,
    text: &str,
) -> bool {
    let wide = font::width(text, size) * OWN_FONT;
    let left = match anchor {
        Anchor::Start => at.0,
        Anchor::Middle => at.0 - wide / 2.0,
        Anchor::End => at.0 - wide,
    };
    let behind = Area::new(
        left - 2.0,
        at.1 - size * 0.6,
        left + wide + 2.0,
        at.1 + size * 0.6,
    );
    let before = scene.marks.len();
    scene.rect(behind, Role::Paper);
    let placed = scene.text_if_free(at, anchor, size, role, text);
    if !placed {
        scene.marks.truncate(before);
    }
    placed
}

/// Labels at the right of a plot, moved apart so that each can be read.
pub fn right_labels(
    scene: &mut Scene,
    x: f64,
    ends: (f64, f64),
    mut labels: Vec<(f64, Role, String)>,
) {
    const APART: f64 = 15.5;
    labels.retain(|(y, ..)| y.is_finite());
    labels.sort_by(|a, b| a.0.total_cmp(&b.0));
    for place in 1..labels.len() {
        let above = labels.get(place - 1).map_or(f64::MIN, |label| label.0);
        if let Some(label) = labels.get_mut(place) {
            label.0 = label.0.max(above + APART);
        }
    }
    let mut limit = ends.1 - 6.0;
    for label in labels.iter_mut().rev() {
        label.0 = label.0.min(limit);
        limit = label.0 - APART;
    }
    for (y, role, text) in labels {
        scene.text_if_free((x, y.max(ends.0)), Anchor::Start, 12.5, role, &text);
    }
}

/// The sign and the colour of a band of pain: shape tells it without colour.
pub fn pain_sign(band: comeback_core::diary::Band) -> (Sign, Role) {
    use comeback_core::diary::Band;
    match band {
        Band::Green => (Sign::Disc, Role::Safe),
        Band::Amber => (Sign::Triangle, Role::Watch),
        Band::Red => (Sign::Diamond, Role::TooMuch),
        Band::Pending => (Sign::Ring, Role::Muted),
        Band::Unknown => (Sign::Cross, Role::Muted),
    }
}

/// What a phone draws of more weeks.
pub fn last_weeks(count: u64) -> String {
    format!("the last {count} weeks")
}

/// `1 Nov`
pub fn short(day: chrono::NaiveDate) -> String {
    day.format("%-d\u{a0}%b").to_string()
}

/// `1 Nov 2026`
pub fn dated(day: chrono::NaiveDate) -> String {
    day.format("%-d\u{a0}%b\u{a0}%Y").to_string()
}

/// A span of days as weeks where it is long: `15 d`, `6 wk`.
pub fn off_words(days: i64) -> String {
    if days < 28 {
        format!("{days} d off")
    } else {
        format!("{} wk off", (days as f64 / 7.0).round())
    }
}
