import type { Token } from "@/lib/domain/source/tokens";

/** What kinds of question an assertion may ask, whatever its library calls them. Asked of its words and marks. */
const kinds: readonly [kind: string, words: RegExp][] = [
  [
    "throws",
    /^(?:assertRaises\w*|raises|assertThrows\w*|toThrow\w*|throws|Throws\w*|ThrowAsync|Throw|assertThatThrownBy|assertThatExceptionOfType|raise_error|assert_raises|shouldThrow|expectException\w*|intercept|throwsA|XCTAssertThrowsError)$/,
  ],
  [
    "approximately",
    /^(?:assertAlmostEqual|approx|toBeCloseTo|InDelta|isCloseTo|assert_in_delta|be_within|BeApproximately|assertEqualsWithDelta|closeTo|within|accuracy|assert_allclose)$/,
  ],
  ["same", /^(?:assertSame|assertIs|isSameAs|strictEqual|toBe|AreSame|BeSameAs|assert_same|===|equal)$/],
  [
    "equal",
    /^(?:assertEquals?|assertEqual|assert_equal|assertListEqual|assertDictEqual|eq|eql|toEqual|toStrictEqual|deepEqual|deepStrictEqual|isEqualTo|EqualTo|AreEqual|Equal|Be|shouldBe|shouldEqual|must_equal|mustBe|assert_eq|isEqual|EXPECT_EQ|ASSERT_EQ|REQUIRE_EQ|CHECK_EQ|XCTAssertEqual|==|-eq)$/,
  ],
  [
    "null",
    /^(?:assertNull|isNull|toBeNull|BeNull|IsNull|be_nil|assert_nil|assertIsNone|Null|Nil|XCTAssertNil)$/,
  ],
  ["less", /^(?:LessThan|isLessThan|toBeLessThan|BeLessThan|Less|assertLess|<)$/],
  ["greater", /^(?:GreaterThan|isGreaterThan|toBeGreaterThan|BeGreaterThan|Greater|assertGreater|>)$/],
  ["true", /^(?:assertTrue|isTrue|IsTrue|True|BeTrue|XCTAssertTrue|assert_true|be_true)$/],
  ["false", /^(?:assertFalse|isFalse|IsFalse|False|BeFalse|XCTAssertFalse|be_false)$/],
  [
    "contains",
    /^(?:assertContains|assertIn|contains|toContain|toContainEqual|Contains|Contain|include|assert_includes|assertStringContainsString|hasItem)$/,
  ],
  ["size", /^(?:hasSize|toHaveLength|HaveCount|assertCount|toHaveCount|Len|lengthOf|hasLength)$/],
  ["matches", /^(?:toMatch|assert_match|matches|assertRegex|MatchRegex|assertMatchesRegularExpression)$/],
];
/** Words of the libraries and of the language around a question, and nothing that is looked at. */
const around =
  /^(?:assert\w*|Assert|Assertions|expect\w*|EXPECT_\w+|ASSERT_\w+|CHECK\w*|REQUIRE\w*|XCTAssert\w*|should|Should|must|to|be|been|have|has|is|Is|Has|Does|does|deep|and|that|That|self|this|t|await|with|new|static|pytest|unittest|match|message|Message|hasMessage\w*|WithMessage|class|Within)$/;
const negating = /^(?:not|Not|to_not|not_to|resolves|!|!=|!==|refute\w*)$/;

function plain({ kind, text }: Token): string {
  return kind === "string" ? `"${text.replace(/^(["'`])([\s\S]*)\1$/, "$2")}"` : text;
}

function kindOf(tokens: readonly Token[]): string | null {
  for (const [kind, words] of kinds) if (tokens.some(({ text }) => words.test(text))) return kind;
  return null;
}

function ofLibrary({ kind, text }: Token): boolean {
  return kind === "word" && (around.test(text) || kinds.some(([, words]) => words.test(text)));
}

/** A number that binary fractions do not hold exactly: to compare it exactly was the mistake. */
const fraction = /^-?\d+\.\d+$/;
const tolerance = /^(?:delta|abs|rel|places|tolerance|rtol|atol)$/;

/** Words that say of what class an error is. */
const ofClass = /^(?:isInstanceOf|isExactlyInstanceOf|withMessage|And|Which)$/;

export interface AssertionShape {
  kind: string;
  /** What is looked at, and with what it is compared; sorted. */
  content: string[];
  asks: string;
  /** The words by which its library says it. */
  words: string;
}

/**
 * What an assertion asks of what, without how its library says it: `assertEquals("tea", order.item())` and
 * `assertThat(order.item()).isEqualTo("tea")` have one shape. Null where the kind of its question is not known.
 */
export function shapeOf(tokens: readonly Token[]): AssertionShape | null {
  const found = kindOf(tokens);
  if (found === null || tokens.some(({ text }) => negating.test(text))) return null;
  const content = tokens
    .filter(({ kind, text }) => kind === "string" || kind === "number" || kind === "word" || text === "-")
    .filter((token) => !ofLibrary(token) && !(found === "throws" && ofClass.test(token.text)))
    .map(plain)
    .sort();
  const isExactEnough =
    !tokens.some(({ text }) => tolerance.test(text)) &&
    content.filter((text) => fraction.test(text)).length === 1;
  const kind = found === "approximately" && isExactEnough ? "equal" : found;
  if (content.length === 0) return null;
  const words = tokens.filter((token) => ofLibrary(token) || token.text === "==").map(({ text }) => text);
  return { kind, content, asks: `${kind}: ${content.join(" ")}`, words: words.join(" ") };
}
