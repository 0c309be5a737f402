//! What a scenario expects: of the rules, the ladder, the plan, and of the
//! words of the method (responses, factors, the goal).

use super::log::number;
use super::read::{date, words};
use super::{Failure, Played, coverage};
use chrono::{Days, NaiveDate};
use comeback_core::diary::{response, span};
use comeback_core::method::{IntensityStep, Rung, Standing};
use comeback_core::plan::today::today;
use comeback_core::plan::{Day, WeekPlan, plan, rehab};
use comeback_core::rehab::standing::{self, Retest};
use comeback_core::rules::{Finding, RuleId, Severity};
use comeback_core::run::Run;

/// The plan of the week after the day of the question.
pub(super) fn next_week(played: &Played) -> WeekPlan {
    let monday = span::monday(played.history.today()) + Days::new(7);
    plan(&played.history, monday)
}

/// The plan of the week of the question.
fn this_week(played: &Played) -> WeekPlan {
    plan(&played.history, span::monday(played.history.today()))
}

/// Whether the exercises of a week lie on some days and on no others: `wed,fri`.
fn rehab_on(week: &WeekPlan, days: &str) -> bool {
    let found: Vec<String> = rehab_days(week)
        .iter()
        .map(|(date, _)| date.format("%a").to_string().to_lowercase())
        .collect();
    found.join(",") == days
}

/// Whether a week says some words: in its headline, its reasons or on one of its days.
fn told_on_days(week: &WeekPlan, text: &[&str]) -> bool {
    let of_days = (week.days.iter())
        .flat_map(|day| [day.rehab.as_deref().unwrap_or_default(), day.why.as_str()]);
    let said = of_days
        .chain([week.headline.as_str()])
        .chain(week.reasons.iter().map(|reason| reason.text.as_str()));
    let text = text.join(" ");
    said.into_iter().any(|said| said.contains(&text))
}

/// Whether one expectation holds; else what it says, for the reader.
pub(super) fn holds(played: &Played, line: &str) -> Result<(), Failure> {
    let said = words(line);
    let said: Vec<&str> = said.iter().map(|word| word.trim_end_matches(',')).collect();
    match judge(played, &said) {
        Ok(true) => Ok(()),
        Ok(false) => Err(format!("    expected `{line}`")),
        Err(failure) => Err(format!("    `{line}`: {failure}")),
    }
}

fn judge(played: &Played, words: &[&str]) -> Result<bool, Failure> {
    let checked = &played.checked;
    Ok(match words {
        ["fires", rule, "on", day, severity] => {
            let day = date(day)?;
            of(played, rule)?
                .iter()
                .any(|found| found.date == day && found.severity.as_str() == *severity)
        }
        ["once", rule] => of(played, rule)?.len() == 1,
        ["silent", rule] | ["silent", rule, "one", "step", "short"] => of(played, rule)?.is_empty(),
        ["unknown", rule] => {
            of(played, rule)?;
            checked
                .unknown
                .iter()
                .any(|lack| lack.rule.as_str() == *rule)
        }
        ["advises", rule, text @ ..] => of(played, rule)?
            .iter()
            .any(|found| found.advice.contains(&text.join(" "))),
        ["no", "warning"] => checked.worst() < Some(Severity::Warning),
        ["no", "caution"] => checked.worst() < Some(Severity::Caution),
        ["stands", "at", rest @ ..] => stands(checked.standing.as_ref(), rest)?,
        ["decides", decision] => next_week(played).decision.as_str() == *decision,
        ["because", "no", "rule"] => reason(&next_week(played)).is_none(),
        ["because", rule] => reason(&next_week(played)).map(RuleId::as_str) == Some(*rule),
        ["says", "nothing", "of", text @ ..] => !says(&next_week(played), text),
        ["says", text @ ..] => says(&next_week(played), text),
        ["drives", stronger, "over", weaker] => {
            for cause in [stronger, weaker] {
                if !coverage::stands(played, cause)? {
                    return Err(format!("there is no {cause} here"));
                }
            }
            coverage::drives(&next_week(played), stronger)?
        }
        ["if", "amber", decision] => next_week(played)
            .if_amber
            .is_some_and(|other| other.decision.as_str() == *decision),
        ["if", "red", decision] => {
            let week = next_week(played);
            week.if_red.is_some_and(|other| {
                other.decision.as_str() == *decision && other.weekly_min < week.weekly_min
            })
        }
        ["this", "week", "rehab", "on", days] => rehab_on(&this_week(played), days),
        ["this", "week", "says", "nothing", "of", text @ ..] => {
            !told_on_days(&this_week(played), text)
        }
        ["this", "week", "says", text @ ..] => told_on_days(&this_week(played), text),
        ["today", "says", "nothing", "of", text @ ..] => !today_says(played, text),
        ["today", "says", text @ ..] => today_says(played, text),
        ["plans", rest @ ..] => plans(played, &next_week(played), rest)?,
        ["response", "of", day, band] => {
            let day = date(day)?;
            let runs = played.history.runs_between(day, day);
            let run = runs.first().ok_or("no run on that day")?;
            response(run, &played.history).band.as_str() == *band
        }
        ["rehab", "is", set] => {
            standing::standing(&played.history).is_some_and(|found| found.set.as_str() == *set)
        }
        ["rehab", "asks", change] => {
            let overview =
                rehab::overview(&played.history, &next_week(played)).ok_or("no episode is open")?;
            format!("{:?}", overview.session.change).to_lowercase() == *change
        }
        ["retest", "planned", "on", day] => {
            let overview =
                rehab::overview(&played.history, &next_week(played)).ok_or("no episode is open")?;
            overview.retest_on == Some(date(day)?)
        }
        ["retest", state] => {
            let found = standing::standing(&played.history).ok_or("no episode is open")?;
            let known = match found.retest {
                Retest::None => "none",
                Retest::NotYet => "not-yet",
                Retest::Due(_) => "due",
                Retest::Passed(_) => "passed",
            };
            known == *state
        }
        ["criterion", place, state] => {
            let found = standing::standing(&played.history).ok_or("no episode is open")?;
            let place = number(place)? as usize;
            let criterion = (place.checked_sub(1))
                .and_then(|place| found.criteria.get(place))
                .ok_or("no such criterion")?;
            let known = match criterion.met {
                Some(true) => "met",
                Some(false) => "short",
                None => "unknown",
            };
            known == *state
        }
        ["goal", rest @ ..] => goal(played, rest)?,
        ["week", "has", count, what @ ..] => week_has(played, number(count)?, what)?,
        ["shows", line] => return coverage::known_line(line).map(|()| true),
        _ => return Err("this is no expectation".to_owned()),
    })
}

