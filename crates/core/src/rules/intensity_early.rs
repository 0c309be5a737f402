//! Intensity comes after volume and frequency.

use super::crossing::{Judged, crossings};
use super::data_quality;
use super::early::rung_words;
use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, nearest};
use crate::calendar::{Days, spoken};
use crate::limits::{self, Evidence};
use crate::method::Rung;
use crate::run::Run;

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::IntensityEarly,
    title: "Hard running before its rung",
    severity: Severity::Warning,
    grade: Evidence::Seed,
    source: "the clinician's return-to-run protocol",
    what: "More than {hard-over-minutes} hard minutes (at or above tempo effort) in 7 days, in runs made before the \
           intensity rung.",
    why: "Volume before frequency before intensity: harder running is the step that the tendon \
          is asked for last but hills.",
    evidence: "The protocol's order. Two minutes are let pass as noise of the watch and traffic lights.",
    fires_example: "On the volume rung, 10 minutes at tempo within an easy run.",
    clear_example: "On the volume rung, 2 minutes in the week above tempo; or 10 on the intensity rung.",
    missing: "A run without usable speed has unknown effort. What the other runs hold is counted; \
              if it stays under the line the answer is unknown. Where only runs with poor \
              positions or a jumping clock put it over the line, it is a caution.",
    advice: "Run at a pace at which you can talk in sentences until the intensity rung. Log pain \
             today and tomorrow.",
    limits: &[limits::HARD_OVER_MINUTES],
    lasting: false,
    check,
    nearest: nearest::less_hard_or_left_out,
    in_plan: InPlan::OrderAndLoad,
};

fn check(context: &Context) -> Vec<Verdict> {
    crossings(&RULE, context, |index, run| judge(context, index, run))
}

fn judge(context: &Context, index: usize, run: &Run) -> Judged {
    // A run without hard minutes of its own crosses nothing.
    if context.episode(run).is_none() || run.hard_minutes() == Some(0.0) {
        return Judged::Clear;
    }
    let day = run.date();
    let before_intensity = |index: usize, run: &Run| {
        context
            .standing(index, run)
            .filter(|standing| standing.rung < Rung::Intensity)
    };
    // Cheap first: hardly any week of an easy runner holds hard minutes at all.
    let week: Vec<(usize, &Run)> = context
        .history
        .runs
        .iter()
        .enumerate()
        .take(index + 1)
        .rev()
        .take_while(|(_, earlier)| day - Days::new(6) <= earlier.date())
        .collect();
    let all: f64 = week.iter().filter_map(|(_, run)| run.hard_minutes()).sum();
    let limit = limits::HARD_OVER_MINUTES.value;
    if all <= limit && run.hard.is_some() {
        return Judged::Clear;
    }
    let Some(standing) = before_intensity(index, run) else {
        return Judged::Clear;
    };
    let hard: f64 = week
        .iter()
        .filter(|(index, run)| before_intensity(*index, run).is_some())
        .filter_map(|(_, run)| run.hard_minutes())
        .sum();
    if hard <= limit {
        return if run.hard.is_none() {
            Judged::Unknown("a usable speed, without which effort is not known".to_owned())
        } else {
            Judged::Clear
        };
    }
    // Held up by a run whose speed is in doubt, the finding is too.
    let surely: f64 = week
        .iter()
        .filter(|(index, run)| {
            data_quality::of_speed(run).is_none() && before_intensity(*index, run).is_some()
        })
        .filter_map(|(_, run)| run.hard_minutes())
        .sum();
    let doubt = week
        .iter()
        .find_map(|(_, run)| data_quality::of_speed(run))
        .filter(|_| surely <= limit);
    let severity = match doubt {
        Some(_) => RULE.severity.milder(),
        None => RULE.severity,
    };
    let (perhaps, said) = doubt.map_or((String::new(), String::new()), |doubt| {
        let said = format!(" Speed is in doubt, so this is put more mildly: {doubt}");
        ("Perhaps ".to_owned(), said)
    });
    let finding = RULE
        .finding(
            day,
            Some(run),
            format!(
                "{perhaps}{hard:.1} hard minutes in the 7 days to {}, and {} is still open.{said}",
                spoken(day),
                rung_words(&standing)
            ),
        )
        .at(severity)
        .with("hard_min", hard)
        .with("limit_min", limit)
        .with("rung", standing.rung.as_str());
    Judged::Over(hard, format!("{hard:.1} hard minutes"), Box::new(finding))
}
