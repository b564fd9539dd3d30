//! `_json`: the scanner and the encoder behind `json`.

mod encoder;
mod scanner;
mod strings;

use core::any::Any;

use crate::error::{Res, Unwind};
use crate::heap::{Class, ClassFlags, Dict, Id, Tracer};
use crate::native::Def;
use crate::value::Value;
use crate::vm::{State, Vm};

#[derive(Default)]
struct Json {
    scanner: Option<Id<Class>>,
    encoder: Option<Id<Class>>,
}

impl State for Json {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

const FUNCTIONS: &[Def] = &[
    Def::function("scanstring", "string, end, strict=True, /", strings::scanstring),
    Def::function("encode_basestring", "string, /", strings::encode_basestring),
    Def::function("encode_basestring_ascii", "string, /", strings::encode_basestring_ascii),
];

pub(crate) fn build(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    let object = vm.types.object;
    let scanner = match vm.state::<Json>().scanner {
        Some(it) => it,
        None => vm.native_class("_json", "Scanner", object, ClassFlags::default(), scanner::METHODS)?,
    };
    let encoder = match vm.state::<Json>().encoder {
        Some(it) => it,
        None => vm.native_class("_json", "Encoder", object, ClassFlags::default(), encoder::METHODS)?,
    };
    *vm.state::<Json>() = Json { scanner: Some(scanner), encoder: Some(encoder) };
    for (name, class) in [("make_scanner", scanner), ("make_encoder", encoder)] {
        let name = vm.intern(name)?;
        vm.heap.dict_set_str(dict, name, Value::Class(class))?;
    }
    vm.add_functions(dict, FUNCTIONS)
}

/// `json.decoder.JSONDecodeError(message, document, position)`, the position in characters.
#[cold]
fn decode_error(vm: &mut Vm, message: &str, document: Value, position: usize) -> Unwind {
    // With a list of names to import, the result is the module itself.
    let made = vm.import("json.decoder", None, Value::Bool(true), 0).and_then(|module| {
        let class = vm.intern("JSONDecodeError")?;
        let class = vm.getattr(module, class)?;
        let message = vm.heap.str(message)?;
        vm.keep(message);
        vm.call(class, &[message, document, Value::Int(i64::try_from(position).unwrap_or(i64::MAX))])
    });
    match made {
        Ok(exception) => vm.raise(exception),
        Err(it) => it,
    }
}
