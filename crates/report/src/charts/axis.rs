//! Scales and their ticks. Where numbers and dates fall is plotters' work
//! (`Cartesian2d` ranges); which of them are printed is decided here, since its own
//! mesh lets labels run into each other on a phone.

use super::font;
use super::palette::Role;
use super::scene::{Anchor, Area, Scene};
use chrono::{Datelike, Months, NaiveDate, Weekday};
use comeback_core::calendar::Days;
use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;

/// Font size of the numbers on an axis, logical pixels.
pub const TICK_SIZE: f64 = 12.5;
/// Least room between two labels of one axis.
const APART: f64 = 10.0;

/// A linear scale from values to pixels.
pub struct Scale {
    range: RangedCoordf64,
    from: f64,
    to: f64,
}

impl Scale {
    /// Values `low..high` onto pixels `from..to`; an empty or unusable range is widened.
    pub fn new(low: f64, high: f64, from: f64, to: f64) -> Self {
        let usable = low.is_finite() && high.is_finite() && high > low;
        let (low, high) = if usable {
            (low, high)
        } else if low.is_finite() {
            (low - 1.0, low + 1.0)
        } else {
            (0.0, 1.0)
        };
        Scale {
            range: RangedCoordf64::from(low..high),
            from,
            to,
        }
    }

    pub fn low(&self) -> f64 {
        self.range.range().start
    }

    pub fn high(&self) -> f64 {
        self.range.range().end
    }

    /// The pixel of a value, to a thousandth of a pixel.
    pub fn at(&self, value: f64) -> f64 {
        const STEPS: i32 = 1_000_000;
        let value = value.clamp(self.low(), self.high());
        let share = f64::from(self.range.map(&value, (0, STEPS))) / f64::from(STEPS);
        self.from + (self.to - self.from) * share
    }
}

/// Round steps from zero up to at least `high`: at most `count` intervals.
/// `steps` are the mantissas, by default 1, 2, 5.
pub fn ticks_up_to(high: f64, count: usize, steps: &[f64]) -> Vec<f64> {
    let high = if high.is_finite() && high > 0.0 {
        high
    } else {
        1.0
    };
    let count = count.max(1) as f64;
    let step = steps
        .iter()
        .copied()
        .find(|step| step * count >= high)
        .unwrap_or_else(|| nice_step(high / count));
    let last = (high / step - 1e-9).ceil().max(1.0) as usize;
    (0..=last).map(|index| index as f64 * step).collect()
}

/// Round values between two bounds, at most `count` + 1 of them.
pub fn ticks_between(low: f64, high: f64, count: usize) -> Vec<f64> {
    if !(low.is_finite() && high.is_finite() && high > low) {
        return Vec::new();
    }
    let step = nice_step((high - low) / count.max(1) as f64);
    let first = (low / step).ceil() as i64;
    let last = (high / step).floor() as i64;
    (first..=last.min(first.saturating_add(50)))
        .map(|index| index as f64 * step)
        .collect()
}

/// Tens between the ends of a scale of cadence, twenties where that would be too many.
pub fn steps_between(low: f64, high: f64) -> Vec<f64> {
    let step = if high - low > 45.0 { 20.0 } else { 10.0 };
    let (first, last) = ((low / step).ceil() as i64, (high / step).floor() as i64);
    (first..=last.min(first.saturating_add(8)))
        .map(|index| index as f64 * step)
        .collect()
}

/// The least of 1, 2, 5 times a power of ten that is not below `rough`.
fn nice_step(rough: f64) -> f64 {
    let power = 10_f64.powf(rough.max(1e-12).log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|mantissa| mantissa * power)
        .find(|step| *step >= rough * 0.999_999)
        .unwrap_or(10.0 * power)
}

/// A number without needless decimals; thousands from 10 000 on are written as `k`.
pub fn plain(value: f64) -> String {
    let (value, unit) = match value.abs() {
        size if size >= 1e7 => (value / 1e6, "M"),
        size if size >= 1e4 => (value / 1e3, "k"),
        _ => (value, ""),
    };
    let rounded = (value * 100.0).round() / 100.0;
    if rounded == 0.0 {
        "0".to_owned()
    } else {
        format!("{rounded}{unit}").replace('-', "−")
    }
}

/// Days onto pixels.
pub struct Days1d {
    pub first: NaiveDate,
    pub last: NaiveDate,
    scale: Scale,
}

