import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { circleCiSignatureHolds } from "@/lib/ci/circleci/signature";

/** The examples of https://circleci.com/docs/guides/integration/outbound-webhooks/ */
const published = [
  ["hello world", "secret", "734cc62f32841568f45715aeb9f4d7891324e6d948e4c6c60c0621cdac48623a"],
  ["lalala", "another-secret", "daa220016c8f29a8b214fbfc3671aeec2145cfb1e6790184ffb38b6d0425fa00"],
  [
    "an-important-request-payload",
    "hunter123",
    "9be2242094a9a8c00c64306f382a7f9d691de910b4a266f67bd314ef18ac49fa",
  ],
  ["foo", "secret", "773ba44693c7553d6ee20f61ea5d2757a9a4f4a44d2841ae4e95b52e4cd62db4"],
] as const;

const holds = (body: string, header: string | null, secret: string) =>
  circleCiSignatureHolds(Buffer.from(body), header, secret);

describe("the signature of a CircleCI webhook", () => {
  it.each(published)("holds for the published example %s", (body, secret, signature) => {
    expect(holds(body, `v1=${signature}`, secret)).toBe(true);
  });

  it("is read from the first version alone, wherever it stands", () => {
    const [body, secret, signature] = published[0];
    expect(holds(body, `v2=0000,v1=${signature}`, secret)).toBe(true);
    expect(holds(body, `v1=${"0".repeat(64)},v2=${signature}`, secret)).toBe(false);
    expect(holds(body, `v2=${signature}`, secret)).toBe(false);
  });

  it("does not hold when two first versions are given, of which one is right", () => {
    const [body, secret, signature] = published[0];
    expect(holds(body, `v1=${"0".repeat(64)},v1=${signature}`, secret)).toBe(false);
  });

  it.each([
    ["another body", "hello worlds", "secret"],
    ["another secret", "hello world", "Secret"],
  ])("does not hold for %s", (_what, body, secret) => {
    expect(holds(body, `v1=${published[0][2]}`, secret)).toBe(false);
  });

  it.each([
    ["none", null],
    ["empty", ""],
    ["the bare digest", published[0][2]],
    ["upper case", `v1=${published[0][2].toUpperCase()}`],
    ["a digest cut short", `v1=${published[0][2].slice(0, 62)}`],
    ["GitHub's form", `sha256=${published[0][2]}`],
    ["a flood of versions", `${"v3=0,".repeat(500)}v1=${published[0][2]}`],
  ])("does not hold for a header that is %s", (_what, header) => {
    expect(holds("hello world", header, "secret")).toBe(false);
  });

  it("never holds for an empty secret, whoever signed with it", () => {
    const signature = createHmac("sha256", "").update("hello world").digest("hex");
    expect(holds("hello world", `v1=${signature}`, "")).toBe(false);
  });
});
