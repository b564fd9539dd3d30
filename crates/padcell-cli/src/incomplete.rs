//! Whether what was typed so far is a whole statement.

use padcell_syntax::{Limits, Mode, Source, parse};

/// Whether more lines have to come before the text can run: something is open, or a block has not been ended by an
/// empty line.
pub(crate) fn incomplete(text: &str) -> bool {
    let blank_end = text.ends_with("\n\n") || text.ends_with("\n\r\n");
    let last = text.trim_end_matches(['\n', '\r']);
    match parse(&Source::new("<stdin>", text), Mode::Exec, &Limits::default()) {
        Ok(parsed) => {
            let block = parsed.body().last().is_some_and(is_compound);
            block && !blank_end
        }
        Err(error) => {
            let lines = last.lines().count();
            let at_end = error.line as usize >= lines;
            let open = OPEN.iter().any(|it| error.message.contains(it));
            open || (at_end && !blank_end && last.trim_end().ends_with([':', '\\']))
                || (at_end && !blank_end && last.trim_start().starts_with('@'))
        }
    }
}

/// What messages say of a text that stops too early.
const OPEN: &[&str] = &[
    "was never closed",
    "unterminated triple-quoted",
    "unexpected EOF",
    "expected 'except' or 'finally' block",
];

fn is_compound(statement: &padcell_syntax::ast::Stmt) -> bool {
    use padcell_syntax::ast::Stmt;
    matches!(
        statement,
        Stmt::FunctionDef(_)
            | Stmt::ClassDef(_)
            | Stmt::For(_)
            | Stmt::While(_)
            | Stmt::If(_)
            | Stmt::With(_)
            | Stmt::Match(_)
            | Stmt::Try(_)
    )
}

#[cfg(test)]
mod tests {
    use super::incomplete;

    #[test]
    fn statements_and_their_beginnings() {
        for whole in ["x = 1\n", "f(\n1)\n", "if x:\n    y\n\n", "1 +\n", "def f(): pass\n\n", "'''a\nb'''\n"]
        {
            assert!(!incomplete(whole), "{whole:?}");
        }
        for part in
            ["if x:\n", "if x:\n    y\n", "f(\n", "'''a\n", "@cached\n", "class A:\n    x = 1\n", "x = \\\n"]
        {
            assert!(incomplete(part), "{part:?}");
        }
    }
}
