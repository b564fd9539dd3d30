//! From a unit to a code object: labels become op indices, regions become tables, ranges become positions.

mod opposite;
mod peephole;
mod positions;
mod targets;

use alloc::sync::Arc;
use alloc::vec::Vec;

use padcell_bytecode::{Code, Handled, Handler, Op};

pub(crate) use self::positions::{Lines, NOWHERE};
use crate::codegen::SPILL_AREA;
use crate::unit::{Emitted, Unit, length};

/// Makes the code object of a finished unit.
pub(crate) fn assemble(mut unit: Unit<'_>, filename: &Arc<str>, lines: &mut Lines) -> Code {
    make_spill_area(&mut unit);
    let targets: Vec<u32> = unit.labels.iter().map(|it| it.at.unwrap_or(0)).collect();
    for emitted in &mut unit.ops {
        if let Some(target) = targets::target_mut(&mut emitted.op) {
            *target = targets.get(*target as usize).copied().unwrap_or(0);
        }
    }
    let mut handler_targets: Vec<u32> =
        unit.regions.iter().map(|it| targets.get(it.handler.0 as usize).copied().unwrap_or(0)).collect();
    peephole::clean(&mut unit.ops, &mut handler_targets);
    let handlers = handlers(&unit, &handler_targets);
    let handled = handled(&unit.ops);
    let positions = unit.ops.iter().map(|it| lines.position(it.range)).collect();
    Code {
        name: unit.name,
        qualname: unit.qualname,
        filename: filename.clone(),
        first_line: unit.first_line,
        flags: unit.flags,
        arg_count: unit.arg_count,
        positional_only_count: unit.positional_only_count,
        keyword_only_count: unit.keyword_only_count,
        registers: unit.max.max(unit.first_temp),
        varnames: unit.varnames,
        cellvars: unit.cellvars,
        freevars: unit.freevars,
        spilled: unit.spilled,
        ops: unit.ops.iter().map(|it| it.op).collect(),
        consts: unit.consts,
        names: unit.names,
        sites: unit.sites,
        handlers,
        handled,
        positions,
        doc: unit.doc,
    }
}

/// Makes the spill area before all else, if the unit turned out to need one.
fn make_spill_area(unit: &mut Unit<'_>) {
    if unit.spilled.is_empty() {
        return;
    }
    unit.max = u32::from(SPILL_AREA) + 1;
    let op = Op::MakeSpill { dst: SPILL_AREA };
    unit.ops.insert(0, Emitted { op, range: NOWHERE, region: 0, handled: None });
    for label in &mut unit.labels {
        label.at = label.at.map(|at| at + 1);
    }
}

/// The handler table, innermost regions first.
fn handlers(unit: &Unit<'_>, targets: &[u32]) -> Vec<Handler> {
    // One open range for each region on the path to the current op; a range closes when the path leaves the region.
    let mut open: Vec<(u32, u32)> = Vec::new();
    let mut ranges: Vec<(u32, Handler)> = Vec::new();
    let mut close = |region: u32, start: u32, end: u32| {
        let index = region as usize - 1;
        if let (Some(it), Some(&target)) = (unit.regions.get(index), targets.get(index)) {
            ranges.push((it.depth, Handler { start, end, target, reg: it.reg }));
        }
    };
    let mut last = 0;
    for (pc, emitted) in unit.ops.iter().enumerate() {
        if emitted.region == last {
            continue;
        }
        last = emitted.region;
        let mut path = Vec::new();
        let mut at = emitted.region;
        while let Some(region) = at.checked_sub(1).and_then(|index| unit.regions.get(index as usize)) {
            path.push(at);
            at = region.parent;
        }
        path.reverse();
        let common = open.iter().zip(&path).take_while(|((region, _), other)| region == *other).count();
        for (region, start) in open.drain(common..).rev() {
            close(region, start, length(pc));
        }
        open.extend(path.iter().skip(common).map(|&region| (region, length(pc))));
    }
    for (region, start) in open.drain(..).rev() {
        close(region, start, length(unit.ops.len()));
    }
    ranges.sort_by_key(|(depth, it)| (core::cmp::Reverse(*depth), it.start));
    ranges.into_iter().map(|(_, it)| it).collect()
}

fn handled(ops: &[Emitted]) -> Vec<Handled> {
    let mut out: Vec<Handled> = Vec::new();
    for (pc, emitted) in ops.iter().enumerate() {
        let Some(reg) = emitted.handled else { continue };
        let pc = length(pc);
        match out.last_mut() {
            Some(it) if it.end == pc && it.reg == reg => it.end = pc + 1,
            _ => out.push(Handled { start: pc, end: pc + 1, reg }),
        }
    }
    out
}
