//! The charts in the page, each with its words, its table, and a size for wide
//! and for narrow screens.

use super::{Extras, words};
use crate::Picture;
use crate::charts::profile::Profile;
use crate::charts::scene::Scene;
use crate::charts::{
    self, Canvas, Format, Theme, cadence, multiples, profile, render, series, weekly,
};
use crate::text::quantity;
use chrono::NaiveDate;
use comeback_core::diary::load;
use maud::{Markup, PreEscaped, html};

/// Logical widths: what a card of the page holds on a desktop and on a phone.
const WIDE: u32 = 860;
const NARROW: u32 = 330;
/// Weeks that a phone's width still shows apart.
const NARROW_WEEKS: usize = 14;
const WIDE_WEEKS: usize = 40;

/// A drawing at two widths; one that cannot be drawn is replaced by its words.
fn both(draw: &dyn Fn(&Canvas) -> Scene, wide: u32, narrow: u32) -> Markup {
    let at = |width: u32, height: u32| {
        let canvas = Canvas {
            width,
            height,
            theme: Theme::Page,
            format: Format::Svg,
        };
        let scene = draw(&canvas);
        match render::svg(&scene, Theme::Page) {
            Ok(svg) => html! { (PreEscaped(svg)) },
            Err(_) => html! { p { (scene.words) } },
        }
    };
    html! {
        div class="wide" { (at(WIDE, wide)) }
        div class="narrow" { (at(NARROW, narrow)) }
    }
}

pub fn ladder(picture: &Picture) -> Markup {
    let data = series::ladder(picture.history, picture.standing);
    let height = |width: u32| charts::ladder::height(&data, f64::from(width), Theme::Page);
    let draw = |canvas: &Canvas| charts::ladder::draw(&data, canvas);
    html! {
        section id="ladder" {
            h2 { "The ladder" }
            @if picture.standing.is_some() {
                p class="intro" { "Volume before frequency before intensity; hills after that, and hill sprints last." }
                figure class="chart card" { (both(&draw, height(WIDE), height(NARROW))) }
            } @else {
                p class="intro" { "No episode is open, so there is no ladder to climb: the load rules and the red flags watch over your usual weeks." }
            }
        }
    }
}

pub fn charts(picture: &Picture, extras: &Extras) -> Markup {
    html! {
        section id="charts" {
            h2 { "Charts" }
            div class="charts" style="margin-top:12px" {
                (weekly_figure(picture))
                (cadence_figure(picture))
                (load_figure(picture))
                (small_figure(picture, extras))
                @if let Some((title, run)) = &extras.run { (run_figure(title, run)) }
            }
        }
    }
}

fn weekly_figure(picture: &Picture) -> Markup {
    let mondays: Vec<NaiveDate> = picture.weeks.iter().map(|week| week.starts).collect();
    let last = |count: usize| {
        mondays
            .get(mondays.len().saturating_sub(count)..)
            .unwrap_or(&[])
    };
    let data = series::weekly(picture.history, last(WIDE_WEEKS), picture.plan);
    let fewer = series::weekly(picture.history, last(NARROW_WEEKS), picture.plan);
    let draw = |canvas: &Canvas| {
        weekly::draw(
            if canvas.width == NARROW {
                &fewer
            } else {
                &data
            },
            canvas,
        )
    };
    html! {
        figure class="chart card" {
            figcaption {
                h3 { "Running minutes a week, and the pain that answered" }
                p class="quiet small" { "One mark a run: the highest pain from its start to 48 hours after. The dashed outline is the plan." }
            }
            (both(&draw, 390, 400))
            details class="figures" {
                summary { "As a table" }
                div class="scroll" { table {
                    thead { tr {
                        th { "Week of" } th class="n" { "Easy min" } th class="n" { "Uphill min" }
                        th class="n" { "Tempo min" } th class="n" { "Intervals min" } th class="n" { "All min" }
                    } }
                    tbody { @for bar in data.bars.iter().rev() { tr {
                        th scope="row" { (bar.monday.format("%-d %b %Y")) }
                        @for minutes in [bar.easy_min, bar.uphill_min, bar.tempo_min, bar.intervals_min, bar.total()] {
                            td class="n" { (quantity::minutes(minutes.round())) }
                        }
                    } } }
                } }
            }
        }
    }
}

