//! The page of the comparison, in Markdown.

use super::comparison::{Comparison, Difference, Row, TRIED};
use super::figures::{Figures, Mean, WEEKS};
use super::model::{SPREAD, Spread};
use super::runner::Runner;
use super::season::live;
use super::sets::{FIRST_EDITION, FIRST_ON_PAGE, First};
use super::strategy::Strategy;
use std::fmt::Write;

/// Seeds and weeks of the part that a test lives again.
const AGAIN_SEEDS: [u64; 3] = [1, 2, 3];
const AGAIN_WEEKS: usize = 12;

/// The page.
pub fn page(all: &Comparison) -> String {
    let mut text = String::from(INTRODUCTION);
    text.push_str(&results(all));
    text.push_str("\n## Fresh runners\n\n");
    text.push_str(&fresh(all));
    text.push_str("\n## What is possible at all\n\n");
    text.push_str(&possible(all));
    text.push_str("\n## The strategies\n\n");
    text.push_str(&strategies(all));
    text.push_str("\n## Each rule switched off\n\n");
    text.push_str(&without(all));
    text.push_str("\n## Each change of the second edition put back\n\n");
    text.push_str(&put_back(all));
    text.push_str("\n## What decides the weeks of `comeback`\n\n");
    text.push_str(&decided(all));
    text.push_str("\n## How far the result hangs on the model\n\n");
    text.push_str(&settings(all));
    text.push_str("\n## The model\n\n");
    text.push_str(MODEL);
    text.push_str(&spread(&SPREAD));
    text.push_str(LIMITS);
    let _ = write!(
        text,
        "\n## Again\n\n`cargo bench --bench strategies` lives the years and writes the figures \
         ([strategies.tsv](strategies.tsv)), this page and the picture; `-- 20` prints it for 20 runners, \
         `-- drawn` writes page and picture again from the figures, and `-- runner 3` prints the weeks of one runner with `comeback`. \
         The years of {} runners take about ten minutes of one core.\n\n{}",
        all.runners,
        lived_again()
    );
    text
}

const INTRODUCTION: &str = "# Ways of returning, compared on a model\n\n\
**This is a model.** It tells how ways of training differ if a tendon works as written below. It \
is no evidence on persons: nobody ran a step for it, and no number here says what will happen to \
you.\n\n\
Simulated runners come back to their old training after two to five weeks off, each with a tendon \
of their own. The same runners live the same year, with the same illnesses, holidays, forgotten \
pain scores and noise, once with each strategy. A *flare-up* is pain over 5 after a run, and \
what follows within 7 days of it. *Weeks* are those until 90 % of the old weekly minutes were run \
for three weeks in a row without a flare-up; who does not get there in the year counts 52.\n\n\
![Flare-ups and weeks of each strategy, and what each rule and each change of the second edition does](strategies.svg)\n";

fn named<'a>(all: &'a Comparison, name: &str) -> Option<&'a Row> {
    all.strategies.iter().find(|row| row.name == name)
}

/// What came out, in sentences made from the figures.
fn results(all: &Comparison) -> String {
    let Some(comeback) = named(all, "comeback") else {
        return String::new();
    };
    let figures = &comeback.figures;
    let mut text = format!(
        "\n## What comes out\n\nOver {} runners and one year each, `comeback` gives {} flare-ups per \
         runner-year; {} of its runners have none. It brings {} of them to the old minutes within \
         the year, {} through all rungs of the ladder.\n\n",
        all.runners,
        plain(figures.flares),
        percent(1.0 - figures.with_flare),
        percent(figures.held),
        percent(figures.restored),
    );
    let First {
        of,
        flares,
        weeks: before,
        there,
    } = FIRST_ON_PAGE;
    let _ = writeln!(
        text,
        "- The first edition of the method, lived with its own code, gave the first {of} of them {flares:.2} flare-ups per \
         runner-year and took {before:.1} weeks; {} were there within the year.",
        percent(there),
    );
    for name in TRIED.iter().chain(&["10 % rule, starting over"]) {
        let Some(row) = named(all, name).filter(|row| row.name != "comeback") else {
            continue;
        };
        let _ = writeln!(
            text,
            "- Against `comeback`, *{}* {} and {}.",
            row.name,
            flare_words(row.against.flares),
            week_words(row.against.weeks),
        );
    }
    let bought: Vec<&Row> = all
        .without
        .iter()
        .filter(|row| row.against.weeks.value < 0.0 && row.against.weeks.is_sure())
        .collect();
    let safe: Vec<&str> = bought
        .iter()
        .filter(|row| !(row.against.flares.is_sure() && row.against.flares.value > 0.0))
        .map(|row| row.name)
        .collect();
    let costly: Vec<&str> = bought
        .iter()
        .map(|row| row.name)
        .filter(|name| !safe.contains(name))
        .collect();
    let _ = writeln!(
        text,
        "\nWhere `comeback` is slower than it need be in this model: switched off, these bring the \
         old training back sooner with no more flare-ups than chance explains: {}. These bring it \
         back sooner at the price of flare-ups: {}. Those that protect measurably (more flare-ups \
         without): {}. No year at all is changed by: {}.",
        list(&safe),
        list(&costly),
        list(&names(all, |against| {
            against.flares.is_sure() && against.flares.value > 0.0
        })),
        list(&names(all, |against| against.touched == 0.0)),
    );
    text
}

