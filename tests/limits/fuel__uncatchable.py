# args: --fuel 1000000
# expect: stop fuel
# expect: stdout lacks after
# The end of a budget cannot be caught: nothing of the program runs after it.


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        print("after: exit")
        return True


class Deleted:
    def __del__(self):
        print("after: del")


kept = Deleted()


def generator():
    try:
        while True:
            yield
    finally:
        print("after: generator")


try:
    with Manager():
        for _ in generator():
            pass
except BaseException:
    print("after: except")
finally:
    print("after: finally")
print("after: the end")
