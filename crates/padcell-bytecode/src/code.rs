//! Code objects: what the compiler makes of one module, class body, function or expression.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::op::Op;

/// An immutable code object. Registers `0..varnames.len()` hold the local variables, the parameters first, in the order
/// positional, keyword-only, `*args`, `**kwargs`; temporaries follow.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Code {
    pub name: Arc<str>,
    pub qualname: Arc<str>,
    pub filename: Arc<str>,
    pub first_line: u32,
    pub flags: CodeFlags,
    /// Positional parameters, the positional-only ones included.
    pub arg_count: u32,
    pub positional_only_count: u32,
    pub keyword_only_count: u32,
    /// How many registers a frame uses: at most [`crate::REGISTERS`].
    pub registers: u32,
    /// Names of the locals that live in registers; index = register.
    pub varnames: Vec<Arc<str>>,
    /// Locals captured by inner functions: their register holds a box.
    pub cellvars: Vec<Arc<str>>,
    /// Variables of enclosing functions, in the order of `LoadFree` indices.
    pub freevars: Vec<FreeVar>,
    /// Names of locals that did not fit into registers, in the order of `LoadSpill` indices.
    pub spilled: Vec<Arc<str>>,
    pub ops: Vec<Op>,
    pub consts: Vec<Const>,
    pub names: Vec<Arc<str>>,
    /// One inline cache for each attribute, method and global site; the value is an index into `names`.
    pub sites: Vec<u32>,
    /// Sorted so that the first entry whose range holds a pc is the innermost.
    pub handlers: Vec<Handler>,
    /// Where which register holds the exception being handled; the first that fits is the innermost.
    pub handled: Vec<Handled>,
    /// Source range of each op.
    pub positions: Vec<Position>,
    pub doc: Option<Arc<str>>,
}

/// A free variable and where `MakeFunction` finds its box in the frame that makes the function.
#[derive(Clone, Debug, PartialEq)]
pub struct FreeVar {
    pub name: Arc<str>,
    pub source: FreeSource,
}

/// Place of a box in the enclosing frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FreeSource {
    /// A register of the enclosing frame holds the box.
    Register(u8),
    /// A free variable of the enclosing function.
    Free(u32),
    /// A spilled local of the enclosing frame holds the box.
    Spill(u32),
}

/// An exception raised by an op in `start..end` continues at `target`, with the exception in register `reg`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Handler {
    pub start: u32,
    pub end: u32,
    pub target: u32,
    pub reg: u8,
}

/// While an op in `start..end` runs, register `reg` holds the exception being handled (`sys.exception()`).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Handled {
    pub start: u32,
    pub end: u32,
    pub reg: u8,
}

/// Source range: lines from 1 (0 = none), columns in UTF-8 bytes from 0, as `co_positions()` has them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Position {
    pub line: u32,
    pub end_line: u32,
    pub column: u32,
    pub end_column: u32,
}

/// A constant, as plain data.
#[derive(Clone, Debug, PartialEq)]
pub enum Const {
    None,
    Ellipsis,
    Bool(bool),
    Int(i64),
    /// Decimal digits, with a leading `-` if negative.
    BigInt(Arc<str>),
    Float(f64),
    Complex(f64, f64),
    Str(Arc<str>),
    /// A string with lone surrogates, as code points.
    WideStr(Vec<u32>),
    Bytes(Arc<[u8]>),
    Tuple(Vec<Const>),
    FrozenSet(Vec<Const>),
    Code(Arc<Code>),
}

/// What kind of code this is; the numbers are CPython's `co_flags`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CodeFlags(pub u32);

impl CodeFlags {
    /// Locals live in registers (a function); without it, in a namespace dict (module, class body).
    pub const OPTIMIZED: Self = Self(0x1);
    pub const NEWLOCALS: Self = Self(0x2);
    pub const VARARGS: Self = Self(0x4);
    pub const VARKEYWORDS: Self = Self(0x8);
    pub const NESTED: Self = Self(0x10);
    pub const GENERATOR: Self = Self(0x20);
    pub const COROUTINE: Self = Self(0x80);
    pub const ITERABLE_COROUTINE: Self = Self(0x100);
    pub const ASYNC_GENERATOR: Self = Self(0x200);
    /// Compiled under `from __future__ import annotations`, which `compile()` and `exec()` in it inherit.
    pub const FUTURE_ANNOTATIONS: Self = Self(0x0100_0000);
    pub const HAS_DOCSTRING: Self = Self(0x0400_0000);
    pub const METHOD: Self = Self(0x0800_0000);

    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    #[must_use]
    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl Code {
    /// How many parameters occupy the first registers, `*args` and `**kwargs` included.
    #[must_use]
    pub fn parameter_count(&self) -> usize {
        self.arg_count as usize
            + self.keyword_only_count as usize
            + usize::from(self.flags.contains(CodeFlags::VARARGS))
            + usize::from(self.flags.contains(CodeFlags::VARKEYWORDS))
    }

    /// The source range of an op; zeros where there is none.
    #[must_use]
    pub fn position(&self, pc: usize) -> Position {
        self.positions.get(pc).copied().unwrap_or_default()
    }

    /// A short name for listings: `<code fib, "x.py", line 3>`.
    #[must_use]
    pub fn describe(&self) -> String {
        alloc::format!("<code {}, {:?}, line {}>", self.qualname, &*self.filename, self.first_line)
    }
}
