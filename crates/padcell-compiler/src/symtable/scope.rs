//! The data of a symbol table: scopes and their symbols.

use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec::Vec;

use padcell_syntax::TextRange;

use crate::names::NameId;

/// Bits of [`Symbol::flags`].
pub(crate) mod flag {
    pub(crate) const GLOBAL: u16 = 1;
    pub(crate) const LOCAL: u16 = 1 << 1;
    pub(crate) const PARAM: u16 = 1 << 2;
    pub(crate) const NONLOCAL: u16 = 1 << 3;
    pub(crate) const USE: u16 = 1 << 4;
    pub(crate) const IMPORT: u16 = 1 << 5;
    pub(crate) const ANNOTATION: u16 = 1 << 6;
    /// The target of a comprehension's `for`.
    pub(crate) const COMPREHENSION: u16 = 1 << 7;
    pub(crate) const TYPE_PARAM: u16 = 1 << 8;
    /// Unbound somewhere: `del x`, or the end of `except E as x`.
    pub(crate) const DELETED: u16 = 1 << 9;
    /// Bound by `:=`, hence in the midst of an expression.
    pub(crate) const WALRUS: u16 = 1 << 10;
    /// A class body binds it, and an inner function's free variable of that name passes through.
    pub(crate) const FREE_CLASS: u16 = 1 << 11;
    pub(crate) const BOUND: u16 = LOCAL | PARAM | IMPORT | TYPE_PARAM;
}

/// What kind of block a scope belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ScopeKind {
    Module,
    Class,
    Function,
    Lambda,
    /// List, set and dict comprehensions and generator expressions.
    Comprehension,
    /// `__annotate__` of a function, class or module.
    Annotations,
    /// The invisible function around a generic function, class or type alias.
    TypeParams,
    /// The value of a `type` statement, the bound or the default of a type parameter.
    TypeExpression,
}

/// What the names of a scope are, after analysis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum SymbolScope {
    #[default]
    Unknown,
    Local,
    /// A local that inner functions share.
    Cell,
    Free,
    GlobalExplicit,
    GlobalImplicit,
}

/// One name of a scope.
#[derive(Clone, Debug)]
pub(crate) struct Symbol {
    pub(crate) name: NameId,
    pub(crate) flags: u16,
    pub(crate) scope: SymbolScope,
    /// Where a `global` or `nonlocal` statement names it.
    pub(crate) range: TextRange,
}

impl Symbol {
    pub(crate) fn has(&self, flags: u16) -> bool {
        self.flags & flags != 0
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ScopeId(pub(crate) u32);

/// Which of the scopes that one node may open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    Body,
    TypeParams,
    Annotations,
    Bound,
    Default,
}

/// Identifies a node: its address. Nodes outlive the compilation, so the address is never reused in it.
pub(crate) fn key<T>(node: &T, role: Role) -> (usize, Role) {
    (core::ptr::from_ref(node).addr(), role)
}

/// One scope.
#[derive(Debug)]
pub(crate) struct Scope {
    pub(crate) kind: ScopeKind,
    pub(crate) name: Arc<str>,
    pub(crate) parent: Option<ScopeId>,
    /// The class whose name mangles private names here, without its leading underscores.
    pub(crate) private: Option<Arc<str>>,
    /// If given, only these names are mangled: the bases of a generic class are outside of it.
    pub(crate) mangled: Option<Arc<[Arc<str>]>>,
    pub(crate) symbols: Vec<Symbol>,
    pub(crate) index: BTreeMap<NameId, u32>,
    pub(crate) range: TextRange,
    /// Holds `yield`.
    pub(crate) generator: bool,
    /// `async def`, or a comprehension that awaits.
    pub(crate) coroutine: bool,
    /// A generator expression, as opposed to the comprehensions that build something.
    pub(crate) generator_expression: bool,
    /// Runs in the frame of the function around it.
    pub(crate) inlined: bool,
    /// While `build` visits: how many iterables of comprehensions are around, `:=` being refused in them.
    pub(crate) iterable_depth: u32,
    /// While `build` visits: in the target of a comprehension.
    pub(crate) in_target: bool,
    /// An annotation scope directly in a class, which sees the names of the class body.
    pub(crate) sees_class: bool,
    /// A class body whose `__class__` an inner function uses.
    pub(crate) needs_class: bool,
    /// A class body whose namespace an annotation scope uses.
    pub(crate) needs_classdict: bool,
    /// A class body whose `__annotate__` asks which annotations were reached.
    pub(crate) needs_conditions: bool,
    /// Has annotations that only run on some paths.
    pub(crate) conditional_annotations: bool,
    /// The scope of the class's or module's `__annotate__`.
    pub(crate) annotations: Option<ScopeId>,
    /// How many scopes are around it.
    pub(crate) depth: u32,
    /// Within a function, however deep.
    pub(crate) nested: bool,
}

impl Scope {
    pub(crate) fn symbol(&self, name: NameId) -> Option<&Symbol> {
        self.index.get(&name).and_then(|&at| self.symbols.get(at as usize))
    }

    pub(crate) fn symbol_mut(&mut self, name: NameId) -> Option<&mut Symbol> {
        self.index.get(&name).and_then(|&at| self.symbols.get_mut(at as usize))
    }

    /// Adds flags to a name, which is new here or not.
    pub(crate) fn add(&mut self, name: NameId, flags: u16) {
        match self.symbol_mut(name) {
            Some(symbol) => symbol.flags |= flags,
            None => {
                self.index.insert(name, u32::try_from(self.symbols.len()).unwrap_or(u32::MAX));
                self.symbols.push(Symbol {
                    name,
                    flags,
                    scope: SymbolScope::Unknown,
                    range: TextRange::default(),
                });
            }
        }
    }

    /// Whether its locals live in registers.
    pub(crate) fn is_function_like(&self) -> bool {
        !matches!(self.kind, ScopeKind::Module | ScopeKind::Class)
    }

    /// Whether `yield` and `await` mean nothing here: annotation scopes.
    pub(crate) fn is_annotation_like(&self) -> bool {
        matches!(self.kind, ScopeKind::Annotations | ScopeKind::TypeParams | ScopeKind::TypeExpression)
    }
}

/// All scopes of one compilation; the first is the module's.
#[derive(Default)]
pub(crate) struct Symtable {
    pub(crate) scopes: Vec<Scope>,
    pub(crate) by_node: BTreeMap<(usize, Role), ScopeId>,
}

impl Symtable {
    pub(crate) const TOP: ScopeId = ScopeId(0);

    /// The scope that a node opens.
    pub(crate) fn find<T>(&self, node: &T, role: Role) -> Option<ScopeId> {
        self.by_node.get(&key(node, role)).copied()
    }
}

impl core::ops::Index<ScopeId> for Symtable {
    type Output = Scope;

    fn index(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.0 as usize]
    }
}

impl core::ops::IndexMut<ScopeId> for Symtable {
    fn index_mut(&mut self, id: ScopeId) -> &mut Scope {
        &mut self.scopes[id.0 as usize]
    }
}
