//! The phone at home: paired by a code that works once, for a check-in with one thumb.
//!
//! The code stands in the fragment of the address, which a browser sends to nobody; a
//! script of ours exchanges it for a cookie. What a phone may do is listed in [`act`]:
//! a check-in, `done`, and taking its own last entry back.

use crate::fields::Fields;
use crate::pages::blocks;
use crate::pages::frame::whole;
use crate::said::Said;
use crate::shared::Shared;
use crate::{acts, gate, pages};
use comeback_app::AppError;
use comeback_store::AthleteName;
use maud::{Markup, PreEscaped, html};
use qrcode::render::unicode::Dense1x2;
use qrcode::{Color, QrCode};

/// How long a phone keeps its cookie, days.
const COOKIE_DAYS: u32 = 180;
/// Longest name of a phone, letters.
const LONGEST_NAME: usize = 40;

/// Pairs a phone that tells the code; gives its cookie.
pub(crate) fn pair(shared: &Shared, told: &str, agent: &str) -> Result<Option<String>, AppError> {
    if !shared.pairing.uses(told) {
        return Ok(None);
    }
    let athlete = shared.desk.athlete.as_str();
    let key = shared
        .devices
        .pair(&name_of(agent), athlete, chrono::Utc::now())?;
    Ok(Some(gate::cookie(
        gate::PHONE_COOKIE,
        &key,
        Some(COOKIE_DAYS),
    )))
}

/// What a browser calls the machine that it runs on.
fn name_of(agent: &str) -> String {
    for known in ["iPhone", "iPad", "Android", "Windows", "Macintosh", "Linux"] {
        if agent.contains(known) {
            return known.to_owned();
        }
    }
    let plain = agent
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric());
    let name: String = plain.take(LONGEST_NAME).collect();
    if name.is_empty() {
        "a phone".to_owned()
    } else {
        name
    }
}

fn athlete_of(shared: &Shared, number: u64) -> Result<AthleteName, AppError> {
    let device = shared
        .devices
        .numbered(number)
        .ok_or_else(|| AppError::Refused("this phone is not paired any more".to_owned()))?;
    shared.desk.find(&device.athlete)
}

/// What a phone does.
///
/// # Errors
/// It is none of the few things that a phone may do.
pub(crate) fn act(
    shared: &Shared,
    number: u64,
    name: &str,
    fields: &Fields,
) -> Result<Said, AppError> {
    let athlete = athlete_of(shared, number)?;
    if !matches!(name, "pain" | "done" | "undo") {
        return Err(AppError::Refused(
            "a phone enters a check-in or done, and takes them back".to_owned(),
        ));
    }
    if name == "undo" && !is_own(shared, number, &athlete, fields)? {
        return Err(AppError::Refused(
            "a phone takes back what it entered itself; the rest is taken back at the desk"
                .to_owned(),
        ));
    }
    let said = acts::act(&shared.desk, &athlete, name, fields)
        .unwrap_or_else(|error| Said::refused(&error));
    if let Some(id) = said.undo.as_ref().filter(|_| said.ok && said.is_new) {
        // Without a place to note it, the entry is taken back at the desk.
        let _ = shared.devices.note_entered(number, id);
    }
    Ok(said)
}

/// Whether the entry is one that this phone entered, of a kind that a phone enters.
fn is_own(
    shared: &Shared,
    number: u64,
    athlete: &AthleteName,
    fields: &Fields,
) -> Result<bool, AppError> {
    use comeback_app::record::{self, Target};
    use comeback_core::diary::{Act, Entry, What};
    let entered = |id: &str| shared.devices.has_entered(number, id);
    let (workspace, _) = shared.desk.workspace(athlete)?;
    let id = fields.get("id").map_or("", String::as_str);
    Ok(match record::find(&workspace, id)? {
        Target::Line(line) => {
            let is_of_a_kind = matches!(
                line.act,
                Act::Enter {
                    entry: Entry {
                        what: What::Pain { .. } | What::Done(_),
                        ..
                    },
                    ..
                }
            );
            is_of_a_kind && entered(&line.id.0)
        }
        _ => false,
    })
}

/// The one page of a paired phone.
pub(crate) fn page(shared: &Shared, number: u64, asked: &Fields) -> Result<String, AppError> {
    let athlete = athlete_of(shared, number)?;
    let view = shared.views.of(&shared.desk, &athlete)?;
    view.close();
    let said = asked
        .get("said")
        .and_then(|number| shared.said.numbered(number));
    let history = &view.history;
    let today = comeback_core::plan::today::today(history);
    Ok(frame(
        &format!("Check-in · {athlete}"),
        &html! {
            header class="masthead" {
                p class="whose" { (athlete) }
                p class="quiet small" { (comeback_report::words::quantity::long_date(history.today())) }
            }
            main id="main" tabindex="-1" {
                h1 { "How is the tendon?" }
                p class="quiet small" { "The worst since your last run. 0 is no pain, 10 the worst imaginable." }
                div id="said" role="status" aria-live="polite" { @if let Some(said) = &said { (blocks::said(said, "/log/undo")) } }
                (blocks::scale("/log/pain", None))
                (blocks::day_card(history, &today, Some("/log/done"), true))
                (blocks::due(history, &today))
            }
        },
    ))
}

