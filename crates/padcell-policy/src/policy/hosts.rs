//! The hosts that a cell may connect to.

use alloc::collections::BTreeSet;
use alloc::string::String;

use crate::network::endpoint;

/// The hosts that a cell may connect to: by default none.
///
/// A rule is `host` or `host:port`, by the name that a program uses: `localhost` is not `127.0.0.1`, and which address a
/// name has is the host system's to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hosts {
    All,
    Only(BTreeSet<String>),
}

impl Default for Hosts {
    fn default() -> Self {
        Self::Only(BTreeSet::new())
    }
}

impl Hosts {
    /// Those that some rules name; a rule that another one covers is left out.
    pub fn only(rules: impl IntoIterator<Item = String>) -> Self {
        let rules: BTreeSet<String> = rules.into_iter().map(|it| it.to_ascii_lowercase()).collect();
        let covered = |rule: &String| host_of(rule).is_some_and(|host| rules.contains(host));
        Self::Only(rules.iter().filter(|it| !covered(it)).cloned().collect())
    }

    /// These and some more: for whoever writes a policy, never for a cell.
    #[must_use]
    pub fn join(&self, rules: impl IntoIterator<Item = String>) -> Self {
        match self {
            Self::All => Self::All,
            Self::Only(old) => Self::only(old.iter().cloned().chain(rules)),
        }
    }

    /// Whether nothing can be connected to.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Only(rules) if rules.is_empty())
    }

    /// Whether a connection is permitted.
    pub fn permits(&self, host: &str, port: u16) -> bool {
        match self {
            Self::All => true,
            Self::Only(rules) => {
                rules.contains(&host.to_ascii_lowercase()) || rules.contains(&endpoint(host, port))
            }
        }
    }

    /// What both permit.
    #[must_use]
    pub fn meet(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::All, it) | (it, Self::All) => it.clone(),
            (Self::Only(a), Self::Only(b)) => {
                let within = |rule: &String, rules: &BTreeSet<String>| {
                    rules.contains(rule) || host_of(rule).is_some_and(|host| rules.contains(host))
                };
                let of_a = a.iter().filter(|it| within(it, b));
                let of_b = b.iter().filter(|it| within(it, a));
                Self::only(of_a.chain(of_b).cloned())
            }
        }
    }
}

/// The host of a rule that names a port too. An address with colons in it (IPv6) is all host.
fn host_of(rule: &str) -> Option<&str> {
    let (host, port) = rule.rsplit_once(':')?;
    let has_port = !port.is_empty() && port.bytes().all(|it| it.is_ascii_digit());
    (has_port && !host.contains(':')).then_some(host)
}
