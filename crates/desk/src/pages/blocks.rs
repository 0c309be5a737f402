//! Parts that the desk and the phone share.

use crate::said::Said;
use chrono::NaiveDate;
use comeback_core::diary::History;
use comeback_core::limits;
use comeback_core::plan::today::Today;
use comeback_report::text;
use comeback_report::words::reader::without_commands;
use comeback_report::words::{self, session};
use maud::{Markup, html};

/// Letters from which on a headline is set smaller: three lines of it are still read.
const LONG: usize = 90;

/// The class of a headline that is long.
pub(crate) fn long(headline: &str) -> Option<&'static str> {
    (headline.chars().count() > LONG).then_some("long")
}

/// The answer to an entry, with the way back.
pub(crate) fn said(said: &Said, undo: &str) -> Markup {
    let tone = match (said.ok, said.band) {
        (false, _) => "refused",
        (true, Some(band)) => band,
        (true, None) => "done",
    };
    html! {
        div class={ "card answer " (tone) } {
            p class="what" { (said.title) }
            @for line in &said.lines { p { (line) } }
            @if let Some(id) = &said.undo {
                form method="post" action=(undo) data-live {
                    input type="hidden" name="id" value=(id);
                    button class="quiet-button" type="submit" { "Undo" }
                }
            }
        }
    }
}

/// Eleven large buttons, 0 to 10; `during` is the run that the score can be of.
pub(crate) fn scale(action: &str, during: Option<(&str, NaiveDate)>) -> Markup {
    let (green, amber) = (limits::GREEN_MAX.value, limits::AMBER_MAX.value);
    let band = |score: u8| match f64::from(score) {
        score if score <= green => "green",
        score if score <= amber => "amber",
        _ => "red",
    };
    html! {
        form class="check-in" method="post" action=(action) data-live {
            div class="scale" role="group" aria-label="Pain, 0 to 10" {
                @for score in 0..=10_u8 {
                    button class={ "score " (band(score)) } type="submit" name="score" value=(score) {
                        span { span class="unseen" { "Pain " } (score) }
                        @match score { 0 => { small { "none" } } 10 => { small { "worst" } } _ => {} }
                    }
                }
            }
            p class="key small" aria-hidden="true" {
                span class="green" { "to " (green) ": safe" }
                span class="amber" { "to " (amber) ": watch" }
                span class="red" { "over " (amber) ": too much" }
            }
            details {
                summary { "Say more first" }
                div class="fields" {
                    label { "Half points" select name="half" { option value="" { "no" } option value="0.5" { "and a half" } } }
                    label { "Now, at this moment" input name="now" inputmode="decimal" placeholder="0 to 10" autocomplete="off"; }
                    label { "When" input name="at" placeholder="now, or: yesterday 22:00" autocomplete="off"; }
                    @if let Some((run, day)) = during {
                        label class="tick" { input type="checkbox" name="during" value=(run); " on the run of " (day.format("%A %-d %B")) }
                    }
                    label class="wide" { "Note" input name="note" maxlength="500" autocomplete="off"; }
                }
            }
        }
    }
}

/// What today holds; the sentence that says it is left to a page that opens with it.
pub(crate) fn day_card(history: &History, today: &Today, done: Option<&str>, says: bool) -> Markup {
    let date = history.today();
    let ran = !history.runs_between(date, date).is_empty();
    let units = history.settings.units;
    let run = today
        .session
        .as_ref()
        .filter(|day| day.kind.is_run() && !ran);
    let rehab = today.session.as_ref().and_then(|day| day.rehab.as_ref());
    if !says && run.is_none() && rehab.is_none() {
        return html! {};
    }
    html! {
        section class="card today" aria-labelledby="today-heading" {
            h2 id="today-heading" { @if says || run.is_none() { "Today" } @else { "The session" } }
            @if says { p class="lead" { (without_commands(&today.headline)) } }
            @if let Some(day) = run {
                p { (session::steps(&day.steps)) }
                dl class="pairs" { @for (name, words) in session::limits(day, units) {
                    dt { (words::capital(name)) } dd { (words) }
                } }
            }
            @if let Some(rehab) = rehab { p { "Rehab: " (without_commands(rehab).trim_end_matches('.')) "." } }
            @if let (Some(_), Some(action)) = (run, done) {
                form class="done" method="post" action=(action) data-live {
                    button class="main-button" type="submit" { "Done as written" }
                    label { "Effort " input name="rpe" inputmode="decimal" placeholder="0–10" autocomplete="off"; }
                    label { "Pain " input name="pain" inputmode="decimal" placeholder="0–10" autocomplete="off"; }
                }
            }
        }
    }
}

/// What is to be logged, and what is another since yesterday.
pub(crate) fn due(history: &History, today: &Today) -> Markup {
    let due: Vec<String> = (text::today::due_lines(&today.due, history.now).iter())
        .map(|words| without_commands(words).into_owned())
        .collect();
    html! {
        @if !due.is_empty() {
            section aria-labelledby="due-heading" {
                h2 id="due-heading" { "Due" }
                ul class="lines clock" { @for line in &due { li class="card" { (line) } } }
            }
        }
        @if !today.changed.is_empty() {
            section aria-labelledby="changed-heading" {
                h2 id="changed-heading" { "Since yesterday" }
                ul class="plain" { @for line in &today.changed { li { (without_commands(line)) } } }
            }
        }
        @let message = today.message.as_ref().map(|message| message.text);
        @for words in [today.quiet.as_deref(), today.race.as_deref(), message].into_iter().flatten() {
            p class="card note below" { (without_commands(words)) }
        }
    }
}
