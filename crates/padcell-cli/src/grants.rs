//! From flags and a policy file to a policy and a budget.

use std::ffi::OsString;
use std::path::Path;

use clap::ArgMatches;
use padcell::{Budget, ClockPolicy, EntropyPolicy, HostError, Introspection, Policy, PolicyFile, Stdio};
use padcell_host::{
    parse_clock, parse_count, parse_duration, parse_entropy, parse_limit, parse_mount, parse_size,
    parse_variable,
};

/// 2026-01-01: where the clock of a program stands that was granted none.
const STANDING_CLOCK_NS: i64 = 1_767_225_600_000_000_000;

/// What the flags say, on top of what the policy file says.
pub(crate) fn read(matches: &ArgMatches) -> Result<(Policy, Budget), HostError> {
    let PolicyFile { mut policy, mut budget } = match matches.get_one::<OsString>("policy") {
        Some(path) => PolicyFile::read(Path::new(path))?,
        None => {
            let mut plain = PolicyFile::default();
            plain.policy.stdio = Stdio::ALL;
            // Much of the library asks for the time when it is imported; a clock that stands tells nothing.
            plain.policy.clock = ClockPolicy::Fixed(STANDING_CLOCK_NS);
            plain
        }
    };
    let text = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let all = |name: &str| matches.get_many::<String>(name).into_iter().flatten();
    if matches.contains_id("mount") {
        let mut mounts = policy.mounts().to_vec();
        for mount in all("mount") {
            mounts.push(parse_mount("--mount", mount)?);
        }
        policy.set_mounts(mounts)?;
    }
    if matches.contains_id("connect") {
        policy.hosts = policy.hosts.join(all("connect").cloned());
    }
    for variable in all("env") {
        let (name, value) = parse_variable("--env", variable)?;
        policy.environment.insert(name, value);
    }
    if let Some(clock) = text("clock") {
        policy.clock = parse_clock("--clock", clock)?;
    }
    if let Some(seed) = text("seed") {
        policy.hash_seed = parse_count("--seed", seed)?;
        policy.entropy = EntropyPolicy::Seed(policy.hash_seed);
    }
    if let Some(entropy) = text("entropy") {
        policy.entropy = parse_entropy("--entropy", entropy)?;
    }
    if matches.get_flag("restricted") {
        policy.introspection = Introspection::Denied;
    }
    if let Some(fuel) = text("fuel") {
        budget.fuel = parse_limit("--fuel", fuel, parse_count)?;
    }
    if let Some(memory) = text("memory") {
        budget.memory = parse_limit("--memory", memory, parse_size)?;
    }
    if let Some(time) = text("timeout") {
        budget.time_ns = parse_limit("--timeout", time, parse_duration)?;
    }
    if let Some(output) = text("max-output") {
        budget.output = parse_limit("--max-output", output, parse_size)?;
    }
    if let Some(depth) = text("depth") {
        budget.depth = small("--depth", depth)?;
    }
    if let Some(handles) = text("handles") {
        budget.handles = small("--handles", handles)?;
    }
    Ok((policy, budget))
}

/// A limit that has to be a number.
fn small(key: &str, text: &str) -> Result<u32, HostError> {
    let number = parse_count(key, text)?;
    u32::try_from(number).map_err(|_| HostError::Value {
        key: key.to_owned(),
        message: format!("{number} is more than can be enforced"),
    })
}
