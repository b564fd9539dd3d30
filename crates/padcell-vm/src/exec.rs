//! The loop: fetches an op, does the common cases at once, leaves the rest to the families in `exec/`.

#[macro_use]
mod macros;

mod arithmetic;
mod build;
mod calls;
mod code;
mod generator;
mod names;
mod patterns;
mod raise;
mod slow;

pub(crate) use code::AsyncYield;

use padcell_bytecode::{CompareOp, Op, REGISTERS};

use crate::error::{Res, Unwind};
use crate::frame::{Done, Frame, Then};
use crate::heap::{Cache, Heap, Id, Iter, Module, Site};
use crate::value::Value;
use crate::vm::Vm;

/// What the slow way of an op tells the loop.
pub(crate) enum Flow {
    /// On with the next op.
    Next,
    /// On at this op.
    Jump(u32),
    /// Frames were pushed or popped: on with the top one.
    Switch,
    /// The frame that the run started with has ended.
    Done(Done),
}

/// Floor division of ints; None where Python raises or the result is no `i64`.
#[inline(always)]
fn floor_div(x: i64, y: i64) -> Option<i64> {
    let quotient = x.checked_div(y)?;
    Some(if x % y != 0 && ((x < 0) != (y < 0)) { quotient - 1 } else { quotient })
}

/// Floor modulo of ints.
#[inline(always)]
fn floor_mod(x: i64, y: i64) -> Option<i64> {
    let rest = x.checked_rem(y)?;
    Some(if rest != 0 && ((rest < 0) != (y < 0)) { rest + y } else { rest })
}

impl Vm {
    /// Runs until the frame above `floor` has ended.
    ///
    /// # Errors
    /// What leaves that frame; the frames above `floor` are gone then.
    pub(crate) fn run(&mut self, floor: usize) -> Res<Done> {
        let outer = core::mem::replace(&mut self.run_depth, self.native_depth);
        let result = self.run_loop(floor);
        self.run_depth = outer;
        result
    }

