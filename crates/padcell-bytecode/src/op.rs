//! THE instruction table: one row an instruction, from which enum, listing and verifier come.
//!
//! An instruction is 8 bytes: a tag, up to three `u8` operands, and one 32-bit operand. Operand types say what they are:
//! `reg` is a register, `target` an op index, `konst` an index into `consts`, `name` into `names`, `site` into `sites`,
//! `free` into `freevars`, `spill` into `spilled`, `count` a number, `int` an immediate `i32` (`short` an `i16`),
//! `flag` a `u8` that is 0 or 1, `kind` a `u8` code of an enum in this file.
//!
//! Rules that all rows share:
//! - A jump is taken to `target`; a jump backwards is a safepoint and costs fuel.
//! - Where a row says "base..", operands stand in consecutive registers from `base`.
//! - `inplace` = 1 means that `a op= b` was written: `__iadd__` and its kin are tried first.

// tidy: table

/// What an operand means, for listing and verifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperandKind {
    Reg,
    Target,
    Const,
    Name,
    Site,
    Free,
    Spill,
    Count,
    Int,
    Flag,
    Kind,
}

macro_rules! operand_type {
    (reg) => {
        u8
    };
    (target) => {
        u32
    };
    (konst) => {
        u32
    };
    (name) => {
        u32
    };
    (site) => {
        u32
    };
    (free) => {
        u32
    };
    (spill) => {
        u32
    };
    (count) => {
        u32
    };
    (small) => {
        u8
    };
    (int) => {
        i32
    };
    (short) => {
        i16
    };
    (flag) => {
        u8
    };
    (kind) => {
        u8
    };
}

macro_rules! operand_kind {
    (reg) => {
        OperandKind::Reg
    };
    (target) => {
        OperandKind::Target
    };
    (konst) => {
        OperandKind::Const
    };
    (name) => {
        OperandKind::Name
    };
    (site) => {
        OperandKind::Site
    };
    (free) => {
        OperandKind::Free
    };
    (spill) => {
        OperandKind::Spill
    };
    (count) => {
        OperandKind::Count
    };
    (small) => {
        OperandKind::Count
    };
    (int) => {
        OperandKind::Int
    };
    (short) => {
        OperandKind::Int
    };
    (flag) => {
        OperandKind::Flag
    };
    (kind) => {
        OperandKind::Kind
    };
}

