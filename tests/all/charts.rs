//! The charts: well-formed, inside their canvas, labels apart, whatever the data.

use crate::season::{self, at, day, pain};
use chrono::{Days, TimeDelta};
use comeback_core::diary::{Entry, EpisodeStart, History, StatedRun, What, stated};
use comeback_core::limits::UnitSystem;
use comeback_core::run::EffortKind;
use comeback_core::trend;
use comeback_core::units::{Metres, StepsPerMinute};
use comeback_report::charts::series::{Chart, Seen};
use comeback_report::charts::{
    self, Canvas, Figure, Format, Look, Theme, multiples,
    palette::{Role, contrast},
    profile, render, roster,
    scene::{Mark, Scene},
    series,
};
use proptest::prelude::*;
use quick_xml::events::Event;
use std::path::PathBuf;

const THEMES: [(Theme, &str); 4] = [
    (Theme::Light, "light"),
    (Theme::Dark, "dark"),
    (Theme::Grey, "grey"),
    (Theme::Page, "page"),
];
/// A page's width and a phone's.
const WIDTHS: [u32; 2] = [860, 330];

fn look(width: u32, theme: Theme) -> Look {
    Look {
        width,
        theme,
        units: UnitSystem::Kilometres,
        athlete: "anna".to_owned(),
        as_of: "22 November 2026".to_owned(),
    }
}

pub(crate) fn profile_data() -> profile::Profile {
    let seconds = 2700_u32;
    let column = |value: &dyn Fn(f64) -> f64, gap: std::ops::Range<u32>| -> Vec<Option<f64>> {
        (0..seconds)
            .map(|second| (!gap.contains(&second)).then(|| value(f64::from(second))))
            .collect()
    };
    let hill = |second: f64| f64::from(u8::from((900.0..1140.0).contains(&second)));
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
        grade: column(&|s| 0.06 * (s / 400.0).cos(), 0..0),
        cadence_spm: column(&|s| 168.0 + 3.0 * (s / 60.0).cos(), 1500..1620),
        heart_rate_bpm: column(&|s| 120.0 + 30.0 * (1.0 - (-s / 300.0).exp()), 0..0),
        running: (0..seconds)
            .map(|second| !(1500..1620).contains(&second))
            .collect(),
        efforts: vec![profile::Shade {
            from_s: 900.0,
            to_s: 1140.0,
            kind: EffortKind::Interval,
            is_sure: true,
        }],
        facts: profile::Facts {
            distance_m: Some(7500.0),
            running_s: Some(2580.0),
            elapsed_s: Some(2700.0),
            ascent_m: Some(60.0),
            speed_m_per_s: Some(2.8),
            gap_m_per_s: Some(2.85),
            cadence_spm: Some(168.0),
            heart_rate_bpm: Some(148.0),
            tendon_load: Some(11.2),
            pain: Some(2.0),
        },
        outline: None,
        units: UnitSystem::Kilometres,
    }
}

