# args: --clock denied
# expect: exit 0
# expect: stdout contains ['asked: PermissionError', 'asked: PermissionError']
# Without a clock, modules that note the time while they are imported can be imported; who asks for the time is refused.
import asyncio
import concurrent.futures
import logging
import logging.handlers
import time

asked = []
for ask in (time.time, time.monotonic):
    try:
        ask()
    except OSError as error:
        asked.append(f"asked: {type(error).__name__}")
print(asked)
