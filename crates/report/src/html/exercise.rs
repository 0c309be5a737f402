//! A small drawing of an exercise: a figure of lines, faint where it begins and
//! strong where it ends.

use comeback_core::rehab::Exercise;
use comeback_core::rehab::catalogue::Part;
use maud::{Markup, html};

/// Head, shoulder, hip, knee and ankle of the working side, x and y each, in a box of 160 × 90
/// with the floor at 80.
type Pose = [f64; 10];

/// The knee and ankle of the other leg.
type Leg = [f64; 4];

struct Drawing {
    from: Pose,
    to: Pose,
    other: Option<Leg>,
}

const fn of(exercise: &Exercise) -> Drawing {
    match exercise.part {
        Part::Bridge => Drawing {
            from: [18.0, 74.0, 32.0, 76.0, 78.0, 76.0, 102.0, 52.0, 112.0, 80.0],
            to: [18.0, 74.0, 32.0, 76.0, 74.0, 58.0, 104.0, 46.0, 112.0, 80.0],
            other: Some([104.0, 38.0, 132.0, 34.0]),
        },
        Part::Curl => Drawing {
            from: [16.0, 74.0, 30.0, 76.0, 74.0, 62.0, 108.0, 64.0, 142.0, 78.0],
            to: [16.0, 74.0, 30.0, 76.0, 72.0, 56.0, 100.0, 44.0, 110.0, 78.0],
            other: None,
        },
        Part::Hinge => Drawing {
            from: [80.0, 12.0, 80.0, 24.0, 80.0, 50.0, 82.0, 66.0, 80.0, 80.0],
            to: [38.0, 36.0, 48.0, 40.0, 72.0, 50.0, 84.0, 64.0, 80.0, 80.0],
            other: None,
        },
        Part::Step => Drawing {
            from: [64.0, 22.0, 64.0, 32.0, 66.0, 56.0, 90.0, 56.0, 88.0, 68.0],
            to: [88.0, 4.0, 88.0, 14.0, 88.0, 40.0, 90.0, 54.0, 88.0, 68.0],
            other: Some([82.0, 56.0, 74.0, 68.0]),
        },
        Part::Spring => Drawing {
            from: [80.0, 14.0, 80.0, 26.0, 80.0, 52.0, 84.0, 66.0, 80.0, 80.0],
            to: [80.0, 4.0, 80.0, 16.0, 80.0, 42.0, 81.0, 56.0, 79.0, 70.0],
            other: None,
        },
        Part::Stride => Drawing {
            from: [60.0, 14.0, 60.0, 26.0, 60.0, 52.0, 62.0, 66.0, 60.0, 80.0],
            to: [92.0, 10.0, 92.0, 22.0, 90.0, 48.0, 112.0, 46.0, 110.0, 62.0],
            other: Some([88.0, 64.0, 82.0, 80.0]),
        },
    }
}

/// `16,74 30,76`
fn points(places: &[f64]) -> String {
    let texts: Vec<String> = places.iter().map(f64::to_string).collect();
    let pairs: Vec<String> = texts.chunks(2).map(|pair| pair.join(",")).collect();
    pairs.join(" ")
}

/// The drawing as SVG, with its words for who does not see it.
pub(super) fn drawing(exercise: &Exercise) -> Markup {
    let drawn = of(exercise);
    let [head_x, head_y, _, _, hip_x, hip_y, ..] = drawn.to;
    let words = format!("{}: {}", exercise.name, exercise.how[0]);
    html! {
        svg class="exercise" viewBox="0 0 160 90" width="160" height="90" role="img" aria-label=(words)
            fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round" {
            line x1="4" y1="82" x2="156" y2="82" stroke-width="1" opacity="0.4" {}
            polyline points=(points(&drawn.from)) stroke-width="3" opacity="0.25" {}
            @if let Some(other) = drawn.other {
                polyline points=(points(&[&[hip_x, hip_y], other.as_slice()].concat())) stroke-width="3" opacity="0.6" {}
            }
            polyline points=(points(&drawn.to[2..])) stroke-width="4" {}
            circle cx=(head_x) cy=(head_y) r="5" fill="currentColor" {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_exercise_has_a_drawing_inside_its_box() {
        for exercise in comeback_core::rehab::catalogue::all() {
            let drawn = of(exercise);
            for place in drawn.from.chunks(2).chain(drawn.to.chunks(2)) {
                assert!((0.0..=160.0).contains(&place[0]) && (0.0..=90.0).contains(&place[1]));
            }
            let text = drawing(exercise).into_string();
            assert!(
                text.contains("<svg") && text.contains(exercise.name),
                "{text}"
            );
        }
    }
}
