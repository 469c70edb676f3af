// One test has many spellings: `adds(pkg.MathTest)` in a Maven log, `pkg.MathTest.adds` in its report,
// `tests/test_math.py::TestMath::test_adds` from pytest, `Math › adds` from Jest. Validation must know them as one.

const SEPARATOR = /[\s./\\:#>›»$|]+/;
const SINGLE_WORD_CHARACTERS_MIN = 6;

/**
 * The normal form of a test's name: its words from the outermost (folder, package) to the test itself. The class behind
 * the method in brackets, as JUnit 3 and unittest print it, comes first; `()` and the `.py` of a file do not count.
 */
export function testIdentity(name: string): string[] {
  const flipped = methodBehindClass(name.normalize("NFC").trim().replace(/:$/, "").replace(/\(\)$/, ""));
  return flipped
    .replace(/\.py(?=::|\s)/g, "")
    .split(SEPARATOR)
    .filter(Boolean);
}

/**
 * Do two names mean one test? One of them may lack leading parts, since logs and reports show more or less of the path. A
 * single short word is too little for that: `adds` exists in many files.
 */
export function sameTest(left: string, right: string): boolean {
  if (left === right) return true;
  const [short, long] = [testIdentity(left), testIdentity(right)].sort((a, b) => a.length - b.length);
  if (!short || !long || short.length === 0) return false;
  const [word = ""] = short;
  if (short.length === 1 && long.length > 1 && word.length < SINGLE_WORD_CHARACTERS_MIN) return false;
  const offset = long.length - short.length;
  return short.every((part, index) => part === long[offset + index]);
}

/** `test_adds (tests.test_math.TestMath)` becomes `tests.test_math.TestMath.test_adds`; arguments in brackets stay. */
function methodBehindClass(name: string): string {
  const open = name.lastIndexOf("(");
  if (open <= 0 || !name.endsWith(")")) return name;
  const owner = name.slice(open + 1, -1);
  const method = name.slice(0, open).trim();
  if (!/^[\p{L}\p{N}_.$-]+$/u.test(owner) || (method.includes(".") && !owner.includes("."))) return name;
  return owner === method || owner.endsWith(`.${method}`) ? owner : `${owner}.${method}`;
}
