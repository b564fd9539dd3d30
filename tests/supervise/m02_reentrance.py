# A supervisor that a cell has called may enter the same cell again, and end it.
# expect: stdout contains 1 2 ['a', 'b']
# expect: stdout contains there and back 20 times 20
# expect: stdout contains 14
# expect: stdout contains [0, 1, 4, 9]
# expect: stdout contains closed
# expect: stdout contains [1, 2]
# expect: stdout contains 1
# expect: stdout contains no more
# expect: stdout contains too deep
# expect: stdout contains stopped abort
# expect: stdout contains False
# expect: stdout contains the cell has ended
# expect: stdout contains alive 2
import rexec


class Reentrant(rexec.RExec):
    def r_open(self, file, mode="r", buf=-1):
        self.r_exec(f"opened.append({file!r})")
        return self.r_eval("len(opened)")


cell = Reentrant()
cell.r_exec("opened = []\nprint(open('a'), open('b'), opened)")

main = cell.add_module("__main__")


def down(n):
    return 0 if n == 0 else 1 + cell.r_eval(f"down({n - 1})")


main.down = down
print("there and back 20 times", cell.r_eval("down(20)"))


def apply(function, *args):
    return function(*args)


main.apply = apply
print(cell.r_eval("apply(lambda a, b: apply(lambda c: c * 2, a + b), 3, 4)"))
print(cell.r_eval("list(apply(lambda: (x * x for x in range(4))))"))


def each(iterable):
    return [it for it in iterable]


main.each = each
cell.r_exec("""
def numbers():
    try:
        yield 1
        yield 2
    finally:
        print("closed")
print(each(numbers()))
""")
numbers = cell.r_eval("numbers()")
print(next(numbers))
numbers.close()
try:
    next(numbers)
except StopIteration:
    print("no more")


def deep(n):
    try:
        return cell.r_eval("deep(1)")
    except RecursionError as error:
        return "too deep"


main.deep = deep
print(cell.r_eval("deep(1)"))

# Ending a cell from inside a call that it makes.
doomed = rexec.RExec()


def end():
    doomed.stop()
    return 1


doomed.add_module("__main__").end = end
try:
    doomed.r_exec("""
try:
    end()
finally:
    print("never printed")
""")
except rexec.CellStopped as error:
    print("stopped", error.kind)
print(doomed.alive)
try:
    doomed.r_eval("1")
except RuntimeError as error:
    print(error)

# From inside an inner cell.
outer = rexec.RExec()
outer.add_module("__main__").end = lambda: outer.stop()
try:
    outer.r_exec("""
import rexec
inner = rexec.RExec()
inner.add_module("__main__").end = end
try:
    inner.r_exec("end()")
finally:
    print("never printed")
""")
except rexec.CellStopped as error:
    print("stopped", error.kind)
print("alive", cell.r_eval("1 + 1"))
print("ok")
