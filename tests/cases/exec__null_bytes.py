# A SyntaxError without a place says what it is about.
for run in (exec, eval, lambda it: compile(it, "name", "exec")):
    try:
        run("a\0")
    except SyntaxError as error:
        print(error, error.args, error.msg, error.lineno, error.filename)
try:
    import nosuchmodule
except ImportError as error:
    print(error.msg, error.name)
