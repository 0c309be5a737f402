//! The ladder: every rung of the goal, which are done, where the runner stands,
//! and what the next step still needs. A staircase where it is wide, a list on a phone.

use super::palette::Role;
use super::scene::{Anchor, Area, Label, Scene, Sign, wrap};
use super::{Canvas, Theme, begin, font, only_words};

const TITLE: &str = "The ladder back";

/// Least width of a stair that still holds its words; below it the ladder is a list.
const STAIR: f64 = 92.0;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Done,
    Here,
    /// Under way beside the rung that is open, and not complete.
    Partly,
    Open,
    /// Not part of the goal, so it is passed over.
    Skipped,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    pub name: String,
    /// What the goal of the rung is, in a few words.
    pub goal: String,
    pub state: State,
}

/// A count towards the next step.
#[derive(Debug, Clone, PartialEq)]
pub struct Need {
    pub name: String,
    pub have: u32,
    pub needed: u32,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ladder {
    /// Lowest first.
    pub steps: Vec<Step>,
    pub needs: Vec<Need>,
}

pub fn draw(data: &Ladder, canvas: &Canvas) -> Scene {
    if data.steps.is_empty() {
        return only_words(
            canvas,
            TITLE,
            "No episode is open, so there is no ladder to climb.",
        );
    }
    let (mut scene, area) = begin(canvas, TITLE, &words(data));
    let needs = 30.0 * data.needs.len().div_ceil(per_row(&area)) as f64;
    let stairs = Area::new(area.left, area.top, area.right, area.bottom - needs);
    let each = stairs.width() / data.steps.len() as f64;
    if each >= STAIR {
        staircase(&mut scene, &stairs, each, data);
    } else {
        list(&mut scene, &stairs, data);
    }
    draw_needs(&mut scene, &area, area.bottom - needs, data);
    scene
}

/// The height that the ladder needs at a width, its title counted where it has one.
pub fn height(data: &Ladder, width: f64, theme: Theme) -> u32 {
    let steps = data.steps.len() as f64;
    let (title, sides) = if theme == Theme::Page {
        (0.0, 4.0)
    } else {
        (38.0, 32.0)
    };
    let narrow = steps > 0.0 && (width - sides) / steps < STAIR;
    let stairs = if narrow { steps * 46.0 + 8.0 } else { 200.0 };
    let rows = if narrow { data.needs.len() } else { 1 };
    (title + stairs + 30.0 * rows as f64 + 12.0).clamp(120.0, 3000.0) as u32
}

fn per_row(area: &Area) -> usize {
    if area.width() >= 560.0 { 2 } else { 1 }
}

fn colour(state: State) -> Role {
    match state {
        State::Done => Role::Safe,
        State::Here | State::Partly => Role::Accent,
        State::Open => Role::Axis,
        State::Skipped => Role::Grid,
    }
}

/// What a rung says of itself when colour is not seen.
fn says(state: State) -> &'static str {
    match state {
        State::Done => "done",
        State::Here => "you are here",
        State::Partly => "not yet complete",
        State::Open => "to come",
        State::Skipped => "not needed",
    }
}

fn staircase(scene: &mut Scene, area: &Area, each: f64, data: &Ladder) {
    let rise = ((area.height() - 98.0) / data.steps.len() as f64).max(2.0);
    let mut x = area.left;
    let mut y = area.bottom - 14.0;
    for step in &data.steps {
        let (from, to) = (x + 3.0, x + each - 3.0);
        let tread = Area::new(from, y - 6.0, to, y);
        match step.state {
            State::Open => scene.outline(tread, 1.2, Role::Axis),
            State::Partly => scene.outline(tread, 1.6, Role::Accent),
            State::Skipped => {
                scene.dashed(&[(from, y - 3.0), (to, y - 3.0)], 3.0, 4.0, 1.4, Role::Axis);
            }
            state => scene.rect(tread, colour(state)),
        }
        let middle = (from + to) / 2.0;
        let mut line = y - 18.0;
        scene.text(
            (middle, line),
            Anchor::Middle,
            12.5,
            Role::Muted,
            says(step.state),
        );
        line -= 17.0;
        for text in wrap(&step.goal, 12.5, each - 6.0).iter().rev().take(3) {
            scene.text((middle, line), Anchor::Middle, 12.5, Role::Muted, text);
            line -= 15.0;
        }
        let here = step.state == State::Here;
        scene.label(Label {
            x: middle,
            y: line - 2.0,
            anchor: Anchor::Middle,
            size: 14.0,
            bold: here,
            role: if step.state == State::Skipped {
                Role::Muted
            } else {
                Role::Ink
            },
            text: step.name.clone(),
        });
        if here {
            pin(scene, middle, line - 22.0);
        }
        x += each;
        y -= rise;
    }
}

