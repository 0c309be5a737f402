//! The picture of the comparison: flare-ups against weeks for each strategy, and
//! what each rule changes when it is switched off. Readable in black and white:
//! strategies differ by sign and name, more from fewer by filled from empty.

use super::comparison::{Comparison, Row};
use super::figures::{Mean, WEEKS};
use super::sets::FIRST_ON_PAGE;
use comeback_report::charts::axis::{Scale, ticks_up_to};
use comeback_report::charts::palette::Role;
use comeback_report::charts::scene::{Anchor, Area, Label, Scene, Sign};
use comeback_report::charts::{ChartError, Format, render};

const WIDTH: f64 = 860.0;
const PLOT_HEIGHT: f64 = 300.0;
const BAR: f64 = 19.0;
const SIZE: f64 = 12.5;
const SIGNS: [Sign; 6] = [
    Sign::Cross,
    Sign::Triangle,
    Sign::Square,
    Sign::Diamond,
    Sign::Outline,
    Sign::Dashes,
];

/// The picture in a format.
///
/// # Errors
/// As for [`render::render`].
pub fn picture(all: &Comparison, format: Format) -> Result<Vec<u8>, ChartError> {
    render::alone(&scene(all), format)
}

/// Room of a list of differences beside its bars: heading, what the columns are, space below.
const AROUND_BARS: f64 = 72.0;

/// Its layout.
pub fn scene(all: &Comparison) -> Scene {
    let bars = |rows: &[Row]| rows.len() as f64 * BAR + AROUND_BARS;
    let lists = bars(&all.without) + bars(&all.put_back);
    let mut scene = Scene::new(WIDTH, 40.0 + PLOT_HEIGHT + 64.0 + lists);
    scene.words = words(all);
    heading(
        &mut scene,
        22.0,
        "Strategies on a model of a tendon (no evidence on persons)",
    );
    let plot = Area::new(60.0, 62.0, WIDTH - 30.0, 40.0 + PLOT_HEIGHT);
    strategies(&mut scene, plot, &all.strategies);
    let top = plot.bottom + 64.0;
    list(
        &mut scene,
        top,
        "comeback with each rule switched off: what changes, with 95 % intervals",
        &all.without,
    );
    list(
        &mut scene,
        top + bars(&all.without),
        "comeback with each change of the second edition put back to the first",
        &all.put_back,
    );
    scene
}

/// Rows of differences from `comeback` under a heading.
fn list(scene: &mut Scene, top: f64, title: &str, rows: &[Row]) {
    heading(scene, top, title);
    let first = top + 38.0;
    let left = Area::new(170.0, first, 470.0, first + rows.len() as f64 * BAR);
    let right = Area::new(540.0, left.top, WIDTH - 60.0, left.bottom);
    for (at, row) in rows.iter().enumerate() {
        let y = left.top + (at as f64 + 0.5) * BAR;
        scene.text((16.0, y), Anchor::Start, SIZE, Role::Ink, row.name);
    }
    let flares = |row: &Row| row.against.flares;
    let weeks = |row: &Row| row.against.weeks;
    differences(scene, left, rows, "flare-ups per runner-year", 2, flares);
    differences(scene, right, rows, "weeks to the old training", 1, weeks);
}

fn heading(scene: &mut Scene, y: f64, text: &str) {
    scene.label(Label {
        x: 16.0,
        y,
        anchor: Anchor::Start,
        size: 15.0,
        bold: true,
        role: Role::Ink,
        text: text.to_owned(),
    });
}

fn strategies(scene: &mut Scene, plot: Area, rows: &[Row]) {
    let most = rows
        .iter()
        .map(|row| row.figures.flares.value + row.figures.flares.half_width)
        .fold(1.0, f64::max);
    let ticks = ticks_up_to(most, 6, &[1.0, 2.0, 5.0]);
    let up = Scale::new(
        0.0,
        ticks.last().copied().unwrap_or(most),
        plot.bottom,
        plot.top,
    );
    let along = Scale::new(0.0, WEEKS as f64, plot.left, plot.right);
    for &tick in &ticks {
        let y = up.at(tick);
        scene.line(vec![(plot.left, y), (plot.right, y)], 1.0, Role::Grid);
        let text = format!("{tick}");
        scene.text((plot.left - 8.0, y), Anchor::End, SIZE, Role::Muted, &text);
    }
    for week in (0..=WEEKS).step_by(4) {
        let x = along.at(week as f64);
        scene.line(
            vec![(x, plot.bottom), (x, plot.bottom + 4.0)],
            1.0,
            Role::Axis,
        );
        let text = week.to_string();
        scene.text(
            (x, plot.bottom + 14.0),
            Anchor::Middle,
            SIZE,
            Role::Muted,
            &text,
        );
    }
    scene.line(
        vec![(plot.left, plot.bottom), (plot.right, plot.bottom)],
        1.2,
        Role::Axis,
    );
    scene.text(
        (16.0, plot.top - 16.0),
        Anchor::Start,
        SIZE,
        Role::Muted,
        "flare-ups per runner-year (down is better)",
    );
    scene.text(
        (plot.right, plot.bottom + 32.0),
        Anchor::End,
        SIZE,
        Role::Muted,
        "weeks to the old training, 52 for who does not get there in the year (left is better)",
    );
    let place = |row: &Row| {
        (
            along.at(row.figures.weeks.value),
            up.at(row.figures.flares.value),
        )
    };
    // Names keep off the marks and, first, off the lines of the intervals.
    let mut taken: Vec<Area> = Vec::new();
    for row in rows {
        let (x, y) = place(row);
        taken.push(Area::new(x - 7.0, y - 7.0, x + 7.0, y + 7.0));
        let ends = |mean: Mean, scale: &Scale| {
            let (low, high) = (mean.value - mean.half_width, mean.value + mean.half_width);
            (scale.at(low.max(0.0)), scale.at(high))
        };
        let (low, high) = ends(row.figures.flares, &up);
        scene.line(vec![(x, low), (x, high)], 1.0, Role::Axis);
        taken.push(Area::new(x - 1.0, high, x + 1.0, low));
        let (low, high) = ends(row.figures.weeks, &along);
        let high = high.min(plot.right);
        scene.line(vec![(low, y), (high, y)], 1.0, Role::Axis);
        taken.push(Area::new(low, y - 1.0, high, y + 1.0));
    }
    let first = (along.at(FIRST_ON_PAGE.weeks), up.at(FIRST_ON_PAGE.flares));
    taken.push(Area::new(
        first.0 - 7.0,
        first.1 - 7.0,
        first.0 + 7.0,
        first.1 + 7.0,
    ));
    let mut signs = SIGNS.into_iter();
    for row in rows {
        let at = place(row);
        let ours = row.name == "comeback";
        let sign = if ours { Some(Sign::Disc) } else { signs.next() };
        scene.sign(
            sign.unwrap_or(Sign::Square),
            at,
            if ours { 6.5 } else { 5.0 },
            Role::Ink,
        );
        name(scene, at, row.name, ours, &mut taken);
    }
    scene.sign(Sign::Ring, first, 6.5, Role::Ink);
    name(scene, first, "comeback, first edition", false, &mut taken);
}

