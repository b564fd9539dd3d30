# Module struct: every format character, alignment, byte orders, and the words of what does not fit.
import struct


def err(f, *a, **k):
    try:
        return f(*a, **k)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


for f,a in [('<bBhHiIlLqQ',(-1,255,-2,65535,-3,4294967295,-4,4294967295,-5,2**64-1)),('@bqh',(1,2,3)),('>hil',(1,2,3)),('!4sB',(b'ab',7)),('5p',(b'abcdefg',)),('c?',(b'x',1)),('<efd',(1.5,2.5,-0.1)),('3xh',(1,)),('2h3B',(1,2,3,4,5)),('nN',(1,2)),('0s',(b'',)),('P',(77,))]:
    p=err(struct.pack,f,*a); print(f,p,err(struct.unpack,f,p),struct.calcsize(f))
for f,a in [('b',(200,)),('B',(-1,)),('h',(40000,)),('>h',(40000,)),('>H',(-1,)),('i',(2**31,)),('I',(-1,)),('I',(2**32,)),('q',(2**63,)),('Q',(-1,)),('b',('a',)),('c',('a',)),('f',('a',)),('<f',(1e300,)),('f',(1e300,)),('e',(1e10,)),('z',()),('3',()),('b',(1,2)),('4s',('a',)),('b',(1.5,)),('b',(2**70,))]: print(f,a,err(struct.pack,f,*a))
for f,b,o in [('i',b'a',0),('i',b'abcd',-2),('i',b'abcd',-9),('i',b'abcd',9),('i',b'abcdefgh',-8),('h',b'abcd',1)]: print(err(struct.unpack_from,f,b,o))
ba=bytearray(8); print(err(struct.pack_into,'<ih',ba,1,5,6),ba,err(struct.pack_into,'i',ba,6,1),err(struct.pack_into,'i',ba,-2,1),err(struct.pack_into,'i',ba,-20,1),err(struct.pack_into,'i',b'aaaa',0,1))
print(list(struct.iter_unpack('>h',b'\0\1\0\2')), err(struct.iter_unpack,'i',b'abc'))
s=struct.Struct('<ih'); print(s.format,s.size,s.pack(1,2),s.unpack(s.pack(3,4)),issubclass(struct.error,Exception))
mv=memoryview(bytearray(6)); struct.pack_into('<h',mv,2,258); print(bytes(mv))
for x in (0.0,-0.0,1.0,65504.0,65520.0,6.1e-5,5.96e-8,2.98e-8,2.9e-8,1/3,float('inf'),float('-inf'),2049.0,2051.0): print(x, err(struct.pack,'<e',x))
