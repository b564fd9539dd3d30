//! Small repairs on the finished ops: jumps to jumps, jumps over jumps, ops that nothing reaches.

use alloc::vec;
use alloc::vec::Vec;

use padcell_bytecode::Op;

use super::opposite::opposite;
use super::targets::{ends, target, target_mut};
use crate::unit::{Emitted, length};

/// How many jumps in a row are followed at most; a cycle of jumps ends there.
const MAX_CHAIN: usize = 16;

/// Cleans ops whose targets are op indices, `handlers` being indices of their own.
pub(super) fn clean(ops: &mut Vec<Emitted>, handlers: &mut [u32]) {
    thread_jumps(ops);
    invert_jumps(ops, handlers);
    let keep = kept(ops, handlers);
    remove(ops, handlers, &keep);
}

/// Lets a jump to a jump go to the last target at once.
fn thread_jumps(ops: &mut [Emitted]) {
    for at in 0..ops.len() {
        // Send continues at its target with a value; what stands there is never a plain jump, but the rule is the same.
        let Some(first) = target(&ops[at].op) else { continue };
        let mut last = first;
        for _ in 0..MAX_CHAIN {
            match ops.get(last as usize).map(|it| it.op) {
                Some(Op::Jump { target }) if target != last => last = target,
                _ => break,
            }
        }
        if last != first
            && let Some(target) = target_mut(&mut ops[at].op)
        {
            *target = last;
        }
    }
}

/// A conditional jump over a plain jump becomes the opposite conditional jump.
fn invert_jumps(ops: &mut [Emitted], handlers: &[u32]) {
    let mut is_target = vec![false; ops.len() + 1];
    for at in ops.iter().filter_map(|it| target(&it.op)).chain(handlers.iter().copied()) {
        if let Some(it) = is_target.get_mut(at as usize) {
            *it = true;
        }
    }
    for at in 0..ops.len().saturating_sub(1) {
        let Op::Jump { target: goal } = ops[at + 1].op else { continue };
        if is_target[at + 1] || target(&ops[at].op) != Some(length(at + 2)) {
            continue;
        }
        if let Some(opposite) = opposite(&ops[at].op, goal) {
            ops[at].op = opposite;
            // It now leads to where control goes on anyway, and is removed as such.
            ops[at + 1].op = Op::Jump { target: length(at + 2) };
        }
    }
}

/// Which ops stay: those that can be reached and are no jump to the next one.
fn kept(ops: &[Emitted], handlers: &[u32]) -> Vec<bool> {
    let mut keep = vec![false; ops.len()];
    let mut pending: Vec<u32> = vec![0];
    pending.extend_from_slice(handlers);
    while let Some(start) = pending.pop() {
        let mut at = start as usize;
        while let Some(emitted) = ops.get(at) {
            if core::mem::replace(&mut keep[at], true) {
                break;
            }
            if let Some(target) = target(&emitted.op) {
                pending.push(target);
            }
            if ends(&emitted.op) {
                break;
            }
            at += 1;
        }
    }
    // From the end, so that a jump over removed ops counts as one to the next.
    let mut next_kept = ops.len();
    for at in (0..ops.len()).rev() {
        if !keep[at] {
            continue;
        }
        if let Op::Jump { target } = ops[at].op {
            let goal = target as usize;
            if goal > at && goal <= next_kept && next_kept < ops.len() {
                keep[at] = false;
                continue;
            }
        }
        next_kept = at;
    }
    keep
}

fn remove(ops: &mut Vec<Emitted>, handlers: &mut [u32], keep: &[bool]) {
    if keep.iter().all(|&it| it) {
        return;
    }
    let mut moved = Vec::with_capacity(keep.len() + 1);
    let mut count = 0_usize;
    for &it in keep {
        moved.push(length(count));
        count += usize::from(it);
    }
    let new_place = |old: u32| moved.get(old as usize).copied().unwrap_or(0);
    let mut at = 0;
    ops.retain(|_| {
        at += 1;
        keep.get(at - 1).copied().unwrap_or(false)
    });
    for emitted in ops.iter_mut() {
        if let Some(target) = target_mut(&mut emitted.op) {
            *target = new_place(*target);
        }
    }
    for target in handlers {
        *target = new_place(*target);
    }
}
