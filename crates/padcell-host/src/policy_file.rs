//! Policy files: a policy and a budget in TOML.
//!
//! ```toml
//! clock = "monotonic"          # denied, monotonic, real, or a fixed time
//! entropy = 7                  # denied, real, or a number to start from
//! hash_seed = 0
//! introspection = "own"        # denied, own
//! modules = ["math", "json"]   # without the key: all that are bundled
//! args = ["input.csv"]
//! hide = ["/data/private"]
//! hosts = ["example.org:443"]  # what can be connected to: host or host:port
//!
//! [limits]
//! fuel = 1_000_000_000
//! memory = "64MiB"
//! time = "2s"
//! output = "1MiB"
//! depth = 500
//! handles = 16
//!
//! [stdio]
//! stdin = true
//!
//! [environment]
//! allow = ["LANG"]
//! set = { TZ = "UTC" }
//!
//! [[mount]]
//! host = "data"                # relative to the policy file
//! cell = "/data"
//! access = "rw"                # ro, rw
//! ```

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

use padcell_policy::{Access, Budget, Hosts, Introspection, Mount, Policy, Variable};
use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};

use crate::HostError;
use crate::spelling::{parse_clock, parse_count, parse_duration, parse_entropy, parse_limit, parse_size};

/// A policy and a budget, as a file states them; what the file does not state has its default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicyFile {
    pub policy: Policy,
    pub budget: Budget,
}

impl PolicyFile {
    /// Reads a policy file. Host paths in it are relative to the directory in which it stands.
    pub fn read(path: &Path) -> Result<Self, HostError> {
        let text =
            fs::read_to_string(path).map_err(|error| HostError::File { path: path.to_owned(), error })?;
        let base = path.parent().unwrap_or(Path::new(""));
        let at = |message: String| HostError::PolicyFile { path: Some(path.to_owned()), message };
        Self::parse(&text, base).map_err(|error| match error {
            HostError::PolicyFile { message, .. } => at(message),
            other => at(other.to_string()),
        })
    }

    /// Reads the text of a policy file whose host paths are relative to `base`.
    pub fn parse(text: &str, base: &Path) -> Result<Self, HostError> {
        let raw: Raw = toml::from_str(text).map_err(|error| HostError::PolicyFile {
            path: None,
            message: error.to_string().trim_end().to_owned(),
        })?;
        let mut policy = Policy::default();
        let mut mounts = Vec::with_capacity(raw.mount.len() + raw.hide.len());
        for mount in raw.mount {
            let access = match mount.access.as_deref() {
                None | Some("ro") => Access::ReadOnly,
                Some("rw") => Access::ReadWrite,
                Some(other) => {
                    return Err(HostError::value("mount.access", format!("'{other}' is not ro or rw")));
                }
            };
            mounts.push(Mount::new(base.join(mount.host).to_string_lossy(), mount.cell, access));
        }
        mounts.extend(raw.hide.into_iter().map(|cell| Mount::new("", cell, Access::Hidden)));
        policy.set_mounts(mounts)?;
        if let Some(clock) = raw.clock {
            policy.clock = parse_clock("clock", &clock.text())?;
        }
        if let Some(entropy) = raw.entropy {
            policy.entropy = parse_entropy("entropy", &entropy.text())?;
        }
        policy.introspection = match raw.introspection.as_deref() {
            None => Introspection::default(),
            Some("denied") => Introspection::Denied,
            Some("own") => Introspection::Own,
            Some(other) => {
                return Err(HostError::value("introspection", format!("'{other}' is not denied or own")));
            }
        };
        for name in raw.environment.allow {
            policy.environment.insert(name, Variable::Host);
        }
        for (name, value) in raw.environment.set {
            if policy.environment.insert(name.clone(), Variable::Value(value)).is_some() {
                return Err(HostError::value("environment", format!("'{name}' is both in allow and in set")));
            }
        }
        policy.stdio.stdin = raw.stdio.stdin.unwrap_or(policy.stdio.stdin);
        policy.stdio.stdout = raw.stdio.stdout.unwrap_or(policy.stdio.stdout);
        policy.stdio.stderr = raw.stdio.stderr.unwrap_or(policy.stdio.stderr);
        policy.args = raw.args;
        policy.hosts = Hosts::only(raw.hosts);
        policy.hash_seed = raw.hash_seed.unwrap_or_default();
        policy.modules = raw.modules.map(|modules| modules.into_iter().collect());
        Ok(Self { policy, budget: raw.limits.budget()? })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    clock: Option<Scalar>,
    entropy: Option<Scalar>,
    hash_seed: Option<u64>,
    introspection: Option<String>,
    modules: Option<Vec<String>>,
    #[serde(default)]
    args: Vec<String>,
    #[serde(default)]
    hide: Vec<String>,
    #[serde(default)]
    hosts: Vec<String>,
    #[serde(default)]
    limits: RawLimits,
    #[serde(default)]
    stdio: RawStdio,
    #[serde(default)]
    environment: RawEnvironment,
    #[serde(default)]
    mount: Vec<RawMount>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLimits {
    fuel: Option<Scalar>,
    memory: Option<Scalar>,
    time: Option<Scalar>,
    output: Option<Scalar>,
    depth: Option<Scalar>,
    handles: Option<Scalar>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStdio {
    stdin: Option<bool>,
    stdout: Option<bool>,
    stderr: Option<bool>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEnvironment {
    #[serde(default)]
    allow: Vec<String>,
    #[serde(default)]
    set: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMount {
    host: String,
    cell: String,
    access: Option<String>,
}

impl RawLimits {
    fn budget(self) -> Result<Budget, HostError> {
        let mut budget = Budget::default();
        if let Some(fuel) = self.fuel {
            budget.fuel = parse_limit("limits.fuel", &fuel.text(), parse_count)?;
        }
        if let Some(memory) = self.memory {
            budget.memory = parse_limit("limits.memory", &memory.text(), parse_size)?;
        }
        if let Some(time) = self.time {
            budget.time_ns = parse_limit("limits.time", &time.text(), parse_duration)?;
        }
        if let Some(output) = self.output {
            budget.output = parse_limit("limits.output", &output.text(), parse_size)?;
        }
        if let Some(depth) = self.depth {
            budget.depth = small("limits.depth", &depth.text())?;
        }
        if let Some(handles) = self.handles {
            budget.handles = small("limits.handles", &handles.text())?;
        }
        Ok(budget)
    }
}

/// A limit that has to be a number: without one nothing would hold.
fn small(key: &str, text: &str) -> Result<u32, HostError> {
    if text == "unlimited" {
        return Err(HostError::value(key, "this limit cannot be unlimited"));
    }
    let number = parse_count(key, text)?;
    u32::try_from(number).map_err(|_| HostError::value(key, format!("{number} is more than can be enforced")))
}

/// A number or a text: limits are written as either.
enum Scalar {
    Number(i64),
    Text(String),
}

impl Scalar {
    fn text(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl Visitor<'_> for Either {
            type Value = Scalar;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number or a string")
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Scalar, E> {
                Ok(Scalar::Number(number))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Scalar, E> {
                Ok(Scalar::Text(text.to_owned()))
            }
        }

        deserializer.deserialize_any(Either)
    }
}

#[cfg(test)]
mod tests;
