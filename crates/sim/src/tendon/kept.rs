//! The figures of a comparison as a table, so that the page and its picture can be written again
//! without living the years, and others can draw their own.

use super::comparison::{
    Comparison, Difference, Possible, Row, Setting, put_back, settings, strategies, without,
};
use super::figures::{Figures, Mean};
use super::strategy::Strategy;
use std::fmt::Write;

const HEAD: &str = "what\tname\tflares\tflares_half_width\twith_flare\tdays_over\tweeks\tweeks_half_width\t\
median_weeks\tthere\trestored\tminutes\tflares_against\tflares_against_half_width\tweeks_against\t\
weeks_against_half_width\ttouched\n";

/// How the most that any plan could reach is named, by the order of its runs.
const IN_ORDER: &str = "in order";
const AT_ONCE: &str = "at once";

/// The table, its cells apart by tabs.
pub fn table(all: &Comparison) -> String {
    let mut text = HEAD.to_owned();
    let _ = writeln!(
        text,
        "runners\t{}\t{}\t{}",
        all.runners, all.few, all.of_each
    );
    for (what, rows) in [
        ("strategy", &all.strategies),
        ("without", &all.without),
        ("put back", &all.put_back),
    ] {
        for row in rows {
            let against = numbers(&of_difference(&row.against));
            let _ = writeln!(
                text,
                "{what}\t{}{}{against}",
                row.name,
                numbers(&of_figures(&row.figures))
            );
        }
    }
    for setting in &all.settings {
        for figures in &setting.figures {
            let _ = writeln!(
                text,
                "setting\t{}{}",
                setting.name,
                numbers(&of_figures(figures))
            );
        }
    }
    for figures in &all.fresh {
        let _ = writeln!(text, "fresh\tcomeback{}", numbers(&of_figures(figures)));
    }
    for possible in &all.known {
        let name = if possible.in_order { IN_ORDER } else { AT_ONCE };
        let _ = writeln!(
            text,
            "known\t{name}\t{}{}",
            possible.most_pain,
            numbers(&of_figures(&possible.figures))
        );
    }
    for (decided, share) in &all.decided {
        let _ = writeln!(text, "decided\t{decided}\t{share}");
    }
    text
}

fn numbers(values: &[f64]) -> String {
    values.iter().fold(String::new(), |mut text, value| {
        let _ = write!(text, "\t{}", (value * 1e6).round() / 1e6);
        text
    })
}

fn of_figures(of: &Figures) -> [f64; 10] {
    [
        of.flares.value,
        of.flares.half_width,
        of.with_flare,
        of.days_over,
        of.weeks.value,
        of.weeks.half_width,
        of.median_weeks,
        of.held,
        of.restored,
        of.minutes,
    ]
}

fn of_difference(of: &Difference) -> [f64; 5] {
    let Difference {
        flares,
        weeks,
        touched,
    } = of;
    [
        flares.value,
        flares.half_width,
        weeks.value,
        weeks.half_width,
        *touched,
    ]
}

const fn mean(value: f64, half_width: f64) -> Mean {
    Mean { value, half_width }
}

/// The comparison that a table holds; `None` where a line is not one of [`table()`], or names
/// what is compared no longer.
pub fn read(text: &str) -> Option<Comparison> {
    let mut all = Comparison {
        runners: 0,
        strategies: Vec::new(),
        without: Vec::new(),
        put_back: Vec::new(),
        few: 0,
        settings: Vec::new(),
        fresh: Vec::new(),
        of_each: 0,
        known: Vec::new(),
        decided: Vec::new(),
    };
    for line in text.strip_prefix(HEAD)?.lines() {
        let mut cells = line.split('\t');
        let (what, name) = (cells.next()?, cells.next()?);
        let values: Vec<f64> = cells.map(|cell| cell.parse().ok()).collect::<Option<_>>()?;
        match what {
            "runners" => {
                all.runners = name.parse().ok()?;
                let [few, of_each] = values.as_slice() else {
                    return None;
                };
                (all.few, all.of_each) = (*few as u64, *of_each as u64);
            }
            "strategy" => all.strategies.push(row(&strategies(), name, &values)?),
            "without" => all.without.push(row(&without(), name, &values)?),
            "put back" => all.put_back.push(row(&put_back(), name, &values)?),
            "setting" => {
                let (known, _) = settings().into_iter().find(|(known, _)| *known == name)?;
                let figures = figures(&values)?;
                match all.settings.last_mut().filter(|last| last.name == known) {
                    Some(last) => last.figures.push(figures),
                    None => all.settings.push(Setting {
                        name: known,
                        figures: vec![figures],
                    }),
                }
            }
            "fresh" => all.fresh.push(figures(&values)?),
            "known" => {
                let (most_pain, own) = values.split_first()?;
                all.known.push(Possible {
                    most_pain: *most_pain,
                    in_order: [AT_ONCE, IN_ORDER]
                        .iter()
                        .position(|known| *known == name)?
                        == 1,
                    figures: figures(own)?,
                });
            }
            "decided" => all.decided.push((name.to_owned(), *values.first()?)),
            _ => return None,
        }
    }
    Some(all)
}

type Known = (&'static str, &'static str, Strategy);

fn row(known: &[Known], name: &str, values: &[f64]) -> Option<Row> {
    let (name, what, _) = known.iter().find(|(known, ..)| *known == name)?;
    let (own, against) = values.split_at_checked(10)?;
    let &[flares, flares_half, weeks, weeks_half, touched] = against else {
        return None;
    };
    Some(Row {
        name,
        what,
        figures: figures(own)?,
        against: Difference {
            flares: mean(flares, flares_half),
            weeks: mean(weeks, weeks_half),
            touched,
        },
    })
}

fn figures(values: &[f64]) -> Option<Figures> {
    let &[
        flares,
        flares_half,
        with_flare,
        days_over,
        weeks,
        weeks_half,
        median_weeks,
        held,
        restored,
        minutes,
    ] = values
    else {
        return None;
    };
    Some(Figures {
        flares: mean(flares, flares_half),
        with_flare,
        days_over,
        weeks: mean(weeks, weeks_half),
        median_weeks,
        held,
        restored,
        minutes,
    })
}
