"""Applets that mean harm."""

import builtins
import os
import sys


def attempts(canvas):
    yield lambda: os.system("echo vandalised > vandalised")
    yield lambda: os.unlink("page.svg")
    yield lambda: open("/etc/passwd").read()
    yield lambda: open("http://127.0.0.1/other").read()
    yield lambda: open("../charts/data.csv").read()
    yield lambda: open("vandalised", "w").write("vandalised")
    yield lambda: __import__("socket").create_connection(("127.0.0.1", 80))
    yield lambda: __import__("subprocess").run(["true"])
    yield lambda: __import__("canvas")
    yield lambda: __import__("bars").Bars
    yield lambda: canvas._parts.clear()
    yield lambda: setattr(canvas, "circle", lambda *args: None)
    yield lambda: setattr(type(canvas), "circle", None)
    yield lambda: canvas.circle.__globals__["COLOURS"]
    yield lambda: canvas.circle.__self__._parts
    yield lambda: canvas.text(0, 0, 7)
    yield lambda: canvas.circle(float("inf"), 0, 1)
    yield lambda: canvas.circle(0, 0, 1, colour='red"/><script>')
    yield lambda: canvas.circle("0", 0, 1)
    yield lambda: sys.exit("leaves") if sys.modules.pop("os") is None else sys._getframe()


class Vandal:
    def __init__(self, canvas):
        self.canvas = canvas

    def draw(self):
        done = []
        for number, attempt in enumerate(attempts(self.canvas)):
            try:
                attempt()
            except Exception:
                continue
            done.append(number)
        builtins.len = builtins.print = None
        sys.modules["math"] = None
        sys.path.insert(0, "http://127.0.0.1:1/")
        self.canvas.text(10, 50, f"</svg><script>vandalised</script> {done}")


class Sleeper:
    def __init__(self, canvas):
        self.canvas = canvas

    def draw(self):
        while True:
            try:
                self.canvas.line(0, 0, 100, 100)
            except BaseException:
                pass
