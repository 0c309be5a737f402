//! One athlete's store: its folder, its cache, and the right to write.

use super::home::{AthleteName, Home};
use super::{StoreError, database, device, private, whole};
use rusqlite::Connection;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

/// How the folder of a database is called that is derived beside the kept one.
const BESIDE: &str = ".beside-";

/// One athlete's store.
#[derive(Debug)]
pub struct Store {
    pub(super) home: PathBuf,
    pub(super) folder: PathBuf,
    pub(super) cache: PathBuf,
    pub(super) database: Connection,
    /// Where the cache lies when its own place cannot be written.
    pub(super) temporary: Option<tempfile::TempDir>,
    /// Whether the database is in memory, since the disk takes no more.
    pub(super) in_memory: bool,
    /// How often another database was taken for it.
    pub(super) generation: u64,
}

/// The right to write; other processes wait for it. It ends when it is dropped
/// or when its process dies.
#[derive(Debug)]
pub struct WriteLock(#[allow(dead_code, reason = "held, never read")] Vec<File>);

impl Store {
    /// Opens an athlete's folder, which is there. Nothing in it is changed: the
    /// database is made in the cache, or where that cannot be, for this call alone.
    pub(crate) fn open(home: &Home, athlete: &AthleteName) -> Result<Store, StoreError> {
        let cache = home.cache_of(athlete);
        let opened =
            private::make_folder(&cache).and_then(|()| database::open(&cache.join(database::FILE)));
        let (cache, database, temporary) = match opened {
            Ok(database) => (cache, database, None),
            Err(_) => {
                let folder = tempfile::Builder::new()
                    .prefix("comeback-")
                    .tempdir()
                    .map_err(StoreError::io(&cache))?;
                let path = folder.path().to_owned();
                let database = database::open(&path.join(database::FILE))?;
                (path, database, Some(folder))
            }
        };
        Ok(Store {
            home: home.path().to_owned(),
            folder: home.folder(athlete),
            cache,
            database,
            temporary,
            in_memory: false,
            generation: 0,
        })
    }

    /// Throws the derived database away, whatever state it is in, and opens an empty one.
    ///
    /// # Errors
    /// Where the old one cannot be removed or a new one cannot be made.
    pub fn start_again(&mut self) -> Result<(), StoreError> {
        let path = self.database_path();
        self.database = Connection::open_in_memory().map_err(StoreError::sql(&path))?;
        let lock = private::open_lock(&self.cache.join("lock"))?;
        private::wait_for(&lock, &path)?;
        database::remove(&path)?;
        self.database = database::open(&path)?;
        self.generation += 1;
        Ok(())
    }

    /// A store of the same originals with an empty database, to derive into beside this
    /// one; it goes when it is dropped. The caller holds the writer's lock, where it can
    /// be had.
    ///
    /// # Errors
    /// Where no folder for it can be made.
    pub fn beside(&self) -> Result<Store, StoreError> {
        for entry in std::fs::read_dir(&self.cache)
            .into_iter()
            .flatten()
            .flatten()
        {
            let name = entry.file_name();
            if name.to_str().is_some_and(|name| name.starts_with(BESIDE)) {
                // What a process that died left; one that cannot be removed does no harm.
                let _ = std::fs::remove_dir_all(entry.path());
            }
        }
        let mut named = tempfile::Builder::new();
        named.prefix(BESIDE);
        let folder = (named.tempdir_in(&self.cache))
            .or_else(|_| named.tempdir())
            .map_err(StoreError::io(&self.cache))?;
        let cache = folder.path().to_owned();
        let path = cache.join(database::FILE);
        let kept = database::open(&path);
        // A disk without room can be looked through all the same.
        let in_memory = kept.is_err();
        Ok(Store {
            home: self.home.clone(),
            folder: self.folder.clone(),
            database: kept.or_else(|_| database::in_memory(&self.database_path()))?,
            cache,
            temporary: Some(folder),
            in_memory,
            generation: 0,
        })
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where what is derived lies.
    pub fn cache(&self) -> &Path {
        &self.cache
    }

    /// Whether the derived data lasts for this call alone.
    pub const fn is_temporary(&self) -> bool {
        self.temporary.is_some() || self.in_memory
    }

    /// Whether what is derived is kept in memory, since the disk takes no more.
    pub const fn is_in_memory(&self) -> bool {
        self.in_memory
    }

    /// Whether an error is of what was derived and where it lies: all is safe then, and
    /// can be derived elsewhere.
    pub fn is_of_the_cache(&self, error: &StoreError) -> bool {
        match error {
            StoreError::Io { path, .. } => path.starts_with(&self.cache),
            StoreError::Database { .. } | StoreError::Derived { .. } => !self.in_memory,
            _ => false,
        }
    }

    /// Goes on with an empty database in memory, for this call alone: the disk is full, or
    /// refuses to be written.
    ///
    /// # Errors
    /// Where the database's own library refuses.
    pub fn go_on_in_memory(&mut self) -> Result<(), StoreError> {
        self.database = database::in_memory(&self.database_path())?;
        self.in_memory = true;
        self.generation += 1;
        Ok(())
    }

    /// Waits until no other process imports or derives.
    ///
    /// # Errors
    /// Where the lock's file cannot be made.
    pub fn lock(&self) -> Result<WriteLock, StoreError> {
        let WriteLock(mut files) = self.lock_file("lock")?;
        let path = self.cache.join("lock");
        let file = private::open_lock(&path)?;
        private::wait_for(&file, &path)?;
        files.push(file);
        whole::sweep(&self.originals_folder());
        Ok(WriteLock(files))
    }

    /// The right to derive, without waiting; `None` while another process imports or derives.
    ///
    /// # Errors
    /// Where the lock's file cannot be made.
    pub fn try_lock(&self) -> Result<Option<WriteLock>, StoreError> {
        let path = self.cache.join("lock");
        let file = private::open_lock(&path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(WriteLock(vec![file]))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(StoreError::io(&path)(error)),
        }
    }

    pub(super) fn lock_file(&self, name: &str) -> Result<WriteLock, StoreError> {
        let path = self.folder.join(name);
        let file = private::open_lock(&path)?;
        private::wait_for(&file, &path)?;
        Ok(WriteLock(vec![file]))
    }

    pub(super) fn device(&self) -> Result<String, StoreError> {
        device::name(&self.home, &self.cache)
    }

    pub(super) fn database_path(&self) -> PathBuf {
        self.cache.join(database::FILE)
    }
}
