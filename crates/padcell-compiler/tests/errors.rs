//! What the symbol table and the compiler refuse, with Python's words and places.

use padcell_compiler::{Options, compile_source};
use padcell_syntax::Limits;

#[track_caller]
fn check(source: &str, message: &str, line: u32, column: u32) {
    let found = compile_source(source, &Options::new("x.py"), &Limits::default());
    let error = found.err().unwrap_or_else(|| panic!("compiled: {source:?}"));
    let found = (error.message.as_str(), error.line, error.column);
    assert_eq!(found, (message, line, column), "{source:?}");
}

#[track_caller]
fn allowed(source: &str) {
    if let Err(error) = compile_source(source, &Options::new("x.py"), &Limits::default()) {
        panic!("{source:?}: {error:?}");
    }
}

#[test]
fn outside_functions_and_loops() {
    check("return 1", "'return' outside function", 1, 1);
    check("class C:\n  return", "'return' outside function", 2, 3);
    check("yield 1", "'yield' outside function", 1, 1);
    check("class C: yield from x", "'yield from' outside function", 1, 10);
    check("await x", "'await' outside function", 1, 1);
    check("def f():\n  await x", "'await' outside async function", 2, 3);
    check("break", "'break' outside loop", 1, 1);
    check("def f():\n  continue", "'continue' not properly in loop", 2, 3);
    check("for x in y:\n  def f(): break", "'break' outside loop", 2, 12);
    check("if 0: break", "'break' outside loop", 1, 7);
    check("async def f():\n  yield\n  return 1", "'return' with value in async generator", 3, 3);
    check("async def f(): yield from x", "'yield from' inside async function", 1, 16);
    allowed("async def f():\n  yield\n  return");
}

#[test]
fn async_constructs() {
    check("def f():\n  async with x: pass", "'async with' outside async function", 2, 3);
    check("def f():\n  async for x in y: pass", "'async for' outside async function", 2, 3);
    let message = "asynchronous comprehension outside of an asynchronous function";
    check("def f(): return [x async for x in y]", message, 1, 17);
    check("async def f():\n  def g(): return [await x for x in y]", message, 2, 19);
    check("[x async for x in y]", message, 1, 1);
    allowed("def f(): return (x async for x in y)");
    allowed("async def f(): return [[x async for x in y] for y in z]");
}

#[test]
fn global_and_nonlocal() {
    check("def f():\n  x = 1\n  global x", "name 'x' is assigned to before global declaration", 3, 3);
    check("def f():\n  x\n  global x", "name 'x' is used prior to global declaration", 3, 3);
    check("def f(x):\n  global x", "name 'x' is parameter and global", 2, 3);
    check("def f():\n  x: int\n  global x", "annotated name 'x' can't be global", 3, 3);
    check("def f():\n  global x\n  x: int", "annotated name 'x' can't be global", 3, 3);
    check("def f():\n  global x\n  nonlocal x", "name 'x' is nonlocal and global", 2, 3);
    check("nonlocal x", "nonlocal declaration not allowed at module level", 1, 1);
    check("def f():\n  nonlocal x", "no binding for nonlocal 'x' found", 2, 3);
    check("x = 1\ndef f():\n  nonlocal x", "no binding for nonlocal 'x' found", 3, 3);
    check("def f(x):\n  def g(x):\n    nonlocal x", "name 'x' is parameter and nonlocal", 3, 5);
    check("def f[T]():\n  nonlocal T", "nonlocal binding not allowed for type parameter 'T'", 2, 3);
    allowed("class C:\n  def f(self):\n    nonlocal __class__");
}

#[test]
fn parameters_and_arguments() {
    check("def f(a, b, a): pass", "duplicate parameter 'a' in function definition", 1, 13);
    check("lambda x, *x: 1", "duplicate parameter 'x' in function definition", 1, 12);
    check("f(a=1, b=2, a=3)", "keyword argument repeated: a", 1, 13);
    check("class C(a=1, a=2): pass", "keyword argument repeated: a", 1, 14);
    check("def f(__debug__): pass", "cannot assign to __debug__", 1, 7);
    check("f(__debug__=1)", "cannot assign to __debug__", 1, 3);
}

#[test]
fn assignments() {
    check("__debug__ = 1", "cannot assign to __debug__", 1, 1);
    check("x.__debug__ = 1", "cannot assign to __debug__", 1, 1);
    check("del __debug__", "cannot delete __debug__", 1, 5);
    check("import __debug__", "cannot assign to __debug__", 1, 8);
    check("(__debug__ := 1)", "cannot assign to __debug__", 1, 2);
    check("*a, *b = c", "multiple starred expressions in assignment", 1, 5);
    check("*a = b", "starred assignment target must be in a list or tuple", 1, 1);
    check("a = *b", "can't use starred expression here", 1, 5);
    check("*a", "can't use starred expression here", 1, 1);
    check("print(*a or b, x := *c)", "invalid syntax", 1, 21);
}

