//! What is wrong with programs that are none: kind, place and words, as Python 3.14 has them.

use padcell_syntax::ErrorKind::{Indentation, Syntax, Tab};
use padcell_syntax::{ErrorKind, Limits, Mode, Source, parse};

/// A program, the error's kind, line, column and message.
type Row = (&'static str, ErrorKind, u32, u32, &'static str);

fn check(rows: &[Row]) {
    check_mode(Mode::Exec, rows);
}

fn check_mode(mode: Mode, rows: &[Row]) {
    for &(text, kind, line, column, message) in rows {
        let error = parse(&Source::new("<test>", text), mode, &Limits::default()).expect_err(text);
        let found = (error.kind, error.line, error.column, &*error.message);
        assert_eq!(found, (kind, line, column, message), "{text:?}");
    }
}

#[test]
fn tokens() {
    check(&[
        ("x = $", Syntax, 1, 5, "invalid syntax"),
        ("a ? b", Syntax, 1, 3, "invalid syntax"),
        ("x = €", Syntax, 1, 5, "invalid character '€' (U+20AC)"),
        ("x = 1\u{a0}+ 2", Syntax, 1, 6, "invalid non-printable character U+00A0"),
        ("x = 1a", Syntax, 1, 5, "invalid decimal literal"),
        ("x = 0x", Syntax, 1, 6, "invalid hexadecimal literal"),
        ("x = 0b12", Syntax, 1, 8, "invalid digit '2' in binary literal"),
        ("x = 0o8", Syntax, 1, 7, "invalid digit '8' in octal literal"),
        ("x = 0b", Syntax, 1, 6, "invalid binary literal"),
        ("x = 1_", Syntax, 1, 6, "invalid decimal literal"),
        ("x = 1__0", Syntax, 1, 6, "invalid decimal literal"),
        (
            "x = 0777",
            Syntax,
            1,
            5,
            "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
        ),
        (
            "x = 00_1",
            Syntax,
            1,
            5,
            "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
        ),
        ("x = 1e+", Syntax, 1, 7, "invalid decimal literal"),
        ("x = 1jx", Syntax, 1, 6, "invalid imaginary literal"),
        ("x = 0xfg", Syntax, 1, 7, "invalid hexadecimal literal"),
        ("x = 'abc", Syntax, 1, 5, "unterminated string literal (detected at line 1)"),
        ("x = 'abc\n", Syntax, 1, 5, "unterminated string literal (detected at line 1)"),
        (
            "x = 'it\\'s",
            Syntax,
            1,
            5,
            "unterminated string literal (detected at line 1); perhaps you escaped the end quote?",
        ),
        ("x = '''abc\n\ny", Syntax, 1, 5, "unterminated triple-quoted string literal (detected at line 3)"),
        ("x = b'é'", Syntax, 1, 5, "bytes can only contain ASCII literal characters"),
        ("x = f'abc", Syntax, 1, 5, "unterminated f-string literal (detected at line 1)"),
        (
            "x = f\"\"\"abc\ny",
            Syntax,
            1,
            5,
            "unterminated triple-quoted f-string literal (detected at line 2)",
        ),
        (
            "x = '\\x4'",
            Syntax,
            1,
            5,
            "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-2: truncated \\xXX escape",
        ),
        (
            "x = '\\u12'",
            Syntax,
            1,
            5,
            "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-3: truncated \\uXXXX escape",
        ),
        (
            "x = '\\N{no such name}'",
            Syntax,
            1,
            5,
            "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-15: unknown Unicode character name",
        ),
        ("x = b'\\xg'", Syntax, 1, 5, "(value error) invalid \\x escape at position 0"),
        ("x = \\ 1", Syntax, 1, 6, "unexpected character after line continuation character"),
        ("x = 1 \\", Syntax, 1, 8, "unexpected EOF while parsing"),
        ("éè = 1 $", Syntax, 1, 8, "invalid syntax"),
        ("x = <> y", Syntax, 1, 5, "invalid syntax"),
    ]);
}

