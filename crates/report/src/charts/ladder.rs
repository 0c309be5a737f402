//! The ladder: where, and when what is ahead is likely.

use super::Look;
use super::axis::{Days1d, draw_days};
use super::frame::{Figure, Words, arrow, begin, dotted, hollow_diamond, only_words};
use super::pain::effort_words;
use super::palette::Role;
use super::scene::{Anchor, Area, Label, Scene, Sign};
use crate::words::quantity::{counted, minutes, trimmed};
use chrono::{Datelike, NaiveDate};
use comeback_core::calendar::Days;
use comeback_core::limits;
use comeback_core::method::{Rung, Standing};
use comeback_core::trend::climb::{ClimbTrend, Row, Verdict};
use comeback_core::trend::pain::Effort;

const NAME: &str = "ladder";

pub fn draw(data: &ClimbTrend, look: &Look) -> Figure {
    let words = words(data);
    let Some(standing) = data.standing.as_ref().filter(|_| !data.rows.is_empty()) else {
        return only_words(NAME, look, words);
    };
    let narrow = look.is_narrow();
    let each = if narrow { 52.0 } else { 42.0 };
    let tall = each * data.rows.len() as f64;
    let (mut scene, area) = begin(look, &words, 24.0 + tall + 24.0);
    let top = area.top + 24.0;
    let (left, right) = if narrow {
        (area.left + 4.0, area.right - 4.0)
    } else {
        (area.left + 150.0, area.right - 74.0)
    };
    let plot = Area::new(left, top, right, top + tall);
    let (first, last) = span(data);
    let days = Days1d::new(first, last, plot.left, plot.right);
    let middle = |place: usize| {
        let upper = plot.bottom - each * (place as f64 + 1.0);
        upper + if narrow { 36.0 } else { each / 2.0 }
    };
    for (place, row) in data.rows.iter().enumerate() {
        let upper = plot.bottom - each * (place as f64 + 1.0);
        if row.here {
            let ground = Area::new(0.0, upper + 1.0, scene.width, upper + each);
            scene.rect(ground, Role::Soft);
        } else if place > 0 {
            let y = upper + each;
            scene.line(vec![(area.left, y), (area.right, y)], 1.0, Role::Grid);
        }
        if !narrow {
            names(&mut scene, data, row, standing, &area, upper, each, narrow);
        }
    }
    ahead(&mut scene, data, &days, &middle);
    let today = days.at(data.today, 1.0);
    if narrow {
        for place in 0..data.rows.len() {
            let y = middle(place);
            dotted(
                &mut scene,
                &[(today, y - 12.0), (today, y + 12.0)],
                Role::Ink,
            );
        }
    } else {
        dotted(
            &mut scene,
            &[(today, plot.top - 8.0), (today, plot.bottom)],
            Role::Ink,
        );
    }
    let half = super::font::width("today", 12.5) / 2.0;
    let at = (
        today.clamp(area.left + half, area.right - half),
        area.top + 8.0,
    );
    scene.text_if_free(at, Anchor::Middle, 12.5, Role::Ink, "today");
    done(&mut scene, data, &days, &middle, narrow);
    if narrow {
        // Over the bars, and over the steps that lead from row to row.
        for (place, row) in data.rows.iter().enumerate() {
            let upper = plot.bottom - each * (place as f64 + 1.0);
            names(&mut scene, data, row, standing, &area, upper, each, narrow);
        }
    }
    draw_days(&mut scene, &plot, &days, (area.left, area.right));
    Figure {
        name: NAME,
        words,
        scene,
    }
}

/// From the beginning to what is the latest, with a little room.
fn span(data: &ClimbTrend) -> (NaiveDate, NaiveDate) {
    let first = data.stays.first().map_or(data.today, |stay| stay.from);
    let latest = (data.rows.iter())
        .flat_map(|row| [row.likely.map(|dates| dates.late), shown_best(data, row)])
        .flatten()
        .max()
        .unwrap_or(data.today);
    // Without a forecast as much is ahead as lies behind, at most a quarter of a year.
    let behind = (data.today - first).num_days().clamp(28, 91);
    let least = data.today + Days::new(behind.unsigned_abs());
    let last = latest.max(least);
    let room = ((last - first).num_days() / 40).max(3).unsigned_abs();
    (first - Days::new(room), last + Days::new(room))
}

