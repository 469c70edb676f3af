#!/bin/sh
# The same tests for both CI services; the report is what they keep.
set -eu
mkdir -p reports
exec node --test \
  --test-reporter=spec --test-reporter-destination=stdout \
  --test-reporter=junit --test-reporter-destination=reports/junit.xml \
  test/*.test.js
