//! Policy files that say everything, and those that have a mistake in them.

use padcell_policy::{ClockPolicy, EntropyPolicy};

use super::*;

fn parse(text: &str) -> Result<PolicyFile, String> {
    PolicyFile::parse(text, Path::new("base")).map_err(|error| error.to_string())
}

fn refused(text: &str, part: &str) {
    let error = parse(text).expect_err("a policy with a mistake");
    assert!(error.contains(part), "{error}");
}

#[test]
fn an_empty_file_is_the_default() {
    assert_eq!(parse(""), Ok(PolicyFile::default()));
}

#[test]
fn everything() {
    let text = include_str!("../policy_file.rs");
    // The example of this module's documentation.
    let example = text.lines().skip_while(|line| *line != "//! ```toml").skip(1);
    let example = example.take_while(|line| *line != "//! ```").map(|line| line.trim_start_matches("//!"));
    let file = parse(&example.collect::<Vec<_>>().join("\n")).expect("the example");
    let expected = Budget {
        fuel: Some(1_000_000_000),
        memory: Some(64 << 20),
        time_ns: Some(2_000_000_000),
        output: Some(1 << 20),
        depth: 500,
        handles: 16,
    };
    assert_eq!(file.budget, expected);
    assert_eq!(file.policy.clock, ClockPolicy::Monotonic);
    assert_eq!(file.policy.entropy, EntropyPolicy::Seed(7));
    assert_eq!(file.policy.hosts, Hosts::only(["example.org:443".to_owned()]));
    assert_eq!(file.policy.environment.get("LANG"), Some(&Variable::Host));
    assert_eq!(file.policy.environment.get("TZ"), Some(&Variable::Value("UTC".to_owned())));
    assert!(file.policy.stdio.stdin && file.policy.stdio.stdout);
    let host = Path::new("base").join("data").to_string_lossy().into_owned();
    let mounts =
        [Mount::new(host, "/data", Access::ReadWrite), Mount::new("", "/data/private", Access::Hidden)];
    assert_eq!(file.policy.mounts(), mounts);
}

#[test]
fn unlimited_is_said() {
    let file =
        parse("[limits]\nfuel = 'unlimited'\nmemory = 'unlimited'\ntime = 'unlimited'").expect("a policy");
    assert_eq!((file.budget.fuel, file.budget.memory, file.budget.time_ns), (None, None, None));
    refused("[limits]\ndepth = 'unlimited'", "limits.depth: this limit cannot be unlimited");
    refused("[limits]\nhandles = 5_000_000_000", "limits.handles: 5000000000 is more than can be enforced");
}

#[test]
fn an_empty_list_is_nothing() {
    assert_eq!(parse("modules = []").expect("a policy").policy.modules, Some(Default::default()));
    assert_eq!(parse("").expect("a policy").policy.modules, None);
}

#[test]
fn mistakes_are_named() {
    refused("memroy = 3", "memroy");
    refused("[limits]\nmemroy = '3MiB'", "unknown field `memroy`");
    refused("[limits]\nmemory = '3M'", "limits.memory: '3M' is not a size");
    refused("[limits]\nmemory = -1", "limits.memory: '-1' is not a size");
    refused("[limits]\nmemory = true", "a whole number or a string");
    refused("[limits]\ntime = 2", "limits.time: '2' is not a duration");
    refused("[limits]\nfuel = 1.5", "a whole number or a string");
    refused("clock = 'fast'", "clock: 'fast' is not");
    refused("introspection = 'all'", "introspection: 'all' is not denied or own");
    refused("[[mount]]\nhost = 'x'", "missing field `cell`");
    refused("[[mount]]\nhost = 'x'\ncell = 'y'", "mount point \"y\" has to be an absolute path");
    refused("[[mount]]\nhost = 'x'\ncell = '/y'\naccess = 'w'", "mount.access: 'w' is not ro or rw");
    refused(
        "[[mount]]\nhost = 'x'\ncell = '/y'\n[[mount]]\nhost = 'z'\ncell = '/y/'",
        "two mounts at \"/y\"",
    );
    refused("[environment]\nallow = ['A']\nset = { A = '1' }", "'A' is both in allow and in set");
    refused("[[mount]]\nhost = 'x'\ncell = '/y'\nmode = 'rw'", "unknown field `mode`");
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let error = PolicyFile::read(Path::new("no/such/policy.toml")).expect_err("no file");
    assert!(error.to_string().starts_with("'no/such/policy.toml': "), "{error}");
}