/// `comeback` on runners on whom no choice was made.
fn fresh(all: &Comparison) -> String {
    let mut text = format!(
        "Three more sets of runners, {} each, on whom nothing of the method was chosen. The last \
         three columns are of the first {} of each set, lived once with the code of the first edition as it \
         was before the second began, with the same model and the same runners; all others are of the \
         figures beside this page, lived with the code as it is.\n\n\
         | set | flare-ups per runner-year | weeks | median | there within the year | all rungs | \
         first edition: flare-ups | weeks | there |\n|---|---|---|---|---|---|---|---|---|\n",
        all.of_each, FIRST_EDITION[0].of,
    );
    for (set, (now, before)) in all.fresh.iter().zip(FIRST_EDITION).enumerate() {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {:.0} | {} | {} | {:.2} | {:.1} | {} |",
            set + 1,
            plain(now.flares),
            weeks(now.weeks),
            now.median_weeks,
            percent(now.held),
            percent(now.restored),
            before.flares,
            before.weeks,
            percent(before.there),
        );
    }
    let count = all.fresh.len().max(1) as f64;
    let mean = |of: &dyn Fn(&Figures) -> f64| all.fresh.iter().map(of).sum::<f64>() / count;
    let _ = write!(
        text,
        "\nAll together {:.2} flare-ups per runner-year, {:.1} weeks and {} there within the year. The \
         aim was 32 weeks at most, 70 % there, and no more flare-ups than the first edition: \
         [what is missing, and what was tried](decisions/second-edition.md).\n",
        mean(&|of| of.flares.value),
        mean(&|of| of.weeks.value),
        percent(mean(&|of| of.held)),
    );
    text
}

/// What a coach reaches who sees the tendon itself.
fn possible(all: &Comparison) -> String {
    let mut text = format!(
        "A coach who sees the tendon itself, which nobody can, and needs no score: each run is as long as \
         leaves the next day's pain at a bound, at most a tenth longer than the longest so far, and never \
         longer than the old one. *At once*: all runs of the week from the first day. *In order*: {:.0} runs at most \
         until all of them are {} of the old minutes, then one more a week in a week of a tenth more. All of \
         it is easy running; hard running would take longer. The same {} fresh runners.\n\n\
         | bound of pain | runs | flare-ups per runner-year | weeks | there within the year |\n|---|---|---|---|---|\n",
        comeback_core::limits::START_RUNS_MAX.value,
        percent(comeback_core::limits::FREQUENCY_OPENS.value),
        all.of_each * all.fresh.len() as u64,
    );
    for of in &all.known {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} |",
            of.most_pain,
            if of.in_order { "in order" } else { "at once" },
            plain(of.figures.flares),
            weeks(of.figures.weeks),
            percent(of.figures.held),
        );
    }
    let green = comeback_core::limits::GREEN_MAX.value;
    let within = |in_order: bool| {
        (all.known.iter()).find(|of| of.in_order == in_order && of.most_pain == green)
    };
    if let (Some(at_once), Some(in_order)) = (within(false), within(true)) {
        let count = all.fresh.len().max(1) as f64;
        let mean = |of: &dyn Fn(&Figures) -> f64| all.fresh.iter().map(of).sum::<f64>() / count;
        let taken = mean(&|of| of.weeks.value);
        let _ = write!(
            text,
            "\nSo with the pain of {green:.0} at which a week is held, and the clinician's order, {:.1} weeks and {} there \
             are the most that knowing everything gives. The order costs {:.1} weeks of it; what `comeback` needs above, {:.1} weeks, \
             is the price of learning the tendon from noisy scores, of a step a week, and of the hard running that comes back too.\n",
            in_order.figures.weeks.value,
            percent(in_order.figures.held),
            in_order.figures.weeks.value - at_once.figures.weeks.value,
            taken - in_order.figures.weeks.value,
        );
    }
    text
}

