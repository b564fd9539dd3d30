# Iterating by __getitem__: the index moves on after the call, from where the call has left the iterator.


class Flaky:
    def __init__(self):
        self.asked = []

    def __len__(self):
        return 4

    def __getitem__(self, index):
        self.asked.append(index)
        if self.asked.count(index) == 1:
            raise KeyError(index)
        if index == 3:
            raise IndexError
        return index


def drive(it, flaky):
    got = []
    for _ in range(9):
        try:
            got.append(next(it, "end"))
        except KeyError as error:
            got.append(error)
    print(got, flaky.asked)


flaky = Flaky()
drive(iter(flaky), flaky)
flaky = Flaky()
drive(reversed(flaky), flaky)


class Nested:
    """Takes from its own iterator while that asks it."""

    def __init__(self):
        self.depth = 0

    def __len__(self):
        return 10

    def __getitem__(self, index):
        if index > 9:
            raise IndexError
        if self.depth < 2 and index % 3 == 0:
            self.depth += 1
            inner = next(self.it, "none")
            self.depth -= 1
            return index, inner
        return index


nested = Nested()
nested.it = iter(nested)
print(list(nested.it))
nested = Nested()
nested.it = reversed(nested)
print(list(nested.it))


class Ending:
    """The iterator ends while it asks."""

    def __init__(self):
        self.asking = False

    def __getitem__(self, index):
        if self.asking or index == 5:
            raise IndexError
        if index == 2:
            self.asking = True
            print("inside", next(self.it, "end"))
            self.asking = False
        return index


ending = Ending()
ending.it = iter(ending)
print(list(ending.it))
