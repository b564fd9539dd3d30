# Module unicodedata: what the database says of characters, names, normal forms.
import unicodedata


def err(f, *a, **k):
    try:
        return f(*a, **k)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


for c in 'aAé1²½ⅧǅΣ\u0301\u200b\u3042\uac00中\U0001f600\u00a0\u0660\u2028\ud800\x00(ﬁ':
    print(ascii(c),unicodedata.category(c),unicodedata.bidirectional(c),unicodedata.combining(c),unicodedata.mirrored(c),unicodedata.east_asian_width(c),unicodedata.decomposition(c),unicodedata.decimal(c,None),unicodedata.digit(c,None),unicodedata.numeric(c,None),unicodedata.name(c,None))
print(err(unicodedata.name,'\x00'),err(unicodedata.decimal,'a'),err(unicodedata.digit,'a'),err(unicodedata.numeric,'a'),err(unicodedata.lookup,'NOPE'),unicodedata.lookup('LATIN SMALL LETTER E WITH ACUTE'),unicodedata.lookup('snowman'),ascii(unicodedata.lookup('LATIN SMALL LETTER R WITH TILDE')))
for f in ('NFC','NFD','NFKC','NFKD'): print(f,[ascii(unicodedata.normalize(f,t)) for t in ('é','e\u0301','ﬁ','Å','가','①','a\ud800é')],unicodedata.is_normalized(f,'é'))
print(err(unicodedata.normalize,'X','a'),unicodedata.ucd_3_2_0.unidata_version,unicodedata.ucd_3_2_0.name('\u0242',None))