/// What a phone sees that is not paired.
pub(crate) fn stranger() -> String {
    frame(
        "Pair this phone",
        &html! {
            main id="main" {
                h1 { "comeback" }
                p id="pairing" role="status" aria-live="polite" {
                    "This phone is not paired. On your computer run "
                    code { "comeback serve --lan" }
                    " and scan the code that it shows."
                }
            }
        },
    )
}

fn frame(title: &str, body: &Markup) -> String {
    whole(title, "phone", &html! { div class="page" { (body) } })
}

/// An address as a code of characters for a terminal: dark on light, whatever its colours.
pub(crate) fn characters(address: &str) -> String {
    QrCode::new(address.as_bytes()).map_or_else(
        |_| String::new(),
        |code| {
            code.render::<Dense1x2>()
                .dark_color(Dense1x2::Light)
                .light_color(Dense1x2::Dark)
                .build()
        },
    )
}

/// The same as a drawing for a page.
fn drawing(address: &str) -> Markup {
    let Ok(code) = QrCode::new(address.as_bytes()) else {
        return html! {};
    };
    let width = code.width();
    let colours = code.to_colors();
    let dark = colours
        .iter()
        .enumerate()
        .filter(|(_, colour)| **colour == Color::Dark);
    let path: String = dark
        .map(|(at, _)| format!("M{} {}h1v1h-1z", at % width + 4, at / width + 4))
        .collect();
    let side = width + 8;
    html! {
        svg class="code" role="img" aria-label="The code for the phone's camera" viewBox={ "0 0 " (side) " " (side) } shape-rendering="crispEdges" {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(PreEscaped(path)) fill="#000" {}
        }
    }
}

/// What a coach reads in the place of that page.
fn whose() -> String {
    pages::frame::frame(
        "Phone · comeback",
        &html! {
            header class="masthead" { div class="who" { a href="/roster" { "All athletes" } } }
            main id="main" tabindex="-1" {
                h1 { "Phone" }
                p class="lead" { "A phone enters what one athlete feels, and this desk holds several." }
                p { "Stop the desk and start it for the one whose phone it is: " code { "comeback serve --lan --athlete NAME" } "." }
            }
        },
    )
}

/// The page of the desk that pairs phones and takes them out.
pub(crate) fn desk_page(shared: &Shared) -> Result<String, AppError> {
    // Beside others a phone is somebody's only when it was said whose.
    let Ok(athlete) = &shared.desk.find(shared.desk.athlete.as_str()) else {
        return Ok(whose());
    };
    let view = shared.views.of(&shared.desk, athlete)?;
    view.close();
    let code = shared.pairing.begin()?;
    let phones = shared.devices.all();
    Ok(pages::layout(
        &view,
        "phone",
        "Phone",
        &html! {
            h1 { "Phone" }
            section aria-labelledby="pair" {
                h2 id="pair" { "Pair a phone" }
                @match &code {
                    Some(address) => {
                        p { "Scan this with the phone's camera, in the same Wi-Fi. It works once, for ten minutes; loading this page makes a new one. What the phone enters is " strong { (athlete) } "'s." }
                        (drawing(address))
                        p class="quiet small" { (address) }
                        p class="quiet small" { "Plain http in a home network can be read by others in it. So a phone can enter a check-in or done, take them back and see today, and nothing else." }
                    }
                    None => {
                        p { "The door for phones is closed. Stop the desk and start it with " code { "comeback serve --lan" } "." }
                        p { "Away from home, and without any door: the drop folder, see " code { "comeback inbox --help" } "." }
                    }
                }
            }
            section aria-labelledby="paired" {
                h2 id="paired" { "Paired" }
                @if phones.is_empty() { p class="quiet" { "No phone is paired." } }
                ul class="lines" { @for phone in &phones {
                    li class="card" {
                        span { strong { (phone.name) } " for " (phone.athlete) ", since " (phone.since.format("%-d %b %Y")) }
                        form method="post" action="/phone" {
                            input type="hidden" name="revoke" value=(phone.number);
                            button class="quiet-button" type="submit" { "Take out" span class="unseen" { " " (phone.name) " " (phone.number) } }
                        }
                    }
                } }
            }
        },
    ))
}
