//! Strategies of returning to training, compared on a model of a tendon.
//!
//! `cargo bench --bench strategies` lives the years and writes `docs/strategies.md`
//! and `docs/strategies.svg`. With ` -- 20` it prints the page for 20 runners
//! instead (and with ` -- 20 write` writes it); the picture lies as `strategies.png`
//! in the folder of temporary files. ` -- sets` prints `comeback` on three sets of 300
//! fresh runners, ` -- tuning 40` on the first forty of each set on which changes are
//! chosen, ` -- coverage 100` how often what came lies in the interval of the
//! forecast, over the first hundred of each. ` -- runner 3` prints the weeks of one runner
//! with `comeback`.

use comeback_report::charts::Format;
use comeback_sim::tendon::strategy::Strategy;
use comeback_sim::tendon::{comparison, coverage, page, picture, sets};
use std::path::Path;
use std::time::Instant;

/// Runners of each strategy, and of each setting of the model.
const RUNNERS: u64 = 100;
const FEW: u64 = 40;

fn main() {
    let asked: Option<u64> = std::env::args()
        .skip(1)
        .find_map(|argument| argument.parse().ok());
    if let (Some(seed), true) = (asked, std::env::args().any(|word| word == "runner")) {
        println!("{}", page::one_runner(seed));
        return;
    }
    if std::env::args().any(|word| word == "coverage") {
        print!(
            "{}",
            coverage::table(&coverage::of_fresh(asked.unwrap_or(100)))
        );
        return;
    }
    if let Some(first) = ["sets", "tuning"]
        .into_iter()
        .find(|word| std::env::args().any(|asked| asked == *word))
    {
        fresh(asked.unwrap_or(sets::SET), first == "tuning");
        return;
    }
    let from = Instant::now();
    let (runners, few) = asked.map_or((RUNNERS, FEW), |asked| (asked, asked.div_ceil(3)));
    let told = |name: &str| eprintln!("{:>6.0} s  {name}", from.elapsed().as_secs_f64());
    let of_each = asked.unwrap_or(sets::SET);
    let all = comparison::compare(runners, few, of_each, &told);
    let measured = format!(
        "The years of this page took {:.1} minutes on {} cores.",
        from.elapsed().as_secs_f64() / 60.0,
        std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
    );
    let text = page::page(&all, &measured);
    let picture = |format| picture::picture(&all, format).expect("a picture");
    let temporary = std::env::temp_dir().join("strategies.png");
    std::fs::write(&temporary, picture(Format::Png)).expect("the PNG is written");
    let written = std::env::args().any(|word| word == "write");
    if asked.is_some() && !written {
        println!("{text}\n{}", temporary.display());
        return;
    }
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    std::fs::write(docs.join("strategies.md"), text).expect("the page is written");
    std::fs::write(docs.join("strategies.svg"), picture(Format::Svg)).expect("the SVG is written");
    println!("{measured}");
}

/// `comeback` on fresh runners, set by set, or on those on whom changes are chosen.
fn fresh(runners: u64, tuning: bool) {
    for set in 1..=sets::SETS {
        let of = if tuning {
            sets::lived_of(sets::tuning(set, runners), &Strategy::comeback())
        } else {
            sets::lived(set, runners, &Strategy::comeback())
        };
        println!(
            "set {set}: flares {:.2} ± {:.2}, with one {:.0} %, weeks {:.1} ± {:.1} (median {:.0}), there {:.0} %, restored {:.0} %, minutes {:.0} %",
            of.flares.value,
            of.flares.half_width,
            100.0 * of.with_flare,
            of.weeks.value,
            of.weeks.half_width,
            of.median_weeks,
            100.0 * of.held,
            100.0 * of.restored,
            100.0 * of.minutes,
        );
    }
}
