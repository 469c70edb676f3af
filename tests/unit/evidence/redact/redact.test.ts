import { describe, expect, test } from "vitest";
import { redactStrings } from "@/lib/evidence/redact/gate";
import { createRedactor, redact } from "@/lib/evidence/redact/redact";
import { secretlintRules } from "@/lib/evidence/redact/secretlint-rules";

// Put together from pieces, so that no scanner takes these lines for leaked credentials.
const letters = (length: number) => "a1B2c3D4e5F6g7H8".repeat(16).slice(0, length);
const hex = (length: number) => "0123456789abcdef".repeat(16).slice(0, length);
const jwt = `eyJ${letters(20)}.eyJ${letters(40)}.${letters(43)}`;

const secrets: Record<string, string> = {
  "classic GitHub token": `ghp_${letters(36)}`,
  "app token holding a JSON Web Token": `ghs_123456_${jwt}`,
  "fine-grained GitHub token": `github_pat_${letters(82)}`,
  "JSON Web Token": jwt,
  "AWS key id": `AKIA${"ABCD2345".repeat(2)}`,
  "CircleCI token": `CCIPAT_${letters(22)}_${hex(40)}`,
  "Stripe key": `sk_live_${letters(24)}`,
  "Google API key": `AIza${letters(35)}`,
  "Sentry token": `sntrys_${letters(60)}`,
  "model key": `sk-ant-api03-${letters(90)}AA`,
  "Slack token": `xoxb-${"123456789012-".repeat(2)}${letters(24)}`,
  "GitLab token": `glpat-${letters(20)}`,
  "npm token": `npm_${letters(36)}`,
  "Docker token": `dckr_pat_${letters(27)}`,
  "Slack webhook": `hooks.slack.com/services/T${letters(10)}/B${letters(10)}/${letters(24)}`,
  "Linear key": `lin_api_${letters(40)}`,
  "Notion token": `ntn_${"12345678901"}${letters(35)}`,
  "Figma token": `figd_${letters(40)}`,
  "Vault token": `hvs.${letters(90)}`,
  "Databricks token": `dapi${hex(32)}`,
  "DigitalOcean token": `dop_v1_${hex(64)}`,
  "Vercel token": `vcp_${letters(24)}`,
  "Telegram token": `123456789:AA${letters(33)}`,
  "SendGrid key": `SG.${letters(22)}.${letters(43)}`,
  "New Relic key": `NRAK-${"ABCDE".repeat(5)}`,
  "Atlassian token": `ATATT3x${letters(40)}`,
};

describe("a secret that its shape gives away", () => {
  for (const [kind, secret] of Object.entries(secrets)) {
    test(`${kind} is replaced wherever it stands`, () => {
      for (const line of [
        secret,
        `using ${secret} now`,
        `{"a":"${secret}"}`,
        `https://x.test/?v=${secret}&w=1`,
      ]) {
        const { text, redactions } = redact(`before\n${line}\nafter`);
        expect(text).not.toContain(secret.slice(8));
        expect(text).toMatch(/^before\n[^\n]*\[redacted\][^\n]*\nafter$/);
        expect(redactions).toBe(1);
      }
    });
  }

  test("every rule of secretlint searches only lines with a lead of its own", () => {
    expect(secretlintRules.filter(({ leads }) => leads === null)).toEqual([]);
  });

  test("secretlint's own switch-off comment has no power here", () => {
    const { text } = redact(`// secretlint-disable\nlin_api_${letters(40)}\n`);
    expect(text).toBe("// secretlint-disable\n[redacted]\n");
  });
});

