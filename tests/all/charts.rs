//! The charts: well-formed, inside their canvas, labels apart, whatever the data.

use crate::season::{self, at, day};
use chrono::{Days, NaiveDate};
use comeback_core::diary::{Band, load};
use comeback_core::limits::UnitSystem;
use comeback_core::run::Run;
use comeback_report::charts::{
    self, Canvas, Format, Theme, cadence, ladder, multiples,
    palette::Role,
    profile, render,
    scene::{Mark, Scene},
    series, weekly,
};
use proptest::prelude::*;
use quick_xml::events::Event;
use std::path::PathBuf;

const THEMES: [(Theme, &str); 3] = [
    (Theme::Light, "light"),
    (Theme::Dark, "dark"),
    (Theme::Page, "page"),
];
/// A desktop's width and a phone's.
const WIDTHS: [u32; 2] = [760, 340];

fn canvas(width: u32, height: u32, theme: Theme, format: Format) -> Canvas {
    Canvas {
        width,
        height,
        theme,
        format,
    }
}

fn mondays(first: NaiveDate, count: u64) -> Vec<NaiveDate> {
    (0..count).map(|week| first + Days::new(7 * week)).collect()
}

fn weekly_data() -> weekly::Weekly {
    series::weekly(
        &season::history(),
        &mondays(day("2026-08-03"), 16),
        &season::plan(),
    )
}

fn cadence_data() -> cadence::Cadence {
    let history = season::history();
    series::cadence(&history, day("2026-08-03"), Some(172.0))
}

fn ladder_data() -> ladder::Ladder {
    let history = season::history();
    series::ladder(&history, Some(&season::standing(&history)))
}

pub fn profile_data() -> profile::Profile {
    let seconds = 2700_u32;
    let column = |value: &dyn Fn(f64) -> f64, gap: std::ops::Range<u32>| -> Vec<Option<f64>> {
        (0..seconds)
            .map(|second| (!gap.contains(&second)).then(|| value(f64::from(second))))
            .collect()
    };
    let hill = |second: f64| {
        if (900.0..1140.0).contains(&second) {
            1.0
        } else {
            0.0
        }
    };
    profile::Profile {
        time_s: (0..seconds).map(f64::from).collect(),
        speed_m_per_s: column(
            &|s| 2.8 + 0.2 * (s / 90.0).sin() - 0.5 * hill(s),
            1500..1620,
        ),
        gap_m_per_s: column(
            &|s| 2.85 + 0.15 * (s / 90.0).sin() + 0.3 * hill(s),
            1500..1620,
        ),
        altitude_m: column(&|s| 210.0 + 14.0 * (s / 400.0).sin(), 0..0),
        cadence_spm: column(&|s| 168.0 + 3.0 * (s / 60.0).cos(), 1500..1620),
        heart_rate_bpm: column(&|s| 120.0 + 30.0 * (1.0 - (-s / 300.0).exp()), 0..0),
        efforts: vec![profile::Shade {
            from_s: 900.0,
            to_s: 1140.0,
            name: "hill",
        }],
        units: UnitSystem::Kilometres,
    }
}

pub fn multiples_data() -> Vec<multiples::Small> {
    vec![
        series::visa(&season::history()),
        multiples::Small {
            name: "Ground contact".to_owned(),
            unit: "ms".to_owned(),
            points: (0..30_u64)
                .map(|run| {
                    (
                        day("2026-09-01") + Days::new(run * 3),
                        268.0 - run as f64 * 0.6,
                    )
                })
                .collect(),
            ends: None,
            least: 30.0,
        },
    ]
}

fn load_data() -> Vec<load::LoadDay> {
    load::days(&season::history(), day("2026-11-22"), |run| run.tendon_load)
}

/// Every chart by name with its scene on a canvas.
fn scenes(canvas: &Canvas) -> Vec<(&'static str, Scene)> {
    vec![
        ("weekly", weekly::draw(&weekly_data(), canvas)),
        ("cadence", cadence::draw(&cadence_data(), canvas)),
        ("load", charts::load::draw(&load_data(), canvas)),
        ("ladder", ladder::draw(&ladder_data(), canvas)),
        ("profile", profile::draw(&profile_data(), canvas)),
        ("multiples", multiples::draw(&multiples_data(), canvas)),
    ]
}

