//! How large and how deeply nested a program may be.

/// Bounds on the source text, checked before the parser runs.
///
/// Brackets nest at most 200 deep and blocks at most 100, as in Python, whatever these say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of UTF-8 text.
    pub max_source_bytes: usize,
    /// Levels of the syntax tree: a bound on the recursion of whoever walks it.
    pub max_depth: usize,
    /// Nodes of the syntax tree; tokens stand for them, since no token makes more than a few nodes.
    pub max_nodes: usize,
}

impl Limits {
    /// The native stack that a thread needs which parses a program of the default depth, compiles it and drops its tree.
    ///
    /// Dropping such a tree takes a little under 1 MiB in a debug build, and parsing it not much more, because the parser
    /// takes further stack from the heap. A walk may spend 3 KiB on each level and still leave more than two thirds free.
    pub const STACK_SIZE: usize = 64 << 20;
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_source_bytes: 8 << 20, max_depth: 6_000, max_nodes: 1 << 20 }
    }
}
