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
    #[error("{0}")]
    Refused(String),
}

impl AppError {
    pub fn file(path: &Path, source: std::io::Error) -> Self {
        AppError::File {
            path: path.to_owned(),
            source,
        }
    }
}
