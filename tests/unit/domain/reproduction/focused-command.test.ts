import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { focusedCommand, focusedRunners } from "@/lib/domain/reproduction/focused-command";

const at = (id: string, file: string | null = null, line: number | null = null) => ({ id, file, line });

describe("the command that runs the failing tests alone", () => {
  it.each([
    [
      "jest",
      [at("Basket › adds prices", "a.test.js")],
      "npx jest a.test.js --testNamePattern='^Basket adds prices$'",
    ],
    [
      "vitest",
      [at("test/a.test.ts > basket > adds")],
      "npx vitest run test/a.test.ts --testNamePattern='(basket adds)$'",
    ],
    ["mocha", [at('Till "before all" hook for "opens"')], "npx mocha --grep='^Till'"],
    [
      "node:test",
      [at("adds prices", "test/a.test.js")],
      "node --test --test-name-pattern='adds prices$' test/a.test.js",
    ],
    [
      "node:test",
      [at("adds", "a.test.ts")],
      "node --import tsx --test --test-name-pattern='adds$' a.test.ts",
    ],
    [
      "playwright",
      [at("[chromium] › shop.spec.ts:3:5 › shop › adds")],
      "npx playwright test shop.spec.ts:3 --project=chromium",
    ],
    ["cypress", [at("adds", "cypress/e2e/a.cy.js")], "npx cypress run --spec cypress/e2e/a.cy.js"],
    ["pytest", [at("tests/test_a.py::test_adds[a b]")], "python -m pytest 'tests/test_a.py::test_adds[a b]'"],
    ["tox", [at("tests/test_a.py::test_adds")], "tox -- tests/test_a.py::test_adds"],
    [
      "unittest",
      [at("test_opens (shop.tests.TillTest)")],
      "python -m unittest shop.tests.TillTest.test_opens",
    ],
    ["unittest", [at("test_adds (shop.A.test_adds)")], "python -m unittest shop.A.test_adds"],
    ["go test", [at("TestBasket/adds_prices")], "go test ./... -count=1 -run '^TestBasket$/^adds_prices$'"],
    ["go test", [at("TestA/x"), at("TestB")], "go test ./... -count=1 -run '^(TestA|TestB)$'"],
    ["cargo test", [at("basket::adds")], "cargo test -- --exact basket::adds"],
    ["nextest", [at("shop::basket adds")], "cargo nextest run -E '(binary_id(=shop::basket) & test(=adds))'"],
    [
      "surefire",
      [at("addsPrices(com.acme.BasketTest)"), at("com.acme.TillTest.opens[2]")],
      "mvn test -Dtest='com.acme.BasketTest#addsPrices,com.acme.TillTest#opens' -Dsurefire.failIfNoSpecifiedTests=false",
    ],
    [
      "gradle",
      [at("com.acme.BasketTest > addsPrices")],
      "./gradlew test --tests com.acme.BasketTest.addsPrices",
    ],
    [
      "gradle",
      [at("TillTest > opens(String) > com.acme.TillTest.opens(String)[1]")],
      "./gradlew test --tests com.acme.TillTest.opens",
    ],
    ["gradle", [at("TillTest > opens()")], "./gradlew test --tests '*TillTest.opens'"],
    ["sbt", [at("adds prices")], `sbt 'testOnly * -- -z "adds prices"'`],
    ["sbt", [at("com.acme.TillTest.opens")], "sbt 'testOnly com.acme.TillTest'"],
    ["rspec", [at("Basket adds", "./spec/basket_spec.rb", 12)], "bundle exec rspec ./spec/basket_spec.rb:12"],
    ["rspec", [at("Basket adds prices")], "bundle exec rspec --example='Basket adds prices'"],
    [
      "minitest",
      [at("BasketTest#test_adds", "test/basket_test.rb")],
      "bundle exec ruby -Ilib -Itest test/basket_test.rb --name='/^(?:test_adds)$/'",
    ],
    [
      "phpunit",
      [at('Shop\\TillTest::testOpens with data set "early" (6)')],
      "vendor/bin/phpunit --filter='/^(?:Shop\\\\TillTest::testOpens)(?: .*)?$/'",
    ],
    [
      "ExUnit",
      [at("test adds prices (Shop.BasketTest)", "test/a_test.exs", 7)],
      "mix test test/a_test.exs:7",
    ],
    ["ExUnit", [at("test adds prices (Shop.BasketTest)")], "mix test --only 'test:test adds prices'"],
    [
      "dotnet test",
      [at("Shop.TillTests.Opens(hour: 6)")],
      "dotnet test --filter 'FullyQualifiedName~Shop.TillTests.Opens'",
    ],
    ["ctest", [at("basket"), at("drawer")], "ctest --output-on-failure -R '^(basket|drawer)$'"],
    [
      "gtest",
      [at("BasketTest.AddsPrices")],
      "export GTEST_FILTER=BasketTest.AddsPrices\nctest --output-on-failure",
    ],
    ["bats", [at("adds prices", "test/a.bats")], "bats --filter '^adds prices$' test/a.bats"],
    [
      "flutter",
      [at("test/a_test.dart: basket adds")],
      "flutter test test/a_test.dart --name='^basket adds$'",
    ],
    [
      "XCTest",
      [at("-[ShopTests.BasketTests testAdds]")],
      "swift test --filter '^ShopTests\\.BasketTests/testAdds$'",
    ],
  ])("for %s names them as the runner takes them", (runner, tests, command) => {
    expect(focusedCommand(runner, tests, null)).toBe(command);
  });

  it("takes the form of the runner that CI itself used", () => {
    expect(focusedCommand("pytest", [at("t.py::a")], "tox -e py312")).toBe("tox -- t.py::a");
    expect(focusedCommand("surefire", [at("a(A)")], "./mvnw -B verify")).toContain(
      "./mvnw test -Dtest='A#a'",
    );
    expect(focusedCommand("junit", [at("com.acme.A.b")], "./gradlew check")).toBe(
      "./gradlew test --tests com.acme.A.b",
    );
    expect(focusedCommand("ctest", [at("a")], "ctest --test-dir build")).toBe(
      "ctest --test-dir build --output-on-failure -R '^a$'",
    );
  });

  it("is not made up where a runner is unknown or the names are too many for one command", () => {
    expect(focusedCommand("a runner of 2031", [at("a")], null)).toBeNull();
    expect(focusedCommand("constructor", [at("a")], null)).toBeNull();
    expect(
      focusedCommand(
        "jest",
        Array.from({ length: 51 }, (_, index) => at(`t${index}`)),
        null,
      ),
    ).toBeNull();
    expect(focusedCommand("jest", [at("x".repeat(9_000))], null)).toBeNull();
  });
});

