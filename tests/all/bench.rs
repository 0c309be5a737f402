//! The program as a process, with a home of its own and no trace of the machine's.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// A home in a temporary folder and the moment of its calls.
pub(crate) struct Bench {
    pub folder: TempDir,
    as_of: String,
}

/// How a call ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Ended {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}\n{}", self.stdout, self.stderr))
    }

    #[track_caller]
    pub(crate) fn ok(self) -> Self {
        self.exits(0)
    }

    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}\n{}", self.stdout, self.stderr);
        self
    }
}

impl Bench {
    pub(crate) fn new(as_of: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        // There, and empty: a home that was named and is missing is refused.
        std::fs::create_dir(folder.path().join("home")).expect("a home");
        Bench {
            folder,
            as_of: as_of.to_owned(),
        }
    }

    pub(crate) fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    pub(crate) fn athlete(&self) -> PathBuf {
        self.home().join("athletes/me")
    }

    /// Whether the home is as it was made.
    pub(crate) fn is_untouched(&self) -> bool {
        std::fs::read_dir(self.home())
            .expect("a home")
            .next()
            .is_none()
    }

    /// Where what is derived of the athlete lies.
    pub(crate) fn cache(&self) -> PathBuf {
        self.home().join("cache/me")
    }

    /// The lines of the diary, of whatever device.
    pub(crate) fn diary(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for file in self.diary_files() {
            let text = std::fs::read(&file).expect("reads");
            lines.extend(String::from_utf8_lossy(&text).lines().map(str::to_owned));
        }
        lines
    }

    /// The files of the diary; one where one device wrote.
    pub(crate) fn diary_files(&self) -> Vec<PathBuf> {
        let Ok(entries) = std::fs::read_dir(self.athlete().join("diary")) else {
            return Vec::new();
        };
        let mut files: Vec<PathBuf> = entries
            .map(|entry| entry.expect("an entry").path())
            .collect();
        files.sort();
        files
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_comeback"));
        command
            .env_clear()
            .env("HOME", self.folder.path())
            .env("TZ", "UTC")
            .arg("--home")
            .arg(self.home())
            .args(arguments)
            .stdin(Stdio::null());
        if !arguments.contains(&"--as-of") {
            command.args(["--as-of", &self.as_of]);
        }
        command
    }

    /// Calls the program as of the bench's moment, or of the one among the arguments.
    pub(crate) fn call(&self, arguments: &[&str]) -> Ended {
        let output = self.command(arguments).output().expect("the program runs");
        Ended {
            code: output.status.code().expect("it ends by itself"),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    pub(crate) fn spawn(&self, arguments: &[&str]) -> Child {
        self.command(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs")
    }

    pub(crate) fn runs(&self) -> Value {
        self.call(&["runs", "--json"]).ok().json()
    }

    /// Gives the home the diary of an invented athlete, settings included, as a diary
    /// of an earlier version: an import takes no setting from a file.
    pub(crate) fn adopt(&self, athlete: &str) {
        std::fs::create_dir_all(self.athlete()).expect("a folder");
        let diary = fixture(&format!("athletes/{athlete}/diary.jsonl"));
        std::fs::copy(diary, self.athlete().join("diary.jsonl")).expect("copied");
    }

    /// Imports files by name from a folder of the fixtures.
    pub(crate) fn import(&self, files: &[&str]) -> Ended {
        let mut arguments = vec!["import".to_owned(), "--json".to_owned()];
        arguments.extend(files.iter().map(|file| fixture(file)));
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        self.call(&arguments)
    }
}

/// The path of a fixture.
pub(crate) fn fixture(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(name)
        .to_str()
        .expect("a path in UTF-8")
        .to_owned()
}

/// The names in a folder of the fixtures, in order.
pub(crate) fn fixtures_in(folder: &str) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(fixture(folder))
        .expect("a folder of the fixtures")
        .map(|entry| entry.expect("an entry").file_name())
        .map(|name| format!("{folder}/{}", name.to_str().expect("UTF-8")))
        .collect();
    names.sort();
    names
}
