#!/bin/sh
# Runs one group of tests and keeps its report.
set -eu
mkdir -p reports
exec node --test \
  --test-reporter=spec --test-reporter-destination=stdout \
  --test-reporter=junit --test-reporter-destination="reports/$1.xml" \
  "test/$1.test.js"
