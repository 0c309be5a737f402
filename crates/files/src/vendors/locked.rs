//! Archives that come with a password: whose they are, and how to open them.

/// What to do with a zip whose entries are locked, by their names.
pub(crate) fn what_to_do(names: impl Iterator<Item = String>) -> String {
    let vendor = names
        .map(|name| name.to_ascii_lowercase())
        .find_map(|name| {
            if name.contains("sport/sport") || name.contains("heartrate_auto") || name.ends_with("sport.csv") {
                Some("Zepp's archive is locked; its password stood in the app when the export was asked for")
            } else if name.contains("motion path detail") {
                Some("Huawei's archive is locked; its password is the one that you chose when you asked for it")
            } else {
                None
            }
        })
        .unwrap_or("this archive is locked with a password");
    format!(
        "{vendor}. Unpack it first, for example with 7-Zip (`7z x FILE`), and import the folder"
    )
}
