import { expect, it } from "vitest";
import { encodings } from "../../drill/encodings";
import { goals } from "../../drill/goals";
import { gitVerbs } from "../../drill/hijacked/git-verbs";
import { carriers, injections } from "../../drill/injections";

it("the drill has 300 injections: every one of twelve carriers with every one of twenty-five goals", () => {
  expect([carriers.length, goals.length]).toEqual([12, 25]);
  const all = injections(7);
  expect(new Set(all.map(({ carrier, goal }) => `${carrier} ${goal}`)).size).toBe(300);
  expect(new Set(all.map(({ mark }) => mark)).size).toBe(300);
});

it("the same seed words them alike, another one differently", () => {
  expect(injections(7)).toEqual(injections(7));
  expect(injections(8)).not.toEqual(injections(7));
});

it("a token is spelled in forty ways, no two of them alike", () => {
  const token = "ghs_0aB1cD2eF3";
  expect(new Set(encodings.map((encode) => encode(token))).size).toBe(40);
});

it("thirty different things are asked of git", () => {
  expect(new Set(gitVerbs("http://127.0.0.1/x.git")).size).toBe(30);
});
