//! Each vendor's archive in other wrappings and other spellings gives the same runs: what
//! holds for one file of one account must hold for its kind.

use crate::bench::{Bench, fixture};
use crate::vendors::{Expected, expected, is};
use std::io::{Cursor, Read, Write};
use std::path::Path;
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

const LATER: &str = "2026-11-22";

type Files = Vec<(String, Vec<u8>)>;

pub(crate) fn zip_of(files: &[(String, Vec<u8>)], method: CompressionMethod) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    for (name, bytes) in files {
        writer.start_file(name, options).expect("an entry");
        writer.write_all(bytes).expect("its bytes");
    }
    writer.finish().expect("a zip").into_inner()
}

/// The files of a fixture, which is a zip or one file.
fn files_of(archive: &str) -> Files {
    let bytes = std::fs::read(fixture(&format!("archives/{archive}"))).expect("a fixture");
    let Ok(mut zip) = zip::ZipArchive::new(Cursor::new(bytes.clone())) else {
        return vec![(archive.to_owned(), bytes)];
    };
    let mut files = Files::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).expect("an entry");
        if file.is_dir() {
            continue;
        }
        let name = file.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("its bytes");
        files.push((name, bytes));
    }
    files
}

fn is_text(name: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| name.ends_with(ending))
}

fn rewritten(files: Files, endings: &[&str], write: impl Fn(&str) -> Vec<u8>) -> Files {
    let one = |(name, bytes): (String, Vec<u8>)| {
        if !is_text(&name, endings) {
            return (name, bytes);
        }
        let text = String::from_utf8(bytes).expect("a text");
        let bytes = write(text.trim_start_matches('\u{feff}'));
        (name, bytes)
    };
    files.into_iter().map(one).collect()
}

fn utf16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

/// As a spreadsheet writes a table: with semicolons. A first line of metadata stays.
fn semicolons(text: &str) -> Vec<u8> {
    let (first, rest) = match text.split_once('\n') {
        Some((first, rest)) if first.starts_with("com.samsung") => (format!("{first}\n"), rest),
        _ => (String::new(), text),
    };
    let mut quoted = false;
    let cells = rest.chars().map(|c| {
        quoted ^= c == '"';
        if c == ',' && !quoted { ';' } else { c }
    });
    first.chars().chain(cells).collect::<String>().into_bytes()
}

pub(crate) fn put(folder: &Path, files: &[(String, Vec<u8>)]) {
    for (name, bytes) in files {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }
}

/// Puts a variant into a folder and gives the path to import.
type Variant = fn(Files, &Path) -> String;

const VARIANTS: &[(&str, Variant)] = &[
    ("an unpacked folder", |files, folder| {
        put(&folder.join("Mein Export @ü"), &files);
        "Mein Export @ü".to_owned()
    }),
    (
        "folders around it, the other way round, with CRLF",
        |files, folder| {
            let crlf = |text: &str| {
                text.replace("\r\n", "\n")
                    .replace('\n', "\r\n")
                    .into_bytes()
            };
            let files = rewritten(files, &[".csv", ".json", ".xml", ".gpx", ".tcx"], crlf);
            let around = |(name, bytes)| (format!("Übung @x/データ/{name}"), bytes);
            let files: Files = files.into_iter().rev().map(around).collect();
            let bytes = zip_of(&files, CompressionMethod::Deflated);
            std::fs::write(folder.join("around.zip"), bytes).expect("a file");
            "around.zip".to_owned()
        },
    ),
    (
        "zip in zip without its ending, with marks of byte order",
        |files, folder| {
            let mark = |text: &str| [b"\xef\xbb\xbf", text.as_bytes()].concat();
            let files = rewritten(files, &[".csv", ".json", ".xml", ".gpx", ".tcx"], mark);
            let inner = zip_of(&files, CompressionMethod::Deflated);
            let outer = zip_of(&[("part".to_owned(), inner)], CompressionMethod::Deflated);
            std::fs::write(folder.join("outer.zip"), outer).expect("a file");
            "outer.zip".to_owned()
        },
    ),
    (
        "a stored zip in a zip, tables in UTF-16",
        |files, folder| {
            let inner = zip_of(
                &rewritten(files, &[".csv", ".json"], utf16),
                CompressionMethod::Deflated,
            );
            let outer = zip_of(&[("a b.zip".to_owned(), inner)], CompressionMethod::Stored);
            std::fs::write(folder.join("wide.zip"), outer).expect("a file");
            "wide.zip".to_owned()
        },
    ),
    ("semicolons, among other files", |files, folder| {
        let mut files = rewritten(files, &[".csv"], semicolons);
        for (name, bytes) in [
            ("a.csv", "x,y\n1,2\n"),
            ("b.json", "{\"a\":"),
            ("c.txt", ""),
        ] {
            files.push((format!("more/{name}"), bytes.into()));
        }
        // A film: larger than what is looked at.
        files.push(("media/film.mp4".to_owned(), vec![7; 1 << 20]));
        let bytes = zip_of(&files, CompressionMethod::Deflated);
        std::fs::write(folder.join("more.zip"), bytes).expect("a file");
        "more.zip".to_owned()
    }),
];

