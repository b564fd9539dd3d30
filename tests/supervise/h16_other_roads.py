# H16: every road to a file ends where open() ends, or nowhere.
import rexec


class Refusing(rexec.RExec):
    def r_open(self, file, mode="r", buf=-1):
        raise OSError("nothing is opened here")


cell = Refusing()
cell.r_exec('''
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

for function in attempts:
    try:
        result = function()
    except (OSError, ImportError, AttributeError, AssertionError, NameError, TypeError, RuntimeError) as error:
        pass
    else:
        raise AssertionError(function.__name__)
''')
import os
assert not os.path.exists("/tmp/padcell-h16")
print("ok")
