//! The way up the ladder so far, and when the rungs ahead are likely.

use super::pain::{self, Answered};
use crate::calendar::Days;
use crate::diary::{Band, History, Pain};
use crate::forecast::{Dates, Forecast};
use crate::limits;
use crate::method::{Rung, Standing, ladder};
use chrono::NaiveDate;

/// Time on one rung, both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    /// The rung.
    pub rung: Rung,
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
}

/// A fall to a lower rung.
#[derive(Debug, Clone, PartialEq)]
pub struct StepBack {
    /// The day.
    pub day: NaiveDate,
    /// The rung before.
    pub from: Rung,
    /// The rung after.
    pub to: Rung,
    /// The run answered by red that it followed; none after a break.
    pub cause: Option<Answered>,
}

/// A rung of the goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The rung.
    pub rung: Rung,
    /// Whether it is complete.
    pub done: bool,
    /// Whether the runner is on it.
    pub here: bool,
    /// When it is likely complete.
    pub likely: Option<Dates>,
    /// When it would be with every answer green.
    pub best: Option<NaiveDate>,
}

/// What the sentence says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// No episode is open.
    NoEpisode,
    /// The goal is reached.
    Restored,
    /// When the goal is likely to be reached.
    Likely(Dates),
    /// Before a forecast can be made; the day, where the plan leads there.
    BestCase(Option<NaiveDate>),
    /// No date can be given.
    NotInSight,
}

/// The way up the ladder.
#[derive(Debug, Clone, PartialEq)]
pub struct ClimbTrend {
    /// The day that it is told on.
    pub today: NaiveDate,
    /// Where the runner stands.
    pub standing: Option<Standing>,
    /// The lowest rung first.
    pub rows: Vec<Row>,
    /// The rungs so far, in the order of time.
    pub stays: Vec<Stay>,
    /// Steps back, in the order of time.
    pub backs: Vec<StepBack>,
    /// What is said of it.
    pub verdict: Verdict,
}

/// The way of the open episode with its forecast, which takes longer and is handed in.
pub fn trend(history: &History, forecast: Option<&Forecast>) -> ClimbTrend {
    let today = history.today();
    let (Some(episode), Some(standing)) = (history.episode(), ladder::standing(history)) else {
        return ClimbTrend {
            today,
            standing: None,
            rows: Vec::new(),
            stays: Vec::new(),
            backs: Vec::new(),
            verdict: Verdict::NoEpisode,
        };
    };
    let (stays, backs) = way(history, episode.start, &standing);
    let walked = stays.iter().any(|stay| stay.rung == Rung::WalkRun);
    let goal = standing.goal;
    let wanted = |rung: &Rung| match rung {
        Rung::WalkRun => walked || standing.rung == Rung::WalkRun,
        Rung::Intensity => goal.intensity(),
        Rung::Hills => goal.hills,
        Rung::HillSprints => goal.hill_sprints,
        Rung::Volume | Rung::Frequency | Rung::Restored => true,
    };
    let likely = |rung: Rung| {
        let forecast = forecast?;
        if rung == Rung::Restored {
            return forecast.restored;
        }
        let found = forecast.rungs.iter().find(|of| of.rung == rung)?;
        Some(found.dates)
    };
    let best = |rung: Rung| {
        let forecast = forecast?;
        if rung == Rung::Restored {
            return forecast.best_case;
        }
        let found = forecast.best_rungs.iter().find(|of| of.rung == rung)?;
        Some(found.best_case)
    };
    let rows = Rung::ALL
        .into_iter()
        .filter(wanted)
        .map(|rung| Row {
            rung,
            done: rung < standing.rung || standing.rung == Rung::Restored,
            here: rung == standing.rung,
            likely: likely(rung).filter(|_| rung >= standing.rung),
            best: best(rung).filter(|_| rung >= standing.rung),
        })
        .collect();
    ClimbTrend {
        today,
        verdict: verdict(&standing, forecast),
        rows,
        stays,
        backs,
        standing: Some(standing),
    }
}

fn verdict(standing: &Standing, forecast: Option<&Forecast>) -> Verdict {
    if standing.rung == Rung::Restored {
        return Verdict::Restored;
    }
    match forecast {
        None => Verdict::BestCase(None),
        Some(forecast) => match forecast.restored {
            Some(dates) => Verdict::Likely(dates),
            None if forecast.weeks_known < limits::FORECAST_FROM_WEEK.value as u32 => {
                Verdict::BestCase(forecast.best_case)
            }
            None => Verdict::NotInSight,
        },
    }
}

fn way(history: &History, start: NaiveDate, standing: &Standing) -> (Vec<Stay>, Vec<StepBack>) {
    let today = history.today();
    let course = ladder::course(history);
    let known = course.days().iter().map(|(day, of)| (*day, of.rung));
    let days = known
        .filter(|(day, _)| *day <= today)
        .chain([(today, standing.rung)]);
    let mut stays: Vec<Stay> = Vec::new();
    let mut backs = Vec::new();
    for (day, rung) in days {
        match stays.last_mut() {
            Some(stay) if stay.rung == rung => stay.to = day,
            Some(stay) => {
                stay.to = day;
                if rung < stay.rung {
                    backs.push(StepBack {
                        day,
                        from: stay.rung,
                        to: rung,
                        cause: red_before(history, day),
                    });
                }
                stays.push(Stay {
                    rung,
                    from: day,
                    to: day,
                });
            }
            None => stays.push(Stay {
                rung,
                from: start.min(day),
                to: day,
            }),
        }
    }
    (stays, backs)
}

/// The red that a step back followed: the last run answered so before the day.
fn red_before(history: &History, day: NaiveDate) -> Option<Answered> {
    let pain = Pain::of(history);
    let from = day - Days::new(limits::PAIN_REPEATED_DAYS.value as u64);
    let runs = history.runs_between(from, day);
    runs.iter()
        .rev()
        .map(|run| pain::answered(history, &pain, run))
        .find(|run| run.band == Band::Red)
}
