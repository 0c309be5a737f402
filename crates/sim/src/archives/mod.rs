//! One small archive for each vendor of watches and apps, as their accounts export them,
//! each with the quirks that its readers must know: `fixtures/archives`. `expected.csv`
//! says which runs they hold.

mod archive;
mod parts;
mod tables;
mod tracks;

use super::made::Fixtures;

/// All of them by name.
///
/// # Errors
/// A file that its format cannot hold.
pub fn all() -> Result<Fixtures, String> {
    let made = [
        tables::strava_de()?,
        tables::garmin()?,
        tables::garmin_list_de(),
        tables::runkeeper()?,
        tables::mapmyrun(),
        tables::zepp()?,
        tables::zepp_locked()?,
        tables::polar_old_program()?,
        tracks::apple()?,
        tracks::polar()?,
        tracks::suunto()?,
        tracks::samsung()?,
        tracks::nike()?,
        tracks::runtastic()?,
        tracks::huawei()?,
        tracks::fitbit()?,
        tracks::google()?,
    ];
    let mut fixtures = Fixtures::new();
    let mut expected = String::from("archive,start,minutes,km,what\n");
    for archive in made {
        for (start, minutes, km, what) in archive.runs {
            expected.push_str(&format!("{},{start},{minutes},{km},{what}\n", archive.name));
        }
        fixtures.insert(archive.name.to_owned(), archive.bytes);
    }
    fixtures.insert("expected.csv".to_owned(), expected.into_bytes());
    Ok(fixtures)
}
