//! Why a command could not be carried out. Nothing was changed then (exit 2).

use super::when::NoMoment;
use comeback_core::limits::SettingError;
use comeback_core::units::PainOutOfRange;
use comeback_store::StoreError;
use std::path::{Path, PathBuf};

#[derive(Debug, thiserror::Error)]
pub enum AppError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    When(#[from] NoMoment),
    #[error(transparent)]
    Pain(#[from] PainOutOfRange),
    #[error(transparent)]
    Setting(#[from] SettingError),
    #[error("{}: {source}", path.display())]
    File {
        path: PathBuf,
        source: std::io::Error,
    },
    /// The runner stopped it with nothing in.
    #[error("stopped before anything was in: nothing is changed")]
    Stopped,
    #[error("{0}")]
    Refused(String),
}

impl AppError {
    pub fn file(path: &Path, source: std::io::Error) -> Self {
        use std::io::ErrorKind::{NotFound, PermissionDenied};
        // Said so that a person knows what to do, whatever the system calls it.
        let source = match source.kind() {
            NotFound => {
                std::io::Error::new(NotFound, "there is no such file; look how it is spelt")
            }
            PermissionDenied => {
                std::io::Error::new(PermissionDenied, "you may not read it; is it yours?")
            }
            _ => source,
        };
        AppError::File {
            path: path.to_owned(),
            source,
        }
    }
}
