"""Compiled code is not written out and not read in: `marshal` is here to be imported, and refuses."""

version = 5


def _refuse(*args, **kwargs):
    raise ValueError('marshal: this runtime neither writes nor reads compiled code')


dump = dumps = load = loads = _refuse
