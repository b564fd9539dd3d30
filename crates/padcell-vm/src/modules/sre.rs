//! `_sre`: the machine under the `re` package of the bundled library, which parses patterns and makes code lists of
//! them. The lists are translated to programs of our own; the matcher spends the fuel of the cell.

mod expand;
mod match_;
mod matcher;
mod pattern;
mod program;
mod scanner;
mod search;
mod set;
mod subject;
mod substitute;
mod translate;
mod word;

use core::any::Any;

use crate::error::Res;
use crate::heap::{Class, ClassFlags, Dict, Id, Tracer};
use crate::native::Def;
use crate::unicode;
use crate::value::Value;
use crate::vm::{State, Vm};

/// The version of the code lists that `re._compiler` must make.
const MAGIC: i64 = 20_230_612;

const FUNCTIONS: &[Def] = &[
    Def::function("compile", "pattern, flags, code, groups, groupindex, indexgroup", pattern::compile),
    Def::function("template", "pattern, template, /", expand::template),
    Def::function("getcodesize", "", |_, _| Ok(Value::Int(4))),
    Def::function("ascii_iscased", "character, /", |vm, args| {
        character(vm, args[0])
            .map(|it| Value::Bool(u8::try_from(it).is_ok_and(|it| it.is_ascii_alphabetic())))
    }),
    Def::function("ascii_tolower", "character, /", |vm, args| {
        character(vm, args[0]).map(|it| Value::Int(i64::from(program::Fold::Ascii.lower(it))))
    }),
    Def::function("unicode_iscased", "character, /", |vm, args| {
        let it = character(vm, args[0])?;
        Ok(Value::Bool(unicode::simple_lower(it) != it || unicode::simple_upper(it) != it))
    }),
    Def::function("unicode_tolower", "character, /", |vm, args| {
        character(vm, args[0]).map(|it| Value::Int(i64::from(unicode::simple_lower(it))))
    }),
];

/// The classes of the module.
#[derive(Default)]
struct Classes {
    pattern: Option<Id<Class>>,
    match_: Option<Id<Class>>,
    scanner: Option<Id<Class>>,
    template: Option<Id<Class>>,
}

impl State for Classes {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        for it in [self.pattern, self.match_, self.scanner, self.template].into_iter().flatten() {
            tracer.visit(Value::Class(it));
        }
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

pub(crate) fn build(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    vm.add_functions(dict, FUNCTIONS)?;
    for (name, value) in
        [("MAGIC", MAGIC), ("CODESIZE", 4), ("MAXREPEAT", 0xFFFF_FFFF), ("MAXGROUPS", 0x3FFF_FFFF)]
    {
        vm.module_set(dict, name, Value::Int(value))?;
    }
    let (object, plain) = (vm.types.object, ClassFlags::default());
    let pattern = vm.native_class("re", "Pattern", object, plain, pattern::METHODS)?;
    let match_ = vm.native_class("re", "Match", object, plain, match_::METHODS)?;
    let scanner = vm.native_class("_sre", "SRE_Scanner", object, plain, scanner::METHODS)?;
    let template = vm.native_class("_sre", "SRE_Template", object, plain, &[])?;
    *vm.state::<Classes>() = Classes {
        pattern: Some(pattern),
        match_: Some(match_),
        scanner: Some(scanner),
        template: Some(template),
    };
    Ok(())
}

/// An argument that is the number of a character.
fn character(vm: &mut Vm, value: Value) -> Res<u32> {
    let number = vm.index_i64(value)?;
    match u32::try_from(number) {
        Ok(it) => Ok(it),
        Err(_) => Err(vm.overflow_error("Python int too large to convert to C int")),
    }
}

/// One of the classes; there are none before the module was imported.
fn class(vm: &mut Vm, which: fn(&Classes) -> Option<Id<Class>>) -> Res<Id<Class>> {
    match which(vm.state::<Classes>()) {
        Some(it) => Ok(it),
        None => Err(vm.system_error("_sre was not initialised")),
    }
}
