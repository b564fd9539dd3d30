//! What restricted code may do with native types, compared with `permits.txt`; `BLESS=1 cargo test` rewrites it.
#![expect(
    clippy::disallowed_methods,
    reason = "goldens are files, and the environment says whether to bless them"
)]

use std::fs;
use std::path::Path;

use padcell_policy::{Authority, Budget};
use padcell_vm::{Settings, Vm};

#[test]
fn every_attribute_of_a_native_type_has_a_permit() {
    let settings = Settings {
        budget: Budget::default(),
        authority: Authority::none(0),
        compiler: None,
        library: None,
        hash_seed: (0, 0),
        restricted: false,
    };
    let mut vm = Vm::new(settings).ok().unwrap();
    let found = vm.list_permits().ok().unwrap();
    let undecided: Vec<&str> = found.lines().filter(|it| it.starts_with("  ? ")).collect();
    assert!(undecided.is_empty(), "restricted/permits.rs does not say what is permitted: {undecided:?}");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/permits.txt");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &found).unwrap();
    }
    let wanted = fs::read_to_string(&path).unwrap_or_default();
    let differing: Vec<&str> = found.lines().filter(|it| !wanted.lines().any(|line| line == *it)).collect();
    assert!(found == wanted, "permits differ (BLESS=1 accepts them): {differing:#?}");
}
