//! Functions: `def`, `lambda`, their defaults, and the making of function objects.

use alloc::sync::Arc;
use alloc::vec::Vec;

use padcell_bytecode::{Code, CodeFlags, Const, Op};
use padcell_syntax::ast::{self, Decorator, Expr, Parameters};
use padcell_syntax::{Ranged, TextRange, TextSize};

use super::Codegen;
use super::display::MAX_SIDE_BY_SIDE;
use crate::error::Result;
use crate::fold;
use crate::symtable::{Role, ScopeKind};
use crate::unit::length;

impl<'a> Codegen<'a> {
    pub(crate) fn function_def(&mut self, it: &'a ast::StmtFunctionDef) -> Result {
        let first = it.decorator_list.first().map_or(it.range, Ranged::range);
        let range = self.header_range(it.range, &it.decorator_list, it.name.range);
        let name = self.mangle(it.name.as_str());
        let target = self.direct_target(name);
        let value = self.decorated(&it.decorator_list, target, |codegen, dst| {
            if it.type_params.is_some() {
                return codegen.generic_function(it, range, first, dst);
            }
            let base = codegen.unit.alloc_block(3);
            codegen.defaults(range, &it.parameters, base)?;
            codegen.function_object(it, range, first, base, dst)
        })?;
        self.store_name(range, name, value);
        Ok(())
    }

    /// The function itself, its defaults being in `base` and the next register; the third is filled here.
    pub(crate) fn function_object(
        &mut self,
        it: &'a ast::StmtFunctionDef,
        range: TextRange,
        first: TextRange,
        base: u8,
        dst: u8,
    ) -> Result {
        self.function_annotations(it, range, base.wrapping_add(2))?;
        self.enter(it, Role::Body, it.name.as_str(), first)?;
        self.describe_parameters(&it.parameters);
        let body = match self.docstring(&it.body) {
            Some((text, _)) => {
                self.unit.doc = Some(Arc::from(text));
                self.unit.flags = self.unit.flags.with(CodeFlags::HAS_DOCSTRING);
                it.body.get(1..).unwrap_or_default()
            }
            None => &it.body,
        };
        self.body(body)?;
        self.return_none(it.body.last().map_or(range, Ranged::range));
        let code = self.leave()?;
        self.make_function(range, dst, base, code);
        Ok(())
    }

    pub(crate) fn lambda(&mut self, it: &'a ast::ExprLambda, dst: u8) -> Result {
        let base = self.unit.alloc_block(3);
        match it.parameters.as_deref() {
            Some(parameters) => self.defaults(it.range, parameters, base)?,
            None => self.no_defaults(it.range, base),
        }
        self.unit.emit(it.range, Op::LoadUnset { dst: base.wrapping_add(2) });
        self.enter(it, Role::Body, "<lambda>", it.range)?;
        if let Some(parameters) = it.parameters.as_deref() {
            self.describe_parameters(parameters);
        }
        let value = self.operand(&it.body)?;
        self.unit.emit_end(it.body.range(), Op::Return { src: value });
        let code = self.leave()?;
        self.make_function(it.range, dst, base, code);
        Ok(())
    }

    pub(crate) fn no_defaults(&mut self, range: TextRange, base: u8) {
        self.unit.emit(range, Op::LoadUnset { dst: base });
        self.unit.emit(range, Op::LoadUnset { dst: base.wrapping_add(1) });
    }

    pub(crate) fn make_function(&mut self, range: TextRange, dst: u8, base: u8, code: Arc<Code>) {
        let code = self.constant_index(Const::Code(code));
        self.unit.emit(range, Op::MakeFunction { dst, base, code });
    }

    /// Notes what the parameters are in the unit of their function.
    fn describe_parameters(&mut self, parameters: &Parameters) {
        let unit = &mut self.unit;
        unit.positional_only_count = length(parameters.posonlyargs.len());
        unit.arg_count = length(parameters.posonlyargs.len() + parameters.args.len());
        unit.keyword_only_count = length(parameters.kwonlyargs.len());
        if parameters.vararg.is_some() {
            unit.flags = unit.flags.with(CodeFlags::VARARGS);
        }
        if parameters.kwarg.is_some() {
            unit.flags = unit.flags.with(CodeFlags::VARKEYWORDS);
        }
        let table = &self.table;
        let mut parent = table[unit.scope].parent;
        if let Some(id) = parent.filter(|&id| table[id].kind == ScopeKind::TypeParams) {
            parent = table[id].parent;
        }
        if parent.is_some_and(|id| table[id].kind == ScopeKind::Class) {
            unit.flags = unit.flags.with(CodeFlags::METHOD);
        }
    }