#[test]
fn brackets() {
    check(&[
        ("(", Syntax, 1, 1, "'(' was never closed"),
        ("x = (1,\n", Syntax, 1, 5, "'(' was never closed"),
        ("x = [1, 2\ny = 3\n", Syntax, 1, 5, "'[' was never closed"),
        ("f(a, b", Syntax, 1, 2, "'(' was never closed"),
        ("{", Syntax, 1, 1, "'{' was never closed"),
        ("x = (1]", Syntax, 1, 7, "closing parenthesis ']' does not match opening parenthesis '('"),
        (
            "x = (1\n]",
            Syntax,
            2,
            1,
            "closing parenthesis ']' does not match opening parenthesis '(' on line 1",
        ),
        ("x)", Syntax, 1, 2, "unmatched ')'"),
        ("]", Syntax, 1, 1, "unmatched ']'"),
        ("x = {1: (2}", Syntax, 1, 11, "closing parenthesis '}' does not match opening parenthesis '('"),
        ("f(xy\nz = 1 1\n", Syntax, 1, 2, "'(' was never closed"),
    ]);
}

#[test]
fn indentation() {
    check(&[
        (" x", Indentation, 1, 1, "unexpected indent"),
        (" \tx", Indentation, 1, 2, "unexpected indent"),
        ("x = 1\n  y = 2", Indentation, 2, 2, "unexpected indent"),
        ("if x:\n    y\n  z\n", Indentation, 3, 4, "unindent does not match any outer indentation level"),
        ("if x:\n\ty\n        z\n", Tab, 3, 1, "inconsistent use of tabs and spaces in indentation"),
        ("if x:\ny", Indentation, 2, 1, "expected an indented block after 'if' statement on line 1"),
        ("if x:\n", Indentation, 1, 6, "expected an indented block after 'if' statement on line 1"),
        ("while x:\ny", Indentation, 2, 1, "expected an indented block after 'while' statement on line 1"),
        ("for x in y:\nz", Indentation, 2, 1, "expected an indented block after 'for' statement on line 1"),
        ("def f():\nx", Indentation, 2, 1, "expected an indented block after function definition on line 1"),
        (
            "async def f():\nx",
            Indentation,
            2,
            1,
            "expected an indented block after function definition on line 1",
        ),
        ("class A:\nx", Indentation, 2, 1, "expected an indented block after class definition on line 1"),
        ("with x:\ny", Indentation, 2, 1, "expected an indented block after 'with' statement on line 1"),
        ("try:\nx", Indentation, 2, 1, "expected an indented block after 'try' statement on line 1"),
        (
            "try:\n  x\nexcept A:\ny",
            Indentation,
            4,
            1,
            "expected an indented block after 'except' statement on line 3",
        ),
        (
            "try:\n  x\nexcept* A:\ny",
            Indentation,
            4,
            1,
            "expected an indented block after 'except*' statement on line 3",
        ),
        (
            "try:\n  x\nfinally:\ny",
            Indentation,
            4,
            1,
            "expected an indented block after 'finally' statement on line 3",
        ),
        (
            "if x:\n  y\nelif z:\na",
            Indentation,
            4,
            1,
            "expected an indented block after 'elif' statement on line 3",
        ),
        (
            "if x:\n  y\nelse:\nz",
            Indentation,
            4,
            1,
            "expected an indented block after 'else' statement on line 3",
        ),
        (
            "match x:\n  case y:\n  z",
            Indentation,
            3,
            3,
            "expected an indented block after 'case' statement on line 2",
        ),
        ("x = 1\n    )", Indentation, 2, 4, "unexpected indent"),
    ]);
}

