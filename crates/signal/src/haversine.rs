//! The way between two places on the earth.

/// Mean radius of the earth, m.
pub const EARTH_RADIUS: f64 = 6_371_008.8;

/// Great-circle distance between two positions in degrees, m (haversine).
pub fn haversine(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat_a, lat_b) = (a.0.to_radians(), b.0.to_radians());
    let half_lat = ((lat_b - lat_a) / 2.0).sin();
    let half_lon = ((b.1 - a.1).to_radians() / 2.0).sin();
    let h = half_lat * half_lat + lat_a.cos() * lat_b.cos() * half_lon * half_lon;
    2.0 * EARTH_RADIUS * h.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn haversine_knows_a_degree_of_the_equator() {
        let degree = haversine((0.0, 0.0), (0.0, 1.0));
        assert!((degree - 111_195.0).abs() < 1.0, "{degree}");
    }
}
