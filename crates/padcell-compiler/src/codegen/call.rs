//! Calls: functions, methods, keywords. What does not fit registers goes to `call_long`.

use alloc::vec::Vec;

use padcell_bytecode::{Const, Op};
use padcell_syntax::ast::{self, Arguments, Expr};
use padcell_syntax::{Ranged, TextRange};

use super::Codegen;
use super::display::MAX_SIDE_BY_SIDE;
use crate::error::Result;

impl<'a> Codegen<'a> {
    /// A call. The chain of callees (`a.b().c()`) is walked in a loop: builders make it long.
    pub(crate) fn call(&mut self, it: &'a ast::ExprCall, dst: u8) -> Result {
        let mut links: Vec<Link<'a>> = Vec::new();
        let mut at = Link::Call(it);
        loop {
            links.push(at);
            let inner = match at {
                Link::Call(it) => &*it.func,
                Link::Attribute(it) => &*it.value,
            };
            at = match inner {
                Expr::Call(it) => Link::Call(it),
                Expr::Attribute(it) => Link::Attribute(it),
                _ => break,
            };
        }
        // `base` holds the value of the chain so far, where the next callee must stand.
        let base = self.unit.alloc();
        let mut links = links.into_iter().rev().peekable();
        let mut started = false;
        while let Some(link) = links.next() {
            let is_last = links.peek().is_none();
            match link {
                Link::Attribute(attribute) => {
                    let method = match links.peek() {
                        Some(Link::Call(call)) if fits_registers(&call.arguments) => Some(*call),
                        _ => None,
                    };
                    self.chain_attribute(attribute, base, !started, method.is_some())?;
                    started = true;
                    if let Some(call) = method {
                        links.next();
                        let dst = if links.peek().is_none() { dst } else { base };
                        self.call_method(call, attribute, base, dst)?;
                    }
                }
                Link::Call(call) => {
                    let target = if is_last { dst } else { base };
                    // `super().name` is one op: the attribute that follows loads it.
                    let attribute_follows = matches!(links.peek(), Some(Link::Attribute(_)));
                    if !started && attribute_follows && self.is_bare_super(call) {
                        continue;
                    }
                    if !started && self.super_call(call, target)? {
                        started = true;
                        continue;
                    }
                    if !started {
                        self.into(&call.func, base)?;
                        started = true;
                    }
                    self.call_function(call.range(), &call.arguments, base, target)?;
                }
            }
        }
        Ok(())
    }

    /// Loads `value.attr` into `base`, or `value.attr` and self for a method call.
    fn chain_attribute(
        &mut self,
        it: &'a ast::ExprAttribute,
        base: u8,
        first: bool,
        is_method: bool,
    ) -> Result {
        if first && is_method && self.super_method(it, base)? {
            return Ok(());
        }
        if first && !is_method && self.super_attribute(it, base)? {
            return Ok(());
        }
        let mark = self.unit.mark();
        let obj = if first { self.operand_at(&it.value, base)? } else { base };
        self.unit.release(mark);
        let name = self.mangle(it.attr.as_str());
        let site = self.site(name);
        let op = if is_method {
            Op::LoadMethod { dst: base, obj, site }
        } else {
            Op::LoadAttr { dst: base, obj, site }
        };
        let range = self.placed_at_attribute(it.range, it);
        self.unit.emit(range, op);
        Ok(())
    }

    fn call_method(
        &mut self,
        call: &'a ast::ExprCall,
        it: &'a ast::ExprAttribute,
        base: u8,
        dst: u8,
    ) -> Result {
        let mark = self.unit.mark();
        self.unit.alloc();
        let range = self.placed_at_attribute(call.range(), it);
        let nargs = self.arguments_in_registers(&call.arguments)?;
        let op = match self.keyword_names(&call.arguments) {
            Some(names) => Op::CallMethodKw { dst, base, nargs, names },
            None => Op::CallMethod { dst, base, nargs },
        };
        self.unit.emit(range, op);
        self.unit.release(mark);
        Ok(())
    }

    /// What ends on a later line than it begins is shown from the attribute's name on.
    pub(crate) fn placed_at_attribute(&mut self, range: TextRange, it: &ast::ExprAttribute) -> TextRange {
        let name = it.attr.range;
        let line = self.lines.line(name.start());
        if self.lines.line(it.range.start()) == line {
            return range;
        }
        let end = if self.lines.line(range.end()) == line { name.end() } else { range.end().max(name.end()) };
        TextRange::new(name.start(), end)
    }

    /// Calls what `base` holds, which is the last temporary.
    pub(crate) fn call_function(
        &mut self,
        range: TextRange,
        arguments: &'a Arguments,
        base: u8,
        dst: u8,
    ) -> Result {
        if !fits_registers(arguments) {
            return self.call_long(range, arguments, base, dst);
        }
        let mark = self.unit.mark();
        let nargs = self.arguments_in_registers(arguments)?;
        let op = match self.keyword_names(arguments) {
            Some(names) => Op::CallKw { dst, base, nargs, names },
            None => Op::Call { dst, base, nargs },
        };
        self.unit.emit(range, op);
        self.unit.release(mark);
        Ok(())
    }

    /// Evaluates positional and keyword arguments into new temporaries; how many there are.
    fn arguments_in_registers(&mut self, arguments: &'a Arguments) -> Result<u8> {
        self.check_keywords(arguments)?;
        for argument in &arguments.args {
            self.temp(argument)?;
        }
        for keyword in &arguments.keywords {
            self.temp(&keyword.value)?;
        }
        Ok(u8::try_from(arguments.args.len() + arguments.keywords.len()).unwrap_or(u8::MAX))
    }

    /// The constant tuple of the keywords' names, if there are any.
    fn keyword_names(&mut self, arguments: &'a Arguments) -> Option<u32> {
        if arguments.keywords.is_empty() {
            return None;
        }
        let mut names = Vec::new();
        for keyword in &arguments.keywords {
            if let Some(name) = &keyword.arg {
                names.push(crate::fold::text(name.as_str()));
            }
        }
        Some(self.constant_index(Const::Tuple(names)))
    }

    pub(crate) fn check_keywords(&self, arguments: &Arguments) -> Result {
        let mut seen = alloc::collections::BTreeSet::new();
        for keyword in &arguments.keywords {
            if let Some(name) = &keyword.arg
                && !seen.insert(name.as_str())
            {
                let message = alloc::format!("keyword argument repeated: {name}");
                return self.error(keyword.range, message);
            }
        }
        Ok(())
    }
}

/// One step of a chain of calls and attributes.
#[derive(Clone, Copy)]
enum Link<'a> {
    Call(&'a ast::ExprCall),
    Attribute(&'a ast::ExprAttribute),
}

/// Whether arguments are passed in registers: not too many, and none starred.
pub(crate) fn fits_registers(arguments: &Arguments) -> bool {
    arguments.args.len() + arguments.keywords.len() <= MAX_SIDE_BY_SIDE
        && !arguments.args.iter().any(Expr::is_starred_expr)
        && arguments.keywords.iter().all(|it| it.arg.is_some())
}
