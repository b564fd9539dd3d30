//! The listing of a code object (`padcell dis`): one line an op, inner code objects after their owner.

use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec;

use crate::code::{Code, Const};
use crate::op::OperandKind;

/// Lists `code` and every code object among its constants, outermost first.
#[must_use]
pub fn listing(code: &Arc<Code>) -> String {
    let mut out = String::new();
    // An explicit work list: functions may nest as deep as the parser allows.
    let mut pending = vec![code.clone()];
    while let Some(code) = pending.pop() {
        if !out.is_empty() {
            out.push('\n');
        }
        one(&code, &mut out);
        for constant in code.consts.iter().rev() {
            if let Const::Code(inner) = constant {
                pending.push(inner.clone());
            }
        }
    }
    out
}

fn one(code: &Code, out: &mut String) {
    out.push_str(&format!("{}  ({} registers)\n", code.describe(), code.registers));
    let mut last_line = 0;
    for (pc, op) in code.ops.iter().enumerate() {
        let line = code.position(pc).line;
        let shown = if line == last_line { String::new() } else { format!("{line}") };
        last_line = line;
        let mut text = format!("{shown:>5} {pc:>5}  {:<20}", op.name());
        op.operands(|name, kind, value| {
            text.push(' ');
            text.push_str(&operand(code, name, kind, value));
        });
        out.push_str(text.trim_end());
        out.push('\n');
    }
    for it in &code.handlers {
        out.push_str(&format!("      {}..{} raises to {} in r{}\n", it.start, it.end, it.target, it.reg));
    }
}

fn operand(code: &Code, name: &str, kind: OperandKind, value: i64) -> String {
    let index = usize::try_from(value).unwrap_or(usize::MAX);
    match kind {
        OperandKind::Reg => match code.varnames.get(index) {
            Some(local) => format!("r{value}({local})"),
            None => format!("r{value}"),
        },
        OperandKind::Target => format!("->{value}"),
        OperandKind::Const => match code.consts.get(index) {
            Some(Const::Code(inner)) => inner.describe(),
            Some(constant) => format!("{constant:?}"),
            None => format!("const {value}"),
        },
        OperandKind::Name => code.names.get(index).map_or_else(String::new, |it| format!("{it:?}")),
        OperandKind::Site => {
            let text = code.sites.get(index).and_then(|&it| code.names.get(it as usize));
            text.map_or_else(String::new, |it| format!("{it:?}"))
        }
        OperandKind::Free => {
            code.freevars.get(index).map_or_else(String::new, |it| format!("free {}", it.name))
        }
        OperandKind::Spill => code.spilled.get(index).map_or_else(String::new, |it| format!("spill {it}")),
        OperandKind::Count | OperandKind::Int | OperandKind::Flag | OperandKind::Kind => {
            format!("{name}={value}")
        }
    }
}
