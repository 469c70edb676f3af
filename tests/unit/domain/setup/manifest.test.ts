import { describe, expect, it } from "vitest";
import {
  appManifest,
  isReachableFromOutside,
  loginForm,
  newAppAddress,
  suggestedName,
} from "@/lib/domain/setup/manifest";

const publicUrl = "https://regreen.example.com";

describe("the app's manifest", () => {
  it("asks for the least: never for workflows, secrets or administration, and write only where something is written", () => {
    expect(appManifest({ name: "Regreen", publicUrl, hookUrl: null }).default_permissions).toEqual({
      metadata: "read",
      actions: "write",
      checks: "write",
      contents: "write",
      pull_requests: "write",
      members: "read",
      statuses: "read",
      deployments: "read",
      merge_queues: "read",
    });
  });

  it("names no event that GitHub sends by itself and refuses to be asked for", () => {
    const { default_events } = appManifest({ name: "Regreen", publicUrl, hookUrl: null });
    for (const event of ["installation", "installation_repositories", "github_app_authorization"])
      expect(default_events).not.toContain(event);
    expect(default_events).toEqual(
      expect.arrayContaining(["workflow_run", "check_run", "status", "pull_request"]),
    );
    expect(new Set(default_events).size).toBe(default_events.length);
  });

  it("leaves the hook out altogether without an address, because GitHub refuses one without", () => {
    expect(appManifest({ name: "Regreen", publicUrl, hookUrl: null })).not.toHaveProperty("hook_attributes");
    const hookUrl = "https://smee.io/abc";
    expect(appManifest({ name: "Regreen", publicUrl, hookUrl }).hook_attributes).toEqual({
      url: hookUrl,
      active: true,
    });
  });

  it("brings people back to this installation, and can be installed by its owner alone", () => {
    expect(appManifest({ name: "Regreen", publicUrl, hookUrl: null })).toMatchObject({
      url: publicUrl,
      redirect_url: `${publicUrl}/setup/created`,
      callback_urls: [`${publicUrl}/api/auth/callback/github`],
      setup_url: `${publicUrl}/setup`,
      public: false,
    });
  });

  it("is posted to the person's or the organization's page, on any GitHub, with the state escaped", () => {
    expect(newAppAddress("https://github.com", null, "a b&c")).toBe(
      "https://github.com/settings/apps/new?state=a%20b%26c",
    );
    expect(newAppAddress("https://ghe.example", "acme", "s")).toBe(
      "https://ghe.example/organizations/acme/settings/apps/new?state=s",
    );
  });

  it("suggests a name within GitHub's 34 characters", () => {
    expect(suggestedName("acme", publicUrl)).toBe("Regreen acme");
    expect(suggestedName(null, publicUrl)).toBe("Regreen regreen.example.com");
    expect(suggestedName("a".repeat(39), publicUrl).length).toBeLessThanOrEqual(34);
  });

  it.each(["", "-acme", "acme/x", "acme?x", "../x", "a".repeat(40), "acme corp"])(
    "takes no %j for an organization's name",
    (name) => expect(loginForm.test(name)).toBe(false),
  );
});

describe("an address that GitHub could deliver to", () => {
  it.each([
    "https://regreen.example.com",
    "http://203.0.113.7:8080/x",
    "https://smee.io/abc",
    "https://172.32.0.1",
  ])("is %s", (address) => expect(isReachableFromOutside(address)).toBe(true));

  it.each([
    "http://localhost:3000",
    "http://app.localhost",
    "http://127.0.0.1:3000",
    "http://[::1]:3000",
    "http://10.1.2.3",
    "http://192.168.0.4",
    "http://172.16.0.1",
    "http://169.254.1.1",
    "http://regreen",
    "https://regreen.internal",
    "https://box.local",
  ])("is not %s", (address) => expect(isReachableFromOutside(address)).toBe(false));
});