    /// The defaults of positional parameters as a tuple in `base`, those of keyword-only ones as a dict in the next
    /// register; either unset if there are none.
    pub(crate) fn defaults(&mut self, range: TextRange, parameters: &'a Parameters, base: u8) -> Result {
        let positional = parameters.posonlyargs.iter().chain(&parameters.args);
        let values: Vec<&'a Expr> = positional.filter_map(|it| it.default.as_deref()).collect();
        if values.is_empty() {
            self.unit.emit(range, Op::LoadUnset { dst: base });
        } else {
            self.tuple_of_refs(range, &values, base)?;
        }
        let dict = base.wrapping_add(1);
        let mut n_pairs = 0;
        let mark = self.unit.mark();
        let first = u8::try_from(self.unit.top).unwrap_or(u8::MAX);
        let with_default = parameters.kwonlyargs.iter().filter(|it| it.default.is_some());
        let count = with_default.clone().count();
        for it in with_default {
            let Some(default) = it.default.as_deref() else { continue };
            let name = self.mangle(it.parameter.name.as_str());
            let name = self.names.text(name);
            let key = self.unit.alloc();
            self.load_str(it.range, key, &name);
            let src = self.temp(default)?;
            if count > MAX_SIDE_BY_SIDE / 2 {
                if n_pairs == 0 {
                    self.unit.emit(range, Op::BuildDict { dst: dict, base: dict, count: 0 });
                }
                self.unit.emit(range, Op::DictSet { dict, key, src });
                self.unit.release(mark);
            }
            n_pairs += 1;
        }
        if count == 0 {
            self.unit.emit(range, Op::LoadUnset { dst: dict });
        } else if count <= MAX_SIDE_BY_SIDE / 2 {
            self.unit.emit(range, Op::BuildDict { dst: dict, base: first, count: n_pairs });
            self.unit.release(mark);
        }
        Ok(())
    }

    /// A tuple of expressions that do not stand side by side in the tree; `dst` is a temporary.
    fn tuple_of_refs(&mut self, range: TextRange, values: &[&'a Expr], dst: u8) -> Result {
        let mut constants = Vec::new();
        for value in values {
            match fold::constant(self.source, value)? {
                Some(constant) => constants.push(constant),
                None => break,
            }
        }
        if constants.len() == values.len() {
            self.load_const(range, dst, Const::Tuple(constants));
            return Ok(());
        }
        let mark = self.unit.mark();
        if values.len() <= MAX_SIDE_BY_SIDE {
            let base = self.side_by_side(values.iter().copied())?;
            self.unit.emit(range, Op::BuildTuple { dst, base, count: length(values.len()) });
        } else {
            self.unit.emit(range, Op::BuildList { dst, base: dst, count: 0 });
            for value in values {
                let src = self.operand(value)?;
                self.unit.emit(range, Op::ListAppend { list: dst, src });
                self.unit.release(mark);
            }
            self.unit.emit(range, Op::ListToTuple { dst, src: dst });
        }
        self.unit.release(mark);
        Ok(())
    }

    /// Makes a value and applies decorators to it; the register of the result, `target` if that can be.
    pub(crate) fn decorated(
        &mut self,
        decorators: &'a [Decorator],
        target: Option<u8>,
        make: impl FnOnce(&mut Self, u8) -> Result,
    ) -> Result<u8> {
        let mut callees = Vec::new();
        for decorator in decorators {
            callees.push((self.temp(&decorator.expression)?, decorator.expression.range()));
        }
        let mut value = match target.filter(|_| decorators.is_empty()) {
            Some(reg) => reg,
            None => self.unit.alloc(),
        };
        let mark = self.unit.mark();
        make(self, value)?;
        self.unit.release(mark);
        while let Some((base, range)) = callees.pop() {
            self.unit.emit(range, Op::Call { dst: base, base, nargs: 1 });
            value = base;
        }
        Ok(value)
    }

    /// The range of a definition from its keyword on, decorators left out.
    pub(crate) fn header_range(
        &self,
        range: TextRange,
        decorators: &[Decorator],
        name: TextRange,
    ) -> TextRange {
        let Some(last) = decorators.last() else { return range };
        let from = last.range.end().to_usize();
        let text = self.source.text().get(from..name.start().to_usize()).unwrap_or_default();
        let mut skipped = 0;
        for line in text.split_inclusive('\n') {
            let code = line.trim_start();
            // The rest of the decorator's line, empty lines and comments come before the keyword.
            if skipped > 0 && !code.is_empty() && !code.starts_with('#') {
                skipped += line.len() - code.len();
                break;
            }
            skipped += line.len();
        }
        let start = TextSize::new(length(from + skipped)).min(name.start());
        TextRange::new(start, range.end())
    }
}
