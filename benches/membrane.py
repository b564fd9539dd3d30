"""What cells cost, for `padcell supervise benches/membrane.py`: a call that crosses and comes back, making a cell.

The best of five rounds each. Divide by the time of the same empty call on the CPython to compare with.
"""

import time

import rexec


def best(action, count):
    shortest = float("inf")
    for _ in range(5):
        start = time.perf_counter()
        action(count)
        shortest = min(shortest, (time.perf_counter() - start) / count)
    return shortest * 1e6


def empty():
    pass


def calls(count):
    for _ in range(count):
        empty()


def cells(count):
    return [rexec.RExec() for _ in range(count)]


def used(count):
    for _ in range(count):
        rexec.RExec().r_exec("x = 1")


def add(a, b):
    return a + b


cell = rexec.RExec()
cell.add_module("__main__").add = add
cell.r_exec("def crossings(count):\n    for n in range(count):\n        add(n, 2)\n")
crossings = cell.r_eval("crossings")
print(f"empty call     {best(calls, 200_000):10.3f} us")
print(f"crossing       {best(crossings, 50_000):10.3f} us   a cell calls a function of its supervisor with two ints")
print(f"RExec()        {best(cells, 200):10.3f} us   nobody uses it")
print(f"RExec(), used  {best(used, 200):10.3f} us   made, and runs one statement")
