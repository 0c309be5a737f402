//! Files that were made.

use std::collections::BTreeMap;

/// A fixture's path below `fixtures/`, with `/` between folders, and its bytes.
pub type Fixtures = BTreeMap<String, Vec<u8>>;
