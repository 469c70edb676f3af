// Run before the application is built, which takes minutes: nobody waits for those to be told that a setting is wrong.
import { inheritedVariables, loadEnv } from "../../env";

loadEnv({ ...inheritedVariables(), NODE_ENV: "production" });
