//! What was not granted is refused, and the audit is told.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;
use core::sync::atomic::{AtomicU32, Ordering};

use super::*;
use crate::{
    ClockPolicy, LogicalClock, OpenOptions, Policy, SeededEntropy, Stream, Variable, Variables, errno,
};

/// Counts what it is told.
#[derive(Default)]
struct Count {
    allowed: AtomicU32,
    refused: AtomicU32,
}

impl Audit for Count {
    fn record(&self, event: &AuditEvent<'_>) {
        assert_eq!(event.allowed, event.rule.is_none());
        let count = if event.allowed { &self.allowed } else { &self.refused };
        count.fetch_add(1, Ordering::Relaxed);
    }
}

#[test]
fn nothing_is_granted_by_default() {
    let audit = Arc::new(Count::default());
    let mut none = Authority::none(8).with_audit(audit.clone());
    let errors = [
        none.open("/etc/passwd", OpenOptions::READ).map(|_| ()),
        none.stat("/", true).map(|_| ()),
        none.unlink("/x"),
        none.wall_ns().map(|_| ()),
        none.monotonic_ns().map(|_| ()),
        none.sleep(1),
        none.fill_random(&mut [0; 4]),
        none.write_stream(Stream::Stdout, b"x"),
        none.read_stdin(&mut [0; 4]).map(|_| ()),
    ];
    for error in errors {
        let error = error.expect_err("an operation without a capability");
        assert_eq!(error.errno, errno::EACCES);
        assert!(error.rule.is_some_and(|rule| rule.ends_with(" would")));
    }
    assert!(none.vars().is_empty() && none.args().is_empty());
    assert!(none.arm_deadline(1).is_err());
    assert_eq!((audit.allowed.load(Ordering::Relaxed), audit.refused.load(Ordering::Relaxed)), (0, 9));
}

#[test]
fn the_clock_is_told_once() {
    let audit = Arc::new(Count::default());
    let mut authority =
        Authority::none(0).with_clock(Box::new(LogicalClock::new(5))).with_audit(audit.clone());
    for _ in 0..10 {
        assert_eq!(authority.wall_ns(), Ok(5));
    }
    assert_eq!(authority.sleep(7), Ok(()));
    assert_eq!((authority.wall_ns(), authority.monotonic_ns()), (Ok(12), Ok(7)));
    assert_eq!(audit.allowed.load(Ordering::Relaxed), 3);
}

#[test]
fn a_child_has_what_both_want() {
    let vars = vec![("A".to_string(), "1".to_string()), ("B".to_string(), "2".to_string())];
    let mut parent = Authority::none(8)
        .with_clock(Box::new(LogicalClock::new(5)))
        .with_entropy(Box::new(SeededEntropy::new(1)))
        .with_environment(Box::new(Variables::new(vars, vec!["arg".to_string()])));
    let mut request = Policy::default();
    request.clock = ClockPolicy::Real;
    request.environment.insert("B".to_string(), Variable::Host);
    request.environment.insert("C".to_string(), Variable::Host);
    let mut child = parent.attenuate(&request, 100).expect("a child");
    assert_eq!(child.wall_ns(), Ok(5));
    assert!(child.fill_random(&mut [0; 1]).is_err());
    assert_eq!(child.vars(), vec![("B".to_string(), "2".to_string())]);
    assert_eq!(child.args(), Vec::<String>::new());
}
