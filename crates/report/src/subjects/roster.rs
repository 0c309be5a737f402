//! All athletes of a coach: who comes first, why, and how the last weeks went.

use crate::json::{NO_RUNG, PlanGlanceJson, RosterLineJson};
use crate::text::sparkline;
use crate::tree::{Cell, Table, Tone, Words, column, figures};
use crate::words::quantity::{counted, minutes, week_minutes};
use crate::words::rung_of;
use comeback_core::diary::Band;
use comeback_core::method::Rung;

/// Weeks of a little line.
const LINE_WEEKS: usize = 12;
/// A little line of cadence reaches so far under its middle, as a share.
const CADENCE_REACH: f64 = 0.08;

/// What a coach does with an athlete next, in the order in which the groups are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    Attention,
    /// Nothing presses, and a score or a run is missing.
    Missing,
    OnCourse,
    /// Back at full training, or never under care.
    Restored,
}

impl Group {
    pub const ALL: [Group; 4] = [
        Group::Attention,
        Group::Missing,
        Group::OnCourse,
        Group::Restored,
    ];

    /// The group of a line.
    pub fn of(line: &RosterLineJson) -> Group {
        let last = line.last_response.as_ref();
        let unscored = last.is_some_and(|last| last.band == Band::Unknown);
        if line.needs_a_look || line.urgent > 0 {
            return Group::Attention;
        }
        let is_missing = ["unscored", "no-data"].contains(&line.flag.as_str());
        let is_back = line.rung == Rung::Restored.as_str();
        let cared_for = line.rung != NO_RUNG;
        if is_missing || !line.due.is_empty() || (unscored && cared_for && !is_back) {
            Group::Missing
        } else if cared_for && !is_back {
            Group::OnCourse
        } else {
            Group::Restored
        }
    }

    /// Its name in an address.
    pub const fn as_str(self) -> &'static str {
        match self {
            Group::Attention => "attention",
            Group::Missing => "missing",
            Group::OnCourse => "on-course",
            Group::Restored => "restored",
        }
    }

    pub const fn words(self) -> &'static str {
        match self {
            Group::Attention => "Needs attention",
            Group::Missing => "Entries missing",
            Group::OnCourse => "On course",
            Group::Restored => "Restored, or not under care",
        }
    }
}

/// This week's plan: how much, and what kind of week it is.
pub fn plan_words(plan: &PlanGlanceJson) -> (String, String) {
    let kind = match plan.decision.as_str() {
        "suspend" => "no training",
        "back-up" => "back up",
        "restart" => "begin again",
        "cut-back" => "an easier week",
        "progress" => "one step up",
        _ => "no step up",
    };
    let amount = match plan.runs {
        0 => "no runs".to_owned(),
        runs => format!(
            "{}, {} min",
            counted(runs as usize, "run", "runs"),
            week_minutes(plan.weekly_min)
        ),
    };
    let open = if plan.provisional {
        ", provisional"
    } else {
        ""
    };
    (amount, format!("{kind}{open}"))
}

/// One athlete a line, in the order given.
pub fn table(title: &str, athletes: &[&RosterLineJson]) -> Table {
    let columns = vec![
        column("athlete", 0),
        column("why", 0),
        column("rung", 0),
        column("last run", 1),
        column("response", 0),
        figures("due", 2),
        figures("min 7 d", 5),
        column("cadence", 4),
        column("load", 4),
        column("this week", 3),
    ];
    let mut table = Table::new(title, columns);
    for line in athletes {
        table.row(row(line));
    }
    table
}