macro_rules! ops {
    ($( $(#[doc = $doc:literal])* $name:ident { $($field:ident: $kind:ident),* } )*) => {
        /// One instruction.
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub enum Op { $( $(#[doc = $doc])* $name { $($field: operand_type!($kind)),* }, )* }

        impl Op {
            /// The instruction's name.
            #[must_use]
            pub const fn name(&self) -> &'static str {
                match self { $( Op::$name { .. } => stringify!($name), )* }
            }

            /// Calls `f` with name, kind and value of each operand.
            pub fn operands(&self, mut f: impl FnMut(&'static str, OperandKind, i64)) {
                match *self { $( Op::$name { $($field),* } => { $( f(stringify!($field), operand_kind!($kind), i64::from($field)); )* } )* }
                let _ = &mut f;
            }
        }

        /// The table as text rows: name, operands, documentation.
        pub const ROWS: &[(&str, &[&str], &str)] = &[
            $( (stringify!($name), &[$(concat!(stringify!($field), ":", stringify!($kind))),*], concat!($($doc, "\n"),*)), )*
        ];
    };
}

ops! {
    // ---- moves and constants
    /// r[dst] = r[src]
    Move { dst: reg, src: reg }
    /// r[dst] = consts[index]
    LoadConst { dst: reg, index: konst }
    /// r[dst] = value
    LoadInt { dst: reg, value: int }
    /// r[dst] = None
    LoadNone { dst: reg }
    /// r[dst] = True or False
    LoadBool { dst: reg, value: flag }
    /// r[dst] = the mark of an unbound variable or an absent operand
    LoadUnset { dst: reg }
    /// Raises UnboundLocalError for varnames[name of the register] if r[reg] is unset. Emitted before a read that is not surely bound.
    CheckBound { reg: reg, name: name }
    /// Unbinds a local; UnboundLocalError if it is unset.
    DeleteLocal { reg: reg, name: name }

    // ---- boxes (variables shared with inner functions), free variables, spilled locals
    /// r[dst] = a new box that holds r[src] (which may be unset)
    MakeBox { dst: reg, src: reg }
    /// r[dst] = value in the box r[cell]; UnboundLocalError for `name` if unset
    LoadBox { dst: reg, cell: reg, name: name }
    /// value in the box r[cell] = r[src]
    StoreBox { cell: reg, src: reg }
    /// Empties the box r[cell]; UnboundLocalError for `name` if it is empty
    DeleteBox { cell: reg, name: name }
    /// r[dst] = value of a free variable; NameError if unset
    LoadFree { dst: reg, index: free }
    /// value of a free variable = r[src]
    StoreFree { src: reg, index: free }
    /// Unbinds a free variable; NameError if unset
    DeleteFree { index: free }
    /// r[dst] = class namespace[freevars[index].name], else the free variable's value (class bodies)
    LoadClassFree { dst: reg, index: free }
    /// r[dst] = the box itself of a free variable
    LoadFreeBox { dst: reg, index: free }
    /// r[dst] = a new spill area for all of `spilled`, unset
    MakeSpill { dst: reg }
    /// r[dst] = spilled local (may be unset: CheckBound follows where needed)
    LoadSpill { dst: reg, area: reg, index: spill }
    /// spilled local = r[src]
    StoreSpill { src: reg, area: reg, index: spill }

    // ---- globals and names
    /// r[dst] = global or builtin; NameError
    LoadGlobal { dst: reg, site: site }
    /// globals[name] = r[src]
    StoreGlobal { src: reg, site: site }
    /// del globals[name]; NameError
    DeleteGlobal { name: name }
    /// r[dst] = namespace, global or builtin (module and class bodies, exec); NameError
    LoadName { dst: reg, site: site }
    /// namespace[name] = r[src]
    StoreName { src: reg, name: name }
    /// del namespace[name]; NameError
    DeleteName { name: name }
    /// r[dst] = r[dict][name] if present, else global or builtin (annotation scopes in classes)
    LoadFromDictOrGlobals { dst: reg, dict: reg, name: name }
    /// r[dst] = r[dict][freevars[index].name] if present, else the free variable
    LoadFromDictOrFree { dst: reg, dict: reg, index: free }
    /// r[dst] = the frame's namespace dict (`locals()` of a module or class body)
    LoadLocals { dst: reg }
    /// Makes `__annotations__` in the namespace if there is none
    SetupAnnotations { }

    // ---- attributes and items
    /// r[dst] = r[obj].name
    LoadAttr { dst: reg, obj: reg, site: site }
    /// r[obj].name = r[src]
    StoreAttr { obj: reg, src: reg, site: site }
    /// del r[obj].name
    DeleteAttr { obj: reg, name: name }
    /// For a method call: r[dst] = the function and r[dst+1] = self; or r[dst] = the attribute and r[dst+1] = unset
    LoadMethod { dst: reg, obj: reg, site: site }
    /// `super().name`: base.. = the global `super`, `__class__`, the first argument. r[dst] = the attribute
    LoadSuperAttr { dst: reg, base: reg, site: site }
    /// As LoadSuperAttr, with r[dst], r[dst+1] as LoadMethod leaves them
    LoadSuperMethod { dst: reg, base: reg, site: site }
    /// `super()`: base.. = the global `super`, `__class__`, the first argument; r[dst] = the super object (if r[base] is not the builtin, calls it with no arguments)
    CallSuper { dst: reg, base: reg }
    /// Loads the special method `kind` (see Special) of r[obj]'s type for a `with` statement: r[dst] = function, r[dst+1] = self or unset; TypeError if there is none
    LoadSpecial { dst: reg, obj: reg, kind: kind }
    /// r[dst] = r[obj][r[key]]
    LoadItem { dst: reg, obj: reg, key: reg }
    /// r[dst] = r[obj][index]
    LoadItemI { dst: reg, obj: reg, index: int }
    /// r[obj][r[key]] = r[src]
    StoreItem { obj: reg, key: reg, src: reg }
    /// del r[obj][r[key]]
    DeleteItem { obj: reg, key: reg }
    /// r[dst] = r[obj][r[base]:r[base+1]] (None where a bound is absent)
    LoadSlice { dst: reg, obj: reg, base: reg }
    /// r[obj][r[base]:r[base+1]] = r[src]
    StoreSlice { obj: reg, base: reg, src: reg }
    /// r[dst] = slice(r[base], r[base+1], r[base+2])
    BuildSlice { dst: reg, base: reg }

    // ---- arithmetic
    /// r[dst] = r[a] + r[b]
    Add { dst: reg, a: reg, b: reg, inplace: count }
    /// r[dst] = r[a] - r[b]
    Sub { dst: reg, a: reg, b: reg, inplace: count }
    /// r[dst] = r[a] * r[b]
    Mul { dst: reg, a: reg, b: reg, inplace: count }
    /// r[dst] = r[a] / r[b]
    TrueDiv { dst: reg, a: reg, b: reg, inplace: count }
    /// r[dst] = r[a] // r[b]
    FloorDiv { dst: reg, a: reg, b: reg, inplace: count }
    /// r[dst] = r[a] % r[b]
    Mod { dst: reg, a: reg, b: reg, inplace: count }
    /// r[dst] = r[a] ** r[b]
    Pow { dst: reg, a: reg, b: reg, inplace: count }
    /// r[dst] = r[a] @ r[b]
    MatMul { dst: reg, a: reg, b: reg, inplace: count }
    /// r[dst] = r[a] << r[b]
    LShift { dst: reg, a: reg, b: reg, inplace: count }
    /// r[dst] = r[a] >> r[b]
    RShift { dst: reg, a: reg, b: reg, inplace: count }
    /// r[dst] = r[a] & r[b]
    And { dst: reg, a: reg, b: reg, inplace: count }
    /// r[dst] = r[a] | r[b]
    Or { dst: reg, a: reg, b: reg, inplace: count }
    /// r[dst] = r[a] ^ r[b]
    Xor { dst: reg, a: reg, b: reg, inplace: count }
    /// r[dst] = r[a] + value
    AddI { dst: reg, a: reg, inplace: flag, value: int }
    /// r[dst] = r[a] - value
    SubI { dst: reg, a: reg, inplace: flag, value: int }
    /// r[dst] = r[a] * value
    MulI { dst: reg, a: reg, inplace: flag, value: int }
    /// r[dst] = r[a] // value
    FloorDivI { dst: reg, a: reg, inplace: flag, value: int }
    /// r[dst] = r[a] % value
    ModI { dst: reg, a: reg, inplace: flag, value: int }
    /// r[dst] = r[a] & value
    AndI { dst: reg, a: reg, inplace: flag, value: int }
    /// r[dst] = r[a] << value
    LShiftI { dst: reg, a: reg, inplace: flag, value: int }
    /// r[dst] = r[a] >> value
    RShiftI { dst: reg, a: reg, inplace: flag, value: int }
    /// r[dst] = -r[a]
    Neg { dst: reg, a: reg }
    /// r[dst] = +r[a]
    Pos { dst: reg, a: reg }
    /// r[dst] = ~r[a]
    Invert { dst: reg, a: reg }
    /// r[dst] = not r[a]
    Not { dst: reg, a: reg }

    // ---- comparison
    /// r[dst] = r[a] < r[b], and so on for `op` (see CompareOp: lt le eq ne gt ge)
    Compare { dst: reg, a: reg, b: reg, op: count }
    /// r[dst] = (r[a] is r[b]) == (negate = 0)
    Is { dst: reg, a: reg, b: reg, negate: count }
    /// r[dst] = (r[a] in r[b]) == (negate = 0)
    In { dst: reg, a: reg, b: reg, negate: count }

    // ---- jumps
    /// Jumps.
    Jump { target: target }
    /// Jumps if r[src] is true.
    JumpIfTrue { src: reg, target: target }
    /// Jumps if r[src] is false.
    JumpIfFalse { src: reg, target: target }
    /// Jumps if r[src] is None.
    JumpIfNone { src: reg, target: target }
    /// Jumps if r[src] is not None.
    JumpIfNotNone { src: reg, target: target }
    /// Jumps if r[src] is unset (default values, optional operands).
    JumpIfUnset { src: reg, target: target }
    /// Jumps if bool(r[a] < r[b]) == sense.
    JumpLt { a: reg, b: reg, sense: flag, target: target }
    /// Jumps if bool(r[a] <= r[b]) == sense.
    JumpLe { a: reg, b: reg, sense: flag, target: target }
    /// Jumps if bool(r[a] == r[b]) == sense.
    JumpEq { a: reg, b: reg, sense: flag, target: target }
    /// Jumps if bool(r[a] != r[b]) == sense.
    JumpNe { a: reg, b: reg, sense: flag, target: target }
    /// Jumps if bool(r[a] > r[b]) == sense.
    JumpGt { a: reg, b: reg, sense: flag, target: target }
    /// Jumps if bool(r[a] >= r[b]) == sense.
    JumpGe { a: reg, b: reg, sense: flag, target: target }
    /// Jumps if (r[a] is r[b]) == sense.
    JumpIs { a: reg, b: reg, sense: flag, target: target }
    /// Jumps if (r[a] in r[b]) == sense.
    JumpIn { a: reg, b: reg, sense: flag, target: target }
    /// Jumps if bool(r[a] < value).
    JumpIfLtI { a: reg, value: short, target: target }
    /// Jumps unless bool(r[a] < value).
    JumpUnlessLtI { a: reg, value: short, target: target }
    /// Jumps if bool(r[a] <= value).
    JumpIfLeI { a: reg, value: short, target: target }
    /// Jumps unless bool(r[a] <= value).
    JumpUnlessLeI { a: reg, value: short, target: target }
    /// Jumps if bool(r[a] == value).
    JumpIfEqI { a: reg, value: short, target: target }
    /// Jumps unless bool(r[a] == value).
    JumpUnlessEqI { a: reg, value: short, target: target }
    /// Jumps if bool(r[a] != value).
    JumpIfNeI { a: reg, value: short, target: target }
    /// Jumps unless bool(r[a] != value).
    JumpUnlessNeI { a: reg, value: short, target: target }
    /// Jumps if bool(r[a] > value).
    JumpIfGtI { a: reg, value: short, target: target }
    /// Jumps unless bool(r[a] > value).
    JumpUnlessGtI { a: reg, value: short, target: target }
    /// Jumps if bool(r[a] >= value).
    JumpIfGeI { a: reg, value: short, target: target }
    /// Jumps unless bool(r[a] >= value).
    JumpUnlessGeI { a: reg, value: short, target: target }

    // ---- calls
    /// r[dst] = r[base](r[base+1], ..)
    Call { dst: reg, base: reg, nargs: small }
    /// As Call, for a function made by LoadMethod: r[base+1] is self or unset, the `nargs` arguments start at base+2.
    CallMethod { dst: reg, base: reg, nargs: small }
    /// As Call with keywords: consts[names] is the tuple of their names; their values are the last of the `nargs` values.
    CallKw { dst: reg, base: reg, nargs: small, names: konst }
    /// As CallMethod with keywords.
    CallMethodKw { dst: reg, base: reg, nargs: small, names: konst }
    /// r[dst] = r[base](*r[base+1], **r[base+2]); r[base+1] is a tuple, list or other iterable, r[base+2] a dict or unset.
    CallEx { dst: reg, base: reg }
    /// Returns r[src] (in a generator: raises StopIteration with it).
    Return { src: reg }
    /// r[dst] = a new function of consts[code]; base.. = defaults tuple, keyword defaults dict, `__annotate__` function (each may be unset). Boxes of free variables are taken from this frame as the code says.
    MakeFunction { dst: reg, base: reg, code: konst }
    /// r[dst] = `__build_class__` of the frame's builtins.
    LoadBuildClass { dst: reg }

    // ---- displays
    /// r[dst] = (r[base], ..)
    BuildTuple { dst: reg, base: reg, count: count }
    /// r[dst] = [r[base], ..]
    BuildList { dst: reg, base: reg, count: count }
    /// r[dst] = {r[base], ..}
    BuildSet { dst: reg, base: reg, count: count }
    /// r[dst] = {r[base]: r[base+1], ..}; count = number of pairs
    BuildDict { dst: reg, base: reg, count: count }
    /// r[dst] = "".join of `count` strings
    BuildString { dst: reg, base: reg, count: count }
    /// r[list].append(r[src]); the list is one that this code made
    ListAppend { list: reg, src: reg }
    /// r[list].extend(r[src]); TypeError "Value after * must be an iterable, not X"
    ListExtend { list: reg, src: reg }
    /// r[set].add(r[src])
    SetAdd { set: reg, src: reg }
    /// r[set].update(r[src])
    SetUpdate { set: reg, src: reg }
    /// r[dict][r[key]] = r[src]
    DictSet { dict: reg, key: reg, src: reg }
    /// r[dict].update(r[src]) for `{**x}`; TypeError "'X' object is not a mapping"
    DictUpdate { dict: reg, src: reg }
    /// As DictUpdate for `f(**x)`: TypeError on a repeated key; r[func] is the callee, for the message
    DictMerge { dict: reg, src: reg, func: reg }
    /// r[dst] = tuple(r[src]) of a list that this code made
    ListToTuple { dst: reg, src: reg }
    /// r[dst] = format(r[src]) after `conversion` (see Conversion)
    FormatSimple { dst: reg, src: reg, conversion: kind }
    /// r[dst] = format(r[src], r[spec]) after `conversion`
    FormatSpec { dst: reg, src: reg, spec: reg, conversion: count }

    // ---- unpacking
    /// r[base].. = the `count` items of r[src]; ValueError if they are more or fewer
    UnpackSequence { src: reg, base: reg, count: count }
    /// r[base].. = `before` items, a list of the rest, `after` items
    UnpackEx { src: reg, base: reg, before: small, after: count }

    // ---- iteration, generators, coroutines
    /// r[dst] = iter(r[src])
    GetIter { dst: reg, src: reg }
    /// r[dst] = next(r[iter]) and jump to `target`; falls through when it is exhausted. Stands at the bottom of a loop.
    ForIter { iter: reg, dst: reg, target: target }
    /// r[dst] = r[src].__aiter__()
    GetAIter { dst: reg, src: reg }
    /// r[dst] = awaitable of r[src].__anext__()
    GetANext { dst: reg, src: reg }
    /// r[exc] is StopAsyncIteration: jumps; else raises it again
    EndAsyncFor { exc: reg, target: target }
    /// r[dst] = iterator to await r[src] with; kind 0 plain, 1 `__aenter__`, 2 `__aexit__` (for the message)
    GetAwaitable { dst: reg, src: reg, kind: kind }
    /// r[dst] = iterator of `yield from r[src]`
    GetYieldFrom { dst: reg, src: reg }
    /// Sends r[value] into r[iter]. It yields: r[dst] = what it yields, next op (a Yield). It returns: r[dst] = its result, jump.
    Send { dst: reg, iter: reg, value: reg, target: target }
    /// Suspends the frame with r[src]; resumed with a value in r[dst]. delegate: 0, or 1 + register of the iterator of the `Send` directly before this op.
    Yield { dst: reg, src: reg, delegate: count }

    // ---- exceptions and with
    /// raise r[exc]
    Raise { exc: reg }
    /// raise r[exc] from r[cause]
    RaiseFrom { exc: reg, cause: reg }
    /// Raises r[exc] again as it is (traceback kept): end of `finally`, no `except` matched, bare `raise` in a handler
    Reraise { exc: reg }
    /// Bare `raise` outside a handler of this function: raises what is being handled; RuntimeError if nothing is
    RaiseCurrent { }
    /// r[dst] = r[exc] matches r[types] (class or tuple); TypeError if these are no exception classes
    MatchException { dst: reg, exc: reg, types: reg }
    /// `except*`: r[dst] = the part of r[exc] that matches r[types] or None, r[dst+1] = the rest or None
    MatchGroup { dst: reg, exc: reg, types: reg }
    /// `except*` end: r[dst] = what must be raised of the list r[raised] for the original r[exc], or None
    PrepareReraiseStar { dst: reg, exc: reg, raised: reg }
    /// r[dst].. = type(r[exc]), r[exc], its traceback: arguments of `__exit__`
    ExcTriple { dst: reg, exc: reg }
    /// raise AssertionError(r[src]) (r[src] unset: without argument)
    RaiseAssertion { src: reg }

    // ---- match
    /// r[dst] = whether r[src] is a mapping for patterns
    MatchMapping { dst: reg, src: reg }
    /// r[dst] = whether r[src] is a sequence for patterns
    MatchSequence { dst: reg, src: reg }
    /// r[dst] = tuple of values for the tuple of keys r[keys], or None
    MatchKeys { dst: reg, src: reg, keys: reg }
    /// r[dst] = tuple of attribute values for class pattern r[class], or None; consts[spec] = (number of positional patterns, *keyword names)
    MatchClass { dst: reg, src: reg, class: reg, spec: konst }
    /// r[dst] = len(r[src])
    GetLen { dst: reg, src: reg }

    // ---- imports
    /// r[dst] = __import__(names[name], fromlist = r[fromlist], level)
    ImportName { dst: reg, fromlist: reg, level: small, name: name }
    /// r[dst] = r[module].name, or the submodule; ImportError
    ImportFrom { dst: reg, module: reg, name: name }
    /// from r[src] import *
    ImportStar { src: reg }

    // ---- rest
    /// sys.displayhook(r[src]) (interactive mode)
    PrintExpr { src: reg }
    /// r[dst] = intrinsic `kind` (see Intrinsic) of base..
    CallIntrinsic { dst: reg, base: reg, kind: kind }
}

/// `op` of [`Op::Compare`]; the numbers are those of rich comparison in CPython.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum CompareOp {
    Lt = 0,
    Le = 1,
    Eq = 2,
    Ne = 3,
    Gt = 4,
    Ge = 5,
}

impl CompareOp {
    /// The operator of a number from an instruction; anything else is `Eq` (the verifier refuses it).
    #[must_use]
    pub const fn from_index(index: u32) -> Self {
        match index {
            0 => Self::Lt,
            1 => Self::Le,
            3 => Self::Ne,
            4 => Self::Gt,
            5 => Self::Ge,
            _ => Self::Eq,
        }
    }

    /// The operator with its operands exchanged.
    #[must_use]
    pub const fn swapped(self) -> Self {
        match self {
            Self::Lt => Self::Gt,
            Self::Le => Self::Ge,
            Self::Gt => Self::Lt,
            Self::Ge => Self::Le,
            same => same,
        }
    }

    /// As it is written.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Lt => "<",
            Self::Le => "<=",
            Self::Eq => "==",
            Self::Ne => "!=",
            Self::Gt => ">",
            Self::Ge => ">=",
        }
    }

    /// The special method that implements it.
    #[must_use]
    pub const fn dunder(self) -> &'static str {
        match self {
            Self::Lt => "__lt__",
            Self::Le => "__le__",
            Self::Eq => "__eq__",
            Self::Ne => "__ne__",
            Self::Gt => "__gt__",
            Self::Ge => "__ge__",
        }
    }
}

/// Conversion of a replacement field: none, `!s`, `!r`, `!a`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Conversion {
    None = 0,
    Str = 1,
    Repr = 2,
    Ascii = 3,
}