    #[expect(clippy::too_many_lines, reason = "the loop")]
    fn run_loop(&mut self, floor: usize) -> Res<Done> {
        'frames: loop {
            let top = self.frames.len() - 1;
            let frame = &self.frames[top];
            let base = frame.base as usize;
            let mut pc = frame.pc as usize;
            let code = &self.heap.codes[frame.code];
            let ops = &*code.ops;
            let window = self.stack.get_mut(base..base + REGISTERS).and_then(|it| it.try_into().ok());
            let regs: &mut [Value; REGISTERS] = match window {
                Some(it) => it,
                None => {
                    self.ensure_stack(base);
                    continue 'frames;
                }
            };
            loop {
                // Not a copy: each arm reads the fields that it needs.
                let op = &ops[pc];
                pc += 1;
                match *op {
                    Op::Move { dst, src } => {
                        regs[dst as usize] = regs[src as usize];
                        continue;
                    }
                    Op::LoadConst { dst, index } => {
                        regs[dst as usize] = code.consts[index as usize];
                        continue;
                    }
                    Op::LoadInt { dst, value } => {
                        regs[dst as usize] = Value::Int(i64::from(value));
                        continue;
                    }
                    Op::LoadNone { dst } => {
                        regs[dst as usize] = Value::None;
                        continue;
                    }
                    Op::LoadBool { dst, value } => {
                        regs[dst as usize] = Value::Bool(value != 0);
                        continue;
                    }
                    Op::LoadUnset { dst } => {
                        regs[dst as usize] = Value::Unset;
                        continue;
                    }
                    Op::CheckBound { reg, .. } => {
                        if regs[reg as usize].is_set() {
                            continue;
                        }
                    }
                    Op::LoadBox { dst, cell, .. } => {
                        if let Value::Box(id) = regs[cell as usize] {
                            let value = self.heap.boxes[id].value;
                            if value.is_set() {
                                regs[dst as usize] = value;
                                continue;
                            }
                        }
                    }
                    Op::StoreBox { cell, src } => {
                        if let Value::Box(id) = regs[cell as usize] {
                            self.heap.boxes[id].value = regs[src as usize];
                            continue;
                        }
                    }
                    Op::LoadFree { dst, index } => {
                        let id = self.heap.functions[frame.function].closure[index as usize];
                        let value = self.heap.boxes[id].value;
                        if value.is_set() {
                            regs[dst as usize] = value;
                            continue;
                        }
                    }
                    Op::StoreFree { src, index } => {
                        let id = self.heap.functions[frame.function].closure[index as usize];
                        self.heap.boxes[id].value = regs[src as usize];
                        continue;
                    }
                    Op::LoadGlobal { dst, site } | Op::LoadName { dst, site } => {
                        let site = &code.sites[site as usize];
                        match site.cache {
                            Cache::Global { position } => {
                                if let Some(entry) = self.heap.dicts[frame.globals].at(position as usize) {
                                    if matches!(entry.key, Value::Str(id) if id == site.name) {
                                        regs[dst as usize] = entry.value;
                                        continue;
                                    }
                                }
                            }
                            Cache::BuiltinGlobal { globals, version, position } => {
                                if globals == frame.globals && self.heap.dicts[globals].version() == version {
                                    let builtins = self.heap.functions[frame.function].builtins;
                                    if let Some(entry) = self.heap.dicts[builtins].at(position as usize) {
                                        if matches!(entry.key, Value::Str(id) if id == site.name) {
                                            regs[dst as usize] = entry.value;
                                            continue;
                                        }
                                    }
                                }
                            }
                            _ => {}
                        }
                    }
                    Op::StoreGlobal { src, site } => {
                        let site = &code.sites[site as usize];
                        if let Cache::Global { position } = site.cache {
                            let dict = &mut self.heap.dicts[frame.globals];
                            let fits = dict
                                .at(position as usize)
                                .is_some_and(|it| matches!(it.key, Value::Str(id) if id == site.name));
                            if fits {
                                dict.set_at(position as usize, regs[src as usize]);
                                continue;
                            }
                        }
                    }
                    Op::LoadAttr { dst, obj, site } => match regs[obj as usize] {
                        Value::Instance(id) => {
                            let it = &self.heap.instances[id];
                            match code.sites[site as usize].cache {
                                Cache::Slot { shape, slot } if shape == it.shape => {
                                    regs[dst as usize] = it.slot(slot as usize);
                                    continue;
                                }
                                Cache::ClassValue { shape, version, value }
                                    if shape == it.shape
                                        && self.heap.classes[it.class].version == version =>
                                {
                                    regs[dst as usize] = value;
                                    continue;
                                }
                                Cache::ClassData { shape, version, dict, position }
                                    if shape == it.shape
                                        && self.heap.classes[it.class].version == version =>
                                {
                                    if let Some(entry) = self.heap.dicts[dict].at(position as usize) {
                                        regs[dst as usize] = entry.value;
                                        continue;
                                    }
                                }
                                Cache::Property { shape, version, getter }
                                    if shape == it.shape
                                        && self.heap.classes[it.class].version == version =>
                                {
                                    let new_base = base + code.registers;
                                    if let Some(place) = self.stack.get_mut(new_base) {
                                        *place = Value::Instance(id);
                                        enter!(self, top, pc, floor, getter, new_base, 1, Then::Store(dst), 'frames);
                                    }
                                }
                                _ => {}
                            }
                        }
                        Value::Class(id) => match code.sites[site as usize].cache {
                            Cache::OfClass { class, version, value }
                                if class == id.index() && self.heap.classes[id].version == version =>
                            {
                                regs[dst as usize] = value;
                                continue;
                            }
                            Cache::OfClassData { class, version, dict, position }
                                if class == id.index() && self.heap.classes[id].version == version =>
                            {
                                if let Some(entry) = self.heap.dicts[dict].at(position as usize) {
                                    regs[dst as usize] = entry.value;
                                    continue;
                                }
                            }
                            _ => {}
                        },
                        Value::Module(id) => {
                            let it = &code.sites[site as usize];
                            if let Some(value) = in_module(&self.heap, id, it) {
                                regs[dst as usize] = value;
                                continue;
                            }
                        }
                        _ => {}
                    },
                    Op::StoreAttr { obj, src, site } => {
                        if let Value::Instance(id) = regs[obj as usize] {
                            let it = &mut self.heap.instances[id];
                            match code.sites[site as usize].cache {
                                Cache::Slot { shape, slot } if shape == it.shape => {
                                    if let Some(place) = it.inline.get_mut(slot as usize) {
                                        *place = regs[src as usize];
                                        continue;
                                    }
                                }
                                Cache::Add { before, after, slot, version }
                                    if before == it.shape
                                        && self.heap.classes[it.class].version == version =>
                                {
                                    if let Some(place) = it.inline.get_mut(slot as usize) {
                                        *place = regs[src as usize];
                                        it.shape = after;
                                        continue;
                                    }
                                }
                                Cache::Setter { shape, version, setter }
                                    if shape == it.shape
                                        && self.heap.classes[it.class].version == version =>
                                {
                                    let value = regs[src as usize];
                                    let first = base + code.registers;
                                    if let Some(args) = self.stack.get_mut(first..first + 2) {
                                        args.copy_from_slice(&[Value::Instance(id), value]);
                                        enter!(self, top, pc, floor, setter, first, 2, Then::Discard, 'frames);
                                    }
                                }
                                _ => {}
                            }
                        }
                    }
                    Op::LoadMethod { dst, obj, site } => {
                        let this = regs[obj as usize];
                        match (this, code.sites[site as usize].cache) {
                            (Value::Instance(id), Cache::ClassValue { shape, version, value }) => {
                                let it = &self.heap.instances[id];
                                if shape == it.shape && self.heap.classes[it.class].version == version {
                                    regs[dst as usize] = value;
                                    regs[dst.wrapping_add(1) as usize] = this;
                                    continue;
                                }
                            }
                            (Value::Class(id), Cache::OfClass { class, version, value })
                                if class == id.index() && self.heap.classes[id].version == version =>
                            {
                                regs[dst as usize] = value;
                                regs[dst.wrapping_add(1) as usize] = Value::Unset;
                                continue;
                            }
                            (Value::Class(id), Cache::ClassMethod { class, version, value })
                                if class == id.index() && self.heap.classes[id].version == version =>
                            {
                                regs[dst as usize] = value;
                                regs[dst.wrapping_add(1) as usize] = this;
                                continue;
                            }
                            (Value::Module(id), Cache::InModule { .. }) => {
                                if let Some(value) = in_module(&self.heap, id, &code.sites[site as usize]) {
                                    regs[dst as usize] = value;
                                    regs[dst.wrapping_add(1) as usize] = Value::Unset;
                                    continue;
                                }
                            }
                            (Value::List(_), Cache::Builtin { class, value })
                                if class == self.types.list.index() =>
                            {
                                regs[dst as usize] = value;
                                regs[dst.wrapping_add(1) as usize] = this;
                                continue;
                            }
                            (Value::Str(_), Cache::Builtin { class, value })
                                if class == self.types.str_.index() =>
                            {
                                regs[dst as usize] = value;
                                regs[dst.wrapping_add(1) as usize] = this;
                                continue;
                            }
                            (Value::Dict(_), Cache::Builtin { class, value })
                                if class == self.types.dict.index() =>
                            {
                                regs[dst as usize] = value;
                                regs[dst.wrapping_add(1) as usize] = this;
                                continue;
                            }
                            _ => {}
                        }
                    }
                    Op::LoadItem { dst, obj, key } => match (regs[obj as usize], regs[key as usize]) {
                        (Value::List(id), Value::Int(index)) => {
                            if let Some(it) = at(&self.heap.lists[id].items, index) {
                                regs[dst as usize] = *it;
                                continue;
                            }
                        }
                        (Value::Tuple(id), Value::Int(index)) => {
                            if let Some(it) = at(&self.heap.tuples[id].items, index) {
                                regs[dst as usize] = *it;
                                continue;
                            }
                        }
                        (Value::Dict(id), Value::Str(key)) => {
                            if let Some(it) = self.heap.dict_str(id, key) {
                                regs[dst as usize] = it;
                                continue;
                            }
                        }
                        (Value::Dict(id), Value::Int(key)) => {
                            let dict = &self.heap.dicts[id];
                            let hash = crate::object::hash_int(key);
                            if let Some(it) =
                                dict.find_near(hash, |it| matches!(it, Value::Int(it) if it == key))
                            {
                                if let Some(entry) = dict.at(it) {
                                    regs[dst as usize] = entry.value;
                                    continue;
                                }
                            }
                        }
                        _ => {}
                    },
                    Op::LoadItemI { dst, obj, index } => match regs[obj as usize] {
                        Value::List(id) => {
                            if let Some(it) = at(&self.heap.lists[id].items, i64::from(index)) {
                                regs[dst as usize] = *it;
                                continue;
                            }
                        }
                        Value::Tuple(id) => {
                            if let Some(it) = at(&self.heap.tuples[id].items, i64::from(index)) {
                                regs[dst as usize] = *it;
                                continue;
                            }
                        }
                        _ => {}
                    },
                    Op::StoreItem { obj, key, src } => match (regs[obj as usize], regs[key as usize]) {
                        (Value::List(id), Value::Int(index)) => {
                            let items = &mut self.heap.lists[id].items;
                            let index =
                                if index < 0 { index.wrapping_add(items.len() as i64) } else { index };
                            if let Some(it) = items.get_mut(index as usize) {
                                *it = regs[src as usize];
                                continue;
                            }
                        }
                        (Value::Dict(id), Value::Int(key)) => {
                            let hash = crate::object::hash_int(key);
                            let dict = &mut self.heap.dicts[id];
                            let same = |it| matches!(it, Value::Int(it) if it == key);
                            if let Some(position) = dict.find_near(hash, same) {
                                dict.set_at(position, regs[src as usize]);
                                continue;
                            }
                        }
                        (Value::Dict(id), Value::Str(key)) => {
                            if let Some(position) = self.heap.dict_str_position(id, key) {
                                self.heap.dicts[id].set_at(position, regs[src as usize]);
                                continue;
                            }
                        }
                        _ => {}
                    },
                    Op::Add { dst, a, b, .. } => arith!(regs, dst, a, b, checked_add, +),
                    Op::Sub { dst, a, b, .. } => arith!(regs, dst, a, b, checked_sub, -),
                    Op::Mul { dst, a, b, .. } => arith!(regs, dst, a, b, checked_mul, *),
                    Op::TrueDiv { dst, a, b, .. } => match (regs[a as usize], regs[b as usize]) {
                        (Value::Float(x), Value::Float(y)) if y != 0.0 => {
                            regs[dst as usize] = Value::Float(x / y);
                            continue;
                        }
                        (Value::Float(x), Value::Int(y)) if y != 0 => {
                            regs[dst as usize] = Value::Float(x / y as f64);
                            continue;
                        }
                        (Value::Int(x), Value::Float(y)) if y != 0.0 => {
                            regs[dst as usize] = Value::Float(x as f64 / y);
                            continue;
                        }
                        // Both exact as floats: the quotient is rounded once.
                        (Value::Int(x), Value::Int(y))
                            if y != 0 && x.unsigned_abs() < 1 << 53 && y.unsigned_abs() < 1 << 53 =>
                        {
                            regs[dst as usize] = Value::Float(x as f64 / y as f64);
                            continue;
                        }
                        _ => {}
                    },
                    Op::FloorDiv { dst, a, b, .. } => {
                        if let (Value::Int(x), Value::Int(y)) = (regs[a as usize], regs[b as usize]) {
                            if let Some(it) = floor_div(x, y) {
                                regs[dst as usize] = Value::Int(it);
                                continue;
                            }
                        }
                    }
                    Op::Mod { dst, a, b, .. } => {
                        if let (Value::Int(x), Value::Int(y)) = (regs[a as usize], regs[b as usize]) {
                            if let Some(it) = floor_mod(x, y) {
                                regs[dst as usize] = Value::Int(it);
                                continue;
                            }
                        }
                    }
                    Op::And { dst, a, b, .. } => bits!(regs, dst, a, b, &),
                    Op::Or { dst, a, b, .. } => bits!(regs, dst, a, b, |),
                    Op::Xor { dst, a, b, .. } => bits!(regs, dst, a, b, ^),
                    Op::LShift { dst, a, b, .. } => {
                        if let (Value::Int(x), Value::Int(y @ 0..=62)) = (regs[a as usize], regs[b as usize])
                        {
                            if x.unsigned_abs().leading_zeros() as i64 > y + 1 {
                                regs[dst as usize] = Value::Int(x << y);
                                continue;
                            }
                        }
                    }
                    Op::RShift { dst, a, b, .. } => {
                        if let (Value::Int(x), Value::Int(y @ 0..)) = (regs[a as usize], regs[b as usize]) {
                            regs[dst as usize] = Value::Int(x >> y.min(63));
                            continue;
                        }
                    }
                    Op::AddI { dst, a, value, .. } => arith_imm!(regs, dst, a, value, checked_add, +),
                    Op::SubI { dst, a, value, .. } => arith_imm!(regs, dst, a, value, checked_sub, -),
                    Op::MulI { dst, a, value, .. } => arith_imm!(regs, dst, a, value, checked_mul, *),
                    Op::FloorDivI { dst, a, value, .. } => {
                        if let Value::Int(x) = regs[a as usize] {
                            if let Some(it) = floor_div(x, i64::from(value)) {
                                regs[dst as usize] = Value::Int(it);
                                continue;
                            }
                        }
                    }
                    Op::ModI { dst, a, value, .. } => {
                        if let Value::Int(x) = regs[a as usize] {
                            if let Some(it) = floor_mod(x, i64::from(value)) {
                                regs[dst as usize] = Value::Int(it);
                                continue;
                            }
                        }
                    }
                    Op::AndI { dst, a, value, .. } => {
                        if let Value::Int(x) = regs[a as usize] {
                            regs[dst as usize] = Value::Int(x & i64::from(value));
                            continue;
                        }
                    }
                    Op::LShiftI { dst, a, value, .. } => {
                        if let Value::Int(x) = regs[a as usize] {
                            if (0..63).contains(&value) && x.unsigned_abs().leading_zeros() as i32 > value + 1
                            {
                                regs[dst as usize] = Value::Int(x << value);
                                continue;
                            }
                        }
                    }
                    Op::RShiftI { dst, a, value, .. } => {
                        if let Value::Int(x) = regs[a as usize] {
                            if value >= 0 {
                                regs[dst as usize] = Value::Int(x >> value.min(63));
                                continue;
                            }
                        }
                    }
                    Op::Neg { dst, a } => match regs[a as usize] {
                        Value::Int(x) if x != i64::MIN => {
                            regs[dst as usize] = Value::Int(-x);
                            continue;
                        }
                        Value::Float(x) => {
                            regs[dst as usize] = Value::Float(-x);
                            continue;
                        }
                        _ => {}
                    },
                    Op::Invert { dst, a } => {
                        if let Value::Int(x) = regs[a as usize] {
                            regs[dst as usize] = Value::Int(!x);
                            continue;
                        }
                    }
                    Op::Not { dst, a } => {
                        if let Some(it) = plain_truth(regs[a as usize]) {
                            regs[dst as usize] = Value::Bool(!it);
                            continue;
                        }
                    }
                    Op::Compare { dst, a, b, op } => {
                        let order = match (regs[a as usize], regs[b as usize]) {
                            (Value::Int(x), Value::Int(y)) => Some(x.cmp(&y)),
                            (Value::Float(x), Value::Float(y)) => x.partial_cmp(&y),
                            _ => None,
                        };
                        if let Some(order) = order {
                            regs[dst as usize] = Value::Bool(match CompareOp::from_index(op) {
                                CompareOp::Lt => order.is_lt(),
                                CompareOp::Le => order.is_le(),
                                CompareOp::Eq => order.is_eq(),
                                CompareOp::Ne => order.is_ne(),
                                CompareOp::Gt => order.is_gt(),
                                CompareOp::Ge => order.is_ge(),
                            });
                            continue;
                        }
                    }
                    Op::Is { dst, a, b, negate } => {
                        regs[dst as usize] =
                            Value::Bool(regs[a as usize].is(regs[b as usize]) == (negate == 0));
                        continue;
                    }
                    Op::Jump { target } => jump!(self, top, floor, pc, target, 'frames),
                    Op::JumpIfTrue { src, target } => {
                        if let Some(it) = plain_truth(regs[src as usize]) {
                            if it {
                                jump!(self, top, floor, pc, target, 'frames);
                            }
                            continue;
                        }
                    }
                    Op::JumpIfFalse { src, target } => {
                        if let Some(it) = plain_truth(regs[src as usize]) {
                            if !it {
                                jump!(self, top, floor, pc, target, 'frames);
                            }
                            continue;
                        }
                    }
                    Op::JumpIfNone { src, target } => {
                        if regs[src as usize].is_none() {
                            jump!(self, top, floor, pc, target, 'frames);
                        }
                        continue;
                    }
                    Op::JumpIfNotNone { src, target } => {
                        if !regs[src as usize].is_none() {
                            jump!(self, top, floor, pc, target, 'frames);
                        }
                        continue;
                    }
                    Op::JumpIfUnset { src, target } => {
                        if regs[src as usize].is_unset() {
                            jump!(self, top, floor, pc, target, 'frames);
                        }
                        continue;
                    }
                    Op::JumpIs { a, b, sense, target } => {
                        if regs[a as usize].is(regs[b as usize]) == (sense != 0) {
                            jump!(self, top, floor, pc, target, 'frames);
                        }
                        continue;
                    }
                    Op::JumpLt { a, b, sense, target } => {
                        compare_jump!(self, top, floor, pc, regs, a, b, sense, target, 'frames, <)
                    }
                    Op::JumpLe { a, b, sense, target } => {
                        compare_jump!(self, top, floor, pc, regs, a, b, sense, target, 'frames, <=)
                    }
                    Op::JumpEq { a, b, sense, target } => {
                        compare_jump!(self, top, floor, pc, regs, a, b, sense, target, 'frames, ==)
                    }
                    Op::JumpNe { a, b, sense, target } => {
                        compare_jump!(self, top, floor, pc, regs, a, b, sense, target, 'frames, !=)
                    }
                    Op::JumpGt { a, b, sense, target } => {
                        compare_jump!(self, top, floor, pc, regs, a, b, sense, target, 'frames, >)
                    }
                    Op::JumpGe { a, b, sense, target } => {
                        compare_jump!(self, top, floor, pc, regs, a, b, sense, target, 'frames, >=)
                    }
                    Op::JumpIfLtI { a, value, target } => {
                        compare_imm!(self, top, floor, pc, regs, a, value, true, target, 'frames, <)
                    }
                    Op::JumpUnlessLtI { a, value, target } => {
                        compare_imm!(self, top, floor, pc, regs, a, value, false, target, 'frames, <)
                    }
                    Op::JumpIfLeI { a, value, target } => {
                        compare_imm!(self, top, floor, pc, regs, a, value, true, target, 'frames, <=)
                    }
                    Op::JumpUnlessLeI { a, value, target } => {
                        compare_imm!(self, top, floor, pc, regs, a, value, false, target, 'frames, <=)
                    }
                    Op::JumpIfEqI { a, value, target } => {
                        compare_imm!(self, top, floor, pc, regs, a, value, true, target, 'frames, ==)
                    }
                    Op::JumpUnlessEqI { a, value, target } => {
                        compare_imm!(self, top, floor, pc, regs, a, value, false, target, 'frames, ==)
                    }
                    Op::JumpIfNeI { a, value, target } => {
                        compare_imm!(self, top, floor, pc, regs, a, value, true, target, 'frames, !=)
                    }
                    Op::JumpUnlessNeI { a, value, target } => {
                        compare_imm!(self, top, floor, pc, regs, a, value, false, target, 'frames, !=)
                    }
                    Op::JumpIfGtI { a, value, target } => {
                        compare_imm!(self, top, floor, pc, regs, a, value, true, target, 'frames, >)
                    }
                    Op::JumpUnlessGtI { a, value, target } => {
                        compare_imm!(self, top, floor, pc, regs, a, value, false, target, 'frames, >)
                    }
                    Op::JumpIfGeI { a, value, target } => {
                        compare_imm!(self, top, floor, pc, regs, a, value, true, target, 'frames, >=)
                    }
                    Op::JumpUnlessGeI { a, value, target } => {
                        compare_imm!(self, top, floor, pc, regs, a, value, false, target, 'frames, >=)
                    }
                    Op::ForIter { iter, dst, target } => {
                        if let Value::Iter(id) = regs[iter as usize] {
                            match &mut self.heap.iters[id] {
                                Iter::Range { next, stop, step } => {
                                    let value = *next;
                                    if if *step > 0 { value < *stop } else { value > *stop } {
                                        *next = value + *step;
                                        regs[dst as usize] = Value::Int(value);
                                        jump!(self, top, floor, pc, target, 'frames);
                                    }
                                    continue;
                                }
                                Iter::List { list, index } => {
                                    if let Some(it) = self.heap.lists[*list].items.get(*index) {
                                        *index += 1;
                                        regs[dst as usize] = *it;
                                        jump!(self, top, floor, pc, target, 'frames);
                                    }
                                }
                                Iter::Tuple { tuple, index } => {
                                    if let Some(it) = self.heap.tuples[*tuple].items.get(*index) {
                                        *index += 1;
                                        regs[dst as usize] = *it;
                                        jump!(self, top, floor, pc, target, 'frames);
                                    }
                                    continue;
                                }
                                _ => {}
                            }
                        }
                        leave!(self, top, pc, floor, 'frames, self.for_iter(iter, dst, target));
                    }
                    Op::BuildTuple { dst, base: first, count } => {
                        leave!(self, top, pc, floor, 'frames, self.build_tuple(dst, first, count));
                    }
                    Op::BuildDict { dst, base: first, count } => {
                        leave!(self, top, pc, floor, 'frames, self.build_dict(dst, first, count));
                    }
                    Op::UnpackSequence { src, base: first, count } => {
                        let items = match regs[src as usize] {
                            Value::Tuple(id) => &*self.heap.tuples[id].items,
                            Value::List(id) => &*self.heap.lists[id].items,
                            _ => &[],
                        };
                        let second = first.wrapping_add(1);
                        match (count, items) {
                            (2, [a, b]) => {
                                regs[first as usize] = *a;
                                regs[second as usize] = *b;
                                continue;
                            }
                            (3, [a, b, c]) => {
                                regs[first as usize] = *a;
                                regs[second as usize] = *b;
                                regs[second.wrapping_add(1) as usize] = *c;
                                continue;
                            }
                            _ => {}
                        }
                    }
                    Op::Call { dst, base: callee, nargs } => {
                        let callable = regs[callee as usize];
                        let (mut function, mut n) = (callable, nargs as usize);
                        let mut first = base + callee as usize + 1;
                        if let Value::Bound(id) = callable {
                            let bound = self.heap.bounds[id];
                            regs[callee as usize] = bound.this;
                            (function, first, n) = (bound.function, first - 1, n + 1);
                        }
                        match function {
                            Value::Function(id) => {
                                enter!(self, top, pc, floor, id, first, n, Then::Store(dst), 'frames);
                            }
                            Value::Native(id) => {
                                enter_native!(self, top, pc, floor, id, first, n, dst, 'frames);
                            }
                            _ => {}
                        }
                        self.stack[base + callee as usize] = callable;
                    }
                    Op::CallMethod { dst, base: callee, nargs } => {
                        // Without an object to bind, the arguments stand one further up.
                        let bound = regs[callee.wrapping_add(1) as usize].is_set();
                        let first = base + callee as usize + if bound { 1 } else { 2 };
                        let n = nargs as usize + usize::from(bound);
                        match regs[callee as usize] {
                            Value::Function(id) => {
                                enter!(self, top, pc, floor, id, first, n, Then::Store(dst), 'frames);
                            }
                            Value::Native(id) => {
                                enter_native!(self, top, pc, floor, id, first, n, dst, 'frames);
                            }
                            _ => {}
                        }
                    }
                    Op::Return { src } => {
                        let value = regs[src as usize];
                        let result = match frame.then {
                            // A module may be another one for the caller.
                            Then::Store(dst) if !matches!(value, Value::Module(_)) => Some((dst, value)),
                            Then::Init { dst, this } if value.is_none() => Some((dst, Value::Instance(this))),
                            Then::Discard => {
                                self.frames.pop();
                                continue 'frames;
                            }
                            _ => None,
                        };
                        if let Some((dst, value)) = result {
                            self.frames.pop();
                            if let Some(caller) = self.frames.last() {
                                self.stack[caller.base as usize + dst as usize] = value;
                                continue 'frames;
                            }
                        }
                    }
                    // All by name: with a `_` arm, each op would be compared before the jump to its arm.
                    Op::DeleteLocal { .. }
                    | Op::MakeBox { .. }
                    | Op::DeleteBox { .. }
                    | Op::DeleteFree { .. }
                    | Op::LoadClassFree { .. }
                    | Op::LoadFreeBox { .. }
                    | Op::MakeSpill { .. }
                    | Op::LoadSpill { .. }
                    | Op::StoreSpill { .. }
                    | Op::DeleteGlobal { .. }
                    | Op::StoreName { .. }
                    | Op::DeleteName { .. }
                    | Op::LoadFromDictOrGlobals { .. }
                    | Op::LoadFromDictOrFree { .. }
                    | Op::LoadLocals { .. }
                    | Op::SetupAnnotations { .. }
                    | Op::DeleteAttr { .. }
                    | Op::LoadSuperAttr { .. }
                    | Op::LoadSuperMethod { .. }
                    | Op::CallSuper { .. }
                    | Op::LoadSpecial { .. }
                    | Op::DeleteItem { .. }
                    | Op::LoadSlice { .. }
                    | Op::StoreSlice { .. }
                    | Op::BuildSlice { .. }
                    | Op::Pow { .. }
                    | Op::MatMul { .. }
                    | Op::Pos { .. }
                    | Op::In { .. }
                    | Op::JumpIn { .. }
                    | Op::CallKw { .. }
                    | Op::CallMethodKw { .. }
                    | Op::CallEx { .. }
                    | Op::MakeFunction { .. }
                    | Op::LoadBuildClass { .. }
                    | Op::BuildList { .. }
                    | Op::BuildSet { .. }
                    | Op::BuildString { .. }
                    | Op::ListAppend { .. }
                    | Op::ListExtend { .. }
                    | Op::SetAdd { .. }
                    | Op::SetUpdate { .. }
                    | Op::DictSet { .. }
                    | Op::DictUpdate { .. }
                    | Op::DictMerge { .. }
                    | Op::ListToTuple { .. }
                    | Op::FormatSimple { .. }
                    | Op::FormatSpec { .. }
                    | Op::UnpackEx { .. }
                    | Op::GetIter { .. }
                    | Op::GetAIter { .. }
                    | Op::GetANext { .. }
                    | Op::EndAsyncFor { .. }
                    | Op::GetAwaitable { .. }
                    | Op::GetYieldFrom { .. }
                    | Op::Send { .. }
                    | Op::Yield { .. }
                    | Op::Raise { .. }
                    | Op::RaiseFrom { .. }
                    | Op::Reraise { .. }
                    | Op::RaiseCurrent { .. }
                    | Op::MatchException { .. }
                    | Op::MatchGroup { .. }
                    | Op::PrepareReraiseStar { .. }
                    | Op::ExcTriple { .. }
                    | Op::RaiseAssertion { .. }
                    | Op::MatchMapping { .. }
                    | Op::MatchSequence { .. }
                    | Op::MatchKeys { .. }
                    | Op::MatchClass { .. }
                    | Op::GetLen { .. }
                    | Op::ImportName { .. }
                    | Op::ImportFrom { .. }
                    | Op::ImportStar { .. }
                    | Op::PrintExpr { .. }
                    | Op::CallIntrinsic { .. } => {}
                }
                let op = *op;
                leave!(self, top, pc, floor, 'frames, self.slow(op));
            }
        }
    }

    #[inline]
    fn safepoint_if_due(&mut self) -> Res<()> {
        if self.heap.fuel < 0 { self.safepoint() } else { Ok(()) }
    }

    /// A failure in the top frame: finds the handler, or drops the frames above `floor` and passes it on.
    #[cold]
    fn fail(&mut self, unwind: Unwind, floor: usize) -> Res<()> {
        if unwind == Unwind::Raised && self.unwind(floor)? {
            return Ok(());
        }
        if unwind == Unwind::Stop {
            self.note_stop();
            self.abandon(floor);
        }
        Err(unwind)
    }
}

/// The attribute of a module, by the cache of a site.
#[inline(always)]
fn in_module(heap: &Heap, module: Id<Module>, site: &Site) -> Option<Value> {
    let Cache::InModule { dict, position } = site.cache else { return None };
    if heap.modules[module].dict != dict {
        return None;
    }
    let entry = heap.dicts[dict].at(position as usize)?;
    if matches!(entry.key, Value::Str(id) if id == site.name) { Some(entry.value) } else { None }
}

/// The truth of a value that needs no look into the heap.
#[inline(always)]
fn plain_truth(value: Value) -> Option<bool> {
    match value {
        Value::Bool(it) => Some(it),
        Value::Int(it) => Some(it != 0),
        Value::None => Some(false),
        _ => None,
    }
}

/// The item at a Python index.
#[inline(always)]
fn at(items: &[Value], index: i64) -> Option<&Value> {
    let index = if index < 0 { index.wrapping_add(items.len() as i64) } else { index };
    items.get(index as usize)
}
