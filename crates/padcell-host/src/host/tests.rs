//! A policy becomes the authority it describes, and no more.

use std::sync::Mutex;

use padcell_policy::{Access, AuditEvent, Capability, Mount, OpenOptions, Signal, StopKind, errno};

use super::*;

/// A directory of the host that goes away with the test.
struct Scratch(std::path::PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let root = env::temp_dir().join(format!("padcell-host-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&root).expect("a directory");
        std::fs::write(root.join("a"), "a").expect("a file");
        Self(root)
    }

    fn policy(&self) -> Policy {
        let mut policy = Policy::default();
        let mount = Mount::new(self.0.to_string_lossy(), "/data", Access::ReadOnly);
        policy.set_mounts(vec![mount]).expect("a mount");
        policy
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _may_be_gone = std::fs::remove_dir_all(&self.0);
    }
}

#[derive(Default)]
struct Remember(Mutex<Vec<(Capability, String, bool)>>);

impl Audit for Remember {
    fn record(&self, event: &AuditEvent<'_>) {
        let row = (event.capability, format!("{} {}", event.operation, event.target), event.allowed);
        self.0.lock().expect("a lock").push(row);
    }
}

#[test]
fn the_default_policy_grants_output_only() {
    let mut authority = build_authority(&Policy::default()).expect("an authority");
    assert_eq!(authority.stdio(), Stdio { stdin: false, stdout: true, stderr: true });
    assert_eq!(authority.list_dir("/", 10), Ok(Vec::new()));
    assert!(authority.open("/etc/passwd", OpenOptions::READ).is_err());
    assert!(authority.wall_ns().is_err() && authority.monotonic_ns().is_err());
    assert!(authority.fill_random(&mut [0; 8]).is_err());
    assert!(authority.read_stdin(&mut [0; 8]).is_err());
    assert!(authority.vars().is_empty());
}

#[test]
fn variables_are_listed_or_absent() {
    let mut policy = Policy::default();
    policy.environment.insert("PATH".to_owned(), Variable::Host);
    policy.environment.insert("PADCELL_NO_SUCH_VARIABLE".to_owned(), Variable::Host);
    policy.environment.insert("TZ".to_owned(), Variable::Value("UTC".to_owned()));
    policy.args = vec!["x".to_owned()];
    let authority = build_authority(&policy).expect("an authority");
    let path = env::var("PATH").expect("a path");
    let expected = vec![("PATH".to_owned(), path), ("TZ".to_owned(), "UTC".to_owned())];
    assert_eq!(authority.vars(), expected);
    assert_eq!(authority.args(), ["x"]);
}

#[test]
fn clocks_and_entropy() {
    let mut policy = Policy::default();
    policy.clock = ClockPolicy::Fixed(7);
    policy.entropy = EntropyPolicy::Seed(1);
    let mut authority = build_authority(&policy).expect("an authority");
    assert_eq!((authority.wall_ns(), authority.sleep(3), authority.wall_ns()), (Ok(7), Ok(()), Ok(10)));
    let (mut a, mut b) = ([0; 16], [0; 16]);
    assert_eq!(authority.fill_random(&mut a), Ok(()));
    policy.clock = ClockPolicy::Monotonic;
    policy.entropy = EntropyPolicy::Real;
    let mut authority = build_authority(&policy).expect("an authority");
    assert!(authority.wall_ns().is_err() && authority.monotonic_ns().is_ok());
    assert_eq!(authority.fill_random(&mut b), Ok(()));
    assert_ne!(a, b);
}

#[test]
fn open_files_are_counted_up_to_the_root() {
    let scratch = Scratch::new("handles");
    let mut parent = Host::new().authority(&scratch.policy(), 2).expect("an authority");
    let first = parent.open("/data/a", OpenOptions::READ).expect("a file");
    let mut request = Policy::default();
    request.set_mounts(vec![Mount::new("/data", "/d", Access::ReadWrite)]).expect("a mount");
    let mut child = parent.attenuate(&request, 100).expect("a child");
    let _second = child.open("/d/a", OpenOptions::READ).expect("a file");
    let refused = child.open("/d/a", OpenOptions::READ).expect_err("a third file");
    assert_eq!(refused.errno, errno::EMFILE);
    assert_eq!(child.open("/d/none", OpenOptions::READ).expect_err("no file").errno, errno::EMFILE);
    assert_eq!(parent.close(first), Ok(()));
    assert_eq!(parent.close(first).map_err(|error| error.errno), Err(errno::EBADF));
    assert_eq!(child.open("/d/none", OpenOptions::READ).expect_err("no file").errno, errno::ENOENT);
    assert_eq!(parent.handles().open(), 1);
    drop(child);
    assert_eq!(parent.handles().open(), 0);
}

#[test]
fn the_audit_sees_every_decision() {
    let scratch = Scratch::new("audit");
    let audit = Arc::new(Remember::default());
    let host = Host::new().with_audit(audit.clone());
    let mut authority = host.authority(&scratch.policy(), 8).expect("an authority");
    let _ = authority.open("/data/a", OpenOptions::READ);
    let _ = authority.open("/data/a", OpenOptions::WRITE);
    let _ = authority.open("/data/none", OpenOptions::READ);
    let _ = authority.stat("/etc", true);
    let _ = authority.rename("/data/a", "/data/b");
    let _ = authority.wall_ns();
    let rows = audit.0.lock().expect("a lock");
    let expected = [
        (Capability::FilesRead, "open /data/a", true),
        (Capability::FilesWrite, "open /data/a", false),
        // Nothing refused it: it is not there.
        (Capability::FilesRead, "open /data/none", true),
        (Capability::FilesRead, "stat /etc", false),
        (Capability::FilesWrite, "rename /data/a -> /data/b", false),
        (Capability::Clock, "wall_ns ", false),
    ];
    let rows: Vec<_> =
        rows.iter().map(|(capability, what, allowed)| (*capability, what.as_str(), *allowed)).collect();
    assert_eq!(rows, expected);
}

#[test]
fn a_deadline_reaches_the_cell() {
    let interrupt = Arc::<Interrupt>::default();
    let host = Host::new().with_interrupt(interrupt.clone());
    let mut policy = Policy::default();
    policy.clock = ClockPolicy::Monotonic;
    let mut authority = host.authority(&policy, 0).expect("an authority");
    let watch = authority.arm_deadline(10_000_000).expect("a watchdog");
    assert_eq!(authority.sleep(60_000_000_000).map_err(|error| error.errno), Err(errno::EINTR));
    assert_eq!(authority.interrupt().stop(), Some(StopKind::Time));
    drop(watch);
    interrupt.clear(Signal::Deadline);
    assert_eq!(authority.sleep(1), Ok(()));
}

#[test]
fn a_mount_that_is_not_there_is_named() {
    let mut policy = Policy::default();
    policy.set_mounts(vec![Mount::new("no/such/dir", "/data", Access::ReadOnly)]).expect("a table");
    let error = build_authority(&policy).expect_err("no directory").to_string();
    assert!(
        error.starts_with("mount 'no/such/dir:/data': the host directory 'no/such/dir' cannot be opened"),
        "{error}"
    );
}
