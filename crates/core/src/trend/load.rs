//! Minutes and tendon load a week against the runner's own usual range, and the
//! pain that followed: was there a jump?

use super::{count, days};
use crate::calendar::Days;
use crate::diary::{Band, History, Pain, span};
use crate::limits;
use crate::robust::{median_of, spread};
use crate::run::Run;
use chrono::NaiveDate;

/// A figure of a week.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Figure {
    /// The sum of what is known; `None` where no run tells it.
    pub value: Option<f64>,
    /// A run of the week does not tell it: the value is short of the truth.
    pub partly: bool,
    /// The usual range, where enough is known.
    pub usual: Option<Usual>,
    /// Above the usual range and well above the weeks before.
    pub jump: bool,
}

/// A usual range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Usual {
    /// The median week.
    pub median: f64,
    /// Lower end.
    pub low: f64,
    /// Higher end.
    pub high: f64,
}

/// Where a figure lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Under the range.
    Below,
    /// Within it.
    Inside,
    /// Over it.
    Above,
}

impl Figure {
    /// Where the figure lies; `None` where it is partly unknown or without a range.
    pub fn place(&self) -> Option<Place> {
        let (value, usual) = self.value.filter(|_| !self.partly).zip(self.usual)?;
        Some(if value > usual.high {
            Place::Above
        } else if value < usual.low {
            Place::Below
        } else {
            Place::Inside
        })
    }

    /// The figure over the usual median.
    pub fn times_usual(&self) -> Option<f64> {
        let (value, usual) = self.value.zip(self.usual)?;
        Some(value / usual.median).filter(|times| times.is_finite())
    }
}

/// The load of one week.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LoadWeek {
    /// Its Monday.
    pub monday: NaiveDate,
    /// Its runs.
    pub runs: usize,
    /// The week is over.
    pub full: bool,
    /// Running minutes.
    pub minutes: Figure,
    /// Load of the tendon.
    pub load: Figure,
    /// Worst response of the week's runs.
    pub pain: Option<(Band, f64)>,
    /// Planned lighter, by the plan that was kept.
    pub cut_back: bool,
    /// Running weeks since the last break that a usual range could be made of.
    pub base: usize,
}

/// Days without a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Off {
    /// First day off.
    pub from: NaiveDate,
    /// Last day off.
    pub to: NaiveDate,
    /// Days off.
    pub days: i64,
}

/// In how many of the spells of pain the week before was above the usual range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spells {
    /// Spells of which the week before can be told.
    pub told: usize,
    /// Those with a week above the usual before them.
    pub above: usize,
    /// The day of the first of them.
    pub since: NaiveDate,
}

/// The load of the weeks.
#[derive(Debug, Clone, PartialEq)]
pub struct LoadTrend {
    /// The day that it is told on.
    pub today: NaiveDate,
    /// Consecutive, the oldest first.
    pub weeks: Vec<LoadWeek>,
    /// Breaks, in the order of time.
    pub off: Vec<Off>,
    /// First day of the open episode.
    pub injury: Option<NaiveDate>,
    /// Median week of the twelve before the injury.
    pub before_minutes: Option<f64>,
    /// Load of a usual week before the episode.
    pub before_load: Option<f64>,
    /// An episode is under care.
    pub episode: bool,
    /// How the load was before spells of pain.
    pub spells: Option<Spells>,
}

impl LoadTrend {
    /// The last week that is over.
    pub fn last_full(&self) -> Option<&LoadWeek> {
        self.weeks.iter().rev().find(|week| week.full)
    }
}

type Read = fn(&Run) -> Option<f64>;
const FIGURES: [Read; 2] = [Run::running_minutes, |run| run.tendon_load];

/// A week before its ranges.
struct Plain {
    monday: NaiveDate,
    runs: usize,
    sums: [(Option<f64>, bool); 2],
}

/// The last `shown` weeks, today's among them.
pub fn trend(history: &History, shown: usize) -> LoadTrend {
    let today = history.today();
    let back = limits::USUAL_WEEKS.value as usize;
    let plain = plain_weeks(history, shown);
    let cuts = Cuts::of(history);
    let pain = Pain::of(history);
    let weeks = judged(history, &plain, shown, &cuts, &pain);
    let injury = history.episode().map(|episode| episode.start);
    let before = |figure: usize| {
        let injury = injury?;
        let start = injury - Days::new(7 * back as u64);
        median_of(
            plain
                .iter()
                .filter(|week| start <= week.monday && week.monday + Days::new(6) < injury)
                .filter_map(|week| known(week, figure)),
        )
    };
    LoadTrend {
        today,
        off: cuts.off,
        injury,
        before_minutes: before(0),
        before_load: before(1),
        episode: injury.is_some(),
        spells: spells(history, &pain),
        weeks,
    }
}

