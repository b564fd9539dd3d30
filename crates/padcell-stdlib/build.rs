//! Packs the Python sources into one text with an index, so that a program that imports nothing reads none of it.
#![expect(clippy::disallowed_methods, reason = "a build script reads the sources and writes to OUT_DIR")]

#[path = "build/collect.rs"]
mod collect;
#[path = "build/left_out.rs"]
mod left_out;
#[path = "build/pack.rs"]
mod pack;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=build");
    println!("cargo:rerun-if-changed=python");
    if let Err(message) = run() {
        println!("cargo::error={message}");
    }
}

fn run() -> Result<(), String> {
    let lib = Path::new(rustpython_pylib::LIB_PATH);
    let own = Path::new("python");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);

    let mut modules = collect::modules(lib)?;
    modules.retain(|name, _| !left_out::is_left_out(name));
    let ours = collect::modules(own)?;
    check_overlays(own, &modules, &ours)?;
    modules.extend(ours);

    pack::write(&modules, &out)?;
    fs::copy(lib.join("PSF-LICENSE"), out.join("license.txt")).map_err(|e| format!("PSF-LICENSE: {e}"))?;
    Ok(())
}

/// Replacing a module of `Lib` is said out loud, so that a new file of ours never shadows one by accident.
fn check_overlays(
    own: &Path,
    lib: &BTreeMap<String, collect::Source>,
    ours: &BTreeMap<String, collect::Source>,
) -> Result<(), String> {
    let listed = fs::read_to_string(own.join("overlays.txt")).map_err(|e| format!("overlays.txt: {e}"))?;
    let listed: Vec<&str> = listed.split_whitespace().collect();
    for name in ours.keys().filter(|name| lib.contains_key(*name)) {
        if !listed.contains(&name.as_str()) {
            return Err(format!(
                "python/: `{name}` replaces a module of Lib but overlays.txt does not name it"
            ));
        }
    }
    for name in &listed {
        if !(ours.contains_key(*name) && lib.contains_key(*name)) {
            return Err(format!("overlays.txt names `{name}`, which replaces no module of Lib"));
        }
    }
    Ok(())
}
