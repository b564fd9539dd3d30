# compare: stderr
# A program that ends with a message: it goes to standard error and the status is 1.
import sys

print("out")
sys.exit("the message")
