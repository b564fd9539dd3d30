//! What restricted code may do with the attributes of native types: the table, and the names that are looked up in it.
//!
//! A name is *guarded* if it is a dunder that is not listed as open, or one of a few others. Access to a guarded name is
//! decided here; what the table does not name is denied. Natives whose names are ordinary words are denied by their own
//! row (`Def::denied`). `tests/permits.txt` shows the outcome for every attribute of every native type.

// tidy: table

/// What restricted code may do with an attribute of a native type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Permit {
    /// Read, set, delete, as everybody.
    Allow,
    /// Read.
    ReadOnly,
    /// Nothing.
    Deny,
    /// The attribute shows restricted code something else.
    Virtual,
}

/// Special methods and the like: they do what an operator or a builtin function does, or filter themselves.
const OPEN: &[&str] = &[
    "__abs__",
    "__add__",
    "__aenter__",
    "__aexit__",
    "__aiter__",
    "__all__",
    "__and__",
    "__anext__",
    "__args__",
    "__await__",
    "__bool__",
    "__buffer__",
    "__bytes__",
    "__call__",
    "__callback__",
    "__cause__",
    "__ceil__",
    "__class_getitem__",
    "__complex__",
    "__contains__",
    "__context__",
    "__debug__",
    "__del__",
    "__delattr__",
    "__delete__",
    "__delitem__",
    "__dir__",
    "__divmod__",
    "__enter__",
    "__eq__",
    "__exit__",
    "__file__",
    "__float__",
    "__floor__",
    "__floordiv__",
    "__format__",
    "__fspath__",
    "__ge__",
    "__get__",
    "__getattr__",
    "__getattribute__",
    "__getitem__",
    "__gt__",
    "__hash__",
    "__iadd__",
    "__iand__",
    "__ifloordiv__",
    "__ilshift__",
    "__imatmul__",
    "__imod__",
    "__imul__",
    "__index__",
    "__init__",
    "__init_subclass__",
    "__instancecheck__",
    "__int__",
    "__invert__",
    "__ior__",
    "__ipow__",
    "__irshift__",
    "__isabstractmethod__",
    "__isub__",
    "__iter__",
    "__itruediv__",
    "__ixor__",
    "__le__",
    "__len__",
    "__lshift__",
    "__lt__",
    "__main__",
    "__match_args__",
    "__matmul__",
    "__missing__",
    "__mod__",
    "__mro_entries__",
    "__mul__",
    "__ne__",
    "__neg__",
    "__new__",
    "__next__",
    "__notes__",
    "__or__",
    "__orig_bases__",
    "__orig_class__",
    "__origin__",
    "__package__",
    "__parameters__",
    "__path__",
    "__pos__",
    "__pow__",
    "__prepare__",
    "__radd__",
    "__rand__",
    "__rdivmod__",
    "__release_buffer__",
    "__repr__",
    "__reversed__",
    "__rfloordiv__",
    "__rlshift__",
    "__rmatmul__",
    "__rmod__",
    "__rmul__",
    "__ror__",
    "__round__",
    "__rpow__",
    "__rrshift__",
    "__rshift__",
    "__rsub__",
    "__rtruediv__",
    "__rxor__",
    "__set__",
    "__set_name__",
    "__setattr__",
    "__setitem__",
    "__sizeof__",
    "__slots__",
    "__str__",
    "__sub__",
    "__subclasscheck__",
    "__subclasshook__",
    "__suppress_context__",
    "__truediv__",
    "__trunc__",
    "__typing_unpacked_tuple_args__",
    "__unpacked__",
    "__version__",
    "__wrapped__",
    "__xor__",
];

/// Guarded names that are no dunders: they lead to frames, code and variables.
const INTROSPECTIVE: &[&str] = &[
    "ag_await",
    "ag_code",
    "ag_frame",
    "cell_contents",
    "co_argcount",
    "co_branches",
    "co_cellvars",
    "co_code",
    "co_consts",
    "co_exceptiontable",
    "co_filename",
    "co_firstlineno",
    "co_flags",
    "co_freevars",
    "co_kwonlyargcount",
    "co_lines",
    "co_linetable",
    "co_lnotab",
    "co_name",
    "co_names",
    "co_nlocals",
    "co_positions",
    "co_posonlyargcount",
    "co_qualname",
    "co_stacksize",
    "co_varnames",
    "cr_await",
    "cr_code",
    "cr_frame",
    "cr_origin",
    "f_back",
    "f_builtins",
    "f_code",
    "f_generator",
    "f_globals",
    "f_lasti",
    "f_lineno",
    "f_locals",
    "f_restricted",
    "f_trace",
    "f_trace_lines",
    "f_trace_opcodes",
    "gi_code",
    "gi_frame",
    "gi_yieldfrom",
    "mro",
    "tb_frame",
    "tb_lasti",
    "tb_lineno",
    "tb_next",
];

