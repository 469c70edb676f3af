import { join } from "node:path";
import { type Env, loadEnv, secretsOf } from "../../env";
import { KnownSecrets } from "../../known-secrets";
import { createLog } from "../../log";
import { startEngine } from "../engine";
import { lockFolder } from "../folder-lock";
import { applyMigrations } from "../migrate/apply-migrations";
import { startEmbeddedPostgres } from "../postgres/embedded-postgres";
import { reachDatabase } from "../postgres/reach-database";
import { type ApplicationCommand, nextCommand, startApplication } from "./application";
import { ensureKeys, type GeneratedKeys } from "./keys";

export interface Launched {
  publicUrl: string;
  databaseUrl: string;
  /** Resolves with the exit status when the application is gone, asked for or not. */
  ended: Promise<number | null>;
  /** Application, engine, PostgreSQL, in this order; returns when all are gone. */
  stop(): Promise<void>;
}

type Variables = Record<string, string | undefined>;

/**
 * Brings up the whole product: PostgreSQL and the engine embedded where none is configured, migrations, and the
 * application as a child that finds all of it in its environment. One launcher for each data folder.
 *
 * @param variables settings as `.env.example` has them; they are also the application's environment
 * @param say progress for the person who waits, a line at a time
 * @throws EnvError for settings that cannot be used, FolderInUseError where another launcher has the data folder
 */
export async function launch(input: {
  mode: "start" | "dev";
  variables: Variables;
  say: (line: string) => void;
  command?: ApplicationCommand;
}): Promise<Launched> {
  const { mode, say, command = nextCommand } = input;
  const variables = { ...input.variables, NODE_ENV: mode === "start" ? "production" : "development" };
  const env = loadEnv(variables);
  const stops: (() => void | Promise<void>)[] = [];
  const stop = async () => {
    for (let next = stops.pop(); next !== undefined; next = stops.pop()) await next();
  };
  try {
    const lock = lockFolder(env.dataDir, "Regreen");
    stops.push(() => lock.release());
    const keys = ensureKeys(env.dataDir);
    const databaseUrl = env.databaseUrl ?? (await embedPostgres(env, say, stops));
    await reachDatabase(databaseUrl);
    await migrate(databaseUrl, say);
    const engine = env.inngest === null ? await embedEngine(env, keys, databaseUrl, stops) : null;
    const environment = applicationEnvironment({
      variables,
      env,
      keys,
      databaseUrl,
      engineUrl: engine?.baseUrl ?? null,
    });
    say("Starting the application …");
    const application = await startApplication({ mode, port: env.port, environment, command });
    stops.push(application.stop);
    await engine?.synchronise();
    await engine?.registered;
    say(`Regreen runs at ${env.publicUrl}`);
    return { publicUrl: env.publicUrl, databaseUrl, ended: application.ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function embedPostgres(
  env: Env,
  say: (line: string) => void,
  stops: (() => void | Promise<void>)[],
): Promise<string> {
  say("Starting PostgreSQL …");
  const postgres = await startEmbeddedPostgres({
    dataDir: join(env.dataDir, "postgres"),
    log: { info: say, warn: say },
  });
  stops.push(postgres.stop);
  return postgres.url;
}

async function migrate(databaseUrl: string, say: (line: string) => void): Promise<void> {
  const applied = await applyMigrations({ databaseUrl });
  if (applied.length > 0)
    say(`Applied ${applied.length === 1 ? "a migration" : `${applied.length} migrations`}`);
}

async function embedEngine(
  env: Env,
  keys: GeneratedKeys,
  databaseUrl: string,
  stops: (() => void | Promise<void>)[],
): Promise<Awaited<ReturnType<typeof startEngine>>> {
  const engine = await startEngine({
    databaseUrl,
    appUrl: `http://127.0.0.1:${env.port}/api/inngest`,
    signingKey: keys.signingKey,
    eventKey: keys.eventKey,
    log: createLog({
      level: env.logLevel,
      secrets: new KnownSecrets([...secretsOf(env), keys.signingKey, keys.eventKey]),
    }),
  });
  // Awaited once the application answers; until then a refusal must not count as unhandled.
  engine.registered.catch(() => {});
  stops.push(engine.stop);
  return engine;
}

function applicationEnvironment(input: {
  variables: Variables;
  env: Env;
  keys: GeneratedKeys;
  databaseUrl: string;
  engineUrl: string | null;
}): Variables {
  const { env, keys, engineUrl } = input;
  const authSecret = env.authSecret ?? keys.authSecret;
  return {
    ...input.variables,
    PORT: String(env.port),
    REGREEN_URL: env.publicUrl,
    REGREEN_DATA_DIR: env.dataDir,
    DATABASE_URL: input.databaseUrl,
    AUTH_SECRET: authSecret,
    NEXTAUTH_SECRET: authSecret,
    REGREEN_SECRET_KEYS: input.variables.REGREEN_SECRET_KEYS?.trim() || keys.secretKeys,
    NEXTAUTH_URL: env.publicUrl,
    NEXT_TELEMETRY_DISABLED: "1",
    ...(engineUrl === null
      ? {}
      : {
          INNGEST_BASE_URL: engineUrl,
          INNGEST_EVENT_KEY: keys.eventKey,
          INNGEST_SIGNING_KEY: keys.signingKey,
        }),
  };
}
