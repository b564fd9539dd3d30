//! From a policy to an authority.

use std::env;
use std::sync::Arc;

use padcell_policy::{
    Audit, Authority, Budget, ClockPolicy, EntropyPolicy, Interrupt, LogicalClock, Policy, SeededEntropy,
    Stdio, Variable, Variables, Watchdog,
};

use crate::{
    DeadlineThread, HostError, MountedFiles, SystemClock, SystemConsole, SystemEntropy, SystemNetwork,
};

/// What the authorities of one program share: the thread that watches deadlines, the audit, the interrupt.
#[derive(Clone)]
pub struct Host {
    watchdog: Arc<dyn Watchdog>,
    audit: Option<Arc<dyn Audit>>,
    interrupt: Option<Arc<Interrupt>>,
}

impl Host {
    pub fn new() -> Self {
        Self { watchdog: Arc::new(DeadlineThread::new()), audit: None, interrupt: None }
    }

    /// Tells `audit` of every decision.
    #[must_use]
    pub fn with_audit(mut self, audit: Arc<dyn Audit>) -> Self {
        self.audit = Some(audit);
        self
    }

    /// Gives every authority this flag, for example the one that Ctrl-C raises.
    #[must_use]
    pub fn with_interrupt(mut self, interrupt: Arc<Interrupt>) -> Self {
        self.interrupt = Some(interrupt);
        self
    }

    /// Opens what the policy grants. Host paths are resolved now, and never again.
    pub fn authority(&self, policy: &Policy, handles: u32) -> Result<Authority, HostError> {
        let mut authority = Authority::none(handles)
            .with_files(Box::new(MountedFiles::open(policy.mounts())?))
            .with_environment(Box::new(environment(policy)))
            .with_watchdog(self.watchdog.clone());
        authority = match policy.clock {
            ClockPolicy::Denied => authority,
            ClockPolicy::Fixed(wall_ns) => authority.with_clock(Box::new(LogicalClock::new(wall_ns))),
            ClockPolicy::Monotonic => authority.with_clock(Box::new(SystemClock::without_wall_time())),
            ClockPolicy::Real => authority.with_clock(Box::new(SystemClock::new())),
        };
        authority = match policy.entropy {
            EntropyPolicy::Denied => authority,
            EntropyPolicy::Seed(seed) => authority.with_entropy(Box::new(SeededEntropy::new(seed))),
            EntropyPolicy::Real => authority.with_entropy(Box::new(SystemEntropy)),
        };
        if policy.stdio != Stdio::NONE {
            authority = authority.with_console(Box::new(SystemConsole::new(policy.stdio)));
        }
        if !policy.hosts.is_empty() {
            authority = authority.with_network(policy.hosts.clone(), Box::new(SystemNetwork::new()));
        }
        if let Some(audit) = &self.audit {
            authority = authority.with_audit(audit.clone());
        }
        if let Some(interrupt) = &self.interrupt {
            authority = authority.with_interrupt(interrupt.clone());
        }
        Ok(authority)
    }
}

impl Default for Host {
    fn default() -> Self {
        Self::new()
    }
}

/// An authority with a host of its own and the default number of open files.
pub fn build_authority(policy: &Policy) -> Result<Authority, HostError> {
    Host::new().authority(policy, Budget::DEFAULT_HANDLES)
}

/// The variables that the policy lists. One that is not text is left out, as if it were not set.
fn environment(policy: &Policy) -> Variables {
    let value = |name: &str, variable: &Variable| match variable {
        Variable::Host => env::var(name).ok(),
        Variable::Value(value) => Some(value.clone()),
    };
    let vars = policy.environment.iter().filter_map(|(name, it)| Some((name.clone(), value(name, it)?)));
    Variables::new(vars.collect(), policy.args.clone())
}

#[cfg(test)]
mod tests;
