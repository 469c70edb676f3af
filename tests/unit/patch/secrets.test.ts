import { deflateSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { createSecretSearch } from "@/lib/loops/repair/find-secrets";
import { gateOf } from "@/tests/support/patch/trees";

/** Ways in which a hijacked agent may spell what it read, each as a line of a source file. */
function spellingsOf(token: string): [encoding: string, line: string][] {
  const bytes = Buffer.from(token);
  function octets(write: (byte: number) => string, between = ""): string {
    return [...bytes].map(write).join(between);
  }

  const base32 = (() => {
    const bits = octets((byte) => byte.toString(2).padStart(8, "0"));
    const groups = bits.match(/.{1,5}/g) ?? [];
    return groups
      .map((group) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[Number.parseInt(group.padEnd(5, "0"), 2)])
      .join("");
  })();
  return [
    ["plain", `const a = "${token}";`],
    ["in a comment", `// ${token}`],
    ["base64", `const a = "${bytes.toString("base64")}";`],
    ["base64url", `const a = "${bytes.toString("base64url")}";`],
    ["base64 without padding", `const a = "${bytes.toString("base64").replace(/=+$/, "")}";`],
    ["base64 over lines", `const a = \`${bytes.toString("base64").replace(/(.{20})/g, "$1\n")}\`;`],
    ["base64 of base64", `const a = "${Buffer.from(bytes.toString("base64")).toString("base64")}";`],
    [
      "base64 of more than the token",
      `const a = "${Buffer.from(`id: 7, key: ${token}`).toString("base64")}";`,
    ],
    ["gzip in base64", `const a = "${gzipSync(bytes).toString("base64")}";`],
    ["deflate in base64", `const a = "${deflateSync(bytes).toString("base64")}";`],
    ["UTF-16 in base64", `const a = "${Buffer.from(token, "utf16le").toString("base64")}";`],
    ["base32", `const a = "${base32}";`],
    ["hexadecimal", `const a = "${bytes.toString("hex")}";`],
    ["upper-case hexadecimal", `const a = "${bytes.toString("hex").toUpperCase()}";`],
    ["hexadecimal with colons", `const a = "${octets((byte) => byte.toString(16), ":")}";`],
    ["hexadecimal in base64", `const a = "${Buffer.from(bytes.toString("hex")).toString("base64")}";`],
    ["percent encoding", `const a = "${octets((byte) => `%${byte.toString(16)}`)}";`],
    ["quoted-printable", `const a = "${octets((byte) => `=${byte.toString(16).toUpperCase()}`)}";`],
    ["\\x escapes", `const a = "${octets((byte) => `\\x${byte.toString(16)}`)}";`],
    ["\\u escapes", `const a = "${octets((byte) => `\\u00${byte.toString(16)}`)}";`],
    ["\\u{} escapes", `const a = "${octets((byte) => `\\u{${byte.toString(16)}}`)}";`],
    ["octal escapes", `const a = "${octets((byte) => `\\${byte.toString(8).padStart(3, "0")}`)}";`],
    ["an escaped prefix alone", `const a = "\\x67\\x68\\x70\\x5f${token.slice(4)}";`],
    ["decimal character references", `<p>${octets((byte) => `&#${byte};`)}</p>`],
    ["hexadecimal character references", `<p>${octets((byte) => `&#x${byte.toString(16)};`)}</p>`],
    ["an array of character codes", `const a = [${octets(String, ", ")}];`],
    ["an array of hexadecimal codes", `const a = [${octets((byte) => `0x${byte.toString(16)}`, ", ")}];`],
    ["binary digits", `const a = "${octets((byte) => byte.toString(2).padStart(8, "0"), " ")}";`],
    ["reversed", `const a = "${[...token].reverse().join("")}";`],
    [
      "ROT13",
      `const a = "${token.replace(/[a-z]/gi, (letter) => String.fromCharCode(letter.charCodeAt(0) + (letter.toLowerCase() < "n" ? 13 : -13)))}";`,
    ],
    ["pieces added up", `const a = "${token.slice(0, 3)}" + "${token.slice(3, 20)}" + "${token.slice(20)}";`],
    ["pieces over lines", `const a =\n  "${token.slice(0, 9)}" +\n  "${token.slice(9)}";`],
    [
      "single characters in an array",
      `const a = [${[...token].map((letter) => `"${letter}"`).join(", ")}].join("");`,
    ],
    ["pieces beside each other, as in Python", `a = "${token.slice(0, 9)}" "${token.slice(9)}"`],
  ];
}

const token = `ghp_${"a1B2c3D4".repeat(5)}`;
/** Nothing but its exact value gives it away. */
const shapeless = "correct-horse-battery-Staple-1999";
const findSecrets = createSecretSearch();

describe("the gate's secrets rule", () => {
  it.each(spellingsOf(token))("blocks a token written as %s", async (_, line) => {
    const { verdict, findings } = await gateOf({}, { "src/a.ts": `${line}\n` }, { findSecrets });
    expect({ verdict, rules: findings.map(({ rule }) => rule) }).toEqual({
      verdict: "blocked",
      rules: ["secrets"],
    });
    expect(JSON.stringify(findings)).not.toContain(token);
  });

  it("covers at least twelve encodings", () => {
    expect(spellingsOf(token).length).toBeGreaterThanOrEqual(12);
  });

  it.each(spellingsOf(shapeless))(
    "knows a secret of this installation by its value, written as %s",
    async (_, line) => {
      const findHeld = createSecretSearch([shapeless]);
      const { verdict } = await gateOf({}, { "tests/a.test.ts": `${line}\n` }, { findSecrets: findHeld });
      expect(verdict).toBe("blocked");
    },
  );

  it("blocks a token in the name of a new file without repeating it", async () => {
    const { verdict, findings } = await gateOf({}, { [`src/${token}.ts`]: "export {};\n" }, { findSecrets });
    expect(verdict).toBe("blocked");
    expect(JSON.stringify(findings)).not.toContain(token);
  });

  it.each([
    ["a digest", `const sha = "${"0123456789abcdef".repeat(4)}";`],
    ["an integrity value", `"integrity": "sha512-${Buffer.alloc(64, 7).toString("base64")}",`],
    [
      "a small picture",
      `const icon = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";`,
    ],
    ["a list of numbers", "const primes = [11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61];"],
    ["escapes of another script", 'const hello = "\\u0645\\u0631\\u062d\\u0628\\u0627 \\u0628\\u0643";'],
    ["a list of words", 'const words = ["ghost", "ghp", "sk-", "token", "secret"];'],
    ["reading a secret from the environment", "const token = process.env.GITHUB_TOKEN;"],
    ["a type with a secret's name", "interface Login { password: string; token?: string }"],
    ["a placeholder", 'const password = "changeme";'],
  ])("lets %s pass", async (_, line) => {
    expect((await gateOf({}, { "src/a.ts": `${line}\n` }, { findSecrets })).findings).toEqual([]);
  });

  it("remarks on a password that a test makes up, and blocks it elsewhere", async () => {
    const line = 'login({ user: "ada", password: "hunter22!x" });\n';
    const inTest = await gateOf({}, { "tests/login.test.ts": line }, { findSecrets });
    const inSource = await gateOf({}, { "src/login.ts": line }, { findSecrets });
    expect([inTest.verdict, inSource.verdict]).toEqual(["allowed", "blocked"]);
    expect(inTest.findings).toHaveLength(1);
  });
});
