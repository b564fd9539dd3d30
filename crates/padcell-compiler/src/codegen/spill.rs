//! What does not fit into registers: locals beyond their share, and temporaries of expressions that nest very deep.
//!
//! A frame that needs it has a spill area in its last register. Temporaries in use are saved there around the evaluation
//! of a subexpression that would run out of registers, and restored after it.

use padcell_bytecode::Op;
use padcell_syntax::ast::Expr;
use padcell_syntax::{Ranged, TextRange};

use super::Codegen;
use crate::error::Result;
use crate::unit::length;

/// The register of the spill area; temporaries never take it.
pub(crate) const SPILL_AREA: u8 = 255;
/// From how many registers in use on temporaries are saved. One level of an expression takes up to 75 more.
const PRESSURE: u32 = 180;
/// Saving fewer temporaries than this is not worth it.
const WORTH_SAVING: u32 = 16;

impl<'a> Codegen<'a> {
    /// Whether an expression had better be evaluated with the temporaries in use saved.
    pub(crate) fn is_short_of_registers(&self) -> bool {
        self.unit.top > PRESSURE && self.unit.top - self.unit.pinned.min(self.unit.top) > WORTH_SAVING
    }

    /// A new slot of the spill area that no source names.
    pub(crate) fn alloc_slot(&mut self) -> u32 {
        let slot = self.unit.next_slot;
        self.unit.next_slot += 1;
        if slot as usize >= self.unit.spilled.len() {
            self.unit.spilled.push(".temporary".into());
        }
        slot
    }

    /// Evaluates into `dst` with all temporaries of the statement saved around it.
    #[inline(never)]
    pub(crate) fn evaluate_with_saved_registers(&mut self, expression: &'a Expr, dst: u8) -> Result {
        let range = expression.range();
        let (first, top, first_slot) = (self.unit.pinned, self.unit.top, self.unit.next_slot);
        for reg in first..top {
            let index = self.alloc_slot();
            self.store_spill(range, register(reg), index);
        }
        let result_slot = self.alloc_slot();
        self.unit.release(first);
        let result = self.unit.alloc();
        self.into(expression, result)?;
        self.store_spill(range, result, result_slot);
        self.unit.top = top;
        for reg in first..top {
            self.load_spill(range, register(reg), first_slot + (reg - first));
        }
        self.load_spill(range, dst, result_slot);
        self.unit.next_slot = first_slot;
        Ok(())
    }

    pub(crate) fn store_spill(&mut self, range: TextRange, src: u8, index: u32) {
        self.unit.emit(range, Op::StoreSpill { src, area: SPILL_AREA, index });
    }

    pub(crate) fn load_spill(&mut self, range: TextRange, dst: u8, index: u32) {
        self.unit.emit(range, Op::LoadSpill { dst, area: SPILL_AREA, index });
    }

    /// What is allocated now stays where it is for the rest of the statement: handlers and loops rely on it.
    pub(crate) fn pin(&mut self) {
        self.unit.pinned = self.unit.top;
    }

    /// The items of `src` in more registers than there are: as a list whose items are taken one by one.
    pub(crate) fn unpack_many(&mut self, targets: &'a [Expr], range: TextRange, src: u8) -> Result {
        let list = self.unit.alloc();
        self.unit.emit(range, Op::UnpackEx { src, base: list, before: 0, after: 0 });
        let len = self.unit.alloc();
        self.unit.emit(range, Op::GetLen { dst: len, src: list });
        let expected = self.unit.alloc();
        let count = i64::from(length(targets.len()));
        self.load_const(range, expected, padcell_bytecode::Const::Int(count));
        let fits = self.unit.label();
        let op = Op::JumpEq { a: len, b: expected, sense: 1, target: fits.0 };
        self.unit.emit_jump(range, op, fits);
        self.raise_unpack_error(range, len, expected);
        self.unit.bind(fits);
        for (at, target) in targets.iter().enumerate() {
            let index = i32::try_from(at).unwrap_or(i32::MAX);
            self.unit.emit(range, Op::LoadItemI { dst: len, obj: list, index });
            self.store(target, len)?;
        }
        Ok(())
    }

    fn raise_unpack_error(&mut self, range: TextRange, len: u8, expected: u8) {
        let function = self.unit.alloc();
        let base = self.unit.alloc_block(5);
        let name = self.names.intern("ValueError");
        let site = self.site(name);
        self.unit.emit(range, Op::LoadGlobal { dst: function, site });
        let start = self.unit.label();
        self.load_str(range, base, "not enough values to unpack (expected ");
        let op = Op::JumpLt { a: len, b: expected, sense: 1, target: start.0 };
        self.unit.emit_jump(range, op, start);
        self.load_str(range, base, "too many values to unpack (expected ");
        self.unit.bind(start);
        for (offset, src) in [(1, expected), (3, len)] {
            let dst = base.wrapping_add(offset);
            self.unit.emit(range, Op::FormatSimple { dst, src, conversion: 0 });
        }
        self.load_str(range, base.wrapping_add(2), ", got ");
        self.load_str(range, base.wrapping_add(4), ")");
        self.unit.emit(range, Op::BuildString { dst: base, base, count: 5 });
        self.unit.emit(range, Op::Call { dst: function, base: function, nargs: 1 });
        self.unit.emit_end(range, Op::Raise { exc: function });
    }
}

/// A register number that is known to be one.
fn register(number: u32) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}
