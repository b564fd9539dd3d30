# H39: exceptions that a cell sends through its supervisor's functions, or out of the depths of its stack.
import Bastion
import rexec


class Account:
    def __init__(self):
        self.log = []

    def change(self):
        self.log.append("begin")
        self.helper(30)
        self.log.append("end")

    def helper(self, depth):
        return depth and self.helper(depth - 1)

    def with_callback(self, function):
        self.log.append("begin")
        try:
            function()
        finally:
            self.log.append("end")

    def numbers(self):
        try:
            yield 1
            yield 2
        finally:
            self.log.append("closed")


account = Account()
cell = rexec.RExec()
cell.add_module("__main__").account = Bastion.Bastion(account)
cell.r_exec('''
def deep(n):
    try:
        return deep(n + 1)
    except RecursionError:
        try:
            account.change()
        except RecursionError:
            pass
        raise
try:
    deep(0)
except RecursionError:
    pass
''')
assert account.log.count("begin") == account.log.count("end"), account.log
account.log.clear()
for error in ("SystemExit(1)", "KeyboardInterrupt()", "GeneratorExit()", "StopIteration(1)", "ValueError('x')"):
    cell.r_exec(f'''
def callback():
    raise {error}
try:
    account.with_callback(callback)
except BaseException as error:
    assert type(error).__name__ in "{error}", error
''')
assert account.log == ["begin", "end"] * 5, account.log
cell.r_exec('''
numbers = account.numbers()
assert next(numbers) == 1
for attack in (lambda: numbers.gi_frame, lambda: numbers.gi_code, lambda: numbers.gi_yieldfrom):
    try:
        attack()
    except (AttributeError, RuntimeError):
        pass
    else:
        raise AssertionError
''')
print("ok")