fn of<'a>(played: &'a Played, rule: &str) -> Result<Vec<&'a Finding>, Failure> {
    let rule: RuleId = rule.parse().map_err(|_| format!("no rule {rule}"))?;
    Ok(played
        .checked
        .findings
        .iter()
        .filter(|found| found.rule == rule)
        .collect())
}

fn says(week: &WeekPlan, text: &[&str]) -> bool {
    let text = text.join(" ");
    week.reasons
        .iter()
        .any(|reason| reason.text.contains(&text))
}

/// Whether the day of the question has some words: in its headline or beside it.
fn today_says(played: &Played, text: &[&str]) -> bool {
    let today = today(&played.history);
    let message = today.message.map(|message| message.text.to_owned());
    let rehab = today.session.and_then(|day| day.rehab);
    let said = [
        Some(today.headline),
        rehab,
        today.race,
        today.quiet,
        message,
    ];
    let text = text.join(" ");
    said.into_iter().flatten().any(|said| said.contains(&text))
}

fn reason(week: &WeekPlan) -> Option<RuleId> {
    week.reasons.first().and_then(|reason| reason.rule)
}

/// `volume`, `walk-run level 4`, `intensity tempo`, `none`.
fn stands(standing: Option<&Standing>, words: &[&str]) -> Result<bool, Failure> {
    let Some(standing) = standing else {
        return Ok(words == ["none"]);
    };
    let rung = standing.rung.as_str();
    Ok(match words {
        [wanted] => rung == *wanted,
        [wanted, "level", level] => {
            rung == *wanted && standing.level.map(f64::from) == Some(number(level)?)
        }
        [wanted, step] => {
            let known = standing.intensity_step.map(|step| match step {
                IntensityStep::Tempo => "tempo",
                IntensityStep::Intervals => "intervals",
                IntensityStep::Sprints => "sprints",
            });
            rung == *wanted && known == Some(*step)
        }
        _ => return Err("no such place on the ladder".to_owned()),
    })
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.051
}

fn run_days(week: &WeekPlan) -> Vec<&Day> {
    week.days.iter().filter(|day| day.kind.is_run()).collect()
}

fn rehab_days(week: &WeekPlan) -> Vec<(NaiveDate, &str)> {
    week.days
        .iter()
        .filter_map(|day| Some((day.date, day.rehab.as_deref()?)))
        .collect()
}

