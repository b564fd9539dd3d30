//! From a policy and a budget to a cell.

use std::sync::Arc;

use padcell_host::{CapturedConsole, Host, on_large_stack};
use padcell_policy::{Authority, Budget, Console, Introspection, Policy};
use padcell_vm::{Settings, Vm};

use crate::cell::stack_for;
use crate::compiler::Compiler;
use crate::library::Bundled;
use crate::{Cell, Error, ErrorKind};

/// What a new cell may do and spend.
#[derive(Default)]
#[must_use]
pub struct Builder {
    policy: Policy,
    budget: Budget,
    host: Option<Host>,
    console: Option<Box<dyn Console>>,
}

impl Builder {
    /// What the cell may do; without it, compute and write to standard output.
    pub fn policy(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// What the cell may spend; without it, [`Budget::default`].
    pub fn budget(mut self, budget: Budget) -> Self {
        self.budget = budget;
        self
    }

    /// The host whose audit, interrupt and watchdog the cell shares with others.
    pub fn host(mut self, host: Host) -> Self {
        self.host = Some(host);
        self
    }

    /// Standard streams in memory instead of those of the process.
    pub fn console(self, console: CapturedConsole) -> Self {
        self.streams(Box::new(console))
    }

    /// Standard streams of one's own.
    pub fn streams(mut self, console: Box<dyn Console>) -> Self {
        self.console = Some(console);
        self
    }

    /// Opens what the policy grants and makes the cell.
    ///
    /// # Errors
    /// When a mount cannot be opened, or the budget is too small or cannot be enforced.
    pub fn build(self) -> Result<Cell, Error> {
        let host = self.host.unwrap_or_default();
        let mut authority = host.authority(&self.policy, self.budget.handles)?;
        if let Some(console) = self.console {
            authority = attach(authority, &*console, &self.policy);
        }
        let stack = stack_for(&self.budget)?;
        let settings = Settings {
            budget: self.budget,
            authority,
            compiler: Some(Arc::new(Compiler)),
            library: Some(Arc::new(Bundled)),
            hash_seed: (self.policy.hash_seed, self.policy.hash_seed.rotate_left(32) ^ 0x70ad_ce11),
            restricted: self.policy.introspection == Introspection::Denied,
        };
        let made = on_large_stack(stack, || Vm::new(settings)).map_err(|error| {
            Error::new(ErrorKind::Unenforceable(format!("no stack for the depth limit: {error}")))
        })?;
        match made {
            Ok(vm) => Ok(Cell::new(vm, self.policy, stack)),
            Err(_) => Err(Error::new(ErrorKind::TooLittleMemory)),
        }
    }
}

/// Only the streams that the policy grants.
fn attach(authority: Authority, console: &dyn Console, policy: &Policy) -> Authority {
    match console.attenuate(policy.stdio) {
        Some(console) => authority.with_console(console),
        None => authority,
    }
}
