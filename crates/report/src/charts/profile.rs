//! One run over time: elevation by slope, pace, cadence and heart rate, what was
//! walked and what was hard; on the run's own page with its outline.

mod columns;
mod panels;
mod slope;
mod words;

pub use columns::{Facts, Profile, Shade};
pub use slope::{Slope, sloped};

use super::Look;
use super::axis::{Scale, TICK_SIZE};
use super::frame::{Figure, begin, only_words};
use super::outline;
use super::palette::Role;
use super::scene::{Anchor, Area, Scene};
use crate::words::quantity::{climb, trimmed};
use columns::rank;
use comeback_core::limits::UnitSystem;
use comeback_core::units::Metres;
use panels::{Sheet, cadence, clock, elevation, heart, paces, walks};
use words::words;

const NAME: &str = "run";

pub fn draw(data: &Profile, look: &Look) -> Figure {
    let words = words(data);
    let times = data.time_s.iter().copied().filter(|time| time.is_finite());
    let span = times.fold(0.0, f64::max);
    let known = |column: &[Option<f64>]| column.iter().flatten().any(|value| value.is_finite());
    let has = [
        known(&data.altitude_m),
        known(&data.speed_m_per_s),
        known(&data.cadence_spm),
        known(&data.heart_rate_bpm),
    ];
    if span <= 0.0 || !has.iter().any(|has| *has) {
        return only_words(NAME, look, words);
    }
    let narrow = look.is_narrow();
    let placed = data
        .outline
        .as_ref()
        .filter(|outline| outline::is_drawable(outline));
    let talls = [92.0, 112.0, 66.0, 66.0];
    let heads = [24.0, 40.0, 24.0, 24.0];
    let panels: f64 = (0..4)
        .filter(|place| has.get(*place) == Some(&true))
        .map(|place| talls.get(place).unwrap_or(&0.0) + heads.get(place).unwrap_or(&0.0) + 8.0)
        .sum();
    let over = if narrow && placed.is_some() {
        250.0
    } else {
        0.0
    };
    let (mut scene, area) = begin(
        look,
        &words,
        over + panels.max(if placed.is_some() && !narrow {
            360.0
        } else {
            0.0
        }) + 28.0,
    );
    let inset = if placed.is_some() && !narrow {
        268.0
    } else {
        0.0
    };
    if let Some(places) = placed {
        let wide = if narrow { area.width() } else { inset - 30.0 };
        let tall = if narrow { 200.0 } else { 190.0 };
        let room = Area::new(
            area.left,
            area.top + 6.0,
            area.left + wide,
            area.top + 6.0 + tall,
        );
        outline::draw(&mut scene, data, places, &room);
        let named = outline::legend(
            &mut scene,
            data,
            (area.left, room.bottom + 14.0),
            area.left + wide.max(230.0),
        );
        if !narrow {
            facts(&mut scene, data, area.left, room.bottom + 25.0 + named);
        }
    }
    // The numbers at the left stand whole: a walk up a mountain has five letters.
    let left = area.left + inset + (super::font::width("00:00", TICK_SIZE) + 8.0).max(40.0);
    let right = area.right - 46.0;
    let sheet = Sheet {
        data,
        time: Scale::new(0.0, span, left, right),
        span,
        walks: walks(data, span),
        efforts: (data.efforts.iter())
            .filter(|effort| rank(effort.kind).is_some() && effort.to_s > effort.from_s)
            .copied()
            .collect(),
        left,
        right,
    };
    let mut y = area.top + over;
    let draws: [fn(&mut Scene, &Sheet, &Area, f64); 4] = [elevation, paces, cadence, heart];
    let mut bottom = y;
    for (place, draw) in draws.into_iter().enumerate() {
        if has.get(place) != Some(&true) {
            continue;
        }
        let (head, tall) = (
            heads.get(place).unwrap_or(&0.0),
            talls.get(place).unwrap_or(&0.0),
        );
        let plot = Area::new(left, y + head, right, y + head + tall);
        sheet.shade(&mut scene, &plot, place == 1 || place == 2);
        draw(&mut scene, &sheet, &plot, area.left + inset);
        bottom = plot.bottom;
        y = plot.bottom + 8.0;
    }
    clock(&mut scene, &sheet, bottom);
    Figure {
        name: NAME,
        words,
        scene,
    }
}

fn facts(scene: &mut Scene, data: &Profile, left: f64, top: f64) {
    let facts = &data.facts;
    let units = data.units;
    let distance = |metres: f64| match units {
        UnitSystem::Kilometres => format!("{:.1} km", metres / 1000.0),
        UnitSystem::Miles => format!("{:.1} mi", metres / units.distance_m()),
    };
    let told = [
        ("distance", facts.distance_m.map(distance)),
        (
            "running",
            facts
                .running_s
                .map(|time| format!("{:.0} min", time / 60.0)),
        ),
        (
            "climb",
            facts
                .ascent_m
                .map(|metres| climb(Metres::new(metres), units)),
        ),
        ("cadence", facts.cadence_spm.map(|spm| format!("{spm:.0}"))),
        (
            "heart rate",
            facts.heart_rate_bpm.map(|bpm| format!("{bpm:.0}")),
        ),
        (
            "tendon load",
            facts.tendon_load.map(|load| trimmed(load, 1)),
        ),
    ];
    let known = told
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)));
    for (place, (name, value)) in known.enumerate() {
        let x = left + 112.0 * (place % 2) as f64;
        let y = top + 40.0 * (place / 2) as f64;
        scene.text((x, y), Anchor::Start, 12.0, Role::Muted, name);
        scene.text((x, y + 16.0), Anchor::Start, 14.0, Role::Ink, &value);
    }
}