/// The last week that is over: [`LoadTrend::last_full`] of a trend, and nothing else of it.
pub(super) fn last_full(history: &History) -> Option<LoadWeek> {
    // Today's week and the one before it.
    const SHOWN: usize = 2;
    let plain = plain_weeks(history, SHOWN);
    let weeks = judged(
        history,
        &plain,
        SHOWN,
        &Cuts::of(history),
        &Pain::of(history),
    );
    weeks.into_iter().rev().find(|week| week.full)
}

/// The last weeks, and those before them that they are held against.
fn plain_weeks(history: &History, shown: usize) -> Vec<Plain> {
    let today = history.today();
    let this = span::monday(today);
    let first_run = history.runs.first().map_or(today, Run::date);
    let reach = this - Days::new(7 * (shown + limits::USUAL_WEEKS.value as usize) as u64);
    let first = span::monday(first_run).max(reach);
    first
        .iter_days()
        .step_by(7)
        .take_while(|monday| *monday <= this)
        .map(|monday| plain(history, monday))
        .collect()
}

fn judged(
    history: &History,
    plain: &[Plain],
    shown: usize,
    cuts: &Cuts,
    pain: &Pain,
) -> Vec<LoadWeek> {
    let from = plain.len().saturating_sub(shown);
    (from..plain.len())
        .filter_map(|place| week(history, plain, place, cuts, pain))
        .collect()
}

fn plain(history: &History, monday: NaiveDate) -> Plain {
    let runs = history.runs_between(monday, monday + Days::new(6));
    let counted: Vec<&Run> = runs.iter().filter(|run| !run.is_accident()).collect();
    let sums = FIGURES.map(|read| sum(counted.iter().copied(), read));
    Plain {
        monday,
        runs: counted.len(),
        sums,
    }
}

/// The sum of what is known, and whether a run does not tell it.
fn sum<'a>(runs: impl Iterator<Item = &'a Run>, read: Read) -> (Option<f64>, bool) {
    let mut total: Option<f64> = None;
    let mut partly = false;
    for run in runs {
        match read(run).filter(|value| value.is_finite()) {
            Some(value) => total = Some(total.unwrap_or(0.0) + value),
            None => partly = true,
        }
    }
    (total, partly)
}

/// A figure that is wholly known and more than nothing.
fn known(week: &Plain, figure: usize) -> Option<f64> {
    let (value, partly) = week.sums.get(figure)?;
    (*value).filter(|value| *value > 0.0 && !partly)
}

/// What a comparison never looks across.
struct Cuts {
    off: Vec<Off>,
    /// First days after a break.
    back: Vec<NaiveDate>,
    injuries: Vec<NaiveDate>,
}

impl Cuts {
    fn of(history: &History) -> Cuts {
        let breaks = span::breaks(history, days(&limits::LOG_BREAK_DAYS));
        Cuts {
            back: breaks.iter().filter_map(|of| of.first_run).collect(),
            off: (breaks.iter())
                .map(|of| Off {
                    from: of.last_run + Days::new(1),
                    to: of
                        .first_run
                        .map_or(history.today(), |first| first - Days::new(1)),
                    days: of.days_off,
                })
                .collect(),
            injuries: history
                .episodes
                .iter()
                .map(|episode| episode.start)
                .collect(),
        }
    }

    /// The first Monday that a week may be compared with.
    fn since(&self, monday: NaiveDate) -> NaiveDate {
        let sunday = monday + Days::new(6);
        let back = (self.back.iter())
            .filter(|day| **day <= sunday)
            .map(|day| span::monday(*day));
        // The week of the injury itself belongs to what led to it.
        let hurt = (self.injuries.iter())
            .filter(|day| **day <= monday)
            .map(|day| span::monday(*day + Days::new(6)));
        back.chain(hurt).max().unwrap_or(NaiveDate::MIN)
    }
}

