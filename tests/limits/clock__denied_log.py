# args: --clock denied
# expect: exit 0
# expect: stdout contains WARNING:root:one
# expect: stdout contains 1970-01-01 00:00:00,000 0 mine two
# expect: stdout contains done
# Without a clock a program can log: the records have time 0. What else asks for the time is refused.
import io
import logging
import logging.handlers
import sys
import time

logging.basicConfig(stream=sys.stdout)
logging.warning("one")
stream = io.StringIO()
handler = logging.StreamHandler(stream)
handler.setFormatter(logging.Formatter("%(asctime)s %(relativeCreated)d %(name)s %(message)s"))
logger = logging.getLogger("mine")
logger.addHandler(handler)


class Record(logging.LogRecord):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        try:
            time.time_ns()
        except PermissionError:
            self.msg = "two"


logging.setLogRecordFactory(Record)
logger.error("replaced")
print(stream.getvalue())


class LogRecord:
    def __init__(self):
        self.created = time.time_ns()


for ask in (time.time, time.time_ns, time.monotonic, time.localtime, LogRecord):
    try:
        ask()
    except PermissionError:
        continue
    raise AssertionError(ask)
memory = logging.handlers.MemoryHandler(10)
logger.addHandler(memory)
try:
    1 / 0
except ZeroDivisionError:
    logger.exception("with a traceback")
assert len(memory.buffer) == 1 and "ZeroDivisionError" in stream.getvalue() and memory.buffer[0].created == 0
print("done")
