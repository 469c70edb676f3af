// Next.js's types claim that every process environment has NODE_ENV, which is wrong for those that we make for git,
// PostgreSQL and agents, and would ask for a cast at each. Declared once more as optional, it is optional.
declare namespace NodeJS {
  interface ProcessEnv {
    readonly NODE_ENV?: "development" | "production" | "test";
  }
}