fn names(all: &Comparison, wanted: impl Fn(&Difference) -> bool) -> Vec<&'static str> {
    all.without
        .iter()
        .filter(|row| wanted(&row.against))
        .map(|row| row.name)
        .collect()
}

fn list(names: &[&str]) -> String {
    if names.is_empty() {
        return "none".to_owned();
    }
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

fn plain(mean: Mean) -> String {
    format!("{:.2} ± {:.2}", mean.value, mean.half_width)
}

fn weeks(mean: Mean) -> String {
    format!("{:.1} ± {:.1}", mean.value, mean.half_width)
}

fn signed(mean: Mean, decimals: usize) -> String {
    format!(
        "{:+.decimals$} ± {:.decimals$}",
        mean.value + 0.0,
        mean.half_width
    )
}

fn flare_words(mean: Mean) -> String {
    if !mean.is_sure() {
        return "has no surely different number of flare-ups".to_owned();
    }
    let word = if mean.value > 0.0 { "more" } else { "fewer" };
    format!(
        "has {:.1} ± {:.1} {word} flare-ups per runner-year",
        mean.value.abs(),
        mean.half_width
    )
}

fn week_words(mean: Mean) -> String {
    if !mean.is_sure() {
        return "takes no surely different time".to_owned();
    }
    let word = if mean.value > 0.0 {
        "longer"
    } else {
        "less long"
    };
    format!(
        "takes {:.1} ± {:.1} weeks {word}",
        mean.value.abs(),
        mean.half_width
    )
}

fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}

fn strategies(all: &Comparison) -> String {
    let mut text = String::from(
        "Mean of the runners with its 95 % interval. Minutes are those run in the year, against a \
         year of the old training.\n\n\
         | strategy | flare-ups per runner-year | runners with one | days over 5 | weeks | median | there within \
         the year | all rungs | minutes |\n|---|---|---|---|---|---|---|---|---|\n",
    );
    for row in &all.strategies {
        let Figures {
            flares,
            with_flare,
            days_over,
            weeks: there,
            held,
            restored,
            minutes,
            median_weeks,
        } = &row.figures;
        let rungs = if row.name == "comeback" {
            percent(*restored)
        } else {
            "–".to_owned()
        };
        let _ = writeln!(
            text,
            "| {} | {} | {} | {days_over:.1} | {} | {median_weeks:.0} | {} | {rungs} | {} |",
            row.name,
            plain(*flares),
            percent(*with_flare),
            weeks(*there),
            percent(*held),
            percent(*minutes),
        );
    }
    text.push('\n');
    for row in &all.strategies {
        let _ = writeln!(text, "- *{}*: {}", row.name, row.what);
    }
    text
}

/// Rows against `comeback` as it is, under the heading of the first column.
fn against(rows: &[Row], first: &str) -> String {
    let mut text = format!(
        "| {first} | what happens then | flare-ups per runner-year | weeks | touched |\n\
         |---|---|---|---|---|\n"
    );
    for row in rows {
        let _ = writeln!(
            text,
            "| `{}` | {} | {} | {} | {} |",
            row.name,
            row.what,
            signed(row.against.flares, 2),
            signed(row.against.weeks, 1),
            percent(row.against.touched),
        );
    }
    text
}

