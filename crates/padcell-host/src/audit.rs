//! The audit as JSON lines.

use std::fmt::Write as _;
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use padcell_policy::{Audit, AuditEvent, Interrupt, Signal};

/// Writes each decision as one line of JSON. If a line cannot be written, the cell is stopped: an audit with holes in
/// it is none.
pub struct JsonLines<W> {
    writer: Mutex<W>,
    interrupt: Arc<Interrupt>,
    failed: AtomicBool,
}

impl<W: Write + Send> JsonLines<W> {
    /// `interrupt` is raised if the audit fails.
    pub fn new(writer: W, interrupt: Arc<Interrupt>) -> Self {
        Self { writer: Mutex::new(writer), interrupt, failed: AtomicBool::new(false) }
    }

    /// Whether a decision could not be written.
    pub fn failed(&self) -> bool {
        self.failed.load(Ordering::Acquire)
    }

    pub fn into_inner(self) -> W {
        self.writer.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<W: Write + Send> Audit for JsonLines<W> {
    fn record(&self, event: &AuditEvent<'_>) {
        let line = line(event);
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        if writer.write_all(line.as_bytes()).and_then(|()| writer.flush()).is_err() {
            self.failed.store(true, Ordering::Release);
            self.interrupt.raise(Signal::Abort);
        }
    }
}

fn line(event: &AuditEvent<'_>) -> String {
    let mut line = String::from("{");
    text(&mut line, "capability", event.capability.name());
    line.push(',');
    text(&mut line, "operation", event.operation);
    line.push(',');
    text(&mut line, "target", event.target);
    line.push_str(if event.allowed { ",\"allowed\":true" } else { ",\"allowed\":false" });
    if let Some(errno) = event.errno {
        line.push_str(",\"errno\":");
        line.push_str(&errno.to_string());
    }
    if let Some(rule) = event.rule {
        line.push(',');
        text(&mut line, "rule", rule);
    }
    line.push_str("}\n");
    line
}

fn text(line: &mut String, key: &str, value: &str) {
    line.push('"');
    line.push_str(key);
    line.push_str("\":\"");
    for character in value.chars() {
        match character {
            '"' => line.push_str("\\\""),
            '\\' => line.push_str("\\\\"),
            '\n' => line.push_str("\\n"),
            // Beyond the C0 controls, which JSON forbids: those that could end a line for some reader of it.
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' => {
                let _never_fails = write!(line, "\\u{:04x}", u32::from(character));
            }
            other => line.push(other),
        }
    }
    line.push('"');
}

#[cfg(test)]
mod tests {
    use std::io;

    use padcell_policy::{Capability, StopKind};

    use super::*;

    const EVENT: AuditEvent<'_> = AuditEvent {
        capability: Capability::FilesRead,
        operation: "open",
        target: "/a\"b\\\n\u{2028}",
        allowed: false,
        errno: Some(2),
        rule: Some("no mount"),
    };

    #[test]
    fn one_line_for_each_decision() {
        let audit = JsonLines::new(Vec::new(), Arc::default());
        audit.record(&EVENT);
        audit.record(&AuditEvent { target: "", allowed: true, errno: None, rule: None, ..EVENT });
        let expected = r#"{"capability":"files.read","operation":"open","target":"/a\"b\\\n\u2028","allowed":false,"errno":2,"rule":"no mount"}
{"capability":"files.read","operation":"open","target":"","allowed":true}
"#;
        assert_eq!(String::from_utf8(audit.into_inner()).as_deref(), Ok(expected));
    }

    struct Full;

    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_failed_audit_stops_the_cell() {
        let interrupt = Arc::<Interrupt>::default();
        let audit = JsonLines::new(Full, interrupt.clone());
        audit.record(&EVENT);
        assert!(audit.failed());
        assert_eq!(interrupt.stop(), Some(StopKind::Abort));
    }
}
