# At the end of a program: what was registered with atexit, then what is left to finalize, then the streams.
import atexit
import weakref


class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def suspended():
    try:
        yield 1
    finally:
        print("generator closed")


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        print("manager left", args[0].__name__)


def managed():
    with Manager():
        yield


first = Loud("first")
generator = suspended()
next(generator)
second = managed()
next(second)
fresh = suspended()
done = suspended()
print(list(done))
third = Loud("third")
gone = Loud("never bound to anything else")


@atexit.register
def registers():
    atexit.register(print, "registered too late")
    print("last registered, first called")


atexit.register(print, "with", "arguments", sep="-")
weakref.finalize(third, print, "finalize of weakref")
atexit.register(print, "no newline", end=", ")


@atexit.unregister
def never():
    print("never")


print("the script ends")
