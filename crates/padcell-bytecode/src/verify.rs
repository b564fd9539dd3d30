//! The verifier: every operand of every op in range, so that the machine may index without asking again.

use alloc::sync::Arc;
use alloc::vec;

use crate::REGISTERS;
use crate::code::{Code, Const, FreeSource};
use crate::op::{Op, OperandKind};

/// Why a code object was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyError {
    pub pc: usize,
    pub reason: &'static str,
}

/// Checks `code` and every code object among its constants.
///
/// # Errors
/// The first op (or table) that names a register, constant, name, site, variable or target that does not exist.
pub fn verify(code: &Arc<Code>) -> Result<(), VerifyError> {
    let mut pending = vec![code.clone()];
    while let Some(code) = pending.pop() {
        verify_one(&code)?;
        for constant in &code.consts {
            if let Const::Code(inner) = constant {
                verify_free_sources(&code, inner)?;
                pending.push(inner.clone());
            }
        }
    }
    Ok(())
}

fn verify_one(code: &Code) -> Result<(), VerifyError> {
    let fail = |pc, reason| Err(VerifyError { pc, reason });
    let n_ops = code.ops.len();
    if code.registers as usize > REGISTERS || code.varnames.len() > code.registers as usize {
        return fail(0, "too many registers");
    }
    if code.parameter_count() > code.varnames.len() || code.positional_only_count > code.arg_count {
        return fail(0, "parameters without registers");
    }
    if n_ops == 0 || code.positions.len() != n_ops {
        return fail(0, "ops and positions differ");
    }
    let ends = matches!(
        code.ops[n_ops - 1],
        Op::Return { .. }
            | Op::Jump { .. }
            | Op::Reraise { .. }
            | Op::Raise { .. }
            | Op::RaiseFrom { .. }
            | Op::RaiseCurrent {}
            | Op::RaiseAssertion { .. }
    );
    if !ends {
        return fail(n_ops - 1, "falls off the end");
    }
    if code.sites.iter().any(|&name| name as usize >= code.names.len()) {
        return fail(0, "site without a name");
    }
    for (pc, op) in code.ops.iter().enumerate() {
        let mut reason = None;
        op.operands(|_, kind, value| {
            let limit = match kind {
                OperandKind::Reg => code.registers as usize,
                OperandKind::Target => n_ops,
                OperandKind::Const => code.consts.len(),
                OperandKind::Name => code.names.len(),
                OperandKind::Site => code.sites.len(),
                OperandKind::Free => code.freevars.len(),
                OperandKind::Spill => code.spilled.len(),
                OperandKind::Count | OperandKind::Int | OperandKind::Flag | OperandKind::Kind => return,
            };
            if usize::try_from(value).is_ok_and(|it| it >= limit) {
                reason = Some("operand out of range");
            }
        });
        if last_register(op).is_some_and(|last| last > code.registers as usize) {
            reason = Some("register block out of range");
        }
        if let Some(reason) = reason {
            return fail(pc, reason);
        }
    }
    for it in &code.handlers {
        if it.start > it.end
            || it.end as usize > n_ops
            || it.target as usize >= n_ops
            || u32::from(it.reg) >= code.registers
        {
            return fail(it.start as usize, "bad handler");
        }
    }
    for it in &code.handled {
        if it.start > it.end || it.end as usize > n_ops || u32::from(it.reg) >= code.registers {
            return fail(it.start as usize, "bad handled range");
        }
    }
    Ok(())
}

/// One past the last register of an op's block of consecutive registers.
fn last_register(op: &Op) -> Option<usize> {
    let block = |base: u8, count: usize| Some(usize::from(base).saturating_add(count));
    match *op {
        Op::LoadMethod { dst, .. } | Op::LoadSuperMethod { dst, .. } | Op::LoadSpecial { dst, .. } => {
            block(dst, 2)
        }
        Op::LoadSuperAttr { base, .. } | Op::CallSuper { base, .. } | Op::BuildSlice { base, .. } => {
            block(base, 3)
        }
        Op::CallEx { base, .. } | Op::MakeFunction { base, .. } => block(base, 3),
        Op::LoadSlice { base, .. } | Op::StoreSlice { base, .. } => block(base, 2),
        Op::Call { base, nargs, .. } | Op::CallKw { base, nargs, .. } => block(base, 1 + usize::from(nargs)),
        Op::CallMethod { base, nargs, .. } | Op::CallMethodKw { base, nargs, .. } => {
            block(base, 2 + usize::from(nargs))
        }
        Op::BuildTuple { base, count, .. }
        | Op::BuildList { base, count, .. }
        | Op::BuildSet { base, count, .. }
        | Op::BuildString { base, count, .. }
        | Op::UnpackSequence { base, count, .. } => block(base, count as usize),
        Op::BuildDict { base, count, .. } => block(base, (count as usize).saturating_mul(2)),
        Op::UnpackEx { base, before, after, .. } => block(base, usize::from(before) + 1 + after as usize),
        Op::MatchGroup { dst, .. } => block(dst, 2),
        Op::ExcTriple { dst, .. } => block(dst, 3),
        Op::CallIntrinsic { base, kind, .. } => block(base, intrinsic_arity(kind)),
        _ => None,
    }
}

/// How many registers an intrinsic reads.
fn intrinsic_arity(kind: u8) -> usize {
    match kind {
        1 | 2 | 5 | 8 => 2,
        7 => 3,
        9 => 4,
        _ => 1,
    }
}

fn verify_free_sources(outer: &Code, inner: &Code) -> Result<(), VerifyError> {
    for it in &inner.freevars {
        let fits = match it.source {
            FreeSource::Register(reg) => u32::from(reg) < outer.registers,
            FreeSource::Free(index) => (index as usize) < outer.freevars.len(),
            FreeSource::Spill(index) => (index as usize) < outer.spilled.len(),
        };
        if !fits {
            return Err(VerifyError { pc: 0, reason: "free variable without a source" });
        }
    }
    Ok(())
}
