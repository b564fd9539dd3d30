# Module binascii: hex, base64, uu, quoted-printable, checksums.
import binascii


def err(f, *a, **k):
    try:
        return f(*a, **k)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


d=bytes(range(256))
print(binascii.hexlify(d)[:20],binascii.b2a_base64(d)[-20:],binascii.a2b_base64(binascii.b2a_base64(d))==d, binascii.crc32(d),binascii.crc32(b'ab',7),binascii.crc_hqx(d,0),binascii.crc_hqx(b'ab',5))
for b in (b'',b'YQ==',b'YQ=',b'YQ',b'Y',b'YWI=',b'YWJj',b'Y W\nJj',b'YQ==YQ==',b'Y=Q=',b'=YQ=',b'YWJjZ',b'!!!!','YQ==','Yé'): print(b if b.__class__ is bytes else ascii(b),err(binascii.a2b_base64,b))
for b in (b'YQ==',b'YQ==\n',b'=YQ=',b'Y Q==',b'Y=Q=',b'YQ',b'YQ==a'): print(err(binascii.a2b_base64,b,strict_mode=True))
print(binascii.b2a_base64(b'ab',newline=False), err(binascii.unhexlify,b'abc'),err(binascii.unhexlify,'zz'),binascii.unhexlify('00fF'),err(binascii.unhexlify,3) if 0 else '')
print(binascii.hexlify(b'abcdef','-',2),binascii.hexlify(b'abcdef',b':',-4))
for b in (b'',b'abc',b'a',b'\0\0\0',b'x'*45): u=binascii.b2a_uu(b); print(u,binascii.a2b_uu(u)); print(binascii.b2a_uu(b,backtick=True))
print(err(binascii.b2a_uu,b'x'*46),err(binascii.a2b_uu,b'!\xff'),binascii.a2b_uu(b'#86)C'))
for b in (b'abc',b'a=b',b'a\tb ',b'a b\nc \n',b'\xff\xfe','é'.encode(),b'x'*100,b'.\n.',b'a\r\nb ',b'a_b c',b'\r\n',b'a  \nb'): 
    for k in ({},{'quotetabs':1},{'istext':0},{'header':1}): 
        q=binascii.b2a_qp(b,**k); print(b[:10],k,q,binascii.a2b_qp(q,header=bool(k.get('header')))==b)
for b in (b'a=20b=',b'a=\nb',b'=zz',b'==41',b'a_b',b'=4',b'a=\r\nb'): print(b,binascii.a2b_qp(b),binascii.a2b_qp(b,header=True))
