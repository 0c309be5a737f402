//! A small drawing of an exercise: a figure of lines, faint where it begins and
//! strong where it ends.

use comeback_core::rehab::Exercise;
use maud::{Markup, html};

/// Head, shoulder, hip, knee and ankle of the working side, x and y each, in a box of 160 × 90
/// with the floor at 80.
type Pose = [f64; 10];

/// The knee and ankle of the other leg.
type Leg = [f64; 4];

/// A line of a thing that is needed: a wall, a step, a bench, a band.
type Thing = [f64; 4];

struct Drawing {
    /// The exercise.
    id: &'static str,
    from: Pose,
    to: Pose,
    other: Option<Leg>,
    things: &'static [Thing],
}

/// Each exercise as its words have it: who copies the picture does that exercise.
const DRAWINGS: [Drawing; 25] = [
    Drawing {
        id: "iso-bridge-both",
        from: [18.0, 74.0, 32.0, 76.0, 78.0, 76.0, 102.0, 52.0, 112.0, 80.0],
        to: [18.0, 74.0, 32.0, 76.0, 72.0, 59.0, 104.0, 46.0, 112.0, 80.0],
        other: Some([107.0, 48.0, 117.0, 80.0]),
        things: &[],
    },
    Drawing {
        id: "iso-bridge-single",
        from: [18.0, 74.0, 32.0, 76.0, 72.0, 59.0, 104.0, 46.0, 112.0, 80.0],
        to: [18.0, 74.0, 32.0, 76.0, 72.0, 59.0, 104.0, 46.0, 112.0, 80.0],
        other: Some([102.0, 40.0, 132.0, 30.0]),
        things: &[],
    },
    Drawing {
        id: "iso-bridge-long",
        from: [18.0, 74.0, 32.0, 76.0, 80.0, 77.0, 114.0, 74.0, 146.0, 80.0],
        to: [18.0, 74.0, 32.0, 76.0, 80.0, 66.0, 114.0, 69.0, 146.0, 80.0],
        other: Some([116.0, 72.0, 150.0, 80.0]),
        things: &[],
    },
    Drawing {
        id: "iso-prone-curl",
        from: [18.0, 70.0, 32.0, 76.0, 78.0, 77.0, 112.0, 78.0, 141.0, 79.0],
        to: [18.0, 70.0, 32.0, 76.0, 78.0, 77.0, 112.0, 78.0, 132.0, 58.0],
        other: Some([112.0, 78.0, 141.0, 79.0]),
        things: &[[132.0, 58.0, 156.0, 66.0]],
    },
    Drawing {
        id: "iso-pulldown",
        from: [80.0, 12.0, 80.0, 24.0, 80.0, 50.0, 87.0, 64.0, 94.0, 77.0],
        to: [80.0, 12.0, 80.0, 24.0, 80.0, 50.0, 82.0, 65.0, 83.0, 80.0],
        other: Some([78.0, 65.0, 76.0, 80.0]),
        things: &[
            [94.0, 77.0, 124.0, 68.0],
            [124.0, 40.0, 124.0, 82.0],
            [60.0, 40.0, 60.0, 82.0],
        ],
    },
    Drawing {
        id: "iso-heel-press",
        from: [76.0, 12.0, 73.0, 24.0, 73.0, 50.0, 79.0, 65.0, 78.0, 80.0],
        to: [76.0, 12.0, 73.0, 24.0, 73.0, 50.0, 82.0, 64.0, 70.0, 78.0],
        other: Some([79.0, 65.0, 80.0, 80.0]),
        things: &[[66.0, 4.0, 66.0, 82.0]],
    },
    Drawing {
        id: "a-bridge-single",
        from: [18.0, 74.0, 32.0, 76.0, 78.0, 76.0, 102.0, 52.0, 112.0, 80.0],
        to: [18.0, 74.0, 32.0, 76.0, 74.0, 58.0, 104.0, 46.0, 112.0, 80.0],
        other: Some([104.0, 38.0, 132.0, 34.0]),
        things: &[],
    },
    Drawing {
        id: "a-bridge-step",
        from: [18.0, 74.0, 32.0, 76.0, 76.0, 77.0, 103.0, 58.0, 124.0, 64.0],
        to: [18.0, 74.0, 32.0, 76.0, 76.0, 62.0, 104.0, 54.0, 124.0, 64.0],
        other: Some([78.0, 32.0, 100.0, 28.0]),
        things: &[[114.0, 66.0, 144.0, 66.0], [114.0, 66.0, 114.0, 82.0]],
    },
    Drawing {
        id: "a-prone-extension",
        from: [22.0, 40.0, 36.0, 44.0, 78.0, 46.0, 98.0, 58.0, 112.0, 74.0],
        to: [22.0, 40.0, 36.0, 44.0, 78.0, 46.0, 105.0, 46.0, 132.0, 45.0],
        other: Some([97.0, 59.0, 110.0, 75.0]),
        things: &[
            [18.0, 50.0, 76.0, 50.0],
            [26.0, 50.0, 26.0, 82.0],
            [70.0, 50.0, 70.0, 82.0],
        ],
    },
    Drawing {
        id: "a-curl-prone",
        from: [18.0, 70.0, 32.0, 76.0, 78.0, 77.0, 112.0, 78.0, 141.0, 79.0],
        to: [18.0, 70.0, 32.0, 76.0, 78.0, 77.0, 112.0, 78.0, 108.0, 48.0],
        other: Some([112.0, 78.0, 141.0, 79.0]),
        things: &[],
    },
    Drawing {
        id: "a-curl-slide",
        from: [16.0, 74.0, 30.0, 76.0, 74.0, 62.0, 108.0, 64.0, 142.0, 78.0],
        to: [16.0, 74.0, 30.0, 76.0, 72.0, 56.0, 100.0, 44.0, 110.0, 78.0],
        other: Some([104.0, 46.0, 116.0, 78.0]),
        things: &[[104.0, 81.0, 122.0, 81.0]],
    },
    Drawing {
        id: "a-hip-extension-stand",
        from: [80.0, 12.0, 80.0, 24.0, 80.0, 50.0, 87.0, 64.0, 93.0, 78.0],
        to: [80.0, 12.0, 80.0, 24.0, 80.0, 50.0, 73.0, 64.0, 64.0, 77.0],
        other: Some([81.0, 65.0, 82.0, 80.0]),
        things: &[[64.0, 77.0, 122.0, 72.0], [122.0, 40.0, 122.0, 82.0]],
    },
    Drawing {
        id: "a-nordic-assisted",
        from: [
            100.0, 10.0, 100.0, 22.0, 100.0, 52.0, 100.0, 80.0, 128.0, 80.0,
        ],
        to: [52.0, 24.0, 60.0, 33.0, 82.0, 59.0, 100.0, 80.0, 128.0, 80.0],
        other: None,
        things: &[[126.0, 70.0, 126.0, 82.0]],
    },
    Drawing {
        id: "b-hip-thrust",
        from: [30.0, 42.0, 42.0, 52.0, 70.0, 74.0, 102.0, 54.0, 104.0, 80.0],
        to: [32.0, 42.0, 44.0, 52.0, 76.0, 51.0, 105.0, 52.0, 104.0, 80.0],
        other: Some([108.0, 54.0, 109.0, 80.0]),
        things: &[
            [14.0, 56.0, 52.0, 56.0],
            [20.0, 56.0, 20.0, 82.0],
            [46.0, 56.0, 46.0, 82.0],
            [68.0, 44.0, 84.0, 44.0],
        ],
    },
    Drawing {
        id: "b-step-up",
        from: [64.0, 22.0, 64.0, 32.0, 66.0, 56.0, 90.0, 56.0, 88.0, 68.0],
        to: [88.0, 6.0, 88.0, 16.0, 88.0, 41.0, 90.0, 55.0, 88.0, 68.0],
        other: Some([82.0, 56.0, 76.0, 68.0]),
        things: &[[78.0, 70.0, 112.0, 70.0], [78.0, 70.0, 78.0, 82.0]],
    },
    Drawing {
        id: "b-lunge",
        from: [76.0, 8.0, 76.0, 20.0, 76.0, 46.0, 90.0, 62.0, 98.0, 80.0],
        to: [76.0, 22.0, 76.0, 34.0, 76.0, 58.0, 98.0, 60.0, 98.0, 80.0],
        other: Some([66.0, 76.0, 46.0, 74.0]),
        things: &[],
    },
    Drawing {
        id: "b-rdl",
        from: [80.0, 12.0, 80.0, 24.0, 80.0, 50.0, 82.0, 66.0, 80.0, 80.0],
        to: [38.0, 36.0, 48.0, 40.0, 72.0, 50.0, 84.0, 64.0, 80.0, 80.0],
        other: Some([88.0, 65.0, 85.0, 80.0]),
        things: &[[48.0, 40.0, 52.0, 60.0], [44.0, 61.0, 60.0, 61.0]],
    },
    Drawing {
        id: "b-rdl-single",
        from: [80.0, 12.0, 80.0, 24.0, 80.0, 50.0, 82.0, 66.0, 80.0, 80.0],
        to: [34.0, 42.0, 46.0, 46.0, 74.0, 50.0, 82.0, 65.0, 80.0, 80.0],
        other: Some([100.0, 46.0, 126.0, 46.0]),
        things: &[[46.0, 46.0, 48.0, 66.0]],
    },
    Drawing {
        id: "b-back-extension",
        from: [50.0, 80.0, 56.0, 70.0, 78.0, 48.0, 104.0, 60.0, 128.0, 72.0],
        to: [37.0, 29.0, 48.0, 34.0, 78.0, 48.0, 104.0, 60.0, 128.0, 72.0],
        other: None,
        things: &[
            [66.0, 58.0, 88.0, 52.0],
            [84.0, 54.0, 92.0, 82.0],
            [124.0, 66.0, 134.0, 80.0],
        ],
    },
    Drawing {
        id: "c-pogo",
        from: [80.0, 14.0, 80.0, 26.0, 80.0, 52.0, 84.0, 66.0, 80.0, 80.0],
        to: [80.0, 6.0, 80.0, 16.0, 80.0, 42.0, 81.0, 56.0, 79.0, 70.0],
        other: Some([85.0, 56.0, 83.0, 70.0]),
        things: &[],
    },
    Drawing {
        id: "c-a-skip",
        from: [60.0, 14.0, 60.0, 26.0, 60.0, 52.0, 62.0, 66.0, 60.0, 80.0],
        to: [92.0, 10.0, 92.0, 22.0, 90.0, 48.0, 112.0, 46.0, 110.0, 62.0],
        other: Some([88.0, 64.0, 82.0, 80.0]),
        things: &[],
    },
    Drawing {
        id: "c-kb-swing",
        from: [46.0, 34.0, 56.0, 38.0, 72.0, 50.0, 84.0, 64.0, 80.0, 80.0],
        to: [80.0, 12.0, 80.0, 24.0, 80.0, 50.0, 81.0, 65.0, 80.0, 80.0],
        other: Some([85.0, 65.0, 84.0, 80.0]),
        things: &[[80.0, 27.0, 106.0, 34.0], [106.0, 32.0, 108.0, 40.0]],
    },
    Drawing {
        id: "c-stairs",
        from: [60.0, 24.0, 60.0, 34.0, 62.0, 58.0, 84.0, 58.0, 82.0, 70.0],
        to: [86.0, 7.0, 86.0, 16.0, 86.0, 42.0, 104.0, 44.0, 102.0, 58.0],
        other: Some([82.0, 58.0, 76.0, 70.0]),
        things: &[
            [66.0, 70.0, 96.0, 70.0],
            [66.0, 70.0, 66.0, 82.0],
            [96.0, 58.0, 126.0, 58.0],
            [96.0, 58.0, 96.0, 70.0],
        ],
    },
    Drawing {
        id: "c-split-jump",
        from: [76.0, 22.0, 76.0, 34.0, 76.0, 58.0, 98.0, 60.0, 98.0, 80.0],
        to: [76.0, 7.0, 76.0, 18.0, 76.0, 42.0, 93.0, 54.0, 95.0, 70.0],
        other: Some([64.0, 58.0, 50.0, 68.0]),
        things: &[],
    },
    Drawing {
        id: "c-bound",
        from: [48.0, 16.0, 48.0, 28.0, 48.0, 54.0, 54.0, 67.0, 50.0, 80.0],
        to: [98.0, 8.0, 95.0, 20.0, 90.0, 45.0, 113.0, 48.0, 122.0, 63.0],
        other: Some([74.0, 60.0, 54.0, 64.0]),
        things: &[],
    },
];