fn empty_scenes(canvas: &Canvas) -> Vec<(&'static str, Scene)> {
    let nothing = profile::Profile {
        time_s: Vec::new(),
        speed_m_per_s: Vec::new(),
        gap_m_per_s: Vec::new(),
        altitude_m: Vec::new(),
        cadence_spm: Vec::new(),
        heart_rate_bpm: Vec::new(),
        efforts: Vec::new(),
        units: UnitSystem::Kilometres,
    };
    vec![
        ("weekly", weekly::draw(&weekly::Weekly::default(), canvas)),
        (
            "cadence",
            cadence::draw(&cadence::Cadence::default(), canvas),
        ),
        ("load", charts::load::draw(&[], canvas)),
        ("ladder", ladder::draw(&ladder::Ladder::default(), canvas)),
        ("profile", profile::draw(&nothing, canvas)),
        ("multiples", multiples::draw(&[], canvas)),
    ]
}

fn heights(name: &str, width: u32) -> u32 {
    match name {
        "ladder" => ladder::height(&ladder_data(), f64::from(width), Theme::Page),
        "multiples" => multiples::height(&multiples_data(), f64::from(width)),
        "profile" => 460,
        _ => 320,
    }
}

/// What has to hold of every picture: finite, inside, no two labels over each other.
fn problems(scene: &Scene) -> Vec<String> {
    let mut found = Vec::new();
    let inside = |x: f64, y: f64| {
        x.is_finite()
            && y.is_finite()
            && (-0.5..=scene.width + 0.5).contains(&x)
            && (-0.5..=scene.height + 0.5).contains(&y)
    };
    for mark in &scene.marks {
        let points: &[(f64, f64)] = match mark {
            Mark::Line { points, .. } | Mark::Fill { points, .. } => points,
            Mark::Disc { at, .. } => std::slice::from_ref(at),
            Mark::Text(_) => &[],
        };
        if let Some((x, y)) = points.iter().find(|(x, y)| !inside(*x, *y)) {
            found.push(format!("a mark at {x}, {y}"));
        }
    }
    let labels: Vec<_> = scene
        .labels()
        .map(|label| (label.area(), &label.text))
        .collect();
    for (index, (area, text)) in labels.iter().enumerate() {
        if !(inside(area.left, area.top) && inside(area.right, area.bottom)) {
            found.push(format!("label {text:?} leaves the canvas: {area:?}"));
        }
        for (other, other_text) in labels.iter().skip(index + 1) {
            if area.overlaps(other) {
                found.push(format!("labels {text:?} and {other_text:?} overlap"));
            }
        }
    }
    found
}

fn check_svg(svg: &str) {
    let mut reader = quick_xml::Reader::from_str(svg);
    let mut texts = 0;
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Eof => break,
            Event::Start(tag) if tag.name().as_ref() == "text" => texts += 1,
            _ => {}
        }
    }
    assert!(texts > 0, "a picture says something");
    for bad in ["NaN", "inf", "http://", "https://", "#01FE"] {
        let clean = svg.replace("http://www.w3.org/2000/svg", "");
        assert!(!clean.contains(bad), "{bad} in a picture");
    }
}

/// Where a person asks to look at the pictures, they are written.
fn pictures() -> Option<PathBuf> {
    std::env::var_os("COMEBACK_PICTURES").map(PathBuf::from)
}

#[test]
fn every_chart_is_whole_at_every_width_and_in_every_theme() {
    for width in WIDTHS {
        for (theme, theme_name) in THEMES {
            for (index, (name, _)) in scenes(&canvas(width, 300, theme, Format::Svg))
                .iter()
                .enumerate()
            {
                let canvas = canvas(width, heights(name, width), theme, Format::Svg);
                let (_, scene) = scenes(&canvas).swap_remove(index);
                assert_eq!(
                    problems(&scene),
                    Vec::<String>::new(),
                    "{name} {width} {theme_name}"
                );
                assert!(scene.words.len() > 20, "{name} has words");
                let svg = render::svg(&scene, theme).expect("draws");
                check_svg(&svg);
                if theme == Theme::Page {
                    assert!(svg.contains("var(--ink)") || svg.contains("var(--muted)"));
                    assert!(
                        !svg.contains("fill=\"#"),
                        "{name}: a fixed colour in the page"
                    );
                }
                if let Some(folder) = pictures().filter(|_| theme != Theme::Page) {
                    let png = Canvas {
                        format: Format::Png,
                        ..canvas
                    };
                    let bytes = render::render(&scene, &png).expect("draws");
                    std::fs::write(
                        folder.join(format!("{name}-{width}-{theme_name}.png")),
                        bytes,
                    )
                    .expect("writes");
                    std::fs::write(folder.join(format!("{name}-{width}-{theme_name}.svg")), svg)
                        .expect("writes");
                }
            }
        }
    }
}

