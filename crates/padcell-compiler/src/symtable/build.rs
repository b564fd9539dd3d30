//! The walk that records definitions and uses: its state, and the opening and closing of scopes.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use padcell_syntax::{Parsed, Source, TextRange};

use super::analyze;
use super::scope::{Role, Scope, ScopeId, ScopeKind, Symtable, key};
use crate::error::{Result, error_at};
use crate::names::{Names, is_private};
use crate::options::{Mode, Options};

/// Makes the symbol table of a program.
pub(crate) fn build(
    source: &Source,
    parsed: &Parsed,
    options: &Options,
    future_annotations: bool,
    names: &mut Names,
) -> Result<Symtable> {
    let mut builder = Builder {
        source,
        names,
        table: Symtable::default(),
        current: Symtable::TOP,
        future_annotations,
        top_level_await: options.allow_top_level_await,
        conditional: false,
        unevaluated: false,
        later_imports: usize::MAX,
    };
    let top = builder.scope("top", ScopeKind::Module, TextRange::default(), None);
    builder.table.scopes.push(top);
    match parsed.expression() {
        Some(expression) if options.mode == Mode::Eval => builder.expr(expression)?,
        _ => builder.module(parsed.body())?,
    }
    let mut table = builder.table;
    analyze::analyze(&mut table, source, names)?;
    Ok(table)
}

pub(super) struct Builder<'a> {
    pub(super) source: &'a Source,
    pub(super) names: &'a mut Names,
    pub(super) table: Symtable,
    pub(super) current: ScopeId,
    pub(super) future_annotations: bool,
    pub(super) top_level_await: bool,
    /// In a block of the class or module body that may not run.
    pub(super) conditional: bool,
    /// In an annotation of a function's local, which is never evaluated.
    pub(super) unevaluated: bool,
    /// Offset from which on `from __future__` is too late.
    pub(super) later_imports: usize,
}

/// What `Builder::leave` restores.
pub(super) struct Outer {
    current: ScopeId,
    conditional: bool,
}

impl Builder<'_> {
    /// Opens a scope for `node` in the current one.
    pub(super) fn enter<T>(
        &mut self,
        node: &T,
        role: Role,
        kind: ScopeKind,
        name: &str,
        range: TextRange,
    ) -> Outer {
        let scope = self.scope(name, kind, range, Some(self.current));
        let id = ScopeId(u32::try_from(self.table.scopes.len()).unwrap_or(u32::MAX));
        self.table.scopes.push(scope);
        self.table.by_node.insert(key(node, role), id);
        let outer = Outer { current: self.current, conditional: self.conditional };
        self.current = id;
        self.conditional = false;
        outer
    }

    pub(super) fn leave(&mut self, outer: &Outer) {
        self.current = outer.current;
        self.conditional = outer.conditional;
    }

    fn scope(&self, name: &str, kind: ScopeKind, range: TextRange, parent: Option<ScopeId>) -> Scope {
        let outer = parent.map(|id| &self.table[id]);
        let sees_class = outer.is_some_and(|it| {
            let annotation_like =
                matches!(kind, ScopeKind::Annotations | ScopeKind::TypeParams | ScopeKind::TypeExpression);
            annotation_like && (it.kind == ScopeKind::Class || (it.sees_class && it.is_annotation_like()))
        });
        Scope {
            kind,
            name: Arc::from(name),
            parent,
            private: outer.and_then(|it| it.private.clone()),
            mangled: outer.and_then(|it| it.mangled.clone()),
            symbols: Vec::new(),
            index: BTreeMap::new(),
            range,
            generator: false,
            coroutine: false,
            generator_expression: false,
            inlined: false,
            iterable_depth: outer.map_or(0, |it| it.iterable_depth),
            in_target: false,
            sees_class,
            needs_class: false,
            needs_classdict: false,
            needs_conditions: false,
            conditional_annotations: false,
            annotations: None,
            depth: outer.map_or(0, |it| it.depth + 1),
            nested: outer.is_some_and(|it| it.nested || it.is_function_like()),
        }
    }

    pub(super) fn scope_now(&mut self) -> &mut Scope {
        &mut self.table[self.current]
    }

    pub(super) fn mangle(&mut self, name: &str) -> crate::names::NameId {
        if !is_private(name) {
            return self.names.intern(name);
        }
        let scope = &self.table[self.current];
        let spared = scope.mangled.as_ref().is_some_and(|list| !list.iter().any(|it| &**it == name));
        let private = if spared { None } else { scope.private.clone() };
        self.names.intern_mangled(name, private.as_deref())
    }

    pub(super) fn error<T>(&self, range: TextRange, message: impl Into<String>) -> Result<T> {
        Err(error_at(self.source, range, message))
    }
}
