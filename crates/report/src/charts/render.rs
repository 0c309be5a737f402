//! A scene drawn by plotters: as SVG at quarter-pixel precision, or as a PNG
//! with two pixels to the unit, smoothed from four.

use super::canvas::{Canvas, ChartError, Format, Theme};
use super::font;
use super::palette::{self, Role};
use super::png;
use super::scene::{Anchor, Mark, Scene};
use plotters::backend::{BitMapBackend, DrawingBackend, SVGBackend};
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, IntoFont, RGBColor, ShapeStyle, TextStyle};

/// Plotters draws at whole pixels; a picture four times as large has quarters.
const FINE: u32 = 4;
/// Pixels of a PNG for one logical pixel, for sharp print and phones.
const PNG_DENSITY: u32 = 2;
/// Largest side of a canvas in logical pixels: a picture of 200 MB helps nobody.
const MAX_SIDE: u32 = 4000;

/// Draws a scene in the canvas's format and theme.
///
/// # Errors
/// A canvas beyond 4000 logical pixels, or a backend that refuses.
pub fn render(scene: &Scene, canvas: &Canvas) -> Result<Vec<u8>, ChartError> {
    if canvas.width > MAX_SIDE || canvas.height > MAX_SIDE {
        return Err(ChartError::TooLarge);
    }
    if !font::ready() {
        return Err(ChartError::Font);
    }
    match canvas.format {
        Format::Svg => svg(scene, canvas.theme).map(String::into_bytes),
        Format::Png => bitmap(scene, canvas.theme),
    }
}

/// Draws a scene by itself, at its own size, on light paper.
///
/// # Errors
/// As for [`render`].
pub fn alone(scene: &Scene, format: Format) -> Result<Vec<u8>, ChartError> {
    let canvas = Canvas {
        width: scene.width as u32,
        height: scene.height as u32,
        theme: Theme::Light,
        format,
    };
    render(scene, &canvas)
}

/// What differs between the two backends.
struct Brush {
    theme: Theme,
    /// plotters' font size for one em.
    em: f64,
    /// How far a label must be moved down, in em, to stand centred on its point.
    drop: f64,
    /// Pixels: bold has to be made by drawing twice, and lines corner by corner.
    is_bitmap: bool,
}

impl Brush {
    fn colour(&self, role: Role) -> RGBColor {
        let (red, green, blue) = match self.theme {
            Theme::Light => role.light(),
            Theme::Dark => role.dark(),
            Theme::Grey => role.grey(),
            Theme::Page => role.token(),
        };
        RGBColor(red, green, blue)
    }
}

/// The SVG of a scene, as text.
///
/// # Errors
/// As for [`render`].
pub fn svg(scene: &Scene, theme: Theme) -> Result<String, ChartError> {
    if !font::ready() {
        return Err(ChartError::Font);
    }
    let (width, height) = fine_size(scene);
    let mut drawn = String::new();
    let brush = Brush {
        theme,
        em: 1.24,
        drop: 0.0,
        is_bitmap: false,
    };
    {
        let area = SVGBackend::with_string(&mut drawn, (width, height)).into_drawing_area();
        if theme != Theme::Page {
            area.fill(&brush.colour(Role::Paper)).map_err(refused)?;
        }
        paint(scene, &area, &brush)?;
        area.present().map_err(refused)?;
    }
    let body = drawn
        .split_once('>')
        .map_or("", |(_, body)| body)
        .replace(" opacity=\"1\"", "")
        .replace(" stroke=\"none\"", "")
        .replace(">\n", ">")
        .replace("\n</text>", "</text>")
        .replace(" \"", "\"");
    let words = escape(&scene.words);
    Ok(if theme == Theme::Page {
        let family = format!(" font-family=\"{}\"", font::FAMILY);
        let body = palette::variables_for_tokens(&body.replace(&family, ""));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{words}\">{body}"
        )
    } else {
        let body = body.replace(font::FAMILY, font::FALLBACK);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{words}\"><title>{words}</title>{body}",
            scene.width, scene.height
        )
    })
}

fn bitmap(scene: &Scene, theme: Theme) -> Result<Vec<u8>, ChartError> {
    let (width, height, pixels) = pixels(scene, theme, PNG_DENSITY)?;
    png::encode(&pixels, width, height).map_err(|error| ChartError::Draw(error.to_string()))
}

/// Width, height and the pixels of a scene, red, green and blue each a byte, with 1, 2
/// or 4 pixels to a logical one.
///
/// # Errors
/// As for [`render`].
pub fn pixels(
    scene: &Scene,
    theme: Theme,
    density: u32,
) -> Result<(u32, u32, Vec<u8>), ChartError> {
    let (width, height) = fine_size(scene);
    let theme = if theme == Theme::Page {
        Theme::Light
    } else {
        theme
    };
    let brush = Brush {
        theme,
        em: font::LINE_PER_EM,
        drop: 0.15,
        is_bitmap: true,
    };
    let mut pixels = vec![0_u8; width as usize * height as usize * 3];
    {
        let area = BitMapBackend::with_buffer(&mut pixels, (width, height)).into_drawing_area();
        area.fill(&brush.colour(Role::Paper)).map_err(refused)?;
        paint(scene, &area, &brush)?;
        area.present().map_err(refused)?;
    }
    let shrink = (FINE / density.clamp(1, FINE)).max(1);
    Ok(png::shrink(&pixels, width, height, shrink))
}

