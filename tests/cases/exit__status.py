# A program that ends by SystemExit: the status is the code, and what is registered and pending still runs.
import sys

print("before")
try:
    sys.exit("caught: a message")
except SystemExit as e:
    print(repr(e), e.code)
for code in (None, 0, 5, "text", (1, 2)):
    try:
        sys.exit(code)
    except SystemExit as e:
        print(e.code, e.args)
try:
    raise SystemExit
except SystemExit as e:
    print(e.code)


def leave():
    try:
        sys.exit(7)
    finally:
        print("finally runs")


leave()
print("never")