#[test]
fn imports() {
    check("def f():\n  from x import *", "import * only allowed at module level", 2, 17);
    let message = "from __future__ imports must occur at the beginning of the file";
    check("x\nfrom __future__ import annotations", message, 2, 1);
    check("def f(): from __future__ import annotations", message, 1, 10);
    check("from __future__ import spam", "future feature spam is not defined", 1, 1);
    check("from __future__ import braces", "not a chance", 1, 1);
    allowed("'doc'\nfrom __future__ import annotations, division\nfrom __future__ import generators");
}

#[test]
fn walrus_in_comprehensions() {
    let message = "assignment expression cannot rebind comprehension iteration variable 'x'";
    check("[x := 0 for x in y]", message, 1, 2);
    check("[[(x := 0) for z in y] for x in y]", message, 1, 4);
    let message = "comprehension inner loop cannot rebind assignment expression target 'z'";
    check("[z for y in x if (z := y) for z in y]", message, 1, 31);
    let message = "assignment expression cannot be used in a comprehension iterable expression";
    check("[x for x in (y := z)]", message, 1, 14);
    check("[x for x in (lambda: (y := z))()]", message, 1, 23);
    let message = "assignment expression within a comprehension cannot be used in a class body";
    check("class C:\n  [(a := 1) for b in c]", message, 2, 5);
    allowed("def f(): return [y := x for x in z], y");
}

#[test]
fn comprehensions() {
    check("def f(): return [(yield x) for x in y]", "'yield' inside list comprehension", 1, 19);
    check("def f(): return {(yield x) for x in y}", "'yield' inside set comprehension", 1, 19);
    check("def f(): return ((yield x) for x in y)", "'yield' inside generator expression", 1, 19);
}

#[test]
fn exceptions() {
    check("try: pass\nexcept: pass\nexcept E: pass", "default 'except:' must be last", 2, 1);
    let message = "'break', 'continue' and 'return' cannot appear in an except* block";
    check("for x in y:\n  try: pass\n  except* E: break", message, 3, 14);
    check("def f():\n  try: pass\n  except* E: return", message, 3, 14);
    allowed("try: pass\nexcept* E:\n  for x in y: break");
}

#[test]
fn patterns() {
    let case = |pattern: &str| format!("match x:\n  case {pattern}: pass\n  case y: pass\n");
    check(&case("_"), "wildcard makes remaining patterns unreachable", 2, 8);
    check(&case("z"), "name capture 'z' makes remaining patterns unreachable", 2, 8);
    check(&case("_ | 1"), "wildcard makes remaining patterns unreachable", 2, 8);
    check(&case("[a, a]"), "multiple assignments to name 'a' in pattern", 2, 12);
    check(&case("[a] | [b]"), "alternative patterns bind different names", 2, 8);
    check(&case("[a] | [a, b]"), "alternative patterns bind different names", 2, 8);
    check(&case("[*a, *b]"), "multiple starred names in sequence pattern", 2, 8);
    check(&case("{1: a, 1.0: b}"), "mapping pattern checks duplicate key (1.0)", 2, 8);
    check(&case("C(a=1, a=2)"), "attribute name repeated in class pattern: a", 2, 17);
    check(&case("f'x'"), "patterns may only match literals and attribute lookups", 2, 8);
}

#[test]
fn annotations_and_type_parameters() {
    check("def f(x: (yield)): pass", "yield expression cannot be used within an annotation", 1, 11);
    check("x: (y := 1)", "named expression cannot be used within an annotation", 1, 5);
    check("async def f(x: await y): pass", "await expression cannot be used within an annotation", 1, 16);
    check("type A = (yield)", "yield expression cannot be used within a type alias", 1, 11);
    check("def f[T: (yield)](): pass", "yield expression cannot be used within a TypeVar bound", 1, 11);
    check("def f[T, T](): pass", "duplicate type parameter 'T'", 1, 10);
    let message = "non-default type parameter 'U' follows default type parameter";
    check("class C[T = int, U]: pass", message, 1, 18);
}

#[test]
fn sizes() {
    let digits = "9".repeat(4301);
    let message = "Exceeds the limit (4300 digits) for integer string conversion: value has 4301 digits; use \
                   sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer \
                   literals to avoid decimal conversion limits.";
    check(&format!("x = {digits}"), message, 1, 5);
    allowed(&format!("x = 0x{}", "f".repeat(10_000)));
    let mut blocks = String::new();
    for depth in 0..22 {
        blocks += &format!("{}while x:\n", " ".repeat(depth));
    }
    blocks += &format!("{}pass\n", " ".repeat(22));
    check(&blocks, "too many statically nested blocks", 22, 22);
}
