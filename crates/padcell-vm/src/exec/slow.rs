//! The slow way: every op in full, by the families of this folder.

use padcell_bytecode::{CompareOp, Op};

use super::Flow;
use crate::error::Res;
use crate::object::BinaryOp;
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// A register of the frame that runs.
    #[inline]
    pub(crate) fn reg(&self, reg: u8) -> Value {
        let base = self.frames.last().map_or(0, |it| it.base as usize);
        self.stack[base + usize::from(reg)]
    }

    /// Sets a register of the frame that runs.
    #[inline]
    pub(crate) fn set_reg(&mut self, reg: u8, value: Value) {
        let base = self.frames.last().map_or(0, |it| it.base as usize);
        self.stack[base + usize::from(reg)] = value;
    }

    /// Executes one op without short cuts. The frame's pc is one past it.
    #[expect(clippy::too_many_lines, reason = "one line an op")]
    pub(crate) fn slow(&mut self, op: Op) -> Res<Flow> {
        match op {
            // What the loop always does itself.
            Op::Move { .. } | Op::LoadConst { .. } | Op::LoadInt { .. } | Op::LoadNone { .. } => {
                Ok(Flow::Next)
            }
            Op::LoadBool { .. } | Op::LoadUnset { .. } | Op::Is { .. } | Op::StoreFree { .. } => {
                Ok(Flow::Next)
            }
            Op::Jump { .. } | Op::JumpIfNone { .. } | Op::JumpIfNotNone { .. } => Ok(Flow::Next),
            Op::JumpIfUnset { .. } | Op::JumpIs { .. } | Op::ForIter { .. } => Ok(Flow::Next),
            Op::BuildTuple { .. } | Op::BuildDict { .. } => Ok(Flow::Next),

            Op::CheckBound { name, .. } | Op::LoadBox { name, .. } => Err(self.unbound_local(name)),
            Op::DeleteLocal { reg, name } => {
                if self.reg(reg).is_unset() {
                    return Err(self.unbound_local(name));
                }
                self.set_reg(reg, Value::Unset);
                Ok(Flow::Next)
            }
            Op::MakeBox { dst, src } => {
                let value = self.reg(src);
                let id = self.heap.add_box(crate::heap::BoxCell { value })?;
                self.set_reg(dst, Value::Box(id));
                Ok(Flow::Next)
            }
            Op::StoreBox { .. } => Ok(Flow::Next),
            Op::DeleteBox { cell, name } => self.delete_box(cell, name),
            Op::LoadFree { index, .. } => Err(self.unbound_free(index)),
            Op::DeleteFree { index } => self.delete_free(index),
            Op::LoadClassFree { dst, index } => self.load_class_free(dst, index),
            Op::LoadFreeBox { dst, index } => {
                let id = self.free_box(index);
                self.set_reg(dst, Value::Box(id));
                Ok(Flow::Next)
            }
            Op::MakeSpill { dst } => self.make_spill(dst),
            Op::LoadSpill { dst, area, index } => self.load_spill(dst, area, index),
            Op::StoreSpill { src, area, index } => self.store_spill(src, area, index),

            Op::LoadGlobal { dst, site } => self.load_global(dst, site),
            Op::StoreGlobal { src, site } => self.store_global(src, site),
            Op::DeleteGlobal { name } => self.delete_global(name),
            Op::LoadName { dst, site } => self.load_name(dst, site),
            Op::StoreName { src, name } => self.store_name(src, name),
            Op::DeleteName { name } => self.delete_name(name),
            Op::LoadFromDictOrGlobals { dst, dict, name } => self.load_from_dict_or_globals(dst, dict, name),
            Op::LoadFromDictOrFree { dst, dict, index } => self.load_from_dict_or_free(dst, dict, index),
            Op::LoadLocals { dst } => self.load_locals(dst),
            Op::SetupAnnotations {} => self.setup_annotations(),

            Op::LoadAttr { dst, obj, site } => self.load_attr(dst, obj, site),
            Op::StoreAttr { obj, src, site } => self.store_attr(obj, src, site),
            Op::DeleteAttr { obj, name } => {
                let name = self.name(name);
                let object = self.reg(obj);
                self.setattr(object, name, Value::Unset)?;
                Ok(Flow::Next)
            }
            Op::LoadMethod { dst, obj, site } => self.load_method(dst, obj, site),
            Op::LoadSuperAttr { dst, base, site } => self.load_super_attr(dst, base, site, false),
            Op::LoadSuperMethod { dst, base, site } => self.load_super_attr(dst, base, site, true),
            Op::CallSuper { dst, base } => self.call_super(dst, base),
            Op::LoadSpecial { dst, obj, kind } => self.load_special(dst, obj, kind),
            Op::LoadItem { dst, obj, key } => {
                let (object, key) = (self.reg(obj), self.reg(key));
                self.load_item(dst, object, key)
            }
            Op::LoadItemI { dst, obj, index } => {
                let object = self.reg(obj);
                self.load_item(dst, object, Value::Int(i64::from(index)))
            }
            Op::StoreItem { obj, key, src } => {
                let (object, key, value) = (self.reg(obj), self.reg(key), self.reg(src));
                self.set_item(object, key, value)?;
                Ok(Flow::Next)
            }
            Op::DeleteItem { obj, key } => {
                let (object, key) = (self.reg(obj), self.reg(key));
                self.delete_item(object, key)?;
                Ok(Flow::Next)
            }
            Op::LoadSlice { dst, obj, base } => self.load_slice(dst, obj, base),
            Op::StoreSlice { obj, base, src } => self.store_slice(obj, base, src),
            Op::BuildSlice { dst, base } => self.build_slice(dst, base),

            Op::Add { dst, a, b, inplace } => self.arithmetic(BinaryOp::Add, dst, a, b, inplace),
            Op::Sub { dst, a, b, inplace } => self.arithmetic(BinaryOp::Sub, dst, a, b, inplace),
            Op::Mul { dst, a, b, inplace } => self.arithmetic(BinaryOp::Mul, dst, a, b, inplace),
            Op::TrueDiv { dst, a, b, inplace } => self.arithmetic(BinaryOp::TrueDiv, dst, a, b, inplace),
            Op::FloorDiv { dst, a, b, inplace } => self.arithmetic(BinaryOp::FloorDiv, dst, a, b, inplace),
            Op::Mod { dst, a, b, inplace } => self.arithmetic(BinaryOp::Mod, dst, a, b, inplace),
            Op::Pow { dst, a, b, inplace } => self.arithmetic(BinaryOp::Pow, dst, a, b, inplace),
            Op::MatMul { dst, a, b, inplace } => self.arithmetic(BinaryOp::MatMul, dst, a, b, inplace),
            Op::LShift { dst, a, b, inplace } => self.arithmetic(BinaryOp::LShift, dst, a, b, inplace),
            Op::RShift { dst, a, b, inplace } => self.arithmetic(BinaryOp::RShift, dst, a, b, inplace),
            Op::And { dst, a, b, inplace } => self.arithmetic(BinaryOp::And, dst, a, b, inplace),
            Op::Or { dst, a, b, inplace } => self.arithmetic(BinaryOp::Or, dst, a, b, inplace),
            Op::Xor { dst, a, b, inplace } => self.arithmetic(BinaryOp::Xor, dst, a, b, inplace),
            Op::AddI { dst, a, inplace, value } => self.arithmetic_imm(BinaryOp::Add, dst, a, value, inplace),
            Op::SubI { dst, a, inplace, value } => self.arithmetic_imm(BinaryOp::Sub, dst, a, value, inplace),
            Op::MulI { dst, a, inplace, value } => self.arithmetic_imm(BinaryOp::Mul, dst, a, value, inplace),
            Op::FloorDivI { dst, a, inplace, value } => {
                self.arithmetic_imm(BinaryOp::FloorDiv, dst, a, value, inplace)
            }
            Op::ModI { dst, a, inplace, value } => self.arithmetic_imm(BinaryOp::Mod, dst, a, value, inplace),
            Op::AndI { dst, a, inplace, value } => self.arithmetic_imm(BinaryOp::And, dst, a, value, inplace),
            Op::LShiftI { dst, a, inplace, value } => {
                self.arithmetic_imm(BinaryOp::LShift, dst, a, value, inplace)
            }
            Op::RShiftI { dst, a, inplace, value } => {
                self.arithmetic_imm(BinaryOp::RShift, dst, a, value, inplace)
            }
            Op::Neg { dst, a } => self.unary_op('-', dst, a),
            Op::Pos { dst, a } => self.unary_op('+', dst, a),
            Op::Invert { dst, a } => self.unary_op('~', dst, a),
            Op::Not { dst, a } => {
                let value = self.reg(a);
                let truth = self.truth(value)?;
                self.set_reg(dst, Value::Bool(!truth));
                Ok(Flow::Next)
            }

            Op::Compare { dst, a, b, op } => self.compare_op(CompareOp::from_index(op), dst, a, b),
            Op::In { dst, a, b, negate } => {
                let (item, container) = (self.reg(a), self.reg(b));
                let found = self.contains(container, item)?;
                self.set_reg(dst, Value::Bool(found == (negate == 0)));
                Ok(Flow::Next)
            }
            Op::JumpIn { a, b, sense, target } => {
                let (item, container) = (self.reg(a), self.reg(b));
                let found = self.contains(container, item)?;
                Ok(if found == (sense != 0) { Flow::Jump(target) } else { Flow::Next })
            }
            Op::JumpIfTrue { src, target } => self.jump_if(src, true, target),
            Op::JumpIfFalse { src, target } => self.jump_if(src, false, target),
            Op::JumpLt { a, b, sense, target } => self.jump_compare(CompareOp::Lt, a, b, sense != 0, target),
            Op::JumpLe { a, b, sense, target } => self.jump_compare(CompareOp::Le, a, b, sense != 0, target),
            Op::JumpEq { a, b, sense, target } => self.jump_compare(CompareOp::Eq, a, b, sense != 0, target),
            Op::JumpNe { a, b, sense, target } => self.jump_compare(CompareOp::Ne, a, b, sense != 0, target),
            Op::JumpGt { a, b, sense, target } => self.jump_compare(CompareOp::Gt, a, b, sense != 0, target),
            Op::JumpGe { a, b, sense, target } => self.jump_compare(CompareOp::Ge, a, b, sense != 0, target),
            Op::JumpIfLtI { a, value, target } => {
                self.jump_compare_imm(CompareOp::Lt, a, value, true, target)
            }
            Op::JumpUnlessLtI { a, value, target } => {
                self.jump_compare_imm(CompareOp::Lt, a, value, false, target)
            }
            Op::JumpIfLeI { a, value, target } => {
                self.jump_compare_imm(CompareOp::Le, a, value, true, target)
            }
            Op::JumpUnlessLeI { a, value, target } => {
                self.jump_compare_imm(CompareOp::Le, a, value, false, target)
            }
            Op::JumpIfEqI { a, value, target } => {
                self.jump_compare_imm(CompareOp::Eq, a, value, true, target)
            }
            Op::JumpUnlessEqI { a, value, target } => {
                self.jump_compare_imm(CompareOp::Eq, a, value, false, target)
            }
            Op::JumpIfNeI { a, value, target } => {
                self.jump_compare_imm(CompareOp::Ne, a, value, true, target)
            }
            Op::JumpUnlessNeI { a, value, target } => {
                self.jump_compare_imm(CompareOp::Ne, a, value, false, target)
            }
            Op::JumpIfGtI { a, value, target } => {
                self.jump_compare_imm(CompareOp::Gt, a, value, true, target)
            }
            Op::JumpUnlessGtI { a, value, target } => {
                self.jump_compare_imm(CompareOp::Gt, a, value, false, target)
            }
            Op::JumpIfGeI { a, value, target } => {
                self.jump_compare_imm(CompareOp::Ge, a, value, true, target)
            }
            Op::JumpUnlessGeI { a, value, target } => {
                self.jump_compare_imm(CompareOp::Ge, a, value, false, target)
            }

            Op::Call { dst, base, nargs } => self.call_op(dst, base, usize::from(nargs), false, None),
            Op::CallMethod { dst, base, nargs } => self.call_op(dst, base, usize::from(nargs), true, None),
            Op::CallKw { dst, base, nargs, names } => {
                self.call_op(dst, base, usize::from(nargs), false, Some(names))
            }
            Op::CallMethodKw { dst, base, nargs, names } => {
                self.call_op(dst, base, usize::from(nargs), true, Some(names))
            }
            Op::CallEx { dst, base } => self.call_ex(dst, base),
            Op::Return { src } => self.return_value(src),
            Op::MakeFunction { dst, base, code } => self.make_function(dst, base, code),
            Op::LoadBuildClass { dst } => self.load_build_class(dst),

            Op::BuildList { dst, base, count } => self.build_list(dst, base, count),
            Op::BuildSet { dst, base, count } => self.build_set(dst, base, count),
            Op::BuildString { dst, base, count } => self.build_string(dst, base, count),
            Op::ListAppend { list, src } => self.list_append(list, src),
            Op::ListExtend { list, src } => self.list_extend(list, src),
            Op::SetAdd { set, src } => self.set_add_op(set, src),
            Op::SetUpdate { set, src } => self.set_update(set, src),
            Op::DictSet { dict, key, src } => self.dict_set_op(dict, key, src),
            Op::DictUpdate { dict, src } => self.dict_update(dict, src),
            Op::DictMerge { dict, src, func } => self.dict_merge(dict, src, func),
            Op::ListToTuple { dst, src } => self.list_to_tuple(dst, src),
            Op::FormatSimple { dst, src, conversion } => {
                self.format_op(dst, src, Value::Unset, u32::from(conversion))
            }
            Op::FormatSpec { dst, src, spec, conversion } => {
                let spec = self.reg(spec);
                self.format_op(dst, src, spec, conversion)
            }

            Op::UnpackSequence { src, base, count } => self.unpack_sequence(src, base, count),
            Op::UnpackEx { src, base, before, after } => self.unpack_ex(src, base, before, after),

            Op::GetIter { dst, src } => {
                let value = self.reg(src);
                let iterator = self.iter(value)?;
                self.set_reg(dst, iterator);
                Ok(Flow::Next)
            }
            Op::GetAIter { dst, src } => self.get_aiter(dst, src),
            Op::GetANext { dst, src } => self.get_anext(dst, src),
            Op::EndAsyncFor { exc, target } => self.end_async_for(exc, target),
            Op::GetAwaitable { dst, src, kind } => self.get_awaitable(dst, src, kind),
            Op::GetYieldFrom { dst, src } => self.get_yield_from(dst, src),
            Op::Send { dst, iter, value, target } => self.send_op(dst, iter, value, target),
            Op::Yield { src, .. } => self.yield_op(src),

            Op::Raise { exc } => {
                let value = self.reg(exc);
                let exception = self.exception_to_raise(value)?;
                Err(self.raise(exception))
            }
            Op::RaiseFrom { exc, cause } => {
                let (exception, cause) = (self.reg(exc), self.reg(cause));
                Err(self.raise_from(exception, cause))
            }
            Op::Reraise { exc } => {
                self.heap.raised = self.reg(exc);
                Err(crate::error::Unwind::Raised)
            }
            Op::RaiseCurrent {} => Err(self.raise_current()),
            Op::MatchException { dst, exc, types } => self.match_exception(dst, exc, types),
            Op::MatchGroup { dst, exc, types } => self.match_group(dst, exc, types),
            Op::PrepareReraiseStar { dst, exc, raised } => self.prepare_reraise_star(dst, exc, raised),
            Op::ExcTriple { dst, exc } => self.exc_triple(dst, exc),
            Op::RaiseAssertion { src } => {
                let value = self.reg(src);
                let args = [value];
                let class = self.exceptions.assertion_error;
                Err(self.raise_args(class, if value.is_unset() { &[] } else { &args }))
            }

            Op::MatchMapping { dst, src } => self.match_kind(dst, src, crate::heap::ClassFlags::MAPPING),
            Op::MatchSequence { dst, src } => self.match_kind(dst, src, crate::heap::ClassFlags::SEQUENCE),
            Op::MatchKeys { dst, src, keys } => self.match_keys(dst, src, keys),
            Op::MatchClass { dst, src, class, spec } => self.match_class(dst, src, class, spec),
            Op::GetLen { dst, src } => {
                let value = self.reg(src);
                let len = self.len(value)?;
                self.set_reg(dst, Value::Int(len as i64));
                Ok(Flow::Next)
            }

            Op::ImportName { dst, fromlist, level, name } => {
                let name = self.name(name);
                let fromlist = self.reg(fromlist);
                let globals = self.frame_globals();
                let module = self.import_name(name, globals, fromlist, level)?;
                self.set_reg(dst, module);
                Ok(Flow::Next)
            }
            Op::ImportFrom { dst, module, name } => {
                let (module, name) = (self.reg(module), self.name(name));
                let value = self.import_from(module, name)?;
                self.set_reg(dst, value);
                Ok(Flow::Next)
            }
            Op::ImportStar { src } => {
                let module = self.reg(src);
                let namespace = self.frame_namespace();
                self.import_star(module, namespace)?;
                Ok(Flow::Next)
            }

            Op::PrintExpr { src } => self.print_expr(src),
            Op::CallIntrinsic { dst, base, kind } => self.call_intrinsic(dst, base, kind),
        }
    }
}
