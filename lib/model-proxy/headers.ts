import { timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { ModelProtocol } from "@/lib/domain/model";

function header(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  return typeof value === "string" ? value : "";
}

/** Whether a call carries the run's own token, in the way of any of the vendors. */
export function carriesToken(headers: IncomingHttpHeaders, token: string): boolean {
  const given = [
    header(headers, "x-api-key"),
    header(headers, "x-goog-api-key"),
    header(headers, "authorization").replace(/^bearer /i, ""),
  ];
  const expected = Buffer.from(token);
  return given.some((value) => {
    const bytes = Buffer.from(value);
    return bytes.length === expected.length && timingSafeEqual(bytes, expected);
  });
}

/** Betas that let the vendor's servers execute code, fetch addresses or keep files. */
const serverSideBeta = /mcp|code-execution|files-api|web-|skills|computer|fallback/;

/** The few headers that go on, and the real key in place of the run's token. */
export function upstreamHeaders(
  protocol: ModelProtocol,
  headers: IncomingHttpHeaders,
  key: string | null,
): Record<string, string> {
  const own = {
    "content-type": "application/json",
    accept: header(headers, "accept") || "*/*",
    "accept-encoding": "identity",
  };
  switch (protocol) {
    case "anthropic": {
      const betas = header(headers, "anthropic-beta")
        .split(",")
        .map((beta) => beta.trim())
        .filter((beta) => /^[\w-]{1,80}$/.test(beta) && !serverSideBeta.test(beta));
      return {
        ...own,
        "anthropic-version": header(headers, "anthropic-version") || "2023-06-01",
        ...(betas.length > 0 && { "anthropic-beta": betas.join(",") }),
        ...(key !== null && { "x-api-key": key }),
      };
    }
    case "openai":
      return { ...own, ...(key !== null && { authorization: `Bearer ${key}` }) };
    case "gemini":
      return { ...own, ...(key !== null && { "x-goog-api-key": key }) };
  }
}
