//! Each block of a section; headings go down one level with each group.

use super::exercise::drawing;
use super::level::Level;
use super::{figure, findings, inline, table, week};
use crate::tree::{Block, ExerciseCard, Fact, Mark, Pair, Status, Tone, Words};
use crate::words::{capital, quantity};
use chrono::NaiveDate;
use maud::{Markup, html};

impl Level<'_> {
    pub(super) fn blocks(self, blocks: &[Block]) -> Markup {
        let is_figure = |block: &&Block| matches!(block, Block::Figure(_));
        // Charts that follow each other stand in one grid, and so do groups.
        let grid = blocks.iter().filter(is_figure).count() > 1;
        html! {
            @if grid {
                div class="charts" { @for each in blocks.iter().filter(is_figure) { (self.block(each)) } }
                @for each in blocks.iter().filter(|block| !is_figure(block)) { (self.block(each)) }
            } @else {
                @for each in blocks { (self.block(each)) }
            }
        }
    }

    fn block(self, block: &Block) -> Markup {
        match block {
            Block::Text(words) => paragraph(words),
            Block::Alert { title, lines } => html! {
                div class="alert" role="region" aria-label="Urgent" {
                    (self.heading("", title))
                    @for line in lines { (paragraph(line)) }
                }
            },
            Block::Facts(facts) => tiles(facts),
            Block::Status(all) => states(all),
            Block::List(items) => html! {
                ul class="plain small" { @for item in items { li class=(inline::class(item.tone)) { (inline::words(item)) } } }
            },
            Block::Pairs(all) => pairs(all),
            Block::Table(of) => table::table(of),
            Block::Findings(cards) => findings::full(cards, self),
            Block::Attention(cards) => findings::in_short(cards),
            Block::Days(days) => week::days(days, self),
            Block::Branches(branches) => week::branches(branches, self),
            Block::Exercises(cards) => exercises(cards),
            Block::Course { name, most, points } => course(name, *most, points),
            Block::Figure(of) => match self.drawings {
                Some(drawings) => figure::figure(of, drawings, self),
                None => html! {},
            },
            Block::Group { title, blocks } => self.group(title, blocks),
            Block::Fold { title, blocks } => html! {
                details class="figures" { summary { (title) } (self.blocks(blocks)) }
            },
            Block::Note(text) => html! { p class="quiet small below" { (inline::text(text)) } },
        }
    }

    fn group(self, title: &str, blocks: &[Block]) -> Markup {
        let inner = Level {
            heading: self.heading + 1,
            ..self
        };
        // Cards stand by themselves and not inside another.
        let bare = blocks
            .iter()
            .all(|block| matches!(block, Block::Branches(_) | Block::Table(_)));
        html! {
            div class={ "group" @if !bare { " card" } } {
                (self.heading("", title))
                (inner.blocks(blocks))
            }
        }
    }
}

fn paragraph(words: &Words) -> Markup {
    let class = match words.tone {
        Tone::Plain | Tone::Strong => None,
        tone => Some(format!("toned {}", inline::class(tone))),
    };
    html! { p class=[class] { (inline::words(words)) } }
}

fn tiles(facts: &[Fact]) -> Markup {
    html! {
        dl class="facts" { @for fact in facts {
            div class="card" {
                dt { (fact.name) }
                dd { (inline::words(&fact.value)) @if !fact.note.is_empty() { small { (fact.note) } } }
            }
        } }
    }
}

fn states(all: &[Status]) -> Markup {
    html! {
        ol class="rungs" { @for status in all {
            li class=(class(status.mark)) {
                span class="mark" aria-hidden="true" { (status.mark.sign()) }
                div {
                    strong { (capital(&status.name)) }
                    span class="quiet" { " · " (status.mark.words()) }
                    @if !status.about.is_empty() { p { (inline::text(&status.about)) } }
                    @if !status.more.is_empty() { p class="quiet small" { (inline::text(&status.more)) } }
                }
            }
        } }
    }
}

const fn class(mark: Mark) -> &'static str {
    match mark {
        Mark::Done => "done",
        Mark::Here => "here",
        Mark::Partly => "partly",
        Mark::Open => "open",
    }
}

fn pairs(pairs: &[Pair]) -> Markup {
    html! {
        dl class="pairs" { @for pair in pairs {
            dt { (capital(&pair.name)) } dd { (inline::words(&pair.words)) }
        } }
    }
}

fn exercises(cards: &[ExerciseCard]) -> Markup {
    html! {
        div class="two exercises" { @for card in cards {
            div {
                (drawing(card.exercise))
                p { strong { (card.exercise.name) } }
                p { (inline::text(&card.how())) }
                p class="small" { (inline::text(&card.more())) }
            }
        } }
    }
}

/// The scores on their scale, a bar each, the newest last.
fn course(name: &str, most: f64, points: &[(NaiveDate, f64)]) -> Markup {
    const SHOWN: usize = 12;
    let earlier = points.len().saturating_sub(SHOWN);
    html! {
        dl class="pairs course" aria-label=(name) {
            @for (day, value) in points.iter().skip(earlier) {
                dt { (day.format("%-d %b %Y")) }
                dd { (quantity::trimmed(*value, 0)) div class="bars" { (table::bar(value / most)) } }
            }
        }
        @if let (Some((first, from)), Some((_, to))) = (points.first(), points.last()) {
            @if points.len() > 1 {
                p class="small" { (format!("{:+.0}", to - from)) " since " (first.format("%-d %b %Y")) }
            }
        }
    }
}