/// The best case is drawn only where there is nothing likelier to draw.
fn shown_best(data: &ClimbTrend, row: &Row) -> Option<NaiveDate> {
    row.best
        .filter(|_| matches!(data.verdict, Verdict::BestCase(_)))
}

#[allow(clippy::too_many_arguments)]
fn names(
    scene: &mut Scene,
    data: &ClimbTrend,
    row: &Row,
    standing: &Standing,
    area: &Area,
    upper: f64,
    each: f64,
    narrow: bool,
) {
    let role = if row.done { Role::Muted } else { Role::Ink };
    let y = upper + if narrow { 14.0 } else { each / 2.0 - 8.0 };
    let name = Label {
        x: area.left,
        y,
        anchor: Anchor::Start,
        size: 14.0,
        bold: row.here,
        role,
        text: rung_name(row.rung).to_owned(),
    };
    let beside = name.area().right + 8.0;
    let goal = goal_words(row, standing);
    if narrow {
        let wide = super::font::width(&goal, 12.0);
        let ground = Area::new(area.left, y - 8.0, beside + wide, y + 8.0);
        scene.rect(ground, if row.here { Role::Soft } else { Role::Paper });
    }
    scene.label(name);
    let when = when(data, row);
    let right = Label {
        x: area.right,
        y: if narrow { y } else { upper + each / 2.0 },
        anchor: Anchor::End,
        size: 13.0,
        bold: row.rung == Rung::Restored && row.likely.is_some(),
        role: if row.rung == Rung::Restored {
            Role::Ink
        } else {
            Role::Muted
        },
        text: when,
    };
    scene.label_if_free(right);
    let at = if narrow {
        (beside, y)
    } else {
        (area.left, y + 16.0)
    };
    scene.text_if_free(at, Anchor::Start, 12.0, Role::Muted, &goal);
}

fn when(data: &ClimbTrend, row: &Row) -> String {
    let today = data.today;
    if row.done {
        return "done".to_owned();
    }
    let Some(day) = row
        .likely
        .map(|dates| dates.median)
        .or(shown_best(data, row))
    else {
        return String::new();
    };
    if (day - today).num_days() <= 31 {
        day.format("%-d %b").to_string()
    } else if (day - today).num_days() > 320 {
        day.format("%b %Y").to_string()
    } else {
        day.format("%b").to_string()
    }
}

/// Intervals and best cases.
fn ahead(scene: &mut Scene, data: &ClimbTrend, days: &Days1d, middle: &dyn Fn(usize) -> f64) {
    for (place, row) in data.rows.iter().enumerate() {
        let y = middle(place);
        if let Some(dates) = row.likely {
            let (from, to) = (days.at(dates.early, 0.5), days.at(dates.late, 0.5));
            let tick = days.at(dates.median, 0.5);
            if row.rung == Rung::Restored {
                scene.line(vec![(from, y), (to, y)], 2.0, Role::Axis);
                scene.sign(Sign::Disc, (tick, y), 9.0, Role::Paper);
                scene.sign(Sign::Diamond, (tick, y), 5.6, Role::Safe);
            } else {
                scene.edged(Area::new(from, y - 5.0, to, y + 5.0), Role::Ahead);
                scene.rect(
                    Area::new(tick - 1.4, y - 9.0, tick + 1.4, y + 9.0),
                    Role::Accent,
                );
            }
        } else if let Some(best) = shown_best(data, row) {
            hollow_diamond(scene, (days.at(best, 0.5), y), 6.0, Role::Accent);
        }
    }
}