fn row(line: &RosterLineJson) -> [Cell; 10] {
    let rung = (line.rung != NO_RUNG).then(|| {
        let level = line
            .level
            .map_or(String::new(), |level| format!(" {level}"));
        let weeks = line
            .weeks_on_rung
            .map_or(String::new(), |weeks| format!(", {weeks} wk"));
        format!("{}{level}{weeks}", rung_of(&line.rung))
    });
    let response: Cell = match (&line.last_response, line.response_trend.as_deref()) {
        (None, _) => Cell::Missing,
        (Some(last), trend) => {
            let mut words = Words::band(last.band, last.max);
            match trend {
                Some("rising") => words = words.then(" ↗"),
                Some("falling") => words = words.then(" ↘"),
                _ => {}
            }
            words.into()
        }
    };
    let tone = if line.needs_a_look {
        Tone::Strong
    } else {
        Tone::Plain
    };
    [
        Cell::toned(&line.athlete, Tone::Strong),
        Cell::toned(&line.reason, tone),
        Cell::figure(rung),
        Cell::figure(line.last_run.map(|day| day.to_string())),
        response,
        Cell::figure((!line.due.is_empty()).then(|| line.due.len().to_string())),
        Cell::figure(line.running_min_7_d.map(minutes)),
        little(&line.cadence_spm_weeks, true),
        little(&line.tendon_load_weeks, false),
        Cell::figure(line.plan.as_ref().map(|plan| {
            let runs = counted(plan.runs as usize, "run", "runs");
            let open = if plan.provisional { ", open" } else { "" };
            format!(
                "{}: {runs}, {} min{open}",
                plan.decision,
                minutes(plan.weekly_min)
            )
        })),
    ]
}

/// The last weeks as a little line; cadence on a scale around its own middle.
fn little(weeks: &[Option<f64>], around: bool) -> Cell {
    let from = weeks.len().saturating_sub(LINE_WEEKS);
    let shown = weeks.get(from..).unwrap_or_default();
    let mut known: Vec<f64> = shown.iter().flatten().copied().collect();
    let floor = match comeback_core::robust::median(&mut known) {
        Some(middle) if around => middle * (1.0 - CADENCE_REACH),
        Some(_) => 0.0,
        None => return Cell::Missing,
    };
    sparkline(shown, floor).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::ResponseOfDayJson;
    use comeback_core::trend::roster::Reason;

    fn line(reason: &Reason, rung: &str) -> RosterLineJson {
        RosterLineJson {
            athlete: "anna".to_owned(),
            rung: rung.to_owned(),
            level: None,
            weeks_on_rung: None,
            last_run: None,
            runs_7_d: 0,
            running_min_7_d: None,
            band: None,
            worst_response: None,
            last_response: None,
            response_trend: None,
            urgent: 0,
            warnings: 0,
            cautions: 0,
            rules: Vec::new(),
            reason: String::new(),
            flag: reason.flag().to_owned(),
            needs_a_look: reason.needs_a_look(),
            rank: reason.rank(),
            weight: 0.0,
            due: Vec::new(),
            cadence_spm_weeks: Vec::new(),
            tendon_load_weeks: Vec::new(),
            plan: None,
            comment: None,
        }
    }

    #[test]
    fn every_line_is_in_the_group_of_what_a_coach_does_next() {
        let unscored = Reason::Unscored { without: 2, of: 4 };
        let usual = Reason::AsUsual;
        let cases = [
            (line(&Reason::NoRun(20), "volume"), Group::Attention),
            (line(&Reason::NoRun(20), NO_RUNG), Group::Attention),
            (line(&unscored, "volume"), Group::Missing),
            (line(&Reason::NoData, NO_RUNG), Group::Missing),
            (line(&usual, "volume"), Group::OnCourse),
            (line(&usual, "restored"), Group::Restored),
            (line(&usual, NO_RUNG), Group::Restored),
        ];
        for (line, group) in cases {
            assert_eq!(Group::of(&line), group, "{} {}", line.flag, line.rung);
        }
    }

    #[test]
    fn a_last_run_without_a_score_is_missing_as_long_as_it_is_asked_for() {
        for (rung, group) in [
            ("volume", Group::Missing),
            ("restored", Group::Restored),
            (NO_RUNG, Group::Restored),
        ] {
            let mut line = line(&Reason::AsUsual, rung);
            line.last_response = Some(ResponseOfDayJson {
                date: chrono::NaiveDate::MIN,
                band: Band::Unknown,
                max: None,
            });
            assert_eq!(Group::of(&line), group, "{rung}");
        }
        let mut urgent = line(&Reason::AsUsual, NO_RUNG);
        urgent.urgent = 1;
        assert_eq!(Group::of(&urgent), Group::Attention);
    }
}