/// The days between one date and the next; the last run of the log comes first.
fn apart(played: &Played, week: &WeekPlan) -> Vec<i64> {
    let last = played.history.runs.last().map(Run::date);
    let days: Vec<NaiveDate> = last
        .into_iter()
        .chain(run_days(week).iter().map(|day| day.date))
        .collect();
    days.windows(2)
        .map(|pair| (pair[1] - pair[0]).num_days())
        .collect()
}

fn plans(played: &Played, week: &WeekPlan, words: &[&str]) -> Result<bool, Failure> {
    let runs = run_days(week);
    let of_kind = |kind: &str| week.days.iter().any(|day| day.kind.as_str() == kind);
    let every = |fits: &dyn Fn(&Day) -> bool| !runs.is_empty() && runs.iter().all(|day| fits(day));
    Ok(match words {
        [count, "runs"] => runs.len() as f64 == number(count)?,
        [minutes, "min", "a", "run"] => {
            let minutes = number(minutes)?;
            every(&|day| {
                !matches!(day.kind.as_str(), "easy" | "walk-run")
                    || day.minutes.is_some_and(|known| near(known, minutes))
            })
        }
        [minutes, "min", "in", "the", "week"] => near(week.weekly_min, number(minutes)?),
        ["at", "most", minutes, "min", "in", "the", "week"] => {
            week.weekly_min <= number(minutes)? + 0.05
        }
        ["at", "least", minutes, "min", "in", "the", "week"] => {
            week.weekly_min >= number(minutes)? - 0.05
        }
        ["factor", factor] => week.factor.map(Rung::as_str) == Some(*factor),
        ["no", "factor"] => week.factor.is_none(),
        ["level", level] => week.level.map(f64::from) == Some(number(level)?),
        ["a", kind, "day"] => of_kind(kind),
        ["no", kind, "day"] => !of_kind(kind),
        ["one", kind, "day"] => runs.iter().filter(|day| day.kind.as_str() == *kind).count() == 1,
        ["no", kind, "day", "before", first] => {
            let first = date(first)?;
            runs.iter()
                .all(|day| day.kind.as_str() != *kind || day.date >= first)
        }
        [repeat, "x", seconds, "s", what, rest @ ..] => {
            let (repeat, seconds) = (number(repeat)?, number(seconds)?);
            let rest = match rest {
                [] => None,
                ["rest", rest, "s"] => Some(number(rest)?),
                _ => return Err("`rest 60 s` is asked for".to_owned()),
            };
            week.days.iter().flat_map(|day| &day.steps).any(|step| {
                let name = serde_json::to_value(step.what).unwrap_or_default();
                name.as_str() == Some(*what)
                    && f64::from(step.repeat) == repeat
                    && f64::from(step.work_s) == seconds
                    && rest.is_none_or(|rest| f64::from(step.rest_s) == rest)
            })
        }
        ["runs", "only", "on", days] => {
            let days: Vec<&str> = days.split(',').collect();
            every(&|day| {
                let name = day.date.format("%a").to_string().to_lowercase();
                days.contains(&name.as_str())
            })
        }
        ["runs", days, "days", "apart"] => {
            let days = number(days)?;
            let apart = apart(played, week);
            !apart.is_empty() && apart.iter().all(|known| *known as f64 >= days)
        }
        ["no", "run", "before", day] => {
            let day = date(day)?;
            every(&|run| run.date >= day)
        }
        ["no", "rehab"] => rehab_days(week).is_empty(),
        ["rehab", "every", days, "days"] => {
            let days = number(days)?;
            let rehab = rehab_days(week);
            rehab
                .windows(2)
                .all(|pair| (pair[1].0 - pair[0].0).num_days() as f64 >= days)
        }
        ["rehab", "on", "the", "running", "days"] => {
            let rehab = rehab_days(week);
            let is_run = |date: NaiveDate| runs.iter().any(|run| run.date == date);
            !rehab.is_empty() && rehab.iter().all(|(date, _)| is_run(*date))
        }
        ["rehab", "on", days, "days"] => rehab_days(week).len() as f64 == number(days)?,
        ["rehab", text @ ..] => {
            let text = text.join(" ");
            rehab_days(week)
                .iter()
                .any(|(_, known)| known.contains(&text))
        }
        ["check-ins"] => every(&|day| {
            let next = week
                .days
                .iter()
                .find(|later| later.date == day.date + Days::new(1));
            let asks = |day: &Day| {
                day.check_ins.iter().any(|due| due.from < due.until)
                    && (day.check_in.as_ref()).is_some_and(|text| text.contains(':'))
            };
            asks(day) || next.is_none_or(asks)
        }),
        ["cadence", target] => {
            let target = number(target)?;
            every(&|day| {
                day.cadence_target_spm
                    .is_some_and(|known| known.get().round() == target)
            })
        }
        ["flat", "ground"] => every(&|day| {
            day.terrain
                .as_deref()
                .is_some_and(|ground| ground.starts_with("flat"))
        }),
        ["a", "pace", "ceiling"] => every(&|day| day.speed_cap_m_per_s.is_some()),
        ["why"] => week.days.iter().all(|day| !day.why.is_empty()),
        ["provisionally"] => week.provisional,
        ["for", "sure"] => !week.provisional,
        _ => return Err("this is nothing of a plan".to_owned()),
    })
}

