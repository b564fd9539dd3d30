//! Budgets only shrink.

use super::*;

fn samples() -> [Budget; 4] {
    let unlimited =
        Budget { fuel: None, memory: None, time_ns: None, depth: u32::MAX, output: None, handles: u32::MAX };
    let nothing =
        Budget { fuel: Some(0), memory: Some(0), time_ns: Some(0), depth: 0, output: Some(0), handles: 0 };
    let mixed = Budget { fuel: Some(7), memory: None, depth: 3000, handles: 1, ..Budget::default() };
    [Budget::default(), unlimited, nothing, mixed]
}

#[test]
fn meet_is_a_meet() {
    for a in samples() {
        assert_eq!(a.meet(&a), a);
        for b in samples() {
            let both = a.meet(&b);
            assert_eq!(both, b.meet(&a));
            assert!(both.fits_in(&a) && both.fits_in(&b));
            for c in samples() {
                assert_eq!(both.meet(&c), a.meet(&b.meet(&c)));
            }
        }
    }
}

#[test]
fn unlimited_is_the_larger() {
    let limit = Budget { fuel: Some(5), ..Budget::default() };
    let none = Budget { fuel: None, ..Budget::default() };
    assert_eq!(limit.meet(&none).fuel, Some(5));
    assert!(!none.fits_in(&limit));
}

#[test]
fn remaining_never_wraps() {
    let budget = Budget { fuel: Some(5), memory: None, ..Budget::default() };
    let spent = Spent { fuel: 9, memory: 9, depth: 2000, ..Spent::default() };
    let left = budget.remaining(&spent);
    assert_eq!((left.fuel, left.memory, left.depth), (Some(0), None, 0));
    assert!(left.fits_in(&budget));
}
