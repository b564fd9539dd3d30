# An exception that nobody catches: status 1, after what is pending has run.


class Problem(Exception):
    def __str__(self):
        return f"problem with {self.args[0]}"


def outer():
    inner()


def inner():
    raise Problem("everything")


print("start")
try:
    outer()
finally:
    print("finally")
