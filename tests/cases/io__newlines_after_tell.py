# What newlines says after tell(), which counts them anew from the start of the file up to the position.
import io
for data in (b"a\nb\r\nc\rd\n"*3, b"a\r"+b"b"*5, b"\r\n\n", b"x\n"*5):
  for chunk in (3, 8192):
    for newline in (None, "", "\n"):
        t = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8", newline=newline)
        t._CHUNK_SIZE = chunk
        out = []
        out.append(t.newlines); t.tell(); out.append(t.newlines)
        while True:
            line = t.readline()
            out.append((line, t.newlines)); 
            p = t.tell(); out.append((p > 0, t.newlines))
            if not line: break
        t.seek(0); out.append(t.newlines)
        t.read(1); out.append(t.newlines); t.tell(); out.append(t.newlines)
        t.read(); out.append(t.newlines)
        print(data[:5], chunk, repr(newline), out)
