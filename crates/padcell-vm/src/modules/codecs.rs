//! `_codecs`: the registry and the native codecs, as functions.

use crate::codecs::errors::Handler;
use crate::codecs::registry::{self, Part};
use crate::codecs::utf16::Order;
use crate::codecs::{Codec, charmap, errors, escape, utf16, utf32};
use crate::error::Res;
use crate::heap::{Bytes, Dict, Id};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

macro_rules! encoders {
    ($($name:literal $codec:expr;)*) => {
        [$(Def::function($name, "str, errors=None, /", |vm, args| encode_with(vm, args, $codec))),*]
    };
}

macro_rules! decoders {
    ($($name:literal $codec:expr;)*) => {
        [$(Def::function($name, "data, errors=None, final=False, /", |vm, args| decode_with(vm, args, $codec))),*]
    };
}

const ENCODERS: &[Def] = &encoders! {
    "utf_8_encode" Codec::Utf8;
    "utf_7_encode" Codec::Utf7;
    "ascii_encode" Codec::Ascii;
    "latin_1_encode" Codec::Latin1;
    "utf_16_le_encode" Codec::Utf16(Order::Little);
    "utf_16_be_encode" Codec::Utf16(Order::Big);
    "utf_32_le_encode" Codec::Utf32(Order::Little);
    "utf_32_be_encode" Codec::Utf32(Order::Big);
    "unicode_escape_encode" Codec::UnicodeEscape;
    "raw_unicode_escape_encode" Codec::RawUnicodeEscape;
};

const DECODERS: &[Def] = &decoders! {
    "utf_8_decode" Codec::Utf8;
    "utf_7_decode" Codec::Utf7;
    "utf_16_decode" Codec::Utf16(Order::Marked);
    "utf_16_le_decode" Codec::Utf16(Order::Little);
    "utf_16_be_decode" Codec::Utf16(Order::Big);
    "utf_32_decode" Codec::Utf32(Order::Marked);
    "utf_32_le_decode" Codec::Utf32(Order::Little);
    "utf_32_be_decode" Codec::Utf32(Order::Big);
};

const FUNCTIONS: &[Def] = &[
    Def::function("register", "search_function, /", register),
    Def::function("unregister", "search_function, /", unregister),
    Def::function("lookup", "encoding, /", lookup),
    Def::function("register_error", "errors, handler, /", register_error),
    Def::function("_unregister_error", "errors, /", unregister_error),
    Def::function("lookup_error", "name, /", lookup_error),
    Def::function("encode", "obj, encoding='utf-8', errors='strict'", encode),
    Def::function("decode", "obj, encoding='utf-8', errors='strict'", decode),
    Def::function("ascii_decode", "data, errors=None, /", |vm, args| decode_whole(vm, args, Codec::Ascii)),
    Def::function("latin_1_decode", "data, errors=None, /", |vm, args| decode_whole(vm, args, Codec::Latin1)),
    Def::function("unicode_escape_decode", "data, errors=None, final=True, /", |vm, args| {
        decode_escapes(vm, args, Codec::UnicodeEscape)
    }),
    Def::function("raw_unicode_escape_decode", "data, errors=None, final=True, /", |vm, args| {
        decode_escapes(vm, args, Codec::RawUnicodeEscape)
    }),
    Def::function("utf_16_encode", "str, errors=None, byteorder=0, /", utf_16_encode),
    Def::function("utf_32_encode", "str, errors=None, byteorder=0, /", utf_32_encode),
    Def::function("utf_16_ex_decode", "data, errors=None, byteorder=0, final=False, /", utf_16_ex_decode),
    Def::function("utf_32_ex_decode", "data, errors=None, byteorder=0, final=False, /", utf_32_ex_decode),
    Def::function("escape_encode", "data, errors=None, /", escape_encode),
    Def::function("escape_decode", "data, errors=None, /", escape_decode),
    Def::function("charmap_build", "map, /", charmap_build),
    Def::function("charmap_encode", "str, errors=None, mapping=None, /", charmap_encode),
    Def::function("charmap_decode", "data, errors=None, mapping=None, /", charmap_decode),
    Def::function("readbuffer_encode", "data, errors=None, /", readbuffer_encode),
];

