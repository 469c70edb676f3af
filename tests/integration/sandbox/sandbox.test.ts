import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { chooseSandbox } from "@/lib/sandbox";
import { findBubblewrap } from "@/lib/sandbox/bubblewrap";
import { findProcessNumbers } from "@/lib/sandbox/process-numbers";
import { findRunsc } from "@/lib/sandbox/runsc";
import { findSandboxRuntime } from "@/lib/sandbox/sandbox-runtime";
import type { Sandbox, SandboxRequest } from "@/lib/sandbox/types";

const searchPath = process.env.PATH ?? "";
const bubblewrap = chooseSandbox({ wanted: "bubblewrap", toolPath: [], searchPath });
const plain = chooseSandbox({ wanted: "process", toolPath: [], searchPath });
const runtime = chooseSandbox({
  wanted: "sandbox-runtime",
  toolPath: [],
  searchPath: `${searchPath}:${resolve("node_modules/.bin")}`,
});
const emulated = chooseSandbox({ wanted: "runsc", toolPath: [], searchPath });
const present = [bubblewrap, runtime, emulated, plain].flatMap((choice) =>
  choice.found ? [choice.sandbox] : [],
);

let tree: string;
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), "sandbox-tree-"));
});
afterEach(() => rmSync(tree, { recursive: true, force: true }));

function run(sandbox: Sandbox, script: string, rest: Partial<SandboxRequest> = {}) {
  return sandbox.run({
    command: ["/bin/sh", "-c", script],
    treeDirectory: tree,
    timeoutSeconds: 20,
    ...rest,
  });
}

const model = createServer((_, response) => response.end("the model answers"));

async function listen(server: Server): Promise<AddressInfo> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server.address() as AddressInfo;
}

/** A Node script that asks a port of loopback and prints what came of it. */
function ask(port: number): string {
  return `fetch("http://127.0.0.1:${port}").then(r => r.text()).then(console.log, e => console.log("refused", e.cause.code))`;
}

/** Command lines of living processes that hold a word. */
async function alive(word: string): Promise<boolean> {
  const { execFileSync } = await import("node:child_process");
  return execFileSync("ps", ["-eo", "args"], { encoding: "utf8" })
    .split("\n")
    .some((line) => line.includes(word) && !line.startsWith("ps "));
}

