import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import Ajv, { type ValidateFunction } from "ajv";

type Json = { [key: string]: unknown };

const require = createRequire(import.meta.url);

/** GitHub's own descriptions of its API, as published with Octokit. */
export class GitHubSchemas {
  private readonly ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, logger: false });
  private readonly compiled = new Map<string, ValidateFunction>();
  private readonly api = readDescription("@octokit/openapi", "rest");
  private readonly hooks = readDescription("@octokit/openapi-webhooks", "hooks");

  constructor() {
    this.ajv.addSchema({ $id: "rest", components: this.api.components });
    this.ajv.addSchema({ $id: "hooks", components: this.hooks.components });
  }

  /** What is wrong with the answer of an operation, such as `get /repos/{owner}/{repo}`; empty when all is well. */
  problemsOfAnswer(operation: string, status: number, body: unknown): string[] {
    const [method = "", path = ""] = operation.split(" ");
    const key = `${operation} ${status}`;
    const described = this.resolve(at(this.api, ["paths", path, method, "responses", String(status)]));
    if (described === undefined) return [`GitHub describes no ${key}`];
    const schema = jsonSchema(described);
    if (schema !== undefined) return this.check(key, schema, "rest", body);
    return isNothing(body) ? [] : [`${key} has a body where GitHub publishes none`];
  }

  /** What is wrong with the payload of an event. */
  problemsOfEvent(name: string, action: string | null, payload: unknown): string[] {
    const key = [name, action].filter(Boolean).join("-").replaceAll("_", "-");
    const schema = jsonSchema(at(this.hooks, ["webhooks", key, "post", "requestBody"]));
    return this.check(key, schema, "hooks", payload);
  }

  /** What a `#/components/…` reference stands for; everything else as it is. */
  private resolve(value: unknown): unknown {
    const reference = at(value, ["$ref"]);
    return typeof reference === "string" ? at(this.api, reference.slice(2).split("/")) : value;
  }

  private check(key: string, schema: unknown, base: string, value: unknown): string[] {
    if (!schema) return [`GitHub describes no ${key}`];
    const text = JSON.stringify(schema).replaceAll('"#/components', `"${base}#/components`);
    const validate = this.compiled.get(key) ?? this.ajv.compile(JSON.parse(text));
    this.compiled.set(key, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map((error) => `${key}${error.instancePath} ${error.message}`);
  }
}

function readDescription(name: string, kind: "rest" | "hooks"): Json {
  const file = join(dirname(require.resolve(`${name}/package.json`)), "generated", "api.github.com.json");
  const raw = JSON.parse(readFileSync(file, "utf8")) as Json;
  const { components } = raw;
  const part = kind === "rest" ? { paths: raw.paths } : { webhooks: raw.webhooks ?? raw["x-webhooks"] };
  return nullable({ components, ...part }) as Json;
}

/** OpenAPI 3.0 writes `nullable: true` where JSON Schema lists the type null. */
function nullable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(nullable);
  if (typeof value !== "object" || value === null) return value;
  const result: Json = {};
  for (const [key, inner] of Object.entries(value)) result[key] = nullable(inner);
  if (result.nullable !== true) return result;
  const { nullable: _, ...rest } = result;
  if (rest.type === undefined) return { anyOf: [{ type: "null" }, rest] };
  const values = Array.isArray(rest.enum) ? { enum: [...rest.enum, null] } : {};
  return { ...rest, ...values, type: [rest.type, "null"].flat() };
}

function isNothing(body: unknown): boolean {
  return (
    body === undefined ||
    body === null ||
    body === "" ||
    (body instanceof ArrayBuffer && body.byteLength === 0)
  );
}

function jsonSchema(holder: unknown): unknown {
  return at(holder, ["content", "application/json", "schema"]);
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? (inner as Json)[key] : undefined),
    value,
  );
}
