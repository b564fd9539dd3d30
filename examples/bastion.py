"""Bastions: what a cell may do with an object of its supervisor.

    padcell supervise examples/bastion.py
"""

import rexec
from Bastion import Bastion


class Account:
    """Methods without an underscore are for everybody; the rest is the bank's."""

    def __init__(self, owner, money):
        self.owner = owner
        self._money = money
        self._listeners = []

    def balance(self):
        return self._money

    def withdraw(self, amount):
        # An int that comes from a cell is exactly that: no subclass that compares as it likes.
        if type(amount) is not int or not 0 < amount <= self._money:
            raise ValueError("refused")
        self._money -= amount
        return self._money

    def on_change(self, listener):
        self._listeners.append(listener)

    def close(self):
        self._change(-self._money)

    def _change(self, amount):
        self._money += amount
        for listener in self._listeners:
            listener(self._money)


class Bank:
    """A collection of accounts: what it gives out has to be guarded too."""

    def __init__(self, *accounts):
        self._accounts = {it.owner: it for it in accounts}

    def __len__(self):
        return len(self._accounts)

    def __iter__(self):
        return iter(sorted(self._accounts))

    def __getitem__(self, owner):
        return self._accounts[owner]

    def all_accounts(self):
        return list(self._accounts.values())


PROGRAM = '''
print(account, account.balance(), account.withdraw(30))
for attempt in ("account._money", "account.owner", "account.__dict__", "account.close()", "account.withdraw.__self__",
                "account.withdraw(-5)", "account.withdraw(Number(10**6))", "len(account)"):
    class Number(int):
        def __le__(self, other):
            return True
    try:
        result = eval(attempt)
    except Exception as error:
        print(f"{attempt}: {type(error).__name__}: {error}")
    else:
        print(f"{attempt}: {result}")

account.on_change(lambda money: print("the cell is told:", money))
print(len(bank), list(bank), bank["ada"], bank["ada"].balance(), [it.balance() for it in bank.all_accounts()])
try:
    bank["ada"]._money
except AttributeError as error:
    print("AttributeError:", error)
'''


def main():
    ada, bob = Account("ada", 100), Account("bob", 7)
    bank = Bank(ada, bob)
    cell = rexec.RExec(budget={"fuel": 10_000_000})
    main = cell.add_module("__main__")
    # Its methods, but for one.
    main.account = Bastion(ada, filter=lambda name: name[0] != "_" and name != "close", name="ada's account")
    # Special methods have to be named, and what the methods return becomes a bastion.
    main.bank = Bastion(bank, name="the bank", specials=("__len__", "__iter__", "__getitem__"), wrap_results=True)
    cell.r_exec(PROGRAM)
    # A function of the cell that the supervisor calls runs in the cell, on the cell's budget.
    ada._change(5)
    print("at the end:", ada.balance())


if __name__ == "__main__":
    main()
