# by default a cell reads files and writes none.
import rexec

cell = rexec.RExec()
cell.r_exec('''
text = open('Cargo.toml').read()
data = open('Cargo.toml', 'rb').read()
assert text.encode() == data and '[workspace' in text
for mode in ('w', 'a', 'x', 'r+', 'rt', 'U', 'rU', 'wb', 'w+'):
    try:
        open('target/never', mode)
    except OSError as error:
        assert str(error) == "can't open files for writing in restricted mode", error
    else:
        raise AssertionError(mode)
try:
    open('no such file')
except FileNotFoundError as error:
    assert error.errno == 2 and error.filename == 'no such file', error.filename
assert open('Cargo.toml', encoding='utf-8', newline='').read() == text
assert open.__name__ == 'open'
''')
try:
    cell.r_open("target/never", "w")
except IOError as error:
    assert str(error) == "can't open files for writing in restricted mode"
else:
    raise AssertionError
print("ok")
