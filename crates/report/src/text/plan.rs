//! The planned week: each day with its steps in a runner's words, why, and what
//! it becomes when a response is amber or red.

use super::check::words as rung_words;
use super::look::{Ink, Look, pad, paragraph, width, wrap};
use super::quantity::{counted, long_date, minutes, pace, short_day, spell};
use chrono::Days;
use comeback_core::limits::UnitSystem;
use comeback_core::plan::{Alternative, Day, DayKind, Decision, Reason, Step, StepKind, WeekPlan};

/// What every plan says, whatever it plans.
pub(crate) const SAFETY: &str = "Pain over 5 during a run or up to 48 h after it: back up, keep \
    moving, do not stop. A pop, bruising, numbness, weakness, or a change of bladder or saddle \
    feeling: no training, see a clinician today. This is education and load logging for a runner \
    under a clinician's care, not a diagnosis.";

/// The week.
pub fn plan(plan: &WeekPlan, look: &Look) -> String {
    let last = plan.starts + Days::new(6);
    let provisional = if plan.provisional {
        ", provisional"
    } else {
        ""
    };
    let mut out = look.heading(&format!(
        "Week {} · {} to {}{provisional}",
        plan.week,
        short_day(plan.starts),
        long_date(last)
    ));
    let ink = decision_ink(plan.decision);
    out.push_str(&look.paint(&decision_words(plan), ink));
    out.push('\n');
    if plan.runs > 0 || plan.rung.is_some() {
        out.push_str(&format!("{}\n", totals(plan)));
    }
    if !plan.headline.is_empty() {
        out.push('\n');
        out.push_str(&paragraph(look, "", "", &plan.headline));
    }
    out.push('\n');
    for (place, day) in plan.days.iter().enumerate() {
        let before = plan.days.get(..place).unwrap_or_default();
        out.push_str(&day_text(day, before, look));
    }
    if !plan.reasons.is_empty() {
        out.push_str(&format!("\n{}", look.heading("Why")));
        for reason in &plan.reasons {
            out.push_str(&paragraph(look, "  · ", "    ", &reason_words(reason)));
        }
    }
    let turns = [("amber", &plan.if_amber), ("red", &plan.if_red)];
    if turns.iter().any(|(_, turn)| turn.is_some()) {
        out.push_str(&format!("\n{}", look.heading("What it becomes")));
        for (band, turn) in turns {
            if let Some(turn) = turn {
                let label = if band == "amber" {
                    "▲ amber: "
                } else {
                    "◆ red: "
                };
                let text = format!("{label}{}", alternative_words(turn));
                out.push_str(&paragraph(look, "  ", "    ", &text));
            }
        }
    }
    out.push('\n');
    for line in wrap(SAFETY, look.columns()) {
        out.push_str(&look.dim(&line));
        out.push('\n');
    }
    out
}

const fn decision_ink(decision: Decision) -> Ink {
    match decision {
        Decision::Suspend | Decision::BackUp => Ink::Bad,
        Decision::Restart | Decision::Hold => Ink::Watch,
        Decision::CutBack => Ink::Note,
        Decision::Progress => Ink::Good,
    }
}

/// `progress: volume`, `back up: frequency`, `hold`.
pub(crate) fn decision_words(plan: &WeekPlan) -> String {
    let decision = match plan.decision {
        Decision::Suspend => "suspend: no training is prescribed",
        Decision::BackUp => "back up",
        Decision::Restart => "restart after a break",
        Decision::Hold => "hold",
        Decision::CutBack => "cut back",
        Decision::Progress => "progress",
    };
    match plan.factor {
        Some(factor) => format!("{decision}: {}", rung_words(factor)),
        None => decision.to_owned(),
    }
}

/// `3 runs, 97 min · rung volume`
pub(crate) fn totals(plan: &WeekPlan) -> String {
    let runs = counted(plan.runs as usize, "run", "runs");
    let mut text = format!("{runs}, {} min", minutes(plan.weekly_min));
    if let Some(rung) = plan.rung {
        text.push_str(&format!(" · rung {}", rung_words(rung)));
    }
    if let Some(level) = plan.level {
        text.push_str(&format!(", level {level}"));
    }
    text
}

pub(crate) fn reason_words(reason: &Reason) -> String {
    match &reason.rule {
        Some(rule) => format!("{} ({rule}, {})", reason.text, reason.grade.as_str()),
        None => format!("{} ({})", reason.text, reason.grade.as_str()),
    }
}

/// `hold, 3 runs, 84 min: the last tolerated week again`
pub(crate) fn alternative_words(turn: &Alternative) -> String {
    let runs = counted(turn.runs as usize, "run", "runs");
    let decision = turn.decision.as_str();
    format!(
        "{decision}, {runs}, {} min: {}",
        minutes(turn.weekly_min),
        turn.text
    )
}

/// The columns before a day's text: mark of the day, kind and minutes.
const LEAD: usize = 2 + 7 + 16 + 8;

