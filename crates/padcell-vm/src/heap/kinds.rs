//! What the slabs hold: one struct for each builtin kind.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::any::Any;
use core::cell::Cell;

use num_bigint::BigInt;
use padcell_bytecode::{Code, Op};

use super::collect::Tracer;
use super::dict::{Dict, Set};
use super::shape::ShapeId;
use super::slab::{Footprint, Id};
use crate::value::Value;

/// Text of a string: its own, or the first `len` bytes of a buffer that grows with `s += ...`.
#[derive(Clone, Debug)]
pub(crate) enum Text {
    Own(Box<str>),
    /// A name that the machine itself has.
    Static(&'static str),
    Prefix(Id<StrBuffer>, usize),
}

/// Byte offsets of every 64th character.
#[derive(Clone, Debug)]
pub(crate) struct Offsets(pub(crate) Box<[u32]>);

/// A `str`. Lone surrogates are stored as U+10F800..U+10FFFF with `surrogates` set, so that text is always valid UTF-8.
#[derive(Clone, Debug)]
pub struct Str {
    pub(crate) text: Text,
    /// 0 = not computed yet.
    pub(crate) hash: Cell<u64>,
    /// Length in code points.
    pub(crate) chars: usize,
    pub(crate) interned: bool,
    /// A name whose attributes restricted code may not have without a look at whose they are; known of interned strings.
    pub(crate) guarded: bool,
    pub(crate) surrogates: bool,
    /// Byte offsets of every 64th character, once a long string that is not ASCII was indexed.
    pub(crate) offsets: Option<Box<Offsets>>,
}

impl Default for Str {
    fn default() -> Self {
        Self {
            text: Text::Static(""),
            hash: Cell::new(0),
            chars: 0,
            interned: false,
            guarded: false,
            surrogates: false,
            offsets: None,
        }
    }
}

impl Footprint for Str {
    fn footprint(&self) -> usize {
        let offsets = self.offsets.as_ref().map_or(0, |it| size_of::<Offsets>() + it.0.len() * 4);
        match &self.text {
            Text::Own(it) => super::block(it.len()) + offsets,
            Text::Static(_) | Text::Prefix(..) => offsets,
        }
    }
}

/// The growing buffer behind strings built by repeated concatenation.
#[derive(Debug, Default)]
pub struct StrBuffer {
    pub(crate) text: String,
}

impl Footprint for StrBuffer {
    fn footprint(&self) -> usize {
        self.text.capacity()
    }
}

/// A `bytes` or `bytearray`.
#[derive(Debug, Default)]
pub struct Bytes {
    pub data: Vec<u8>,
    pub(crate) hash: Cell<u64>,
    /// Exported memoryviews: while there are any, a bytearray keeps its size.
    pub exports: u32,
}

impl Footprint for Bytes {
    fn footprint(&self) -> usize {
        self.data.capacity()
    }
}

/// An `int` outside the range of `i64`.
#[derive(Debug, Default)]
pub struct Integer(pub BigInt);

impl Footprint for Integer {
    fn footprint(&self) -> usize {
        usize::try_from(self.0.bits() / 8).unwrap_or(usize::MAX).saturating_add(8)
    }
}

/// A `complex`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Complex {
    pub re: f64,
    pub im: f64,
}

/// A `tuple`.
#[derive(Clone, Debug, Default)]
pub struct Tuple {
    pub items: Box<[Value]>,
}

impl Footprint for Tuple {
    fn footprint(&self) -> usize {
        size_of_val(&*self.items)
    }
}

/// A `list`.
#[derive(Debug, Default)]
pub struct List {
    pub items: Vec<Value>,
}

impl Footprint for List {
    fn footprint(&self) -> usize {
        self.items.capacity() * size_of::<Value>()
    }
}

/// A `range`: three ints, of any size.
#[derive(Clone, Copy, Debug, Default)]
pub struct Range {
    pub start: Value,
    pub stop: Value,
    pub step: Value,
}

/// A `slice`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Slice {
    pub start: Value,
    pub stop: Value,
    pub step: Value,
}

