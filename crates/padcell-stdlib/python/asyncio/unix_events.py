"""The event loop of a cell: tasks, callbacks and timers. There are no sockets, processes or signals to wait for."""

import time

from . import base_events, events

__all__ = ('SelectorEventLoop', 'EventLoop')


class _Timer:
    """What the loop waits with when it has nothing to do."""

    def __init__(self, loop):
        self._loop = loop

    def select(self, timeout=None):
        if timeout is None:
            raise RuntimeError('the event loop has nothing left to wait for: every task waits for another')
        if timeout > 0:
            self._loop._wait(timeout)
        return ()

    def close(self):
        pass


class _CellEventLoop(base_events.BaseEventLoop):
    """An event loop whose time is the cell's clock, or a clock of its own where the cell has none."""

    def __init__(self, selector=None):
        super().__init__()
        self._selector = _Timer(self)
        self._own_time = None
        try:
            time.monotonic()
        except PermissionError:
            self._own_time = 0.0
            self._clock_resolution = 1e-9

    def time(self):
        return time.monotonic() if self._own_time is None else self._own_time

    def _wait(self, seconds):
        if self._own_time is None:
            time.sleep(seconds)
        else:
            # Nothing else happens meanwhile: the time that is waited for has come.
            self._own_time += seconds

    def _process_events(self, event_list):
        pass

    def _write_to_self(self):
        pass

    def add_signal_handler(self, sig, callback, *args):
        raise NotImplementedError('no signals reach this cell')

    def remove_signal_handler(self, sig):
        return False

    def _refuse(self, *args, **kwargs):
        raise PermissionError(1, 'Operation not permitted: this cell has no network and no processes')

    add_reader = add_writer = remove_reader = remove_writer = _refuse
    _make_socket_transport = _make_ssl_transport = _make_datagram_transport = _refuse
    _make_read_pipe_transport = _make_write_pipe_transport = _make_subprocess_transport = _refuse
    create_unix_connection = create_unix_server = sock_recv = sock_sendall = sock_accept = sock_connect = _refuse


SelectorEventLoop = EventLoop = _CellEventLoop


class _DefaultEventLoopPolicy(events._BaseDefaultEventLoopPolicy):
    _loop_factory = _CellEventLoop
