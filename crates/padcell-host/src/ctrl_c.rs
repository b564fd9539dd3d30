//! Ctrl-C: `KeyboardInterrupt` for the cell, and an end for a cell that will not have it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use padcell_policy::{Interrupt, Signal};

use crate::HostError;

/// The program's handler of Ctrl-C. The first press raises [`Signal::Keyboard`], which a cell can catch; another one
/// raises [`Signal::Abort`], which it cannot.
#[derive(Debug)]
pub struct CtrlC {
    presses: Arc<AtomicU32>,
}

impl CtrlC {
    /// Installs the handler; a program has one.
    pub fn install(interrupt: Arc<Interrupt>) -> Result<Self, HostError> {
        let presses = Arc::new(AtomicU32::new(0));
        let counted = presses.clone();
        let handler = move || {
            let first = counted.fetch_add(1, Ordering::AcqRel) == 0;
            interrupt.raise(if first { Signal::Keyboard } else { Signal::Abort });
        };
        ctrlc::set_handler(handler).map_err(|error| HostError::Signal(error.to_string()))?;
        Ok(Self { presses })
    }

    /// Makes the next press a first one again, as at the prompt of an interactive session.
    pub fn forget(&self) {
        self.presses.store(0, Ordering::Release);
    }
}
