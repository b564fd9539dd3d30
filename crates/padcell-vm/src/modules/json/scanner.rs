//! `make_scanner`: text to values.

use alloc::format;
use alloc::string::String;

use super::decode_error;
use super::strings::{chars_before, offset_of, plain_end, scan};
use crate::error::{Res, Unwind};
use crate::heap::{Id, Str};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

crate::payload! {
    /// The data of a scanner: what the decoder was told to call.
    pub(super) struct Scanner { strict, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant }
}

pub(super) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, context", new),
    Def::method("__call__", "self, string, idx", call),
    Def::get("strict", |vm, args| Ok(data(vm, args[0]).strict)),
    Def::get("object_hook", |vm, args| Ok(data(vm, args[0]).object_hook)),
    Def::get("object_pairs_hook", |vm, args| Ok(data(vm, args[0]).object_pairs_hook)),
    Def::get("parse_float", |vm, args| Ok(data(vm, args[0]).parse_float)),
    Def::get("parse_int", |vm, args| Ok(data(vm, args[0]).parse_int)),
    Def::get("parse_constant", |vm, args| Ok(data(vm, args[0]).parse_constant)),
];

/// Keys longer than this are not made the same object.
const MAX_SHARED_KEY: usize = 64;

fn data(vm: &Vm, this: Value) -> Scanner {
    let none = Value::None;
    vm.payload::<Scanner>(this).copied().unwrap_or(Scanner {
        strict: none,
        object_hook: none,
        object_pairs_hook: none,
        parse_float: none,
        parse_int: none,
        parse_constant: none,
    })
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let Value::Class(class) = args[0] else { return Ok(Value::None) };
    let mut values = [Value::None; 6];
    let names = ["strict", "object_hook", "object_pairs_hook", "parse_float", "parse_int", "parse_constant"];
    for (value, name) in values.iter_mut().zip(names) {
        let name = vm.intern(name)?;
        *value = vm.getattr(args[1], name)?;
        vm.keep(*value);
    }
    let [strict, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant] = values;
    let strict = Value::Bool(vm.truth(strict)?);
    let made = Scanner { strict, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant };
    vm.heap.object(class, made)
}

/// One document under way.
struct Scan {
    text: String,
    /// The document itself, for errors.
    document: Value,
    surrogates: bool,
    strict: bool,
    hooks: Scanner,
    /// The types that parse numbers where nothing else was asked for.
    plain_float: bool,
    plain_int: bool,
    at: usize,
}

fn call(vm: &mut Vm, args: &[Value]) -> Res {
    let Some(id) = vm.as_str(args[1]) else {
        let text = format!("first argument must be a string, not {}", vm.type_name(args[1]));
        return Err(vm.type_error(&text));
    };
    let index = vm.index_i64(args[2])?;
    let chars = vm.heap.str_len(id);
    let start = match usize::try_from(index) {
        Ok(it) if it < chars => it,
        Ok(it) => return Err(stop(vm, it)),
        Err(_) => return Err(vm.value_error("idx cannot be negative")),
    };
    let len = vm.heap.text(id).len();
    vm.spend(1 + len / 32)?;
    vm.heap.room(len)?;
    let text = String::from(vm.heap.text(id));
    let hooks = data(vm, args[0]);
    let at = offset_of(&text, start);
    let mut scan = Scan {
        document: args[1],
        surrogates: vm.heap.str_has_surrogates(id),
        strict: matches!(hooks.strict, Value::Bool(true)),
        plain_float: matches!(hooks.parse_float, Value::Class(it) if it == vm.types.float),
        plain_int: matches!(hooks.parse_int, Value::Class(it) if it == vm.types.int),
        hooks,
        text,
        at,
    };
    let value = scan.value(vm)?;
    vm.keep(value);
    let end = if scan.text.len() == chars { scan.at } else { chars_before(&scan.text, scan.at) };
    vm.heap.tuple_of(&[value, Value::Int(i64::try_from(end).unwrap_or(i64::MAX))])
}

