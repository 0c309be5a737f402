//! The planned week: what it is, its days, why, and what it becomes after pain.

use crate::Picture;
use crate::tree::{Block, Branch, Day as DayNode, Pair, Section, Tone, Words};
use crate::words::quantity::{counted, week_minutes, week_of};
use crate::words::{self, session};
use comeback_core::calendar::Days;
use comeback_core::diary::Band;
use comeback_core::limits::{self, Evidence, UnitSystem};
use comeback_core::plan::{Alternative, Day, Decision, Reason, WeekPlan};

/// What is only pointed to on a later day is longer than this.
const LONG: usize = 40;

/// How the planned week is called on the day of the report.
pub(super) fn name(picture: &Picture) -> &'static str {
    if picture.plan.starts > picture.history.today() {
        "Next week"
    } else {
        "This week"
    }
}

/// The week of a report.
pub(super) fn of_picture(picture: &Picture) -> Option<Section> {
    let plan = picture.plan;
    let mut section = section(plan, picture.history.settings.units);
    section.title = format!(
        "{}: {} to {}{}",
        name(picture),
        plan.starts.format("%-d %B"),
        (plan.starts + Days::new(6)).format("%-d %B"),
        provisional(plan)
    );
    // Headline and lead of the page have said them.
    section.blocks.retain(|block| {
        !matches!(block, Block::Text(words) if words.tone == Tone::Lead || words == &decided(plan))
    });
    Some(section.listed(name(picture)))
}

/// The plan of a week by itself, with what every plan says.
pub fn page(plan: &WeekPlan, units: UnitSystem) -> Section {
    section(plan, units).with(Block::Note(session::safety()))
}

/// The plan of a week.
pub fn section(plan: &WeekPlan, units: UnitSystem) -> Section {
    let title = format!(
        "Week {} · {}{}",
        plan.week,
        week_of(plan.starts),
        provisional(plan)
    );
    let mut blocks = vec![Block::Text(decided(plan))];
    if plan.decision == Decision::Suspend {
        blocks.push(Block::text("No training is prescribed."));
    } else if plan.runs > 0 || plan.rung.is_some() {
        blocks.push(Block::text(totals(plan)));
    }
    if !plan.headline.is_empty() {
        blocks.push(Block::toned(Tone::Lead, &plan.headline));
    }
    if plan.provisional {
        let why = if plan.if_red.is_some() {
            OPEN_RESPONSE
        } else {
            WEEK_BEFORE
        };
        blocks.push(Block::toned(Tone::Note, why));
    }
    if !plan.days.is_empty() {
        blocks.push(Block::Days(days(plan, units)));
    }
    if !plan.reasons.is_empty() {
        let reasons = plan
            .reasons
            .iter()
            .map(|reason| reason_words(reason).into());
        let list = Block::List(reasons.collect());
        blocks.push(Block::group("Why", vec![list]));
    }
    let branches = branches(plan);
    if !branches.is_empty() {
        let branches = Block::Branches(branches);
        blocks.push(Block::group("What it becomes", vec![branches]));
    }
    Section::new("week", title).with_all(blocks)
}

const OPEN_RESPONSE: &str = "It may still change: a response is not complete yet. Log your pain, \
                             and read it again.";
const WEEK_BEFORE: &str = "It may still change: the runs before it come first, so read it again on \
                           Sunday. `comeback plan --week this` is the week that is running.";

pub(super) const fn provisional(plan: &WeekPlan) -> &'static str {
    if plan.provisional {
        ", provisional"
    } else {
        ""
    }
}

fn decided(plan: &WeekPlan) -> Words {
    let tone = match plan.decision {
        Decision::Suspend | Decision::BackUp => Tone::Bad,
        Decision::Restart | Decision::Hold => Tone::Watch,
        Decision::CutBack => Tone::Note,
        Decision::Progress => Tone::Good,
    };
    Words::of(tone, words::decision(plan))
}

/// `3 runs, 97 min · rung volume`
fn totals(plan: &WeekPlan) -> String {
    let mut text = amount(plan.runs, plan.weekly_min);
    if let Some(rung) = plan.rung {
        text.push_str(&format!(" · rung {}", words::rung(rung)));
    }
    if let Some(level) = plan.level {
        text.push_str(&format!(", level {level}"));
    }
    text
}