/// A variable shared between a function and its inner functions; unset while unbound.
#[derive(Clone, Copy, Debug, Default)]
pub struct BoxCell {
    pub value: Value,
}

/// A function made by `def` or `lambda`.
#[derive(Debug)]
pub struct Function {
    pub code: Id<CodeObject>,
    pub globals: Id<Dict>,
    pub builtins: Id<Dict>,
    /// Its code runs restricted: `__builtins__` of its globals was not the standard one when it was made.
    pub restricted: bool,
    pub name: Value,
    pub qualname: Value,
    pub module: Value,
    pub doc: Value,
    /// A tuple, or None.
    pub defaults: Value,
    /// A dict, or None.
    pub kwdefaults: Value,
    /// The `__annotate__` function, or None.
    pub annotate: Value,
    /// The dict of annotations once it was made, else unset.
    pub annotations: Value,
    pub type_params: Value,
    pub closure: Box<[Id<BoxCell>]>,
    pub dict: Option<Id<Dict>>,
}

impl Default for Function {
    fn default() -> Self {
        Self {
            code: Id::fixed(0),
            globals: Id::fixed(0),
            builtins: Id::fixed(0),
            restricted: false,
            name: Value::None,
            qualname: Value::None,
            module: Value::None,
            doc: Value::None,
            defaults: Value::None,
            kwdefaults: Value::None,
            annotate: Value::None,
            annotations: Value::Unset,
            type_params: Value::Unset,
            closure: Box::default(),
            dict: None,
        }
    }
}

impl Footprint for Function {
    fn footprint(&self) -> usize {
        size_of_val(&*self.closure)
    }
}

/// How a native function takes part in attribute access.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NativeKind {
    /// A builtin function: never bound.
    #[default]
    Function,
    /// A method: bound to the instance through which it is found.
    Method,
    /// A class method: bound to the class.
    ClassMethod,
    /// `__new__` and static methods: never bound.
    Static,
    /// A computed attribute: a data descriptor.
    GetSet,
}

/// A native function, method or computed attribute.
#[derive(Clone)]
pub struct Native {
    pub def: &'static crate::native::Def,
    pub kind: NativeKind,
    /// The class it belongs to, for methods and computed attributes.
    pub owner: Option<Id<Class>>,
    /// The parsed signature, once it was called.
    pub signature: core::cell::OnceCell<Arc<crate::native::Signature>>,
    /// The module's name, for functions.
    pub module: Value,
    /// What it does counts as restricted, whoever calls it: it is the program's.
    pub(crate) restricted: bool,
}

impl Default for Native {
    fn default() -> Self {
        Self {
            def: &crate::native::VACANT,
            kind: NativeKind::Function,
            owner: None,
            signature: core::cell::OnceCell::new(),
            module: Value::None,
            restricted: false,
        }
    }
}

/// A method bound to its instance (`types.MethodType`), or a native one (`types.BuiltinMethodType`).
#[derive(Clone, Copy, Debug, Default)]
pub struct Bound {
    pub function: Value,
    pub this: Value,
}

/// How instances of a class are laid out: which builtin type is at the bottom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// `object` and classes that add only attributes.
    #[default]
    Object,
    /// Instances wrap a value of a builtin value type (int, str, tuple, list, dict ...).
    Wrapped,
    Exception,
    Class,
    Module,
    /// Objects of a native type: only its `__new__` makes them.
    Native,
}

/// The base classes of a class, most often one.
#[derive(Clone, Debug)]
pub enum Bases {
    One(Id<Class>),
    Many(Box<[Id<Class>]>),
}

impl Default for Bases {
    fn default() -> Self {
        Self::Many(Box::default())
    }
}

impl From<Vec<Id<Class>>> for Bases {
    fn from(bases: Vec<Id<Class>>) -> Self {
        match *bases {
            [one] => Self::One(one),
            _ => Self::Many(bases.into_boxed_slice()),
        }
    }
}

impl core::ops::Deref for Bases {
    type Target = [Id<Class>];