/// The range of some weeks; `None` of too few.
fn usual(base: &[f64]) -> Option<Usual> {
    if base.len() < count(&limits::LOAD_WEEKS_LEAST) {
        return None;
    }
    let logs: Vec<f64> = base.iter().map(|value| value.ln()).collect();
    let median = median_of(base.iter().copied())?;
    let factor = (limits::USUAL_DEVIATIONS.value * spread(&logs)?)
        .exp()
        .clamp(
            limits::LOAD_FACTOR_LOW.value,
            limits::LOAD_FACTOR_HIGH.value,
        );
    Some(Usual {
        median,
        low: median / factor,
        high: median * factor,
    })
}

/// The known weeks before one that it may be compared with, the newest first.
fn base(plain: &[Plain], place: usize, since: NaiveDate, figure: usize) -> Vec<f64> {
    (plain.iter().take(place).rev())
        .take(count(&limits::USUAL_WEEKS))
        .take_while(|week| week.monday >= since)
        .filter_map(|week| known(week, figure))
        .collect()
}

fn week(
    history: &History,
    plain: &[Plain],
    place: usize,
    cuts: &Cuts,
    pain: &Pain,
) -> Option<LoadWeek> {
    let of = plain.get(place)?;
    let since = cuts.since(of.monday);
    let figure = |which: usize| -> Figure {
        let (value, partly) = of.sums.get(which).copied().unwrap_or_default();
        let usual = usual(&base(plain, place, since, which));
        let highest = (plain.iter().take(place).rev())
            .take(count(&limits::LOAD_JUMP_WEEKS))
            .filter_map(|week| week.sums.get(which)?.0)
            .fold(0.0, f64::max);
        let jump = value.zip(usual).is_some_and(|(value, usual)| {
            value > usual.high && value >= limits::LOAD_JUMP.value * highest
        });
        Figure {
            value,
            partly,
            usual,
            jump,
        }
    };
    let sunday = of.monday + Days::new(6);
    let today = history.today();
    let runs = history.runs_between(of.monday, sunday);
    let ran_sunday = runs.iter().any(|run| run.date() == sunday);
    let worst = runs
        .iter()
        .map(|run| pain.response(run))
        .filter_map(|found| Some((found.band, found.max?.get())))
        .max_by(|a, b| a.1.total_cmp(&b.1));
    let given = history
        .plans
        .iter()
        .rev()
        .find(|given| given.plan.week == of.monday);
    Some(LoadWeek {
        monday: of.monday,
        runs: of.runs,
        full: today > sunday || (today == sunday && ran_sunday),
        minutes: figure(0),
        load: figure(1),
        pain: worst,
        cut_back: given.is_some_and(|given| given.plan.decision == "cut-back"),
        base: base(plain, place, since, 0).len(),
    })
}

/// Spells of pain over 5 and whether the seven days to the run that began each held
/// more tendon load than the usual range.
fn spells(history: &History, pain: &Pain) -> Option<Spells> {
    let mut begins: Vec<&Run> = Vec::new();
    let mut last: Option<NaiveDate> = None;
    for run in &history.runs {
        if pain.response(run).band != Band::Red {
            continue;
        }
        let far =
            last.is_none_or(|last| (run.date() - last).num_days() > days(&limits::SPELL_DAYS));
        if far {
            begins.push(run);
        }
        last = Some(run.date());
    }
    let cuts = Cuts::of(history);
    let told: Vec<(NaiveDate, bool)> = begins
        .into_iter()
        .filter_map(|run| Some((run.date(), above_before(history, run, &cuts)?)))
        .collect();
    let (since, _) = *told.first()?;
    (told.len() >= count(&limits::SPELLS)).then(|| Spells {
        told: told.len(),
        above: told.iter().filter(|(_, above)| *above).count(),
        since,
    })
}

/// Whether the seven days to a run were above the range of the weeks before them.
fn above_before(history: &History, run: &Run, cuts: &Cuts) -> Option<bool> {
    let monday = span::monday(run.date());
    let back = limits::USUAL_WEEKS.value as u64;
    let plain: Vec<Plain> = (0..=back)
        .map(|weeks| plain(history, monday - Days::new(7 * (back - weeks))))
        .collect();
    let place = plain.len().checked_sub(1)?;
    let usual = usual(&base(&plain, place, cuts.since(monday), 1))?;
    let to = run.date();
    let seven = history.runs_between(to - Days::new(6), to);
    let counted = seven
        .iter()
        .filter(|of| !of.is_accident() && of.start <= run.start);
    let (value, partly) = sum(counted, |run| run.tendon_load);
    value.filter(|_| !partly).map(|value| value > usual.high)
}
