/** Runs once when a server process starts: installations are compared with GitHub, so none waits for a webhook. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { welcomeInstallations } = await import("./lib/loops/welcome-installations");
  void welcomeInstallations();
}
