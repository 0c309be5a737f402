//! Strategies of returning to training, compared on a model of a tendon.
//!
//! `cargo bench --bench strategies` lives the years and writes `docs/strategies.tsv`,
//! `docs/strategies.md` and `docs/strategies.svg`. With ` -- 20` it prints the page for 20 runners
//! instead (and with ` -- 20 write` writes it); the picture lies as `strategies.png`
//! in the folder of temporary files. ` -- drawn` writes page and picture again from the figures
//! of `docs/strategies.tsv`. ` -- sets` prints `comeback` on three sets of 300
//! fresh runners, ` -- tuning 40` on the first forty of each set on which changes are
//! chosen, ` -- coverage 100` how often what came lies in the interval of the
//! forecast, over the first hundred of each. ` -- runner 3` prints the weeks of one runner
//! with `comeback`.

use comeback_report::charts::Format;
use comeback_sim::tendon::strategy::Strategy;
use comeback_sim::tendon::{comparison, coverage, kept, page, picture, sets};
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
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    if std::env::args().any(|word| word == "drawn") {
        let figures = std::fs::read_to_string(docs.join("strategies.tsv")).expect("the figures");
        write(
            &docs,
            &kept::read(&figures).expect("figures of what is compared now"),
        );
        return;
    }
    let from = Instant::now();
    let (runners, few) = asked.map_or((RUNNERS, FEW), |asked| (asked, asked.div_ceil(3)));
    let told = |name: &str| eprintln!("{:>6.0} s  {name}", from.elapsed().as_secs_f64());
    let of_each = asked.unwrap_or(sets::SET);
    let all = comparison::compare(runners, few, of_each, &told);
    if asked.is_some() && !std::env::args().any(|word| word == "write") {
        println!("{}\n{}", page::page(&all), drawn(&all));
        return;
    }
    std::fs::write(docs.join("strategies.tsv"), kept::table(&all))
        .expect("the figures are written");
    write(&docs, &all);
    println!(
        "{:.1} minutes on {} cores",
        from.elapsed().as_secs_f64() / 60.0,
        std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
    );
}

/// Draws the picture beside the temporary files; where it lies.
fn drawn(all: &comparison::Comparison) -> String {
    let to = std::env::temp_dir().join("strategies.png");
    let picture = picture::picture(all, Format::Png).expect("a picture");
    std::fs::write(&to, picture).expect("the PNG is written");
    to.display().to_string()
}

fn write(docs: &Path, all: &comparison::Comparison) {
    let picture = picture::picture(all, Format::Svg).expect("a picture");
    std::fs::write(docs.join("strategies.md"), page::page(all)).expect("the page is written");
    std::fs::write(docs.join("strategies.svg"), picture).expect("the SVG is written");
    println!("{}", drawn(all));
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
