# An object is the same object on the way there and back, and what belongs to a cell ends with it.
# expect: stdout contains to the cell and back True True
# expect: stdout contains from the cell twice True
# expect: stdout contains from the cell and back True
# expect: stdout contains through a call True
# expect: stdout contains in another cell 2
# expect: stdout contains released by one, held by the other f
# expect: stdout contains given again f
# expect: stdout contains a function keeps its cell 3 1
# expect: stdout contains ended: RuntimeError the cell has ended
# expect: stdout contains <Bastion for function f> False
# expect: stdout contains cells that nobody holds go True
import gc

import rexec


class Outer(rexec.RExec):
    pass


def identity():
    cell = rexec.RExec()
    main = cell.add_module("__main__")

    def f():
        return 1

    main.f = f
    main.g = f
    cell.r_exec("assert f is g\nkept = f\ndef own(): return 2\n")
    print("to the cell and back", main.f is f, cell.r_eval("kept") is f)
    print("from the cell twice", cell.r_eval("own") is cell.r_eval("own"))
    main.back = cell.r_eval("own")
    print("from the cell and back", cell.r_eval("back is own"))
    main.echo = lambda it: it
    print("through a call", cell.r_eval("echo(own) is own"))
    other = rexec.RExec()
    other.add_module("__main__").theirs = cell.r_eval("own")
    print("in another cell", other.r_eval("theirs()"))


def release():
    cell, other = rexec.RExec(), rexec.RExec()

    def f():
        return "f"

    for it in (cell, other):
        it.add_module("__main__").f = f
    cell.r_exec("del f\nfor _ in range(200):\n    bytes(1 << 20)\n")
    cell.r_eval("0")
    print("released by one, held by the other", other.r_eval("f()"))
    cell.add_module("__main__").f = f
    print("given again", cell.r_eval("f()"))


def life():
    cell = rexec.RExec()
    cell.r_exec("def f(): return 3\ndef g():\n    yield 1\n    yield 2\n")
    f, g = cell.r_eval("f"), cell.r_eval("g")()
    del cell
    gc.collect()
    print("a function keeps its cell", f(), next(g))
    cell = rexec.RExec()
    cell.r_exec("def f(): return 3\n")
    f = cell.r_eval("f")
    cell.stop()
    for ask in (f, lambda: cell.r_eval("1"), lambda: f.__name__, lambda: list(f)):
        try:
            ask()
        except (RuntimeError, ReferenceError) as error:
            print("ended:", type(error).__name__, error)
    print(repr(f), cell.alive)


def collected():
    freed = []

    class Counted(rexec.RExec):
        def __del__(self):
            freed.append(1)

    for _ in range(5):
        cell = Counted()
        cell.r_exec("x = open")
    del cell
    gc.collect()
    gc.collect()
    print("cells that nobody holds go", len(freed) >= 4)


identity()
release()
life()
collected()
print("ok")