    fn deref(&self) -> &[Id<Class>] {
        match self {
            Self::One(it) => core::slice::from_ref(it),
            Self::Many(it) => it,
        }
    }
}

/// A class.
#[derive(Clone, Debug)]
pub struct Class {
    pub name: Value,
    pub bases: Bases,
    /// Shared with the same class of other cells.
    pub mro: Arc<[Id<Class>]>,
    /// The dict of its attributes; there is none while the class is [`ClassFlags::UNFILLED`]: `Vm::class_dict` fills it first.
    pub(crate) members: Id<Dict>,
    /// Which of the special methods that matter for the flags its native methods hold.
    pub(crate) overrides: u8,
    pub metaclass: Id<Class>,
    pub layout: Layout,
    /// The builtin class at the bottom of the layout.
    pub solid: Id<Class>,
    pub flags: ClassFlags,
    /// Changes whenever an attribute of the class or of a class in its MRO changes; never used twice.
    pub version: u32,
    pub root_shape: ShapeId,
    pub(crate) rest: Option<Box<ClassRest>>,
}

/// What most classes do not have.
#[derive(Clone, Debug, Default)]
pub(crate) struct ClassRest {
    /// Unset, if it is as the name.
    pub qualname: Value,
    pub subclasses: Vec<Id<Class>>,
    /// Names that `__slots__` of this class itself adds.
    pub slots: Box<[Value]>,
}

impl Class {
    #[must_use]
    pub fn qualname(&self) -> Value {
        self.rest.as_ref().map_or(self.name, |it| it.qualname.or(self.name))
    }

    /// Names that `__slots__` of this class itself adds.
    #[must_use]
    pub fn slots(&self) -> &[Value] {
        self.rest.as_ref().map_or(&[], |it| &it.slots)
    }

    #[must_use]
    pub fn subclasses(&self) -> &[Id<Self>] {
        self.rest.as_ref().map_or(&[], |it| &it.subclasses)
    }

    /// The caller has charged for it.
    pub(crate) fn rest_mut(&mut self) -> &mut ClassRest {
        self.rest.get_or_insert_default()
    }
}

impl Default for Class {
    fn default() -> Self {
        Self {
            name: Value::None,
            bases: Bases::default(),
            mro: Arc::default(),
            members: Id::fixed(0),
            overrides: 0,
            metaclass: Id::fixed(0),
            layout: Layout::Object,
            solid: Id::fixed(0),
            flags: ClassFlags::default(),
            version: 0,
            root_shape: ShapeId(0),
            rest: None,
        }
    }
}

impl Footprint for Class {
    fn footprint(&self) -> usize {
        let bases = if let Bases::Many(it) = &self.bases { size_of_val(&**it) } else { 0 };
        let rest = self
            .rest
            .as_ref()
            .map_or(0, |it| size_of::<ClassRest>() + it.subclasses.capacity() * 8 + size_of_val(&*it.slots));
        bases + size_of_val(&*self.mro) + rest
    }
}

/// Facts about a class that the machine asks often.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClassFlags(pub u32);

