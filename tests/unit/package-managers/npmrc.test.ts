import { expect, it } from "vitest";
import { npmrcOf } from "@/lib/package-managers/npmrc";
import { scratchTree } from "../../support/registry/scratch-tree";

const { write, path } = scratchTree();

it("of a tree's .npmrc stays what shapes a lock file, and nothing that says where to ask, with what or what to run", async () => {
  write(
    ".npmrc",
    [
      "legacy-peer-deps=true",
      "node-linker = hoisted\r",
      "registry=https://elsewhere.example/",
      `//packages.example.com/:_authToken=\${TOKEN}`,
      "@acme:registry=https://elsewhere.example/",
      "script-shell=/tmp/evil",
      "git=/tmp/evil",
      "node-options=--require=/tmp/evil",
      "pnpmfile=evil",
      `auto-install-peers=\${EVIL}`,
      "install-strategy=https://elsewhere.example/",
      "; strict-peer-deps=true",
      "proxy=evil",
    ].join("\n"),
  );
  expect(await npmrcOf(path("tree"))).toEqual([
    { path: ".npmrc", text: "legacy-peer-deps=true\nnode-linker=hoisted\n" },
  ]);
});

it("a tree without such settings gets no .npmrc", async () => {
  expect(await npmrcOf(path("tree"))).toEqual([]);
  write(".npmrc", "registry=https://elsewhere.example/\n");
  expect(await npmrcOf(path("tree"))).toEqual([]);
});