describe.each(present.map((sandbox): [string, Sandbox] => [sandbox.id, sandbox]))(
  "the sandbox %s",
  (id, sandbox) => {
    it("answers exit code, output and errors apart", async () => {
      expect(await run(sandbox, "echo out; echo err >&2; exit 3")).toMatchObject({
        exitCode: 3,
        signal: null,
        timedOut: false,
        standardOutput: "out\n",
        standardError: "err\n",
        truncated: false,
      });
    });

    it("writes the tree at its own path, in the folder asked for", async () => {
      await run(sandbox, "mkdir sub");
      const { standardOutput } = await run(sandbox, "pwd; echo x > made", { workingDirectory: "sub" });
      expect(standardOutput).toBe(`${join(tree, "sub")}\n`);
      expect(readFileSync(join(tree, "sub/made"), "utf8")).toBe("x\n");
    });

    it("refuses a working directory outside of the tree", async () => {
      await expect(async () => run(sandbox, "true", { workingDirectory: "../.." })).rejects.toThrow(
        "outside",
      );
    });

    it("gives standard input and nothing of our environment", async () => {
      process.env.CANARY_OF_THE_TEST = "canary-value";
      const { standardOutput } = await run(sandbox, "cat; env", {
        standardInput: "given\n",
        environment: { CI: "true" },
      });
      delete process.env.CANARY_OF_THE_TEST;
      expect(standardOutput).toMatch(/^given\n/);
      expect(standardOutput).toContain("CI=true");
      expect(standardOutput).not.toContain("canary-value");
    });

    it("lets somebody speak with a program while it runs", async () => {
      const heard: string[] = [];
      const { exitCode } = await run(sandbox, "read one; echo got $one; read two; echo got $two; exit 5", {
        converse({ input, output }) {
          input.write("first\n");
          output.on("data", (chunk: Buffer) => {
            heard.push(chunk.toString());
            if (heard.length === 1) input.end("second\n");
          });
        },
      });
      expect(heard.join("")).toBe("got first\ngot second\n");
      expect(exitCode).toBe(5);
    });

    it("ends a program that speaks without end", async () => {
      const result = await run(sandbox, "yes", { outputBytesMax: 100_000, converse: () => {} });
      expect(result).toMatchObject({ signal: "SIGKILL", timedOut: false, truncated: true });
    });

    it("keeps the first bytes of endless output and goes on", async () => {
      const result = await run(sandbox, "head -c 300000 /dev/zero | tr '\\0' x; exit 4", {
        outputBytesMax: 1_000,
      });
      expect(result).toMatchObject({ exitCode: 4, truncated: true });
      expect(result.standardOutput).toHaveLength(1_000);
    });

    it("ends children and grandchildren at the time limit", async () => {
      const result = await run(sandbox, `(sleep 4711.${id.length} & sleep 4711.${id.length}) & wait`, {
        timeoutSeconds: 0.3,
      });
      expect(result.timedOut).toBe(true);
      expect(await alive(`sleep 4711.${id.length}`)).toBe(false);
    });

    it("stops when the signal fires, with the signal's reason", async () => {
      const stop = new AbortController();
      const running = run(sandbox, "echo started; sleep 60", { signal: stop.signal });
      stop.abort(new Error("superseded"));
      await expect(running).rejects.toThrow("superseded");
    });

    it("reaches the model endpoint at the address it has on our side", async () => {
      const { port } = await listen(model);
      const result = await run(sandbox, "", {
        command: ["node", "-e", ask(port)],
        modelEndpoint: { port },
      });
      expect(result).toMatchObject({ standardOutput: "the model answers\n", exitCode: 0 });
      await new Promise((resolve) => model.close(resolve));
    });

    it("keeps exit code, signal and input of a command beside the endpoint", async () => {
      const modelEndpoint = { port: 40_000 };
      expect(await run(sandbox, "cat; exit 7", { modelEndpoint, standardInput: "in" })).toMatchObject({
        exitCode: 7,
        standardOutput: "in",
      });
      const missing = await run(sandbox, "", {
        modelEndpoint,
        command: ["/bin/sh", "-c", "no-such-program"],
      });
      expect(missing.exitCode).toBe(127);
    });

    it("runs Node and finds it on the PATH", async () => {
      expect((await run(sandbox, "node -p 1+1")).standardOutput).toBe("2\n");
    });
  },
);

const walls = bubblewrap.found ? bubblewrap.sandbox : null;
const reason = bubblewrap.found ? "bubblewrap works here" : `not run: ${bubblewrap.reason}`;

