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
# What a cell throws into a generator of its supervisor, and what it closes.
account.log.clear()
cell.r_exec('''
numbers = account.numbers()
assert next(numbers) == 1
done = []
for attack in (
    lambda: numbers.throw(ValueError('injected')), lambda: numbers.throw(SystemExit, 1), lambda: numbers.throw(KeyboardInterrupt), lambda: numbers.throw(GeneratorExit),
    lambda: numbers.close(), lambda: numbers.send(5), lambda: numbers.__next__.__self__.throw(ValueError), lambda: type(numbers).throw(numbers, ValueError('x')),
    lambda: numbers.__del__(), lambda: getattr(numbers, 'thr' + 'ow')(ValueError('x')), lambda: iter(numbers).throw(ValueError),
):
    try:
        attack()
    except (AttributeError, TypeError, RuntimeError, StopIteration):
        continue
    except BaseException as error:
        done.append(repr(error))
        continue
    done.append('taken')
assert done == [], done
assert list(numbers) in ([2], []), 'the generator goes on as it would have'
''')
assert account.log == ["closed"], account.log
# What a callback raises where its supervisor iterates, compares and releases.
class Worker:
    def __init__(self):
        self.state = []

    def work(self, things, key):
        self.state.append("begin")
        try:
            with Entered(self):
                return sorted(things, key=key)
        finally:
            self.state.append("end")


class Entered:
    def __init__(self, worker):
        self.worker = worker

    def __enter__(self):
        self.worker.state.append("entered")

    def __exit__(self, kind, value, trace):
        # No frame of the cell's, and no object of it, comes with what it raised.
        assert kind is None or type(kind) is type and kind.__module__ == "builtins", kind
        while trace is not None:
            assert trace.tb_frame.f_globals.get("__name__") in ("__main__", "rexec", "Bastion"), trace.tb_frame
            trace = trace.tb_next
        self.worker.state.append("left")


worker = Worker()
cell.add_module("__main__").worker = Bastion.Bastion(worker)
for error in ("SystemExit(1)", "KeyboardInterrupt()", "GeneratorExit()", "StopIteration(1)", "StopAsyncIteration()", "ValueError('x')", "RecursionError()", "MemoryError()",
              "ExceptionGroup('g', [ValueError()])", "BaseExceptionGroup('g', [SystemExit()])", "type('Own', (BaseException,), {})()", "type('Own', (StopIteration,), {})(5)"):
    worker.state.clear()
    cell.r_exec(f'''
def key(it):
    raise {error}
try:
    worker.work([2, 1], key)
except BaseException as error:
    assert error.__traceback__ is None
else:
    raise AssertionError
''')
    assert worker.state == ["begin", "entered", "left", "end"], (error, worker.state)
print("ok")
