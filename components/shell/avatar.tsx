import { classNames } from "../class-names";

const hues = [158, 220, 262, 300, 20, 60] as const;

/** A letter on a colour made of the name. No pictures: fetching one would tell another server who looks at what. */
export function Avatar({ name, square = false }: { name: string; square?: boolean }) {
  let sum = 0;
  for (const letter of name) sum += letter.codePointAt(0) ?? 0;
  const hue = hues[sum % hues.length] ?? 158;
  return (
    <span
      aria-hidden
      style={{ backgroundColor: `oklch(0.48 0.11 ${hue})` }}
      className={classNames(
        "grid size-5 shrink-0 place-items-center text-[11px] font-semibold text-white uppercase",
        square ? "rounded" : "rounded-full",
      )}
    >
      {name.slice(0, 1)}
    </span>
  );
}
