import { ShieldCheckIcon, ShieldXIcon } from "lucide-react";
import { classNames } from "../class-names";
import { Notice } from "../notice";
import { ScrollRegion } from "../scroll-region";
import { type Honesty, HonestyMeter } from "./honesty-meter";

interface Finding {
  rule: string;
  severity: string;
  path: string;
  line: number | null;
  reason: string;
  lines: readonly { sign: "-" | "+"; text: string }[];
}

export interface Gate {
  verdict: "allowed" | "blocked";
  findings: readonly Finding[];
  honesty?: Honesty;
}

function titleOf({ verdict, findings }: Gate): string {
  if (verdict === "blocked") return "The patch gate blocked this patch: nothing was pushed";
  if (findings.length === 0) return "The patch gate has no objection";
  return "The patch gate let this patch pass, with remarks";
}

/** Findings of one line stand together: the lines are shown once. */
function byPlace(findings: readonly Finding[]): [place: string, findings: Finding[]][] {
  const places = new Map<string, Finding[]>();
  for (const finding of findings) {
    const place = finding.line === null ? finding.path : `${finding.path}:${finding.line}`;
    places.set(place, [...(places.get(place) ?? []), finding]);
  }
  return [...places];
}

function ChangedLines({ place, lines }: { place: string; lines: Finding["lines"] }) {
  if (lines.length === 0) return null;
  return (
    <div className="mt-1 rounded-sm border bg-background">
      <ScrollRegion label={`Changed lines at ${place}`}>
        <pre className="w-max min-w-full px-2 py-1 font-mono text-xs">
          {lines.map(({ sign, text }, index) => (
            <code
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one finding never change their order.
              key={index}
              className={classNames("block whitespace-pre", sign === "-" ? "text-danger" : "text-success")}
            >
              {sign} {text}
            </code>
          ))}
        </pre>
      </ScrollRegion>
    </div>
  );
}

function Findings({ title, findings }: { title: string; findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <>
      <p className="mt-2 text-xs font-medium text-muted-foreground">{title}</p>
      <ul className="mt-1 space-y-2">
        {byPlace(findings).map(([place, found]) => (
          <li key={place}>
            <p className="font-mono text-xs">
              {place} ({[...new Set(found.map(({ rule }) => rule))].join(", ")})
            </p>
            {[...new Set(found.map(({ reason }) => reason))].map((reason) => (
              <p key={reason}>{reason}</p>
            ))}
            <ChangedLines place={place} lines={found[0]?.lines ?? []} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** What the patch gate objected to, with the lines, and how honest the patch is with the tests. */
export function GateFindings({ gate }: { gate: Gate }) {
  const isBlocked = gate.verdict === "blocked";
  return (
    <Notice
      icon={isBlocked ? ShieldXIcon : ShieldCheckIcon}
      tone={isBlocked ? "danger" : gate.findings.length > 0 ? "warning" : "success"}
      title={titleOf(gate)}
    >
      <Findings
        title="What it may not do"
        findings={gate.findings.filter(({ severity }) => severity === "block")}
      />
      <Findings
        title="Worth a second look"
        findings={gate.findings.filter(({ severity }) => severity !== "block")}
      />
      {gate.honesty && <HonestyMeter honesty={gate.honesty} />}
    </Notice>
  );
}
