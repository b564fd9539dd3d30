//! Conditional jumps with their condition reversed.

use padcell_bytecode::Op;

/// The op that jumps to `target` where `op` does not jump, and goes on where it does; none if `op` does more than that.
pub(super) fn opposite(op: &Op, target: u32) -> Option<Op> {
    Some(match *op {
        Op::JumpIfTrue { src, .. } => Op::JumpIfFalse { src, target },
        Op::JumpIfFalse { src, .. } => Op::JumpIfTrue { src, target },
        Op::JumpIfNone { src, .. } => Op::JumpIfNotNone { src, target },
        Op::JumpIfNotNone { src, .. } => Op::JumpIfNone { src, target },
        Op::JumpLt { a, b, sense, .. } => Op::JumpLt { a, b, sense: 1 - sense.min(1), target },
        Op::JumpLe { a, b, sense, .. } => Op::JumpLe { a, b, sense: 1 - sense.min(1), target },
        Op::JumpEq { a, b, sense, .. } => Op::JumpEq { a, b, sense: 1 - sense.min(1), target },
        Op::JumpNe { a, b, sense, .. } => Op::JumpNe { a, b, sense: 1 - sense.min(1), target },
        Op::JumpGt { a, b, sense, .. } => Op::JumpGt { a, b, sense: 1 - sense.min(1), target },
        Op::JumpGe { a, b, sense, .. } => Op::JumpGe { a, b, sense: 1 - sense.min(1), target },
        Op::JumpIs { a, b, sense, .. } => Op::JumpIs { a, b, sense: 1 - sense.min(1), target },
        Op::JumpIn { a, b, sense, .. } => Op::JumpIn { a, b, sense: 1 - sense.min(1), target },
        Op::JumpIfLtI { a, value, .. } => Op::JumpUnlessLtI { a, value, target },
        Op::JumpUnlessLtI { a, value, .. } => Op::JumpIfLtI { a, value, target },
        Op::JumpIfLeI { a, value, .. } => Op::JumpUnlessLeI { a, value, target },
        Op::JumpUnlessLeI { a, value, .. } => Op::JumpIfLeI { a, value, target },
        Op::JumpIfEqI { a, value, .. } => Op::JumpUnlessEqI { a, value, target },
        Op::JumpUnlessEqI { a, value, .. } => Op::JumpIfEqI { a, value, target },
        Op::JumpIfNeI { a, value, .. } => Op::JumpUnlessNeI { a, value, target },
        Op::JumpUnlessNeI { a, value, .. } => Op::JumpIfNeI { a, value, target },
        Op::JumpIfGtI { a, value, .. } => Op::JumpUnlessGtI { a, value, target },
        Op::JumpUnlessGtI { a, value, .. } => Op::JumpIfGtI { a, value, target },
        Op::JumpIfGeI { a, value, .. } => Op::JumpUnlessGeI { a, value, target },
        Op::JumpUnlessGeI { a, value, .. } => Op::JumpIfGeI { a, value, target },
        _ => return None,
    })
}
