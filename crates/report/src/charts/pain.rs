//! Each run and the pain that answered it.

use super::Look;
use super::axis::{Days1d, Scale, TICK_SIZE, draw_name, draw_values, numbered, ticks_between};
use super::frame::{
    Figure, Words, begin, dated, hollow_square, last_weeks, only_words, pain_sign, short,
};
use super::palette::Role;
use super::scene::{Anchor, Area, Label, Scene, Sign};
use crate::words::quantity::{counted, trimmed};
use chrono::{DateTime, FixedOffset, NaiveDate, Timelike};
use comeback_core::calendar::Days;
use comeback_core::diary::{Band, span};
use comeback_core::limits;
use comeback_core::run::EffortKind;
use comeback_core::trend::pain::{Answered, Effort, PainTrend, Verdict};

const NAME: &str = "pain";
/// Weeks that a phone shows.
const NARROW_WEEKS: u64 = 4;
/// Fewer hard minutes cannot be seen on a bar.
const LEAST_HARD: f64 = 0.5;

pub fn draw(data: &PainTrend, look: &Look) -> Figure {
    let words = words(data, look);
    if data.runs.is_empty() && data.apart.is_empty() {
        return only_words(NAME, look, words);
    }
    let narrow = look.is_narrow();
    let first = first(data, look);
    let (pain_tall, minutes_tall) = if narrow {
        (150.0, 118.0)
    } else {
        (146.0, 100.0)
    };
    // Where no pain is asked for and none is logged, an empty scale would say nothing.
    let asked = !data.apart.is_empty() || data.runs.iter().any(|run| run.asked);
    let over = if asked { 24.0 + pain_tall + 22.0 } else { 0.0 };
    let (mut scene, area) = begin(look, &words, over + 44.0 + minutes_tall + 26.0);
    let right = if narrow || !asked { 8.0 } else { 74.0 };
    let pain_tall = if asked { pain_tall } else { 0.0 };
    let top = if asked {
        area.top + 24.0
    } else {
        area.top - 22.0
    };
    let runs: Vec<&Answered> = data.runs.iter().filter(|run| run.day >= first).collect();
    let (highest, ticks) = minutes_of(&runs);
    // The numbers at the left stand whole: an hour and forty has three digits.
    let widest = (ticks.iter())
        .map(|(_, text)| super::font::width(text, TICK_SIZE))
        .fold(0.0, f64::max);
    let left = area.left + (widest + 9.0).max(26.0);
    let upper = Area::new(left, top, area.right - right, top + pain_tall);
    let top = upper.bottom + 22.0 + 44.0;
    let lower = Area::new(upper.left, top, upper.right, top + minutes_tall);
    let days = Days1d::new(first, data.today, upper.left, upper.right);

    let scale = Scale::new(0.0, 10.0, upper.bottom, upper.top);
    if asked {
        draw_name(&mut scene, area.left, area.top, "pain, 0 to 10");
        ground(&mut scene, &upper, &scale, narrow);
    }
    draw_name(&mut scene, area.left, upper.bottom + 20.0, "minutes run");
    bars(&mut scene, &lower, &runs, &days, (highest, &ticks));
    weeks(&mut scene, &lower, &days);

    let at = |moment: DateTime<FixedOffset>| -> f64 {
        days.at(
            moment.date_naive(),
            f64::from(moment.num_seconds_from_midnight()) / 86_400.0,
        )
    };
    for (moment, score) in data
        .apart
        .iter()
        .filter(|(moment, _)| moment.date_naive() >= first)
    {
        hollow_square(
            &mut scene,
            (at(*moment), scale.at(*score)),
            3.4,
            Role::Muted,
        );
    }
    for run in &runs {
        stem(&mut scene, run, &at, &scale);
    }
    // What hurt most is named first, of equal scores the last, which the sentence names;
    // what has no room is not named.
    let mut named: Vec<&&Answered> = (runs.iter())
        .filter(|run| matches!(run.band, Band::Red | Band::Amber))
        .collect();
    named.sort_by(|a, b| (score(b).total_cmp(&score(a))).then(b.start.cmp(&a.start)));
    let stems: Vec<[(f64, f64); 2]> = (runs.iter())
        .filter_map(|run| {
            let (score, moment) = run.worst?;
            let from = at(run.start);
            Some([
                (from, scale.at(0.0)),
                (at(moment).max(from), scale.at(score)),
            ])
        })
        .collect();
    for run in named {
        name(&mut scene, run, &at, &scale, &lower, &stems);
    }
    Figure {
        name: NAME,
        words,
        scene,
    }
}

/// The first day that a width has room for.
fn first(data: &PainTrend, look: &Look) -> NaiveDate {
    if look.is_narrow() {
        span::monday(data.today) - Days::new(7 * (NARROW_WEEKS - 1))
    } else {
        data.from
    }
}