/// Special methods that `with` statements look up on the type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Special {
    Enter = 0,
    Exit = 1,
    AsyncEnter = 2,
    AsyncExit = 3,
}

/// Rare operations that need the machine but no instruction of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Intrinsic {
    /// base.. = name -> TypeVar
    TypeVar = 0,
    /// base.. = name, function that gives the bound -> TypeVar
    TypeVarWithBound = 1,
    /// base.. = name, function that gives the constraints -> TypeVar
    TypeVarWithConstraints = 2,
    /// base.. = name -> ParamSpec
    ParamSpec = 3,
    /// base.. = name -> TypeVarTuple
    TypeVarTuple = 4,
    /// base.. = type parameter, function that gives the default -> the parameter
    SetTypeParamDefault = 5,
    /// base.. = tuple of type parameters -> `Generic[...]`, the implicit base
    SubscriptGeneric = 6,
    /// base.. = name, type parameters or None, function that gives the value -> TypeAliasType
    TypeAlias = 7,
    /// base.. = function, type parameters -> the function, with `__type_params__`
    SetFunctionTypeParams = 8,
    /// base.. = value, expression text, conversion or None, format spec -> Interpolation (t-strings)
    Interpolation = 9,
    /// base.. = tuple of alternating strings and interpolations -> Template (t-strings)
    Template = 10,
    /// base.. = value yielded by an async generator -> the wrapped value
    AsyncGenWrap = 11,
    /// base.. = exception raised out of a generator body -> RuntimeError for StopIteration
    StopIterationError = 12,
}
