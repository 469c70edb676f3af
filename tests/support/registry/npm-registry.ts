import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { createGzip, gunzipSync } from "node:zlib";
import { pack } from "tar-stream";
import { startRegistry } from "./start-registry";

export interface TinyPackage {
  name: string;
  version: string;
  files?: Record<string, string>;
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  scripts?: Record<string, string>;
}

/** A weakness that the registry tells of. */
export interface Advisory {
  name: string;
  vulnerable: string;
  severity: "low" | "moderate" | "high" | "critical";
}

interface Packed {
  manifest: object;
  version: string;
  tarball: Buffer;
  integrity: string;
}

async function packPackage({ files = {}, ...manifest }: TinyPackage): Promise<Packed> {
  const archive = pack();
  const all = { "package.json": JSON.stringify(manifest), ...files };
  for (const [path, content] of Object.entries(all)) archive.entry({ name: `package/${path}` }, content);
  archive.finalize();
  const tarball = await buffer(archive.pipe(createGzip()));
  const integrity = `sha512-${createHash("sha512").update(tarball).digest("base64")}`;
  return { manifest, version: manifest.version, tarball, integrity };
}

/** An npm registry below `/mirror/`: abbreviated metadata, tarballs, and what it knows of weaknesses. */
export async function startNpmRegistry(tiny: readonly TinyPackage[], advisories: readonly Advisory[] = []) {
  const packed = new Map<string, Packed[]>();
  for (const one of tiny) packed.set(one.name, [...(packed.get(one.name) ?? []), await packPackage(one)]);
  const registry = await startRegistry((origin) => async (request, response) => {
    const json = (body: unknown) =>
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
    const path = decodeURIComponent(request.url ?? "").replace(/^\/mirror\//, "");
    if (request.method === "POST" && path === "-/npm/v1/security/advisories/bulk") {
      const body = await buffer(request);
      const asked = JSON.parse(
        (request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body).toString(),
      ) as Record<string, string[]>;
      return json(
        Object.fromEntries(
          advisories
            .filter(({ name }) => name in asked)
            .map(({ name, vulnerable, severity }) => [name, [weakness(name, vulnerable, severity)]]),
        ),
      );
    }
    if (request.method !== "GET") return response.writeHead(404).end();
    const [name = "", file] = path.split("/-/");
    const versions = packed.get(name) ?? [];
    if (versions.length === 0) return response.writeHead(404).end();
    if (file === undefined) {
      const whole = !request.headers.accept?.includes("application/vnd.npm.install-v1+json");
      return json({
        ...metadata(name, versions, `${origin}/mirror/`),
        ...(whole && { time: timesOf(versions) }),
      });
    }
    const one = versions.find(({ version }) => file === fileOf(name, version));
    return one ? response.end(one.tarball) : response.writeHead(404).end();
  });
  return {
    ...registry,
    url: `${registry.origin}/mirror/`,
    integrity(name: string, version: string): string {
      return packed.get(name)?.find((one) => one.version === version)?.integrity ?? "none";
    },
  };
}

function fileOf(name: string, version: string): string {
  return `${name.split("/").at(-1)}-${version}.tgz`;
}

function metadata(name: string, versions: readonly Packed[], base: string) {
  return {
    name,
    "dist-tags": { latest: versions.at(-1)?.version },
    versions: Object.fromEntries(
      versions.map(({ manifest, version, integrity, tarball }) => [
        version,
        {
          ...manifest,
          dist: {
            tarball: `${base}${name}/-/${fileOf(name, version)}`,
            integrity,
            shasum: createHash("sha1").update(tarball).digest("hex"),
          },
        },
      ]),
    ),
  };
}

/** Long ago: some managers wait with what is young. Only the whole metadata says it, as at other registries. */
function timesOf(versions: readonly Packed[]): Record<string, string> {
  return Object.fromEntries(versions.map(({ version }) => [version, "2020-01-01T00:00:00.000Z"]));
}

function weakness(name: string, vulnerable: string, severity: string) {
  return {
    id: 1,
    url: `https://advisories.example.com/GHSA-0000-0000-${name}`,
    title: `${name} trusts its input`,
    severity,
    vulnerable_versions: vulnerable,
    cwe: ["CWE-20"],
    cvss: { score: 8, vectorString: null },
  };
}
