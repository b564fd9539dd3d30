//! Blocks around the current statement, and the leaving of them by `return`, `break` and `continue`.

use padcell_syntax::TextRange;
use padcell_syntax::ast::{Identifier, Stmt};

use super::Codegen;
use crate::error::Result;
use crate::unit::Label;

/// What surrounds a statement within its function, with the state outside of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block<'a> {
    pub(crate) kind: BlockKind<'a>,
    pub(crate) region: u32,
    pub(crate) handled: Option<u8>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum BlockKind<'a> {
    Loop {
        next: Label,
        end: Label,
    },
    /// `try` with a `finally` that must run when control leaves.
    Finally(&'a [Stmt]),
    /// The body of an `except` whose name is unbound at its end; or of one without a name, or of a `finally`.
    Handler(Option<&'a Identifier>),
    /// The body of `except*`, which control may not leave.
    StarHandler,
    /// `exit` and the next register hold `__exit__` and its self.
    With {
        exit: u8,
        is_async: bool,
        range: TextRange,
    },
}

const LEAVES_STAR_HANDLER: &str = "'break', 'continue' and 'return' cannot appear in an except* block";

/// How many blocks may nest in one function.
const MAX_BLOCKS: usize = 21;

impl<'a> Codegen<'a> {
    pub(crate) fn push_block(&mut self, kind: BlockKind<'a>, range: TextRange) -> Result {
        if self.unit.blocks.len() >= MAX_BLOCKS {
            return self.error(range, "too many statically nested blocks");
        }
        let block = Block { kind, region: self.unit.region, handled: self.unit.handled };
        self.unit.blocks.push(block);
        Ok(())
    }

    pub(crate) fn pop_block(&mut self) {
        self.unit.blocks.pop();
    }

    /// The innermost loop: its place in the stack of blocks and its two labels.
    ///
    /// # Errors
    /// An `except*` stands between it and here.
    pub(crate) fn innermost_loop(&self, range: TextRange) -> Result<Option<(usize, Label, Label)>> {
        for (at, block) in self.unit.blocks.iter().enumerate().rev() {
            match block.kind {
                BlockKind::Loop { next, end } => return Ok(Some((at, next, end))),
                BlockKind::StarHandler => return self.error(range, LEAVES_STAR_HANDLER),
                _ => {}
            }
        }
        Ok(None)
    }

    /// Whether leaving down to `depth` blocks runs any code.
    pub(crate) fn leaving_runs_code(&self, depth: usize) -> bool {
        self.unit.blocks.iter().skip(depth).any(|block| {
            matches!(block.kind, BlockKind::Finally(_) | BlockKind::With { .. } | BlockKind::Handler(Some(_)))
        })
    }

    /// Emits what must run when control leaves all blocks but the first `depth`, then lets `after` emit the jump there.
    pub(crate) fn leave_blocks(
        &mut self,
        depth: usize,
        range: TextRange,
        after: impl FnOnce(&mut Self),
    ) -> Result {
        let (region, handled) = (self.unit.region, self.unit.handled);
        let left = self.unit.blocks.split_off(depth.min(self.unit.blocks.len()));
        for (at, block) in left.iter().enumerate().rev() {
            self.unit.region = block.region;
            self.unit.handled = block.handled;
            // The cleanup of this block runs inside those around it.
            self.unit.blocks.truncate(depth);
            self.unit.blocks.extend_from_slice(left.get(..at).unwrap_or_default());
            self.leave_block(block, range)?;
        }
        self.unit.blocks.truncate(depth);
        after(self);
        self.unit.blocks.extend(left);
        self.unit.region = region;
        self.unit.handled = handled;
        Ok(())
    }

    fn leave_block(&mut self, block: &Block<'a>, range: TextRange) -> Result {
        match block.kind {
            BlockKind::Loop { .. } | BlockKind::Handler(None) => Ok(()),
            BlockKind::Finally(body) => self.body(body),
            BlockKind::Handler(Some(name)) => {
                self.unbind_exception_name(name);
                Ok(())
            }
            BlockKind::StarHandler => self.error(range, LEAVES_STAR_HANDLER),
            BlockKind::With { exit, is_async, range } => self.call_exit_normally(exit, is_async, range),
        }
    }
}
