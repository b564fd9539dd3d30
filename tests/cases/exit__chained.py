# compare: stderr
# A traceback of an exception with a cause, whose message has two lines.
try:
    raise KeyError("one")
except KeyError as e:
    raise RuntimeError("two\nin two lines") from e
