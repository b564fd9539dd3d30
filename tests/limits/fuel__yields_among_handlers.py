# args: --fuel 20_000_000 --timeout unlimited
# wall: 10s
# expect: stop fuel
# A generator that yields in a function of many handlers: finding out whether one of them holds costs as many steps.
source = "def spin():\n" + "    try: pass\n    except: pass\n" * 4000 + "    while True:\n        yield\n"
exec(source)
for _ in spin():
    pass
