import unittest

from ledger.book import balance, is_balanced, transfer


class BookTest(unittest.TestCase):
    def test_transfer_moves_money(self):
        entries = transfer([], "cash", "rent", 500)
        self.assertEqual(balance(entries, "cash"), -500)
        self.assertEqual(balance(entries, "rent"), 500)

    def test_transfer_keeps_the_book_balanced(self):
        self.assertTrue(is_balanced(transfer([], "cash", "rent", 500)))

    def test_transfer_of_nothing_is_refused(self):
        with self.assertRaises(ValueError):
            transfer([], "cash", "rent", 0)


if __name__ == "__main__":
    unittest.main()
