//! Type parameters (PEP 695, PEP 696): the invisible function around a generic function or class.

use padcell_bytecode::{Const, Intrinsic, Op};
use padcell_syntax::ast::{self, Expr, TypeParam, TypeParams};
use padcell_syntax::{Ranged, TextRange};

use super::Codegen;
use crate::error::Result;
use crate::symtable::Role;

impl<'a> Codegen<'a> {
    /// A generic function: its defaults are evaluated here, all else inside of the function that makes the parameters.
    pub(crate) fn generic_function(
        &mut self,
        it: &'a ast::StmtFunctionDef,
        range: TextRange,
        first: TextRange,
        dst: u8,
    ) -> Result {
        let Some(params) = it.type_params.as_deref() else { return Ok(()) };
        let function = self.unit.alloc();
        let arguments = self.unit.alloc_block(2);
        let mark = self.unit.mark();
        let positional = it.parameters.posonlyargs.iter().chain(&it.parameters.args);
        let has_positional = positional.into_iter().any(|it| it.default.is_some());
        let has_keyword = it.parameters.kwonlyargs.iter().any(|it| it.default.is_some());
        self.defaults(range, &it.parameters, arguments)?;
        // A call takes no unset arguments; the function inside knows which of the two there are.
        for (offset, present) in [(0, has_positional), (1, has_keyword)] {
            if !present {
                self.unit.emit(range, Op::LoadNone { dst: arguments.wrapping_add(offset) });
            }
        }
        self.enter_type_params(it, it.name.as_str(), first)?;
        self.unit.arg_count = 2;
        let tuple = self.type_params(params)?;
        let pair = self.unit.alloc_block(2);
        let base = self.unit.alloc_block(3);
        for (offset, present) in [(0_u8, has_positional), (1, has_keyword)] {
            let dst = base.wrapping_add(offset);
            let op = if present { Op::Move { dst, src: offset } } else { Op::LoadUnset { dst } };
            self.unit.emit(range, op);
        }
        self.function_object(it, range, first, base, pair)?;
        self.unit.emit(range, Op::Move { dst: pair.wrapping_add(1), src: tuple });
        self.intrinsic(range, pair, pair, Intrinsic::SetFunctionTypeParams);
        self.unit.emit_end(range, Op::Return { src: pair });
        let code = self.leave()?;
        self.function_without_defaults(range, function, code);
        self.unit.release(mark);
        self.unit.emit(range, Op::Call { dst, base: function, nargs: 2 });
        Ok(())
    }

    pub(crate) fn generic_class(
        &mut self,
        it: &'a ast::StmtClassDef,
        range: TextRange,
        first: TextRange,
        dst: u8,
    ) -> Result {
        let Some(params) = it.type_params.as_deref() else { return Ok(()) };
        self.enter_type_params(it, it.name.as_str(), first)?;
        let tuple = self.type_params(params)?;
        let name = self.names.intern(".type_params");
        self.store_name(range, name, tuple);
        let generic_base = self.unit.alloc();
        self.intrinsic(range, generic_base, tuple, Intrinsic::SubscriptGeneric);
        let class = self.unit.alloc();
        let mark = self.unit.mark();
        self.class_object(it, range, first, Some(generic_base), class)?;
        self.unit.release(mark);
        self.unit.emit_end(range, Op::Return { src: class });
        self.call_type_params(range, dst)
    }

    pub(crate) fn enter_type_params<T: Ranged>(&mut self, node: &T, name: &str, first: TextRange) -> Result {
        let title = alloc::format!("<generic parameters of {name}>");
        self.enter(node, Role::TypeParams, &title, first)
    }

    /// Ends the function around something generic and calls it without arguments.
    pub(crate) fn call_type_params(&mut self, range: TextRange, dst: u8) -> Result {
        let code = self.leave()?;
        let mark = self.unit.mark();
        let function = self.unit.alloc();
        self.function_without_defaults(range, function, code);
        self.unit.emit(range, Op::Call { dst, base: function, nargs: 0 });
        self.unit.release(mark);
        Ok(())
    }

    /// Makes the type parameters, binds their names, and gives the tuple of them in a new temporary.
    pub(crate) fn type_params(&mut self, params: &'a TypeParams) -> Result<u8> {
        let tuple = self.unit.alloc();
        self.unit.emit(params.range, Op::BuildList { dst: tuple, base: tuple, count: 0 });
        for param in &params.type_params {
            let mark = self.unit.mark();
            let value = self.type_param(param)?;
            let name = self.mangle(param.name().as_str());
            self.store_name(param.range(), name, value);
            self.unit.emit(param.range(), Op::ListAppend { list: tuple, src: value });
            self.unit.release(mark);
        }
        self.unit.emit(params.range, Op::ListToTuple { dst: tuple, src: tuple });
        Ok(tuple)
    }

    fn type_param(&mut self, param: &'a TypeParam) -> Result<u8> {
        let range = param.range();
        let value = self.unit.alloc();
        let function = self.unit.alloc();
        let name = param.name().as_str();
        self.load_str(range, value, name);
        let kind = match param {
            TypeParam::TypeVar(it) => match it.bound.as_deref() {
                None => Intrinsic::TypeVar,
                Some(bound) => {
                    self.value_function(param, Role::Bound, name, bound, function)?;
                    if bound.is_tuple_expr() {
                        Intrinsic::TypeVarWithConstraints
                    } else {
                        Intrinsic::TypeVarWithBound
                    }
                }
            },
            TypeParam::TypeVarTuple(_) => Intrinsic::TypeVarTuple,
            TypeParam::ParamSpec(_) => Intrinsic::ParamSpec,
        };
        self.intrinsic(range, value, value, kind);
        if let Some(default) = param.default() {
            self.value_function(param, Role::Default, name, default, function)?;
            self.intrinsic(range, value, value, Intrinsic::SetTypeParamDefault);
        }
        Ok(value)
    }

    /// The function that evaluates a bound, default or alias when it is asked for; `format` is 1 if not given.
    pub(crate) fn value_function<T: Ranged>(
        &mut self,
        node: &T,
        role: Role,
        name: &str,
        value: &'a Expr,
        dst: u8,
    ) -> Result {
        let range = value.range();
        self.enter(node, role, name, range)?;
        self.start_annotate(range);
        let result = self.unit.alloc();
        match value {
            // A TypeVarTuple's default may be starred.
            Expr::Starred(it) => {
                let src = self.operand(&it.value)?;
                self.unit.emit(range, Op::UnpackSequence { src, base: result, count: 1 });
            }
            other => self.into(other, result)?,
        }
        self.unit.emit_end(range, Op::Return { src: result });
        let code = self.leave()?;
        let mark = self.unit.mark();
        let base = self.unit.alloc_block(3);
        self.no_defaults(range, base);
        self.load_const(range, base, Const::Tuple(alloc::vec![Const::Int(1)]));
        self.unit.emit(range, Op::LoadUnset { dst: base.wrapping_add(2) });
        self.make_function(range, dst, base, code);
        self.unit.release(mark);
        Ok(())
    }
}