fn put_back(all: &Comparison) -> String {
    format!(
        "The same runners with `comeback`, one sentence of the [second edition](decisions/second-edition.md) \
         put back to what it was in the first: by a setting, or by what the runner logs and runs.\n\n{}\n\
         Each is put back alone. Together they are not the first edition, which no part of this page \
         can be built up to: its ladder counted weeks and not days. Not put back, because neither \
         a setting nor what a runner does can: a forgotten score that takes a step back, the start at \
         the last week's value, tempo and hill sprints that no watch sees, the plan's own gap called a \
         break, and what a hold repeats.\n",
        against(&all.put_back, "put back"),
    )
}

fn without(all: &Comparison) -> String {
    let mut text = format!(
        "The same runners with `comeback` less one rule: the difference, runner by runner, with its \
         95 % interval. *Touched* are the runners whose year differs at all; where that is 0 %, other \
         rules or the ladder already prevent what the rule forbids, or this model has no such case.\n\n{}",
        against(&all.without, "switched off"),
    );
    text.push_str(
        "\nSwitching off a rule on order takes away the order too: what it keeps for later is put into \
         the week wanted, and the other rules still judge that week. Not tried, because they have no \
         part in a plan or this model has no such thing: `red-flag`, `pain-rising`, `weekly-spike`, `gait-order`, \
         `cadence-low`, `cadence-target-missed`, `stretching`, `sitting`, `rehab-retest`, \
         `rehab-compression` and the rules on data.\n",
    );
    text
}

fn decided(all: &Comparison) -> String {
    let mut text = String::from("| decision and rule | share of the weeks |\n|---|---|\n");
    for (what, share) in all.decided.iter().filter(|(_, share)| *share >= 0.005) {
        let _ = writeln!(text, "| {what} | {} |", percent(*share));
    }
    text
}

fn settings(all: &Comparison) -> String {
    let mut text = format!(
        "One trait at its lowest or highest for all runners, the others spread as before; {} \
         runners each. Flare-ups per runner-year, then weeks.\n\n| model |",
        all.few
    );
    for name in TRIED {
        let _ = write!(text, " {name} |");
    }
    text.push_str("\n|---|---|---|---|\n");
    for setting in &all.settings {
        let _ = write!(text, "| {} |", setting.name);
        for figures in &setting.figures {
            let _ = write!(
                text,
                " {:.1}; {:.0} |",
                figures.flares.value, figures.weeks.value
            );
        }
        text.push('\n');
    }
    text
}

const MODEL: &str = "A tendon has a strength, 1 where the old training keeps it, and a fatigue. A \
minute of running adds (force / strength)^power of fatigue; force is 1 for easy running, 1.1 on a \
climb, 1.2 at tempo, 1.3 in intervals, 1.6 in hill sprints, 2 in sprints. Fatigue fades within \
days; strength follows the dose of the last weeks within months, and falls faster than it grows. \
Pain follows fatigue, is worst on the day after, and passes 5 at a multiple (the reserve) of the \
highest fatigue of the old training. A flare-up takes some strength and its day builds none.\n\n\
The spread was fixed from the sources before any result was looked at, and not changed after. \
Each trait is uniform between its bounds, independent of the others. The two ways of starting over \
were added after a first look at eight runners, because who never steps back is a weak \
opponent.\n\n";

fn spread(s: &Spread) -> String {
    let rows = [
        (
            "strength at the start",
            s.start,
            "tendinopathic tendons are less stiff (Arya & Kulig 2010, doi 10.1152/japplphysiol.00259.2009); the shares are ours",
        ),
        (
            "fatigue fades, time constant in days",
            s.recovery_d,
            "collagen synthesis peaks about 24 h after exercise and stays raised for about 3 days (Magnusson, Langberg & Kjær 2010, doi 10.1038/nrrheum.2010.43)",
        ),
        (
            "strength grows, time constant in days",
            s.gain_d,
            "stiffness unchanged until 2 months of training, + 50 % at 3 (Kubo et al. 2012, doi 10.1007/s00421-011-2248-x); larger effects from 12 weeks on (Bohm, Mersmann & Arampatzis 2015, doi 10.1186/s40798-015-0009-9)",
        ),
        (
            "strength is lost, time constant in days",
            s.loss_d,
            "back at the level before after 1 month without training (Kubo et al. 2012)",
        ),
        (
            "power of overload",
            s.power,
            "slope of S = 101.3 − 14.8 log10 N between 20 and 40 % of the ultimate stress (Schechtman & Bader 1997, doi 10.1016/s0021-9290(97)00033-x); which stress running puts on this tendon is not known",
        ),
        ("reserve", s.reserve, "ours"),
        (
            "share of the pain felt in the first hours",
            s.early,
            "ours; that tendons answer late is the protocol's",
        ),
        ("noise of a score, standard deviation", s.noise, "ours"),
        ("strength lost in a flare-up", s.flare_cost, "ours"),
        ("share of scores that are logged", s.logs, "ours"),
    ];
    let mut text = String::from("| trait | from | to | source |\n|---|---|---|---|\n");
    for (name, (low, high), source) in rows {
        let _ = writeln!(text, "| {name} | {low} | {high} | {source} |");
    }
    text
}