#[test]
fn statements() {
    check(&[
        ("if x\n  y", Syntax, 1, 5, "expected ':'"),
        ("while x\n", Syntax, 1, 8, "expected ':'"),
        ("for x in y\n  z", Syntax, 1, 11, "expected ':'"),
        ("def f()\n", Syntax, 1, 8, "expected ':'"),
        ("def f:\n", Syntax, 1, 6, "expected '('"),
        ("def f\n", Syntax, 1, 6, "expected '('"),
        ("class A\n  x", Syntax, 1, 8, "expected ':'"),
        ("try\n", Syntax, 1, 4, "expected ':'"),
        ("else:\n", Syntax, 1, 1, "invalid syntax"),
        ("if x: y\nelse\n", Syntax, 2, 5, "expected ':'"),
        ("with x\n", Syntax, 1, 7, "expected ':'"),
        ("lambda x\n", Syntax, 1, 9, "invalid syntax"),
        ("import a.", Syntax, 1, 10, "invalid syntax"),
        ("from a import b,", Syntax, 1, 17, "trailing comma not allowed without surrounding parentheses"),
        ("import a from b\n", Syntax, 1, 1, "Did you mean to use 'from ... import ...' instead?"),
        ("from a import (b, c", Syntax, 1, 15, "'(' was never closed"),
        ("a b", Syntax, 1, 3, "invalid syntax"),
        ("print \"x\"", Syntax, 1, 1, "Missing parentheses in call to 'print'. Did you mean print(...)?"),
        ("print x, y", Syntax, 1, 1, "Missing parentheses in call to 'print'. Did you mean print(...)?"),
        ("exec \"x\"", Syntax, 1, 1, "Missing parentheses in call to 'exec'. Did you mean exec(...)?"),
        ("try:\n  x\n", Syntax, 2, 4, "expected 'except' or 'finally' block"),
        ("try:\n  x\ny = 1\n", Syntax, 3, 1, "expected 'except' or 'finally' block"),
        (
            "try: pass\nexcept: pass\nexcept* A: pass\n",
            Syntax,
            3,
            1,
            "cannot have both 'except' and 'except*' on the same 'try'",
        ),
        ("try: pass\nexcept*: pass\n", Syntax, 2, 8, "expected one or more exception types"),
        ("x = yield = 1", Syntax, 1, 5, "assignment to yield expression not possible"),
        ("async x", Syntax, 1, 7, "invalid syntax"),
        ("return return", Syntax, 1, 8, "invalid syntax"),
        ("del", Syntax, 1, 4, "invalid syntax"),
        ("global", Syntax, 1, 7, "invalid syntax"),
        ("raise x, y", Syntax, 1, 8, "invalid syntax"),
        ("if x: if y: z", Syntax, 1, 7, "invalid syntax"),
        ("pass pass", Syntax, 1, 6, "invalid syntax"),
        ("x +", Syntax, 1, 4, "invalid syntax"),
        ("x = ", Syntax, 1, 5, "invalid syntax"),
        ("x = = 1", Syntax, 1, 5, "invalid syntax"),
        ("1 +* 2", Syntax, 1, 4, "invalid syntax"),
        ("not", Syntax, 1, 4, "invalid syntax"),
        ("a not b", Syntax, 1, 7, "invalid syntax"),
        ("def f(): return x y", Syntax, 1, 19, "invalid syntax"),
        ("for x y in z: pass", Syntax, 1, 7, "invalid syntax"),
        ("for x: pass", Syntax, 1, 6, "invalid syntax"),
        ("nonlocal", Syntax, 1, 9, "invalid syntax"),
        ("assert", Syntax, 1, 7, "invalid syntax"),
        ("import a as", Syntax, 1, 12, "invalid syntax"),
        ("with a as 1: pass", Syntax, 1, 11, "cannot assign to literal"),
        ("break 1", Syntax, 1, 7, "invalid syntax"),
    ]);
}

