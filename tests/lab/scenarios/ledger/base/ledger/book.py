"""A book of entries. Amounts are whole cents; debits are positive."""


def balance(entries, account):
    """What is in an account."""
    return sum(amount for name, amount in entries if name == account)


def is_balanced(entries):
    """Whether debits and credits cancel out."""
    return sum(amount for _, amount in entries) == 0


def transfer(entries, source, target, amount):
    """Moves an amount from one account to another."""
    if amount <= 0:
        raise ValueError("a transfer moves more than nothing")
    return entries + [(source, -amount), (target, amount)]
