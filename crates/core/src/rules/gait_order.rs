//! Cadence, then running taller, then pelvic tilt; one at a time, and no more load meanwhile.

use super::crossing::{Judged, crossings};
use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, factors, nearest};
use crate::calendar::{Days, spoken};
use crate::diary::{GaitEntry, GaitFocus, History, span};
use crate::limits::{self, Evidence};
use crate::run::Run;
use chrono::NaiveDate;

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::GaitOrder,
    title: "Gait changes out of order, two at once, or with more load",
    severity: Severity::Caution,
    grade: Evidence::Seed,
    source: "the clinician's return-to-run protocol",
    what: "A gait focus is begun before the one that comes before it (cadence, running taller, \
           pelvic tilt) was ever worked on; or within {gait-hold-days} days of the beginning of another that was \
           not logged as done; or the load rises (minutes per run, runs per week, hard minutes, or \
           a first sprint or hill) in the first {gait-hold-days} days of a focus. What rises in the week (Monday \
           to Sunday) in which it was begun is let pass when that week's running had begun before.",
    why: "Each change of gait moves load to other tissue. One at a time tells which helps, and \
          new tissue needs a while at the old load.",
    evidence: "Order and one at a time are the protocol's. Not all three are always needed.",
    fires_example: "Pelvic tilt begun with running taller never logged. Or running taller begun a \
                    week after cadence. Or a 4th run a week in the first week of cadence.",
    clear_example: "Cadence for four weeks, then running taller, at the same minutes.",
    missing: "Whether the load rose is unknown where the weeks before the focus are not known.",
    advice: "Stay with one focus, the first that is not done, and hold the load for its first two \
             weeks.",
    limits: &[limits::GAIT_HOLD_DAYS, limits::SESSION_OVER],
    lasting: false,
    check,
    nearest: nearest::less_of_any_factor,
    in_plan: InPlan::GaitFocus,
};

/// The order of the protocol.
const ORDER: [GaitFocus; 3] = [GaitFocus::Cadence, GaitFocus::Taller, GaitFocus::PelvicTilt];

fn check(context: &Context) -> Vec<Verdict> {
    let begun = begun(context.history);
    let mut verdicts: Vec<Verdict> = begun
        .iter()
        .enumerate()
        .filter_map(|(position, focus)| order(context.history, &begun, position, focus))
        .collect();
    if !begun.is_empty() {
        verdicts.extend(crossings(&RULE, context, |_, run| {
            load_step(context.history, &begun, run)
        }));
    }
    verdicts
}

/// A focus, when it began and when it was logged as done.
struct Begun {
    focus: GaitFocus,
    on: NaiveDate,
    done: Option<NaiveDate>,
}

/// Every beginning of a focus; entries that go on with it are no beginning.
fn begun(history: &History) -> Vec<Begun> {
    let mut found: Vec<Begun> = Vec::new();
    let mut present = None;
    for GaitEntry { at, focus } in &history.gait {
        let on = history.local_date(*at);
        if *focus == GaitFocus::Done {
            if let Some(last) = found.last_mut() {
                last.done.get_or_insert(on);
            }
            present = None;
        } else if present != Some(*focus) {
            found.push(Begun {
                focus: *focus,
                on,
                done: None,
            });
            present = Some(*focus);
        }
    }
    found
}

fn order(history: &History, begun: &[Begun], position: usize, focus: &Begun) -> Option<Verdict> {
    let earlier = begun.get(..position)?;
    let place = ORDER.iter().position(|kind| *kind == focus.focus)?;
    let skipped = ORDER
        .iter()
        .take(place)
        .find(|kind| earlier.iter().all(|known| known.focus != **kind));
    let name = focus.focus.as_str();
    if let Some(skipped) = skipped {
        let message = format!(
            "{name} was begun on {}, but {} comes before it and was not worked on.",
            spoken(focus.on),
            skipped.as_str()
        );
        return Some(Verdict::Fires(
            RULE.finding(focus.on, None, message)
                .with("focus", name)
                .with("skipped", skipped.as_str()),
        ));
    }
    let hold = history.settings.get(&limits::GAIT_HOLD_DAYS) as i64;
    let last = earlier.last().filter(|last| last.done.is_none())?;
    let apart = (focus.on - last.on).num_days();
    if apart >= hold {
        return None;
    }
    let message = format!(
        "{name} was begun on {}, on day {} of {}, which was not logged as done: two at once.",
        spoken(focus.on),
        apart + 1,
        last.focus.as_str()
    );
    Some(Verdict::Fires(
        RULE.finding(focus.on, None, message)
            .with("focus", name)
            .with("with", last.focus.as_str())
            .with("days_apart", apart),
    ))
}

/// A rise of load, over the weeks before the focus and the one it began in.
fn load_step(history: &History, begun: &[Begun], run: &Run) -> Judged {
    let day = run.date();
    let hold = history.settings.get(&limits::GAIT_HOLD_DAYS) as i64;
    let new = begun.iter().rev().find(|focus| {
        let age = (day - focus.on).num_days();
        (0..hold).contains(&age) && focus.done.is_none_or(|done| day <= done)
    });
    let Some(new) = new else {
        return Judged::Clear;
    };
    // A week that had begun before the focus was set: its step came first.
    let monday = span::monday(new.on);
    let under_way = monday < new.on && {
        let yesterday = new.on - Days::new(1);
        !history.runs_between(monday, yesterday).is_empty()
    };
    let sunday = monday + Days::new(6);
    if under_way && day <= sunday {
        return Judged::Clear;
    }
    let settled = if under_way {
        sunday
    } else {
        new.on - Days::new(1)
    };
    let days = limits::REFERENCE_DAYS.value as u64;
    let needed = limits::FACTORS_KNOWN_DAYS.value as u64;
    let last = settled.max(day - Days::new(7));
    let known = span::known_from(history, day).map(|known| known.max(day - Days::new(6 + days)));
    let Some(first) = known.filter(|first| (last - *first).num_days() + 1 >= needed as i64) else {
        return Judged::Unknown("a known week before the gait focus".to_owned());
    };
    let found = factors::compare(history, day, first, last);
    let Some(rise) = found.rises.first() else {
        return Judged::Clear;
    };
    let age = (day - new.on).num_days();
    let finding = RULE
        .finding(
            day,
            Some(run),
            format!(
                "The load rose by {}, day {} of the new focus {}: {}.",
                spoken(day),
                age + 1,
                new.focus.as_str(),
                rise.words
            ),
        )
        .with("focus", new.focus.as_str())
        .with("day_of_focus", age + 1)
        .with("factor", rise.factor)
        .with("now", rise.now)
        .with("before", rise.before);
    Judged::Over(
        found.rises.len() as f64,
        rise.words.clone(),
        Box::new(finding),
    )
}