impl ClassFlags {
    /// Made by a `class` statement or `type()`: attributes can be set.
    pub const HEAP: Self = Self(1);
    /// May be a base class.
    pub const BASE: Self = Self(2);
    /// Instances have a `__dict__`.
    pub const DICT: Self = Self(4);
    /// `__getattribute__` or `__getattr__` is not object's.
    pub const GETATTR: Self = Self(8);
    /// `__setattr__` or `__delattr__` is not object's.
    pub const SETATTR: Self = Self(16);
    /// Abstract methods remain.
    pub const ABSTRACT: Self = Self(32);
    /// Matches sequence patterns.
    pub const SEQUENCE: Self = Self(64);
    /// Matches mapping patterns.
    pub const MAPPING: Self = Self(128);
    /// `__eq__` is written in Python.
    pub const EQ: Self = Self(256);
    /// `__hash__` is written in Python, or is None.
    pub const HASH: Self = Self(512);
    /// A metaclass: its instances are classes.
    pub const META: Self = Self(1024);
    /// Attributes cannot be set even by code of the bundled library.
    pub const IMMUTABLE: Self = Self(2048);
    /// Has `__del__`.
    pub const DEL: Self = Self(4096);
    /// An item of its instances can match by position itself (`int(x)` patterns).
    pub const MATCH_SELF: Self = Self(8192);
    /// `__new__` is written in Python.
    pub const NEW: Self = Self(16384);
    /// Instances can be referred to weakly.
    pub const WEAKREF: Self = Self(32768);
    /// Made by restricted code.
    pub const RESTRICTED: Self = Self(1 << 20);
    /// A native class whose attributes are not in its dict yet.
    pub(crate) const UNFILLED: Self = Self(65536);

    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

/// How many attributes an instance holds in its slot itself.
pub(crate) const INLINE: usize = 4;

/// An instance: attributes by the index that its shape gives them.
#[derive(Debug)]
pub struct Instance {
    pub class: Id<Class>,
    pub shape: ShapeId,
    pub(crate) inline: [Value; INLINE],
    pub(crate) rest: Option<Box<InstanceRest>>,
}

/// What most instances do not need.
#[derive(Debug, Default)]
pub struct InstanceRest {
    /// The wrapped value of an instance of a subclass of `int`, `list`, ...; unset in others.
    pub wrapped: Value,
    /// The instance's `__dict__` once it was asked for; its attributes live there from then on.
    pub dict: Option<Id<Dict>>,
    /// Then, too: what its `__slots__` hold.
    pub(crate) members: Option<Id<Dict>>,
    pub more: Vec<Value>,
}

impl Default for Instance {
    fn default() -> Self {
        Self { class: Id::fixed(0), shape: ShapeId(0), inline: [Value::Unset; INLINE], rest: None }
    }
}

impl Footprint for Instance {
    fn footprint(&self) -> usize {
        self.rest.as_ref().map_or(0, |it| size_of::<InstanceRest>() + it.more.capacity() * size_of::<Value>())
    }
}

impl Instance {
    /// The wrapped builtin value; unset where there is none.
    #[must_use]
    pub fn wrapped(&self) -> Value {
        self.rest.as_ref().map_or(Value::Unset, |it| it.wrapped)
    }

    /// The attribute in slot `index`.
    #[inline(always)]
    #[must_use]
    pub(crate) fn slot(&self, index: usize) -> Value {
        match self.inline.get(index) {
            Some(it) => *it,
            None => {
                self.rest.as_ref().and_then(|it| it.more.get(index - INLINE)).copied().unwrap_or(Value::Unset)
            }
        }
    }
}

/// An exception.
#[derive(Clone, Debug)]
pub struct Exception {
    pub class: Id<Class>,
    /// A tuple.
    pub args: Value,
    pub cause: Value,
    pub context: Value,
    pub suppress_context: bool,
    pub traceback: Value,
    pub dict: Option<Id<Dict>>,
    /// Attributes of builtin exceptions that are not in the dict: `errno`, `name`, `lineno`.
    pub fields: Option<Id<Dict>>,
}

impl Default for Exception {
    fn default() -> Self {
        Self {
            class: Id::fixed(0),
            args: Value::Unset,
            cause: Value::None,
            context: Value::None,
            suppress_context: false,
            traceback: Value::None,
            dict: None,
            fields: None,
        }
    }
}

/// A module.
#[derive(Clone, Debug)]
pub struct Module {
    pub class: Id<Class>,
    pub dict: Id<Dict>,
    /// Native, or of the bundled library: the same module for all of a restricted cell, whatever its `sys.modules` says.
    pub library: bool,
}

impl Default for Module {
    fn default() -> Self {
        Self { class: Id::fixed(0), dict: Id::fixed(0), library: false }
    }
}

/// Which of the three a [`Generator`] is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GeneratorKind {
    #[default]
    Generator,
    Coroutine,
    AsyncGenerator,
}

/// Where a generator stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GeneratorState {
    /// Made, not started.
    #[default]
    Created,
    Suspended,
    Running,
    Closed,
}

