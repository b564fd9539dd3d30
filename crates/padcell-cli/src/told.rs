//! The audit of the command: a file if there is to be one, and the last refusal, for the note under an error.

use std::sync::{Arc, Mutex, PoisonError};

use padcell_policy::{Audit, AuditEvent};

/// Remembers the last refusal and passes everything on.
#[derive(Default)]
pub(crate) struct Told {
    next: Option<Arc<dyn Audit>>,
    last: Mutex<Option<String>>,
}

impl Told {
    pub(crate) fn new(next: Option<Arc<dyn Audit>>) -> Self {
        Self { next, last: Mutex::new(None) }
    }

    /// The rule that refused last, and what would allow it.
    pub(crate) fn take_refusal(&self) -> Option<String> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Audit for Told {
    fn record(&self, event: &AuditEvent<'_>) {
        if let Some(next) = &self.next {
            next.record(event);
        }
        if let Some(rule) = event.rule {
            *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(rule.to_owned());
        }
    }
}
