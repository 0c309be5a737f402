//! Commands on years of runs.

use super::program;
use comeback_sim::decade::Decade;

const CALLS: usize = 20;
/// Length of the episode at the end, weeks.
const EPISODE: u64 = 10;

pub(crate) fn ten_years(runs: usize) {
    let decade = Decade::new(runs, super::last_day());
    let folder = tempfile::tempdir().expect("a folder");
    let files = folder.path().join("files");
    super::write(&decade, &files);
    for with_episode in [false, true] {
        let home = folder
            .path()
            .join(if with_episode { "episode" } else { "healthy" });
        if with_episode {
            std::fs::write(files.join("diary.jsonl"), decade.diary(EPISODE)).expect("a diary");
        }
        let mut arguments = vec!["import", files.to_str().expect("UTF-8")];
        if with_episode {
            // A diary among files is taken only when that is said.
            arguments.push("--diary");
        }
        let first = program::call(&home, None, &arguments);
        println!(
            "{runs} runs{}: imported in {:.1} s of the processor, {:.1} s; peak {:.0} MB; database {:.1} MB, originals {:.1} MB",
            if with_episode {
                ", with an episode"
            } else {
                ""
            },
            first.processor_s,
            first.wall_s,
            first.peak_mb,
            program::size(&home.join("cache")) as f64 / 1e6,
            program::size(&home) as f64 / 1e6 - program::size(&home.join("cache")) as f64 / 1e6,
        );
        let report = folder.path().join("report.html");
        let report = report.to_str().expect("UTF-8");
        let mut number = 0;
        for arguments in [
            &["check"][..],
            &["plan"],
            &["today"],
            &["trend"],
            &["runs"],
            &["pain"],
            &["report", "-o", report],
        ] {
            // A score is logged at a minute of its own each time.
            let called = if arguments == ["pain"] {
                if !with_episode {
                    continue;
                }
                let before = super::processor::children();
                let from = std::time::Instant::now();
                let mut code = 0;
                for _ in 0..CALLS {
                    number += 1;
                    let at = format!("2026-11-20 21:{number:02}");
                    code = program::call(&home, None, &["pain", "1", "--at", &at]).code;
                }
                program::Call {
                    processor_s: (super::processor::children() - before) / CALLS as f64,
                    wall_s: from.elapsed().as_secs_f64() / CALLS as f64,
                    peak_mb: 0.0,
                    code,
                }
            } else {
                program::mean(CALLS, &home, Some("2026-11-22"), arguments)
            };
            println!(
                "  {:<8} {:>7.1} ms of the processor, {:>6.1} ms, exit {}",
                arguments[0],
                1e3 * called.processor_s,
                1e3 * called.wall_s,
                called.code
            );
        }
    }
}