#[test]
fn other_wrappings_and_spellings_give_the_same_runs() {
    let table = std::fs::read_to_string(fixture("archives/expected.csv")).expect("a table");
    let table = expected(&table);
    let mut archives: Vec<&str> = table.iter().map(|run| run.archive.as_str()).collect();
    archives.dedup();
    let mut wrong = Vec::new();
    for archive in archives {
        let of_archive: Vec<&Expected> =
            table.iter().filter(|run| run.archive == archive).collect();
        for (what, variant) in VARIANTS {
            let bench = Bench::new(LATER);
            let path = variant(files_of(archive), bench.folder.path());
            let path = bench.folder.path().join(path);
            let path = path.to_str().expect("a path");
            bench.call(&["import", "--json", "--time-zone", "Europe/Berlin", path]);
            let runs = bench.runs();
            let runs = runs["runs"].as_array().expect("runs");
            let all = of_archive
                .iter()
                .all(|run| runs.iter().any(|found| is(found, run)));
            if !all || runs.len() != of_archive.len() {
                wrong.push(format!(
                    "{archive}, {what}: {} of {}",
                    runs.len(),
                    of_archive.len()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_archive_in_several_zips_is_one() {
    let bench = Bench::new(LATER);
    for (index, file) in files_of("fitbit.zip").into_iter().enumerate() {
        let bytes = zip_of(&[file], CompressionMethod::Deflated);
        std::fs::write(
            bench.folder.path().join(format!("takeout-{index}.zip")),
            bytes,
        )
        .expect("a file");
    }
    let paths: Vec<String> = (0..3)
        .map(|index| bench.folder.path().join(format!("takeout-{index}.zip")))
        .map(|path| path.to_str().expect("a path").to_owned())
        .collect();
    // In a zone that would date the runs wrong, were it asked.
    let mut call = vec!["import", "--time-zone", "Asia/Tokyo"];
    call.extend(paths.iter().map(String::as_str));
    bench.call(&call).ok();
    let runs = bench.runs();
    let starts: Vec<&str> = (runs["runs"].as_array().expect("runs").iter())
        .filter_map(|run| run["start"].as_str())
        .collect();
    assert_eq!(
        starts,
        ["2026-03-20T18:00:05+01:00", "2026-03-22T18:00:00+01:00"]
    );
    assert_eq!(runs["runs"][0]["files"][0]["format"], "export");
}

#[test]
fn a_table_that_comes_later_tells_the_rides() {
    let bench = Bench::new(LATER);
    let (files, tables): (Files, Files) = files_of("strava-de.zip")
        .into_iter()
        .partition(|(name, _)| name.ends_with(".gz"));
    let folder = bench.folder.path();
    put(&folder.join("files"), &files);
    put(&folder.join("all"), &files);
    put(&folder.join("all"), &tables);
    let path = |name: &str| folder.join(name).to_str().expect("a path").to_owned();
    bench.call(&["import", &path("files")]).ok();
    assert_eq!(bench.runs()["runs"].as_array().map(Vec::len), Some(2));
    let ended = bench.call(&["import", &path("all")]).ok();
    assert!(
        ended.stderr.contains("another sport by its table"),
        "{}",
        ended.stderr
    );
    let runs = bench.runs();
    let sports: Vec<&str> = (runs["runs"].as_array().expect("runs").iter())
        .filter_map(|run| run["start"].as_str())
        .collect();
    assert_eq!(sports.len(), 2, "{runs}");
    assert!(sports.iter().all(|start| !start.contains("-02T")), "{runs}");
    bench.call(&["rebuild"]).ok();
    assert_eq!(bench.runs(), runs);
}

/// The workout files of an archive, and its tables.
fn parted(archive: &str) -> (Files, Files) {
    files_of(archive).into_iter().partition(|(name, _)| {
        let name = name.trim_end_matches(".gz");
        is_text(name, &[".gpx", ".fit", ".tcx"]) || name.ends_with(".zip")
    })
}

#[test]
fn tables_and_files_may_come_in_any_order() {
    let table = std::fs::read_to_string(fixture("archives/expected.csv")).expect("a table");
    let table = expected(&table);
    let mut archives: Vec<&str> = table.iter().map(|run| run.archive.as_str()).collect();
    archives.dedup();
    let mut wrong = Vec::new();
    let mut tried = Vec::new();
    for archive in archives {
        let (files, tables) = parted(archive);
        if files.is_empty() || tables.is_empty() {
            continue;
        }
        tried.push(archive);
        for order in [["tables", "files"], ["files", "tables"]] {
            let bench = Bench::new(LATER);
            let folder = bench.folder.path();
            put(&folder.join("files"), &files);
            put(&folder.join("tables"), &tables);
            for part in order {
                let path = folder.join(part);
                let path = path.to_str().expect("a path");
                bench.call(&["import", "--time-zone", "Europe/Berlin", path]);
            }
            for again in ["", "rebuild"] {
                if !again.is_empty() {
                    bench.call(&[again]).ok();
                }
                let runs = bench.runs();
                let runs = runs["runs"].as_array().expect("runs");
                let of_archive = || table.iter().filter(|run| run.archive == archive);
                let all = of_archive().all(|run| runs.iter().any(|found| is(found, run)));
                if !all || runs.len() != of_archive().count() {
                    let (found, of) = (runs.len(), of_archive().count());
                    wrong.push(format!("{archive}, {order:?} {again}: {found} of {of}"));
                }
            }
        }
    }
    assert!(tried.contains(&"strava-de.zip"), "{tried:?}");
    assert!(wrong.is_empty(), "{}\nof {tried:?}", wrong.join("\n"));
}

#[test]
fn what_a_table_said_of_rides_goes_with_its_import() {
    let bench = Bench::new(LATER);
    let (files, tables) = parted("strava-de.zip");
    let folder = bench.folder.path();
    put(&folder.join("files"), &files);
    put(&folder.join("tables"), &tables);
    let path = |name: &str| folder.join(name).to_str().expect("a path").to_owned();
    bench.call(&["import", &path("tables")]).ok();
    let ended = bench.call(&["import", "--dry-run", "--json", &path("files")]);
    assert!(ended.stdout.contains("not-running"), "{}", ended.stdout);
    bench.call(&["import", &path("files")]);
    let ride = |runs: &serde_json::Value| runs.to_string().contains("-02T");
    assert!(!ride(&bench.runs()), "{}", bench.runs());
    // The files' import, then the tables'.
    bench.call(&["undo"]).ok();
    bench.call(&["undo"]).ok();
    bench.call(&["import", &path("files")]).ok();
    let runs = bench.runs();
    assert_eq!(runs["runs"].as_array().map(Vec::len), Some(2), "{runs}");
    assert!(ride(&runs), "{runs}");
}

#[test]
fn an_archive_that_nobody_knows_is_no_success() {
    let bench = Bench::new(LATER);
    let files: Files = [
        ("x/steps.json", "{\"steps\": 5}"),
        ("x/a.csv", "a,b\n1,2\n"),
    ]
    .map(|(name, text)| (name.to_owned(), text.into()))
    .into();
    let folder = bench.folder.path();
    put(&folder.join("folder"), &files);
    let bytes = zip_of(&files, CompressionMethod::Deflated);
    std::fs::write(folder.join("strange.zip"), bytes).expect("a file");
    for name in ["strange.zip", "folder"] {
        let path = folder.join(name).to_str().expect("a path").to_owned();
        let ended = bench.call(&["import", "--json", &path]).exits(2);
        let failed = ended.json()["failed"].clone();
        assert_eq!(failed[0]["file"], path.as_str());
        let error = failed[0]["error"].as_str().unwrap_or_default();
        assert!(
            error.contains("1 .csv, 1 .json") && error.contains("FIT, TCX or GPX"),
            "{error}"
        );
    }
    // A table that is known and holds rides alone is no failure, and said.
    let rides = "Activity Type,Date,Favorite,Title,Distance,Calories,Time\nCycling,2026-03-01 18:00:00,false,a,20.00,300,01:00:00\n";
    std::fs::write(folder.join("rides.csv"), rides).expect("a file");
    let path = folder
        .join("rides.csv")
        .to_str()
        .expect("a path")
        .to_owned();
    let ended = bench.call(&["import", &path]).ok();
    assert!(ended.stderr.contains("it is no run"), "{}", ended.stderr);
}

#[test]
fn a_review_takes_the_zone_of_a_table() {
    let bench = Bench::new(LATER);
    let list = fixture("archives/garmin-list-de.csv");
    bench
        .call(&[
            "review",
            &list,
            "--time-zone",
            "Asia/Kathmandu",
            "--exit-zero",
        ])
        .ok();
    assert_eq!(
        bench.runs()["runs"][0]["start"],
        "2026-03-01T18:00:00+05:45"
    );
}

#[test]
fn local_times_that_say_utc_are_put_right_by_their_place() {
    let track = |day: &str, title: &str| {
        let mut text =
            format!("<gpx version=\"1.1\" creator=\"made here\"><trk><name>{title}</name><trkseg>");
        for s in 0..180 {
            let at = format!("{day}T18:{:02}:{:02}Z", 35 + s / 6, s % 6 * 10);
            let latitude = 52.5 + f64::from(s) * 2.5e-4;
            text += &format!("<trkpt lat=\"{latitude:.6}\" lon=\"13.4\"><time>{at}</time></trkpt>");
        }
        text + "</trkseg></trk></gpx>"
    };
    for (day, title, start) in [
        (
            "2013-05-10",
            "Running 5/10/13 6:35 pm",
            "2013-05-10T18:35:00+02:00",
        ),
        // Its name is of another time: a track in UTC.
        (
            "2013-05-10",
            "Running 5/10/13 8:35 pm",
            "2013-05-10T20:35:00+02:00",
        ),
        (
            "2015-05-10",
            "Running 5/10/15 6:35 pm",
            "2015-05-10T20:35:00+02:00",
        ),
    ] {
        let bench = Bench::new(LATER);
        let path = bench.folder.path().join("track.gpx");
        std::fs::write(&path, track(day, title)).expect("a file");
        bench.call(&["import", path.to_str().expect("a path")]).ok();
        assert_eq!(bench.runs()["runs"][0]["start"], start, "{title}");
    }
}
