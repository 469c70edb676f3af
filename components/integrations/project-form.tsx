"use client";

import { useActionState, useEffect } from "react";
import { toast } from "sonner";
import type { ActionResult } from "../action-button";
import { KeptForm } from "../kept-form";
import { Refusal } from "../refusal";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import { Select } from "../ui/select";

export interface ProjectOnPage {
  slug: string;
  name: string;
  organizationName: string;
  /** The repository that it builds, where that is known or chosen already. */
  repositoryId: string | null;
  watched: boolean;
}

interface ProjectFormProps {
  projects: readonly ProjectOnPage[];
  repositories: readonly { id: string; name: string }[];
  watch: (before: ActionResult | null, form: FormData) => Promise<ActionResult>;
}

/** Which projects are watched, and which repository each of them builds. */
export function ProjectForm({ projects, repositories, watch }: ProjectFormProps) {
  const [result, submit, isPending] = useActionState(watch, null);

  useEffect(() => {
    if (result?.ok) toast.success(result.message);
  }, [result]);

  return (
    <KeptForm action={submit} result={result}>
      <ul className="divide-y">
        {projects.map((project) => (
          <li
            key={project.slug}
            className="grid gap-2 px-4 py-3 md:grid-cols-[minmax(0,1fr)_17rem] md:items-center"
          >
            <label className="flex min-w-0 items-start gap-2.5 text-[13px]">
              <input
                type="checkbox"
                name="watched"
                value={project.slug}
                defaultChecked={project.watched}
                className="mt-0.5 size-4 accent-primary"
              />
              <span className="min-w-0">
                <span className="font-medium">{project.name}</span>
                <span className="block truncate font-mono text-xs text-muted-foreground" title={project.slug}>
                  {project.organizationName} · {project.slug}
                </span>
              </span>
            </label>
            <Select
              // The key makes the field take over what was saved.
              key={project.repositoryId}
              name={`repository:${project.slug}`}
              aria-label={`Repository that ${project.name} builds`}
              defaultValue={project.repositoryId ?? ""}
              className="w-full"
            >
              <RepositoryOptions repositories={repositories} />
            </Select>
          </li>
        ))}
        <li className="grid gap-2 px-4 py-3 md:grid-cols-[minmax(0,1fr)_17rem] md:items-end">
          <label htmlFor="other-slug" className="grid gap-1 text-xs font-medium">
            Another project, by its slug
            <Input
              id="other-slug"
              name="otherSlug"
              placeholder="gh/acme/shop or circleci/…/…"
              spellCheck={false}
            />
          </label>
          <Select
            name="otherRepository"
            aria-label="Repository that the other project builds"
            className="w-full"
          >
            <RepositoryOptions repositories={repositories} />
          </Select>
        </li>
      </ul>
      <div className="flex items-center justify-end gap-3 border-t px-4 py-3">
        <Refusal result={result} />
        <Button type="submit" variant="primary" disabled={isPending}>
          {isPending ? "Asking CircleCI …" : "Watch these"}
        </Button>
      </div>
    </KeptForm>
  );
}

function RepositoryOptions({ repositories }: Pick<ProjectFormProps, "repositories">) {
  return (
    <>
      <option value="">Which repository?</option>
      {repositories.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </>
  );
}
