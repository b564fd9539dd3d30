//! Sources: decoding, lines, positions, limits.

use padcell_syntax::{
    ErrorKind, Limits, Mode, Source, SyntaxError, TextSize, ast, code_points, decode, element_code_points,
    parse,
};

fn parse_text(text: &str, limits: &Limits) -> Result<(), SyntaxError> {
    parse(&Source::new("<test>", text), Mode::Exec, limits).map(drop)
}

#[test]
fn positions_count_characters() {
    let source = Source::new("<test>", "x = 1\né = 'ü' + 日\n");
    let at =
        |text: &str| source.text().find(text).and_then(|at| TextSize::try_from(at).ok()).expect("an offset");
    assert_eq!(source.name(), "<test>");
    assert_eq!(source.position(TextSize::new(0)), (1, 1));
    assert_eq!(source.position(at("é")), (2, 1));
    assert_eq!(source.position(at("'ü'")), (2, 5));
    assert_eq!(source.position(at("日")), (2, 11));
    assert_eq!(source.position(TextSize::new(1_000)), (3, 1));
    assert_eq!(source.line_text(2), Some("é = 'ü' + 日\n"));
    assert_eq!(source.line_text(3), Some(""));
    assert_eq!((source.line_text(0), source.line_text(4)), (None, None));
}

#[test]
fn errors_count_characters_too() {
    let error = parse_text("é = 'ü' 日 = 2\n", &Limits::default()).expect_err("two operands");
    assert_eq!((error.line, error.column, error.end_line, error.end_column), (1, 9, 1, 10));
    assert_eq!(error.text.as_deref(), Some("é = 'ü' 日 = 2\n"));
    // Python names no end of these.
    let error = parse_text("x = (é", &Limits::default()).expect_err("open");
    assert_eq!((error.line, error.column, error.end_line, error.end_column), (1, 5, 1, 0));
}

#[test]
fn line_ends_are_one() {
    let source = Source::new("<test>", "a\r\nb\rc\n'''\r\n'''\r\n");
    assert_eq!(source.text(), "a\nb\nc\n'''\n'''\n");
    assert_eq!(source.position(TextSize::new(4)), (3, 1));
}

#[test]
fn decodes() {
    let good: [(&[u8], &str); 9] = [
        (b"x = 1", "x = 1"),
        ("é".as_bytes(), "é"),
        (b"\xEF\xBB\xBFx", "x"),
        (b"# coding: latin-1\n'\xE9'", "# coding: latin-1\n'é'"),
        (b"#!x\n# vim: set fileencoding=iso-8859-1 :\n\xE9", "#!x\n# vim: set fileencoding=iso-8859-1 :\né"),
        (b"# -*- coding: UTF_8 -*-\n\xC3\xA9", "# -*- coding: UTF_8 -*-\né"),
        (b"# coding: us-ascii\nx", "# coding: us-ascii\nx"),
        (b"\n\n# coding: no-such\n", "\n\n# coding: no-such\n"),
        (b"x = 1\n# coding: no-such\n", "x = 1\n# coding: no-such\n"),
    ];
    for (bytes, text) in good {
        assert_eq!(decode(bytes, "f.py").as_deref(), Ok(text));
    }
}

#[test]
fn refuses_to_decode() {
    let bad: [(&[u8], u32, &str); 10] = [
        (b"# coding: no-such\n", 0, "unknown encoding: no-such"),
        (b"\xEF\xBB\xBF# coding: iso-8859-1\n", 0, "encoding problem: iso-8859-1 with BOM"),
        (b"a\0b", 0, "source code cannot contain null bytes"),
        (
            b"\xFF",
            1,
            "(unicode error) 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte",
        ),
        (
            b"\n\x80",
            2,
            "(unicode error) 'utf-8' codec can't decode byte 0x80 in position 1: invalid start byte",
        ),
        (
            b"\xE2(",
            1,
            "(unicode error) 'utf-8' codec can't decode byte 0xe2 in position 0: invalid continuation byte",
        ),
        (
            b"\xC3",
            1,
            "(unicode error) 'utf-8' codec can't decode byte 0xc3 in position 0: unexpected end of data",
        ),
        (
            b"\xE2\x82",
            1,
            "(unicode error) 'utf-8' codec can't decode bytes in position 0-1: unexpected end of data",
        ),
        (
            b"# coding: ascii\n\xE9",
            2,
            "'ascii' codec can't decode byte 0xe9 in position 16: ordinal not in range(128)",
        ),
        (b"# coding: cp1252\n", 0, "unknown encoding: cp1252"),
    ];
    for (bytes, line, message) in bad {
        let error = decode(bytes, "f.py").expect_err(message);
        assert_eq!((error.line, &*error.message), (line, message));
    }
}

#[test]
fn limits_hold() {
    let refused = |text: &str, limits: &Limits| parse_text(text, limits).expect_err(text);
    let small = Limits { max_source_bytes: 10, ..Limits::default() };
    assert_eq!(refused("x = 1 + 2 + 3", &small).kind, ErrorKind::TooLarge);
    let few = Limits { max_nodes: 5, ..Limits::default() };
    assert_eq!(refused("x = 1 + 2 + 3", &few).kind, ErrorKind::TooLarge);
    assert_eq!(refused("x = 1 + 2 + 3", &few).exception_name(), "MemoryError");
    let shallow = Limits { max_depth: 20, ..Limits::default() };
    assert_eq!(refused(&format!("x = {}1", "-".repeat(40)), &shallow).kind, ErrorKind::TooDeep);
    assert!(parse_text("x = -(-1)", &shallow).is_ok());
    let error = refused("x = 'a\0b'", &Limits::default());
    assert_eq!(error.message, "source code string cannot contain null bytes");
}

#[test]
fn incomplete_programs_are_told() {
    let is_incomplete = |text: &str| {
        let source = Source::new("<stdin>", text);
        parse(&source, Mode::Single, &Limits::default()).expect_err(text).is_incomplete(&source)
    };
    for text in
        ["if x:", "if x:\n", "(1,\n", "x = '''a\n", "x = 1 + \\\n", "try:\n  x\n", "@f\n", "def f(a,\n"]
    {
        assert!(is_incomplete(text), "{text:?}");
    }
    for text in ["x = = 1\n", "x = (1]\n", "x = 'a\n", "if x y:\n"] {
        assert!(!is_incomplete(text), "{text:?}");
    }
}

#[test]
fn lone_surrogates_are_found() {
    let points = |text: &str| {
        let source = Source::new("<test>", text);
        let parsed = parse(&source, Mode::Eval, &Limits::default()).expect(text);
        match parsed.expression() {
            Some(ast::Expr::StringLiteral(literal)) => {
                literal.value.iter().next().and_then(|part| code_points(&source, part))
            }
            Some(ast::Expr::FString(string)) => string.value.elements().find_map(|element| {
                element.as_literal().and_then(|element| element_code_points(&source, element, false))
            }),
            _ => None,
        }
    };
    assert_eq!(
        points(r"'a\ud800\x62\n\'\101\N{BULLET}\U0001F600\q'").as_deref(),
        Some(&[0x61, 0xD800, 0x62, 0x0A, 0x27, 0x41, 0x2022, 0x1F600, 0x5C, 0x71,][..])
    );
    assert_eq!(points(r"f'{{\udc80}}é{a}'").as_deref(), Some(&[0x7B, 0xDC80, 0x7D, 0xE9][..]));
    for exact in ["'a'", r"'\ufffd'", "'\u{FFFD}'", r"r'\ud800'", r"'\\ud800'"] {
        assert_eq!(points(exact), None, "{exact}");
    }
}
