//! Each block of a section on paper.

use super::sheets::{BODY, Column, SMALL, Sheets, TEXT_WIDTH};
use super::table::table;
use crate::charts::palette::Role;
use crate::charts::scene::Scene;
use crate::drawings::Drawings;
use crate::tree::{Block, Day, Figure, FindingCard, Status, Tone, Words};
use crate::words::{self, capital, quantity};

/// Findings in short on the first page; all of them stand further on.
const SHOWN: usize = 3;
/// Room for the first lines under a heading.
const OPENING: f64 = 100.0;
const TITLE: f64 = 14.0;
const DETAIL: f64 = SMALL + 0.5;

/// The sheets that are written on, and what draws their charts.
pub(super) struct Paper<'a> {
    sheets: &'a mut Sheets,
    drawings: Option<Drawings<'a>>,
    /// The size of charts, as a share of the one they are drawn in.
    scale: f64,
}

impl<'a> Paper<'a> {
    pub(super) fn new(sheets: &'a mut Sheets, drawings: Option<Drawings<'a>>, scale: f64) -> Self {
        Paper {
            sheets,
            drawings,
            scale,
        }
    }

    /// As much of a block as must stand under its heading: a drawing whole, of all else
    /// a few lines.
    pub(super) fn opens(&mut self, block: &Block) {
        match block {
            Block::Figure(figure) => self.figure(figure),
            _ => self.sheets.space(OPENING),
        }
    }

    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for each in blocks {
            self.block(each);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Text(words) => self.text(words),
            Block::Alert { lines, .. } => {
                let lines: Vec<String> = lines.iter().map(Words::plain).collect();
                self.sheets.alert(&lines);
            }
            Block::Facts(facts) => {
                let facts: Vec<(String, String, String)> = facts
                    .iter()
                    .map(|fact| (fact.name.clone(), fact.value.plain(), fact.note.clone()))
                    .collect();
                self.sheets.space(4.0);
                self.sheets.facts(&facts);
            }
            Block::Status(all) => all.iter().for_each(|each| self.state(each)),
            Block::List(items) => {
                for item in items {
                    self.item("·", &item.plain());
                }
            }
            Block::Pairs(pairs) => {
                for pair in pairs {
                    self.item(&format!("{}:", capital(&pair.name)), &pair.words.plain());
                }
            }
            Block::Table(of) => {
                table(self.sheets, of);
                if let Some(below) = &of.below {
                    self.sheets.space(3.0);
                    self.quiet(below);
                }
            }
            Block::Findings(cards) => cards.iter().for_each(|each| self.finding(each)),
            Block::Attention(cards) => self.attention(cards),
            Block::Days(days) => self.days(days),
            Block::Branches(branches) => {
                for branch in branches {
                    let (sign, band) = words::band(branch.band);
                    let text = format!("{}: {}. {}", branch.when, branch.then, branch.text);
                    let sign = format!("{sign} {}", capital(band));
                    self.sheets.hanging(&sign, &text, BODY, Role::Ink, false);
                }
            }
            Block::Exercises(cards) => {
                for card in cards {
                    let text = format!("{} {}", card.how(), card.more());
                    self.item(&format!("{}:", card.exercise.name), &text);
                }
            }
            Block::Course { points, .. } => {
                let listed: Vec<String> = points
                    .iter()
                    .map(|(day, value)| format!("{day}: {}", quantity::trimmed(*value, 0)))
                    .collect();
                self.item("", &listed.join(" · "));
            }
            Block::Figure(of) => self.figure(of),
            Block::Group { title, blocks } => {
                self.sheets.heading(title, TITLE);
                self.blocks(blocks);
            }
            Block::Fold { blocks, .. } => self.blocks(blocks),
            Block::Note(text) => self.quiet(text),
        }
    }

    fn text(&mut self, words: &Words) {
        let (size, bold) = match words.tone {
            Tone::Lead => (15.0, false),
            Tone::Plain | Tone::Quiet => (BODY, false),
            _ => (BODY, true),
        };
        self.sheets.paragraph(&words.plain(), size, Role::Ink, bold);
    }

    fn quiet(&mut self, text: &str) {
        self.sheets.paragraph(text, SMALL, Role::Muted, false);
    }

    fn item(&mut self, sign: &str, text: &str) {
        self.sheets.hanging(sign, text, DETAIL, Role::Ink, false);
    }

    fn state(&mut self, status: &Status) {
        let Status {
            mark,
            name,
            about,
            more,
            ..
        } = status;
        let told: Vec<&str> = [about.as_str(), mark.words(), more.as_str()]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect();
        self.item(&format!("{}:", capital(name)), &told.join(" · "));
    }

    fn finding(&mut self, card: &FindingCard) {
        self.sheets.need(90.0);
        let head = format!(
            "{} · {} · {}",
            capital(words::severity(card.severity)),
            card.rule,
            card.date.format("%a %-d %b %Y")
        );
        self.sheets.paragraph(&head, SMALL, Role::Muted, true);
        self.sheets.paragraph(&card.message, BODY, Role::Ink, true);
        if !card.figures.is_empty() {
            self.quiet(&card.figures);
        }
        self.sheets
            .hanging("Why:", card.why, BODY, Role::Ink, false);
        if !card.advice.is_empty() {
            self.sheets
                .hanging("Do:", &card.advice, BODY, Role::Ink, false);
        }
        self.quiet(&capital(&card.source));
        self.sheets.space(6.0);
    }

    fn attention(&mut self, cards: &[FindingCard]) {
        for card in cards.iter().take(SHOWN) {
            let sign = capital(words::severity(card.severity));
            let text = format!("{} ({})", card.message, card.date.format("%-d %b"));
            self.sheets.hanging(&sign, &text, BODY, Role::Ink, false);
            if !card.advice.is_empty() {
                self.item("Do:", &card.advice);
            }
        }
        let more = cards.len().saturating_sub(SHOWN);
        if more > 0 {
            self.quiet(&format!("{more} more under Findings."));
        }
    }

    /// Structure, limits, rehab and check-in of each day; why it is so stands on the page
    /// and in the plan.
    fn days(&mut self, days: &[Day]) {
        let columns = [(80.0, false), (92.0, false), (34.0, true), (456.0, false)]
            .map(|(width, right)| Column { width, right });
        let head = ["Day", "What", "Min", "How"].map(str::to_owned);
        self.sheets.row(&columns, &head, SMALL, true);
        for day in days {
            let cells = [
                day.date.format("%a %-d %b").to_string(),
                capital(words::day_kind(day.kind)),
                day.minutes.map(quantity::minutes).unwrap_or_default(),
                how(day),
            ];
            self.sheets.row(&columns, &cells, SMALL, false);
        }
        self.sheets.space(6.0);
    }

    fn scene(&self, figure: &Figure) -> Option<Scene> {
        let drawings = self.drawings?;
        drawings.draw(figure.chart, (TEXT_WIDTH / self.scale) as u32)
    }

    fn figure(&mut self, figure: &Figure) {
        let Some(scene) = self.scene(figure) else {
            return;
        };
        self.sheets.need(scene.height * self.scale + 70.0);
        if !figure.title.is_empty() {
            self.sheets.heading(&figure.title, TITLE);
        }
        if !figure.second.is_empty() {
            self.sheets
                .paragraph(&figure.second, SMALL, Role::Ink, false);
        }
        if !figure.about.is_empty() {
            self.quiet(&figure.about);
        }
        self.sheets.drawing(scene, self.scale);
    }
}

fn how(day: &Day) -> String {
    let mut parts = Vec::new();
    if day.structured {
        parts.push(day.steps.join(", "));
    }
    let limits: Vec<String> = day.limits.iter().map(|pair| pair.words.plain()).collect();
    parts.push(limits.join(" · "));
    parts.push(day.rehab.clone());
    parts.push(day.check_in.clone());
    parts.retain(|part| !part.is_empty());
    parts.join("; ")
}
