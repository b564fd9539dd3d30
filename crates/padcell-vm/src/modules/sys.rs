//! `sys`: the interpreter's own module.

mod streams;

pub(crate) use streams::{StandardStream, encode_stream_text};