fn day_text(day: &Day, before: &[Day], look: &Look) -> String {
    let duration = day
        .minutes
        .filter(|minutes| *minutes > 0.0)
        .map(|value| format!("{} min", minutes(value)))
        .unwrap_or_default();
    let ink = if day.kind.is_run() {
        Ink::Strong
    } else {
        Ink::Dim
    };
    let lead = format!(
        "  {}{}{}",
        pad(&short_day(day.date), 7),
        look.paint(&pad(kind_words(day.kind), 16), ink),
        pad(&duration, 8)
    );
    let mut texts = Vec::new();
    if !day.steps.is_empty() {
        texts.push(steps(&day.steps));
    }
    let limits = limits_words(day, look.units);
    if !limits.is_empty() {
        texts.push(limits);
    }
    texts.extend(day.rehab.as_ref().map(|rehab| rehab_words(rehab, before)));
    texts.extend(day.check_in.clone());
    let mut lines: Vec<(String, Ink)> = Vec::new();
    let room = look.columns().saturating_sub(LEAD).max(20);
    for text in &texts {
        let wrapped = wrap(text, room);
        lines.extend(wrapped.into_iter().map(|line| (line, Ink::Plain)));
    }
    if !day.why.is_empty() {
        let wrapped = wrap(&why_words(day, before), room);
        lines.extend(wrapped.into_iter().map(|line| (line, Ink::Dim)));
    }
    let mut out = String::new();
    let mut lines = lines.into_iter();
    let first = lines
        .next()
        .map(|(line, ink)| look.paint(&line, ink))
        .unwrap_or_default();
    out.push_str(format!("{lead}{first}").trim_end());
    out.push('\n');
    for (line, ink) in lines {
        out.push_str(&format!("{}{}\n", " ".repeat(LEAD), look.paint(&line, ink)));
    }
    out
}

/// What was said in full once is only pointed to later in the week.
fn why_words(day: &Day, before: &[Day]) -> String {
    match before.iter().find(|earlier| earlier.why == day.why) {
        Some(earlier) if width(&day.why) > 40 => {
            format!("why: as on {}", earlier.date.format("%A"))
        }
        _ => day.why.clone(),
    }
}

/// `set A: …` in full, and later `set A, as on Monday`.
pub(crate) fn rehab_words(rehab: &str, before: &[Day]) -> String {
    let earlier = before.iter().find(|day| {
        day.rehab
            .as_deref()
            .is_some_and(|told| told.starts_with(rehab))
    });
    match (earlier, rehab.split_once(':')) {
        (Some(earlier), Some((name, _))) => {
            format!("{name}, as on {}", earlier.date.format("%A"))
        }
        _ => rehab.to_owned(),
    }
}

/// The day's kind in plain words.
pub(crate) const fn kind_words(kind: DayKind) -> &'static str {
    match kind {
        DayKind::Rest => "rest",
        DayKind::Walk => "walk",
        DayKind::WalkRun => "walk-run",
        DayKind::Easy => "easy run",
        DayKind::Tempo => "tempo run",
        DayKind::Intervals => "intervals",
        DayKind::Sprints => "flat sprints",
        DayKind::Hills => "easy hills",
        DayKind::HillSprints => "hill sprints",
        DayKind::CrossTraining => "cross-training",
        DayKind::Rehab => "rehab",
    }
}

/// `not faster than 5:45 /km · 172 steps/min · flat`
pub(crate) fn limits_words(day: &Day, units: UnitSystem) -> String {
    let mut parts = Vec::new();
    if let Some(cap) = day.speed_cap_m_per_s {
        parts.push(format!("not faster than {}", pace(cap, units)));
    }
    if let Some(cadence) = day.cadence_target_spm {
        parts.push(format!("{:.0} steps/min", cadence.get()));
    }
    parts.extend(day.terrain.clone());
    parts.join(" · ")
}

/// `3 × (8 min walk / 2 min run), 5 min walk`
pub fn steps(steps: &[Step]) -> String {
    let texts: Vec<String> = steps.iter().map(step).collect();
    texts.join(", ")
}

fn step(step: &Step) -> String {
    let work = format!("{} {}", spell(step.work_s), step_words(step.what));
    let once = if step.rest_s > 0 {
        format!("{work} / {} {}", spell(step.rest_s), rest_words(step.what))
    } else {
        work
    };
    match (step.repeat, step.rest_s) {
        (0 | 1, _) => once,
        (repeat, 0) => format!("{repeat} × {once}"),
        (repeat, _) => format!("{repeat} × ({once})"),
    }
}

pub(crate) const fn step_words(what: StepKind) -> &'static str {
    match what {
        StepKind::Walk => "walk",
        StepKind::Run => "run",
        StepKind::Easy => "easy",
        StepKind::Tempo => "tempo",
        StepKind::Interval => "fast",
        StepKind::Sprint => "sprint",
        StepKind::Climb => "climb",
        StepKind::HillSprint => "hill sprint",
    }
}

/// What is done between: walked after running or climbing, easy after fast running and after walking.
pub(crate) const fn rest_words(what: StepKind) -> &'static str {
    match what {
        StepKind::Walk => "run",
        StepKind::Run | StepKind::Sprint | StepKind::Easy => "walk",
        StepKind::Climb | StepKind::HillSprint => "walk down",
        StepKind::Tempo | StepKind::Interval => "easy",
    }
}
