# The heapq, bisect, queue and graphlib modules.
import bisect
import graphlib
import heapq
import queue


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# === heaps ===
data = [(i * 7919) % 101 for i in range(60)]
heap = []
for v in data:
    heapq.heappush(heap, v)
    assert all(heap[(i - 1) // 2] <= heap[i] for i in range(1, len(heap)))
print(heap[:10], [heapq.heappop(heap) for _ in range(60)] == sorted(data), heap)
heap = list(data)
heapq.heapify(heap)
assert all(heap[(i - 1) // 2] <= heap[i] for i in range(1, len(heap)))
print(heapq.heappushpop(heap, -5), heapq.heapreplace(heap, 50), heapq.heappushpop([], 1), len(heap), heap[0])
print(heapq.nlargest(3, data), heapq.nsmallest(3, data), heapq.nlargest(2, ["aa", "b", "ccc"], key=len), heapq.nsmallest(5, [2, 1]), heapq.nlargest(0, data), heapq.nsmallest(1, [3, 1, 2]), list(heapq.merge([1, 4], [2, 3], [0])), list(heapq.merge("ca", "db", reverse=True)), list(heapq.merge([1, -3], [2], key=abs)))
print(error(lambda: heapq.heappop([])), "|", error(lambda: heapq.heapreplace([], 1)), "|", error(lambda: heapq.heappush([1], "a")), "|", error(lambda: heapq.heapify((1,))).split(":")[0], "|", error(lambda: heapq.heapify([1, "a"])))


class Task:
    def __init__(self, priority, name):
        self.priority, self.name = priority, name

    def __lt__(self, other):
        return self.priority < other.priority


tasks = []
for p, n in [(3, "c"), (1, "a"), (2, "b")]:
    heapq.heappush(tasks, Task(p, n))
print([heapq.heappop(tasks).name for _ in range(3)], sorted(data) == list(heapq.merge(*[[v] for v in data])))

# === bisect ===
a = [1, 2, 2, 2, 3, 5]
print([bisect.bisect_left(a, v) for v in range(7)], [bisect.bisect_right(a, v) for v in range(7)], bisect.bisect(a, 2), bisect.bisect_left(a, 2, 2), bisect.bisect_left(a, 2, 0, 1), bisect.bisect([], 1), bisect.bisect_left(["bb", "a"], 1, key=len), bisect.bisect(a, 2.5))
bisect.insort(a, 4)
bisect.insort_left(a, 2)
bisect.insort(a, 2.0)
words = ["a", "ccc"]
bisect.insort(words, "bb", key=len)
print(a, words, error(lambda: bisect.bisect(a, "x")), "|", error(lambda: bisect.bisect(a, 1, -1)), "|", error(lambda: bisect.bisect(5, 1)))


def grade(score):
    return "FDCBA"[bisect.bisect([60, 70, 80, 90], score)]


print("".join(map(grade, [33, 60, 77, 70, 89, 90, 100])))
import random

rng = random.Random(5)
built = []
for _ in range(100):
    bisect.insort(built, rng.randrange(50))
print(built == sorted(built), len(built))

# === queues ===
q = queue.Queue(maxsize=2)
q.put(1)
q.put_nowait(2)
print(q.full(), error(lambda: q.put_nowait(3)).split(":")[0], q.get(), q.get_nowait(), q.empty(), error(lambda: q.get_nowait()).split(":")[0], q.qsize())
p, l = queue.PriorityQueue(), queue.LifoQueue()
for v in (3, 1, 2):
    p.put(v)
    l.put(v)
print([p.get() for _ in range(3)], [l.get() for _ in range(3)])
s = queue.SimpleQueue()
s.put("x")
print(s.get(), s.empty())

# === topological order ===
order = graphlib.TopologicalSorter({"d": ["b", "c"], "b": ["a"], "c": ["a"]})
print(list(order.static_order())[0], error(lambda: list(graphlib.TopologicalSorter({1: [2], 2: [1]}).static_order())).split("(")[0])
t = graphlib.TopologicalSorter()
t.add("c", "a", "b")
t.prepare()
ready = sorted(t.get_ready())
t.done(*ready)
print(ready, t.get_ready(), t.is_active())
