//! The injury under care: begun, changed and ended by a form on the page of its ladder.

use crate::address::address;
use crate::views::View;
use comeback_core::diary::{Beginning, Episode};
use comeback_report::subjects::visit;
use comeback_report::words::quantity;
use maud::{Markup, html};

/// Kinds of running that the goal can hold: field and name.
const KINDS: [(&str, &str); 4] = [
    ("goal_intensity", "Tempo and intervals"),
    ("goal_sprints", "Sprints on the flat"),
    ("goal_hills", "Hills"),
    ("goal_hill_sprints", "Hill sprints"),
];
const BEGIN: [(&str, &str); 2] = [
    ("walk-run", "walking and running by turns"),
    ("continuous", "running without breaks"),
];
const YES_NO: [(&str, &str); 2] = [("yes", "yes"), ("no", "no")];

/// The address of the form, for pages where an injury can only be missed.
pub(super) fn place(view: &View) -> String {
    format!("{}#injury", address(&view.athlete, "ladder"))
}

/// The form that the state of the injury asks for.
pub(super) fn section(view: &View) -> Markup {
    let history = &view.history;
    let last = history.episodes.last();
    html! {
        section aria-labelledby="injury-heading" id="injury" {
            h2 id="injury-heading" { "The injury" }
            @match history.episode() {
                Some(open) => (under_care(view, open)),
                None => {
                    @if let Some(over) = last { (is_over(view, over)) }
                    (begin(view, last.is_some()))
                }
            }
        }
    }
}

fn under_care(view: &View, open: &Episode) -> Markup {
    let diagnosed = if open.diagnosed {
        "diagnosed by a clinician"
    } else {
        "no clinician\u{2019}s diagnosis is on record"
    };
    let race = open
        .race
        .map(|day| format!(" Race on {}.", quantity::long_date(day)));
    html! {
        p { "High hamstring pain since " (quantity::long_date(open.start)) ", " (diagnosed) ". Goal: " (visit::aims(&open.goal)) "." (race.unwrap_or_default()) }
        div class="forms injury" {
            details class="card" {
                summary { "Change it" }
                p class="small quiet" { "What is left empty stays as it is." }
                form method="post" action=(address(&view.athlete, "episode")) data-live class="fields" {
                    (hidden("edit"))
                    label { "It began on" input type="date" name="on" max=(view.history.today()); }
                    (choice("diagnosed", "Diagnosed by a clinician", &empty(Some(open), "diagnosed"), &YES_NO))
                    (goal(Some(open)))
                    button type="submit" { "Tell it so" }
                }
            }
            details class="card" {
                summary { "It is over" }
                p class="small quiet" { "The rungs are no longer planned; red flags and the load rules go on. It can be taken up again." }
                form method="post" action=(address(&view.athlete, "episode")) data-live {
                    (hidden("end"))
                    button type="submit" { "End it now" }
                }
            }
        }
    }
}

fn is_over(view: &View, over: &Episode) -> Markup {
    let end = over
        .end
        .map(|day| format!(" to {}", quantity::long_date(day)));
    html! {
        p { "The last was followed from " (quantity::long_date(over.start)) (end.unwrap_or_default()) "." }
        form method="post" action=(address(&view.athlete, "episode")) data-live {
            (hidden("reopen"))
            button class="quiet-button" type="submit" { "Take it up again" }
        }
    }
}

fn begin(view: &View, again: bool) -> Markup {
    let today = view.history.today();
    html! {
        details class="card" open[!again] {
            summary { @if again { "A new injury" } @else { "Follow an injury" } }
            p class="small quiet" {
                "For pain high in the hamstring, where it begins at the sitting bone. A plan begins with it, and pain steers that plan. Something that a clinician must see first (a pop, bruising, numbness, pain at night \u{2026}) is entered in the " a href=(address(&view.athlete, "log")) { "Log" } "."
            }
            form method="post" action=(address(&view.athlete, "episode")) data-live class="fields" {
                (hidden("start"))
                label { "It began on" input type="date" name="on" required max=(today); }
                (choice("diagnosed", "Diagnosed by a clinician", "not yet", &[("yes", "yes")]))
                (goal(None))
                button class="main-button" type="submit" { "Begin the way back" }
            }
        }
    }
}

/// What an empty field of the goal means: what is there, or what is taken by itself.
fn empty(open: Option<&Episode>, field: &str) -> String {
    let Some(open) = open else {
        return "as your runs before it".to_owned();
    };
    let goal = &open.goal;
    let yes_no = |holds: bool| if holds { "yes" } else { "no" };
    let now = match field {
        "diagnosed" => yes_no(open.diagnosed).to_owned(),
        "begin" => {
            let begin = match open.begin {
                Beginning::WalkRun => BEGIN[0],
                Beginning::Continuous => BEGIN[1],
            };
            begin.1.to_owned()
        }
        "goal_minutes" => quantity::minutes(goal.session_min),
        "goal_runs" => goal.runs_per_week.to_string(),
        "goal_intensity" => yes_no(goal.intensity()).to_owned(),
        "goal_sprints" => yes_no(goal.sprints).to_owned(),
        "goal_hills" => yes_no(goal.hills).to_owned(),
        "goal_hill_sprints" => yes_no(goal.hill_sprints).to_owned(),
        _ => return "as it is".to_owned(),
    };
    format!("as it is: {now}")
}

/// Answers to a question, with what an empty one means.
fn choice(name: &str, label: &str, empty: &str, answers: &[(&str, &str)]) -> Markup {
    html! {
        label { (label) select name=(name) {
            option value="" { (empty) }
            @for (value, words) in answers { option value=(value) { (words) } }
        } }
    }
}

/// How running begins and where it leads, with what an empty field means.
fn goal(open: Option<&Episode>) -> Markup {
    let empty = |field: &str| empty(open, field);
    html! {
        (choice("begin", "Running begins with", &empty("begin"), &BEGIN))
        label { "Goal: minutes a run" input name="goal_minutes" inputmode="decimal" size="18" placeholder=(empty("goal_minutes")) autocomplete="off"; }
        label { "Goal: runs a week" input name="goal_runs" inputmode="numeric" size="18" placeholder=(empty("goal_runs")) autocomplete="off"; }
        @for (name, label) in KINDS { (choice(name, label, &empty(name), &YES_NO)) }
        label { "A race to be fit for" input type="date" name="race"; }
    }
}

fn hidden(does: &str) -> Markup {
    html! {
        input type="hidden" name="does" value=(does);
        input type="hidden" name="back" value="ladder";
    }
}
