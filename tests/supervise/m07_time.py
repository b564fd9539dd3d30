# The time of a cell stands still while its supervisor works for it, and runs in every call into the cell.
# expect: stdout contains waited True
# expect: stdout contains entered again 2
# expect: stdout contains three runs True
# expect: stdout contains stopped time
# expect: stdout contains False
import time

import rexec

cell = rexec.RExec(budget={"time": 0.4})
main = cell.add_module("__main__")
main.wait = lambda: time.sleep(0.8)
cell.r_exec("wait()\nx = 1")
print("waited", cell.alive)


def again():
    time.sleep(0.5)
    return cell.r_eval("x + 1")


main.again = again
print("entered again", cell.r_eval("again()"))
# Time not used in one run is not there in the next, and what is over does not count.
for _ in range(3):
    cell.r_exec("import time\nt = time.perf_counter()\nwhile time.perf_counter() < t + 0.2: pass")
print("three runs", cell.alive)
cell.r_exec("def forever():\n    while True: pass\n")
forever = cell.r_eval("forever")
try:
    forever()
except rexec.CellStopped as error:
    print("stopped", error.kind)
print(cell.alive)
print("ok")
