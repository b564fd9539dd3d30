# requires: 3.12
# F-strings as Python 3.12 made them: the same quotes inside, backslashes, comments and any depth.
name, d = "x", {"k": [1, 2]}
assert f"{d["k"][0]}" == "1"
assert f"{"a" + 'b'}" == "ab"
assert f"{'\n'.join(["a", "b"])}" == "a\nb"
assert f"{f"{f"{f"{name}"}"}"}" == "x"
assert f"{name!r:>{len("12345")}}" == "  'x'"
assert f"{
    name  # a comment
}" == "x"
assert f"{"{}"}" == "{}" and f"{'}'}" == "}"
assert f"{d["k"]=}" == 'd["k"]=[1, 2]'
assert f"{"\N{BULLET}"}" == "•"
assert f"{(lambda x: f"{x}")(3)}" == "3"
assert f'{"'"}' == "'"
print(f"{d["k"]} {"nested " + f"{name.upper() + "!"}"}")
