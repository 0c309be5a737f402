//! The weeks of the sampled lives, kept: whatever changes one of them, wanted or not, shows.
//! After a wanted change `COMEBACK_BLESS=1 cargo test -p comeback-core --test closed_loop`
//! writes them again; how many lines differ says how far a change reaches.

use super::held;
use comeback_core::plan::WeekPlan;
use std::path::PathBuf;

/// Weeks that are told whole where they are another.
const MOST_TOLD: usize = 4;

/// A week in a line: what is decided, the minutes of its days, and a sum over all that is said.
fn line(week: &WeekPlan) -> String {
    let minutes: Vec<String> = (week.days.iter())
        .map(|day| {
            let kind = day.kind.as_str();
            (day.minutes).map_or_else(|| "-".to_owned(), |minutes| format!("{kind}:{minutes:.1}"))
        })
        .collect();
    format!(
        "{} {} {} {}",
        week.starts,
        week.decision.as_str(),
        minutes.join(" "),
        sum(&all_of(week))
    )
}

/// All that a week says.
fn all_of(week: &WeekPlan) -> String {
    let days: Vec<String> = (week.days.iter())
        .map(|day| format!("{} {:?} {:?}", day.why, day.rehab, day.steps))
        .collect();
    format!(
        "{}\n  {}\n  {}\n  {:?}\n  {:?}",
        held::print(week),
        week.headline,
        days.join("\n  "),
        week.if_amber,
        week.if_red
    )
}

/// Eight digits that another text does not have, by FNV-1a.
fn sum(text: &str) -> String {
    let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    format!("{hash:08x}")
}

/// What is another than it was in the weeks of lives, or `None`.
pub(super) fn differs(name: &str, lives: &[(u64, Vec<WeekPlan>)]) -> Option<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/closed_loop")
        .join(format!("{name}.txt"));
    let weeks = || {
        lives
            .iter()
            .flat_map(|(seed, weeks)| weeks.iter().map(move |week| (seed, week)))
    };
    let now: Vec<String> = weeks()
        .map(|(seed, week)| format!("{seed} {}", line(week)))
        .collect();
    if std::env::var_os("COMEBACK_BLESS").is_some() {
        std::fs::write(&path, now.join("\n") + "\n").expect("writes");
        return None;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let kept: Vec<&str> = kept.lines().collect();
    let others: Vec<String> = (now.iter().zip(weeks()).enumerate())
        .filter(|(place, (line, _))| kept.get(*place) != Some(&line.as_str()))
        .map(|(place, (line, (_, week)))| {
            let was = kept.get(place).unwrap_or(&"nothing");
            format!("was {was}\nis  {line}\n{}", all_of(week))
        })
        .collect();
    let gone = kept.len().saturating_sub(now.len());
    (!others.is_empty() || gone > 0).then(|| {
        let told = others.iter().take(MOST_TOLD).cloned().collect::<Vec<_>>();
        format!(
            "{} of {} weeks are others than in {}, {gone} are gone:\n{}",
            others.len(),
            now.len(),
            path.display(),
            told.join("\n")
        )
    })
}
