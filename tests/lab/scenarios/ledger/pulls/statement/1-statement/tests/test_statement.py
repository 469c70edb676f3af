import unittest

from ledger.statement import is_overdrawn, statement

ENTRIES = [("cash", 1000), ("rent", 500), ("cash", -400), ("cash", -100)]


class StatementTest(unittest.TestCase):
    def test_shows_the_balance_after_each_entry(self):
        self.assertEqual(statement(ENTRIES, "cash"), [(1000, 1000), (-400, 600), (-100, 500)])

    def test_leaves_other_accounts_out(self):
        self.assertEqual(statement(ENTRIES, "rent"), [(500, 500)])

    def test_is_empty_for_an_unknown_account(self):
        self.assertEqual(statement(ENTRIES, "fees"), [])

    def test_knows_an_overdrawn_account(self):
        self.assertFalse(is_overdrawn(ENTRIES, "cash"))
        self.assertTrue(is_overdrawn([("cash", 100), ("cash", -200)], "cash"))


if __name__ == "__main__":
    unittest.main()
