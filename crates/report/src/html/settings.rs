//! The settings that differ from the method, with who changed them, when and why.

use super::words::{self, cell};
use crate::Picture;
use crate::json;
use crate::text::quantity;
use comeback_core::diary::changes;
use comeback_core::limits::Settings;
use maud::{Markup, html};

pub fn section(picture: &Picture) -> Markup {
    let history = picture.history;
    let differing = json::differing_settings(history);
    html! {
        section id="settings" {
            h2 { "Settings that differ from the method" }
            @if differing.is_empty() { p class="intro" { "None: every threshold is the method's own." } }
            @else {
                (super::log::scroll("Changed settings", &html! { table {
                    thead { tr {
                        th { "Setting" } th class="n" { "Yours" } th class="n" { "Method" }
                        th { "Since" } th { "By" } th { "Why" }
                    } }
                    tbody { @for setting in &differing {
                        @let change = changes::in_force(&history.setting_changes, setting.key, history.now);
                        tr {
                            th scope="row" {
                                (setting.key)
                                small class="quiet roomy" style="display:block;font-weight:400" { (setting.what) }
                            }
                            td class="n" { (cell(setting.value.clone())) @if setting.default.is_some() { " " (setting.unit) } }
                            td class="n" { (cell(methods_own(setting))) }
                            td { (cell(change.map(|change| history.local_date(change.at).format("%-d %b %Y").to_string()))) }
                            td { (cell(change.and_then(|change| change.by.clone()))) }
                            td { (cell(change.and_then(|change| change.note.clone()))) }
                        }
                    } }
                } }))
                ul class="plain small quiet" style="margin-top:8px" { @for setting in &differing {
                    @if let Some((grade, source)) = setting.grade.zip(setting.source) {
                        li { (setting.key) ": " (words::evidence_line(grade, source))
                            @if let Some((low, high)) = setting.lowest.zip(setting.highest) {
                                "; may lie between " (quantity::trimmed(low, 2)) " and " (quantity::trimmed(high, 2)) " " (setting.unit)
                            }
                            "."
                        }
                    }
                } }
            }
        }
    }
}

/// The value that the method has for a setting.
fn methods_own(setting: &json::SettingJson) -> Option<String> {
    match setting.default {
        Some(value) => Some(quantity::trimmed(value, 2)),
        None => Settings::default().text(setting.key).ok().flatten(),
    }
}
