# compare: stderr
error = ValueError("message")
error.add_note("a note")
error.add_note("a note of\ntwo lines")
try:
    raise error
except ValueError as caught:
    other = KeyError("other")
    other.__notes__ = ("first", 2)
    raise other from caught
