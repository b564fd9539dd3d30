//! `print` and `input`.

use alloc::format;
use alloc::string::String;

use crate::error::Res;
use crate::modules::_io;
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const FUNCTIONS: &[Def] = &[
    Def::function("print", "*args, sep=' ', end='\\n', file=None, flush=False", print)
        .doc("Prints the values to a stream, or to sys.stdout by default."),
    Def::function("input", "prompt='', /", input)
        .doc("Read a string from standard input.  The trailing newline is stripped."),
];

impl Vm {
    /// An attribute of the `sys` module; None if there is none.
    ///
    /// # Errors
    /// When memory runs out.
    pub(crate) fn sys_attribute(&mut self, name: &str) -> Res<Option<Value>> {
        let name = self.intern(name)?;
        match self.sys_module()? {
            Some(Value::Module(id)) => match self.heap.dict_str(self.heap.modules[id].dict, name) {
                None => {
                    let name = self.string_of(Value::Str(name));
                    self.original_stream(&name)
                }
                found => Ok(found),
            },
            Some(other) => self.getattr_opt(other, name),
            None => Ok(None),
        }
    }
}

fn text_option(vm: &mut Vm, value: Value, name: &str, default: &str) -> Res<String> {
    match vm.unwrap(value) {
        Value::None | Value::Unset => Ok(String::from(default)),
        it @ Value::Str(_) => Ok(vm.string_of(it)),
        _ => {
            let text = format!("{name} must be None or a string, not {}", vm.type_name(value));
            Err(vm.type_error(&text))
        }
    }
}

fn print(vm: &mut Vm, args: &[Value]) -> Res {
    let &[sep, end, file, flush, ..] = args else { return Ok(Value::None) };
    let values = &args[4..];
    let (sep_text, end_text) = (text_option(vm, sep, "sep", " ")?, text_option(vm, end, "end", "\n")?);
    let file = match file {
        Value::None | Value::Unset => match vm.sys_attribute("stdout")? {
            Some(Value::None) => return Ok(Value::None),
            Some(it) => it,
            None => return Err(vm.runtime_error("lost sys.stdout")),
        },
        it => it,
    };
    vm.keep(file);
    if !print_to_stream(vm, file, values, &sep_text, &end_text)? {
        print_to_file(vm, file, values, &sep_text, &end_text)?;
    }
    if flush.is_set() && vm.truth(flush)? {
        vm.call_method(file, "flush", &[])?;
    }
    Ok(Value::None)
}

/// One write of everything, where nobody can see the difference; `false` if the file is not a plain text stream.
fn print_to_stream(vm: &mut Vm, file: Value, values: &[Value], sep: &str, end: &str) -> Res<bool> {
    if !_io::is_plain_text(vm, file)? {
        return Ok(false);
    }
    let mut out = String::new();
    let mut surrogates = false;
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            out.push_str(sep);
        }
        let text = vm.str_value(*value)?;
        let Value::Str(id) = vm.unwrap(text) else { continue };
        let len = vm.heap.text(id).len();
        vm.spend(len / 16)?;
        vm.heap.room(out.len() + len)?;
        surrogates |= vm.heap.str_has_surrogates(id);
        out.push_str(vm.heap.text(id));
    }
    out.push_str(end);
    vm.printed = true;
    _io::write_text(vm, file, &out, surrogates)?;
    Ok(true)
}

/// As CPython does it: one `write` for each piece.
fn print_to_file(vm: &mut Vm, file: Value, values: &[Value], sep: &str, end: &str) -> Res<()> {
    let write = vm.getattr(file, vm.names.write)?;
    vm.keep(write);
    let (sep, end) = (vm.heap.str(sep)?, vm.heap.str(end)?);
    vm.keep(sep);
    vm.keep(end);
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            vm.call(write, &[sep])?;
        }
        let text = vm.str_value(*value)?;
        vm.call(write, &[text])?;
    }
    vm.call(write, &[end]).map(|_| ())
}

fn input(vm: &mut Vm, args: &[Value]) -> Res {
    let stdin = match vm.sys_attribute("stdin")? {
        None | Some(Value::None) => return Err(vm.runtime_error("input(): lost sys.stdin")),
        Some(it) => it,
    };
    vm.keep(stdin);
    if args[0].is_set() {
        let stdout = match vm.sys_attribute("stdout")? {
            None | Some(Value::None) => return Err(vm.runtime_error("input(): lost sys.stdout")),
            Some(it) => it,
        };
        vm.keep(stdout);
        let prompt = vm.str_value(args[0])?;
        vm.call_method(stdout, "write", &[prompt])?;
        vm.call_method(stdout, "flush", &[])?;
    }
    let line = vm.call_method(stdin, "readline", &[])?;
    let Value::Str(_) = vm.unwrap(line) else {
        return Err(vm.type_error("object.readline() returned non-string"));
    };
    let text = vm.string_of(line);
    if text.is_empty() {
        return Err(vm.eof_error("EOF when reading a line"));
    }
    vm.heap.str(text.strip_suffix('\n').unwrap_or(&text))
}
