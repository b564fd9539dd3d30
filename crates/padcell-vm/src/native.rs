//! Native functions: how they are declared, and how arguments are matched to their signatures.

use alloc::string::String;
use alloc::vec::Vec;

use crate::error::Res;
use crate::heap::NativeKind;
use crate::value::Value;
use crate::vm::Vm;

/// The Rust function of a native. It gets one value for each parameter of its signature, [`Value::Unset`] where an
/// optional one was not given; a `**kwargs` parameter is a dict or unset; the values of `*args` follow at the end.
pub type NativeFn = fn(&mut Vm, &[Value]) -> Res;

/// One row: a native function, method or computed attribute.
pub struct Def {
    pub name: &'static str,
    /// Parameters in Python's words: `self, key, default=None, /`.
    pub signature: &'static str,
    pub kind: NativeKind,
    pub call: NativeFn,
    /// Computed attributes: sets (or, with an unset value, deletes).
    pub set: Option<NativeFn>,
    pub doc: &'static str,
    /// Restricted code may not call it, or read it if it is a computed attribute.
    pub denied: bool,
}

impl Def {
    /// A builtin function.
    #[must_use]
    pub const fn function(name: &'static str, signature: &'static str, call: NativeFn) -> Self {
        Self { name, signature, kind: NativeKind::Function, call, set: None, doc: "", denied: false }
    }

    /// A method; its signature starts with `self`.
    #[must_use]
    pub const fn method(name: &'static str, signature: &'static str, call: NativeFn) -> Self {
        Self { name, signature, kind: NativeKind::Method, call, set: None, doc: "", denied: false }
    }

    /// A class method; its signature starts with `cls`.
    #[must_use]
    pub const fn class_method(name: &'static str, signature: &'static str, call: NativeFn) -> Self {
        Self { name, signature, kind: NativeKind::ClassMethod, call, set: None, doc: "", denied: false }
    }

    /// A static method, or `__new__` (whose signature starts with `cls`).
    #[must_use]
    pub const fn static_method(name: &'static str, signature: &'static str, call: NativeFn) -> Self {
        Self { name, signature, kind: NativeKind::Static, call, set: None, doc: "", denied: false }
    }

    /// A read-only computed attribute.
    #[must_use]
    pub const fn get(name: &'static str, call: NativeFn) -> Self {
        Self { name, signature: "self, /", kind: NativeKind::GetSet, call, set: None, doc: "", denied: false }
    }

    /// A computed attribute that can be set, and deleted (then the value is unset).
    #[must_use]
    pub const fn get_set(name: &'static str, call: NativeFn, set: NativeFn) -> Self {
        Self {
            name,
            signature: "self, /",
            kind: NativeKind::GetSet,
            call,
            set: Some(set),
            doc: "",
            denied: false,
        }
    }

    /// The same row, denied to restricted code.
    #[must_use]
    pub const fn denied(self) -> Self {
        Self { denied: true, ..self }
    }

    /// The same row with documentation (`__doc__`).
    #[must_use]
    pub const fn doc(self, doc: &'static str) -> Self {
        Self { doc, ..self }
    }
}

/// What a freed slot of natives holds.
pub(crate) static VACANT: Def = Def::function("", "", |_, _| Ok(Value::None));

/// One parameter of a native.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Param {
    pub name: &'static str,
    pub required: bool,
    /// Can be given by keyword.
    pub keyword: bool,
    /// Can be given by position.
    pub positional: bool,
    /// Text of the default, for signatures.
    pub default: Option<&'static str>,
}

/// A parsed signature.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    pub params: Vec<Param>,
    /// How many parameters can be given by position.
    pub positional: usize,
    /// How many of these are required.
    pub required: usize,
    pub varargs: bool,
    pub varkw: bool,
    /// Only positional parameters: as many arguments as parameters need no matching.
    pub plain: bool,
    /// Nothing has to be given by keyword: positional arguments that are not too many need no matching either.
    pub direct: bool,
}

impl Signature {
    /// Parses the text of a [`Def`].
    #[must_use]
    pub fn parse(text: &'static str) -> Self {
        let mut signature = Self::default();
        let mut positional = true;
        for part in text.split(',').map(str::trim).filter(|it| !it.is_empty()) {
            match part {
                "/" => signature.params.iter_mut().for_each(|it| it.keyword = false),
                "*" => positional = false,
                _ if part.starts_with("**") => signature.varkw = true,
                _ if part.starts_with('*') => {
                    signature.varargs = true;
                    positional = false;
                }
                _ => {
                    let (name, default) = match part.split_once('=') {
                        Some((name, default)) => (name.trim(), Some(default.trim())),
                        None => (part, None),
                    };
                    let required = default.is_none();
                    signature.params.push(Param { name, required, keyword: true, positional, default });
                }
            }
        }
        signature.positional = signature.params.iter().filter(|it| it.positional).count();
        signature.required = signature.params.iter().filter(|it| it.positional && it.required).count();
        signature.plain =
            signature.positional == signature.params.len() && !signature.varargs && !signature.varkw;
        signature.direct = signature.params.iter().all(|it| it.positional || !it.required);
        signature
    }

    /// How many values the native gets before those of `*args`.
    #[must_use]
    pub fn fixed(&self) -> usize {
        self.params.len() + usize::from(self.varkw)
    }

    /// The text that `__text_signature__` shows.
    #[must_use]
    pub fn text(source: &str) -> String {
        let mut out = String::from("(");
        for (index, part) in source.split(',').map(str::trim).filter(|it| !it.is_empty()).enumerate() {
            if index > 0 {
                out.push_str(", ");
            }
            out.push_str(match part {
                "self" => "$self",
                "cls" => "$type",
                _ => part,
            });
        }
        out.push(')');
        out
    }
}
