import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LockIcon, TriangleAlertIcon } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { AgentForm } from "@/components/agents/agent-form";
import { AgentList } from "@/components/agents/agent-list";
import { BudgetCard } from "@/components/agents/budget-card";
import { DoctorList } from "@/components/agents/doctor-list";
import { UsageTable } from "@/components/agents/usage-table";
import { Disclosure } from "@/components/disclosure";
import { Notice } from "@/components/notice";
import { PageHeader } from "@/components/shell/page-header";
import { Card, CardHeader } from "@/components/ui/card";
import { asMember } from "@/lib/auth/guards";
import { type Context, getContext } from "@/lib/context";
import { readBudgets } from "@/lib/db/budgets";
import { listConfiguredAgents } from "@/lib/db/configured-agents";
import { readSettings } from "@/lib/db/settings";
import { readAgentUsage } from "@/lib/db/views/agent-usage";
import { defaultBudget } from "@/lib/domain/budget";
import { effectivePolicy } from "@/lib/domain/policy";
import { examineAgents } from "@/lib/loops/examine-agents";
import { whyNotHere } from "@/lib/loops/why-not-here";
import { forgetAgentAction, saveAgentAction, saveBudgetAction } from "./actions";

export const metadata: Metadata = { title: "Agents" };

interface AgentsPageProps {
  params: Promise<{ organization: string }>;
  searchParams: Promise<{ agent?: string | string[] }>;
}

export default async function AgentsPage({ params, searchParams }: AgentsPageProps) {
  const { organization, role } = await asMember((await params).organization);
  const asked = (await searchParams).agent;
  const ctx = getContext();
  const { db, settings } = ctx;
  const [configured, stored, budgets, usage, health] = await Promise.all([
    listConfiguredAgents(db, organization.id),
    readSettings(db, organization.id, null),
    readBudgets(db, organization.id, null),
    readAgentUsage(db, organization.id, ctx.now()),
    doctor(ctx),
  ]);
  const mayChange = role === "admin";
  const policy = effectivePolicy(stored.organization, null, settings.policy);
  const agents = configured.map(({ name, options, secretSealed, drill }) => ({
    name,
    options,
    hasSecret: secretSealed !== null,
    drill,
    problem: whyNotHere(ctx, options),
  }));
  const changed = agents.find(({ name }) => name === asked) ?? null;
  return (
    <>
      <PageHeader title="Agents" hint="Who edits the code, what they may use, and what they used." />
      <div className="space-y-4">
        {!mayChange && (
          <Notice icon={LockIcon} tone="neutral" title="You can read this page">
            Only owners of the organization set agents up.
          </Notice>
        )}
        <Card>
          <CardHeader title="Order" hint="Asked one after the other until a change holds" />
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 px-4 py-3 text-[13px]">
            {policy.agents.value.map((name, index) => (
              <span key={name} className="inline-flex items-center gap-2">
                {index > 0 && <span className="text-muted-foreground">then</span>}
                <span className="rounded bg-muted px-1.5 py-0.5 font-mono text-xs">{name}</span>
              </span>
            ))}
            <Link
              href={`/${organization.login}/settings`}
              className="ml-auto rounded-sm text-xs underline decoration-border underline-offset-4 hover:decoration-foreground"
            >
              Change in the settings
            </Link>
          </p>
        </Card>
        <Card className="overflow-hidden">
          <CardHeader title="Set up" hint="Coding agents of your own, beside fixers and search" />
          <AgentList
            agents={agents}
            mayChange={mayChange}
            path={`/${organization.login}/agents`}
            forget={forgetAgentAction.bind(null, organization.login)}
          />
          {mayChange && (
            <div id="set-up" className="border-t">
              <Disclosure
                key={changed?.name ?? ""}
                title={changed === null ? "Set an agent up" : `Change ${changed.name}`}
                open={changed !== null}
              >
                <AgentForm
                  agent={changed}
                  hosts={settings.agentHosts}
                  save={saveAgentAction.bind(null, organization.login)}
                />
              </Disclosure>
            </div>
          )}
        </Card>
        <Card>
          <CardHeader title="Used" hint="The last 30 days" />
          <UsageTable rows={usage} />
        </Card>
        <BudgetCard
          level="organization"
          stored={budgets.organization}
          inherited={defaultBudget}
          minutes={policy.budgetMinutes.value}
          mayChange={mayChange}
          save={saveBudgetAction.bind(null, organization.login)}
        />
        <Card>
          <CardHeader
            title="On this machine"
            hint="Command-line agents that are found here, and what the others need"
          />
          {health.ok ? (
            <DoctorList items={health.items} />
          ) : (
            <div className="p-4">
              <Notice icon={TriangleAlertIcon} tone="warning" title="No agent can run here">
                {health.reason}
              </Notice>
            </div>
          )}
        </Card>
      </div>
    </>
  );
}

async function doctor(ctx: Context) {
  if (!ctx.sandbox.found) return { ok: false as const, reason: ctx.sandbox.reason };
  const folder = await mkdtemp(join(tmpdir(), "regreen-doctor-"));
  try {
    const items = await examineAgents(ctx.sandbox.sandbox, folder, { versions: false });
    return { ok: true as const, items };
  } catch (error) {
    ctx.log.warn({ error }, "the doctor could not look");
    return { ok: false as const, reason: "The sandbox did not start. The log says why." };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
