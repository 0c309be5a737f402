//! Pain over 5: too much, too soon.

use super::painful::{self, Felt};
use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, nearest};
use crate::calendar::spoken;
use crate::diary::{Band, PainEntry, unattributed};
use crate::limits::{self, Evidence};
use chrono::NaiveDate;

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::PainTooHigh,
    title: "Pain over 5",
    severity: Severity::Warning,
    grade: Evidence::Seed,
    source: "the clinician's return-to-run protocol",
    what: "The response of a run, which is the highest pain from its start to {response-hours} hours after its end, is over {amber-max}. Pain over {amber-max} outside the {response-hours} hours of every run fires too, without a run; so does pain over {amber-max} in the exercises, a load test or a re-test.",
    why: "Pain over the limit means that the load was more than the tendon can take at present.",
    evidence: "The protocol's own line. The scale is the runner's, so it is compared with nothing \
               but itself.",
    fires_example: "A run on Monday; on Tuesday morning sitting hurts at 6.",
    clear_example: "A run on Monday; 5 during it and 3 the next day: acceptable for some, watched \
                    by `pain-watch`.",
    missing: "A score over {amber-max} counts at once, however little else is logged. A run whose {response-hours} hours \
              passed without enough entries is unknown, and no silence counts as green.",
    advice: "Back up, keep moving, do not stop: undo the last thing that was added, walk, do the \
             isometrics, and run shorter and easier until the response is back at {green-max} or less.",
    limits: &[limits::AMBER_MAX, limits::RESPONSE_HOURS],
    lasting: false,
    check,
    nearest: nearest::less_pain,
    in_plan: InPlan::Reds,
};

fn check(context: &Context) -> Vec<Verdict> {
    let mut verdicts = Vec::new();
    let mut felt: Vec<Felt> = Vec::new();
    for (index, run) in context.runs(painful::LOOKBACK_DAYS) {
        let response = context.response(index, run);
        match (response.band, response.red_at.zip(response.max)) {
            (Band::Red, Some((at, max))) => painful::join(&mut felt, at, max, run),
            (Band::Unknown, _) if context.episode(run).is_some() => {
                verdicts.push(RULE.unknown(
                    context.history.local_date(response.closes),
                    Some(run),
                    format!(
                        "pain entries for the {} h after a run",
                        limits::RESPONSE_HOURS.value
                    ),
                ));
            }
            _ => {}
        }
    }
    verdicts.extend(felt.iter().map(|felt| {
        let date = context.history.local_date(felt.at);
        Verdict::Fires(felt.evidence(RULE.finding(
            date,
            felt.run(),
            format!(
                "Pain reached {} on {}, over the limit of {}, in the {} hours of the {}.",
                felt.max.get(),
                spoken(date),
                limits::AMBER_MAX.value,
                limits::RESPONSE_HOURS.value,
                felt.run_words(),
            ),
        )))
    }));
    verdicts.extend(outside(context));
    verdicts.extend(beside(context));
    verdicts
}

/// Days of an episode with pain over 5 in the exercises, in a load test or in a re-test, one
/// finding for each of the three.
fn beside(context: &Context) -> Vec<Verdict> {
    let history = context.history;
    let rehab = (history.rehab.iter())
        .filter_map(|entry| Some((entry.at, entry.work.pain?, "in the exercises")));
    let mornings =
        (history.load_tests.iter()).map(|test| (test.at, test.score, "in the load test"));
    let tests = (history.tests.iter())
        .filter_map(|test| Some((test.at, test.result.pain?, "in the re-test")));
    let mut days: Vec<(NaiveDate, &str, f64)> = Vec::new();
    for (at, score, what) in rehab.chain(mornings).chain(tests) {
        let day = history.local_date(at);
        if Band::of_score(score) != Band::Red || history.episode_on(day).is_none() {
            continue;
        }
        match days
            .iter_mut()
            .find(|known| (known.0, known.1) == (day, what))
        {
            Some((_, _, max)) => *max = max.max(score.get()),
            None => days.push((day, what, score.get())),
        }
    }
    let fires = |(day, what, max): (NaiveDate, &str, f64)| {
        let finding = RULE.finding(
            day,
            None,
            format!(
                "Pain reached {max} {what} on {}, over the limit of {}.",
                spoken(day),
                limits::AMBER_MAX.value
            ),
        );
        Verdict::Fires(finding.with("pain_max", max).advising(
            "Leave it for the day. The next exercises ask for less, and nothing is added to the \
             running until it is quiet there. Walk on the level and keep the holds if they are.",
        ))
    };
    days.into_iter().map(fires).collect()
}

/// Days with pain over 5 in no run's window, one finding each.
fn outside(context: &Context) -> Vec<Verdict> {
    let mut days: Vec<(NaiveDate, f64)> = Vec::new();
    let mut verdicts = Vec::new();
    for entry in unattributed(context.history) {
        if Band::of_score(entry.score) != Band::Red {
            continue;
        }
        if let Some(site) = entry.elsewhere() {
            verdicts.push(elsewhere(context, entry, site));
            continue;
        }
        let day = context.history.local_date(entry.at);
        match days.last_mut() {
            Some((known, max)) if *known == day => *max = max.max(entry.score.get()),
            _ => days.push((day, entry.score.get())),
        }
    }
    verdicts.extend(days.into_iter().map(|(day, max)| {
        Verdict::Fires(
            RULE.finding(
                day,
                None,
                format!(
                    "Pain reached {max} on {}, over the limit of {}, with no run in the {} \
                     hours before it.",
                    spoken(day),
                    limits::AMBER_MAX.value,
                    limits::RESPONSE_HOURS.value
                ),
            )
            .with("pain_max", max)
            .advising(
                "Look at what else loaded the tendon: sitting, stretching, rehab, driving. \
                 Keep moving and keep the next runs short and easy; if it stays, ask your \
                 clinician.",
            ),
        )
    }));
    verdicts
}

/// Pain over 5 at a place that is not the tendon's.
fn elsewhere(context: &Context, entry: &PainEntry, site: &str) -> Verdict {
    let (day, felt) = (context.history.local_date(entry.at), entry.score.get());
    Verdict::Fires(
        RULE.finding(
            day,
            None,
            format!(
                "Pain reached {felt} on {}, over the limit of {}, but elsewhere ({site}): it is no \
                 score of the tendon and counts for none of its runs.",
                spoken(day),
                limits::AMBER_MAX.value,
            ),
        )
        .with("pain_max", felt)
        .advising(
            "Keep the next runs short and easy, and stop one that makes it worse. If it stays, \
             have it looked at: this program watches the hamstring only.",
        ),
    )
}