#[test]
fn without_data_a_chart_says_so_in_words() {
    for width in WIDTHS {
        let canvas = canvas(width, 200, Theme::Light, Format::Svg);
        for (name, scene) in empty_scenes(&canvas) {
            assert_eq!(problems(&scene), Vec::<String>::new(), "{name}");
            assert!(
                scene.marks.iter().all(|mark| matches!(mark, Mark::Text(_))),
                "{name}"
            );
            check_svg(&render::svg(&scene, Theme::Light).expect("draws"));
        }
    }
}

#[test]
fn a_png_is_a_png_of_twice_the_size() {
    let canvas = canvas(340, 200, Theme::Dark, Format::Png);
    let bytes = charts::weekly_minutes(&weekly_data(), &canvas).expect("draws");
    assert!(bytes.starts_with(b"\x89PNG"));
    assert_eq!(
        bytes.get(16..24),
        Some([0, 0, 2, 168, 0, 0, 1, 144].as_slice())
    );
}

#[test]
fn a_canvas_beyond_reason_is_refused() {
    let canvas = canvas(5000, 200, Theme::Light, Format::Png);
    assert_eq!(
        charts::weekly_minutes(&weekly_data(), &canvas),
        Err(charts::ChartError::TooLarge)
    );
}

#[test]
fn a_week_without_a_run_has_no_bar_and_the_parts_add_up() {
    let data = weekly_data();
    let empty = data.bars.get(1).expect("sixteen weeks");
    assert_eq!(empty.total(), 0.0);
    let history = season::history();
    for bar in &data.bars {
        let runs = history.runs_between(bar.monday, bar.monday + Days::new(6));
        let minutes: f64 = runs.iter().filter_map(Run::running_minutes).sum();
        assert!((bar.total() - minutes).abs() < 1e-9);
    }
    let last = data.bars.last().expect("sixteen weeks");
    assert!(last.uphill_min > 0.0 && last.tempo_min > 0.0);
}

#[test]
fn what_was_not_logged_stands_outside_the_scale_of_pain() {
    let data = weekly_data();
    let unlogged = data
        .responses
        .iter()
        .filter(|response| response.score.is_none());
    assert!(
        unlogged
            .clone()
            .all(|response| response.band == Band::Unknown)
    );
    assert_eq!(unlogged.count(), 1);
    // Its cross is drawn in the colour of what is not known, never as a green dot at zero.
    let scene = weekly::draw(&data, &canvas(760, 320, Theme::Page, Format::Svg));
    let greens = scene
        .marks
        .iter()
        .filter(|mark| {
            matches!(
                mark,
                Mark::Disc {
                    role: Role::Safe,
                    ..
                }
            )
        })
        .count();
    let logged = data
        .responses
        .iter()
        .filter(|response| response.band == Band::Green)
        .count();
    assert_eq!(greens, logged + 1, "one of them is in the legend");
}

#[test]
fn the_scale_of_pain_names_its_limits_and_its_ends() {
    for (width, height) in [(860, 390), (330, 400)] {
        let scene = weekly::draw(
            &weekly_data(),
            &canvas(width, height, Theme::Page, Format::Svg),
        );
        let texts: Vec<&str> = scene.labels().map(|label| label.text.as_str()).collect();
        for number in ["0", "3", "5", "10"] {
            assert!(texts.contains(&number), "{number} at {width}");
        }
    }
}

#[test]
fn the_ladder_tells_the_whole_goal_of_each_rung() {
    let data = ladder_data();
    let width = 860;
    let height = ladder::height(&data, f64::from(width), Theme::Page);
    let scene = ladder::draw(&data, &canvas(width, height, Theme::Page, Format::Svg));
    let told: Vec<&str> = scene.labels().map(|label| label.text.as_str()).collect();
    let told = told.join(" ");
    for word in data.steps.iter().flat_map(|step| step.goal.split(' ')) {
        assert!(told.contains(word), "{word}");
    }
}

#[test]
fn before_an_episode_pain_is_not_asked_for() {
    let (runs, log) = season::runs_and_log();
    let told = |entry: &&comeback_core::diary::Entry| {
        !matches!(
            entry.what,
            comeback_core::diary::What::Pain { .. } | comeback_core::diary::What::EpisodeStart(_)
        )
    };
    let quiet: Vec<_> = log.iter().filter(told).cloned().collect();
    let history = comeback_core::diary::History::assemble(
        at(day("2026-11-22"), 21),
        chrono_tz::Europe::Berlin,
        runs,
        &quiet,
    );
    let data = series::weekly(&history, &mondays(day("2026-08-03"), 16), &season::plan());
    assert!(data.responses.is_empty());
    assert!(!data.bars.is_empty());
}

