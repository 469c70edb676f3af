import type { ProjectChoice } from "@/lib/loops/connections/watch-projects";

const slugForm = /^[\w.-]{1,100}\/[\w.-]{1,100}\/[\w.-]{1,100}$/;
const projectsMax = 200;

export type ReadChoices = { ok: true; choices: ProjectChoice[] } | { ok: false; problem: string };

/** Reads which projects were ticked, each with its repository, and one more given by its slug. */
export function projectChoices(form: FormData): ReadChoices {
  const choices: ProjectChoice[] = [];
  for (const value of form.getAll("watched").slice(0, projectsMax)) {
    const slug = String(value);
    choices.push({ slug, repositoryId: String(form.get(`repository:${slug}`) ?? "") });
  }
  const other = String(form.get("otherSlug") ?? "").trim();
  if (other !== "") choices.push({ slug: other, repositoryId: String(form.get("otherRepository") ?? "") });
  for (const { slug, repositoryId } of choices) {
    if (!slugForm.test(slug))
      return {
        ok: false,
        problem: `"${slug.slice(0, 100)}" is no slug. It has three parts, such as gh/acme/shop.`,
      };
    if (repositoryId === "") return { ok: false, problem: `Say which repository ${slug} builds.` };
  }
  return { ok: true, choices };
}