describe.runIf(walls)(`the walls of bubblewrap (${reason})`, () => {
  const server = createServer((_, response) => response.end("reached"));
  beforeAll(() => listen(server));
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  const inside = (script: string, rest: Partial<SandboxRequest> = {}) => {
    if (walls === null) throw new Error(reason);
    return run(walls, script, rest);
  };

  it("keep our environment out of every process file", async () => {
    process.env.CANARY_OF_THE_TEST = "canary-value";
    const { standardOutput } = await inside("cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline | tr '\\0' '\\n'");
    delete process.env.CANARY_OF_THE_TEST;
    expect(standardOutput).toContain("HOME=/home/agent");
    expect(standardOutput).not.toContain("canary-value");
  });

  it("leave no network, not even our own loopback", async () => {
    const { port } = server.address() as AddressInfo;
    const { standardOutput } = await inside("", { command: ["node", "-e", ask(port)] });
    expect(standardOutput).toBe("refused ECONNREFUSED\n");
    expect(
      (await inside("ls /sys/class/net 2>/dev/null; cat /proc/net/dev | grep -c :")).standardOutput,
    ).toBe("1\n");
  });

  it("leave no way but the endpoint where one is given", async () => {
    const { port } = server.address() as AddressInfo;
    const { port: modelPort } = await listen(model);
    const { standardOutput } = await inside("", {
      command: ["node", "-e", ask(port)],
      modelEndpoint: { port: modelPort },
    });
    await new Promise((resolve) => model.close(resolve));
    expect(standardOutput).toBe("refused ECONNREFUSED\n");
  });

  it("know loopback by its name", async () => {
    const script = `require("node:dns").lookup("localhost", (_, address) => console.log(address))`;
    expect((await inside("", { command: ["node", "-e", script] })).standardOutput).toBe("127.0.0.1\n");
  });

  it("let nothing be written outside of the tree, and show no home of ours", async () => {
    const outside = mkdtempSync(join(tmpdir(), "sandbox-outside-"));
    const { standardOutput } = await inside(
      `for f in /usr/x /etc/x /x ${process.cwd()}/x; do touch $f 2>/dev/null && echo "wrote $f"; done
       touch ${outside}/x 2>/dev/null && echo "wrote outside"; ls /root /home ${process.cwd()} 2>/dev/null`,
    );
    rmSync(outside, { recursive: true });
    expect(standardOutput.replace("/home:\n", "")).toBe("agent\n");
  });

  it("show no process of ours and hold no privilege", async () => {
    const { standardOutput } = await inside(
      "ls -d /proc/[0-9]* | wc -l; grep CapEff /proc/self/status; id -u",
    );
    const [count, capabilities, user] = standardOutput.trim().split("\n");
    expect(Number(count)).toBeLessThan(8);
    expect(capabilities).toMatch(/\t0+$/);
    expect(user).toBe("1000");
  });

  it("end a daemon with a session of its own, at the time limit and after a normal end", async () => {
    const late = await inside("setsid -f sh -c 'trap \"\" TERM HUP; sleep 4713'; sleep 60", {
      timeoutSeconds: 0.5,
    });
    expect(late.timedOut).toBe(true);
    await inside("setsid -f sh -c 'trap \"\" TERM HUP; sleep 4713'");
    expect(await alive("sleep 4713")).toBe(false);
  });

  it("cap the size of a file and of the temporary folder", async () => {
    const { standardOutput } = await inside(
      "ulimit -f; ulimit -n; head -c 600m /dev/zero > /tmp/large 2>/dev/null || echo full",
    );
    expect(standardOutput).toBe("2097152\n4096\nfull\n");
  });

  it("hold a fork bomb to the processes of one sandbox, and say so", async () => {
    const result = await inside("bomb() { bomb | bomb & }; bomb; sleep 1; true", { timeoutSeconds: 5 });
    const fact = walls?.facts.find(({ what }) => what.startsWith("Processes, "));
    if (fact?.holds) expect(result.standardError).toMatch(/fork/i);
    if (fact?.how.startsWith("A control group")) expect(result.exceeded).toBe("processes");
  });

  it("end a command that fills the disk below the tree, and say so", async () => {
    const result = await inside("for i in 1 2 3 4 5 6; do head -c 500m /dev/zero > f$i; done; sleep 60");
    expect(result).toMatchObject({ exceeded: "disk", timedOut: false });
  });

  it("leave nothing of one run for the next", async () => {
    const plant = `for f in /tmp /home/agent /dev/shm; do echo residue > $f/residue; done
      perl -e 'my $id = syscall(29, 4711, 4096, 0777 | 01000); print "shm $id\n"' 2>/dev/null
      setsid -f sleep 4717`;
    await inside(plant);
    const { standardOutput } = await inside(
      "cat /tmp/residue /home/agent/residue /dev/shm/residue 2>/dev/null; grep -c 4711 /proc/sysvipc/shm; ps -eo args | grep -c '[s]leep 4717'",
    );
    expect(standardOutput).toBe("0\n0\n");
  });
});

const numbers = findProcessNumbers(searchPath);
const finders = { findBubblewrap, findSandboxRuntime, findRunsc };

describe.runIf(numbers)("where root runs it and there are no control groups", () => {
  it.each(Object.entries(finders))("a fork bomb runs out of numbers at once: %s", async (_, find) => {
    const searchPath = `${process.env.PATH ?? ""}:${resolve("node_modules/.bin")}`;
    const choice = find({ toolPath: [], searchPath, makeGroup: null, numbers, vercel: null });
    if (!choice.found) return;
    const bomb = await run(choice.sandbox, "bomb() { bomb | bomb & }; bomb; sleep 0.5; true");
    expect(bomb.timedOut).toBe(false);
    expect((await run(choice.sandbox, "echo fine")).standardOutput).toBe("fine\n");
  });
});

describe("chooseSandbox", () => {
  it("says what to install where bwrap is missing", () => {
    const choice = chooseSandbox({ wanted: "bubblewrap", toolPath: [], searchPath: "/nowhere" });
    expect(choice).toMatchObject({
      found: false,
      reason: expect.stringContaining("Install the package `bubblewrap`"),
    });
  });

  it("takes a plain process, which is no wall, when a person chose it", () => {
    const choice = chooseSandbox({ wanted: "process", toolPath: [], searchPath: "/nowhere" });
    expect(choice).toMatchObject({ found: true, sandbox: { id: "process", isolates: false } });
  });
});
