import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { type Session, SessionPanel } from "@/components/loop/session-panel";
import { StartNotice } from "@/components/loop/start-notice";
import { settingWords } from "@/components/settings/setting-words";

// What a person sees of an agent session, with the checklist's ids in the titles.

const now = Date.parse("2026-01-01T12:00:00Z");
const session: Session = {
  ...{ id: "turn", sessionId: "session", agent: "codex", status: "RUNNING", model: "m" },
  ...{ modelSource: "settings", report: null, notes: null, transcript: ["→ edit src/a.js"] },
  ...{ startedAt: new Date(now - 60_000), toolCalls: 1, requests: 2, tokens: 3, usd: null },
  ...{ stopRequestedBy: null, messages: [], endedAt: null },
};
const done = () => Promise.resolve({ ok: true, message: "" });

/** The words of a component, without its marks, and the marks for what has none. */
function seen(element: ReactElement) {
  const html = renderToStaticMarkup(element);
  return { html, words: html.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ") };
}
const panel = (over: Partial<Session> = {}, hearsMessages = true) =>
  seen(
    <SessionPanel
      session={{ ...session, ...over }}
      now={now}
      hearsMessages={hearsMessages}
      send={done}
      stop={done}
    />,
  );

describe("an agent session on the loop's page", () => {
  it("is labelled CI Fixing, with a wrench in the colour of a warning (S3-70, S3-72)", () => {
    const { html, words } = panel();
    expect(words).toContain("CI Fixing");
    expect(html).toMatch(/class="[^"]*bg-warning-soft[^"]*text-warning[^"]*"><svg[^>]*lucide-wrench/);
  });

  it.each([
    ["IDLE", "Idle"],
    ["RUNNING", "Running"],
    ["COMPLETED", "Completed"],
    ["FAILED", "Failed"],
  ] as const)("that is %s says so in a word (S3-73)", (status, word) => {
    expect(panel({ status }).words).toContain(word);
  });

  it("at work takes a message and can be stopped (S3-74)", () => {
    const { html, words } = panel();
    expect(words).toContain("1 tool call, 2 model requests, 3 tokens");
    expect(html).toContain('placeholder="Say something to the agent"');
    expect(words).toContain("Stop session");
  });

  it("of an agent that hears nothing says so instead of taking a message that nobody reads (S3-74)", () => {
    const { html, words } = panel({}, false);
    expect(html).not.toContain("placeholder");
    expect(words).toContain("takes no messages while it works");
  });

  it("says who stops it, and takes no second stop", () => {
    const { html, words } = panel({ stopRequestedBy: "ada" });
    expect(words).toContain("Being stopped by ada");
    expect(html).toMatch(/<button[^>]*disabled=""[^>]*>(?:(?!<\/button>).)*Being stopped/);
  });

  it("that ended offers nothing more, and says who ended it", () => {
    const ended = {
      status: "FAILED",
      report: "stopped",
      notes: "Stopped by ada.",
      endedAt: new Date(now),
    } as const;
    const { words } = panel(ended);
    expect(words).toContain("Stopped by a person");
    expect(words).toContain("Stopped by ada.");
    expect(words).not.toContain("Stop session");
  });

  it("that took over the last session's model says so (S3-92)", () => {
    expect(panel({ modelSource: "last_session" }).words).toContain("m, as in the last session");
  });

  it("shows what an agent wrote as text, whatever it wrote", () => {
    const hostile = "<img src=x onerror=alert(1)>";
    expect(panel({ transcript: [hostile], notes: hostile }).html).not.toContain("<img");
  });
});

it("a session that waits for its start says who has to do what, and until when (S3-85)", () => {
  const waiting = { agent: "codex", startBy: new Date(now + 86_400_000) };
  const { words } = seen(<StartNotice waiting={waiting} now={now} />);
  expect(words).toMatch(/CI Fixing session of codex is idle until somebody .* presses Start/);
  expect(words).toContain("in 1d");
});

it("the switch is called what people look for, and says what it does (S3-82)", () => {
  expect(settingWords.automaticRepair).toMatchObject({
    title: "Automatically fix CI issues",
    hint: expect.stringMatching(/\w+ \w+/),
  });
});
