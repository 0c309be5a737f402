//! One thing at a time.

use super::crossing::{Judged, crossings_to_today};
use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, factors, nearest};
use crate::calendar::{Days, spoken};
use crate::diary::span;
use crate::limits::{self, Evidence};
use crate::run::Run;
use chrono::NaiveDate;

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::TwoFactorsAtOnce,
    title: "Two things raised at once",
    severity: Severity::Warning,
    grade: Evidence::Seed,
    source: "the clinician's return-to-run protocol: not all at once",
    what: "In the last 7 days at least two of these are over the highest 7-day value of the {reference-days} days before, of which at least {factors-known-days} must be known: minutes per run by more than {session-over as %} %; days with a \
           run; hard minutes by more than {hard-over-minutes}; a first sprint, hill or hill sprint (together one). After a break of {log-break-days} days or more within \
           the episode the weeks before it count among those days: `jump-after-break` says how much \
           of them may come back when. In the first week of an episode its own days are held against all \
           that lies before it.",
    why: "When two things rise at once and it hurts, nobody can tell which of them it was, and \
          together they are more than either.",
    evidence: "The protocol's words. The {session-over as %} % and the {hard-over-minutes} minutes only tell a rise from noise.",
    fires_example: "Runs of 30 minutes three times a week, then 40 minutes four times in a week.",
    clear_example: "Runs of 30 minutes three times a week, then 33 minutes three times; or 25 \
                    minutes four times.",
    missing: "With fewer than {factors-known-days} known days before the week the answer is unknown. A factor that \
              cannot be compared is left out; if it could make the second, the answer is unknown.",
    advice: "Keep the one change that the plan asked for and take the other back for now.",
    limits: &[
        limits::REFERENCE_DAYS,
        limits::FACTORS_KNOWN_DAYS,
        limits::SESSION_OVER,
        limits::HARD_OVER_MINUTES,
    ],
    lasting: false,
    check,
    nearest: nearest::less_of_any_factor,
    in_plan: InPlan::OrderAndLoad,
};

fn check(context: &Context) -> Vec<Verdict> {
    crossings_to_today(&RULE, context, |_, run, day| judge(context, run, day))
}

fn judge(context: &Context, run: &Run, day: NaiveDate) -> Judged {
    let Some(episode) = context.episode(run) else {
        return Judged::Clear;
    };
    let needed = limits::FACTORS_KNOWN_DAYS.value as u64;
    let days = limits::REFERENCE_DAYS.value as u64;
    let Some((first, last, _)) = span::reference(context.history, day, days, needed) else {
        return Judged::Unknown(format!(
            "at least {needed} known days before the last 7 (of the {days} looked back on)"
        ));
    };
    // What was run in the week before the episode is what the episode's first runs are held
    // against: an easy run is not blamed for the hard ones before it.
    let since = (day - Days::new(6)).max(episode.start);
    let last = last.max(since - Days::new(1));
    let found = factors::compare_since(context.history, since, day, first, last);
    if found.rises.len() < 2 {
        let undecided = found.rises.len() + found.unknown.len() >= 2;
        return match found.unknown.first() {
            Some(lack) if undecided => Judged::Unknown((*lack).to_owned()),
            _ => Judged::Clear,
        };
    }
    let listed: Vec<&str> = found.rises.iter().map(|rise| rise.words.as_str()).collect();
    let listed = listed.join("; ");
    let mut finding = RULE
        .finding(
            day,
            Some(run),
            format!(
                "{} things rose at once in the 7 days to {}: {listed}.",
                found.rises.len(),
                spoken(day)
            ),
        )
        .with("factors", found.rises.len());
    for rise in &found.rises {
        finding = finding.with(rise.factor, rise.now).with(
            match rise.factor {
                "session_min" => "session_min_before",
                "runs_per_week" => "runs_per_week_before",
                "hard_min" => "hard_min_before",
                _ => "new_exposures_before",
            },
            rise.before,
        );
    }
    Judged::Over(found.rises.len() as f64, listed, Box::new(finding))
}
