//! The capabilities of one cell, and the only way to use them.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;
use core::fmt;

use crate::{
    Audit, AuditEvent, Capability, Clock, Console, Entropy, Environment, Files, HandlePool, Hosts, Interrupt,
    Network, OsError, Watch, Watchdog,
};

mod attenuate;
mod console;
mod environment;
mod files;
mod network;
mod time;

/// Everything that a cell can reach outside its heap. What was not granted is absent, and using it is a
/// `PermissionError` in the cell and a refusal in the audit.
pub struct Authority {
    files: Option<Box<dyn Files>>,
    clock: Option<Box<dyn Clock>>,
    entropy: Option<Box<dyn Entropy>>,
    console: Option<Box<dyn Console>>,
    environment: Option<Box<dyn Environment>>,
    /// With it, what can be connected to.
    network: Option<(Hosts, Box<dyn Network>)>,
    watchdog: Option<Arc<dyn Watchdog>>,
    audit: Option<Arc<dyn Audit>>,
    interrupt: Arc<Interrupt>,
    handles: Arc<HandlePool>,
    /// The clock is asked too often to tell the audit each time; what it was told of is remembered here.
    told: time::Told,
}

impl Authority {
    /// Nothing, and `handles` open files at most.
    pub fn none(handles: u32) -> Self {
        Self {
            files: None,
            clock: None,
            entropy: None,
            console: None,
            environment: None,
            network: None,
            watchdog: None,
            audit: None,
            interrupt: Arc::new(Interrupt::new()),
            handles: HandlePool::new(handles),
            told: time::Told::default(),
        }
    }

    #[must_use]
    pub fn with_files(mut self, files: Box<dyn Files>) -> Self {
        self.files = Some(files);
        self
    }

    #[must_use]
    pub fn with_clock(mut self, clock: Box<dyn Clock>) -> Self {
        self.clock = Some(clock);
        self
    }

    #[must_use]
    pub fn with_entropy(mut self, entropy: Box<dyn Entropy>) -> Self {
        self.entropy = Some(entropy);
        self
    }

    #[must_use]
    pub fn with_console(mut self, console: Box<dyn Console>) -> Self {
        self.console = Some(console);
        self
    }

    #[must_use]
    pub fn with_environment(mut self, environment: Box<dyn Environment>) -> Self {
        self.environment = Some(environment);
        self
    }

    /// A network in which only these hosts can be connected to.
    #[must_use]
    pub fn with_network(mut self, hosts: Hosts, network: Box<dyn Network>) -> Self {
        self.network = Some((hosts, network));
        self
    }

    #[must_use]
    pub fn with_watchdog(mut self, watchdog: Arc<dyn Watchdog>) -> Self {
        self.watchdog = Some(watchdog);
        self
    }

    #[must_use]
    pub fn with_audit(mut self, audit: Arc<dyn Audit>) -> Self {
        self.audit = Some(audit);
        self
    }

    /// Uses a flag that the host holds too.
    #[must_use]
    pub fn with_interrupt(mut self, interrupt: Arc<Interrupt>) -> Self {
        self.interrupt = interrupt;
        self
    }

    /// The flag by which the outside reaches this cell.
    pub fn interrupt(&self) -> &Arc<Interrupt> {
        &self.interrupt
    }

    /// The count of this cell's open files.
    pub fn handles(&self) -> &HandlePool {
        &self.handles
    }

    /// Has [`crate::Signal::Deadline`] raised `ns` from now, unless the answer is dropped before. An error when there
    /// is nobody to do it: a limit that cannot be enforced must not look like one.
    pub fn arm_deadline(&self, ns: u64) -> Result<Box<dyn Watch>, OsError> {
        match &self.watchdog {
            Some(watchdog) => watchdog.arm(&self.interrupt, ns),
            None => Err(OsError::permission_denied().because(
                "no watchdog enforces the time limit; a host that grants one, or no time limit, would do",
            )),
        }
    }

    /// Tells the audit of a decision that was made elsewhere, such as the import of a module.
    pub fn record(&self, event: &AuditEvent<'_>) {
        if let Some(audit) = &self.audit {
            audit.record(event);
        }
    }

    /// Tells the audit what came of using a capability, and passes it on. A rule in the error is a refusal; an error
    /// without one is an ordinary failure of something that was allowed.
    fn decided<T>(
        &self,
        capability: Capability,
        operation: &str,
        target: &str,
        result: Result<T, OsError>,
    ) -> Result<T, OsError> {
        if let Some(audit) = &self.audit {
            let error = result.as_ref().err();
            let rule = error.and_then(|error| error.rule.as_deref());
            audit.record(&AuditEvent {
                capability,
                operation,
                target,
                allowed: rule.is_none(),
                errno: error.map(|error| error.errno),
                rule,
            });
        }
        result
    }
}

/// The refusal of a capability that was not granted.
fn absent(what: &str, would: &str) -> OsError {
    let mut rule = String::from("no ");
    rule.push_str(what);
    rule.push_str(" is granted; ");
    rule.push_str(would);
    rule.push_str(" would");
    OsError::permission_denied().because(rule)
}

impl fmt::Debug for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authority")
            .field("files", &self.files.is_some())
            .field("clock", &self.clock.is_some())
            .field("entropy", &self.entropy.is_some())
            .field("console", &self.console.is_some())
            .field("environment", &self.environment.is_some())
            .field("network", &self.network.as_ref().map(|(hosts, _)| hosts))
            .field("watchdog", &self.watchdog.is_some())
            .field("audit", &self.audit.is_some())
            .field("handles", &self.handles)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
