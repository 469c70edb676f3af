// A thread of `evidence --batch`. Plain JavaScript, because a thread starts without the loader for TypeScript.
import { createRequire } from "node:module";
import { parentPort } from "node:worker_threads";

const require = createRequire(import.meta.url);
require("tsx/cjs/api").register();
const { answerLine } = require("./answer.ts");

let queue = Promise.resolve();

parentPort.on("message", (parcel) => {
  queue = queue.then(async () => {
    if (parcel === null) return parentPort.close();
    const answers = [];
    for (const line of parcel.lines) answers.push(await answerLine(line));
    parentPort.postMessage({ index: parcel.index, text: answers.join("\n") });
  });
});
