//! `unicodedata`: the Unicode character database, and its version 3.2 that the `idna` codec asks.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use core::any::Any;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use rustpython_unicode::{LookupResult, Ucd};

use crate::error::Res;
use crate::heap::{ClassFlags, Dict, Id, Payload, Tracer, code_point_of};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

/// The data of a `UCD` object: an older version of the database.
struct Database;

impl Payload for Database {
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

const NOW: Ucd = Ucd::new(true);
const THEN: Ucd = Ucd::new(false);

const FUNCTIONS: &[Def] = &[
    Def::function("category", "chr, /", |vm, args| category(vm, NOW, args)),
    Def::function("bidirectional", "chr, /", |vm, args| bidirectional(vm, NOW, args)),
    Def::function("combining", "chr, /", |vm, args| combining(vm, NOW, args)),
    Def::function("mirrored", "chr, /", |vm, args| mirrored(vm, NOW, args)),
    Def::function("east_asian_width", "chr, /", |vm, args| east_asian_width(vm, NOW, args)),
    Def::function("decomposition", "chr, /", |vm, args| decomposition(vm, NOW, args)),
    Def::function("decimal", "chr, default=None, /", |vm, args| decimal(vm, NOW, args)),
    Def::function("digit", "chr, default=None, /", |vm, args| digit(vm, NOW, args)),
    Def::function("numeric", "chr, default=None, /", |vm, args| numeric(vm, NOW, args)),
    Def::function("name", "chr, default=None, /", |vm, args| name(vm, NOW, args)),
    Def::function("lookup", "name, /", |vm, args| lookup(vm, NOW, args)),
    Def::function("normalize", "form, unistr, /", normalize),
    Def::function("is_normalized", "form, unistr, /", is_normalized),
];

const METHODS: &[Def] = &[
    Def::method("category", "self, chr, /", |vm, args| category(vm, THEN, &args[1..])),
    Def::method("bidirectional", "self, chr, /", |vm, args| bidirectional(vm, THEN, &args[1..])),
    Def::method("combining", "self, chr, /", |vm, args| combining(vm, THEN, &args[1..])),
    Def::method("mirrored", "self, chr, /", |vm, args| mirrored(vm, THEN, &args[1..])),
    Def::method("east_asian_width", "self, chr, /", |vm, args| east_asian_width(vm, THEN, &args[1..])),
    Def::method("decomposition", "self, chr, /", |vm, args| decomposition(vm, THEN, &args[1..])),
    Def::method("decimal", "self, chr, default=None, /", |vm, args| decimal(vm, THEN, &args[1..])),
    Def::method("digit", "self, chr, default=None, /", |vm, args| digit(vm, THEN, &args[1..])),
    Def::method("numeric", "self, chr, default=None, /", |vm, args| numeric(vm, THEN, &args[1..])),
    Def::method("name", "self, chr, default=None, /", |vm, args| name(vm, THEN, &args[1..])),
    Def::method("lookup", "self, name, /", |vm, args| lookup(vm, THEN, &args[1..])),
    Def::method("normalize", "self, form, unistr, /", |vm, args| normalize(vm, &args[1..])),
    Def::method("is_normalized", "self, form, unistr, /", |vm, args| is_normalized(vm, &args[1..])),
    Def::get("unidata_version", |vm, _| vm.heap.str("3.2.0")),
];

pub(crate) fn build(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    vm.add_functions(dict, FUNCTIONS)?;
    let version = vm.heap.string(NOW.unidata_version())?;
    vm.module_set(dict, "unidata_version", version)?;
    let class = vm.native_class("unicodedata", "UCD", vm.types.object, ClassFlags::default(), METHODS)?;
    vm.module_set(dict, "UCD", Value::Class(class))?;
    let database = vm.heap.object(class, Database)?;
    vm.module_set(dict, "ucd_3_2_0", database)
}

/// An argument that is one character; None for a lone surrogate.
fn character(vm: &mut Vm, value: Value, function: &str) -> Res<Option<char>> {
    let Some(id) = vm.as_str(value) else {
        return Err(vm.bad_argument(&format!("{function}() argument 1"), "a unicode character", value));
    };
    let len = vm.heap.str_len(id);
    if len != 1 {
        let text =
            format!("{function}(): argument must be a unicode character, not a string of length {len}");
        return Err(vm.type_error(&text));
    }
    let surrogates = vm.heap.str_has_surrogates(id);
    Ok(vm.heap.text(id).chars().next().and_then(|it| char::from_u32(code_point_of(it, surrogates))))
}

fn category(vm: &mut Vm, ucd: Ucd, args: &[Value]) -> Res {
    let name = character(vm, args[0], "category")?.map_or("Cs", |it| ucd.category(it.into()));
    vm.intern(name).map(Value::Str)
}

fn bidirectional(vm: &mut Vm, ucd: Ucd, args: &[Value]) -> Res {
    let name = match character(vm, args[0], "bidirectional")? {
        // What is not assigned has no class here.
        Some(it) if ucd.category(it.into()) == "Cn" => "",
        Some(it) => ucd.bidirectional(it.into()),
        None => "L",
    };
    vm.intern(name).map(Value::Str)
}

fn combining(vm: &mut Vm, ucd: Ucd, args: &[Value]) -> Res {
    let class = character(vm, args[0], "combining")?.map_or(0, |it| ucd.combining(it.into()));
    Ok(Value::Int(i64::from(class)))
}

fn mirrored(vm: &mut Vm, ucd: Ucd, args: &[Value]) -> Res {
    let mirrored = character(vm, args[0], "mirrored")?.map_or(0, |it| ucd.mirrored(it.into()));
    Ok(Value::Int(i64::from(mirrored)))
}

fn east_asian_width(vm: &mut Vm, ucd: Ucd, args: &[Value]) -> Res {
    let width = character(vm, args[0], "east_asian_width")?.map_or("N", |it| ucd.east_asian_width(it.into()));
    vm.intern(width).map(Value::Str)
}

fn decomposition(vm: &mut Vm, ucd: Ucd, args: &[Value]) -> Res {
    // The database has no entries for the syllables of Hangul, which follow a rule.
    let found = character(vm, args[0], "decomposition")?.filter(|it| !('\u{AC00}'..='\u{D7A3}').contains(it));
    let text = found.map_or_else(String::new, |it| ucd.decomposition(it.into()));
    vm.heap.string(text)
}

fn or_default(vm: &mut Vm, found: Option<Value>, default: Value, message: &str) -> Res {
    match found {
        Some(it) => Ok(it),
        None if default.is_set() => Ok(default),
        None => Err(vm.value_error(message)),
    }
}

fn decimal(vm: &mut Vm, ucd: Ucd, args: &[Value]) -> Res {
    let found = character(vm, args[0], "decimal")?.and_then(|it| ucd.decimal(it.into()));
    or_default(vm, found.map(|it| Value::Int(it as i64)), args[1], "not a decimal")
}

fn digit(vm: &mut Vm, ucd: Ucd, args: &[Value]) -> Res {
    let found = character(vm, args[0], "digit")?.and_then(|it| ucd.digit(it.into()));
    or_default(vm, found.map(|it| Value::Int(it as i64)), args[1], "not a digit")
}

fn numeric(vm: &mut Vm, ucd: Ucd, args: &[Value]) -> Res {
    let found = character(vm, args[0], "numeric")?.and_then(|it| ucd.numeric(it.into()));
    or_default(vm, found.map(Value::Float), args[1], "not a numeric character")
}

fn name(vm: &mut Vm, ucd: Ucd, args: &[Value]) -> Res {
    let found = character(vm, args[0], "name")?
        .filter(|it| ucd.membership(*it))
        .and_then(rustpython_unicode::character_name);
    let found = match found {
        Some(it) => Some(vm.heap.string(it)?),
        None => None,
    };
    or_default(vm, found, args[1], "no such name")
}

fn lookup(vm: &mut Vm, ucd: Ucd, args: &[Value]) -> Res {
    let id = vm.str_argument("lookup() argument", args[0])?;
    let len = vm.heap.text(id).len();
    if len > 256 {
        let key = vm.heap.str("name too long")?;
        return Err(vm.missing_key(key));
    }
    vm.spend(len * 8 + 16)?;
    match ucd.lookup(vm.heap.text(id)) {
        Some(LookupResult::Character(it)) => vm.heap.single(it),
        Some(LookupResult::Sequence(it)) => vm.heap.str(it),
        None => {
            let text = format!("undefined character name '{}'", vm.heap.text(id));
            let key = vm.heap.string(text)?;
            Err(vm.missing_key(key))
        }
    }
}

/// A normalization form.
enum Form {
    Composed(ComposingNormalizerBorrowed<'static>),
    Decomposed(DecomposingNormalizerBorrowed<'static>),
}

fn form(vm: &mut Vm, value: Value, function: &str) -> Res<Form> {
    vm.str_argument(&format!("{function}() argument 1"), value)?;
    Ok(match vm.text_of(value) {
        "NFC" => Form::Composed(ComposingNormalizerBorrowed::new_nfc()),
        "NFKC" => Form::Composed(ComposingNormalizerBorrowed::new_nfkc()),
        "NFD" => Form::Decomposed(DecomposingNormalizerBorrowed::new_nfd()),
        "NFKD" => Form::Decomposed(DecomposingNormalizerBorrowed::new_nfkd()),
        _ => return Err(vm.value_error("invalid normalization form")),
    })
}

fn normalize(vm: &mut Vm, args: &[Value]) -> Res {
    let form = form(vm, args[0], "normalize")?;
    let id = vm.str_argument("normalize() argument 2", args[1])?;
    if vm.heap.str_is_ascii(id) {
        return Ok(Value::Str(id));
    }
    let len = vm.heap.text(id).len();
    // A character becomes eighteen at most, where forms of compatibility are taken apart.
    vm.heap.room(len.saturating_mul(18))?;
    vm.spend(len)?;
    let text = vm.heap.text(id);
    let out = match form {
        Form::Composed(it) => it.normalize(text),
        Form::Decomposed(it) => it.normalize(text),
    };
    match out {
        Cow::Borrowed(it) if it.len() == text.len() => Ok(Value::Str(id)),
        other => {
            let (out, surrogates) = (other.into_owned(), vm.heap.str_has_surrogates(id));
            vm.heap.string_flagged(out, surrogates)
        }
    }
}

fn is_normalized(vm: &mut Vm, args: &[Value]) -> Res {
    let form = form(vm, args[0], "is_normalized")?;
    let id = vm.str_argument("is_normalized() argument 2", args[1])?;
    vm.spend(vm.heap.text(id).len() / 4 + 1)?;
    let text = vm.heap.text(id);
    Ok(Value::Bool(match form {
        Form::Composed(it) => it.is_normalized(text),
        Form::Decomposed(it) => it.is_normalized(text),
    }))
}
