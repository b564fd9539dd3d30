//! Shows the first difference between two texts.

/// Lines shown before the first difference, and from it on.
const BEFORE: usize = 2;
const AFTER: usize = 4;

/// Nothing when the texts are the same.
pub(super) fn difference(stream: &str, expected: &str, found: &str) -> Option<String> {
    if expected == found {
        return None;
    }
    let (expected, found): (Vec<&str>, Vec<&str>) =
        (expected.split_inclusive('\n').collect(), found.split_inclusive('\n').collect());
    let first = expected.iter().zip(&found).take_while(|(one, other)| one == other).count();
    let mut text = format!("{stream} differs from line {}:", first + 1);
    for line in expected.iter().take(first).skip(first.saturating_sub(BEFORE)) {
        push(&mut text, "  both   ", line);
    }
    for line in expected.iter().skip(first).take(AFTER) {
        push(&mut text, "  python ", line);
    }
    for line in found.iter().skip(first).take(AFTER) {
        push(&mut text, "  here   ", line);
    }
    Some(text)
}

fn push(text: &mut String, mark: &str, line: &str) {
    text.push('\n');
    text.push_str(mark);
    match line.strip_suffix('\n') {
        Some(line) => text.push_str(line),
        None => {
            text.push_str(line);
            text.push_str("  (no line end)");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn equal_texts_do_not_differ() {
        assert_eq!(difference("stdout", "a\nb\n", "a\nb\n"), None);
    }

    #[test]
    fn the_first_difference_is_shown_with_what_precedes_it() {
        let text = difference("stdout", "a\nb\nc\nd\n", "a\nb\nc\nD\n").unwrap();
        assert_eq!(text, "stdout differs from line 4:\n  both   b\n  both   c\n  python d\n  here   D");
    }

    #[test]
    fn a_missing_end_is_shown() {
        assert_eq!(
            difference("stdout", "a\nb\n", "a\n").unwrap(),
            "stdout differs from line 2:\n  both   a\n  python b"
        );
        let text = difference("stderr", "a\n", "a").unwrap();
        assert_eq!(text, "stderr differs from line 1:\n  python a\n  here   a  (no line end)");
    }
}
