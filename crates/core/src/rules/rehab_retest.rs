//! Each loading set is entered by a passed re-test.

use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, nearest};
use crate::calendar::spoken;
use crate::diary::RehabSet;
use crate::limits::Evidence;
use crate::rehab::entered;
use chrono::NaiveDate;

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::RehabRetest,
    title: "A loading set without its re-test",
    severity: Severity::Warning,
    grade: Evidence::Seed,
    source: "the clinician's return-to-run protocol",
    what: "A session of loading set A, B or C was logged although no re-test was passed for it: \
           after the first session of the set before (for set A, since the start of the episode), \
           the last test before the session must be a passed one. A set whose predecessor was \
           never logged fires too. Repeated within {rehab-retest-repeat} days it is one finding.",
    why: "Each set asks more of the tendon than the one before. The re-test is how the tendon is \
          asked first.",
    evidence: "The protocol's own gate.",
    fires_example: "Set A for three weeks, then set B without a test, or after a failed one.",
    clear_example: "Set A for three weeks, `comeback log test pass`, then set B.",
    missing: "A test that was not logged counts as not done.",
    advice: "Go back to the set before, do the re-test, and log it: `comeback log test pass` or `fail`.",
    limits: &[],
    lasting: false,
    check,
    nearest: nearest::passed_test,
    in_plan: InPlan::Informs,
};

fn check(context: &Context) -> Vec<Verdict> {
    let history = context.history;
    let mut verdicts = Vec::new();
    let mut opened: Option<(RehabSet, NaiveDate)> = None;
    for entry in &history.rehab {
        let day = history.local_date(entry.at);
        let Some(episode) = history.episode_on(day) else {
            continue;
        };
        let Some(lack) = entered::lack(history, episode, entry) else {
            continue;
        };
        if opened.is_some_and(|(set, on)| set == entry.set() && (day - on).num_days() <= 6) {
            continue;
        }
        opened = Some((entry.set(), day));
        let name = entry.set().as_str().to_uppercase();
        verdicts.push(Verdict::Fires(
            RULE.finding(
                day,
                None,
                format!("Set {name} was done on {}, but {lack}.", spoken(day)),
            )
            .with("set", entry.set().as_str()),
        ));
    }
    verdicts
}
