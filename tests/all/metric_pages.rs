//! The pages of the metrics are the registry's own text: written by
//! `COMEBACK_BLESS=1 cargo test`, otherwise compared.

use comeback_core::limits::Settings;
use comeback_signal::MetricPage;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/metrics")
}

fn page(metric: &MetricPage) -> String {
    format!(
        "# {}\n\n{}\n\n- **Unit:** {}\n- **Source:** {}\n- **Grade:** {}\n\n## How it is computed\n\n{}\n\n## When to trust it\n\n{}\n\n## Example\n\n{}\n",
        metric.id,
        metric.what,
        metric.unit,
        metric.source,
        metric.grade,
        metric.formula_in_force(&Settings::default()),
        metric.validity,
        metric.example,
    )
}

fn file_name(metric: &MetricPage) -> String {
    format!("{}.md", metric.id)
}

fn pages() -> Vec<(String, String)> {
    let mut index = String::from(
        "# Metrics\n\nEvery figure of a run: formula, unit, source, and when to trust it. Generated from the code that computes it.\n\n| metric | unit | grade |\n|---|---|---|\n",
    );
    for metric in comeback_signal::pages() {
        let _ = writeln!(
            index,
            "| [{}]({}) | {} | {} |",
            metric.id,
            file_name(metric),
            metric.unit,
            metric.grade
        );
    }
    let mut all = vec![("README.md".to_owned(), index)];
    all.extend(comeback_signal::pages().map(|metric| (file_name(metric), page(metric))));
    all
}

#[test]
fn the_pages_of_the_metrics_are_fresh() {
    let bless = std::env::var_os("COMEBACK_BLESS").is_some();
    if bless {
        let _ = fs::remove_dir_all(folder());
        fs::create_dir_all(folder()).expect("docs/metrics");
    }
    for (name, text) in pages() {
        let path = folder().join(&name);
        if bless {
            fs::write(&path, &text).expect("a page is written");
        }
        let found = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(
            found, text,
            "docs/metrics/{name} is stale: COMEBACK_BLESS=1 cargo test metric_pages"
        );
    }
    let known: Vec<String> = pages().into_iter().map(|(name, _)| name).collect();
    for entry in fs::read_dir(folder()).expect("docs/metrics") {
        let name = entry
            .expect("an entry")
            .file_name()
            .to_string_lossy()
            .into_owned();
        assert!(
            known.contains(&name),
            "docs/metrics/{name} belongs to no metric"
        );
    }
}
