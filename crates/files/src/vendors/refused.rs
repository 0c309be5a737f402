//! Recordings that are known and not read, each with what to do about it: to pass them
//! over in silence would lose runs.

/// What to do with a file that holds a workout in a format that is not read; `None` for
/// files that are no workouts.
pub(crate) fn what_to_do(name: &str, head: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    let ends = |ending: &str| name.ends_with(ending);
    if ends(".hrm") || head.starts_with("[Params]") {
        Some("Polar's .hrm is not read: export the session from Polar Flow as TCX or FIT")
    } else if ends(".sml") || head.contains("<sml") || head.contains("<Sml") {
        Some("Suunto's .sml is not read: export the workout from the Suunto app as FIT")
    } else if ends(".srd") || ends(".ppd") || ends(".pdd") {
        Some("this format of Polar's old programs is not read: export the session as TCX or GPX")
    } else if ends(".pwx") || head.contains("<pwx") {
        Some("TrainingPeaks' .pwx is not read: export the workout as FIT or TCX")
    } else if ends(".fitlog") || head.contains("<FitnessWorkbook") {
        Some("SportTracks' .fitlog is not read: export the activities as FIT or TCX")
    } else if ends(".slf") {
        Some("Sigma's .slf is not read: export the activity as FIT or GPX")
    } else if ends(".hst") {
        Some("Garmin's old .hst is not read: export it from Training Center as .tcx")
    } else if ends(".nmea") || head.starts_with("$GPRMC") || head.starts_with("$GPGGA") {
        Some("NMEA is not read: convert it to GPX with GPSBabel")
    } else {
        None
    }
}
