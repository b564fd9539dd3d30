# args: --fuel 30000000
# expect: stop fuel
# expect: stdout lacks done
# Searching, counting and replacing take fuel for each character that they pass.
text = "a" * 1_000_000
while True:
    text.count("b")
    text.find("b")
    text.replace("b", "c")
    text in text[1:]
print("done")
