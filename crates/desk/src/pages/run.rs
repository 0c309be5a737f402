//! *Runs*: the list, and one run with its course.

use super::paged::Paged;
use super::recording;
use crate::address::address;
use crate::fields::Fields;
use crate::shared::Shared;
use crate::views::View;
use comeback_app::AppError;
use comeback_core::diary::response;
use comeback_core::limits::UnitSystem;
use comeback_core::run::{Run, Trace};
use comeback_report::charts::series::{self, Seen};
use comeback_report::charts::{Look, Theme, profile};
use comeback_report::drawings::Drawings;
use comeback_report::subjects::{findings, run as subject};
use comeback_report::tree::{Block, Section};
use comeback_report::words::{self, quantity};
use comeback_report::{Extras, Picture, html as report};
use maud::{Markup, PreEscaped, html};

/// Runs of a page of the list; the older ones are one click away.
const MOST: usize = 100;

pub(super) fn list(view: &View, asked: &Fields) -> Markup {
    let history = &view.history;
    let units = history.settings.units;
    let page = Paged::asked(asked, MOST, history.runs.len());
    let place = |from: usize| format!("{}?from={from}", address(&view.athlete, "runs"));
    html! {
        h1 { "Runs" }
        (recording::unsure(view))
        @if history.runs.is_empty() { p class="lead" { "No run is in yet: drop the files of your watch on this page." } }
        @else { div class="card scroll" tabindex="0" role="region" aria-label="Runs" { table class="runs" {
            caption class="unseen" { "Runs, the newest first" }
            thead { tr { th scope="col" { "Day" } th class="n" scope="col" { "Running" } th class="n" scope="col" { "Distance" } th class="n roomy" scope="col" { "Pace" } th class="n roomy" scope="col" { "Cadence" } th scope="col" { "Response" } } }
            tbody { @for run in history.runs.iter().rev().skip(page.here.start).take(MOST) {
                @let found = response(run, history);
                @let (sign, _) = words::band(found.band);
                tr {
                    th scope="row" { a href=(address(&view.athlete, &format!("run/{}", run.id))) { (quantity::near_date(run.date(), history.today())) } }
                    td class="n" { (figure(run.running.map(quantity::clock))) }
                    td class="n" { (figure(run.distance.map(|distance| quantity::distance(distance, units)))) }
                    td class="n roomy" { (figure(pace(run, units))) }
                    td class="n roomy" { (figure(run.cadence.map(|cadence| format!("{:.0}", cadence.median.get())))) }
                    td { @if words::is_asked(history, run, &found) { span class={ "band " (found.band.as_str()) } { b aria-hidden="true" { (sign) } (words::band_score(found.band, found.max.map(|max| max.get()))) } } }
                }
            } }
        } } }
        (page.nav("Pages of the runs", ("Newer", "Older"), place))
        (recording::left_out(view))
    }
}

fn figure(text: Option<String>) -> Markup {
    match text {
        Some(text) => html! { (text) },
        None => html! { span class="quiet" title="not known" { "–" } },
    }
}

fn pace(run: &Run, units: UnitSystem) -> Option<String> {
    let distance = run.distance?;
    let time = run.moving.or(run.timer).unwrap_or(run.elapsed);
    (time.get() > 0.0 && distance.get() > 0.0).then(|| quantity::pace(distance / time, units))
}

/// One run; `None` where there is none of that name.
pub(super) fn body(shared: &Shared, view: &View, id: &str) -> Result<Option<Markup>, AppError> {
    let history = &view.history;
    let at = history.runs.iter().position(|run| run.id.0 == id);
    let Some(run) = at
        .and_then(|at| history.runs.get(at))
        .or_else(|| view.aside.iter().find(|run| run.id.0 == id))
    else {
        return Ok(None);
    };
    let beside = |step: isize| {
        at?.checked_add_signed(step)
            .and_then(|at| history.runs.get(at))
    };
    let units = history.settings.units;
    let overview = &view.overview(&shared.desk)?.overview;
    let course = view.opened(&shared.desk, |workspace| {
        comeback_app::run_profile(workspace, history, run, true)
    })?;
    let told = match &course {
        Some(course) => profile::draw(course, &look(units)),
        None => profile::draw(
            &series::profile(history, run, &Trace::default(), units),
            &look(units),
        ),
    };
    let extras = Extras {
        run: course.map(|course| (String::new(), course)),
        athlete: Some(view.athlete.shown().to_owned()),
        small: Vec::new(),
    };
    let seen = Seen::of(history, extras.run.as_ref().map(|(_, course)| course));
    let picture: Picture = overview.picture();
    let drawings = Drawings {
        picture: &picture,
        extras: &extras,
        seen: &seen,
    };
    let since = run.date();
    let found = comeback_core::rules::check(history, since).findings;
    let own: Vec<_> = (found.iter())
        .filter(|finding| finding.run.as_ref() == Some(&run.id))
        .map(|finding| findings::card(finding, units))
        .collect();
    let place = |run: &Run| address(&view.athlete, &format!("run/{}", run.id));
    let counts_for_nothing = subject::aside(run);
    let fragments = |sections: &[Section]| -> Markup {
        let all = sections
            .iter()
            .map(|section| report::fragment(section, None));
        PreEscaped(all.collect())
    };
    Ok(Some(html! {
        p class="when" {
            @if let Some(before) = beside(-1) { a rel="prev" href=(place(before)) { "‹ the run before" } " · " }
            a href=(address(&view.athlete, "runs")) { "all runs" }
            @if let Some(next) = beside(1) { " · " a rel="next" href=(place(next)) { "the next run ›" } }
        }
        h1 { (words::tied::bound(&told.words.sentence)) }
        p class="when" {
            (quantity::long_date(run.date())) ", " span class="clock" { (run.start.format("%H:%M")) } ", " (subject::name(run))
        }
        @if let Some(note) = &run.note { p class="lead" { "“" (note) "”" } }
        @if let Some((why, _)) = &counts_for_nothing { div class="card note caution" { p { strong { (why) } } } }
        @if counts_for_nothing.is_some() { (recording::section(view, run)) }
        @if extras.run.is_some() { (PreEscaped(report::fragment(&subject::course(&told), Some(drawings)))) }
        @if let Some(answered) = subject::answered(history, run).filter(|_| run.not_counted.is_none()) { div class="clock" { (fragments(&[answered])) } }
        @if !own.is_empty() {
            (fragments(&[Section::new("own-findings", "What the rules say").with(Block::Findings(own))]))
        }
        div class="columns figures-of-run" { @for of in subject::figure_tables(run, units) { div { (fragments(&[of])) } } }
        (fragments(&subject::parts(history, run, units)))
        @if counts_for_nothing.is_none() { (recording::section(view, run)) }
    }))
}

/// What the words of the picture are told for.
fn look(units: UnitSystem) -> Look {
    Look {
        width: 860,
        theme: Theme::Page,
        units,
        athlete: String::new(),
        as_of: String::new(),
    }
}
