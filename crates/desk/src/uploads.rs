//! A file that is being dropped on a page: kept beside memory while it arrives.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Largest file or archive that is taken, bytes.
pub(crate) const MOST: u64 = 2 << 30;

/// A file that arrived whole; it goes when this does.
#[derive(Debug)]
pub(crate) struct Upload {
    folder: TempDir,
}

const NAME: &str = "upload";
/// Longest name that is kept, letters.
const LONGEST_NAME: usize = 120;

impl Upload {
    /// The file under the name that the person knows it by, without any folder.
    ///
    /// # Errors
    /// It cannot be renamed.
    pub(crate) fn named(&self, name: &str) -> io::Result<PathBuf> {
        let name = plain(name);
        let path = self.folder.path().join(&name);
        let arrived = self.folder.path().join(NAME);
        if arrived != path {
            std::fs::rename(arrived, &path)?;
        }
        Ok(path)
    }
}

/// A file's name and nothing else.
fn plain(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last
        .chars()
        .filter(|letter| !letter.is_control())
        .take(LONGEST_NAME)
        .collect();
    let path = Path::new(&name);
    if name.starts_with('.') || path.file_name().is_none() {
        NAME.to_owned()
    } else {
        name
    }
}

/// Writes what arrives.
pub(crate) struct Writer {
    folder: TempDir,
    file: File,
}

impl Writer {
    pub(crate) fn begin() -> io::Result<Writer> {
        let folder = tempfile::Builder::new().prefix("comeback-").tempdir()?;
        let file = File::create(folder.path().join(NAME))?;
        Ok(Writer { folder, file })
    }

    pub(crate) fn write(&mut self, part: &[u8]) -> io::Result<()> {
        self.file.write_all(part)
    }

    pub(crate) fn end(self) -> io::Result<Upload> {
        Ok(Upload {
            folder: self.folder,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_name_leads_nowhere_else() {
        for (name, expected) in [
            ("run.fit", "run.fit"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\anna\\run.gpx", "run.gpx"),
            ("..", "upload"),
            (".bashrc", "upload"),
            ("", "upload"),
            ("a\u{0}b\n.fit", "ab.fit"),
            ("/", "upload"),
        ] {
            assert_eq!(plain(name), expected, "{name:?}");
        }
    }
}
