//! The JSON of the contract: SI units with the unit in the name, instants as
//! RFC 3339 with offset, missing as `null`. Each function takes words of the
//! domain and gives an object that serde writes; none computes.

mod adherence;
mod athlete;
mod care;
mod check;
mod forecast;
mod import;
mod plan;
mod rehab;
mod roster;
mod rules;
mod run;
mod screen;
mod settings;
mod today;
mod week;
mod why;

pub use adherence::{AdherenceJson, adherence};
pub use athlete::{EpisodeJson, EpisodeShowJson, VisaJson, episode};
pub use care::{CareJson, care};
pub use check::{CheckJson, FindingJson, GoalJson, UnknownJson, check, finding, findings};
pub use forecast::{
    DatesJson, ForecastJson, RungJson, WentBeforeJson, forecast, no_forecast, went_before,
};
pub use import::{ImportJson, ReviewJson, import, review};
pub use plan::{AlternativeJson, DayJson, PlanJson, ReasonJson, StepJson, plan};
pub use rehab::{CriterionJson, DoseJson, RehabJson, RetestJson, rehab};
pub use roster::{
    PlanGlanceJson, ResponseOfDayJson, RosterJson, RosterLineJson, by_need, roster_line,
};
pub use rules::{ExplainJson, RuleJson, RulesJson, explain, explain_with, rules};
pub use run::{EffortJson, LapJson, RunJson, RunsJson, ShowJson, run, runs, show};
pub use screen::{ScreenJson, screen};
pub use settings::{
    SettingChangeJson, SettingJson, SettingRecordJson, SettingsJson, differing_settings,
    recorded_setting, recorded_settings, setting, settings,
};
pub use today::{DueJson, TodayJson, today};
pub use week::{TrendJson, WeekJson, trend, trend_with, week};
pub use why::{ChangeJson, LogNowJson, WhyJson, log_now, why};

pub use check::NO_RUNG;

use chrono::{DateTime, FixedOffset, SecondsFormat};
use serde::Serialize;

/// The text of an object, indented, with a final line end.
///
/// # Errors
/// Only when an object cannot be JSON at all, which no object of this room is.
pub fn to_text<T: Serialize>(object: &T) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(object)?;
    text.push('\n');
    Ok(text)
}

/// RFC 3339 with offset; milliseconds only where there are some.
pub(crate) fn instant(at: DateTime<FixedOffset>) -> String {
    let digits = if at.timestamp_subsec_millis() == 0 {
        SecondsFormat::Secs
    } else {
        SecondsFormat::Millis
    };
    at.to_rfc3339_opts(digits, false)
}
