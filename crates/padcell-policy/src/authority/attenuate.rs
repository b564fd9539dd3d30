//! The authority of a child cell.

use alloc::sync::Arc;

use super::{Authority, time};
use crate::{Interrupt, OsError, Policy, Variable};

impl Authority {
    /// The authority of a child cell: what this one has of what `request` asks for, and no more. The mounts of
    /// `request` name directories by their path in *this* cell. The child's files count in this cell's handles, and
    /// what stops this cell stops the child.
    pub fn attenuate(&mut self, request: &Policy, handles: u32) -> Result<Self, OsError> {
        let files = match &mut self.files {
            Some(files) => Some(files.attenuate(request.mounts())?),
            None => None,
        };
        let keep = |name: &str, value: &str| match request.environment.get(name) {
            Some(Variable::Host) => true,
            Some(Variable::Value(wanted)) => wanted == value,
            None => false,
        };
        Ok(Self {
            files,
            clock: self.clock.as_ref().and_then(|clock| clock.attenuate(request.clock)),
            entropy: self.entropy.as_ref().and_then(|entropy| entropy.attenuate(request.entropy)),
            console: self.console.as_ref().and_then(|console| console.attenuate(request.stdio)),
            environment: self.environment.as_ref().map(|environment| environment.attenuate(&keep)),
            network: self.network.as_ref().and_then(|(hosts, network)| {
                let hosts = hosts.meet(&request.hosts);
                (!hosts.is_empty()).then(|| (hosts, network.attenuate()))
            }),
            watchdog: self.watchdog.clone(),
            audit: self.audit.clone(),
            interrupt: Arc::new(Interrupt::child(&self.interrupt)),
            handles: self.handles.child(handles),
            told: time::Told::default(),
        })
    }
}