/// Writes a name beside its mark where nothing else lies, with a line to it where that is not near.
fn name(scene: &mut Scene, at: (f64, f64), text: &str, bold: bool, taken: &mut Vec<Area>) {
    let offsets = (0..9).flat_map(|far| {
        let d = f64::from(far) * 15.0;
        [
            (12.0, -d, Anchor::Start),
            (-12.0, -d, Anchor::End),
            (12.0, d, Anchor::Start),
            (-12.0, d, Anchor::End),
        ]
    });
    for (dx, dy, anchor) in offsets {
        let label = Label {
            x: at.0 + dx,
            y: at.1 + dy,
            anchor,
            size: SIZE,
            bold,
            role: Role::Ink,
            text: text.to_owned(),
        };
        let area = label.area();
        let inside = area.left > 62.0 && area.right < WIDTH - 6.0 && area.top > 56.0;
        let above_axis = area.bottom < 40.0 + PLOT_HEIGHT;
        if inside && above_axis && !taken.iter().any(|other| other.overlaps(&area)) {
            if dy.abs() > 1.0 {
                scene.line(vec![at, (at.0 + dx * 0.8, at.1 + dy)], 0.8, Role::Axis);
            }
            taken.push(area);
            scene.label(label);
            return;
        }
    }
}

/// Bars from zero: filled for more, empty for fewer; the number beside them.
fn differences(
    scene: &mut Scene,
    area: Area,
    rows: &[Row],
    what: &str,
    decimals: usize,
    of: impl Fn(&Row) -> Mean,
) {
    let bound = |low: bool| {
        rows.iter()
            .map(|row| {
                let mean = of(row);
                if low {
                    mean.value - mean.half_width
                } else {
                    mean.value + mean.half_width
                }
            })
            .fold(0.0, if low { f64::min } else { f64::max })
    };
    let scale = Scale::new(bound(true), bound(false), area.left, area.right);
    let zero = scale.at(0.0);
    scene.text(
        (area.left, area.top - 14.0),
        Anchor::Start,
        SIZE,
        Role::Muted,
        what,
    );
    scene.line(
        vec![(zero, area.top - 4.0), (zero, area.bottom)],
        1.0,
        Role::Axis,
    );
    for (at, row) in rows.iter().enumerate() {
        let mean = of(row);
        let y = area.top + (at as f64 + 0.5) * BAR;
        let end = scale.at(mean.value);
        let bar = Area::new(zero.min(end), y - 5.0, zero.max(end), y + 5.0);
        if mean.value > 0.0 {
            scene.rect(bar, Role::Accent);
        } else if mean.value < 0.0 {
            scene.outline(bar, 1.2, Role::Accent);
        }
        let (low, high) = (
            scale.at(mean.value - mean.half_width),
            scale.at(mean.value + mean.half_width),
        );
        if high - low > 0.5 {
            scene.line(vec![(low, y), (high, y)], 1.2, Role::Ink);
        }
        let text = if row.against.touched == 0.0 {
            "no change".to_owned()
        } else {
            format!("{:+.decimals$}", mean.value + 0.0)
        };
        let x = high.max(zero).max(end) + 6.0;
        scene.text((x, y), Anchor::Start, SIZE, Role::Muted, &text);
    }
}

fn words(all: &Comparison) -> String {
    let each: Vec<String> = all
        .strategies
        .iter()
        .map(|row| {
            format!(
                "{}: {:.2} flare-ups a year, {:.1} weeks",
                row.name, row.figures.flares.value, row.figures.weeks.value
            )
        })
        .collect();
    format!(
        "Strategies on a model of a tendon. {}; comeback, first edition: {:.2} flare-ups a year, {:.1} \
         weeks. Below, what each rule of comeback changes when it is switched off, and each change of \
         the second edition when it is put back.",
        each.join("; "),
        FIRST_ON_PAGE.flares,
        FIRST_ON_PAGE.weeks,
    )
}
