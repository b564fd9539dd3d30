"""Signals reach a cell through its supervisor only: handlers can be asked for, and none can be set."""

NSIG = 65
SIG_DFL, SIG_IGN = 0, 1
SIG_BLOCK, SIG_UNBLOCK, SIG_SETMASK = 0, 1, 2
ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF = 0, 1, 2

_NAMES = {
    1: 'SIGHUP', 2: 'SIGINT', 3: 'SIGQUIT', 4: 'SIGILL', 5: 'SIGTRAP', 6: 'SIGABRT', 7: 'SIGBUS', 8: 'SIGFPE',
    9: 'SIGKILL', 10: 'SIGUSR1', 11: 'SIGSEGV', 12: 'SIGUSR2', 13: 'SIGPIPE', 14: 'SIGALRM', 15: 'SIGTERM',
    16: 'SIGSTKFLT', 17: 'SIGCHLD', 18: 'SIGCONT', 19: 'SIGSTOP', 20: 'SIGTSTP', 21: 'SIGTTIN', 22: 'SIGTTOU',
    23: 'SIGURG', 24: 'SIGXCPU', 25: 'SIGXFSZ', 26: 'SIGVTALRM', 27: 'SIGPROF', 28: 'SIGWINCH', 29: 'SIGIO',
    30: 'SIGPWR', 31: 'SIGSYS', 34: 'SIGRTMIN', 64: 'SIGRTMAX',
}
_TEXTS = {
    1: 'Hangup', 2: 'Interrupt', 3: 'Quit', 6: 'Aborted', 9: 'Killed', 11: 'Segmentation fault', 13: 'Broken pipe',
    14: 'Alarm clock', 15: 'Terminated', 17: 'Child exited',
}
globals().update({name: number for number, name in _NAMES.items()})
SIGCLD, SIGPOLL, SIGIOT = 17, 29, 6


class ItimerError(OSError):
    pass


ItimerError.__module__ = 'signal'


def default_int_handler(signalnum, frame, /):
    """The default handler for SIGINT: it raises KeyboardInterrupt."""
    raise KeyboardInterrupt


_handlers = {2: default_int_handler}


def _check(signalnum):
    if not 1 <= signalnum < NSIG:
        raise ValueError('signal number out of range')
    return int(signalnum)


def signal(signalnum, handler, /):
    """Set the handler for a signal, and return the previous one."""
    number = _check(signalnum)
    if handler not in (SIG_DFL, SIG_IGN) and not callable(handler):
        raise TypeError('signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object')
    if number in (9, 19):
        raise OSError(22, 'Invalid argument')
    # A cell is no main interpreter.
    raise ValueError('signal only works in main thread of the main interpreter')


def getsignal(signalnum, /):
    """Return the current handler for a signal."""
    return _handlers.get(_check(signalnum), SIG_DFL)


def strsignal(signalnum, /):
    """Return the system description of a signal."""
    return _TEXTS.get(_check(signalnum))


def valid_signals():
    """Return the set of valid signal numbers."""
    return set(range(1, 32)) | set(range(34, NSIG))


def raise_signal(signalnum, /):
    """Call the handler of a signal, as if it had come."""
    handler = getsignal(signalnum)
    if callable(handler):
        handler(signalnum, None)
    elif handler == SIG_DFL:
        raise PermissionError(1, 'Operation not permitted')


def set_wakeup_fd(fd, /, *, warn_on_full_buffer=True):
    return -1


def siginterrupt(signalnum, flag, /):
    _check(signalnum)


def alarm(seconds, /):
    if seconds:
        _refuse()
    return 0


def setitimer(which, seconds, interval=0.0, /):
    if seconds:
        _refuse()
    return 0.0, 0.0


def getitimer(which, /):
    return 0.0, 0.0


def pthread_sigmask(how, mask, /):
    return set()


def sigpending():
    return set()


def _refuse(*args):
    raise PermissionError(1, 'Operation not permitted: no signals reach this cell')


pause = sigwait = sigwaitinfo = sigtimedwait = pthread_kill = pidfd_send_signal = _refuse