pub(super) fn amount(runs: u32, weekly_min: f64) -> String {
    let runs = counted(runs as usize, "run", "runs");
    format!("{runs}, {} min", week_minutes(weekly_min))
}

/// `… (intensity-early, the protocol)`; what is only counted or told has no grade.
pub fn reason_words(reason: &Reason) -> String {
    let grade = words::grade(reason.grade);
    match &reason.rule {
        Some(rule) => format!("{} ({rule}, {grade})", reason.text),
        None if reason.grade == Evidence::Design => reason.text.clone(),
        None => format!("{} ({grade})", reason.text),
    }
}

pub(super) fn branches(plan: &WeekPlan) -> Vec<Branch> {
    let (green, amber) = (limits::GREEN_MAX.value, limits::AMBER_MAX.value);
    let branch = |turn: &Alternative, band: Band, when: String| Branch {
        band,
        when,
        then: format!(
            "{}, {}",
            turn.decision.as_str().replace('-', " "),
            amount(turn.runs, turn.weekly_min)
        ),
        text: words::capital(&turn.text),
    };
    let watched = format!("pain over {green}, up to {amber}");
    let too_much = format!("pain over {amber}");
    (plan.if_amber.iter())
        .map(|turn| branch(turn, Band::Amber, watched.clone()))
        .chain((plan.if_red.iter()).map(|turn| branch(turn, Band::Red, too_much.clone())))
        .collect()
}

pub(super) fn days(plan: &WeekPlan, units: UnitSystem) -> Vec<DayNode> {
    let whys: Vec<String> = plan.days.iter().map(|day| own_why(day, plan)).collect();
    (plan.days.iter().enumerate())
        .map(|(place, day)| {
            let before = plan.days.get(..place).unwrap_or_default();
            // What was run is told by its minutes alone, and in whole ones: the run has the rest.
            let is_done = day.is_done();
            let steps = if is_done { &[][..] } else { &day.steps };
            DayNode {
                date: day.date,
                kind: day.kind,
                minutes: (day.minutes)
                    .map(|minutes| if is_done { minutes.round() } else { minutes })
                    .filter(|minutes| *minutes > 0.0),
                steps: steps.iter().map(session::step).collect(),
                structured: steps.len() > 1
                    || steps.iter().any(|step| step.repeat > 1 || step.rest_s > 0),
                limits: (session::limits(day, units).into_iter())
                    .map(|(name, text)| Pair {
                        name: name.to_owned(),
                        words: text.into(),
                    })
                    .collect(),
                rehab: (day.rehab.as_deref()).map_or_else(String::new, |told| once(told, before)),
                check_in: day.check_in.clone().unwrap_or_default(),
                why: why(&whys, place, before),
            }
        })
        .collect()
}

/// Why this day is so, without the reason of the week: that stands below the days and
/// would be read seven times.
fn own_why(day: &Day, plan: &WeekPlan) -> String {
    let mut why = day.why.clone();
    for reason in &plan.reasons {
        let said = format!("{}: {}", plan.decision.as_str(), reason.text);
        why = why.replace(&said, "").replace(&reason.text, "");
    }
    why.trim().to_owned()
}

/// What was said in full once is not said again later in the week.
fn why(whys: &[String], place: usize, before: &[Day]) -> String {
    let own = whys.get(place).map_or("", String::as_str);
    let is_said = before.iter().zip(whys).any(|(_, said)| said == own);
    if is_said && own.chars().count() > LONG {
        String::new()
    } else {
        own.to_owned()
    }
}

/// `set A: …` in full, and later `set A, as on Monday`.
fn once(rehab: &str, before: &[Day]) -> String {
    let earlier = before.iter().find(|day| {
        let told = day.rehab.as_deref();
        told.is_some_and(|told| told.starts_with(rehab))
    });
    match (earlier, rehab.split_once(':')) {
        (Some(earlier), Some((name, _))) => {
            format!("{name}, as on {}", earlier.date.format("%A"))
        }
        _ => rehab.to_owned(),
    }
}
