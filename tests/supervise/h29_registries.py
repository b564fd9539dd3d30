# H29: registries and process-wide state that a cell changes are its own.
import rexec

cell, other = rexec.RExec(), rexec.RExec()
cell.r_exec('''
done = []
def attempt(action):
    try:
        action()
    except (AttributeError, TypeError, RuntimeError, ImportError, ValueError, OSError, NameError, KeyError):
        return
    done.append(1)
stolen = []
def thief(*args, **kwargs):
    stolen.append(args)
    raise LookupError
import codecs, copyreg, warnings, functools, random, re, sys, decimal, json, collections.abc, contextvars, csv, builtins, linecache, logging, time, os
attempt(lambda: codecs.register(thief))
attempt(lambda: codecs.register_error('strict', thief))
attempt(lambda: codecs.register_error('evil', thief))
attempt(lambda: copyreg.pickle(complex, thief))
attempt(lambda: copyreg.dispatch_table.clear())
attempt(lambda: warnings.filters.insert(0, ('error', None, Warning, None, 0)))
attempt(lambda: setattr(warnings, 'showwarning', thief))
attempt(lambda: warnings.simplefilter('error'))
attempt(lambda: collections.abc.Sized.register(int))
attempt(lambda: __import__('atexit').register(thief))
attempt(lambda: logging.getLogger().addHandler(type('H', (logging.Handler,), {'emit': thief})()))
attempt(lambda: logging.disable(100))
attempt(lambda: __import__('locale').setlocale(0, 'C'))
attempt(lambda: setattr(decimal.getcontext(), 'prec', 2))
attempt(lambda: setattr(decimal.DefaultContext, 'prec', 2))
attempt(lambda: random.seed(1))
attempt(lambda: setattr(random._inst, 'random', thief))
attempt(lambda: re.purge())
attempt(lambda: linecache.cache.update(x=(1, None, ['forged'], 'x')))
attempt(lambda: setattr(builtins, '_', 'evil'))
attempt(lambda: sys.set_int_max_str_digits(640))
attempt(lambda: sys.setrecursionlimit(50))
attempt(lambda: setattr(sys, 'unraisablehook', thief))
attempt(lambda: setattr(sys, 'excepthook', thief))
attempt(lambda: __import__('gc').callbacks.append(thief))
attempt(lambda: __import__('gc').disable())
attempt(lambda: csv.register_dialect('evil', delimiter=';'))
attempt(lambda: csv.field_size_limit(5))
attempt(lambda: time.tzset())
attempt(lambda: os.environ.update(PADCELL_H29='evil'))
attempt(lambda: os.chdir('/'))
attempt(lambda: os.umask(0))
attempt(lambda: setattr(json, 'dumps', thief))
attempt(lambda: setattr(json.JSONEncoder, 'default', thief))
for name in ('threading', 'signal', 'asyncio', 'socket', 'faulthandler', 'mimetypes', 'multiprocessing', 'ctypes'):
    attempt(lambda: setattr(__import__(name), 'setdefaulttimeout', thief))
assert done
''')
CHECK = '''
import codecs, warnings, random, sys, decimal, json, collections.abc, csv, builtins, linecache, copy, logging
for name in ('evil', 'no-such'):
    try:
        'secret'.encode(name)
    except LookupError:
        pass
try:
    b'\\xff'.decode('utf-8', 'evil')
except (LookupError, UnicodeDecodeError):
    pass
try:
    '\\udc80'.encode()
except UnicodeEncodeError:
    pass
assert not issubclass(int, collections.abc.Sized) and copy.copy(1j) == 1j
assert decimal.getcontext().prec == 28 and decimal.DefaultContext.prec == 28
assert not hasattr(builtins, '_') and 'x' not in linecache.cache and 'evil' not in csv.list_dialects()
assert csv.field_size_limit() == 131072 and len(str(10 ** 1000)) == 1001
assert json.dumps([1]) == '[1]'
assert logging.root.manager.disable == 0
with warnings.catch_warnings():
    warnings.warn('fine', DeprecationWarning)
def deep(n):
    return n and deep(n - 1)
assert deep(200) == 0
'''
exec(CHECK, {})
other.r_exec(CHECK)
rexec.RExec().r_exec(CHECK)
import os
assert "PADCELL_H29" not in os.environ
assert cell.r_eval("[it for it in stolen if any(type(x) is not str or 'secret' in x for x in it)]") == []
print("ok")