describe("a hostile test name", () => {
  const names = [
    "'; touch HACKED; '",
    "$(touch HACKED)",
    "`touch HACKED`",
    '"; touch HACKED; "',
    "a\ntouch HACKED\n",
    "--config=/etc/passwd",
    "a\\'b && touch HACKED",
    "!!{a,b}* ? ~ #",
  ];

  // Each program of the command is a function that prints what it was given: the shell itself is the judge.
  it.each(focusedRunners)("reaches %s as text and runs nothing", (runner) => {
    for (const name of names) {
      for (const id of [name, `Owner > ${name}`, `a.test.js > ${name}`, `x::${name}`]) {
        const command = focusedCommand(runner, [at(id, `tests/${name}.js`, 3)], null);
        if (command === null) continue;
        const shown = execFileSync("/bin/bash", ["-c", `${standIns}\ntouch() { echo RAN; }\n${command}`], {
          env: { PATH: "/nowhere" },
          encoding: "utf8",
        });
        expect(shown.split("\n")).not.toContain("RAN");
        expect(shown).toMatch(/^program \d+\n$/);
      }
    }
  });

  it("never becomes an option of the runner", () => {
    expect(focusedCommand("pytest", [at("--rootdir=/")], null)).toBeNull();
    expect(focusedCommand("bats", [at("a", "-x.bats")], null)).toBe("bats --filter '^a$' ./-x.bats");
  });
});

const programs =
  "npx node python tox go cargo mvn sbt bundle vendor/bin/phpunit vendor/bin/pest ./gradlew mix dotnet ctest bats dart flutter swift";
const standIns = `${programs
  .split(" ")
  .map((name) => `${name}() { echo "program $#"; }`)
  .join("\n")}`;