const LIMITS: &str = "\nRunners: three in four have a log (runs of 30 to 60 min, 3 to 5 a week, half of \
them with tempo and intervals, fewer with sprints, hills, hill sprints) and with it the goal that \
`comeback` derives; one in four has none and the default goal of 30 min × 3. About twice a year a \
week or more is lost to illness or holiday.\n\n\
## Honest limits\n\n\
- One tendon as one number. No muscle, no sleep, no sitting, no stretching, no rehab exercises, no \
psychology, no second injury. Rehab would build strength in every strategy; here it builds none.\n\
- The forces, the reserve, the noise, the cost of a flare-up and the strength at the start are ours. \
Measured time constants are those of the Achilles and the knee's tendons of healthy people.\n\
- Fatigue life was measured on dead tendons that do not heal.\n\
- A model in which pain comes from load over capacity must favour a plan that watches load and pain. \
That `comeback` has fewer flare-ups here is therefore partly built in; by how much, what it \
costs in weeks, and which rules do it, is not.\n\
- Runners do as their plan says, to the minute. Who follows a plain rule rests 3 days after pain \
over 5 and goes on at 3 or less; real runners do both better and worse.\n\
- Of hamstring strains, another injury, nearly one in three recurs within a year of the return \
(Erickson & Sherry 2017). No such figure is known to us for this tendon, so the model's \
flare-ups could not be held against people's.\n";

/// One runner's year with `comeback`, week by week.
pub fn one_runner(seed: u64) -> String {
    let runner = Runner::draw(seed, &SPREAD);
    let lived = live(seed, &SPREAD, &Strategy::comeback(), WEEKS);
    let mut text = format!(
        "{:?}\n{} × {} min, {:?}\n",
        runner.traits, runner.runs, runner.minutes, runner.kinds
    );
    for (week, (minutes, decided)) in lived.weekly_min.iter().zip(&lived.decided).enumerate() {
        let flare = lived.flares.iter().any(|day| day / 7 == week);
        let away = runner
            .away
            .iter()
            .skip(7 * week)
            .take(7)
            .filter(|&&away| away)
            .count();
        let _ = writeln!(
            text,
            "week {:>2}: {minutes:>5.0} min, {decided}{}{}",
            week + 1,
            if flare { ", FLARE-UP" } else { "" },
            if away > 0 {
                format!(", {away} days away")
            } else {
                String::new()
            },
        );
    }
    let _ = writeln!(
        text,
        "old minutes held: {:?}, restored: {:?}",
        lived.held, lived.restored
    );
    text
}

/// A small part of the comparison, lived at each test and compared with the page.
pub fn lived_again() -> String {
    let mut text = format!(
        "A test lives this part again: the first {AGAIN_WEEKS} of {WEEKS} weeks of three runners.\n\n\
         | runner | strategy | flare-ups | minutes run |\n|---|---|---|---|\n"
    );
    let table = Strategy::WalkRunTable { starts_over: false };
    for seed in AGAIN_SEEDS {
        for (name, strategy) in [
            ("walk-run table", &table),
            ("comeback", &Strategy::comeback()),
        ] {
            let lived = live(seed, &SPREAD, strategy, AGAIN_WEEKS);
            let _ = writeln!(
                text,
                "| {seed} | {name} | {} | {:.0} |",
                lived.flares.len(),
                lived.weekly_min.iter().sum::<f64>()
            );
        }
    }
    text
}
