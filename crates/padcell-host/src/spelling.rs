//! How limits, mounts and capabilities are written in policy files and on the command line.
//!
//! Every function takes the key or flag it reads for, so that an error can name it.

use padcell_policy::{Access, ClockPolicy, EntropyPolicy, Mount, Variable};

use crate::HostError;

/// A limit: "unlimited", or what `parse` reads.
pub fn parse_limit(
    key: &str,
    text: &str,
    parse: impl FnOnce(&str, &str) -> Result<u64, HostError>,
) -> Result<Option<u64>, HostError> {
    if text == "unlimited" { Ok(None) } else { parse(key, text).map(Some) }
}

/// A number such as `1000`, `1_000` or `2e9`.
pub fn parse_count(key: &str, text: &str) -> Result<u64, HostError> {
    let bad = || HostError::value(key, format!("'{text}' is not a whole number such as 1000, 1_000 or 2e9"));
    let digits = text.replace('_', "");
    let (digits, zeros) = match digits.split_once('e') {
        Some((digits, exponent)) => (digits, exponent.parse::<u32>().map_err(|_| bad())?),
        None => (digits.as_str(), 0),
    };
    let power = 10_u64.checked_pow(zeros).ok_or_else(bad)?;
    whole(digits).and_then(|number| number.checked_mul(power)).ok_or_else(bad)
}

/// A size such as `4096`, `64KiB`, `1.5MiB` or `2GB`.
pub fn parse_size(key: &str, text: &str) -> Result<u64, HostError> {
    const UNITS: &[(&str, u64)] = &[
        ("", 1),
        ("B", 1),
        ("KB", 1000),
        ("MB", 1_000_000),
        ("GB", 1_000_000_000),
        ("KiB", 1 << 10),
        ("MiB", 1 << 20),
        ("GiB", 1 << 30),
    ];
    scaled(text, UNITS).ok_or_else(|| {
        HostError::value(key, format!("'{text}' is not a size such as 4096, 64KiB, 64MiB, 2GB or unlimited"))
    })
}

/// A duration such as `500ms`, `2s` or `1.5h`, in nanoseconds.
pub fn parse_duration(key: &str, text: &str) -> Result<u64, HostError> {
    const UNITS: &[(&str, u64)] = &[
        ("ns", 1),
        ("us", 1000),
        ("ms", 1_000_000),
        ("s", 1_000_000_000),
        ("m", 60_000_000_000),
        ("min", 60_000_000_000),
        ("h", 3_600_000_000_000),
    ];
    scaled(text, UNITS).ok_or_else(|| {
        HostError::value(key, format!("'{text}' is not a duration such as 500ms, 2s, 1.5m or unlimited"))
    })
}

/// A mount: `HOST:CELL`, `HOST:CELL:ro` or `HOST:CELL:rw`. Without a word it is read-only.
pub fn parse_mount(key: &str, text: &str) -> Result<Mount, HostError> {
    let (paths, access) = match text.rsplit_once(':') {
        Some((paths, "ro")) => (paths, Access::ReadOnly),
        Some((paths, "rw")) => (paths, Access::ReadWrite),
        _ => (text, Access::ReadOnly),
    };
    // From the right, because a host path may have a colon in it and a mount point has none.
    match paths.rsplit_once(':') {
        Some((host, cell)) if !host.is_empty() && cell.starts_with('/') => Ok(Mount::new(host, cell, access)),
        _ => Err(HostError::value(key, format!("'{text}' is not HOST:CELL, HOST:CELL:ro or HOST:CELL:rw"))),
    }
}

/// An environment variable: `NAME`, for the host's value, or `NAME=VALUE`.
pub fn parse_variable(key: &str, text: &str) -> Result<(String, Variable), HostError> {
    let (name, value) = match text.split_once('=') {
        Some((name, value)) => (name, Variable::Value(value.to_owned())),
        None => (text, Variable::Host),
    };
    if name.is_empty() || text.contains('\0') {
        return Err(HostError::value(key, format!("{text:?} is not NAME or NAME=VALUE")));
    }
    Ok((name.to_owned(), value))
}

