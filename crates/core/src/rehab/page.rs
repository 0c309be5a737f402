//! The page of rehab, written from the tables: what leads from set to set, the
//! exercises with their doses, and the numbers with their sources.

use super::catalogue::{self, Exercise, Sides, Unit};
use super::{messages, retest, standing};
use crate::diary::RehabSet;
use crate::limits;
use std::fmt::Write;

/// The page, in Markdown.
pub fn page() -> String {
    let mut text = String::from(
        "# Rehab\n\n\
         Written from the tables of the code. Facts come from the sources named; of most of them only \
         excerpts or the summaries of others were seen. Angles are geometry, ± 10°. What no study fixes \
         is called `design` and is our own number.\n\n\
         ## From set to set\n\n\
         | set | least | the re-test out of it |\n|---|---|---|\n",
    );
    for set in RehabSet::ALL {
        let (days, sessions) = standing::minimum(set);
        let out = match set.next() {
            Some(_) => retest::how(set),
            None => "none: kept to the end".to_owned(),
        };
        let least = match set {
            RehabSet::C => "–".to_owned(),
            _ => format!("{days:.0} days, {sessions:.0} sessions"),
        };
        let _ = writeln!(text, "| {} | {least} | {out} |", set.words());
    }
    let _ = write!(
        text,
        "\nA passed test counts until the next morning contradicts it: a load test over {:.0}, or {:.0} \
         over the usual value. A test that lacks nothing but the share between the sides passes at the \
         second time. Both sides are trained, the sore one first.\n",
        limits::GREEN_MAX.value,
        limits::LOAD_TEST_OVER.value,
    );
    for set in RehabSet::ALL {
        let _ = write!(text, "\n## {}\n", heading(set));
        for exercise in catalogue::of_set(set) {
            write_exercise(&mut text, exercise);
        }
    }
    text.push_str("\n## Words for some moments\n\nOne a day at most, each once in an episode, none beside a red flag.\n\n");
    for message in messages::ALL {
        let _ = writeln!(
            text,
            "- **{}** ({}): {}",
            message.id, message.when, message.text
        );
    }
    text.push_str(
        "\n## Numbers\n\n| number | value | what | grade | source |\n|---|---|---|---|---|\n",
    );
    for limit in limits::REHAB {
        let _ = writeln!(
            text,
            "| `{}` | {} {} | {} | {} | {} |",
            limit.key,
            limit.value,
            limit.unit,
            limit.what,
            limit.grade.as_str(),
            limit.source
        );
    }
    text
}

const fn heading(set: RehabSet) -> &'static str {
    match set {
        RehabSet::Isometric => "Holds",
        RehabSet::A => "Set A",
        RehabSet::B => "Set B",
        RehabSet::C => "Set C",
    }
}

fn write_exercise(text: &mut String, exercise: &Exercise) {
    let unit = match exercise.unit {
        Unit::Seconds => "s",
        Unit::Repetitions => "repetitions",
        Unit::Metres => "m",
        Unit::Steps => "steps",
    };
    let sides = match exercise.sides {
        Sides::Both => "both legs",
        Sides::Each => "each side",
        Sides::BothThenEach => "both legs, later each side",
    };
    let _ = write!(
        text,
        "\n### {} (`{}`)\n\n{} {}\n\n\
         - Dose: {} sets of {} {unit}, {sides}, {}, {} s between sets, {} days a week, effort {}.\n\
         - Hip: {:.0} to {:.0}°. Needs {}.\n\
         - Easier: {}. Harder: {}.\n\
         - Look out: {}\n\
         - Source: {} ({}, sureness {}).\n",
        exercise.name,
        exercise.id,
        exercise.how[0],
        exercise.how[1],
        span(exercise.sets),
        span(exercise.amount),
        exercise.tempo.words(),
        exercise.rest_s,
        span(exercise.days_a_week),
        span(exercise.effort),
        exercise.hip_flexion_deg.0,
        exercise.hip_flexion_deg.1,
        exercise.equipment,
        exercise.easier,
        exercise.harder,
        exercise.mistake,
        exercise.source,
        exercise.grade.as_str(),
        exercise.sureness.as_str(),
    );
}

fn span(range: (u32, u32)) -> String {
    if range.0 == range.1 {
        range.0.to_string()
    } else {
        format!("{}-{}", range.0, range.1)
    }
}
