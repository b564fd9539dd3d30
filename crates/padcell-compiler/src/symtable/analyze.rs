//! Deciding what each name of each scope is.
//!
//! Scopes were opened outermost first, so one pass in their order can look outwards for the owner of each name. The
//! length of that look is the depth of nesting, never the number of names.

use alloc::format;
use alloc::vec::Vec;

use padcell_syntax::Source;

use super::scope::{ScopeId, ScopeKind, SymbolScope, Symtable, flag};
use crate::error::{Result, error_at, too_deep};
use crate::names::{NameId, Names};

/// How deep functions may nest: each has a qualified name as long as its depth.
const MAX_DEPTH: u32 = 1000;
/// How often variables may pass through functions that do not use them.
const MAX_PASSED: usize = 1 << 20;

/// The names that a class body provides to the functions in it without binding them.
struct ClassNames {
    class: NameId,
    classdict: NameId,
    conditional: NameId,
}

pub(super) fn analyze(table: &mut Symtable, source: &Source, names: &mut Names) -> Result {
    let special = ClassNames {
        class: names.intern("__class__"),
        classdict: names.intern("__classdict__"),
        conditional: names.intern("__conditional_annotations__"),
    };
    let ids: Vec<ScopeId> =
        (0..table.scopes.len()).map(|at| ScopeId(u32::try_from(at).unwrap_or(u32::MAX))).collect();
    let mut n_passed = 0;
    for &id in &ids {
        if table[id].depth > MAX_DEPTH {
            return Err(too_deep(source, table[id].range));
        }
        mark_inlined(table, id);
    }
    for &id in &ids {
        if table[id].sees_class && reads_names(table, id) {
            table[id].add(special.classdict, flag::USE);
        }
    }
    for &id in &ids {
        bind_own(table, id);
    }
    for &id in &ids {
        resolve_scope(table, id, &special, source, names, &mut n_passed)?;
    }
    Ok(())
}

/// A comprehension that builds something runs in the frame around it, unless that is a class body's.
fn mark_inlined(table: &mut Symtable, id: ScopeId) {
    let scope = &table[id];
    let Some(parent) = scope.parent else { return };
    let parent = &table[parent];
    let inlined = scope.kind == ScopeKind::Comprehension
        && !scope.generator_expression
        && parent.kind != ScopeKind::Class
        && !parent.sees_class;
    table[id].inlined = inlined;
}

fn reads_names(table: &Symtable, id: ScopeId) -> bool {
    table[id].symbols.iter().any(|it| it.flags & flag::USE != 0 && it.flags & flag::BOUND == 0)
}

/// Names that the scope itself decides: its locals, and what it declares global.
fn bind_own(table: &mut Symtable, id: ScopeId) {
    for symbol in &mut table[id].symbols {
        if symbol.has(flag::GLOBAL) {
            symbol.scope = SymbolScope::GlobalExplicit;
        } else if symbol.has(flag::BOUND) && !symbol.has(flag::NONLOCAL) {
            symbol.scope = SymbolScope::Local;
        }
    }
}

fn resolve_scope(
    table: &mut Symtable,
    id: ScopeId,
    special: &ClassNames,
    source: &Source,
    names: &Names,
    n_passed: &mut usize,
) -> Result {
    let mut at = 0;
    while let Some(symbol) = table[id].symbols.get(at) {
        at += 1;
        let symbol = symbol.clone();
        if symbol.has(flag::GLOBAL) && symbol.has(flag::NONLOCAL) {
            let message = format!("name '{}' is nonlocal and global", names.text(symbol.name));
            return Err(error_at(source, symbol.range, message));
        }
        if symbol.scope != SymbolScope::Unknown {
            continue;
        }
        if let Some(scope) = class_decides(table, id, symbol.name) {
            if let Some(symbol) = table[id].symbol_mut(symbol.name) {
                symbol.scope = scope;
            }
            continue;
        }
        let owner = find_owner(table, id, symbol.name, special);
        if symbol.has(flag::NONLOCAL) {
            let text = names.text(symbol.name);
            let Some(owner) = owner else {
                return Err(error_at(
                    source,
                    symbol.range,
                    format!("no binding for nonlocal '{text}' found"),
                ));
            };
            if table[owner].symbol(symbol.name).is_some_and(|it| it.has(flag::TYPE_PARAM)) {
                let message = format!("nonlocal binding not allowed for type parameter '{text}'");
                return Err(error_at(source, symbol.range, message));
            }
        }
        let found = match owner {
            Some(owner) => {
                share(table, id, owner, symbol.name, special, n_passed);
                if *n_passed > MAX_PASSED {
                    return Err(too_deep(source, table[id].range));
                }
                SymbolScope::Free
            }
            None => SymbolScope::GlobalImplicit,
        };
        if let Some(symbol) = table[id].symbol_mut(symbol.name) {
            symbol.scope = found;
        }
    }
    Ok(())
}

