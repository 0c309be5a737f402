//! Packs the borders of the time zones, which are made from OpenStreetMap's (ODbL): of
//! their 4.1 MB the binary then holds 2.6.

use std::path::Path;
use std::{env, fs, io};

/// The strongest that deflate has: it is done once a build and read at any level as fast.
const LEVEL: u8 = 10;

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    let folder = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    let packed = miniz_oxide::deflate::compress_to_vec_zlib(tzf_dist::load_lite_tzb(), LEVEL);
    fs::write(Path::new(&folder).join("borders.z"), packed)
}