describe("a value that its name gives away", () => {
  test.each([
    ["export DB_PASSWORD=hunter2", "export DB_PASSWORD=[redacted]"],
    ["  DB_PASSWORD: hunter2", "  DB_PASSWORD: [redacted]"],
    ['"password": "correct-horse"', '"password": "[redacted]"'],
    ["apiKey: 'a8f5f167f44f4964e6c998de'", "apiKey: '[redacted]'"],
    [`X_PASSWORD="with blank'inside1"`, `X_PASSWORD="with blank'inside1"`],
    [
      "jdbc:sqlserver://db;user=sa;password=Hunter2!;x=1",
      "jdbc:sqlserver://db;user=sa;password=[redacted];x=1",
    ],
    [`AWS_SECRET_ACCESS_KEY=${letters(40)}`, "AWS_SECRET_ACCESS_KEY=[redacted]"],
    [`DEPLOY_THING_KEY=Zq${letters(38)}`, "DEPLOY_THING_KEY=[redacted]"],
    ["deploy --token s3cr3t-t0ken --verbose", "deploy --token [redacted] --verbose"],
    ["Authorization: Bearer abcdefghijklmnop1234", "Authorization: Bearer [redacted]"],
    ["-H 'Authorization: Basic dXNlcjpwYXNz'", "-H 'Authorization: Basic [redacted]'"],
    ["got Bearer abcdefghijklmnop1234, retrying", "got Bearer [redacted], retrying"],
    ["Circle-Token: abcdef1234567890", "Circle-Token: [redacted]"],
    [
      "https://ci.test/api?circle-token=abcdef1234567890&x=1",
      "https://ci.test/api?circle-token=[redacted]&x=1",
    ],
    [`https://b.test/a?X-Amz-Signature=${hex(64)}&y=2`, "https://b.test/a?X-Amz-Signature=[redacted]&y=2"],
    ["postgres://app:p@ss-w0rd@db.test:5432/x", "postgres://app:[redacted]@db.test:5432/x"],
    ["https://a1b2c3d4e5f6a7b8@git.test/x.git", "https://[redacted]@git.test/x.git"],
    ["curl -u admin:hunter2 https://x.test", "curl -u admin:[redacted] https://x.test"],
    [`//registry.test/:_authToken=${letters(30)}`, "//registry.test/:_authToken=[redacted]"],
  ])("%s", (line, safe) => {
    expect(redact(line).text).toBe(safe);
    expect(redactStrings(["before", line, "after"], redact).value).toEqual(["before", safe, "after"]);
  });
});

describe("private keys", () => {
  const body = [letters(64), letters(64), "QUJDRA=="];
  const begin = "-----BEGIN OPENSSH PRIVATE KEY-----";
  const end = "-----END OPENSSH PRIVATE KEY-----";

  test("a key keeps its number of lines and nothing else, also behind timestamps", () => {
    const stamp = "2026-01-01T00:00:00.0000000Z ";
    const lines = [begin, ...body, end].map((line) => stamp + line);
    const { text, redactions } = redact(["a", ...lines, "b"].join("\n"));
    expect(text.split("\n")).toEqual(["a", `${stamp}[redacted]`, ...Array(4).fill("[redacted]"), "b"]);
    expect(redactions).toBe(1);
  });

  test("a key on one line with its line breaks spelled out", () => {
    expect(redact(`{"key":"${[begin, ...body, end].join("\\n")}\\n"}`).text).toBe('{"key":"[redacted]\\n"}');
  });

  test("a key that was cut off at either side", () => {
    expect(redact([begin, ...body, "tests failed"].join("\n")).text).toBe(
      "[redacted]\n[redacted]\n[redacted]\n[redacted]\ntests failed",
    );
    expect(redact(["tests failed", ...body, end].join("\n")).text).toBe(
      "tests failed\n[redacted]\n[redacted]\n[redacted]\n[redacted]",
    );
  });
});

describe("ordinary CI output stays as it is", () => {
  test.each([
    "Digest: sha256:2f2d1d2b7b1c7c0a5b3c1ab7a2d3d5f0b1f3c3c4d5e6f708192a3b4c5d6e7f80",
    '"integrity": "sha512-v2kDEe57lecTulaDIuNTPy3Ry4gLGJ6Z1O3vE1krgXZNrsQ+LFTGHVxVjcXPs17LhbZVGedAJv8XZ1tvj5FvSg=="',
    "HEAD is now at 1eb0f0a5b5e4f3c2d1a0b9c8d7e6f5a4b3c2d1e0 Fix the parser",
    "request 550e8400-e29b-41d4-a716-446655440000 finished",
    "SyntaxError: Unexpected token: punc (})",
    "const token = await getToken(request);",
    "password = user.password",
    "Expected token: 'string'",
    "cache key: Linux-node-20-9f86d081884c7d659a2feaa0c55ad015",
    "CACHE_KEY=Linux-node20-9F86d081884c7d659a2feaa0c55ad015",
    "PWD=/home/runner/work/app",
    "System.Private.CoreLib, Version=8.0.0.0, PublicKeyToken=7cec85d7bea7798e",
    "  GITHUB_TOKEN: ***",
    "https://x-access-token:***@github.test/org/repo.git",
    "POSTGRES_PASSWORD=$POSTGRES_PASSWORD",
    `token: \${{ secrets.DEPLOY_TOKEN }}`,
    "[INFO] Including org.apache.hadoop:hadoop-auth:jar:2.3.0 in the shaded jar.",
    "docker run -u 1000:1000 image",
    "see https://docs.test/a/b?page=2&key=name",
    "at Object.<anonymous> (/app/src/auth/token.test.ts:12:5)",
    "2 tests pass: 12, fail: 0",
  ])("%s", (line) => {
    expect(redact(line)).toEqual({ text: line, redactions: 0 });
  });
});