#[test]
fn targets() {
    check(&[
        ("1 = x", Syntax, 1, 1, "cannot assign to literal here. Maybe you meant '==' instead of '='?"),
        (
            "f() = 1",
            Syntax,
            1,
            1,
            "cannot assign to function call here. Maybe you meant '==' instead of '='?",
        ),
        ("a + b = 1", Syntax, 1, 1, "cannot assign to expression here. Maybe you meant '==' instead of '='?"),
        ("None = 1", Syntax, 1, 1, "cannot assign to None"),
        ("True = 1", Syntax, 1, 1, "cannot assign to True"),
        ("x = 1 = y", Syntax, 1, 5, "cannot assign to literal"),
        ("(a, 1) = x", Syntax, 1, 5, "cannot assign to literal"),
        ("[a, f()] = x", Syntax, 1, 5, "cannot assign to function call"),
        (
            "a, b + 1 = x",
            Syntax,
            1,
            4,
            "cannot assign to expression here. Maybe you meant '==' instead of '='?",
        ),
        ("\"s\" = 1", Syntax, 1, 1, "cannot assign to literal here. Maybe you meant '==' instead of '='?"),
        (
            "f'{x}' = 1",
            Syntax,
            1,
            1,
            "cannot assign to f-string expression here. Maybe you meant '==' instead of '='?",
        ),
        ("... = 1", Syntax, 1, 1, "cannot assign to ellipsis here. Maybe you meant '==' instead of '='?"),
        ("{} = 1", Syntax, 1, 1, "cannot assign to dict literal here. Maybe you meant '==' instead of '='?"),
        ("{a} = 1", Syntax, 1, 1, "cannot assign to set display here. Maybe you meant '==' instead of '='?"),
        (
            "[x for x in y] = 1",
            Syntax,
            1,
            1,
            "cannot assign to list comprehension here. Maybe you meant '==' instead of '='?",
        ),
        ("(x for x in y) = 1", Syntax, 1, 1, "cannot assign to generator expression"),
        ("lambda: 1 = 2", Syntax, 1, 1, "cannot assign to lambda"),
        ("a if b else c = 1", Syntax, 1, 1, "cannot assign to conditional expression"),
        ("a and b = 1", Syntax, 1, 1, "cannot assign to expression"),
        ("a < b = 1", Syntax, 1, 1, "cannot assign to comparison"),
        ("-a = 1", Syntax, 1, 1, "cannot assign to expression here. Maybe you meant '==' instead of '='?"),
        (
            "(yield) = 1",
            Syntax,
            1,
            2,
            "cannot assign to yield expression here. Maybe you meant '==' instead of '='?",
        ),
        ("f() += 1", Syntax, 1, 1, "'function call' is an illegal expression for augmented assignment"),
        ("(a, b) += 1", Syntax, 1, 1, "'tuple' is an illegal expression for augmented assignment"),
        ("1 += 1", Syntax, 1, 1, "'literal' is an illegal expression for augmented assignment"),
        ("del f()", Syntax, 1, 5, "cannot delete function call"),
        ("del 1", Syntax, 1, 5, "cannot delete literal"),
        ("del a + b", Syntax, 1, 5, "cannot delete expression"),
        ("del (a, f())", Syntax, 1, 9, "cannot delete function call"),
        ("for 1 in x: pass", Syntax, 1, 5, "cannot assign to literal"),
        ("for f() in x: pass", Syntax, 1, 5, "cannot assign to function call"),
        ("(1 := 2)", Syntax, 1, 2, "cannot use assignment expressions with literal"),
        ("(a.b := 2)", Syntax, 1, 2, "cannot use assignment expressions with attribute"),
        ("(a[0] := 2)", Syntax, 1, 2, "cannot use assignment expressions with subscript"),
        ("f(): int = 1", Syntax, 1, 1, "illegal target for annotation"),
        ("(a, b): int", Syntax, 1, 1, "only single target (not tuple) can be annotated"),
        ("[a]: int", Syntax, 1, 1, "only single target (not list) can be annotated"),
        ("1: int", Syntax, 1, 1, "illegal target for annotation"),
        ("if x = 1: pass", Syntax, 1, 4, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"),
        (
            "while a.b = 1: pass",
            Syntax,
            1,
            7,
            "cannot assign to attribute here. Maybe you meant '==' instead of '='?",
        ),
        ("[x = 1]", Syntax, 1, 2, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"),
        ("(x = 1)", Syntax, 1, 2, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"),
        ("(a.b = 1)", Syntax, 1, 2, "cannot assign to attribute here. Maybe you meant '==' instead of '='?"),
        ("with f() as g(): pass", Syntax, 1, 13, "cannot assign to function call"),
        ("*a + 1 = b", Syntax, 1, 2, "cannot assign to expression"),
    ]);
}

#[test]
fn calls() {
    check(&[
        ("f(a=1, b)", Syntax, 1, 9, "positional argument follows keyword argument"),
        ("f(**a, b)", Syntax, 1, 9, "positional argument follows keyword argument unpacking"),
        ("f(**a, *b)", Syntax, 1, 6, "iterable argument unpacking follows keyword argument unpacking"),
        ("f(a.b=1)", Syntax, 1, 3, "expression cannot contain assignment, perhaps you meant \"==\"?"),
        ("f(1=2)", Syntax, 1, 3, "expression cannot contain assignment, perhaps you meant \"==\"?"),
        ("f(True=1)", Syntax, 1, 3, "cannot assign to True"),
        ("f(a=)", Syntax, 1, 3, "expected argument value expression"),
        ("f(a=1 for a in b)", Syntax, 1, 3, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"),
        ("f(x for x in y, 1)", Syntax, 1, 3, "Generator expression must be parenthesized"),
        ("f(1, x for x in y)", Syntax, 1, 6, "Generator expression must be parenthesized"),
        ("f(a b)", Syntax, 1, 3, "invalid syntax. Perhaps you forgot a comma?"),
        ("f(a, b c)", Syntax, 1, 6, "invalid syntax. Perhaps you forgot a comma?"),
        ("f(a, \"x\" b)", Syntax, 1, 6, "invalid syntax. Perhaps you forgot a comma?"),
        ("[1, 2 3]", Syntax, 1, 5, "invalid syntax. Perhaps you forgot a comma?"),
        ("{1: 2 3: 4}", Syntax, 1, 5, "invalid syntax. Perhaps you forgot a comma?"),
        ("{1: 2, 3}", Syntax, 1, 8, "':' expected after dictionary key"),
        ("{1: }", Syntax, 1, 3, "expression expected after dictionary key and ':'"),
        ("{1: *a}", Syntax, 1, 5, "cannot use a starred expression in a dictionary value"),
        ("x[a b]", Syntax, 1, 3, "invalid syntax. Perhaps you forgot a comma?"),
        ("x[]", Syntax, 1, 3, "invalid syntax"),
        ("(a b)", Syntax, 1, 2, "invalid syntax. Perhaps you forgot a comma?"),
        ("(*a)", Syntax, 1, 2, "cannot use starred expression here"),
        ("[*a for a in b]", Syntax, 1, 2, "iterable unpacking cannot be used in comprehension"),
        ("[a, b for a, b in c]", Syntax, 1, 2, "did you forget parentheses around the comprehension target?"),
        ("{**a for a in b}", Syntax, 1, 2, "dict unpacking cannot be used in dict comprehension"),
        ("[x for x y]", Syntax, 1, 10, "'in' expected after for-loop variables"),
        ("[x for x]", Syntax, 1, 9, "'in' expected after for-loop variables"),
        ("(x if y)", Syntax, 1, 2, "expected 'else' after 'if' expression"),
        ("a = 1 if 2", Syntax, 1, 5, "expected 'else' after 'if' expression"),
        ("x = (1 if 2 else)", Syntax, 1, 17, "invalid syntax"),
        ("- not x", Syntax, 1, 3, "'not' after an operator must be parenthesized"),
        ("1 + not x", Syntax, 1, 5, "'not' after an operator must be parenthesized"),
        ("f(*)", Syntax, 1, 4, "Invalid star expression"),
        ("x[*]", Syntax, 1, 4, "Invalid star expression"),
    ]);
}

#[test]
fn parameters() {
    check(&[
        (
            "def f(a=1, b): pass",
            Syntax,
            1,
            12,
            "parameter without a default follows parameter with a default",
        ),
        ("def f(*): pass", Syntax, 1, 7, "named arguments must follow bare *"),
        ("def f(*, **k): pass", Syntax, 1, 7, "named arguments must follow bare *"),
        ("def f(*, *a): pass", Syntax, 1, 10, "* argument may appear only once"),
        ("def f(*a, *b): pass", Syntax, 1, 11, "* argument may appear only once"),
        ("def f(**k, a): pass", Syntax, 1, 12, "arguments cannot follow var-keyword argument"),
        ("def f(**k, *a): pass", Syntax, 1, 12, "arguments cannot follow var-keyword argument"),
        ("def f(**k, **l): pass", Syntax, 1, 12, "arguments cannot follow var-keyword argument"),
        ("def f(/): pass", Syntax, 1, 7, "invalid syntax"),
        ("def f(a, /, b, /): pass", Syntax, 1, 16, "/ may appear only once"),
        ("def f(*a, /): pass", Syntax, 1, 11, "/ must be ahead of *"),
        ("def f(*a=1): pass", Syntax, 1, 9, "var-positional argument cannot have default value"),
        ("def f(**k=1): pass", Syntax, 1, 10, "var-keyword argument cannot have default value"),
        ("def f(a=): pass", Syntax, 1, 8, "expected default value expression"),
        ("def f((a, b)): pass", Syntax, 1, 7, "Function parameters cannot be parenthesized"),
        ("def f(a, 1): pass", Syntax, 1, 10, "invalid syntax"),
        ("def f(a b): pass", Syntax, 1, 9, "invalid syntax"),
        ("lambda a=1, b: 0", Syntax, 1, 13, "parameter without a default follows parameter with a default"),
        ("lambda *: 0", Syntax, 1, 9, "named arguments must follow bare *"),
        ("lambda (a, b): 0", Syntax, 1, 8, "Lambda expression parameters cannot be parenthesized"),
        ("def f[](): pass", Syntax, 1, 7, "Type parameter list cannot be empty"),
        ("class A[*T: int]: pass", Syntax, 1, 11, "cannot use bound with TypeVarTuple"),
        ("class A[**T: (int, str)]: pass", Syntax, 1, 12, "cannot use constraints with ParamSpec"),
        ("def f(a, /*, b): pass", Syntax, 1, 11, "expected comma between / and *"),
    ]);
}

#[test]
fn strings() {
    check(&[
        ("f'{}'", Syntax, 1, 4, "f-string: valid expression required before '}'"),
        ("f'{ }'", Syntax, 1, 5, "f-string: valid expression required before '}'"),
        ("f'{!r}'", Syntax, 1, 4, "f-string: valid expression required before '!'"),
        ("f'{=}'", Syntax, 1, 4, "f-string: valid expression required before '='"),
        ("f'{:x}'", Syntax, 1, 4, "f-string: valid expression required before ':'"),
        ("f'{a b}'", Syntax, 1, 4, "invalid syntax. Perhaps you forgot a comma?"),
        ("f'{a!x}'", Syntax, 1, 6, "f-string: invalid conversion character 'x': expected 's', 'r', or 'a'"),
        ("f'{a!}'", Syntax, 1, 6, "f-string: missing conversion character"),
        ("f'{a!1}'", Syntax, 1, 6, "f-string: invalid conversion character"),
        ("f'}'", Syntax, 1, 3, "f-string: single '}' is not allowed"),
        ("f'{a}}'", Syntax, 1, 6, "f-string: single '}' is not allowed"),
        ("f'{a:x'", Syntax, 1, 7, "f-string: expecting '}', or format specs"),
        ("f'{a'", Syntax, 1, 5, "f-string: expecting '}'"),
        ("f'{a)}'", Syntax, 1, 5, "f-string: unmatched ')'"),
        ("f'{(a}'", Syntax, 1, 6, "closing parenthesis '}' does not match opening parenthesis '('"),
        ("f'{,}'", Syntax, 1, 4, "f-string: expecting a valid expression after '{'"),
        (
            "f'{lambda x: 1}'",
            Syntax,
            1,
            4,
            "f-string: lambda expressions are not allowed without parentheses",
        ),
        ("f'{a:{b:{c:{d}}}}'", Syntax, 1, 11, "f-string: expressions nested too deeply"),
        ("'a' b'b'", Syntax, 1, 9, "cannot mix bytes and nonbytes literals"),
        ("f'{a = b}'", Syntax, 1, 8, "f-string: expecting '!', or ':', or '}'"),
    ]);
}

#[test]
fn patterns() {
    check(&[
        ("match x:\n  case 1 + 2: pass", Syntax, 2, 12, "imaginary number required in complex literal"),
        ("match x:\n  case a(b=1, 2): pass", Syntax, 2, 15, "positional patterns follow keyword patterns"),
        ("match x:\n  case a as _: pass", Syntax, 2, 13, "cannot use '_' as a target"),
        ("match x:\n  case 1j + 1j: pass", Syntax, 2, 8, "real number required in complex literal"),
        ("match x\n  case 1: pass", Syntax, 1, 8, "expected ':'"),
        ("match x:\n  case 1\n    pass", Syntax, 2, 9, "expected ':'"),
        ("match x:\n  pass", Syntax, 2, 3, "invalid syntax"),
    ]);
}

/// What Python 3.14 says and earlier versions do not.
#[test]
fn newer_than_3_13() {
    check(&[
        ("ub'x'", Syntax, 1, 1, "'u' and 'b' prefixes are incompatible"),
        ("x = bf''", Syntax, 1, 5, "'b' and 'f' prefixes are incompatible"),
        ("import a as b.c", Syntax, 1, 13, "cannot use attribute as import target"),
        ("from a import b as f()", Syntax, 1, 20, "cannot use function call as import target"),
        ("match x:\n  case y as a.b: pass", Syntax, 2, 13, "cannot use attribute as pattern target"),
        ("try: pass\nexcept E as a.b: pass", Syntax, 2, 13, "cannot use except statement with attribute"),
        ("x = pass if c else 1", Syntax, 1, 5, "expected expression before 'if', but statement is given"),
        ("x = 1 if c else pass", Syntax, 1, 17, "expected expression after 'else', but statement is given"),
        ("{1: **d}", Syntax, 1, 5, "cannot use dict unpacking in a dictionary value"),
        ("if a:\n  b\nelse:\n  c\nelif d:\n  e", Syntax, 5, 1, "'elif' block follows an 'else' block"),
        ("t'a' 'b'", Syntax, 1, 1, "cannot mix t-string literals with string or bytes literals"),
        ("t'{}'", Syntax, 1, 4, "t-string: valid expression required before '}'"),
        (
            "f'{a:x\n}'",
            Syntax,
            1,
            7,
            "f-string: newlines are not allowed in format specifiers for single quoted f-strings",
        ),
        (
            "try: pass\nexcept A, B as c: pass",
            Syntax,
            2,
            8,
            "multiple exception types must be parenthesized when using 'as'",
        ),
    ]);
}

#[test]
fn repeated_keywords() {
    check(&[
        ("f(a=1, a=2)", Syntax, 1, 8, "keyword argument repeated: a"),
        ("f(a=1,\n b=3, a = 2 + 3)", Syntax, 2, 7, "keyword argument repeated: a"),
        ("class A(x=1, x=2): pass", Syntax, 1, 14, "keyword argument repeated: x"),
        ("f(**x, a=1, **y, a=2)", Syntax, 1, 18, "keyword argument repeated: a"),
        ("@d(a=1, a=3)\ndef f(): pass", Syntax, 1, 9, "keyword argument repeated: a"),
        ("def f(a=1, b=2): return g(a=1, a=2)", Syntax, 1, 32, "keyword argument repeated: a"),
    ]);
}

#[test]
fn expressions() {
    check_mode(
        Mode::Eval,
        &[
            (" 1", Indentation, 1, 1, "unexpected indent"),
            ("x = 1", Syntax, 1, 3, "invalid syntax"),
            ("1;", Syntax, 1, 2, "invalid syntax"),
            ("pass", Syntax, 1, 1, "invalid syntax"),
            ("1 2", Syntax, 1, 3, "invalid syntax"),
            ("yield", Syntax, 1, 1, "invalid syntax"),
            ("(1", Syntax, 1, 1, "'(' was never closed"),
        ],
    );
}

#[test]
fn single_statements() {
    let several = "multiple statements found while compiling a single statement";
    check_mode(
        Mode::Single,
        &[
            ("a\nb", Syntax, 1, 2, several),
            ("a; b\nc", Syntax, 1, 5, several),
            ("if x: pass\ny", Syntax, 2, 1, "invalid syntax"),
        ],
    );
    for text in ["a", "a; b", "a\n\n", "a\n# c\n", "if x: pass\n", "if x:\n  y\n\n"] {
        assert!(parse(&Source::new("<test>", text), Mode::Single, &Limits::default()).is_ok(), "{text:?}");
    }
}