fn pin(scene: &mut Scene, x: f64, y: f64) {
    scene.fill(
        vec![(x - 6.0, y - 5.0), (x + 6.0, y - 5.0), (x, y + 5.0)],
        Role::Accent,
    );
}

fn list(scene: &mut Scene, area: &Area, data: &Ladder) {
    let each = area.height() / data.steps.len() as f64;
    let x = area.left + 14.0;
    let mut y = area.top + each / 2.0;
    scene.line(vec![(x, y), (x, area.bottom - each / 2.0)], 2.0, Role::Grid);
    for step in data.steps.iter().rev() {
        match step.state {
            State::Done => {
                scene.sign(Sign::Disc, (x, y), 8.0, Role::Safe);
                scene.line(
                    vec![(x - 3.6, y), (x - 0.8, y + 3.0), (x + 4.0, y - 3.2)],
                    1.8,
                    Role::Paper,
                );
            }
            State::Here => {
                scene.sign(Sign::Disc, (x, y), 9.0, Role::Accent);
                scene.sign(Sign::Disc, (x, y), 3.2, Role::Paper);
            }
            State::Partly => scene.sign(Sign::Ring, (x, y), 7.0, Role::Accent),
            State::Open => scene.sign(Sign::Ring, (x, y), 7.0, Role::Axis),
            State::Skipped => {
                scene.rect(Area::new(x - 6.0, y - 5.0, x + 6.0, y + 5.0), Role::Paper);
                scene.line(vec![(x - 5.0, y), (x + 5.0, y)], 1.8, Role::Axis);
            }
        }
        let left = x + 20.0;
        let here = step.state == State::Here;
        let name = Label {
            x: left,
            y: y - 8.0,
            anchor: Anchor::Start,
            size: 14.0,
            bold: here,
            role: if step.state == State::Skipped {
                Role::Muted
            } else {
                Role::Ink
            },
            text: step.name.clone(),
        };
        let state = says(step.state);
        if name.area().right + 12.0 + font::width(state, 12.5) <= area.right {
            scene.text((area.right, y - 8.0), Anchor::End, 12.5, Role::Muted, state);
        }
        scene.label(name);
        if let Some(goal) = wrap(&step.goal, 12.5, area.right - left).first() {
            scene.text((left, y + 9.0), Anchor::Start, 12.5, Role::Muted, goal);
        }
        y += each;
    }
}

fn draw_needs(scene: &mut Scene, area: &Area, top: f64, data: &Ladder) {
    let columns = per_row(area);
    let each = area.width() / columns as f64;
    for (index, need) in data.needs.iter().enumerate() {
        let left = area.left + each * (index % columns) as f64 + 4.0;
        let y = top + 15.0 + 30.0 * (index / columns) as f64;
        let text = format!(
            "{} {} of {}",
            need.name,
            need.have.min(need.needed),
            need.needed
        );
        scene.text((left, y), Anchor::Start, 13.0, Role::Ink, &text);
        let from = left + font::width(&text, 13.0) + 10.0;
        let room = (left + each - 16.0 - from).min(150.0);
        let pips = need.needed.clamp(1, 30);
        let wide = room / f64::from(pips);
        if wide < 3.0 {
            continue;
        }
        for pip in 0..pips {
            let at = from + wide * f64::from(pip);
            let cell = Area::new(at, y - 5.0, at + wide - 2.0, y + 5.0);
            if pip < need.have {
                scene.rect(cell, Role::Safe);
            } else {
                scene.outline(cell, 1.0, Role::Axis);
            }
        }
    }
}

fn words(data: &Ladder) -> String {
    let mut text = "The ladder, lowest rung first: ".to_owned();
    let rungs: Vec<String> = data
        .steps
        .iter()
        .map(|step| format!("{} ({})", step.name, says(step.state)))
        .collect();
    text.push_str(&rungs.join(", "));
    text.push('.');
    for need in &data.needs {
        text.push_str(&format!(
            " {}: {} of {}.",
            need.name, need.have, need.needed
        ));
    }
    text
}