describe("exact values that the caller knows", () => {
  const value = "p@ss word/ü+1";
  const clean = createRedactor({ knownValues: [value, "short", ""] });

  test.each([
    ["as it is", value],
    ["JSON-escaped", JSON.stringify(`${value}`).slice(1, -1)],
    ["URL-encoded", encodeURIComponent(value)],
    ["form-encoded", new URLSearchParams({ v: value }).toString().slice(2)],
    ["in hex", Buffer.from(value).toString("hex")],
    ["in upper-case hex", Buffer.from(value).toString("hex").toUpperCase()],
    ...["", "u", "us", "user:"].map((lead) => [
      `in base64 behind ${lead.length} bytes`,
      Buffer.from(`${lead}${value}`).toString("base64"),
    ]),
    ["in base64 for URLs", Buffer.from(value).toString("base64url")],
  ])("%s", (_form, shown) => {
    const { text, redactions } = clean(`a ${shown} b`);
    expect(redactions).toBe(1);
    expect(text).toMatch(/^a [A-Za-z0-9+/=]{0,4}\[redacted\] b$/);
  });

  test("across a line break, with the indentation of the next line, and the lines stay in number", () => {
    const { text, redactions } = clean(`x ${value.slice(0, 5)}\n    ${value.slice(5)} y\n`);
    expect({ text, redactions }).toEqual({ text: "x [redacted]\n[redacted] y\n", redactions: 1 });
  });

  test("each line of a value of several lines, since logs write a timestamp before each", () => {
    const cleanKey = createRedactor({ knownValues: ["first-line-of-it\nsecond-line-of-it\n"] });
    expect(cleanKey("T1 first-line-of-it\nT2 second-line-of-it").text).toBe("T1 [redacted]\nT2 [redacted]");
  });

  test("a value too short to be a credential is not searched for", () => {
    expect(clean("a short test").redactions).toBe(0);
  });
});

describe("what would act on a terminal, hide from a reader, or turn text around", () => {
  test.each([
    ["\x1b[31mred\x1b[0m", "red"],
    ["\x1b]8;;https://evil.test\x1b\\link\x1b]8;;\x07", "link"],
    ["\x1b]52;c;ZXZpbA==\x07after", "after"],
    ["\x1b]0;never closed\nnext", "\nnext"],
    ["\x9b31mred", "red"],
    ["a\u202eb\u200bc\ufeff\u2066d\u{e0041}e", "abcde"],
    ["bell\x07 null\x00 delete\x7f", "bell null delete"],
    ["tab\tand\r\nline", "tab\tand\nline"],
    ["one\u2028two", "one two"],
  ])("%j", (raw, shown) => {
    expect(redact(raw).text).toBe(shown);
  });

  test("a secret with escape sequences inside is still found", () => {
    expect(redact(`ghp_a1B2\x1b[0m${letters(32)}`).text).toBe("[redacted]");
  });
});

test("redacting twice changes nothing, and lines stay in number", () => {
  const text = [
    ...Object.values(secrets),
    "DB_PASSWORD=hunter2",
    "postgres://a:b1c2d3@h/x",
    "\x1b[1mx\r",
  ].join("\n");
  const once = redact(text);
  expect(redact(once.text)).toEqual({ text: once.text, redactions: 0 });
  expect(once.text.split("\n")).toHaveLength(text.split("\n").length);
});

test("a megabyte built against these rules takes seconds, not hours", () => {
  const unit = [
    "token=",
    "://a:",
    "eyJa_",
    "ghp_",
    "Bearer ",
    "--token ",
    "-----BEGIN PRIVATE KEY-----",
    "\x1b]",
    "a_KEY=",
  ];
  for (const piece of unit) {
    const started = performance.now();
    redact(piece.repeat(Math.ceil(1e6 / piece.length)));
    expect(performance.now() - started).toBeLessThan(4000);
  }
});

describe("what a secret scanner prints", () => {
  test.each([
    ["trufflehog", "Raw result: hunter two", "hunter"],
    ["gitleaks, the secret", "Secret:      hunter2", "hunter2"],
    ["gitleaks, the line", 'Finding:     password := "correct horse"', "correct"],
    ["gitleaks behind a time stamp", "2026-01-01T00:00:00.000Z Secret:      hunter2", "hunter2"],
  ])("is cut out to the end of the line, whatever it looks like: %s", (_, line, secret) => {
    const { text, redactions } = redact(`before\n${line}\nafter`);
    expect(text).not.toContain(secret);
    expect(redactions).toBe(1);
    expect(text).toMatch(/^before\n.*\nafter$/);
  });

  test("is told from prose that has the same words", () => {
    const prose = "The secret: keep it simple. Finding: two words.";
    expect(redact(prose)).toEqual({ text: prose, redactions: 0 });
  });
});
