"use client";

import { SearchIcon, XIcon } from "lucide-react";
import { parseAsString, useQueryStates } from "nuqs";
import { useTransition } from "react";
import { categoryWords } from "@/lib/domain/category-words";
import { Category, LoopOutcome, LoopState } from "@/lib/domain/loop";
import { classNames } from "../class-names";
import { loopLook, outcomeLook } from "../status/loop-look";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import { Select } from "../ui/select";

const parsers = {
  status: parseAsString,
  repository: parseAsString,
  category: parseAsString,
  search: parseAsString,
  after: parseAsString,
  before: parseAsString,
};

const openStates = LoopState.options.filter((state) => state !== "ended");

/** Narrows the list by its address: a link to what you see is the address you see. */
export function LoopFilters({ repositories }: { repositories: readonly string[] }) {
  const [isPending, startTransition] = useTransition();
  const [values, setValues] = useQueryStates(parsers, { shallow: false, startTransition });
  const isFiltered = Boolean(values.status || values.repository || values.category || values.search);

  function narrow(change: Partial<Record<"status" | "repository" | "category" | "search", string | null>>) {
    void setValues(
      { ...change, after: null, before: null },
      "search" in change ? { limitUrlUpdates: { method: "debounce", timeMs: 250 } } : { history: "push" },
    );
  }

  return (
    <search aria-label="Loops" className={classNames("mb-3 flex flex-wrap gap-2", isPending && "opacity-70")}>
      <span className="relative w-full sm:w-64">
        <SearchIcon aria-hidden className="absolute top-2 left-2.5 size-4 text-muted-foreground" />
        <Input
          type="search"
          aria-label="Search title, branch, author or number"
          placeholder="Title, branch, author, #12"
          data-search
          className="pl-8"
          value={values.search ?? ""}
          onChange={(event) => narrow({ search: event.target.value || null })}
        />
      </span>
      <Select
        aria-label="State"
        value={values.status ?? ""}
        onChange={(event) => narrow({ status: event.target.value || null })}
      >
        <option value="">Any state</option>
        <option value="open">Open</option>
        <optgroup label="Open as">
          {openStates.map((state) => (
            <option key={state} value={state}>
              {loopLook(state, null).word}
            </option>
          ))}
        </optgroup>
        <optgroup label="Ended as">
          {LoopOutcome.options.map((outcome) => (
            <option key={outcome} value={outcome}>
              {outcomeLook(outcome).word}
            </option>
          ))}
        </optgroup>
      </Select>
      <Select
        aria-label="Repository"
        value={values.repository ?? ""}
        onChange={(event) => narrow({ repository: event.target.value || null })}
      >
        <option value="">Any repository</option>
        {repositories.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </Select>
      <Select
        aria-label="Category"
        value={values.category ?? ""}
        onChange={(event) => narrow({ category: event.target.value || null })}
      >
        <option value="">Any category</option>
        {Category.options.map((category) => (
          <option key={category} value={category}>
            {categoryWords(category).label}
          </option>
        ))}
      </Select>
      {isFiltered && (
        <Button
          variant="ghost"
          onClick={() => narrow({ status: null, repository: null, category: null, search: null })}
        >
          <XIcon aria-hidden /> Clear
        </Button>
      )}
    </search>
  );
}