/// The first day that the charts show.
fn from(picture: &Picture) -> NaiveDate {
    let today = picture.history.today();
    picture.weeks.first().map_or(today, |week| week.starts)
}

fn cadence_figure(picture: &Picture) -> Markup {
    let data = series::cadence_of(picture);
    let draw = |canvas: &Canvas| cadence::draw(&data, canvas);
    html! {
        figure class="chart card" {
            figcaption {
                h3 { "Cadence against your own expectation" }
                p class="quiet small" { "A longer stride loads the tendon more. There is no right number for everyone: each run is held against your own runs at that speed." }
            }
            (both(&draw, 290, 290))
            @if !data.points.is_empty() {
                details class="figures" {
                    summary { "As a table" }
                    div class="scroll" { table {
                        thead { tr { th { "Day" } th class="n" { "Measured" } th class="n" { "Expected" } } }
                        tbody { @for point in data.points.iter().rev().take(30) { tr {
                            th scope="row" { (point.day.format("%-d %b %Y")) }
                            td class="n" { (format!("{:.0}", point.measured)) }
                            td class="n" { (words::cell(point.expected.map(|spm| format!("{spm:.0}")))) }
                        } } }
                    } }
                }
            }
        }
    }
}

fn load_figure(picture: &Picture) -> Markup {
    let first = from(picture);
    let all = load::days(picture.history, picture.history.today(), |run| {
        run.tendon_load
    });
    let begin = all.partition_point(|day| day.date < first);
    let days = all.get(begin..).unwrap_or(&[]);
    let draw = |canvas: &Canvas| charts::load::draw(days, canvas);
    html! {
        figure class="chart card" {
            figcaption {
                h3 { "Tendon load a day" }
                p class="quiet small" { "An index for comparison with yourself. It informs and decides nothing: ratios of such means are disputed (Impellizzeri 2020)." }
            }
            (both(&draw, 270, 280))
            @if !days.is_empty() {
                details class="figures" {
                    summary { "As a table" }
                    div class="scroll" { table {
                        thead { tr { th { "Day" } th class="n" { "Load" } th class="n" { "7-day mean" } th class="n" { "28-day mean" } } }
                        tbody { @for day in days.iter().rev().take(28) { tr {
                            th scope="row" { (day.date.format("%-d %b %Y")) }
                            @for value in [day.load, day.acute, day.chronic] {
                                td class="n" { (words::cell(value.map(|value| quantity::trimmed(value, 1)))) }
                            }
                        } } }
                    } }
                }
            }
        }
    }
}

fn small_figure(picture: &Picture, extras: &Extras) -> Markup {
    let mut data = vec![series::visa(picture.history)];
    data.extend(series::dynamics(picture.history));
    data.extend(extras.small.iter().cloned());
    let draw = |canvas: &Canvas| multiples::draw(&data, canvas);
    let height = |width: u32| multiples::height(&data, f64::from(width));
    html! {
        @if data.iter().any(|small| !small.points.is_empty()) {
            figure class="chart card" {
                figcaption { h3 { "Also recorded" } }
                (both(&draw, height(WIDE), height(NARROW)))
            }
        }
    }
}

fn run_figure(title: &str, run: &Profile) -> Markup {
    let draw = |canvas: &Canvas| profile::draw(run, canvas);
    html! {
        figure class="chart card" {
            figcaption {
                h3 { (title) }
                p class="quiet small" { "Efforts are shaded. Flat-equivalent pace is what the same effort would give on the flat (Minetti 2002)." }
            }
            (both(&draw, 460, 520))
        }
    }
}
