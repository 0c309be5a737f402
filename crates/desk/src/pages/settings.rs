//! *Settings*: every number that can be set, with what the method holds.

use crate::address::address;
use crate::feed;
use crate::shared::Shared;
use crate::views::View;
use comeback_app::{AppError, Workspace};
use comeback_core::diary::changes;
use comeback_report::html::line;
use comeback_report::json::{self, SettingJson};
use comeback_report::words::{capital, quantity};
use maud::{Markup, html};

pub(super) fn body(shared: &Shared, view: &View) -> Result<Markup, AppError> {
    view.opened(&shared.desk, |workspace| Ok(all(shared, view, workspace)))
}

fn all(shared: &Shared, view: &View, workspace: &Workspace) -> Markup {
    let settings = workspace.settings();
    let changes = changes::changes(&workspace.entries);
    let known = json::recorded_settings(&settings, &changes, workspace.now).settings;
    let (person, method): (Vec<SettingJson>, Vec<SettingJson>) = known
        .into_iter()
        .filter(|setting| setting.configurable)
        .partition(|setting| setting.default.is_none());
    html! {
        h1 { "Settings" }
        section aria-labelledby="you-heading" {
            h2 id="you-heading" { "You" }
            ul class="lines" { @for setting in &person { (one(view, setting)) } }
        }
        section aria-labelledby="screen-heading" {
            h2 id="screen-heading" { "This browser" }
            p class="fields" { label { "Clock" select id="clock" { option value="" { "as the browser has it" } option value="24" { "24 hours" } option value="12" { "12 hours" } } } }
        }
        section aria-labelledby="calendar-heading" {
            h2 id="calendar-heading" { "Calendar" }
            p { "A calendar program on this machine can subscribe to the plan while the desk runs. Whether it rings for a check-in is up to the program." }
            p class="card address" { code { (feed::address(shared, &view.athlete)) } }
        }
        section aria-labelledby="method-heading" {
            h2 id="method-heading" { "The method" }
            p class="intro" { "Each number of the method that can be set, with its own value. A change counts from now on and stays in the record." }
            ul class="lines" { @for setting in &method { (one(view, setting)) } }
        }
    }
}

fn one(view: &View, setting: &SettingJson) -> Markup {
    let range = match (setting.lowest, setting.highest) {
        (Some(low), Some(high)) => format!(
            "{} to {}",
            quantity::trimmed(low, 3),
            quantity::trimmed(high, 3)
        ),
        _ => String::new(),
    };
    let own = setting
        .default
        .map(|value| format!("the method: {}", quantity::trimmed(value, 3)));
    let notes: Vec<String> = [Some(range), own]
        .into_iter()
        .flatten()
        .filter(|text| !text.is_empty())
        .collect();
    let value = setting.value.as_deref().unwrap_or_default();
    // `km|mi`: a few words to choose from.
    let choices: Vec<&str> = match setting.unit.contains('|') {
        true => setting.unit.split('|').collect(),
        false => Vec::new(),
    };
    html! {
        li class={ "card setting" @if setting.changed { " changed" } } {
            form method="post" action=(address(&view.athlete, "setting")) data-live {
                input type="hidden" name="key" value=(setting.key);
                input type="hidden" name="back" value="settings";
                label { span { (line(&capital(setting.what))) @if !setting.unit.is_empty() && choices.is_empty() { span class="quiet" { " (" (setting.unit) ")" } } }
                    @if choices.is_empty() { input name="value" value=(value) autocomplete="off"; }
                    @else { select name="value" {
                        @if !choices.contains(&value) { option value=(value) selected { @if value.is_empty() { "not set" } @else { (value) } } }
                        @for choice in &choices { option value=(choice) selected[*choice == value] { (choice) } }
                    } }
                }
                button class="quiet-button" type="submit" { "Set" span class="unseen" { " " (setting.key) } }
                p class="small quiet" { code { (setting.key) } @for note in &notes { " · " (note) } @if let Some(at) = &setting.changed_at { " · set " (at.get(..10).unwrap_or(at)) } }
            }
        }
    }
}
