//! Attenuation only loses: properties over a few thousand generated policies.

use alloc::format;
use alloc::string::ToString;
use alloc::vec;

use super::mounts::resolve;
use super::*;
use crate::SeededEntropy;

/// Draws small policies whose parts coincide often.
struct Draw(SeededEntropy);

impl Draw {
    fn below(&mut self, end: u64) -> u64 {
        self.0.next_u64() % end
    }

    fn path(&mut self) -> String {
        let parts = self.below(4);
        let mut path = String::new();
        for _ in 0..parts {
            path.push('/');
            path.push(if self.below(2) == 0 { 'a' } else { 'b' });
        }
        if path.is_empty() { "/".to_string() } else { path }
    }

    fn mounts(&mut self) -> Vec<Mount> {
        let mut mounts: Vec<Mount> = Vec::new();
        for _ in 0..self.below(5) {
            let access = match self.below(3) {
                0 => Access::Hidden,
                1 => Access::ReadOnly,
                _ => Access::ReadWrite,
            };
            let cell = self.path();
            // Often the same directory as everybody has there, so that tables have something in common.
            let host = if self.below(3) == 0 { self.path() } else { format!("/host{cell}") };
            if mounts.iter().all(|mount| mount.cell != cell) {
                mounts.push(Mount::new(host, cell, access));
            }
        }
        mounts
    }

    fn policy(&mut self) -> Policy {
        let mut policy = Policy {
            clock: [
                ClockPolicy::Denied,
                ClockPolicy::Fixed(1),
                ClockPolicy::Fixed(2),
                ClockPolicy::Monotonic,
                ClockPolicy::Real,
            ][self.below(5) as usize],
            entropy: [
                EntropyPolicy::Denied,
                EntropyPolicy::Seed(1),
                EntropyPolicy::Seed(2),
                EntropyPolicy::Real,
            ][self.below(4) as usize],
            stdio: Stdio {
                stdin: self.below(2) == 0,
                stdout: self.below(2) == 0,
                stderr: self.below(2) == 0,
            },
            args: if self.below(2) == 0 { vec![] } else { vec![self.path()] },
            introspection: if self.below(2) == 0 { Introspection::Denied } else { Introspection::Own },
            hash_seed: self.below(3),
            ..Policy::default()
        };
        for name in ["A", "B", "C"] {
            match self.below(4) {
                0 => policy.environment.insert(name.to_string(), Variable::Host),
                1 => policy.environment.insert(name.to_string(), Variable::Value("1".to_string())),
                2 => policy.environment.insert(name.to_string(), Variable::Value("2".to_string())),
                _ => None,
            };
        }
        policy.hosts = match self.below(4) {
            0 => Hosts::All,
            _ => Hosts::only(
                ["a", "a:1", "a:2", "b:1", "::1"]
                    .into_iter()
                    .filter(|_| self.below(2) == 0)
                    .map(String::from)
                    .collect::<Vec<_>>(),
            ),
        };
        if self.below(2) == 0 {
            policy.modules = Some(
                ["math", "re", "json"].into_iter().take(self.below(4) as usize).map(String::from).collect(),
            );
        }
        let mounts = self.mounts();
        assert_eq!(policy.set_mounts(mounts), Ok(()));
        policy
    }
}

/// Every path of up to four parts that the generated tables can tell apart.
fn paths() -> Vec<String> {
    let mut all = vec!["/".to_string()];
    let mut level = vec![String::new()];
    for _ in 0..4 {
        level = level.iter().flat_map(|path| [format!("{path}/a"), format!("{path}/b")]).collect();
        all.extend(level.iter().cloned());
    }
    all
}

#[test]
fn meet_is_commutative_associative_and_idempotent() {
    let mut draw = Draw(SeededEntropy::new(1));
    for _ in 0..2000 {
        let (a, b, c) = (draw.policy(), draw.policy(), draw.policy());
        assert_eq!(a.meet(&a), a);
        assert_eq!(a.meet(&b), b.meet(&a));
        assert_eq!(a.meet(&b).meet(&c), a.meet(&b.meet(&c)), "{a:?}\n{b:?}\n{c:?}");
        assert!(a.meet(&b).is_within(&a));
    }
}

