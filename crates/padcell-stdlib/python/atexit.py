"""Functions to be called when the program ends."""

_callbacks = []


def register(func, /, *args, **kwargs):
    """Register a function to be executed upon normal program termination."""
    if not callable(func):
        raise TypeError('the first argument must be callable')
    _callbacks.append((func, args, kwargs))
    return func


def unregister(func, /):
    """Unregister an exit function which was previously registered."""
    _callbacks[:] = [entry for entry in _callbacks if entry[0] != func]


def _clear():
    _callbacks.clear()


def _ncallbacks():
    return len(_callbacks)


def _run_exitfuncs():
    """Run all registered exit functions, the last registered first."""
    callbacks = _callbacks[::-1]
    for func, args, kwargs in callbacks:
        try:
            func(*args, **kwargs)
        except BaseException as exception:
            _report(func, exception)
    _callbacks.clear()


def _report(func, exception):
    import sys
    from types import SimpleNamespace
    # Not the frame of this module.
    traceback = exception.__traceback__ and exception.__traceback__.tb_next
    sys.unraisablehook(SimpleNamespace(
        exc_type=type(exception), exc_value=exception.with_traceback(traceback), exc_traceback=traceback,
        err_msg=f'Exception ignored in atexit callback {func!r}', object=None))
