#!/bin/sh
# Runs every test, prints TAP, and writes junit.xml.
cd "$(dirname "$0")/.." || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
number=0 failed=0 cases=""

check() {
  number=$((number + 1))
  name=$1 expected=$2 actual=$3
  if [ "$expected" = "$actual" ]; then
    echo "ok $number - $name"
    cases="$cases<testcase classname=\"backup\" name=\"$name\"/>"
  else
    failed=$((failed + 1))
    echo "not ok $number - $name"
    echo "  ---"
    echo "  expected: $expected"
    echo "  actual: $actual"
    echo "  ..."
    cases="$cases<testcase classname=\"backup\" name=\"$name\"><failure message=\"expected $expected, got $actual\"/></testcase>"
  fi
}

. test/retain.sh
. test/snapshot.sh

echo "1..$number"
echo "<testsuites><testsuite name=\"backup\" tests=\"$number\" failures=\"$failed\">$cases</testsuite></testsuites>" >junit.xml
[ "$failed" -eq 0 ]