/// Type (`*`: any), guarded names, what is permitted. The first row that fits decides.
const ROWS: &[(&str, &[&str], Permit)] = &[
    ("function", &["__doc__", "__module__", "__name__", "__qualname__"], Permit::ReadOnly),
    ("function", &["__annotate__", "__type_params__"], Permit::ReadOnly),
    (
        "function",
        &["__builtins__", "__closure__", "__code__", "__defaults__", "__globals__", "__kwdefaults__"],
        Permit::Deny,
    ),
    ("method", &["__func__", "__self__"], Permit::Deny),
    ("classmethod", &["__func__"], Permit::Allow),
    ("staticmethod", &["__func__"], Permit::Allow),
    ("super", &["__self__", "__self_class__", "__thisclass__"], Permit::Deny),
    ("type", &["__doc__", "__module__", "__name__", "__qualname__"], Permit::Allow),
    (
        "type",
        &["__abstractmethods__", "__annotate__", "__base__", "__bases__", "__mro__", "__type_params__"],
        Permit::ReadOnly,
    ),
    ("type", &["__text_signature__"], Permit::ReadOnly),
    ("*", &["__annotations__"], Permit::Allow),
    ("type", &["__subclasses__", "mro"], Permit::Deny),
    (
        "type",
        &["__basicsize__", "__dictoffset__", "__flags__", "__itemsize__", "__weakrefoffset__"],
        Permit::Deny,
    ),
    ("object", &["__class__"], Permit::ReadOnly),
    ("module", &["__annotate__"], Permit::ReadOnly),
    ("property", &["__name__"], Permit::Allow),
    ("BaseException", &["__traceback__"], Permit::Virtual),
    ("float", &["__getformat__"], Permit::Deny),
    ("bytearray", &["__alloc__"], Permit::Deny),
    ("*", &["__doc__", "__module__", "__name__", "__qualname__", "__text_signature__"], Permit::ReadOnly),
    ("*", &["__dict__", "__objclass__", "__self__", "__weakref__"], Permit::Deny),
    (
        "*",
        &[
            "__copy__",
            "__deepcopy__",
            "__getnewargs__",
            "__getstate__",
            "__length_hint__",
            "__reduce__",
            "__reduce_ex__",
            "__replace__",
            "__setstate__",
        ],
        Permit::Deny,
    ),
    ("*", INTROSPECTIVE, Permit::Deny),
];

/// Natives with open names that filter what they give or do, by type (`*`: any).
const VIRTUAL: &[(&str, &[&str])] = &[
    ("*", &["__delattr__", "__dir__", "__getattribute__", "__setattr__"]),
    ("getset_descriptor", &["__delete__", "__get__", "__set__"]),
    ("str", &["format", "format_map"]),
    ("BaseException", &["with_traceback"]),
    ("AttributeError", &["obj"]),
];

/// Whether a native shows restricted code something else, or does something else for it.
pub(super) fn is_virtual(class: &str, name: &str) -> bool {
    VIRTUAL.iter().any(|(of, names)| (*of == class || *of == "*") && names.contains(&name))
}

/// Whether access to attributes of this name is decided by the table.
pub(crate) fn is_guarded(name: &str) -> bool {
    if name.len() > 4 && name.starts_with("__") && name.ends_with("__") {
        return OPEN.binary_search(&name).is_err();
    }
    (FIRST_BYTES >> (first_byte(name) & 127)) & 1 != 0
        && (UNDERSCORES >> underscore(name)) & 1 != 0
        && INTROSPECTIVE.binary_search(&name).is_ok()
}

/// The first bytes of introspective names, as bits. A cell that is made asks of every name that it has.
const FIRST_BYTES: u128 = {
    let (mut bits, mut at) = (0, 0);
    while at < INTROSPECTIVE.len() {
        bits |= 1 << (first_byte(INTROSPECTIVE[at]) & 127);
        at += 1;
    }
    bits
};

/// Where introspective names have their first underscore, as bits.
const UNDERSCORES: u32 = {
    let (mut bits, mut at) = (0, 0);
    while at < INTROSPECTIVE.len() {
        bits |= 1 << underscore(INTROSPECTIVE[at]);
        at += 1;
    }
    bits
};

const fn first_byte(name: &str) -> u8 {
    if name.is_empty() { 0 } else { name.as_bytes()[0] }
}

/// The position of the first underscore, at most 8.
const fn underscore(name: &str) -> usize {
    let mut at = 0;
    while at < 8 && at < name.len() && name.as_bytes()[at] != b'_' {
        at += 1;
    }
    at
}

/// What the table says of an attribute with a guarded name; None where it says nothing, which denies.
pub(crate) fn permit(class: &str, name: &str) -> Option<Permit> {
    ROWS.iter()
        .find(|(of, names, _)| (*of == class || *of == "*") && names.contains(&name))
        .map(|(_, _, permit)| *permit)
}

#[cfg(test)]
mod tests {
    use super::{INTROSPECTIVE, OPEN, ROWS, is_guarded};

    #[test]
    fn introspective_names_are_guarded() {
        assert!(INTROSPECTIVE.iter().all(|it| is_guarded(it)));
    }

    #[test]
    fn the_lists_are_sorted() {
        assert!(OPEN.is_sorted());
        assert!(INTROSPECTIVE.is_sorted());
    }

    #[test]
    fn rows_are_about_guarded_names() {
        for (class, names, _) in ROWS {
            for name in *names {
                assert!(is_guarded(name), "{class}.{name}");
            }
        }
    }
}
