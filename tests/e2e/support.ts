import process from "node:process";
import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";

/** People of the lab, by what they may do in the organizations acme and globex. */
export const people = {
  owner: /Ada Okafor/,
  memberOfBoth: /Mia Lindqvist/,
  memberOfAcme: /Rea Moreau/,
  stranger: /Oscar Delgado/,
} as const;

interface Fixtures {
  /** What the page complained about: errors, and what the content security policy refused. */
  complaints: string[];
}

export const test = base.extend<Fixtures>({
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(String(error)));
      page.on("console", (message) => {
        if (message.type() !== "error" && !/Content Security Policy|hydrat/i.test(message.text())) return;
        // Chromium says so of every answer that is not a success; a test that means one asks for its status.
        if (message.text().startsWith("Failed to load resource")) return;
        complaints.push(message.text());
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export async function signIn(page: Page, person: RegExp, path = "/"): Promise<void> {
  await page.goto(path);
  await page.getByRole("button", { name: "Sign in with GitHub" }).click();
  await page.getByRole("button", { name: person }).click();
  await page.waitForURL((url) => url.origin === process.env.E2E_URL);
}

/** No violation of the accessibility rules that a machine can check, and nothing that sticks out sideways. */
export async function expectReadable(page: Page): Promise<void> {
  await expectNoFinding(page, new AxeBuilder({ page }));
}

const narrow = { width: 390, height: 850 };
const wide = { width: 1360, height: 850 };

/**
 * Readable in both themes and widths, looked at without loading the page again. All rules are asked where both are different;
 * in the other two pairs only colours and what sticks out can be worse than there.
 */
export async function expectReadableEverywhere(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize(narrow);
  await expectReadable(page);
  await page.emulateMedia({ colorScheme: "light" });
  await expectNoFinding(page, new AxeBuilder({ page }).withRules("color-contrast"));
  await page.setViewportSize(wide);
  await expectReadable(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNoFinding(page, new AxeBuilder({ page }).withRules("color-contrast"));
}

async function expectNoFinding(page: Page, axe: AxeBuilder): Promise<void> {
  const { violations } = await axe.analyze();
  const found = violations.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes[0]?.target.join(" ")}`);
  expect(found).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
}

/** Lets the lab's pull requests fail. Asking again changes nothing. */
export function openPullRequests(): void {
  process.kill(Number(process.env.E2E_WORLD_PID), "SIGUSR2");
}