/// StopIteration with an index: what the decoder turns into "Expecting value".
#[cold]
fn stop(vm: &mut Vm, index: usize) -> Unwind {
    vm.raise_args(vm.exceptions.stop_iteration, &[Value::Int(i64::try_from(index).unwrap_or(i64::MAX))])
}

impl Scan {
    fn byte(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    fn skip_space(&mut self) {
        while matches!(self.byte(), b' ' | b'\t' | b'\n' | b'\r') {
            self.at += 1;
        }
    }

    #[cold]
    fn error(&self, vm: &mut Vm, message: &str, at: usize) -> Unwind {
        let position = chars_before(&self.text, at);
        decode_error(vm, message, self.document, position)
    }

    #[cold]
    fn no_value(&self, vm: &mut Vm) -> Unwind {
        let position = chars_before(&self.text, self.at);
        stop(vm, position)
    }

    fn value(&mut self, vm: &mut Vm) -> Res {
        vm.spend(2)?;
        match self.byte() {
            b'"' => {
                self.at += 1;
                self.string(vm)
            }
            b'{' => vm.nested(|vm| self.object(vm)),
            b'[' => vm.nested(|vm| self.array(vm)),
            b'n' if self.word("null") => Ok(Value::None),
            b't' if self.word("true") => Ok(Value::Bool(true)),
            b'f' if self.word("false") => Ok(Value::Bool(false)),
            b'N' if self.word("NaN") => self.constant(vm, "NaN"),
            b'I' if self.word("Infinity") => self.constant(vm, "Infinity"),
            b'-' if self.word("-Infinity") => self.constant(vm, "-Infinity"),
            b'-' | b'0'..=b'9' => self.number(vm),
            _ => Err(self.no_value(vm)),
        }
    }

    fn word(&mut self, word: &str) -> bool {
        let found = self.text.get(self.at..).is_some_and(|it| it.starts_with(word));
        if found {
            self.at += word.len();
        }
        found
    }

    fn constant(&mut self, vm: &mut Vm, name: &str) -> Res {
        let name = vm.heap.str(name)?;
        vm.call(self.hooks.parse_constant, &[name])
    }

    fn string(&mut self, vm: &mut Vm) -> Res {
        if let Some(end) = plain_end(self.text.as_bytes(), self.at) {
            let part = self.text.get(self.at..end).unwrap_or_default();
            vm.spend(part.len() / 32)?;
            self.at = end + 1;
            if self.surrogates {
                return vm.heap.string_flagged(String::from(part), true);
            }
            return vm.heap.str(part);
        }
        match scan(&self.text, self.at, self.strict, self.surrogates) {
            Ok(it) => {
                vm.spend((it.end - self.at) / 16)?;
                self.at = it.end;
                vm.heap.string_flagged(it.text, it.surrogates)
            }
            Err(fault) => Err(self.error(vm, fault.message, fault.at)),
        }
    }

    fn key(&mut self, vm: &mut Vm) -> Res<Id<Str>> {
        if let Some(end) = plain_end(self.text.as_bytes(), self.at) {
            if !self.surrogates && end - self.at <= MAX_SHARED_KEY {
                let part = self.text.get(self.at..end).unwrap_or_default();
                let key = vm.heap.intern(part)?;
                self.at = end + 1;
                return Ok(key);
            }
        }
        let key = self.string(vm)?;
        match key {
            Value::Str(id) => Ok(id),
            _ => vm.intern(""),
        }
    }

    fn number(&mut self, vm: &mut Vm) -> Res {
        let bytes = self.text.as_bytes();
        let digits = |mut at: usize| {
            while bytes.get(at).is_some_and(u8::is_ascii_digit) {
                at += 1;
            }
            at
        };
        let start = self.at;
        let first = if bytes.get(start) == Some(&b'-') { start + 1 } else { start };
        let mut end = match bytes.get(first) {
            Some(b'0') => first + 1,
            Some(b'1'..=b'9') => digits(first),
            _ => return Err(self.no_value(vm)),
        };
        let mut is_float = false;
        if bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
            end = digits(end + 1);
            is_float = true;
        }
        if matches!(bytes.get(end), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            if bytes.get(end + 1 + sign).is_some_and(u8::is_ascii_digit) {
                end = digits(end + 1 + sign);
                is_float = true;
            }
        }
        let part = self.text.get(start..end).unwrap_or_default();
        vm.spend(part.len() / 8)?;
        self.at = end;
        if is_float && self.plain_float {
            return Ok(Value::Float(part.parse().unwrap_or(f64::NAN)));
        }
        if !is_float && self.plain_int && part.len() <= 18 {
            return Ok(Value::Int(part.parse().unwrap_or(0)));
        }
        let parse = if is_float { self.hooks.parse_float } else { self.hooks.parse_int };
        let text = vm.heap.str(part)?;
        vm.keep(text);
        let result = vm.call(parse, &[text]);
        vm.release(vm.kept().saturating_sub(1));
        result
    }

