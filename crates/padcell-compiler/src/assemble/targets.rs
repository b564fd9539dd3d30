//! The jump target of an op, whatever op it is.

use padcell_bytecode::Op;

/// The operand that names where an op may jump.
pub(super) fn target_mut(op: &mut Op) -> Option<&mut u32> {
    match op {
        Op::Jump { target }
        | Op::JumpIfTrue { target, .. }
        | Op::JumpIfFalse { target, .. }
        | Op::JumpIfNone { target, .. }
        | Op::JumpIfNotNone { target, .. }
        | Op::JumpIfUnset { target, .. }
        | Op::JumpLt { target, .. }
        | Op::JumpLe { target, .. }
        | Op::JumpEq { target, .. }
        | Op::JumpNe { target, .. }
        | Op::JumpGt { target, .. }
        | Op::JumpGe { target, .. }
        | Op::JumpIs { target, .. }
        | Op::JumpIn { target, .. }
        | Op::JumpIfLtI { target, .. }
        | Op::JumpUnlessLtI { target, .. }
        | Op::JumpIfLeI { target, .. }
        | Op::JumpUnlessLeI { target, .. }
        | Op::JumpIfEqI { target, .. }
        | Op::JumpUnlessEqI { target, .. }
        | Op::JumpIfNeI { target, .. }
        | Op::JumpUnlessNeI { target, .. }
        | Op::JumpIfGtI { target, .. }
        | Op::JumpUnlessGtI { target, .. }
        | Op::JumpIfGeI { target, .. }
        | Op::JumpUnlessGeI { target, .. }
        | Op::ForIter { target, .. }
        | Op::EndAsyncFor { target, .. }
        | Op::Send { target, .. } => Some(target),
        _ => None,
    }
}

/// The operand that names where an op may jump.
pub(super) fn target(op: &Op) -> Option<u32> {
    let mut op = *op;
    target_mut(&mut op).copied()
}

/// Whether control never goes on to the next op.
pub(super) fn ends(op: &Op) -> bool {
    matches!(
        op,
        Op::Return { .. }
            | Op::Jump { .. }
            | Op::Reraise { .. }
            | Op::Raise { .. }
            | Op::RaiseFrom { .. }
            | Op::RaiseCurrent {}
            | Op::RaiseAssertion { .. }
    )
}
