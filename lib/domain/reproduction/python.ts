import { shellWord } from "./shell-word";
import { type FocusedCommand, unique } from "./test-to-run";

/** https://docs.pytest.org/en/stable/how-to/usage.html#specifying-which-tests-to-run: node ids, parameters included. */
export const pytest: FocusedCommand = ({ tests, stepCommand }) => {
  const ids = unique(tests.map(({ id }) => id).filter((id) => !id.startsWith("-")));
  if (ids.length === 0) return null;
  const runner = /\btox\b/.test(stepCommand) ? "tox --" : "python -m pytest";
  return `${runner} ${ids.map(shellWord).join(" ")}`;
};

/** tox hands on what stands behind `--` where its configuration names `{posargs}`. */
export const tox: FocusedCommand = (use) => pytest({ ...use, stepCommand: "tox" });

const inBrackets = /^(\w+) \(([\w.]+)\)$/;

/** https://docs.python.org/3/library/unittest.html#command-line-interface: the dotted name of a method. */
export const unittest: FocusedCommand = ({ tests }) => {
  const names = unique(
    tests.flatMap(({ id }) => {
      const [, method, owner] = inBrackets.exec(id) ?? [];
      if (method === undefined || owner === undefined) return /^[\w.]+\.\w+$/.test(id) ? [id] : [];
      return [owner.endsWith(`.${method}`) ? owner : `${owner}.${method}`];
    }),
  );
  return names.length === 0 ? null : `python -m unittest ${names.join(" ")}`;
};