fn score(run: &Answered) -> f64 {
    run.worst.map_or(0.0, |(score, _)| score)
}

/// The three bands of pain with their names and limits.
fn ground(scene: &mut Scene, plot: &Area, scale: &Scale, narrow: bool) {
    let (safe, watch) = (limits::GREEN_MAX.value, limits::AMBER_MAX.value);
    for (low, high, band, role, name) in [
        (0.0, safe, Role::SafeBand, Role::Safe, "safe"),
        (safe, watch, Role::WatchBand, Role::Watch, "watch"),
        (watch, 10.0, Role::TooMuchBand, Role::TooMuch, "too much"),
    ] {
        let (bottom, top) = (scale.at(low), scale.at(high));
        scene.rect(Area::new(plot.left, top, plot.right, bottom), band);
        if !narrow {
            let at = (plot.right + 7.0, f64::midpoint(top, bottom));
            scene.text_if_free(at, Anchor::Start, 12.5, role, name);
        }
    }
    for value in [0.0, safe, watch, 10.0] {
        let y = scale.at(value);
        let at = (plot.left - 6.0, y);
        scene.text_if_free(at, Anchor::End, TICK_SIZE, Role::Muted, &trimmed(value, 0));
    }
    for value in [safe, watch] {
        let y = scale.at(value);
        scene.dashed(
            &[(plot.left, y), (plot.right, y)],
            2.0,
            4.0,
            1.2,
            Role::Axis,
        );
    }
}

/// From the run to the highest score that answered it.
fn stem(
    scene: &mut Scene,
    run: &Answered,
    at: &dyn Fn(DateTime<FixedOffset>) -> f64,
    scale: &Scale,
) {
    let base = (at(run.start), scale.at(0.0));
    let Some((score, moment)) = run.worst else {
        if run.asked && run.band == Band::Unknown {
            scene.sign(Sign::Cross, (base.0, base.1 + 9.0), 3.4, Role::Muted);
        } else if run.band == Band::Pending && run.asked {
            scene.sign(Sign::Ring, (base.0, base.1 + 9.0), 3.6, Role::Muted);
        }
        return;
    };
    let (sign, role) = pain_sign(run.band);
    let top = (at(moment).max(base.0), scale.at(score));
    let strong = matches!(run.band, Band::Red | Band::Amber);
    let (width, ink) = if strong {
        (1.8, role)
    } else {
        (1.0, Role::Axis)
    };
    scene.line(vec![base, top], width, ink);
    scene.sign(sign, top, 4.2, role);
}

fn name(
    scene: &mut Scene,
    run: &Answered,
    at: &dyn Fn(DateTime<FixedOffset>) -> f64,
    scale: &Scale,
    lower: &Area,
    stems: &[[(f64, f64); 2]],
) {
    let Some((score, moment)) = run.worst else {
        return;
    };
    let (_, role) = pain_sign(run.band);
    let text = trimmed(score, 1);
    let (x, mark) = (at(moment).max(at(run.start)), scale.at(score));
    // A number beside a dotted line is read, one on it is not.
    let y = [limits::GREEN_MAX.value, limits::AMBER_MAX.value]
        .into_iter()
        .map(|line| scale.at(line))
        .find(|line| (mark - 6.0 - line).abs() < 8.0)
        .map_or(mark, |line| {
            line + 6.0 + if mark > line { 8.5 } else { -8.5 }
        });
    let label = |x: f64, y: f64, anchor: Anchor| Label {
        x,
        y,
        anchor,
        size: 13.5,
        bold: true,
        role,
        text: text.clone(),
    };
    let spots = [
        label(x + 8.0, y - 6.0, Anchor::Start),
        label(x - 8.0, y - 6.0, Anchor::End),
        label(x, y - 13.0, Anchor::Middle),
    ];
    let own = (x, mark);
    let crossed = |label: &Label| {
        let area = label.area();
        let others = stems.iter().filter(|[_, top]| *top != own);
        others.filter(|stem| runs_through(&area, stem)).count()
    };
    // Beside another run's stem where there is room for it.
    let mut order: Vec<(usize, Label)> = spots.map(|spot| (crossed(&spot), spot)).to_vec();
    order.sort_by_key(|(crossed, _)| *crossed);
    let placed = (order.into_iter()).any(|(_, label)| scene.label_if_free(label));
    // A name without its number would only be a riddle.
    if placed && !matches!(run.effort, Effort::Minutes(_) | Effort::Unknown) {
        let text = effort_words(&run.effort);
        let x = at(run.start);
        for (x, anchor) in [
            (x, Anchor::Middle),
            (x + 6.0, Anchor::End),
            (x - 6.0, Anchor::Start),
        ] {
            if scene.text_if_free((x, lower.top - 12.0), anchor, 12.5, Role::Ink, &text) {
                break;
            }
        }
    }
}