/// Time spent on the rungs, steps up and steps back.
fn done(
    scene: &mut Scene,
    data: &ClimbTrend,
    days: &Days1d,
    middle: &dyn Fn(usize) -> f64,
    narrow: bool,
) {
    let place = |rung: Rung| data.rows.iter().position(|row| row.rung == rung);
    for stay in &data.stays {
        let Some(y) = place(stay.rung).map(middle) else {
            continue;
        };
        let to = if stay.to == data.today { 1.0 } else { 0.0 };
        let (from, to) = (days.at(stay.from, 0.0), days.at(stay.to, to));
        scene.rect(
            Area::new(from, y - 5.0, to.max(from + 2.0), y + 5.0),
            Role::Accent,
        );
    }
    for pair in data.stays.windows(2) {
        let [before, after] = pair else { continue };
        let (Some(from), Some(to)) = (
            place(before.rung).map(middle),
            place(after.rung).map(middle),
        ) else {
            continue;
        };
        let x = days.at(after.from, 0.0);
        if after.rung > before.rung {
            scene.line(vec![(x, from), (x, to)], 2.0, Role::Accent);
        }
    }
    let mut named = Vec::new();
    for back in &data.backs {
        let (Some(from), Some(to)) = (place(back.from).map(middle), place(back.to).map(middle))
        else {
            continue;
        };
        let x = days.at(back.day, 0.0) + 1.0;
        let (role, text) = match &back.cause {
            Some(run) => {
                let score = run.worst.map_or(0.0, |(score, _)| score);
                let after = match run.effort {
                    Effort::Unknown | Effort::Minutes(_) => String::new(),
                    ref effort => format!(" after {}", effort_words(effort)),
                };
                (
                    Role::TooMuch,
                    format!("{}{after}: back a step", trimmed(score, 1)),
                )
            }
            None => (Role::Ink, "days off: back a step".to_owned()),
        };
        arrow(scene, (x, from), (x, to - 7.0), role);
        named.push((x, from, to, role, text));
    }
    if narrow {
        return;
    }
    let mut upright: Vec<Upright> = (data.stays.windows(2))
        .filter_map(|pair| {
            let [before, after] = pair else { return None };
            let (from, to) = (middle(place(before.rung)?), middle(place(after.rung)?));
            Some((days.at(after.from, 0.0), from.min(to), from.max(to)))
        })
        .collect();
    upright.extend((named.iter()).map(|(x, from, to, ..)| (*x, from.min(*to), from.max(*to))));
    for (x, from, to, role, text) in named {
        name_back(
            scene,
            &upright,
            days.at(data.today, 1.0),
            (x, from, to),
            role,
            &text,
        );
    }
}

/// Where a line goes up or down: its place, its upper and its lower end.
type Upright = (f64, f64, f64);

/// Names a step back beside its arrow: over no other line, and not to the right of today,
/// where it would stand among what is to come. Without room for it it is not named.
fn name_back(
    scene: &mut Scene,
    upright: &[Upright],
    today: f64,
    (x, from, to): (f64, f64, f64),
    role: Role,
    text: &str,
) {
    const ASIDE: f64 = 8.0;
    let short = text.split(':').next().unwrap_or_default();
    let number = short.split(' ').next().unwrap_or_default();
    for text in [text, short, number] {
        for y in [to - 13.0, f64::midpoint(from, to), from + 13.0] {
            for (at, anchor) in [(x + ASIDE, Anchor::Start), (x - ASIDE, Anchor::End)] {
                let label = Label {
                    x: at,
                    y,
                    anchor,
                    size: 12.0,
                    bold: false,
                    role,
                    text: text.to_owned(),
                };
                let area = label.area();
                let crossed = upright.iter().any(|(x, top, bottom)| {
                    area.left - 3.0 < *x
                        && *x < area.right + 3.0
                        && area.top < *bottom
                        && *top < area.bottom
                });
                if !crossed && area.right <= today && scene.label_if_free(label) {
                    return;
                }
            }
        }
    }
}

pub const fn rung_name(rung: Rung) -> &'static str {
    match rung {
        Rung::WalkRun => "Walk-run",
        Rung::Volume => "Volume",
        Rung::Frequency => "Frequency",
        Rung::Intensity => "Intensity",
        Rung::Hills => "Hills",
        Rung::HillSprints => "Hill sprints",
        Rung::Restored => "Restored",
    }
}

