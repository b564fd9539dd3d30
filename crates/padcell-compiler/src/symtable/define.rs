//! Recording one name: definitions, uses, `global` and `nonlocal`, and the conflicts among them.

use alloc::format;

use padcell_syntax::TextRange;
use padcell_syntax::ast::{Expr, Identifier};

use super::build::Builder;
use super::scope::{Scope, ScopeKind, flag};
use crate::error::Result;
use crate::names::NameId;

impl Builder<'_> {
    /// Records a definition in the current scope.
    pub(super) fn define(&mut self, name: &str, flags: u16, range: TextRange) -> Result {
        let id = self.mangle(name);
        self.define_id(id, flags, range)
    }

    pub(super) fn define_id(&mut self, id: NameId, flags: u16, range: TextRange) -> Result {
        let text = self.names.text(id);
        if flags & flag::BOUND != 0 && &*text == "__debug__" {
            return self.error(range, "cannot assign to __debug__");
        }
        let scope = self.scope_now();
        let before = scope.symbol(id).map_or(0, |it| it.flags);
        if flags & before & flag::PARAM != 0 {
            return self.error(range, format!("duplicate parameter '{text}' in function definition"));
        }
        if flags & before & flag::TYPE_PARAM != 0 {
            return self.error(range, format!("duplicate type parameter '{text}'"));
        }
        let mut flags = flags;
        if self.scope_now().in_target {
            if before & (flag::GLOBAL | flag::NONLOCAL) != 0 {
                let message =
                    format!("comprehension inner loop cannot rebind assignment expression target '{text}'");
                return self.error(range, message);
            }
            flags |= flag::COMPREHENSION;
        }
        self.scope_now().add(id, flags);
        Ok(())
    }

    pub(super) fn define_identifier(&mut self, name: &Identifier, flags: u16) -> Result {
        self.define(name.as_str(), flags, name.range)
    }

    /// Records that a name is read.
    pub(super) fn use_name(&mut self, name: &str) {
        if self.unevaluated {
            return;
        }
        let id = self.mangle(name);
        let scope = self.scope_now();
        scope.add(id, flag::USE);
        if name == "super" && scope.is_function_like() {
            let class = self.names.intern("__class__");
            self.scope_now().add(class, flag::USE);
        }
    }

    pub(super) fn global_statement(&mut self, names: &[Identifier], range: TextRange) -> Result {
        for name in names {
            self.directive(name, range, flag::GLOBAL, "global")?;
        }
        Ok(())
    }

    pub(super) fn nonlocal_statement(&mut self, names: &[Identifier], range: TextRange) -> Result {
        if self.scope_now().kind == ScopeKind::Module {
            return self.error(range, "nonlocal declaration not allowed at module level");
        }
        for name in names {
            self.directive(name, range, flag::NONLOCAL, "nonlocal")?;
        }
        Ok(())
    }

    fn directive(&mut self, name: &Identifier, range: TextRange, bit: u16, word: &str) -> Result {
        let id = self.mangle(name.as_str());
        let flags = self.scope_now().symbol(id).map_or(0, |it| it.flags);
        let text = name.as_str();
        if flags & flag::PARAM != 0 {
            return self.error(range, format!("name '{text}' is parameter and {word}"));
        }
        if flags & flag::USE != 0 {
            return self.error(range, format!("name '{text}' is used prior to {word} declaration"));
        }
        if flags & flag::ANNOTATION != 0 {
            return self.error(range, format!("annotated name '{text}' can't be {word}"));
        }
        if flags & flag::LOCAL != 0 {
            return self.error(range, format!("name '{text}' is assigned to before {word} declaration"));
        }
        if text == "__debug__" {
            return self.error(range, "cannot assign to __debug__");
        }
        self.declare(id, bit, range);
        if bit == flag::GLOBAL {
            // The module itself then stores the name as a global, even where its namespace is another dict.
            self.table[super::Symtable::TOP].add(id, flag::GLOBAL);
        }
        Ok(())
    }

    /// Adds a declaration and remembers where it stands, for errors that analysis finds.
    pub(super) fn declare(&mut self, id: NameId, bit: u16, range: TextRange) {
        let scope = self.scope_now();
        scope.add(id, bit);
        if let Some(symbol) = scope.symbol_mut(id) {
            // The first declaration is the one that errors show.
            if symbol.range.is_empty() {
                symbol.range = range;
            }
        }
    }

    /// `target := value`: the target is bound in the function around any comprehensions.
    pub(super) fn named_target(&mut self, target: &Expr) -> Result {
        let Expr::Name(name) = target else {
            return self.expr_target(target);
        };
        if self.scope_now().kind != ScopeKind::Comprehension {
            return self.define(&name.id, flag::LOCAL | flag::WALRUS, name.range);
        }
        let id = self.mangle(&name.id);
        let mut at = Some(self.current);
        while let Some(scope_id) = at {
            let scope = &self.table[scope_id];
            let flags = scope.symbol(id).map_or(0, |it| it.flags);
            match scope.kind {
                ScopeKind::Comprehension => {
                    if flags & flag::COMPREHENSION != 0 && flags & flag::LOCAL != 0 {
                        let message = format!(
                            "assignment expression cannot rebind comprehension iteration variable '{}'",
                            name.id
                        );
                        return self.error(name.range, message);
                    }
                    at = scope.parent;
                    continue;
                }
                ScopeKind::Function | ScopeKind::Lambda => {
                    let bit = if flags & flag::GLOBAL != 0 { flag::GLOBAL } else { flag::NONLOCAL };
                    self.check_assignable(&name.id, name.range)?;
                    self.declare(id, bit, name.range);
                    let own = if flags & (flag::GLOBAL | flag::NONLOCAL) != 0 {
                        flag::WALRUS
                    } else {
                        flag::LOCAL | flag::WALRUS
                    };
                    self.table[scope_id].add(id, own);
                    return Ok(());
                }
                ScopeKind::Module => {
                    self.check_assignable(&name.id, name.range)?;
                    self.declare(id, flag::GLOBAL, name.range);
                    self.table[scope_id].add(id, flag::GLOBAL);
                    return Ok(());
                }
                _ => {
                    let message = refused_comprehension(scope);
                    return self.error(name.range, message);
                }
            }
        }
        Ok(())
    }

    pub(super) fn check_assignable(&self, name: &str, range: TextRange) -> Result {
        if name == "__debug__" {
            return self.error(range, "cannot assign to __debug__");
        }
        Ok(())
    }
}

fn refused_comprehension(scope: &Scope) -> &'static str {
    match scope.kind {
        ScopeKind::Class => "assignment expression within a comprehension cannot be used in a class body",
        ScopeKind::TypeExpression if &*scope.name == "TypeVar bound" => {
            "assignment expression within a comprehension cannot be used in a TypeVar bound"
        }
        ScopeKind::TypeExpression => {
            "assignment expression within a comprehension cannot be used in a type alias"
        }
        ScopeKind::TypeParams => {
            "assignment expression within a comprehension cannot be used within the definition of a generic"
        }
        _ => "named expression cannot be used within an annotation",
    }
}