/// Whether a straight line meets an area.
fn runs_through(area: &Area, [from, to]: &[(f64, f64); 2]) -> bool {
    const STEPS: u32 = 40;
    (0..=STEPS).any(|step| {
        let share = f64::from(step) / f64::from(STEPS);
        let x = from.0 + (to.0 - from.0) * share;
        let y = from.1 + (to.1 - from.1) * share;
        (area.left..=area.right).contains(&x) && (area.top..=area.bottom).contains(&y)
    })
}

/// The longest run, and the minutes that are numbered.
fn minutes_of(runs: &[&Answered]) -> (f64, Vec<(f64, String)>) {
    let highest = runs
        .iter()
        .filter_map(|run| run.minutes)
        .filter(|minutes| minutes.is_finite())
        .fold(1.0, f64::max);
    let ticks: Vec<f64> = [5.0, 10.0, 15.0, 20.0, 30.0, 60.0, 120.0, 240.0]
        .into_iter()
        .find(|step| highest / step <= 3.2)
        .map_or_else(
            || ticks_between(0.0, highest, 3),
            |step| {
                (1..=(highest / step) as usize)
                    .map(|index| index as f64 * step)
                    .collect()
            },
        );
    let ticks: Vec<f64> = ticks.into_iter().filter(|tick| *tick > 0.0).collect();
    (highest, numbered(&ticks))
}

/// A bar a run, its hard part on top.
fn bars(
    scene: &mut Scene,
    plot: &Area,
    runs: &[&Answered],
    days: &Days1d,
    (highest, ticks): (f64, &[(f64, String)]),
) {
    let scale = Scale::new(0.0, highest * 1.05, plot.bottom, plot.top);
    draw_values(scene, plot, &scale, ticks);
    let half = (days.day_width() * 0.32).clamp(1.5, 6.0);
    for run in runs {
        let share = f64::from(run.start.num_seconds_from_midnight()) / 86_400.0;
        let x = days
            .at(run.day, share)
            .clamp(plot.left + half, plot.right - half);
        let Some(minutes) = run.minutes.filter(|minutes| minutes.is_finite()) else {
            scene.sign(Sign::Cross, (x, plot.bottom - 6.0), 3.2, Role::Muted);
            continue;
        };
        let bar = Area::new(x - half, scale.at(minutes), x + half, plot.bottom);
        scene.edged(bar, Role::Easy);
        if let Some(hard) = run.hard.filter(|hard| *hard >= LEAST_HARD) {
            let part = scale.at(minutes - hard.min(minutes)).max(bar.top + 2.0);
            scene.rect(
                Area::new(bar.left, bar.top, bar.right, part),
                Role::Intervals,
            );
        }
    }
}

/// The Mondays.
fn weeks(scene: &mut Scene, plot: &Area, days: &Days1d) {
    scene.line(
        vec![(plot.left, plot.bottom), (plot.right, plot.bottom)],
        1.0,
        Role::Axis,
    );
    for monday in days
        .first
        .iter_days()
        .step_by(7)
        .take_while(|day| *day <= days.last)
    {
        let x = days.at(monday, 0.0);
        scene.line(
            vec![(x, plot.bottom), (x, plot.bottom + 4.0)],
            1.0,
            Role::Axis,
        );
        let text = short(monday);
        let wide = super::font::width(&text, TICK_SIZE) / 2.0;
        let at = (x.max(wide), plot.bottom + 14.0);
        scene.text_if_free(at, Anchor::Middle, TICK_SIZE, Role::Muted, &text);
    }
}

/// `5 hill sprints`, `10 min hard`, `25 min`.
pub fn effort_words(effort: &Effort) -> String {
    match effort {
        Effort::Count(kind, count) => {
            let (one, many) = match kind {
                EffortKind::HillSprint => ("hill sprint", "hill sprints"),
                EffortKind::Sprint => ("sprint", "sprints"),
                EffortKind::Interval => ("interval", "intervals"),
                EffortKind::Tempo => ("tempo stretch", "tempo stretches"),
                EffortKind::Downhill => ("descent", "descents"),
                EffortKind::Hill => ("climb", "climbs"),
                EffortKind::Stride => ("stride", "strides"),
            };
            counted(*count, one, many)
        }
        Effort::Hard(minutes) => format!("{minutes:.0} min hard"),
        Effort::Minutes(minutes) => format!("{minutes:.0} min"),
        Effort::Unknown => "a run".to_owned(),
    }
}

