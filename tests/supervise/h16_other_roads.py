# H16: every road to a file ends where open() ends, or nowhere.
import os
import rexec
import shutil
import tempfile


class Refusing(rexec.RExec):
    def r_open(self, file, mode="r", buf=-1):
        raise OSError("nothing is opened here")


ROADS = '''

attempts = []
def road(function):
    attempts.append(function)

@road
def codecs_open():
    import codecs
    return codecs.open('/etc/hostname').read()
@road
def linecache_line():
    import linecache
    text = linecache.getline('/etc/hostname', 1)
    assert text, 'nothing'
    return text
@road
def tokenize_open():
    import tokenize
    return tokenize.open('/etc/hostname').read()
@road
def io_open():
    import io
    return io.open('/etc/hostname').read()
@road
def io_raw():
    import io
    return io.FileIO('/etc/hostname').read()
@road
def fileinput_lines():
    import fileinput
    return list(fileinput.input('/etc/hostname'))
@road
def os_open():
    import os
    return os.open('/etc/hostname', 0)
@road
def os_listing():
    import os
    return os.listdir('/etc')
@road
def os_stat():
    import os
    return os.stat('/etc/hostname')
@road
def configuration():
    import configparser
    parser = configparser.ConfigParser()
    assert parser.read('/etc/os-release'), 'nothing'
    return parser
@road
def csv_file():
    import csv
    return list(csv.reader(open('/etc/hostname')))
@road
def xml_file():
    import xml.etree.ElementTree
    return xml.etree.ElementTree.parse('/etc/hostname')
@road
def gzip_file():
    import gzip
    return gzip.open('/etc/hostname').read()
@road
def zip_file():
    import zipfile
    return zipfile.ZipFile('/etc/hostname')
@road
def source_of_code():
    import traceback
    code = compile('1/0', '/etc/hostname', 'exec')
    try:
        exec(code)
    except ZeroDivisionError as error:
        text = ''.join(traceback.format_exception(error))
        with_source = text.count('\\n') > 4
        assert with_source, 'nothing'
        return text
@road
def loader():
    return __loader__.get_data('/etc/hostname')
@road
def mailcap():
    import mimetypes
    assert mimetypes.read_mime_types('/etc/mime.types'), 'nothing'
@road
def logging_file():
    import logging
    return logging.FileHandler('/tmp/padcell-h16')
@road
def netrc():
    import netrc
    return netrc.netrc('/etc/hostname')

@road
def open_code():
    import io
    return io.open_code('/etc/hostname').read()
@road
def raw_module():
    import _io
    return _io.open('/etc/hostname').read()
@road
def os_fdopen():
    import os
    return os.fdopen(os.open('/etc/hostname', 0)).read()
@road
def path_text():
    import pathlib
    return pathlib.Path('/etc/hostname').read_text()
@road
def run_path():
    import runpy
    return runpy.run_path('/etc/hostname')
@road
def zip_import():
    import zipimport
    return zipimport.zipimporter('/etc/hostname')
@road
def mapped():
    import mmap
    return mmap.mmap(3, 10)
@road
def database():
    import sqlite3
    return sqlite3.connect('/etc/hostname')
@road
def shelved():
    import shelve
    return shelve.open('/tmp/padcell-h16')
@road
def temporary():
    import tempfile
    return tempfile.NamedTemporaryFile(dir='/tmp')
@road
def copied():
    import shutil
    return shutil.copy('/etc/hostname', '/tmp/padcell-h16')
@road
def tar_file():
    import tarfile
    return tarfile.open('/etc/hostname')
@road
def bzipped():
    import bz2
    return bz2.open('/etc/hostname').read()
@road
def text_of_error():
    try:
        compile('x = (', '/etc/hostname', 'exec')
    except SyntaxError as error:
        import traceback
        text = ''.join(traceback.format_exception_only(error)) + str(error.text)
        assert SECRET in text, 'nothing'
        return text
@road
def error_of_name():
    raise_at = SyntaxError('x', ('/etc/hostname', 1, 1, None))
    import traceback
    text = ''.join(traceback.format_exception_only(raise_at))
    assert SECRET in text, 'nothing'
    return text
@road
def warned():
    import warnings
    text = warnings.formatwarning('x', UserWarning, '/etc/hostname', 1)
    assert SECRET in text, 'nothing'
    return text
@road
def help_text():
    return help('/etc/hostname')
@road
def documented():
    import pydoc
    return pydoc.importfile('/etc/hostname')
@road
def file_loader():
    import importlib.machinery
    return importlib.machinery.SourceFileLoader('x', '/etc/hostname').get_data('/etc/hostname')
@road
def module_loader():
    import json
    return json.__loader__.get_source('/etc/hostname')
@road
def inspected():
    import inspect
    code = compile('def f(): pass', '/etc/hostname', 'exec')
    space = {}
    exec(code, space)
    text = inspect.getsource(space['f'])
    assert SECRET in text, 'nothing'
    return text
@road
def faults():
    import faulthandler
    return faulthandler.dump_traceback()
@road
def children():
    import subprocess
    return subprocess.check_output(['cat', '/etc/hostname'])
@road
def listing():
    import glob
    found = glob.glob('/etc/h*')
    assert found, 'nothing'
    return found
@road
def walked():
    import os
    found = list(os.walk('/etc'))
    assert found, 'nothing'
    return found
@road
def scanned():
    import os
    return list(os.scandir('/etc'))
@road
def linked():
    import os
    return os.readlink('/etc/hostname')
@road
def user_file():
    import os
    found = os.path.expanduser('~nobody')
    assert found != '~nobody', 'nothing'
    return found

results = {}
for function in attempts:
    try:
        results[function.__name__] = function()
    except AssertionError as error:
        assert error.args == ('nothing',), (function.__name__, error)
    except (OSError, ImportError, AttributeError, NameError, TypeError, RuntimeError, ValueError, LookupError, SyntaxError):
        pass
    except Exception as error:
        # Formats that do not fit: the file was read.
        results[function.__name__] = error
'''
cell = Refusing()
cell.r_exec("SECRET = 'no such text'")
cell.r_exec(ROADS)
assert cell.r_eval("{name: repr(it)[:80] for name, it in results.items()}") == {}, cell.r_eval("results")
assert cell.r_eval("len(attempts)") > 40

# The same roads in a cell that has files of those names: they are roads, and they end in the cell's files.
folder = tempfile.mkdtemp(prefix="padcell-h16-")
try:
    with open(os.path.join(folder, "hostname"), "w") as file:
        file.write("MOUNTED")
    mounted = rexec.RExec(mounts=[(folder, "/etc", "ro")])
    mounted.r_exec("SECRET = 'MOUNTED'")
    mounted.r_exec(ROADS)
    results = mounted.r_eval("{name: repr(it.getvalue() if hasattr(it, 'getvalue') else it) for name, it in results.items()}")
    for name in ("codecs_open", "linecache_line", "tokenize_open", "csv_file", "os_stat", "os_listing", "source_of_code", "warned"):
        assert name in results, (name, results)
    with open("/etc/hostname") as file:
        real = file.read().strip()
    for name, text in results.items():
        assert real not in text and "passwd" not in text, (name, text)
    assert sum("MOUNTED" in text for text in results.values()) >= 5, results
    assert os.listdir(folder) == ["hostname"]
finally:
    shutil.rmtree(folder)
assert not os.path.exists("/tmp/padcell-h16")
print("ok")
