//! Setting the times of a file.

use std::time::{Duration, UNIX_EPOCH};

use cap_fs_ext::{DirExt, SystemTimeSpec};
use cap_std::fs::Dir;
use cap_std::time::SystemTime;
use padcell_policy::OsError;

use super::convert::os_error;

/// Sets the times of `name` in `dir`, or of `dir` itself; `None` is now.
pub(super) fn set(dir: &Dir, name: Option<&str>, times: Option<(i64, i64)>) -> Result<(), OsError> {
    let (accessed, modified) = match times {
        Some((accessed, modified)) => (spec(accessed)?, spec(modified)?),
        None => (SystemTimeSpec::SymbolicNow, SystemTimeSpec::SymbolicNow),
    };
    match name {
        Some(name) => dir.set_symlink_times(name, Some(accessed), Some(modified)),
        None => dir.set_times(".", Some(accessed), Some(modified)),
    }
    .map_err(os_error)
}

fn spec(ns: i64) -> Result<SystemTimeSpec, OsError> {
    // `cap-primitives` panics on times before 1970.
    let distance =
        u64::try_from(ns).map_err(|_| OsError::invalid().because("times before 1970 cannot be set"))?;
    let time = UNIX_EPOCH.checked_add(Duration::from_nanos(distance)).ok_or_else(OsError::invalid)?;
    Ok(SystemTimeSpec::Absolute(SystemTime::from_std(time)))
}