    fn array(&mut self, vm: &mut Vm) -> Res {
        let mark = vm.kept();
        let list = vm.heap.list(alloc::vec::Vec::new())?;
        vm.keep(list);
        let Value::List(id) = list else { return Ok(list) };
        self.at += 1;
        self.skip_space();
        if self.byte() == b']' {
            self.at += 1;
            vm.release(mark);
            return Ok(list);
        }
        loop {
            let item = self.value(vm)?;
            vm.heap.list_push(id, item)?;
            if self.closes(vm, b']', "Illegal trailing comma before end of array")? {
                vm.release(mark);
                return Ok(list);
            }
        }
    }

    fn object(&mut self, vm: &mut Vm) -> Res {
        let mark = vm.kept();
        let pairs_wanted = !self.hooks.object_pairs_hook.is_none();
        let dict = vm.heap.dict()?;
        vm.keep(Value::Dict(dict));
        let pairs = vm.heap.list(alloc::vec::Vec::new())?;
        vm.keep(pairs);
        self.at += 1;
        self.skip_space();
        if self.byte() == b'}' {
            self.at += 1;
        } else {
            self.members(vm, Value::Dict(dict), if pairs_wanted { pairs } else { Value::None })?;
        }
        let result = if pairs_wanted {
            vm.call(self.hooks.object_pairs_hook, &[pairs])?
        } else if self.hooks.object_hook.is_none() {
            Value::Dict(dict)
        } else {
            vm.call(self.hooks.object_hook, &[Value::Dict(dict)])?
        };
        vm.release(mark);
        Ok(result)
    }

    /// The members of an object, into a dict or, where it is one, into a list of pairs.
    fn members(&mut self, vm: &mut Vm, dict: Value, pairs: Value) -> Res<()> {
        loop {
            if self.byte() != b'"' {
                return Err(self.error(vm, "Expecting property name enclosed in double quotes", self.at));
            }
            self.at += 1;
            let key = self.key(vm)?;
            vm.keep(Value::Str(key));
            self.skip_space();
            if self.byte() != b':' {
                return Err(self.error(vm, "Expecting ':' delimiter", self.at));
            }
            self.at += 1;
            self.skip_space();
            let value = self.value(vm)?;
            match (dict, pairs) {
                (_, Value::List(list)) => {
                    let pair = vm.heap.tuple_of(&[Value::Str(key), value])?;
                    vm.heap.list_push(list, pair)?;
                }
                (Value::Dict(dict), _) => vm.heap.dict_set_str(dict, key, value)?,
                _ => {}
            }
            vm.release(vm.kept().saturating_sub(1));
            if self.closes(vm, b'}', "Illegal trailing comma before end of object")? {
                return Ok(());
            }
        }
    }

    /// After an item: whether the bracket that closes follows, or else the next item behind a comma.
    fn closes(&mut self, vm: &mut Vm, bracket: u8, trailing: &str) -> Res<bool> {
        self.skip_space();
        match self.byte() {
            b',' => {
                let comma = self.at;
                self.at += 1;
                self.skip_space();
                if self.byte() == bracket {
                    return Err(self.error(vm, trailing, comma));
                }
                Ok(false)
            }
            it if it == bracket => {
                self.at += 1;
                Ok(true)
            }
            _ => Err(self.error(vm, "Expecting ',' delimiter", self.at)),
        }
    }
}