fn fine_size(scene: &Scene) -> (u32, u32) {
    let side = |length: f64| (length.clamp(1.0, f64::from(MAX_SIDE)) as u32) * FINE;
    (side(scene.width), side(scene.height))
}

fn refused<E: std::fmt::Display>(error: E) -> ChartError {
    ChartError::Draw(error.to_string())
}

fn paint<B: DrawingBackend>(
    scene: &Scene,
    area: &DrawingArea<B, Shift>,
    brush: &Brush,
) -> Result<(), ChartError> {
    let fine = f64::from(FINE);
    let limit = f64::from(MAX_SIDE) * fine;
    let place = |(x, y): (f64, f64)| {
        let whole = |value: f64| (value * fine).round().clamp(-limit, limit) as i32;
        (whole(x), whole(y))
    };
    for mark in scene.marks.iter().filter(|mark| mark.is_drawable()) {
        match mark {
            Mark::Line {
                points,
                width,
                role,
            } => {
                let style = ShapeStyle {
                    color: brush.colour(*role).to_rgba(),
                    filled: false,
                    stroke_width: (width * fine).round().max(1.0) as u32,
                };
                let points: Vec<(i32, i32)> = points.iter().map(|&at| place(at)).collect();
                // The bitmap backend fills a line as a polygon by even and odd: where it
                // runs back over itself it would vanish. Corner by corner it does not.
                if brush.is_bitmap && points.len() > 3 {
                    for corner in points.windows(3) {
                        area.draw(&PathElement::new(corner.to_vec(), style))
                            .map_err(refused)?;
                    }
                } else {
                    area.draw(&PathElement::new(points, style))
                        .map_err(refused)?;
                }
            }
            Mark::Fill { points, role } => {
                let points: Vec<(i32, i32)> = points.iter().map(|&at| place(at)).collect();
                area.draw(&Polygon::new(points, brush.colour(*role).filled()))
                    .map_err(refused)?;
            }
            Mark::Disc {
                at,
                radius,
                role,
                hollow,
            } => {
                let colour = brush.colour(*role);
                let outer = (radius * fine).round().max(1.0) as u32;
                area.draw(&Circle::new(place(*at), outer, colour.filled()))
                    .map_err(refused)?;
                if *hollow {
                    // A ring is a disc with paper inside: the bitmap backend's
                    // circles have no line width.
                    let inner = ((radius - 1.6).max(0.5) * fine).round() as u32;
                    let paper = brush.colour(Role::Paper);
                    area.draw(&Circle::new(place(*at), inner, paper.filled()))
                        .map_err(refused)?;
                }
            }
            Mark::Text(label) => {
                let font = (font::FAMILY, label.size * brush.em * fine).into_font();
                let font = if label.bold && !brush.is_bitmap {
                    font.style(plotters::style::FontStyle::Bold)
                } else {
                    font
                };
                let across = match label.anchor {
                    Anchor::Start => HPos::Left,
                    Anchor::Middle => HPos::Center,
                    Anchor::End => HPos::Right,
                };
                let colour = brush.colour(label.role);
                let style = TextStyle::from(font)
                    .color(&colour)
                    .pos(Pos::new(across, VPos::Center));
                let y = label.y + brush.drop * label.size;
                let passes: &[f64] = if label.bold && brush.is_bitmap {
                    &[-0.3, 0.0, 0.3]
                } else if brush.is_bitmap {
                    // Ubuntu Light alone is faint at this size.
                    &[0.0, 0.15]
                } else {
                    &[0.0]
                };
                let size = label.size * brush.em * fine;
                let set = (brush.is_bitmap)
                    .then(|| font::letters(&label.text, size))
                    .flatten();
                let Some((letters, width)) = set else {
                    let at = place((label.x, y));
                    let text = Text::new(label.text.as_str(), at, style);
                    area.draw(&text).map_err(refused)?;
                    continue;
                };
                let left = match label.anchor {
                    Anchor::Start => 0.0,
                    Anchor::Middle => width / 2.0,
                    Anchor::End => width,
                };
                let style = style.pos(Pos::new(HPos::Left, VPos::Center));
                for shift in passes {
                    for (letter, along) in &letters {
                        let at = place((label.x + shift + (along - left) / fine, y));
                        area.draw(&Text::new(letter.to_string(), at, style.clone()))
                            .map_err(refused)?;
                    }
                }
            }
        }
    }
    Ok(())
}

/// Text as the value of an XML attribute or as content; control characters are left out.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other if other.is_control() => safe.push(' '),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Out and back the same way is the same line as out alone.
    #[test]
    fn a_way_back_does_not_wipe_out_the_way() {
        let dark = |points: Vec<(f64, f64)>| {
            let mut scene = Scene::new(60.0, 20.0);
            scene.line(points, 2.0, Role::Ink);
            let (_, _, pixels) = pixels(&scene, Theme::Light, 1).expect("drawn");
            pixels.chunks(3).filter(|pixel| pixel[0] < 128).count()
        };
        let out: Vec<(f64, f64)> = (0..=10)
            .map(|step| (5.0 + f64::from(step) * 5.0, 10.0))
            .collect();
        let back: Vec<(f64, f64)> = out.iter().chain(out.iter().rev()).copied().collect();
        let (out, back) = (dark(out), dark(back));
        assert!(out > 80, "{out}");
        assert!(back + 4 >= out, "{back} of {out}");
    }
}
