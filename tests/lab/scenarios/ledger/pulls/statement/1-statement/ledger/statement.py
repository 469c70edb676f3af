"""What happened in one account, line by line."""


def statement(entries, account):
    """Pairs of amount and balance after it, in order."""
    lines = []
    balance = 0
    for name, amount in entries:
        if name != account:
            continue
        balance -= amount
        lines.append((amount, balance))
    return lines


def is_overdrawn(entries, account):
    """Whether the account was ever below zero."""
    return any(balance < 0 for _, balance in statement(entries, account))