/// A clock: `denied`, `monotonic`, `real`, or a fixed time such as `2026-01-31T12:00:00Z` or `1769860800`.
pub fn parse_clock(key: &str, text: &str) -> Result<ClockPolicy, HostError> {
    match text {
        "denied" => return Ok(ClockPolicy::Denied),
        "monotonic" => return Ok(ClockPolicy::Monotonic),
        "real" => return Ok(ClockPolicy::Real),
        _ => {}
    }
    let seconds = text.parse::<i64>().ok().or_else(|| unix_seconds(text));
    let ns = seconds.and_then(|seconds| seconds.checked_mul(1_000_000_000));
    ns.map(ClockPolicy::Fixed).ok_or_else(|| {
        let known = "denied, monotonic, real, or a time such as 2026-01-31T12:00:00Z or 1769860800";
        HostError::value(key, format!("'{text}' is not {known}"))
    })
}

/// Entropy: `denied`, `real`, or the number from which all random bytes follow.
pub fn parse_entropy(key: &str, text: &str) -> Result<EntropyPolicy, HostError> {
    match text {
        "denied" => Ok(EntropyPolicy::Denied),
        "real" => Ok(EntropyPolicy::Real),
        seed => whole(seed).map(EntropyPolicy::Seed).ok_or_else(|| {
            HostError::value(key, format!("'{text}' is not denied, real, or a number to start from"))
        }),
    }
}

/// A number of ASCII digits and nothing else.
fn whole(text: &str) -> Option<u64> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// A number with at most nine decimals and a unit.
fn scaled(text: &str, units: &[(&str, u64)]) -> Option<u64> {
    let text = text.trim();
    let end = text.find(|c: char| c != '.' && c != '_' && !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end)?;
    let (_, size) = units.iter().find(|(name, _)| *name == unit.trim())?;
    let number = number.replace('_', "");
    let (integer, decimals) = number.split_once('.').unwrap_or((&number, ""));
    if integer.is_empty() || decimals.len() > 9 {
        return None;
    }
    let numerator = u128::from(whole(integer)?)
        .checked_mul(10_u128.checked_pow(u32::try_from(decimals.len()).ok()?)?)?
        .checked_add(if decimals.is_empty() { 0 } else { u128::from(whole(decimals)?) })?;
    let denominator = 10_u128.checked_pow(u32::try_from(decimals.len()).ok()?)?;
    u64::try_from(numerator.checked_mul(u128::from(*size))? / denominator).ok()
}

/// The seconds since 1970 of a time in UTC, `YYYY-MM-DDTHH:MM:SSZ`.
fn unix_seconds(text: &str) -> Option<i64> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let [year, month, day] = numbers(date, '-')?;
    let [hour, minute, second] = numbers(time, ':')?;
    let in_range = (1..=9999).contains(&year)
        && (1..=12).contains(&month)
        && (1..=days_in(year, month)).contains(&day)
        && (0..24).contains(&hour)
        && (0..60).contains(&minute)
        && (0..60).contains(&second);
    if !in_range {
        return None;
    }
    let earlier_years = year - 1;
    let leap_days = earlier_years / 4 - earlier_years / 100 + earlier_years / 400;
    let earlier_months: i64 = (1..month).map(|month| days_in(year, month)).sum();
    // 719,162 days lie between the first day of year 1 and that of 1970.
    let days = earlier_years * 365 + leap_days + earlier_months + day - 1 - 719_162;
    Some(((days * 24 + hour) * 60 + minute) * 60 + second)
}

fn numbers(text: &str, separator: char) -> Option<[i64; 3]> {
    let mut parts =
        text.split(separator).map(|part| whole(part).and_then(|number| i64::try_from(number).ok()));
    let numbers = [parts.next()??, parts.next()??, parts.next()??];
    if parts.next().is_some() { None } else { Some(numbers) }
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests;
