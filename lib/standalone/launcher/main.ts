// `npm start`: production on this machine, until it is told to stop.
import { inheritedVariables } from "../../env";
import { launch } from ".";
import { whenAskedToStop } from "./when-asked-to-stop";

async function main(): Promise<number> {
  const asked = whenAskedToStop();
  const product = await launch({ mode: "start", variables: inheritedVariables(), say: console.error });
  const why = await Promise.race([asked, product.ended]);
  console.error(
    why === "asked" ? "Stopping …" : `The application ended by itself (status ${why}); stopping the rest.`,
  );
  await product.stop();
  return why === "asked" ? 0 : 1;
}

main().then(
  (status) => process.exit(status),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);