fn after(run: &Answered) -> String {
    format!("after {} on {}", effort_words(&run.effort), short(run.day))
}

fn words(data: &PainTrend, look: &Look) -> Words {
    let weeks = limits::PAIN_CHART_WEEKS.value;
    let sentence = match &data.verdict {
        Verdict::NoRuns => format!("No run in the last {weeks:.0} weeks."),
        Verdict::NotLogged if data.runs.len() == 1 => {
            format!("No pain is logged for the one run of {weeks:.0} weeks.")
        }
        Verdict::NotLogged => {
            format!(
                "No pain is logged for the {} of {weeks:.0} weeks.",
                counted(data.runs.len(), "run", "runs")
            )
        }
        Verdict::TooLittle { without, runs } => format!(
            "{without} of {runs} runs have no score {:.0} to {:.0} h later: too little to say.",
            limits::LATE_HOURS.value,
            limits::RESPONSE_HOURS.value
        ),
        Verdict::Reds {
            count,
            answered,
            last,
            amber,
        } => {
            let since = amber
                .as_ref()
                .map(|amber| format!("; {} {}", trimmed(score(amber), 1), after(amber)))
                .unwrap_or_default();
            if *count == 1 {
                format!("Pain went over 5 once, {}{since}.", after(last))
            } else {
                format!(
                    "Pain went over 5 after {count} of {answered} answered runs, last {}{since}.",
                    after(last)
                )
            }
        }
        Verdict::Ambers {
            count,
            answered,
            last,
        } => {
            if *count == 1 {
                format!(
                    "Pain went over 3 once, {} {}.",
                    trimmed(score(last), 1),
                    after(last)
                )
            } else {
                format!(
                    "Pain went over 3 after {count} of {answered} answered runs and never over 5; last {} {}.",
                    trimmed(score(last), 1),
                    after(last)
                )
            }
        }
        Verdict::Green {
            answered: 1,
            highest,
        } => {
            format!(
                "Pain stayed safe after the one answered run: {}.",
                trimmed(*highest, 1)
            )
        }
        Verdict::Green { answered, highest } => format!(
            "Pain stayed safe after all {answered} answered runs: at most {}.",
            trimmed(*highest, 1)
        ),
        Verdict::Pending => format!(
            "No run is answered yet: the {} hours are still open.",
            limits::RESPONSE_HOURS.value
        ),
    };
    Words {
        sentence,
        second: None,
        marks: marks(data, look),
        drawn: (data.from < first(data, look)).then(|| last_weeks(NARROW_WEEKS)),
        alternative: alternative(data),
    }
}

fn marks(data: &PainTrend, look: &Look) -> String {
    if data.runs.is_empty() {
        return String::new();
    }
    let asked = !data.apart.is_empty() || data.runs.iter().any(|run| run.asked);
    let first = first(data, look);
    let drawn = || data.runs.iter().filter(|run| run.day >= first);
    let hours = limits::RESPONSE_HOURS.value;
    let is_hard = |run: &Answered| run.hard.is_some_and(|hard| hard >= LEAST_HARD);
    let bars = match (look.is_narrow() && asked, drawn().any(is_hard)) {
        (true, true) => "bars: minutes, top part hard",
        (true, false) => "bars: minutes",
        (false, true) => "bars: running minutes, top part hard",
        (false, false) => "bars: running minutes",
    };
    let mut parts = Vec::new();
    parts.push(bars.to_owned());
    if asked && look.is_narrow() {
        parts.push(format!("marks: worst pain to {hours} h after"));
    } else if asked {
        parts.push(format!("above each: the worst pain to {hours} h after it"));
    }
    let any = |band: Band| drawn().any(|run| run.asked && run.band == band);
    if any(Band::Pending) {
        parts.push("ring: still open".to_owned());
    }
    if any(Band::Unknown) {
        parts.push("cross: no late score".to_owned());
    }
    if (data.apart.iter()).any(|(moment, _)| moment.date_naive() >= first) {
        parts.push("square: pain after no run".to_owned());
    }
    parts.join("; ")
}

fn alternative(data: &PainTrend) -> String {
    let reds: Vec<String> = data
        .runs
        .iter()
        .filter(|run| run.band == Band::Red)
        .map(|run| format!("{} {}", trimmed(score(run), 1), after(run)))
        .collect();
    let open = data
        .runs
        .iter()
        .filter(|run| run.asked && run.band == Band::Unknown)
        .count();
    let from: NaiveDate = data.from;
    format!(
        "{} from {} to {}; {}; {open} without a late score.",
        counted(data.runs.len(), "run", "runs"),
        dated(from),
        dated(data.today),
        match reds.as_slice() {
            [] => "no red".to_owned(),
            reds => format!("red: {}", reds.join(", ")),
        }
    )
}