fn of(exercise: &Exercise) -> Option<&'static Drawing> {
    DRAWINGS.iter().find(|drawing| drawing.id == exercise.id)
}

/// `16,74 30,76`
fn points(places: &[f64]) -> String {
    let texts: Vec<String> = places.iter().map(f64::to_string).collect();
    let pairs: Vec<String> = texts.chunks(2).map(|pair| pair.join(",")).collect();
    pairs.join(" ")
}

/// The drawing as SVG, with its words for who does not see it; nothing where there is none.
pub(super) fn drawing(exercise: &Exercise) -> Markup {
    let Some(drawn) = of(exercise) else {
        return html! {};
    };
    let [head_x, head_y, _, _, hip_x, hip_y, ..] = drawn.to;
    let words = format!("{}: {}", exercise.name, exercise.how[0]);
    html! {
        svg class="exercise" viewBox="0 0 160 90" width="160" height="90" role="img" aria-label=(words)
            fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round" {
            line x1="4" y1="82" x2="156" y2="82" stroke-width="1" opacity="0.4" {}
            @for thing in drawn.things {
                polyline points=(points(thing)) stroke-width="1.5" opacity="0.5" {}
            }
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
            let drawn = of(exercise).expect("a drawing of its own");
            let things = drawn.things.iter().flatten();
            let all: Vec<f64> = (drawn.from.iter().chain(&drawn.to).chain(things))
                .copied()
                .collect();
            for place in all.chunks(2) {
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