/// What a name of an annotation scope is if the class that the scope sees declares or binds it: the class's namespace and
/// the globals are asked, never the functions around the class.
fn class_decides(table: &Symtable, id: ScopeId, name: NameId) -> Option<SymbolScope> {
    let mut at = id;
    while table[at].sees_class {
        at = table[at].parent?;
        let scope = &table[at];
        let symbol = scope.symbol(name);
        if scope.kind == ScopeKind::Class {
            let symbol = symbol?;
            return if symbol.has(flag::GLOBAL) {
                Some(SymbolScope::GlobalExplicit)
            } else if symbol.has(flag::BOUND) && !symbol.has(flag::NONLOCAL) {
                Some(SymbolScope::GlobalImplicit)
            } else {
                None
            };
        }
        if symbol.is_some_and(|it| it.has(flag::BOUND)) {
            return None;
        }
    }
    None
}

/// The function (or, for its special names, class) that owns a name which `id` does not bind.
fn find_owner(table: &Symtable, id: ScopeId, name: NameId, special: &ClassNames) -> Option<ScopeId> {
    let mut at = table[id].parent;
    while let Some(scope_id) = at {
        let scope = &table[scope_id];
        match scope.kind {
            ScopeKind::Module => return None,
            ScopeKind::Class => {
                let conditional = name == special.conditional && scope.conditional_annotations;
                if name == special.class || name == special.classdict || conditional {
                    return Some(scope_id);
                }
            }
            _ => {
                if let Some(symbol) = scope.symbol(name) {
                    if symbol.has(flag::GLOBAL) {
                        return None;
                    }
                    if symbol.has(flag::BOUND) && !symbol.has(flag::NONLOCAL) {
                        return Some(scope_id);
                    }
                }
            }
        }
        at = scope.parent;
    }
    None
}

/// Makes the owner's variable one that is shared, and passes it through the functions between.
fn share(
    table: &mut Symtable,
    from: ScopeId,
    owner: ScopeId,
    name: NameId,
    special: &ClassNames,
    n_passed: &mut usize,
) {
    let frame = frame_of(table, owner);
    let mut at = from;
    let mut crossed = false;
    while at != owner {
        if frame_of(table, at) != frame {
            crossed = true;
            if at != from {
                *n_passed += 1;
                pass_through(table, at, name);
            }
        }
        match table[at].parent {
            Some(parent) => at = parent,
            None => break,
        }
    }
    if !crossed {
        return;
    }
    let scope = &mut table[owner];
    if scope.kind == ScopeKind::Class {
        // Apart from the symbol: the class body itself may bind the name, or see that of a class around it.
        if name == special.class {
            scope.needs_class = true;
        } else if name == special.classdict {
            scope.needs_classdict = true;
        } else {
            scope.needs_conditions = true;
        }
        return;
    }
    if let Some(symbol) = scope.symbol_mut(name) {
        symbol.scope = SymbolScope::Cell;
    }
}

fn pass_through(table: &mut Symtable, at: ScopeId, name: NameId) {
    let scope = &mut table[at];
    scope.add(name, 0);
    let is_class = scope.kind == ScopeKind::Class;
    let Some(symbol) = scope.symbol_mut(name) else { return };
    if is_class && symbol.has(flag::BOUND | flag::GLOBAL) {
        symbol.flags |= flag::FREE_CLASS;
    } else {
        symbol.scope = SymbolScope::Free;
    }
}

/// The scope whose frame a scope's code runs in.
fn frame_of(table: &Symtable, id: ScopeId) -> ScopeId {
    let mut at = id;
    while table[at].inlined {
        match table[at].parent {
            Some(parent) => at = parent,
            None => break,
        }
    }
    at
}