fn any_number() -> impl Strategy<Value = f64> {
    prop_oneof![
        8 => 0.0..400.0,
        1 => Just(0.0),
        1 => 1e4..1e7,
        1 => Just(f64::NAN),
        1 => Just(f64::INFINITY),
        1 => -50.0..0.0,
    ]
}

fn any_band() -> impl Strategy<Value = Band> {
    prop_oneof![
        Just(Band::Green),
        Just(Band::Amber),
        Just(Band::Red),
        Just(Band::Pending),
        Just(Band::Unknown)
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_weeks_make_a_whole_picture(
        width in 280_u32..1000,
        height in 220_u32..500,
        minutes in prop::collection::vec((any_number(), any_number(), 0_usize..2), 0..60),
        responses in prop::collection::vec((0_u64..500, any_band(), prop::option::of(any_number())), 0..80),
        planned in prop::option::of(0.0..400.0_f64),
    ) {
        let first = day("2025-11-03");
        let data = weekly::Weekly {
            bars: minutes.iter().enumerate().map(|(week, (easy, hard, unmeasured))| weekly::Bar {
                monday: first + Days::new(7 * week as u64),
                easy_min: *easy,
                uphill_min: 0.0,
                tempo_min: *hard,
                intervals_min: 0.0,
                unmeasured: *unmeasured,
            }).collect(),
            responses: responses.iter().map(|(offset, band, score)| weekly::Response {
                day: first + Days::new(*offset), share: 0.3, band: *band, score: *score,
            }).collect(),
            planned: planned.map(|minutes| weekly::Planned {
                monday: first + Days::new(7 * minutes_len(&responses)), minutes, runs: 3,
            }),
        };
        let scene = weekly::draw(&data, &canvas(width, height, Theme::Page, Format::Svg));
        prop_assert_eq!(problems(&scene), Vec::<String>::new());
        check_svg(&render::svg(&scene, Theme::Page).expect("draws"));
    }

    #[test]
    fn any_cadence_and_load_make_a_whole_picture(
        width in 280_u32..1000,
        height in 220_u32..500,
        values in prop::collection::vec((0_u64..9, prop::option::of(any_number()), prop::option::of(any_number())), 0..120),
        target in prop::option::of(120.0..200.0_f64),
    ) {
        let mut date = day("2024-02-01");
        let mut points = Vec::new();
        let mut days = Vec::new();
        for (offset, a, b) in &values {
            date = date + Days::new(*offset);
            points.push(cadence::Point {
                day: date,
                measured: a.unwrap_or(170.0),
                expected: *b,
                spread: b.map(|_| 4.0),
            });
            days.push(load::LoadDay {
                date, load: *a, acute: *b, chronic: *b, ratio: None, monotony: None, strain: None,
            });
        }
        let canvas = canvas(width, height, Theme::Light, Format::Svg);
        for scene in [
            cadence::draw(&cadence::Cadence { points, target }, &canvas),
            charts::load::draw(&days, &canvas),
        ] {
            prop_assert_eq!(problems(&scene), Vec::<String>::new());
            check_svg(&render::svg(&scene, Theme::Light).expect("draws"));
        }
    }

    #[test]
    fn any_run_makes_a_whole_picture(
        width in 280_u32..1000,
        step in 1_u32..40,
        rows in prop::collection::vec((prop::option::of(any_number()), prop::option::of(any_number())), 0..300),
    ) {
        let data = profile::Profile {
            time_s: (0..rows.len()).map(|row| row as f64 * f64::from(step)).collect(),
            speed_m_per_s: rows.iter().map(|row| row.0.map(|v| v / 80.0)).collect(),
            gap_m_per_s: rows.iter().map(|row| row.1.map(|v| v / 80.0)).collect(),
            altitude_m: rows.iter().map(|row| row.0).collect(),
            cadence_spm: rows.iter().map(|row| row.1).collect(),
            heart_rate_bpm: rows.iter().map(|row| row.0).collect(),
            efforts: vec![profile::Shade { from_s: 5.0, to_s: 60.0, name: "hill" }],
            units: UnitSystem::Miles,
        };
        let scene = profile::draw(&data, &canvas(width, 460, Theme::Dark, Format::Svg));
        prop_assert_eq!(problems(&scene), Vec::<String>::new());
        check_svg(&render::svg(&scene, Theme::Dark).expect("draws"));
    }
}

fn minutes_len<T>(items: &[T]) -> u64 {
    items.len() as u64
}

#[test]
fn the_season_is_as_the_pictures_need_it() {
    let history = season::history();
    assert!(history.now >= at(day("2026-11-22"), 0));
    assert!(history.runs.len() > 40);
    assert!(history.episode().is_some());
}