/// A suspended frame with its registers.
#[derive(Debug)]
pub struct Generator {
    pub kind: GeneratorKind,
    pub state: GeneratorState,
    pub function: Id<Function>,
    pub pc: u32,
    pub registers: Box<[Value]>,
    pub name: Value,
    pub qualname: Value,
    /// Asynchronous generators: an `asend` or `athrow` is under way.
    pub async_running: bool,
    /// `iter(...)` hooks of asynchronous generators ran.
    pub hooks_called: bool,
    /// Asynchronous generators: the hook that is called instead of closing it when it is gone.
    pub finalizer: Value,
    /// It is among those that are finalized when they are gone.
    pub watched: bool,
}

impl Default for Generator {
    fn default() -> Self {
        Self {
            kind: GeneratorKind::Generator,
            state: GeneratorState::Closed,
            function: Id::fixed(0),
            pc: 0,
            registers: Box::default(),
            name: Value::None,
            qualname: Value::None,
            async_running: false,
            hooks_called: false,
            finalizer: Value::None,
            watched: false,
        }
    }
}

impl Footprint for Generator {
    fn footprint(&self) -> usize {
        size_of_val(&*self.registers)
    }
}

/// The iterators that the machine knows itself; others are [`Object`]s with a `__next__`.
#[derive(Clone, Copy, Debug, Default)]
pub enum Iter {
    #[default]
    Exhausted,
    Range {
        next: i64,
        stop: i64,
        step: i64,
    },
    /// A range with big bounds: next value, remaining length.
    BigRange {
        next: Value,
        step: Value,
        left: Value,
    },
    List {
        list: Id<List>,
        index: usize,
    },
    ListReversed {
        list: Id<List>,
        /// One more than the index of the next item.
        left: usize,
    },
    Tuple {
        tuple: Id<Tuple>,
        index: usize,
    },
    /// `index` counts bytes.
    Str {
        text: Id<Str>,
        index: usize,
    },
    Bytes {
        bytes: Value,
        index: usize,
    },
    DictKeys {
        dict: Id<Dict>,
        position: usize,
        size: usize,
    },
    DictValues {
        dict: Id<Dict>,
        position: usize,
        size: usize,
    },
    DictItems {
        dict: Id<Dict>,
        position: usize,
        size: usize,
    },
    DictReversed {
        dict: Id<Dict>,
        /// One more than the position of the next entry.
        left: usize,
        size: usize,
        /// 0 keys, 1 values, 2 items.
        what: u8,
    },
    Set {
        set: Id<Set>,
        position: usize,
        size: usize,
    },
    /// An object with only `__getitem__`.
    Sequence {
        object: Value,
        index: i64,
    },
    /// `reversed()` of an object with `__len__` and `__getitem__`; index of the next item, -1 at the end.
    SequenceReversed {
        object: Value,
        index: i64,
    },
    /// `iter(callable, sentinel)`.
    Callable {
        callable: Value,
        sentinel: Value,
    },
    Enumerate {
        inner: Value,
        next: Value,
    },
    /// The tuple of iterators, and `strict`.
    Zip {
        inner: Id<Tuple>,
        strict: bool,
    },
    Map {
        function: Value,
        inner: Id<Tuple>,
        strict: bool,
    },
    Filter {
        function: Value,
        inner: Value,
    },
}

