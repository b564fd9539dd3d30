//! The standard streams as text files.

use alloc::format;
use alloc::string::String;

use padcell_policy::Stream;

use crate::error::Res;
use crate::heap::{Id, Payload, Str, Tracer};
use crate::vm::Vm;

/// `sys.stdin`, `sys.stdout` or `sys.stderr`.
#[derive(Debug)]
pub(crate) struct StandardStream {
    pub stream: Stream,
}

impl Payload for StandardStream {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn footprint(&self) -> usize {
        size_of::<Self>()
    }

    fn as_any(&self) -> &dyn core::any::Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn core::any::Any {
        self
    }
}

/// Text with lone surrogates as a standard stream shows it: standard error escapes them, standard output refuses.
pub(crate) fn encode_stream_text(vm: &mut Vm, stream: Stream, id: Id<Str>, out: &mut String) -> Res<()> {
    let text = String::from(vm.heap.text(id));
    for (index, it) in text.chars().enumerate() {
        let code = crate::heap::code_point_of(it, true);
        if !(0xD800..0xE000).contains(&code) {
            out.push(it);
            continue;
        }
        if stream != Stream::Stderr {
            let class = vm.exceptions.unicode_encode_error;
            let encoding = vm.heap.str("utf-8")?;
            let reason = vm.heap.str("surrogates not allowed")?;
            let (start, end) = (index as i64, index as i64 + 1);
            let args = [encoding, crate::Value::Str(id), start.into(), end.into(), reason];
            let exception = vm.call(crate::Value::Class(class), &args)?;
            return Err(vm.raise(exception));
        }
        out.push_str(&format!("\\u{code:04x}"));
    }
    Ok(())
}