#[test]
fn meet_never_grants() {
    let mut draw = Draw(SeededEntropy::new(2));
    let paths = paths();
    for _ in 0..500 {
        let (a, b) = (draw.policy(), draw.policy());
        let both = a.meet(&b);
        for path in &paths {
            if let Some((host, access)) = resolve(both.mounts(), path) {
                for one in [&a, &b] {
                    let (one_host, one_access) =
                        resolve(one.mounts(), path).expect("a path that only the meet has");
                    assert_eq!(host, one_host);
                    assert!(access <= one_access);
                }
            }
        }
        for (name, value) in &both.environment {
            assert!(a.environment.get(name) == Some(value) && b.environment.get(name) == Some(value));
        }
    }
}

#[test]
fn a_child_sees_nothing_that_its_parent_does_not() {
    let mut draw = Draw(SeededEntropy::new(3));
    let paths = paths();
    for _ in 0..2000 {
        let (parent, mut request) = (draw.policy(), draw.policy());
        let mut wanted = draw.mounts();
        for mount in &mut wanted {
            mount.host = draw.path();
        }
        assert_eq!(request.set_mounts(wanted), Ok(()));
        let child = parent.attenuate(&request);
        for path in &paths {
            let Some((name, wished)) = resolve(request.mounts(), path) else {
                assert_eq!(resolve(child.mounts(), path), None);
                continue;
            };
            let expected = resolve(parent.mounts(), &name).map(|(host, access)| (host, access.min(wished)));
            assert_eq!(resolve(child.mounts(), path), expected, "{path} {parent:?} {request:?}");
        }
    }
}

#[test]
fn a_hidden_place_stays_hidden() {
    let mut a = Policy::default();
    assert_eq!(a.set_mounts(vec![Mount::new("/h", "/data", Access::ReadWrite)]), Ok(()));
    let mut b = a.clone();
    let hidden = Mount::new("", "/data/secret", Access::Hidden);
    assert_eq!(b.set_mounts(vec![Mount::new("/h", "/data", Access::ReadOnly), hidden]), Ok(()));
    let both = a.meet(&b);
    assert_eq!(resolve(both.mounts(), "/data/x"), Some(("/h/x".to_string(), Access::ReadOnly)));
    assert_eq!(resolve(both.mounts(), "/data/secret/x"), None);
    assert_eq!(resolve(both.mounts(), "/database"), None);
}

#[test]
fn bad_tables() {
    let mut policy = Policy::default();
    let mut refuse = |cell: &str| policy.set_mounts(vec![Mount::new("/h", cell, Access::ReadOnly)]);
    assert_eq!(refuse("data"), Err(MountError::BadCellPath("data".to_string())));
    assert_eq!(refuse("/a/../b"), Err(MountError::BadCellPath("/a/../b".to_string())));
    assert_eq!(refuse(""), Err(MountError::BadCellPath(String::new())));
    let twice = vec![Mount::new("/h", "/a/", Access::ReadOnly), Mount::new("/g", "//a", Access::ReadWrite)];
    assert_eq!(policy.set_mounts(twice), Err(MountError::Twice("/a".to_string())));
    let no_host = vec![Mount::new("", "/a", Access::ReadOnly)];
    assert_eq!(policy.set_mounts(no_host), Err(MountError::NoHost("/a".to_string())));
}

#[test]
fn rules_of_hosts() {
    let rules = |words: &[&str]| Hosts::only(words.iter().map(|it| (*it).to_string()));
    let hosts = rules(&["Example.org", "127.0.0.1:8000", "example.org:80", "::1"]);
    assert_eq!(hosts, rules(&["example.org", "127.0.0.1:8000", "::1"]));
    assert!(hosts.permits("EXAMPLE.ORG", 443) && hosts.permits("127.0.0.1", 8000) && hosts.permits("::1", 1));
    assert!(!hosts.permits("127.0.0.1", 80) && !hosts.permits("localhost", 8000));
    assert!(!hosts.permits("evil.example.org", 80) && !hosts.permits("", 0));
    assert!(Hosts::default().is_empty() && !Hosts::default().permits("a", 1));
    assert_eq!(hosts.meet(&rules(&["example.org:1", "::1", "c"])), rules(&["example.org:1", "::1"]));
    assert_eq!(hosts.meet(&Hosts::All), hosts);
}
