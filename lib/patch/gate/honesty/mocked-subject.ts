import type { Token } from "@/lib/domain/source/tokens";

const replacing =
  /^(?:mock|doMock|mockk|spyk|Mock|createMock|createStub|createPartialMock|getMockBuilder|prophesize|createStubInstance|createMockFromModule|unstable_mockModule|For|instance_double|class_double|stub_const)$/;
/** Most of it stays as it is: `vi.mock(path, async (original) => ({ ...(await original()), now }))` */
const keepsActual = /^(?:importActual|requireActual|importOriginal|original|actual)$/;
/** From the word to the brackets' end, in tokens. */
const callTokensMax = 400;

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z\d]/g, "");
}

/** `src/pricing.test.ts` → `pricing`, `OrderServiceTest.java` → `orderservice` */
function subjectOf(path: string): string {
  const file = path.slice(path.lastIndexOf("/") + 1).replace(/\.[a-z]+$/i, "");
  const bare = file
    .replace(/^test[_-]/, "")
    .replace(/(?:[._-](?:test|tests|spec|specs|e2e|unit)|(?:TestCase|Tests|Test|Spec|IT))$/, "");
  return plain(bare);
}

/** What a name or a path of a module ends with: `"../src/pricing.js"` → `pricing` */
function lastName({ kind, text }: Token): string {
  if (kind !== "string") return plain(text);
  const inner = text.replace(/^["'`]|["'`]$/g, "");
  return plain(inner.slice(inner.lastIndexOf("/") + 1).replace(/\.(?:[cm]?[jt]sx?|vue|svelte)$/, ""));
}

function callOf(tokens: readonly Token[], from: number): readonly Token[] {
  let depth = 0;
  for (let at = from; at < tokens.length && at < from + callTokensMax; at += 1) {
    if (tokens[at]?.text === "(") depth += 1;
    if (tokens[at]?.text === ")") depth -= 1;
    if (depth === 0 && at > from) return tokens.slice(from, at);
  }
  return tokens.slice(from, from + callTokensMax);
}

/** How often the tests of a file replace the very thing that the file is named after. */
export function mockedSubjects(path: string, tokens: readonly Token[]): number {
  const subject = subjectOf(path);
  if (subject === "") return 0;
  return tokens.filter(({ kind, text }, index) => {
    if (kind !== "word" || !replacing.test(text) || !/^[(<]$/.test(tokens[index + 1]?.text ?? ""))
      return false;
    const named = tokens[index + 2];
    // `mock(Stock.class)`, `mock("../src/stock")`, and no longer name: `mock(stock.clock)`
    const next = tokens[index + 3]?.text ?? "";
    const isWhole =
      named?.kind === "string" || /^[),>]$/.test(next) || /^(?:class)$/.test(tokens[index + 4]?.text ?? "");
    return (
      named !== undefined &&
      isWhole &&
      lastName(named) === subject &&
      !callOf(tokens, index + 1).some((token) => keepsActual.test(token.text))
    );
  }).length;
}