pub(crate) fn build(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    vm.add_functions(dict, FUNCTIONS)?;
    vm.add_functions(dict, ENCODERS)?;
    vm.add_functions(dict, DECODERS)
}

/// `(result, length)`.
fn pair(vm: &mut Vm, result: Value, length: usize) -> Res {
    vm.heap.tuple_of(&[result, Value::Int(length as i64)])
}

/// Data to be decoded: bytes-like, or the UTF-8 of a string.
fn data(vm: &mut Vm, value: Value) -> Res<Id<Bytes>> {
    if let Some(text) = vm.as_str(value) {
        let encoded = Codec::Utf8.encode(vm, text, Value::None)?;
        vm.keep(encoded);
        return vm.buffer_argument(encoded);
    }
    vm.buffer_argument(value)
}

fn encode_with(vm: &mut Vm, args: &[Value], codec: Codec) -> Res {
    let text = vm.str_argument("encode() argument 1", args[0])?;
    let encoded = codec.encode(vm, text, args[1])?;
    pair(vm, encoded, vm.heap.str_len(text))
}

fn decode_with(vm: &mut Vm, args: &[Value], codec: Codec) -> Res {
    let data = vm.buffer_argument(args[0])?;
    let last = vm.bool_argument(args[2], false)?;
    let (text, read) = codec.decode(vm, data, args[1], last)?;
    pair(vm, text, read)
}

fn decode_whole(vm: &mut Vm, args: &[Value], codec: Codec) -> Res {
    let data = vm.buffer_argument(args[0])?;
    let (text, read) = codec.decode(vm, data, args[1], true)?;
    pair(vm, text, read)
}

fn decode_escapes(vm: &mut Vm, args: &[Value], codec: Codec) -> Res {
    let data = data(vm, args[0])?;
    let last = vm.bool_argument(args[2], true)?;
    let (text, read) = codec.decode(vm, data, args[1], last)?;
    pair(vm, text, read)
}

fn order(vm: &mut Vm, value: Value) -> Res<Order> {
    vm.int_argument(value, 0).map(Order::from_number)
}

fn utf_16_encode(vm: &mut Vm, args: &[Value]) -> Res {
    let order = order(vm, args[2])?;
    encode_with(vm, args, Codec::Utf16(order))
}

fn utf_32_encode(vm: &mut Vm, args: &[Value]) -> Res {
    let order = order(vm, args[2])?;
    encode_with(vm, args, Codec::Utf32(order))
}

fn utf_16_ex_decode(vm: &mut Vm, args: &[Value]) -> Res {
    let data = vm.buffer_argument(args[0])?;
    let (order, last) = (order(vm, args[2])?, vm.bool_argument(args[3], false)?);
    let (text, read, found) = utf16::decode(vm, data, args[1], order, last)?;
    vm.heap.tuple_of(&[text, Value::Int(read as i64), Value::Int(found.number())])
}

fn utf_32_ex_decode(vm: &mut Vm, args: &[Value]) -> Res {
    let data = vm.buffer_argument(args[0])?;
    let (order, last) = (order(vm, args[2])?, vm.bool_argument(args[3], false)?);
    let (text, read, found) = utf32::decode(vm, data, args[1], order, last)?;
    vm.heap.tuple_of(&[text, Value::Int(read as i64), Value::Int(found.number())])
}

fn escape_encode(vm: &mut Vm, args: &[Value]) -> Res {
    let Value::Bytes(_) = vm.unwrap(args[0]) else {
        return Err(vm.bad_argument("escape_encode() argument 1", "bytes", args[0]));
    };
    let data = vm.copy_bytes(args[0])?;
    let encoded = escape::escape_encode(vm, &data)?;
    pair(vm, encoded, data.len())
}