/// An inline cache.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Cache {
    #[default]
    Empty,
    /// An instance of this shape has the attribute in this slot.
    Slot { shape: ShapeId, slot: u32 },
    /// An instance of this shape lacks the attribute; its class, at this version, gives `value`.
    ClassValue { shape: ShapeId, version: u32, value: Value },
    /// The same where the class, or a base, holds data: it stands at this position of its dict, where it may be replaced
    /// without a new version.
    ClassData { shape: ShapeId, version: u32, dict: Id<Dict>, position: u32 },
    /// Data that a class gives when asked itself.
    OfClassData { class: u32, version: u32, dict: Id<Dict>, position: u32 },
    /// The class with this number and version gives `value` when asked itself.
    OfClass { class: u32, version: u32, value: Value },
    /// The same for a class method: the function, to be bound to the class.
    ClassMethod { class: u32, version: u32, value: Value },
    /// `super().name` in this class, for an instance whose class has this version: the method.
    Super { class: u32, version: u32, value: Value },
    /// The module with this dict has the attribute at this position.
    InModule { dict: Id<Dict>, position: u32 },
    /// A builtin value's class gives the method `value`.
    Builtin { class: u32, value: Value },
    /// A store that adds the attribute: shape before and after.
    Add { before: ShapeId, after: ShapeId, slot: u32, version: u32 },
    /// A property of the class: its getter.
    Property { shape: ShapeId, version: u32, getter: Id<Function> },
    /// The same for a store: its setter.
    Setter { shape: ShapeId, version: u32, setter: Id<Function> },
    /// The global stands at this position of its dict.
    Global { position: u32 },
    /// The name is absent from globals with this many key changes; the builtin stands at this position.
    BuiltinGlobal { globals: Id<Dict>, version: u32, position: u32 },
}

/// An inline cache with the name that it caches.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Site {
    pub name: Id<Str>,
    pub cache: Cache,
}

/// A code object in this heap: the shared code, its constants as values, and the cell's own caches.
#[derive(Debug, Default)]
pub struct CodeObject {
    pub code: Arc<Code>,
    pub(crate) ops: Box<[Op]>,
    pub(crate) consts: Box<[Value]>,
    pub(crate) names: Box<[Id<Str>]>,
    pub(crate) sites: Box<[Site]>,
    pub(crate) varnames: Box<[Id<Str>]>,
    /// A plain function of positional parameters: a call with as many arguments needs no binding.
    pub(crate) simple: bool,
    /// How many arguments such a call has; for other functions a number that no call has.
    pub(crate) simple_args: u32,
    pub(crate) registers: usize,
    pub(crate) n_locals: usize,
    /// What it runs, runs restricted, whoever makes a function of it.
    pub(crate) restricted: bool,
    /// It is the bundled library's.
    pub(crate) library: bool,
    /// It has the library's authority for few attributes only: see `restricted::deputies`.
    pub(crate) limited: bool,
    /// Where names are looked up before the globals: set in code of functions that were made with a dict subclass as
    /// their globals; else unset.
    pub(crate) namespace: Value,
}

impl Footprint for CodeObject {
    fn footprint(&self) -> usize {
        size_of_val(&*self.ops)
            + size_of_val(&*self.consts)
            + size_of_val(&*self.names)
            + size_of_val(&*self.sites)
            + size_of_val(&*self.varnames)
    }
}

/// The data of an [`Object`]: a native type without a variant of its own.
pub trait Payload: Any + Send {
    /// Reports every value that this object refers to.
    fn trace(&self, tracer: &mut Tracer<'_>);

    /// Bytes that it occupies.
    fn footprint(&self) -> usize;

    fn as_any(&self) -> &dyn Any;

    fn as_any_mut(&mut self) -> &mut dyn Any;
}

/// An object of a native type, or of a Python subclass of one.
pub struct Object {
    pub class: Id<Class>,
    pub data: Box<dyn Payload>,
    pub dict: Option<Id<Dict>>,
}

impl Default for Object {
    fn default() -> Self {
        Self { class: Id::fixed(0), data: Box::new(Vacant), dict: None }
    }
}

impl Footprint for Object {
    fn footprint(&self) -> usize {
        self.data.footprint()
    }
}

/// What a freed object slot holds.
struct Vacant;

impl Payload for Vacant {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn footprint(&self) -> usize {
        0
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

macro_rules! no_footprint {
    ($($kind:ty),*) => { $( impl Footprint for $kind {
        fn footprint(&self) -> usize { 0 }
    } )* };
}

no_footprint!(Complex, Range, Slice, BoxCell, Native, Bound, Exception, Module, Iter);

impl core::fmt::Debug for Native {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Native({})", self.def.name)
    }
}

impl core::fmt::Debug for Object {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Object({:?})", self.class)
    }
}