/// `45 min 3 runs tempo hills`: all that belongs to the goal and nothing else.
fn goal(played: &Played, words: &[&str]) -> Result<bool, Failure> {
    let goal = played.history.episode().ok_or("no episode is open")?.goal;
    let [minutes, "min", runs, "runs", kinds @ ..] = words else {
        return Err("`goal 45 min 3 runs tempo` is asked for".to_owned());
    };
    let known: Vec<&str> = [
        ("tempo", goal.tempo),
        ("intervals", goal.intervals),
        ("sprints", goal.sprints),
        ("hills", goal.hills),
        ("hill-sprints", goal.hill_sprints),
    ]
    .into_iter()
    .filter_map(|(name, wanted)| wanted.then_some(name))
    .collect();
    Ok(near(goal.session_min, number(minutes)?)
        && f64::from(goal.runs_per_week) == number(runs)?
        && known == kinds)
}

/// The factors of the trailing seven days.
fn week_has(played: &Played, count: f64, what: &[&str]) -> Result<bool, Failure> {
    let week = span::trailing_week(&played.history, played.history.today());
    let counted = |figure: Option<usize>| figure.map(|figure| figure as f64);
    let known = match what {
        ["runs"] => counted(week.run_days),
        ["min"] => week.running_min,
        ["min", "a", "run"] => week.session_min,
        ["hard", "min"] => week.hard_min,
        ["sprints"] => counted(week.sprints),
        ["hills"] => counted(week.hills),
        ["downhills"] => counted(week.downhills),
        ["hill-sprints"] => counted(week.hill_sprints),
        _ => return Err("no such factor".to_owned()),
    };
    Ok(known.is_some_and(|known| near(known, count)))
}

/// What came out, for the reader of a failure.
pub(super) fn told(played: &Played) -> String {
    let checked = &played.checked;
    let mut text = String::from("  what was found:\n");
    for found in &checked.findings {
        text.push_str(&format!(
            "    fires {} on {} {}\n        {}\n",
            found.rule,
            found.date,
            found.severity.as_str(),
            found.message
        ));
    }
    for lack in &checked.unknown {
        text.push_str(&format!("    unknown {} ({})\n", lack.rule, lack.missing));
    }
    let standing = checked.standing.as_ref();
    text.push_str(&match standing {
        Some(standing) => format!(
            "    stands at {}{}{}, {} of {} green runs, {} of {} days\n",
            standing.rung.as_str(),
            standing
                .level
                .map_or(String::new(), |level| format!(" level {level}")),
            standing
                .intensity_step
                .map_or(String::new(), |step| format!(" {step:?}").to_lowercase()),
            standing.green_runs,
            standing.green_runs_needed,
            standing.days,
            standing.days_needed
        ),
        None => "    stands at none\n".to_owned(),
    });
    if let Some(episode) = played.history.episode() {
        text.push_str(&format!("    goal {:?}\n", episode.goal));
    }
    let week = next_week(played);
    text.push_str(&format!(
        "    decides {}, factor {}, {} runs, {} min in the week{}\n",
        week.decision.as_str(),
        week.factor.map_or("none", Rung::as_str),
        week.runs,
        week.weekly_min,
        if week.provisional {
            ", provisionally"
        } else {
            ""
        }
    ));
    for reason in &week.reasons {
        text.push_str(&format!(
            "    because {}: {}\n",
            reason.rule.map_or("no rule", RuleId::as_str),
            reason.text
        ));
    }
    if let Some(found) = standing::standing(&played.history) {
        text.push_str(&format!(
            "    rehab {} since {}, {} sessions, {:?}\n        {:?}\n",
            found.set.as_str(),
            found.since,
            found.sessions,
            found.retest,
            found.criteria
        ));
    }
    for day in &week.days {
        let minutes = day
            .minutes
            .map_or(String::new(), |minutes| format!(" {minutes} min"));
        let rehab = day.rehab.as_deref().unwrap_or("");
        text.push_str(&format!(
            "    {} {}{minutes} {rehab}\n",
            day.date.format("%a %F"),
            day.kind.as_str()
        ));
    }
    text
}
