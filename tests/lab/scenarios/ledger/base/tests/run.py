"""Runs all tests and writes junit.xml, with nothing but the standard library."""

import sys
import unittest
from xml.etree import ElementTree


class Recorder(unittest.TextTestResult):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.suite = ElementTree.Element("testsuite", name="unittest")

    def stopTest(self, test):
        super().stopTest(test)
        class_name, name = test.id().rsplit(".", 1)
        case = ElementTree.SubElement(self.suite, "testcase", classname=class_name, name=name)
        for failed, text in self.failures + self.errors:
            if failed is test:
                ElementTree.SubElement(case, "failure", message=text.strip().splitlines()[-1]).text = text


def main():
    tests = unittest.defaultTestLoader.discover("tests")
    result = unittest.TextTestRunner(verbosity=2, resultclass=Recorder).run(tests)
    result.suite.set("tests", str(result.testsRun))
    result.suite.set("failures", str(len(result.failures) + len(result.errors)))
    root = ElementTree.Element("testsuites")
    root.append(result.suite)
    ElementTree.ElementTree(root).write("junit.xml", encoding="utf-8", xml_declaration=True)
    return 0 if result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
