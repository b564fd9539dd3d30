//! `open`, `open_code`, `text_encoding`, and the standard streams.

use alloc::format;
use alloc::string::String;

use padcell_policy::{OpenOptions, Stream};

use super::{BUFFER_SIZE, buffered, fileio, io, text};
use crate::error::Res;
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

/// `open`, which is a builtin too.
pub(crate) const OPEN: &[Def] = &[Def::function(
    "open",
    "file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None",
    open,
)
.doc("Open file and return a stream.  Raise OSError upon failure.")];

pub(crate) const FUNCTIONS: &[Def] = &[
    Def::function("open_code", "path", |vm, args| {
        let mode = vm.heap.str("rb")?;
        vm.keep(mode);
        let mut all = [Value::Unset; 8];
        (all[0], all[1]) = (args[0], mode);
        open(vm, &all)
    }),
    Def::function("text_encoding", "encoding, stacklevel=2, /", |vm, args| {
        if args[0].is_absent() { vm.heap.str("locale") } else { Ok(args[0]) }
    }),
];

/// The flags of `os.open` for a way of opening: what an `opener` is told.
pub(crate) fn flags(options: OpenOptions) -> i64 {
    let access = match (options.read, options.write || options.append) {
        (true, true) => 2,
        (false, true) => 1,
        _ => 0,
    };
    let bit = |on: bool, value: i64| if on { value } else { 0 };
    access
        | bit(options.create, 0o100)
        | bit(options.create_new, 0o200)
        | bit(options.truncate, 0o1000)
        | bit(options.append, 0o2000)
        | 0o2_000_000
}

/// A mode string, taken apart.
#[derive(Default)]
struct Mode {
    raw: String,
    text: bool,
    binary: bool,
    reading: bool,
    updating: bool,
}

fn parse_mode(vm: &mut Vm, shown: &str) -> Res<Mode> {
    let mut mode = Mode::default();
    let (mut base, mut wrong) = (None, false);
    for (at, letter) in shown.char_indices() {
        wrong |= shown.get(..at).is_some_and(|it| it.contains(letter));
        match letter {
            'r' | 'w' | 'a' | 'x' => {
                if base.is_some() {
                    return Err(vm.value_error("must have exactly one of create/read/write/append mode"));
                }
                base = Some(letter);
            }
            '+' => mode.updating = true,
            't' => mode.text = true,
            'b' => mode.binary = true,
            _ => wrong = true,
        }
    }
    if wrong {
        let text = format!("invalid mode: '{shown}'");
        return Err(vm.value_error(&text));
    }
    if mode.text && mode.binary {
        return Err(vm.value_error("can't have text and binary mode at once"));
    }
    let Some(base) = base else {
        return Err(
            vm.value_error("Must have exactly one of create/read/write/append mode and at most one plus")
        );
    };
    mode.reading = base == 'r';
    mode.raw = String::from(base);
    if mode.updating {
        mode.raw.push('+');
    }
    Ok(mode)
}

pub(crate) fn open(vm: &mut Vm, args: &[Value]) -> Res {
    let &[file, mode_argument, buffering, encoding, errors, newline, closefd, opener, ..] = args else {
        return Ok(Value::None);
    };
    let file = if matches!(vm.unwrap(file), Value::Int(_) | Value::Bool(_) | Value::BigInt(_)) {
        file
    } else {
        vm.fspath(file, "")?
    };
    let shown = if mode_argument.is_unset() {
        String::from("r")
    } else if vm.as_str(mode_argument).is_some() {
        vm.string_of(mode_argument)
    } else {
        let text = format!("open() argument 'mode' must be str, not {}", vm.type_name(mode_argument));
        return Err(vm.type_error(&text));
    };
    let mode = parse_mode(vm, &shown)?;
    if mode.binary {
        for (value, name) in [(encoding, "an encoding"), (errors, "an errors"), (newline, "a newline")] {
            if !value.is_absent() {
                let text = format!("binary mode doesn't take {name} argument");
                return Err(vm.value_error(&text));
            }
        }
    }
    let buffering = if buffering.is_unset() { -1 } else { vm.index_i64(buffering)? };
    let raw_mode = vm.heap.str(&mode.raw)?;
    vm.keep(raw_mode);
    let class = io(vm)?.fileio;
    let closefd = closefd.or(Value::Bool(true));
    let raw = vm.call(Value::Class(class), &[file, raw_mode, closefd, opener.or(Value::None)])?;
    vm.keep(raw);
    let made = layers(vm, raw, &mode, &shown, buffering, [encoding, errors, newline]);
    if made.is_err() {
        let raised = core::mem::take(&mut vm.heap.raised);
        vm.keep(raised);
        vm.call_method(raw, "close", &[])?;
        vm.heap.raised = raised;
    }
    made
}

/// Puts the buffer and the text layer over a raw stream.
fn layers(
    vm: &mut Vm,
    raw: Value,
    mode: &Mode,
    shown: &str,
    buffering: i64,
    text_options: [Value; 3],
) -> Res {
    let [encoding, errors, newline] = text_options;
    let mut lines = buffering == 1;
    if buffering == 1 && mode.binary {
        lines = false;
    }
    if buffering == 0 {
        if mode.binary {
            return Ok(raw);
        }
        return Err(vm.value_error("can't have unbuffered text I/O"));
    }
    let size = match usize::try_from(buffering) {
        Ok(it @ 2..) => it,
        Ok(_) => BUFFER_SIZE,
        Err(_) if buffering < -1 => return Err(vm.value_error("invalid buffering size")),
        Err(_) => {
            let fd = fileio::plain_fd(vm, raw);
            lines = fd.is_some_and(|fd| vm.descriptor_is_terminal(fd));
            BUFFER_SIZE
        }
    };
    let (reads, writes) = (mode.reading || mode.updating, !mode.reading || mode.updating);
    if reads && writes {
        super::base::check(vm, raw, "seekable", "File or stream is not seekable.")?;
    }
    let buffer = buffered::over(vm, raw, reads, writes, size)?;
    if mode.binary {
        return Ok(buffer);
    }
    vm.keep(buffer);
    let wrapper = text::over(vm, buffer, encoding, errors, newline, lines)?;
    vm.keep(wrapper);
    let (name, value) = (vm.intern("mode")?, vm.heap.str(shown)?);
    vm.setattr(wrapper, name, value)?;
    Ok(wrapper)
}

/// `sys.stdin`, `sys.stdout` or `sys.stderr` of a cell.
pub(crate) fn standard_stream(vm: &mut Vm, stream: Stream) -> Res {
    let (fd, shown, mode, errors) = match stream {
        Stream::Stdin => (0, "<stdin>", "r", "strict"),
        Stream::Stdout => (1, "<stdout>", "w", "strict"),
        Stream::Stderr => (2, "<stderr>", "w", "backslashreplace"),
    };
    let reads = stream == Stream::Stdin;
    let name = Value::Str(vm.intern(shown)?);
    let raw = fileio::new(vm, fd, reads, !reads, name)?;
    vm.keep(raw);
    let buffer = buffered::over(vm, raw, reads, !reads, BUFFER_SIZE)?;
    vm.keep(buffer);
    let lines = stream == Stream::Stderr || vm.authority.is_terminal(stream);
    let wrapper = text::for_console(vm, buffer, errors, lines)?;
    vm.keep(wrapper);
    let (name, value) = (vm.intern("mode")?, vm.heap.str(mode)?);
    vm.setattr(wrapper, name, value)?;
    Ok(wrapper)
}