fn escape_decode(vm: &mut Vm, args: &[Value]) -> Res {
    let id = data(vm, args[0])?;
    let data = vm.copy_bytes(Value::Bytes(id))?;
    let errors =
        if args[1].is_absent() { alloc::string::String::from("strict") } else { vm.string_of(args[1]) };
    let decoded = escape::escape_decode(vm, &data, &errors)?;
    pair(vm, decoded, data.len())
}

fn charmap_build(vm: &mut Vm, args: &[Value]) -> Res {
    let table = vm.str_argument("charmap_build() argument", args[0])?;
    charmap::build(vm, table)
}

fn charmap_encode(vm: &mut Vm, args: &[Value]) -> Res {
    if args[2].is_absent() {
        return encode_with(vm, args, Codec::Latin1);
    }
    let text = vm.str_argument("charmap_encode() argument 1", args[0])?;
    let encoded = charmap::encode(vm, text, args[1], args[2])?;
    pair(vm, encoded, vm.heap.str_len(text))
}

fn charmap_decode(vm: &mut Vm, args: &[Value]) -> Res {
    if args[2].is_absent() {
        return decode_whole(vm, args, Codec::Latin1);
    }
    let data = vm.buffer_argument(args[0])?;
    let (text, read) = charmap::decode(vm, data, args[1], args[2])?;
    pair(vm, text, read)
}

fn readbuffer_encode(vm: &mut Vm, args: &[Value]) -> Res {
    let data = data(vm, args[0])?;
    pair(vm, Value::Bytes(data), vm.heap.bytes[data].data.len())
}

fn register(vm: &mut Vm, args: &[Value]) -> Res {
    registry::register(vm, args[0])?;
    Ok(Value::None)
}

fn unregister(vm: &mut Vm, args: &[Value]) -> Res {
    registry::unregister(vm, args[0]);
    Ok(Value::None)
}

fn lookup(vm: &mut Vm, args: &[Value]) -> Res {
    vm.str_argument("lookup() argument", args[0])?;
    registry::lookup(vm, args[0])
}

fn register_error(vm: &mut Vm, args: &[Value]) -> Res {
    vm.str_argument("register_error() argument 1", args[0])?;
    registry::register_error(vm, args[0], args[1])?;
    Ok(Value::None)
}

fn unregister_error(vm: &mut Vm, args: &[Value]) -> Res {
    vm.str_argument("_unregister_error() argument", args[0])?;
    if Handler::named(vm.text_of(args[0])).is_some() {
        let text = alloc::format!("cannot un-register built-in error handler '{}'", vm.text_of(args[0]));
        return Err(vm.value_error(&text));
    }
    registry::unregister_error(vm, args[0]).map(Value::Bool)
}

fn lookup_error(vm: &mut Vm, args: &[Value]) -> Res {
    vm.str_argument("lookup_error() argument", args[0])?;
    errors::lookup(vm, args[0])
}

/// Checks the `encoding` and `errors` arguments.
fn check_names(vm: &mut Vm, function: &str, args: &[Value]) -> Res<Value> {
    for (name, value) in [("encoding", args[1]), ("errors", args[2])] {
        if value.is_set() {
            vm.str_argument(&alloc::format!("{function}() argument '{name}'"), value)?;
        }
    }
    if args[1].is_set() { Ok(args[1]) } else { vm.heap.str("utf-8") }
}

fn encode(vm: &mut Vm, args: &[Value]) -> Res {
    let encoding = check_names(vm, "encode", args)?;
    vm.keep(encoding);
    let codec = registry::lookup(vm, encoding)?;
    registry::call_codec(vm, codec, Part::Encoder, args[0], args[2])
}

fn decode(vm: &mut Vm, args: &[Value]) -> Res {
    let encoding = check_names(vm, "decode", args)?;
    vm.keep(encoding);
    let codec = registry::lookup(vm, encoding)?;
    registry::call_codec(vm, codec, Part::Decoder, args[0], args[2])
}
