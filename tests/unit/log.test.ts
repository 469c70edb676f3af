import { describe, expect, it } from "vitest";
import { KnownSecrets } from "@/lib/known-secrets";
import { createLog } from "@/lib/log";

describe("log", () => {
  it.each([
    ["a colour", "\u001b[31mred"],
    ["a link over text (OSC 8)", "\u001b]8;;http://evil.example\u0007click\u001b]8;;\u0007"],
    ["a clipboard write (OSC 52)", "\u001b]52;c;ZWNobyBoaQ==\u0007"],
    ["an eight-bit control", "\u009b31m"],
    ["a carriage return", "ok\rfail"],
    ["a turned reading direction", "\u202egnp.exe"],
    ["a zero-width space", "pass\u200bword"],
    ["a tag character", "\u{e0041}"],
    ["a line separator", "one\u2028two"],
  ])("shows %s instead of obeying it, and keeps the value", (_name, hostile) => {
    const line = written((log) => log.info({ branch: hostile }, `on ${hostile}`));
    expect(line.trimEnd()).toMatch(/^[\x20-\x7e]+$/);
    expect(JSON.parse(line)).toMatchObject({ branch: hostile, msg: `on ${hostile}` });
  });

  it.each(["::error file=x::boom", "##[error]boom", "::add-mask::x"])(
    "gives a CI runner no workflow command: %s",
    (command) => {
      const line = written((log) => log.info(command));
      expect(line).not.toMatch(/::|##\[/);
      expect(JSON.parse(line).msg).toBe(command);
    },
  );

  it("cuts out known secrets wherever they stand, line ends included", () => {
    const key = "-----BEGIN\nabc\n-----END";
    const line = written(
      (log) => log.warn({ deep: { er: ["x hunter2hunter2"] }, key }, "hunter2hunter2!"),
      ["hunter2hunter2", key],
    );
    expect(line).not.toContain("hunter2");
    expect(line).not.toContain("abc");
  });

  it.each([
    "ghs_16C7e42F292c6912E7710c838347Ae178B4a",
    "github_pat_11ABCDEFG0123456789_abcdefghijklmnop",
    "CCIPAT_AbCdEfGhIjKlMnOpQrSt_0123456789",
    "Bearer 0123456789abcdef",
    "postgresql://regreen:s3cr3tpassword@127.0.0.1/x",
    "signkey-prod-0123456789abcdef0123456789abcdef",
  ])("cuts out what looks like a secret: %s", (text) => {
    const secret = /(?:Bearer |regreen:)?([\w.-]{12,})/.exec(text.replace("postgresql://", ""))?.[1] ?? text;
    expect(written((log) => log.error(new Error(`refused ${text}`)))).not.toContain(secret);
  });

  it("cuts out fields by their name", () => {
    const line = written((log) =>
      log.info({ headers: { authorization: "Basic Zm9v" }, token: "short" }, "sent"),
    );
    expect(line).not.toContain("Zm9v");
    expect(line).not.toContain("short");
  });

  it("writes nothing below its level", () => {
    expect(written((log) => log.debug("quiet"))).toBe("");
  });
});

function written(use: (log: ReturnType<typeof createLog>) => void, secrets: string[] = []): string {
  let lines = "";
  use(
    createLog({
      level: "info",
      secrets: new KnownSecrets(secrets),
      destination: {
        write: (line) => {
          lines += line;
        },
      },
    }),
  );
  return lines;
}
