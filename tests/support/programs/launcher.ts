// Launches the product with the stand-in application; prints its database as JSON when all is up.
import { fileURLToPath } from "node:url";
import { launch } from "@/lib/standalone/launcher";
import { whenAskedToStop } from "@/lib/standalone/launcher/when-asked-to-stop";

const application = fileURLToPath(new URL("./tiny-application.ts", import.meta.url));

async function main(): Promise<void> {
  const product = await launch({
    mode: "start",
    variables: process.env,
    say: console.error,
    command: (_mode, port) => ["--import", "tsx", application, String(port)],
  });
  const asked = whenAskedToStop();
  console.log(JSON.stringify({ databaseUrl: product.databaseUrl }));
  await asked;
  await product.stop();
  process.exit(0);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