pub(crate) fn multiples_data() -> Vec<multiples::Small> {
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

/// The same run with a way that goes out and back.
fn placed_run() -> profile::Profile {
    let mut run = profile_data();
    run.outline = Some(
        (0..run.time_s.len())
            .map(|second| {
                let along = second as f64 / 430.0;
                (second % 700 > 20).then(|| (900.0 * along.sin(), 500.0 * (2.0 * along).sin()))
            })
            .collect(),
    );
    run
}

fn row(name: &str, history: &History) -> roster::Row {
    comeback_app::glance(name, history)
}

fn nothing() -> History {
    History::assemble(
        at(day("2026-11-22"), 21),
        chrono_tz::Europe::Berlin,
        Vec::new(),
        &[],
    )
}

/// Every chart of a history.
fn figures(seen: &Seen, look: &Look) -> Vec<Figure> {
    Chart::ALL
        .into_iter()
        .filter_map(|chart| seen.figure(chart, look))
        .collect()
}

fn season_figures(look: &Look) -> Vec<Figure> {
    let history = season::history();
    let mut all = figures(&Seen::of(&history, Some(&profile_data())), look);
    all.push(profile::draw(&placed_run(), look));
    let rows = [
        row("anna", &history),
        row("a name of many letters and words", &nothing()),
    ];
    all.push(roster::draw(&rows, look));
    all
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

/// A colour of a theme.
type Paint = fn(Role) -> (u8, u8, u8);

const PAINTS: [(&str, Paint); 3] = [
    ("light", Role::light),
    ("dark", Role::dark),
    ("grey", Role::grey),
];

fn holds(polygon: &[(f64, f64)], (x, y): (f64, f64)) -> bool {
    let mut inside = false;
    let mut before = polygon.len().saturating_sub(1);
    for place in 0..polygon.len() {
        let ((x1, y1), (x2, y2)) = (polygon[place], polygon[before]);
        if (y1 > y) != (y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1 {
            inside = !inside;
        }
        before = place;
    }
    inside
}

/// Where a mark or a text does not stand out from what is drawn behind it: text needs
/// 4.5, marks that carry meaning 3, in every theme; what is pale by itself is edged.
fn faint(scene: &Scene) -> Vec<String> {
    let mut found = Vec::new();
    let behind = |place: usize, at: (f64, f64), grounds_only: bool| {
        let drawn = scene.marks.get(..place).unwrap_or_default().iter().rev();
        drawn
            .filter_map(|mark| match mark {
                Mark::Fill { points, role } if holds(points, at) => Some(*role),
                _ => None,
            })
            .find(|role| !grounds_only || role.is_ground())
            .unwrap_or(Role::Paper)
    };
    for (place, mark) in scene.marks.iter().enumerate() {
        let (role, spots, least, what) = match mark {
            Mark::Text(label) => {
                let area = label.area();
                let spots = [0.15, 0.5, 0.85]
                    .map(|share| (area.left + share * area.width(), label.y))
                    .to_vec();
                (label.role, spots, 4.5, label.text.as_str())
            }
            Mark::Fill { role, .. } if role.is_ground() => {
                let pale = matches!(role, Role::Easy | Role::Ahead);
                let next = scene.marks.get(place + 1);
                let edged = matches!(
                    next,
                    Some(Mark::Line {
                        role: Role::Edge,
                        ..
                    })
                );
                if pale && !edged {
                    found.push(format!("{role:?} without an edge"));
                }
                continue;
            }
            Mark::Line { role, .. } | Mark::Disc { role, .. } if role.is_ground() => continue,
            Mark::Line { points, role, .. } => {
                let middle = points.get(points.len() / 2).copied();
                (*role, middle.into_iter().collect(), 3.0, "a line")
            }
            Mark::Fill { points, role } => {
                let count = points.len().max(1) as f64;
                let centre = points.iter().fold((0.0, 0.0), |sum, at| {
                    (sum.0 + at.0 / count, sum.1 + at.1 / count)
                });
                (*role, vec![centre], 3.0, "a shape")
            }
            Mark::Disc { at, role, .. } => (*role, vec![*at], 3.0, "a dot"),
        };
        for at in spots {
            // Bars and lines lie over each other; a text must stand out from whatever it meets.
            let ground = behind(place, at, !matches!(mark, Mark::Text(_)));
            let over_pale = matches!(ground, Role::Easy | Role::Ahead | Role::Grid);
            if over_pale && !matches!(mark, Mark::Text(_)) {
                continue;
            }
            for (name, paint) in PAINTS {
                let ratio = contrast(paint(role), paint(ground));
                if ratio < least {
                    found.push(format!(
                        "{what:?} in {role:?} on {ground:?}, {name}: {ratio:.2}"
                    ));
                }
            }
        }
    }
    found.sort();
    found.dedup();
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

fn check(figure: &Figure, theme: Theme) {
    let name = figure.name;
    assert_eq!(
        problems(&figure.scene),
        Vec::<String>::new(),
        "{name} {theme:?}"
    );
    assert_eq!(faint(&figure.scene), Vec::<String>::new(), "{name}");
    assert!(
        figure.words.sentence.ends_with('.'),
        "{name}: {}",
        figure.words.sentence
    );
    assert!(
        figure.scene.words.contains(&figure.words.sentence),
        "{name}"
    );
    let svg = render::svg(&figure.scene, theme).expect("draws");
    // In a page the sentence stands beside a chart that has nothing to draw.
    if theme != Theme::Page || !figure.scene.marks.is_empty() {
        check_svg(&svg);
    }
    if theme == Theme::Page {
        assert!(
            !svg.contains("fill=\"#"),
            "{name}: a fixed colour in the page"
        );
    }
}

#[test]
fn every_chart_is_whole_at_every_width_and_in_every_theme() {
    for width in WIDTHS {
        for (theme, theme_name) in THEMES {
            for (index, figure) in season_figures(&look(width, theme)).iter().enumerate() {
                check(figure, theme);
                if let Some(folder) = pictures().filter(|_| theme != Theme::Page) {
                    let bytes = charts::file(figure, theme, Format::Png).expect("draws");
                    let name = format!("{index}-{}-{width}-{theme_name}.png", figure.name);
                    std::fs::write(folder.join(name), bytes).expect("writes");
                }
            }
        }
    }
}

#[test]
fn a_picture_that_stands_alone_names_its_athlete_and_says_its_sentence() {
    for figure in season_figures(&look(860, Theme::Light)) {
        let told: Vec<&str> = figure
            .scene
            .labels()
            .map(|label| label.text.as_str())
            .collect();
        let told = told.join(" ");
        assert!(
            told.contains("anna · as of 22 November 2026"),
            "{}",
            figure.name
        );
        for word in figure.words.sentence.split(' ') {
            assert!(told.contains(word), "{}: {word}", figure.name);
        }
    }
    // In a page the words stand beside the picture and not in it.
    for figure in season_figures(&look(860, Theme::Page)) {
        let told = figure
            .scene
            .labels()
            .any(|label| label.text.contains("anna ·"));
        assert!(!told, "{}", figure.name);
    }
}

#[test]
fn without_data_a_chart_says_so_in_words() {
    for width in WIDTHS {
        for theme in [Theme::Light, Theme::Page] {
            let look = look(width, theme);
            let mut all = figures(&Seen::of(&nothing(), None), &look);
            all.push(roster::draw(&[], &look));
            assert_eq!(all.len(), Chart::ALL.len());
            for figure in all {
                check(&figure, theme);
                let only_text = |mark: &Mark| matches!(mark, Mark::Text(_));
                assert!(figure.scene.marks.iter().all(only_text), "{}", figure.name);
            }
        }
    }
}

#[test]
fn a_png_is_a_png_of_twice_the_size() {
    let seen = Seen::of(&season::history(), None);
    let figure = seen
        .figure(Chart::Load, &look(330, Theme::Dark))
        .expect("a chart");
    let bytes = charts::file(&figure, Theme::Dark, Format::Png).expect("draws");
    assert!(bytes.starts_with(b"\x89PNG"));
    assert_eq!(bytes.get(16..20), Some([0, 0, 2, 148].as_slice()));
}

#[test]
fn a_canvas_beyond_reason_is_refused() {
    let seen = Seen::of(&season::history(), None);
    let figure = seen
        .figure(Chart::Load, &look(330, Theme::Light))
        .expect("a chart");
    let canvas = Canvas {
        width: 5000,
        height: 200,
        theme: Theme::Light,
        format: Format::Png,
    };
    assert_eq!(
        render::render(&figure.scene, &canvas),
        Err(charts::ChartError::TooLarge)
    );
}

/// Red is pain alone: no other chart may use it, and grey tells all the same things.
#[test]
fn red_is_pain_alone_and_shape_tells_the_bands() {
    let seen = Seen::of(&season::history(), Some(&placed_run()));
    let reds = |chart: Chart| {
        let figure = seen
            .figure(chart, &look(860, Theme::Light))
            .expect("a chart");
        let is_red = |mark: &&Mark| {
            let role = match mark {
                Mark::Line { role, .. } | Mark::Fill { role, .. } | Mark::Disc { role, .. } => {
                    *role
                }
                Mark::Text(label) => label.role,
            };
            role == Role::TooMuch
        };
        figure.scene.marks.iter().filter(is_red).count()
    };
    for chart in [Chart::Cadence, Chart::Pace, Chart::Run, Chart::Rehab] {
        assert_eq!(reds(chart), 0, "{chart:?}");
    }
    assert!(reds(Chart::Load) > 0);
}

#[test]
fn a_response_that_is_missing_is_a_cross_under_the_axis_and_no_score() {
    let history = season::history();
    let data = trend::pain::trend(&history, 16);
    let missing = data
        .runs
        .iter()
        .filter(|run| run.asked && run.worst.is_none())
        .count();
    assert_eq!(missing, 1);
    let pain = charts::pain::draw(&data, &look(860, Theme::Light));
    let greens = pain.scene.marks.iter().filter(|mark| {
        matches!(
            mark,
            Mark::Disc {
                role: Role::Safe,
                ..
            }
        )
    });
    let answered = data
        .runs
        .iter()
        .filter(|run| run.band == comeback_core::diary::Band::Green);
    assert_eq!(greens.count(), answered.count());
}

#[test]
fn the_line_of_cadence_is_broken_where_no_run_was() {
    let history = season::history();
    let seen = trend::cadence::trend(&history);
    for piece in &seen.line {
        for pair in piece.windows(2) {
            assert!((pair[1].0 - pair[0].0).num_days() <= 14, "{pair:?}");
        }
    }
}

/// Stated runs every fourth day up to the end of the season, with a cadence.
fn stated_runs(count: u64, minutes: f64, cadence: impl Fn(u64) -> f64) -> History {
    let last = day("2026-11-20");
    let mut runs: Vec<_> = (0..count)
        .map(|place| {
            let told = StatedRun {
                minutes,
                distance_m: Some(Metres::new(minutes * 170.0)),
                cadence_spm: Some(StepsPerMinute::new(cadence(4 * place))),
                ..StatedRun::default()
            };
            stated::run(at(last - Days::new(4 * place), 8), &told)
        })
        .collect();
    runs.sort_by_key(|run| run.start);
    let zone = chrono_tz::Europe::Berlin;
    History::assemble(at(day("2026-11-22"), 21), zone, runs, &[])
}

#[test]
fn a_phone_says_which_weeks_of_its_sentence_it_draws() {
    // A year and more: no chart but the ladder has room for it on a phone.
    let history = stated_runs(110, 40.0, |_| 165.0);
    let seen = Seen::of(&history, None);
    for chart in [Chart::Load, Chart::Pain, Chart::Cadence] {
        let drawn = |width: u32, theme: Theme| {
            let figure = seen.figure(chart, &look(width, theme)).expect("a chart");
            let says =
                (figure.scene.labels()).any(|label| label.text.starts_with("drawn: the last"));
            (figure.scene.drawn, says)
        };
        let (weeks, says) = drawn(330, Theme::Page);
        let weeks = weeks.unwrap_or_else(|| panic!("{}", chart.name()));
        assert!(weeks.starts_with("the last "), "{weeks}");
        assert!(!says, "a page says it below: {chart:?}");
        assert!(drawn(330, Theme::Light).1, "{chart:?}");
        assert_eq!(drawn(860, Theme::Light), (None, false), "{chart:?}");
    }
    // Four weeks are drawn whole, but for pain, which is asked about eight.
    let short = Seen::of(&stated_runs(6, 40.0, |_| 165.0), None);
    for (chart, says) in [
        (Chart::Load, false),
        (Chart::Cadence, false),
        (Chart::Pain, true),
    ] {
        let figure = (short.figure(chart, &look(330, Theme::Page))).expect("a chart");
        assert_eq!(figure.scene.drawn.is_some(), says, "{chart:?}");
    }
}

#[test]
fn a_load_of_few_weeks_begins_at_the_axis_with_the_first_of_them() {
    let data = trend::load::trend(&stated_runs(6, 40.0, |_| 165.0), charts::load::WIDE_WEEKS);
    assert_eq!(data.weeks.len(), 4);
    for width in WIDTHS {
        let load = charts::load::draw(&data, &look(width, Theme::Page));
        let bars = (load.scene.marks.iter()).filter_map(|mark| match mark {
            Mark::Fill {
                points,
                role: Role::Easy,
            } => points.first().map(|(x, _)| *x),
            _ => None,
        });
        let first = bars.fold(f64::INFINITY, f64::min);
        assert!(
            first < 60.0,
            "{width}: an empty place before the first bar at {first}"
        );
    }
}

/// Runs of forty minutes on these days, seen on a day.
fn runs_on(days: &[&str], today: &str) -> History {
    let told = StatedRun {
        minutes: 40.0,
        ..StatedRun::default()
    };
    let runs = (days.iter()).map(|date| stated::run(at(day(date), 8), &told));
    let zone = chrono_tz::Europe::Berlin;
    History::assemble(at(day(today), 21), zone, runs, &[])
}

#[test]
fn the_load_names_the_break_that_it_stands_in_or_comes_from() {
    let usual = [
        "2026-07-06",
        "2026-07-13",
        "2026-07-20",
        "2026-07-27",
        "2026-08-03",
    ];
    let told = |days: &[&str], today: &str| {
        let data = trend::load::trend(&runs_on(days, today), charts::load::WIDE_WEEKS);
        let figure = charts::load::draw(&data, &look(860, Theme::Light));
        (figure.words.sentence, figure.words.marks)
    };
    let (off, _) = told(&usual, "2026-11-11");
    assert_eq!(
        off,
        "No run for 14 weeks, since 4\u{a0}Aug\u{a0}2026; before that 31 to 52\u{a0}min a week were usual."
    );
    let mut back = usual.to_vec();
    back.push("2026-11-10");
    let (back, _) = told(&back, "2026-11-11");
    assert!(
        back.starts_with("Back after 14 weeks without a run: 40\u{a0}min so far this week; before"),
        "{back}"
    );
    // Who never had a usual range is told what makes one; days off are days.
    let (short, marks) = told(&["2026-07-06"], "2026-07-24");
    assert_eq!(short, "No run for 17 days, since 7\u{a0}Jul\u{a0}2026.");
    assert!(
        marks.starts_with("no usual range: it takes 4 weeks"),
        "{marks}"
    );
    // A year off and more leaves no bar, and still says since when.
    let (long, _) = told(&usual, "2028-01-12");
    assert!(long.starts_with("No run for 75 weeks, since 4"), "{long}");
}

#[test]
fn the_first_hour_that_has_room_says_that_it_is_one() {
    // Five hours, with some pace at the foot of the axis, where the nought would stand.
    let seconds = (0..5 * 3600 + 600_u32).step_by(60);
    let count = seconds.clone().count();
    for slowest in 0..60 {
        let least = 1.9 + 0.01 * f64::from(slowest);
        let data = profile::Profile {
            time_s: seconds.clone().map(f64::from).collect(),
            speed_m_per_s: (seconds.clone())
                .map(|second| Some(least + 0.2 * f64::from(second / 600 % 7)))
                .collect(),
            altitude_m: vec![Some(60.0); count],
            grade: vec![Some(0.0); count],
            gap_m_per_s: Vec::new(),
            cadence_spm: Vec::new(),
            heart_rate_bpm: Vec::new(),
            running: vec![true; count],
            efforts: Vec::new(),
            ..profile_data()
        };
        for width in WIDTHS {
            let drawn = profile::draw(&data, &look(width, Theme::Page));
            let hours = (drawn.scene.labels()).filter(|label| label.text.ends_with(" h"));
            assert_eq!(hours.count(), 1, "{width}: {least}");
        }
    }
}

#[test]
fn a_week_that_ends_today_is_this_one() {
    let days = ["2026-10-19", "2026-10-26", "2026-11-02", "2026-11-09"];
    let told = |last: &str, today: &str| {
        let mut days = days.to_vec();
        days.push(last);
        let data = trend::load::trend(&runs_on(&days, today), charts::load::WIDE_WEEKS);
        charts::load::draw(&data, &look(860, Theme::Light))
            .words
            .sentence
    };
    let sunday = told("2026-11-22", "2026-11-22");
    assert!(sunday.starts_with("This week was as usual"), "{sunday}");
    let monday = told("2026-11-22", "2026-11-23");
    assert!(monday.starts_with("Last week was as usual"), "{monday}");
}

#[test]
fn spells_of_pain_are_not_said_to_be_every_run_over_five() {
    // A tendon that is sore again nine days later is in the same spell.
    let history = stated_runs(30, 40.0, |_| 165.0);
    let mut data = trend::load::trend(&history, charts::load::WIDE_WEEKS);
    data.spells = Some(trend::load::Spells {
        told: 2,
        above: 2,
        since: day("2026-10-24"),
    });
    let second = charts::load::draw(&data, &look(860, Theme::Light))
        .words
        .second
        .expect("two spells");
    assert!(
        second.starts_with("Since 24\u{a0}Oct\u{a0}2026 pain over 5 began twice, more than 14 days apart; both times"),
        "{second}"
    );
}

#[test]
fn minutes_of_three_digits_stand_whole_at_their_line() {
    let history = stated_runs(12, 130.0, |_| 165.0);
    let data = trend::pain::trend(&history, 8);
    for width in WIDTHS {
        let pain = charts::pain::draw(&data, &look(width, Theme::Page));
        let texts: Vec<&str> = (pain.scene.labels())
            .map(|label| label.text.as_str())
            .collect();
        for wanted in ["60", "120"] {
            assert!(texts.contains(&wanted), "{width}: {wanted} in {texts:?}");
        }
    }
}

#[test]
fn a_week_partly_unknown_is_a_cross_over_no_date() {
    let mut data = trend::load::trend(&season::history(), charts::load::WIDE_WEEKS);
    for week in data.weeks.iter_mut().filter(|week| week.runs > 0) {
        week.load.partly = true;
        week.minutes.partly = true;
    }
    for width in WIDTHS {
        let load = charts::load::draw(&data, &look(width, Theme::Page));
        let crosses: Vec<(f64, f64)> = (load.scene.marks.iter())
            .filter_map(|mark| match mark {
                Mark::Line {
                    points,
                    role: Role::Muted,
                    ..
                } => match points.as_slice() {
                    [from, to] => Some((f64::midpoint(from.0, to.0), f64::midpoint(from.1, to.1))),
                    _ => None,
                },
                _ => None,
            })
            .collect();
        assert!(!crosses.is_empty());
        for (x, y) in crosses {
            let over = load.scene.labels().find(|label| {
                let area = label.area();
                (area.left..area.right).contains(&x) && (area.top..area.bottom).contains(&y)
            });
            assert_eq!(over.map(|label| &label.text), None, "{width}: {x}, {y}");
        }
    }
}

#[test]
fn a_step_back_is_named_on_this_side_of_today() {
    use comeback_core::method::Rung;
    use comeback_core::trend::climb::StepBack;
    let mut data = trend::climb::trend(&season::history(), None);
    for (days, from, to) in [
        (0, Rung::Frequency, Rung::Volume),
        (3, Rung::Volume, Rung::WalkRun),
        (4, Rung::Frequency, Rung::Volume),
        (40, Rung::Frequency, Rung::Volume),
    ] {
        let day = data.today - Days::new(days);
        let cause = None;
        data.backs.push(StepBack {
            day,
            from,
            to,
            cause,
        });
    }
    let ladder = charts::ladder::draw(&data, &look(860, Theme::Light));
    let labels: Vec<_> = ladder.scene.labels().collect();
    let today = (labels.iter().find(|label| label.text == "today")).expect("today");
    let backs: Vec<_> = (labels.iter())
        .filter(|label| label.text.starts_with("days off"))
        .collect();
    assert!(!backs.is_empty(), "there is room for some");
    for label in backs {
        assert!(label.area().right <= today.x + 1.0, "{label:?}");
    }
}

#[test]
fn a_change_of_cadence_that_lasts_is_said_with_its_day() {
    let sentence = |before: f64| {
        let noise = |days: u64| [0.0, 1.5, -1.5, 1.0, -1.0][(days / 4 % 5) as usize];
        let level = |days: u64| if days > 160 { before } else { 160.0 } + noise(days);
        let history = stated_runs(75, 40.0, level);
        charts::cadence::draw(&trend::cadence::trend(&history), &look(860, Theme::Light)).words
    };
    let told = sentence(180.0);
    assert!(
        told.sentence.contains(
            "160: as in the weeks before, and lower than before 13\u{a0}June: 180\u{a0}→\u{a0}160."
        ),
        "{told:?}"
    );
    assert_eq!(told.second, None);
    let level = sentence(160.0);
    assert!(
        level.sentence.ends_with("160: as usual for you."),
        "{level:?}"
    );
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_history_makes_whole_pictures(
        width in prop_oneof![Just(330_u32), Just(860), 280_u32..1000],
        runs in prop::collection::vec(
            (0_u64..40, 1.0..200.0_f64, 1.8..5.0_f64, 120.0..220.0_f64, prop::option::of(0.0..10.0_f64), 0_u32..9),
            0..60,
        ),
        episode in prop::option::of(0_u64..300),
    ) {
        let mut date = day("2024-02-01");
        let mut known = Vec::new();
        let mut log = Vec::new();
        if let Some(offset) = episode {
            let on = date + Days::new(offset);
            log.push(Entry { at: at(on, 8), what: What::EpisodeStart(EpisodeStart::of(on)), note: None });
        }
        for (offset, minutes, speed, cadence, score, sprints) in &runs {
            date = date + Days::new(*offset);
            let told = StatedRun {
                minutes: *minutes,
                distance_m: Some(Metres::new(minutes * 60.0 * speed)),
                cadence_spm: Some(StepsPerMinute::new(*cadence)),
                hill_sprints: *sprints,
                hard_min: f64::from(*sprints),
                treadmill: *sprints == 3,
                ..StatedRun::default()
            };
            let mut run = stated::run(at(date, 7), &told);
            run.tendon_load = (*sprints != 4).then_some(minutes * speed / 10.0);
            if let Some(score) = score {
                log.push(pain(run.end() + TimeDelta::hours(20), *score));
            }
            known.push(run);
        }
        log.sort_by_key(|entry| entry.at);
        let history = History::assemble(
            at(date + Days::new(2), 21),
            chrono_tz::Europe::Berlin,
            known,
            &log,
        );
        let look = look(width, Theme::Light);
        let mut all = figures(&Seen::of(&history, None), &look);
        all.push(roster::draw(&[row("anna", &history)], &look));
        for figure in all {
            prop_assert_eq!(problems(&figure.scene), Vec::<String>::new(), "{}", figure.name);
        }
    }

    #[test]
    fn any_run_makes_a_whole_picture(
        width in 280_u32..1000,
        step in 1_u32..40,
        climb in prop::option::of(0.0..900.0_f64),
        rows in prop::collection::vec((prop::option::of(any_number()), prop::option::of(any_number()), any::<bool>()), 0..300),
    ) {
        let data = profile::Profile {
            time_s: (0..rows.len()).map(|row| row as f64 * f64::from(step)).collect(),
            speed_m_per_s: rows.iter().map(|row| row.0.map(|v| v / 80.0)).collect(),
            gap_m_per_s: rows.iter().map(|row| row.1.map(|v| v / 80.0)).collect(),
            altitude_m: rows.iter().map(|row| row.0).collect(),
            grade: rows.iter().map(|row| row.1.map(|v| v / 4000.0)).collect(),
            cadence_spm: rows.iter().map(|row| row.1).collect(),
            heart_rate_bpm: rows.iter().map(|row| row.0).collect(),
            running: rows.iter().map(|row| row.2).collect(),
            efforts: vec![profile::Shade { from_s: 5.0, to_s: 60.0, kind: EffortKind::Sprint, is_sure: true }],
            facts: profile::Facts { ascent_m: climb, distance_m: Some(6000.0), ..profile::Facts::default() },
            outline: None,
            units: UnitSystem::Miles,
        };
        let figure = profile::draw(&data, &look(width, Theme::Dark));
        prop_assert_eq!(problems(&figure.scene), Vec::<String>::new());
        check_svg(&render::svg(&figure.scene, Theme::Dark).expect("draws"));
    }
}

#[test]
fn an_effort_in_doubt_is_no_headline() {
    let drawn = |is_sure: bool| {
        let mut data = profile_data();
        for effort in &mut data.efforts {
            effort.is_sure = is_sure;
        }
        let figure = profile::draw(&data, &look(640, Theme::Light));
        render::svg(&figure.scene, Theme::Light).expect("draws")
    };
    let (sure, doubtful) = (drawn(true), drawn(false));
    assert!(sure.contains("with 1 interval"), "{sure}");
    assert!(!sure.contains("perhaps"));
    assert!(!doubtful.contains("with 1 interval"), "{doubtful}");
    assert!(doubtful.contains("perhaps 1 interval"));
}

#[test]
fn the_season_is_as_the_pictures_need_it() {
    let history = season::history();
    assert!(history.now >= at(day("2026-11-22"), 0));
    assert!(history.runs.len() > 40);
    assert!(history.episode().is_some());
}
