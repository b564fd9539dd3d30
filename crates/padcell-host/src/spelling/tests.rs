//! What is understood, and what is refused by name.

use super::*;

#[test]
fn numbers_sizes_durations() {
    let count = |text| parse_count("--fuel", text).ok();
    assert_eq!((count("1_000"), count("2e9"), count("0")), (Some(1000), Some(2_000_000_000), Some(0)));
    assert_eq!(
        (count("-1"), count("1.5"), count(""), count("9e30"), count("+1")),
        (None, None, None, None, None)
    );
    let size = |text| parse_size("--memory", text).ok();
    assert_eq!(
        (size("64MiB"), size("1.5 KiB"), size("12"), size("2GB")),
        (Some(64 << 20), Some(1536), Some(12), Some(2_000_000_000))
    );
    assert_eq!(
        (size("64M"), size("MiB"), size("-1"), size("1..5KiB"), size("99999999999GiB")),
        (None, None, None, None, None)
    );
    let duration = |text| parse_duration("--timeout", text).ok();
    assert_eq!(
        (duration("2s"), duration("1.5ms"), duration("1h")),
        (Some(2_000_000_000), Some(1_500_000), Some(3_600_000_000_000))
    );
    assert_eq!((duration("2"), duration("2 sec"), duration("")), (None, None, None));
    assert_eq!(parse_limit("--fuel", "unlimited", parse_count).ok(), Some(None));
}

#[test]
fn mounts() {
    let mount = |text| parse_mount("--mount", text).ok();
    assert_eq!(mount("data:/data"), Some(Mount::new("data", "/data", Access::ReadOnly)));
    assert_eq!(mount("C:\\x:/data:rw"), Some(Mount::new("C:\\x", "/data", Access::ReadWrite)));
    assert_eq!(
        (mount("data"), mount("data:data"), mount(":/data"), mount("data:/d:no")),
        (None, None, None, None)
    );
    let error = parse_mount("--mount", "data").map_err(|error| error.to_string());
    assert_eq!(error, Err("--mount: 'data' is not HOST:CELL, HOST:CELL:ro or HOST:CELL:rw".to_owned()));
}

#[test]
fn clocks_and_entropy() {
    let fixed = |text| match parse_clock("clock", text) {
        Ok(ClockPolicy::Fixed(ns)) => Some(ns / 1_000_000_000),
        _ => None,
    };
    assert_eq!(fixed("1970-01-01T00:00:00Z"), Some(0));
    assert_eq!(fixed("2026-01-31T12:00:00Z"), Some(1_769_860_800));
    assert_eq!(fixed("2000-03-01T00:00:01Z"), Some(951_868_801));
    assert_eq!(fixed("-5"), Some(-5));
    assert_eq!((fixed("2026-02-30T00:00:00Z"), fixed("2026-01-01"), fixed("soon")), (None, None, None));
    assert_eq!(parse_entropy("entropy", "7").ok(), Some(EntropyPolicy::Seed(7)));
    assert!(parse_entropy("entropy", "yes").is_err());
}

#[test]
fn variables() {
    let variable = |text| parse_variable("--env", text).ok();
    assert_eq!(variable("TZ"), Some(("TZ".to_owned(), Variable::Host)));
    assert_eq!(variable("A=b=c"), Some(("A".to_owned(), Variable::Value("b=c".to_owned()))));
    assert_eq!((variable(""), variable("=x")), (None, None));
}
