//! The compiler of every cell: source text to code objects, behind the machine's trait.

use std::sync::Arc;

use padcell_bytecode::Code;
use padcell_compiler::{Mode, Options, compile_source};
use padcell_syntax::{ErrorKind, Limits, SyntaxError};
use padcell_vm::{Compile, CompileError, CompileMode, CompileOptions};

/// The bundled compiler, which keeps nothing between two texts.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Compiler;

impl Compile for Compiler {
    fn compile(&self, source: &str, options: &CompileOptions) -> Result<Arc<Code>, CompileError> {
        let mode = match options.mode {
            CompileMode::Exec => Mode::Exec,
            CompileMode::Eval => Mode::Eval,
            CompileMode::Single => Mode::Single,
        };
        let mut wanted = Options::new(&options.filename).with_mode(mode);
        wanted.optimize = options.optimize;
        wanted.future_annotations = options.future_annotations;
        compile_source(source, &wanted, &Limits::default()).map_err(error)
    }

    fn decode(&self, source: &[u8], filename: &str) -> Result<String, CompileError> {
        padcell_syntax::decode(source, filename).map_err(error)
    }
}

fn error(error: SyntaxError) -> CompileError {
    CompileError {
        class: error.exception_name(),
        too_deep: matches!(error.kind, ErrorKind::TooDeep | ErrorKind::TooLarge),
        message: error.message,
        line: error.line,
        column: error.column,
        end_line: error.end_line,
        end_column: error.end_column,
        text: error.text,
    }
}
