import { html, type Page } from "./page.js";

declare const console: { log(line: string): void };

const pages: Page[] = [
  { title: "Welcome", body: ["We are glad that you are here."] },
  { title: "Time off", body: ["Tell your team a week ahead.", "Nobody needs to know why."] },
];

for (const page of pages) console.log(`${page.title}: ${html(page).length} bytes`);
