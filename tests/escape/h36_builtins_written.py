# H36: builtins that a supervisor's code with builtins of its own is not to write, by every method of their dict.
# args: --restricted
# expect: exit 0
# expect: stdout contains contained
import builtins, json, operator, types

original = len
attacks = [
    "dict.update(vars(json), loads=thief)", "dict.clear(vars(json))", "dict.pop(vars(json), 'loads')", "dict.popitem(vars(json))",
    "dict.setdefault(vars(json), 'x', thief)", "dict.__setitem__(vars(json), 'loads', thief)", "dict.__delitem__(vars(json), 'loads')",
    "dict.__init__(vars(json), loads=thief)", "dict.__ior__(vars(json), {'loads': thief})", "operator.setitem(vars(json), 'loads', thief)",
    "operator.ior(vars(json), {'loads': thief})", "exec('loads = thief', vars(json))", "exec('global loads\\nloads = thief', vars(json))",
    "exec('class K: pass', json.__dict__)", "types.new_class('K', (), {}, lambda ns: vars(json))",
    "object.__setattr__(json.loads, '__code__', f.__code__)", "types.MappingProxyType(vars(json)) == 1",
    "dict.update(int.__dict__, x=1)", "operator.setitem(vars(int), 'x', 1)", "type.__setattr__(int, 'x', 1)", "setattr(dict, 'update', 1)",
]
def f(): pass
def thief(*args, **kwargs): return "ESCAPED"
for attack in attacks:
    try:
        exec(attack)
    except (AttributeError, TypeError, RuntimeError):
        continue
    print("ESCAPED", attack)
assert len is original and json.loads("[1]") == [1] and not hasattr(int, "x")
print("contained")