fn goal_words(row: &Row, standing: &Standing) -> String {
    let goal = &standing.goal;
    let goal_minutes = minutes(goal.session_min.round());
    match row.rung {
        Rung::WalkRun => match standing.level.filter(|_| row.here) {
            Some(level) => format!("level {level} of {:.0}", limits::WALK_RUN_LEVELS.value),
            None => "to running without a walk".to_owned(),
        },
        Rung::Volume => match standing.session_min.filter(|_| row.here) {
            Some(now) => format!("{} min a run, on to {goal_minutes}", minutes(now.round())),
            None => format!("{goal_minutes} min a run"),
        },
        Rung::Frequency => match standing.runs_per_week.filter(|_| row.here) {
            Some(now) if now < goal.runs_per_week => {
                format!("{now} runs a week, on to {}", goal.runs_per_week)
            }
            _ => counted(goal.runs_per_week as usize, "run a week", "runs a week"),
        },
        Rung::Intensity => {
            let kinds = [
                (goal.tempo, "tempo"),
                (goal.intervals, "intervals"),
                (goal.sprints, "sprints"),
            ];
            let wanted: Vec<&str> = (kinds.into_iter())
                .filter_map(|(wanted, name)| wanted.then_some(name))
                .collect();
            wanted.join(", ")
        }
        Rung::Hills => "easy climbs".to_owned(),
        Rung::HillSprints => "3, 4, then 6\u{a0}×\u{a0}8\u{a0}s".to_owned(),
        Rung::Restored => "training as before".to_owned(),
    }
}

fn month(day: NaiveDate) -> String {
    day.format("%B %Y").to_string()
}

fn words(data: &ClimbTrend) -> Words {
    let sentence = match data.verdict {
        Verdict::NoEpisode => {
            "No episode is open, so there is no ladder to climb: the load rules and the red flags watch over your usual weeks.".to_owned()
        }
        Verdict::Restored => "Full training is back.".to_owned(),
        Verdict::Likely(dates) => {
            let (early, late) = (dates.early, dates.late);
            let from = if early.year() == late.year() {
                early.format("%B").to_string()
            } else {
                month(early)
            };
            let span = if (early.year(), early.month()) == (late.year(), late.month()) {
                month(late)
            } else {
                format!("{from} to {}", month(late))
            };
            format!("Full training most likely in {}; four in five chances: {span}.", month(dates.median))
        }
        Verdict::BestCase(Some(day)) => format!(
            "Best case, with every answer green: full training in {}. A forecast comes from week {:.0} on.",
            month(day),
            limits::FORECAST_FROM_WEEK.value
        ),
        Verdict::BestCase(None) => "Full training is not in sight yet: the plan as it is does not lead there.".to_owned(),
        Verdict::NotInSight => {
            "Full training is not in sight yet: too few of the last weeks brought a step.".to_owned()
        }
    };
    let mut parts = Vec::new();
    if !data.stays.is_empty() {
        parts.push("filled: done");
    }
    if data.rows.iter().any(|row| row.likely.is_some()) {
        parts.push("pale: 80\u{a0}% of the likely dates; tick: the middle");
    } else if data.rows.iter().any(|row| shown_best(data, row).is_some()) {
        parts.push("hollow diamond: best case");
    }
    if !data.backs.is_empty() {
        parts.push("arrow: a step back");
    }
    Words {
        sentence,
        second: None,
        drawn: None,
        marks: parts.join("; "),
        alternative: alternative(data),
    }
}

fn alternative(data: &ClimbTrend) -> String {
    let Some(standing) = &data.standing else {
        return String::new();
    };
    let rungs: Vec<String> = (data.rows.iter())
        .map(|row| {
            let state = if row.here {
                "here now".to_owned()
            } else if row.done {
                "done".to_owned()
            } else {
                match row.likely {
                    Some(dates) => format!("likely in {}", month(dates.median)),
                    None => match shown_best(data, row) {
                        Some(best) => format!("at best in {}", month(best)),
                        None => "to come".to_owned(),
                    },
                }
            };
            format!("{} ({state})", rung_name(row.rung))
        })
        .collect();
    format!(
        "The ladder, lowest rung first: {}. On {} since {}.",
        rungs.join(", "),
        rung_name(standing.rung).to_lowercase(),
        super::frame::dated(standing.since)
    )
}