impl Days1d {
    /// The days `first..=last`, each with its whole width, onto pixels.
    pub fn new(first: NaiveDate, last: NaiveDate, from: f64, to: f64) -> Self {
        let last = last.max(first);
        let days = (last - first).num_days() as f64 + 1.0;
        Days1d {
            first,
            last,
            scale: Scale::new(0.0, days, from, to),
        }
    }

    /// The pixel where a day begins, plus a share of the day.
    pub fn at(&self, day: NaiveDate, share: f64) -> f64 {
        self.scale.at((day - self.first).num_days() as f64 + share)
    }

    pub fn day_width(&self) -> f64 {
        self.scale.at(1.0) - self.scale.at(0.0)
    }

    /// Dates that are printed, with their text: the finest series whose labels stay apart.
    pub fn ticks(&self) -> Vec<(NaiveDate, String)> {
        // Over more than ten weeks the months are what a person looks for.
        let is_long = (self.last - self.first).num_days() > 70;
        for step in STEPS {
            if is_long && matches!(step, TickStep::Days(_) | TickStep::Weeks(_)) {
                continue;
            }
            let days = step.days(self.first, self.last);
            if days.len() > 400 {
                continue;
            }
            let ticks = step.named(self.first, &days);
            if !ticks.is_empty() && self.fit(&ticks) {
                return ticks;
            }
        }
        Vec::new()
    }

    fn fit(&self, ticks: &[(NaiveDate, String)]) -> bool {
        let mut free_from = f64::NEG_INFINITY;
        ticks.iter().all(|(day, text)| {
            let half = font::width(text, TICK_SIZE) / 2.0;
            let at = self.at(*day, 0.0);
            let fits = at - half >= free_from;
            free_from = at + half + APART;
            fits
        })
    }
}

#[derive(Clone, Copy)]
enum TickStep {
    Days(u64),
    Weeks(u64),
    Months(u32),
    Years(i32),
}

const STEPS: [TickStep; 13] = [
    TickStep::Days(1),
    TickStep::Days(2),
    TickStep::Weeks(1),
    TickStep::Weeks(2),
    TickStep::Weeks(4),
    TickStep::Months(1),
    TickStep::Months(2),
    TickStep::Months(3),
    TickStep::Months(6),
    TickStep::Years(1),
    TickStep::Years(2),
    TickStep::Years(5),
    TickStep::Years(20),
];

impl TickStep {
    fn days(self, first: NaiveDate, last: NaiveDate) -> Vec<NaiveDate> {
        let next = |day: NaiveDate| match self {
            TickStep::Days(count) => Days::new(count).after(day),
            TickStep::Weeks(count) => Days::new(7 * count).after(day),
            TickStep::Months(count) => day.checked_add_months(Months::new(count)),
            TickStep::Years(count) => day.with_year(day.year() + count),
        };
        let begin = match self {
            TickStep::Days(_) => Some(first),
            TickStep::Weeks(_) => first
                .iter_days()
                .take(7)
                .find(|day| day.weekday() == Weekday::Mon),
            TickStep::Months(count) => {
                let month = first.month0() / count * count + 1;
                NaiveDate::from_ymd_opt(first.year(), month, 1)
            }
            TickStep::Years(count) => NaiveDate::from_ymd_opt(first.year() / count * count, 1, 1),
        };
        std::iter::successors(begin, |day| next(*day))
            .skip_while(|day| *day < first)
            .take_while(|day| *day <= last)
            .take(401)
            .collect()
    }

    /// The names, with the year where it is another than at the axis's first day.
    fn named(self, first: NaiveDate, days: &[NaiveDate]) -> Vec<(NaiveDate, String)> {
        let mut year = first.year();
        days.iter()
            .map(|day| {
                let new_year = year != day.year();
                year = day.year();
                let format = match self {
                    TickStep::Years(_) => "%Y",
                    // The year in the place of its first month.
                    TickStep::Months(_) if new_year && day.month() == 1 => "%Y",
                    TickStep::Months(_) if new_year => "%b %Y",
                    TickStep::Months(_) => "%b",
                    TickStep::Days(_) | TickStep::Weeks(_) => "%-d %b",
                };
                (*day, day.format(format).to_string())
            })
            .collect()
    }
}

