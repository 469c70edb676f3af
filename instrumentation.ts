/**
 * Runs once when a server process starts: installations are compared with GitHub, so none waits for a webhook, and an
 * installation that nobody has set up yet says how.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { welcomeInstallations } = await import("./lib/loops/welcome-installations");
  const { announceSetup } = await import("./lib/auth/announce-setup");
  void welcomeInstallations().then(announceSetup);
}
