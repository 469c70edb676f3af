import type { Policy } from "@/lib/domain/policy";
import { RelativeTime } from "../time/relative-time";
import { settingValueWords, settingWords } from "./setting-words";

export interface SettingChangeRow {
  id: string;
  actorLogin: string;
  setting: string;
  before: unknown;
  after: unknown;
  createdAt: Date;
}

/** Who changed what, from what to what. */
export function ChangeLog({ changes, now }: { changes: readonly SettingChangeRow[]; now: number }) {
  if (changes.length === 0)
    return <p className="px-4 py-4 text-[13px] text-muted-foreground">Nothing was changed here yet.</p>;
  return (
    <ul className="divide-y">
      {changes.map((change) => (
        <li key={change.id} className="flex flex-wrap gap-x-3 px-4 py-2 text-[13px]">
          <span className="font-medium">{change.actorLogin}</span>
          <span className="min-w-0 flex-1 text-muted-foreground [overflow-wrap:anywhere]">
            {titleOf(change.setting)}: {settingValueWords(change.setting, change.before)} →{" "}
            <span className="text-foreground">{settingValueWords(change.setting, change.after)}</span>
          </span>
          <span className="text-xs leading-5 text-muted-foreground">
            <RelativeTime at={change.createdAt} now={now} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function titleOf(setting: string): string {
  if (setting === "budgets") return "Budgets";
  return setting in settingWords ? settingWords[setting as keyof Policy].title : setting;
}
