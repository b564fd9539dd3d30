"""A plugin that tries to get out.  Each function is one attempt; `report` tells the supervisor how it ended."""

import os


def ended_in(error):
    report("OSError" if isinstance(error, OSError) else type(error).__name__)


def write_file():
    try:
        open("/Cargo.toml", "a").write("# was here\n")
    except Exception as error:
        ended_in(error)


def read_outside():
    try:
        open("/../../../../etc/passwd").read()
    except Exception as error:
        ended_in(error)


def climb_out():
    try:
        os.listdir("/..")
        open("/../Cargo.toml", "r+b")
    except Exception as error:
        ended_in(error)


def reach_os_system():
    doors = []
    for find in (
        lambda: os.system("true"),
        lambda: __import__("subprocess").run(["true"]),
        lambda: __import__("ctypes").CDLL(None).system(b"true"),
        lambda: [c for c in object.__subclasses__() if c.__name__ == "Popen"][0](["true"]),
        lambda: report.__globals__["os"].system("true"),
    ):
        try:
            find()
        except Exception:
            continue
        doors.append(find)
    report("open doors" if doors else "refused")


def loop_forever():
    while True:
        pass


def loop_and_catch():
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue
        finally:
            continue


def fill_memory():
    hoard = []
    while True:
        hoard.append([0] * 100)


def one_huge_string():
    "x" * 10**12


def recurse():
    recurse()


def flood_output():
    while True:
        print("spam " * 100)


def leave_by_exit():
    raise SystemExit(3)
