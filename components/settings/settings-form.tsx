"use client";

import { Fragment, useActionState, useEffect } from "react";
import { toast } from "sonner";
import type { EffectivePolicy, Policy, PolicySettings, PolicySource } from "@/lib/domain/policy";
import type { ActionResult } from "../action-button";
import { KeptForm } from "../kept-form";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { securityChoices, settingValueWords, settingWords } from "./setting-words";

export interface SettingsResult extends ActionResult {
  /** By field, where something cannot be used. */
  problems?: Record<string, string>;
}

interface SettingsFormProps {
  level: "organization" | "repository";
  /** What is set at this level; null where nobody ever set anything. */
  stored: PolicySettings | null;
  effective: EffectivePolicy;
  /** What holds at this level while a field is left empty. */
  inherited: EffectivePolicy;
  mayChange: boolean;
  agentIds: readonly string[];
  save: (before: SettingsResult | null, form: FormData) => Promise<SettingsResult>;
}

const sourceWords: Record<PolicySource, string> = {
  default: "the default",
  organization: "the organization",
  repository: "this repository",
};

const names = Object.keys(settingWords) as (keyof Policy)[];

/** Each setting with its value here, the value in force, and where that comes from. */
export function SettingsForm(props: SettingsFormProps) {
  const { mayChange, save, stored, effective } = props;
  const [result, submit, isPending] = useActionState(save, null);

  useEffect(() => {
    if (result === null) return;
    if (result.ok) toast.success(result.message);
    else toast.error(result.message);
  }, [result]);

  return (
    <KeptForm action={submit} result={result}>
      <fieldset disabled={!mayChange || isPending} className="divide-y">
        {names.map((name) => (
          <Fragment key={name}>
            {settingWords[name].heading && (
              <h3 className="bg-muted/60 px-4 py-2 text-xs font-medium text-muted-foreground">
                {settingWords[name].heading}
              </h3>
            )}
            <div className="grid gap-x-6 gap-y-2 px-4 py-3.5 md:grid-cols-[minmax(0,1fr)_18rem]">
              <div>
                <label htmlFor={name} className="text-[13px] font-medium">
                  {settingWords[name].title}
                </label>
                <p
                  id={`${name}-hint`}
                  className="mt-0.5 max-w-prose text-xs text-pretty text-muted-foreground"
                >
                  {settingWords[name].hint}
                </p>
              </div>
              <div>
                {/* The key makes the field take over what somebody else saved meanwhile. */}
                <SettingField key={settingValueWords(name, stored?.[name])} name={name} {...props} />
                <p className="mt-1.5 text-xs text-muted-foreground">
                  In force: <span className="font-medium text-foreground">{inForce(name, effective)}</span>,
                  from {sourceWords[effective[name].source]}
                </p>
                {result?.problems?.[name] && (
                  <p role="alert" id={`${name}-problem`} className="mt-1 text-xs text-danger">
                    {result.problems[name]}
                  </p>
                )}
              </div>
            </div>
          </Fragment>
        ))}
      </fieldset>
      {mayChange && (
        <div className="flex justify-end border-t px-4 py-3">
          <Button type="submit" variant="primary" disabled={isPending}>
            {isPending ? "Saving …" : "Save"}
          </Button>
        </div>
      )}
    </KeptForm>
  );
}

interface SettingFieldProps extends SettingsFormProps {
  name: keyof Policy;
}

function SettingField({ name, stored, inherited, level, agentIds }: SettingFieldProps) {
  const value = stored?.[name] ?? null;
  const above = level === "repository" ? "As the organization" : "Default";
  const inheritedWords = settingValueWords(name, inherited[name].value);
  const shared = { id: name, name, "aria-describedby": `${name}-hint` };
  switch (name) {
    case "automaticRepair":
    case "automaticStart":
      return (
        <Select {...shared} className="w-full" defaultValue={value === null ? "" : String(value)}>
          <option value="">
            {above} ({inheritedWords})
          </option>
          <option value="true">On</option>
          <option value="false">Off</option>
        </Select>
      );
    case "mode":
      return (
        <Select {...shared} className="w-full" defaultValue={value === null ? "" : String(value)}>
          <option value="">
            {above} ({inheritedWords})
          </option>
          <option value="repair">Repair</option>
          <option value="suggest">Suggest</option>
          <option value="observe">Observe</option>
        </Select>
      );
    case "securityRepairs":
      return (
        <Select {...shared} className="w-full" defaultValue={value === null ? "" : String(value)}>
          <option value="">
            {above} ({inheritedWords})
          </option>
          {Object.entries(securityChoices).map(([choice, words]) => (
            <option key={choice} value={choice}>
              {words}
            </option>
          ))}
        </Select>
      );
    case "attemptLimit":
      return (
        <Select {...shared} className="w-full" defaultValue={value === null ? "" : String(value)}>
          <option value="">
            {above} ({inheritedWords})
          </option>
          {[1, 2, 3, 4, 5].map((limit) => (
            <option key={limit} value={limit}>
              {limit}
            </option>
          ))}
        </Select>
      );
    case "agents":
      return (
        <Input
          {...shared}
          defaultValue={value === null ? "" : settingValueWords(name, value)}
          placeholder={inheritedWords}
          title={`Known agents: ${agentIds.join(", ")}`}
        />
      );
    case "requiredLabel":
    case "blockingLabel":
    case "paths":
    case "ignoredChecks":
      return (
        <Input
          {...shared}
          defaultValue={value === null ? "" : settingValueWords(name, value)}
          placeholder={inheritedWords}
        />
      );
    default:
      return (
        <div className="relative">
          <Input
            {...shared}
            inputMode="numeric"
            className="pr-20 tabular-nums"
            defaultValue={value === null ? "" : settingValueWords(name, value)}
            placeholder={inheritedWords}
          />
          <span
            aria-hidden
            className="pointer-events-none absolute inset-y-0 right-2.5 flex items-center text-xs text-muted-foreground"
          >
            {settingWords[name].unit}
          </span>
        </div>
      );
  }
}

function inForce(name: keyof Policy, effective: EffectivePolicy): string {
  const words = settingValueWords(name, effective[name].value);
  const unit = settingWords[name].unit;
  if (unit === undefined) return words;
  return `${words} ${words === "1" ? unit.replace(/s$/, "") : unit}`;
}