/// Draws the dates under a plot; a label that would leave `bounds` is moved in or left out.
pub fn draw_days(scene: &mut Scene, plot: &Area, days: &Days1d, bounds: (f64, f64)) {
    draw_days_under(scene, plot, days, bounds, 0.0);
}

/// The same with the dates so much further down, under what stands below the plot.
pub fn draw_days_under(
    scene: &mut Scene,
    plot: &Area,
    days: &Days1d,
    bounds: (f64, f64),
    gap: f64,
) {
    for (day, text) in days.ticks() {
        let x = days.at(day, 0.0);
        scene.line(
            vec![(x, plot.bottom), (x, plot.bottom + 4.0)],
            1.0,
            Role::Axis,
        );
        let half = font::width(&text, TICK_SIZE) / 2.0;
        let at = x.clamp(bounds.0 + half, (bounds.1 - half).max(bounds.0 + half));
        if (at - x).abs() < half {
            let at = (at, plot.bottom + gap + 13.0);
            scene.text_if_free(at, Anchor::Middle, TICK_SIZE, Role::Muted, &text);
        }
    }
    scene.line(
        vec![(plot.left, plot.bottom), (plot.right, plot.bottom)],
        1.0,
        Role::Axis,
    );
}

/// Draws horizontal rules and their numbers at the left of a plot, with room for each.
pub fn draw_values(scene: &mut Scene, plot: &Area, scale: &Scale, ticks: &[(f64, String)]) {
    for (value, text) in ticks {
        let y = scale.at(*value);
        scene.line(vec![(plot.left, y), (plot.right, y)], 1.0, Role::Grid);
        scene.text_if_free(
            (plot.left - 6.0, y),
            Anchor::End,
            TICK_SIZE,
            Role::Muted,
            text,
        );
    }
}

/// The ticks of plain numbers with their text.
pub fn numbered(ticks: &[f64]) -> Vec<(f64, String)> {
    ticks.iter().map(|&value| (value, plain(value))).collect()
}

/// The name of an axis with its unit, above its left end.
pub fn draw_name(scene: &mut Scene, left: f64, top: f64, text: &str) {
    scene.text(
        (left, top + 8.0),
        Anchor::Start,
        TICK_SIZE,
        Role::Muted,
        text,
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a date")
    }

    #[test]
    fn ticks_are_round_and_reach_the_top() {
        assert_eq!(
            ticks_up_to(97.0, 4, &[30.0, 60.0]),
            [0.0, 30.0, 60.0, 90.0, 120.0]
        );
        assert_eq!(ticks_up_to(0.0, 4, &[]), [0.0, 0.5, 1.0]);
        assert_eq!(ticks_between(161.0, 179.0, 4), [165.0, 170.0, 175.0]);
        assert!(ticks_between(f64::NAN, 1.0, 4).is_empty());
    }

    #[test]
    fn dates_thin_out_as_the_span_grows_and_the_width_shrinks() {
        for (last, width, count) in [
            (day(2026, 1, 7), 700.0, 7),
            (day(2026, 4, 26), 700.0, 8),
            (day(2026, 12, 31), 330.0, 6),
            (day(2046, 12, 31), 330.0, 4),
        ] {
            let days = Days1d::new(day(2026, 1, 1), last, 0.0, width);
            let ticks = days.ticks();
            assert!((2..=count).contains(&ticks.len()), "{ticks:?}");
        }
    }

    #[test]
    fn the_first_month_of_another_year_than_the_axis_begins_in_is_its_year() {
        // Some of these widths have no room for a month of 2026: the first is January.
        for width in [180.0, 210.0, 250.0, 330.0, 800.0] {
            let days = Days1d::new(day(2026, 8, 20), day(2028, 9, 1), 0.0, width);
            let names: Vec<String> = days.ticks().into_iter().map(|(_, name)| name).collect();
            let has = |name: &str| names.iter().any(|known| known == name);
            assert!(
                has("2027") && has("2028") && !has("Jan"),
                "{width}: {names:?}"
            );
        }
    }

    #[test]
    fn a_scale_keeps_what_is_outside_at_its_edge() {
        let scale = Scale::new(0.0, 10.0, 100.0, 0.0);
        assert_eq!(scale.at(5.0), 50.0);
        assert_eq!(scale.at(20.0), 0.0);
        assert!(Scale::new(f64::NAN, 1.0, 0.0, 1.0).at(0.5).is_finite());
    }
}
