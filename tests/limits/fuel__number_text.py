# args: --fuel 3000000
# expect: stop fuel
# expect: stdout lacks done
# From and to text, also below the limit on digits.
text = "7" * 4000
while True:
    int(text)
    str(int(text))
print("done")
