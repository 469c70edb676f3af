import type { Language } from "@/lib/domain/source/language";

/** The words by which the tests of a language assert, declare, skip and match; each is asked of one word of code. */
export interface TestWords {
  assertion: RegExp;
  /** Declares one test or group of tests. */
  declaration: RegExp;
  /** Keeps a test from running, or narrows the run to some. */
  skip: RegExp;
  /** Compares with one exact value. */
  strict: RegExp;
  /** Is content with many values. */
  loose: RegExp;
}

const javascript: TestWords = {
  assertion: /^(?:expect(?:[A-Z]\w*)?|assert(?:[A-Z]\w*)?|should)$/,
  declaration: /^(?:it|test|describe|suite|context|specify|bench)$/,
  skip: /^(?:skip|only|todo|fixme|fails|failing|skipIf|runIf|xit|xdescribe|xtest|fit|fdescribe|xcontext|pending)$/,
  strict:
    /^(?:toBe|toEqual|toStrictEqual|toHaveLength|toThrowError|toHaveBeenCalledWith|toHaveBeenCalledTimes|toHaveBeenNthCalledWith|toHaveBeenLastCalledWith|toHaveTextContent|toHaveText|toHaveValue|toHaveURL|toHaveTitle|toHaveCount|toHaveAttribute|toHaveClass|equal|equals|eql|eq|strictEqual|deepEqual|deepStrictEqual|rejects|throws|toMatchInlineSnapshot|toHaveProperty)$/,
  loose:
    /^(?:toBeTruthy|toBeFalsy|toContainText|toBeDefined|toBeUndefined|toMatchObject|toContain|toContainEqual|toMatch|toBeCloseTo|toBeGreaterThan|toBeGreaterThanOrEqual|toBeLessThan|toBeLessThanOrEqual|toBeInstanceOf|toHaveBeenCalled|toSatisfy|not|notEqual|notStrictEqual|notDeepEqual|doesNotThrow|doesNotReject|ok|isOk|exist|exists|anything|any|objectContaining|arrayContaining|stringContaining|stringMatching|closeTo|include|match|isDefined|isNotNull|soft)$/,
};

const dotted: TestWords = {
  assertion: /^(?:assert\w*|Assert|expect\w*|verify|fail|should\w*|Should\w*|Verify|require)$/,
  declaration:
    /^(?:Test|ParameterizedTest|RepeatedTest|TestFactory|Fact|Theory|TestMethod|TestCase|InlineData|CsvSource|ValueSource|DataRow)$/,
  skip: /^(?:Disabled\w*|Ignore|Ignored|Skip|assumeTrue|assumeFalse|assumeThat|Explicit|Inconclusive|Pass|Warn|EnabledIf\w*|EnabledOn\w*|xit|xdescribe)$/,
  strict:
    /^(?:assertEquals|assertArrayEquals|assertSame|assertThrows\w*|assertIterableEquals|isEqualTo|isSameAs|containsExactly|hasSize|Equal|AreEqual|AreSame|EqualTo|Be|BeEquivalentTo|Throws\w*|StrictEqual|hasMessage|Once|Never|never)$/,
  loose:
    /^(?:assertTrue|assertFalse|assertNotNull|assertNotEquals|assertDoesNotThrow|isNotNull|isNotEmpty|isTrue|isFalse|contains|isInstanceOf|anyOf|NotNull|NotEqual|True|False|IsTrue|IsFalse|IsNotNull|AreNotEqual|NotBe|NotBeNull|NotThrow|BeGreaterThan|BeLessThan|BeApproximately|Contain|Contains|any|anyString|anyInt|isCloseTo|matches|Loose|AtMostOnce|AtLeastOnce|AtLeast|atMostOnce|atLeastOnce|atLeast|atMost|is2xxSuccessful|is3xxRedirection|is4xxClientError|is5xxServerError)$/,
};

export const testWords: Record<Language, TestWords> = {
  javascript,
  java: dotted,
  csharp: dotted,
  kotlin: {
    assertion: /^(?:assert\w*|expect\w*|verify\w*|coVerify|fail|should|should[A-Z]\w*)$/,
    declaration:
      /^(?:Test|ParameterizedTest|RepeatedTest|CsvSource|ValueSource|test|describe|context|given|it|should)$/,
    skip: /^(?:Disabled\w*|Ignore|Ignored|assumeTrue|assumeFalse|xtest|xdescribe|xcontext|xit|xgiven|config|enabled|enabledIf|focus)$/,
    strict:
      /^(?:assertEquals|assertContentEquals|assertSame|assertFailsWith|assertThrows|isEqualTo|shouldBe|shouldBeExactly|shouldContainExactly|shouldThrow|shouldThrowExactly|shouldHaveSize)$/,
    loose:
      /^(?:assertTrue|assertFalse|assertNotNull|assertNotEquals|assertIs|assertFails|shouldNotBe|shouldNotBeNull|shouldContain|shouldBeGreaterThan|shouldBeLessThan|shouldThrowAny|shouldStartWith|isNotNull|any|runCatching)$/,
  },
  scala: {
    assertion: /^(?:assert\w*|should|should[A-Z]\w*|must|must[A-Z]\w*|intercept|expect|verify|fail)$/,
    declaration: /^(?:in|test|it|describe|property|scenario)$/,
    skip: /^(?:ignore|pending|pendingUntilFixed|cancel|assume|Ignore|Slow|taggedAs)$/,
    strict:
      /^(?:shouldBe|shouldEqual|mustBe|equal|assertResult|assertThrows|intercept|theSameElementsInOrderAs|theSameElementsAs|mustEqual)$/,
    loose:
      /^(?:contain|include|be|not|atLeastOneElementOf|atLeastOneOf|oneOf|defined|nonEmpty|startWith|any|a|an)$/,
  },
  swift: {
    assertion: /^(?:XCTAssert\w*|XCTFail|XCTUnwrap|expect|require|assert\w*)$/,
    declaration: /^(?:test[A-Z]\w*|Test|Suite)$/,
    skip: /^(?:XCTSkip\w*|XCTExpectFailure\w*|withKnownIssue|disabled|enabled|bug)$/,
    strict: /^(?:XCTAssertEqual|XCTAssertIdentical|XCTAssertThrowsError|XCTAssertNil)$/,
    loose:
      /^(?:XCTAssertNotNil|XCTAssertTrue|XCTAssertFalse|XCTAssertNotEqual|XCTAssertGreaterThan\w*|XCTAssertLessThan\w*|XCTAssertNoThrow|contains)$/,
  },
  dart: {
    assertion: /^(?:expect|expectLater|verify|verifyNever|fail)$/,
    declaration: /^(?:test|group|testWidgets|blocTest)$/,
    skip: /^(?:skip|solo|Skip|markTestSkipped)$/,
    strict:
      /^(?:equals|isZero|isNull|isEmpty|hasLength|throwsA|throwsArgumentError|throwsStateError|findsOneWidget|findsNothing|findsNWidgets|same|orderedEquals|matchesGoldenFile)$/,
    loose:
      /^(?:isNotNull|isA|anything|contains|closeTo|greaterThan|lessThan|isNot|isTrue|isFalse|returnsNormally|throwsException|findsWidgets|findsAtLeastNWidgets|unorderedEquals|any|isNotEmpty)$/,
  },
  elixir: {
    assertion: /^(?:assert\w*|refute\w*|flunk|catch_error)$/,
    declaration: /^(?:test|describe|property|doctest)$/,
    skip: /^(?:skip|exclude|pending|tag|moduletag|only)$/,
    strict: /^(?:assert_raise|assert_receive|assert_received|assert_in_delta)$/,
    loose: /^(?:is_list|is_map|is_binary|is_integer|is_nil|match|in|not|any|_)$/,
  },
  cpp: {
    assertion:
      /^(?:(?:ASSERT|EXPECT|REQUIRE|CHECK|BOOST|TEST_ASSERT|CU_ASSERT)(?:_\w+)?|assert|cr_assert\w*|FAIL|ADD_FAILURE)$/,
    declaration: /^(?:TEST|TEST_F|TEST_P|TYPED_TEST|TEST_CASE|SECTION|SCENARIO|SUBCASE|BOOST_\w*TEST_CASE)$/,
    skip: /^(?:GTEST_SKIP\w*|DISABLED_\w*|SKIP|GTEST_FLAG_SET|disabled|may_fail|should_fail)$/,
    strict:
      /^(?:(?:ASSERT|EXPECT)_(?:EQ|STREQ|THROW|DOUBLE_EQ|FLOAT_EQ|THAT|DEATH)|(?:REQUIRE|CHECK)_(?:EQ|THROWS_AS|THROWS_WITH)|BOOST_\w+_EQUAL)$/,
    loose:
      /^(?:(?:ASSERT|EXPECT)_(?:NE|TRUE|FALSE|GE|LE|GT|LT|NEAR|ANY_THROW|NO_THROW)|(?:REQUIRE|CHECK)_(?:THROWS|NOTHROW)|WARN|INFO|_)$/,
  },
  python: {
    assertion: /^(?:assert|assert[A-Z]\w*|assert_\w+|raises|warns|fail)$/,
    declaration: /^(?:test_\w*|test[A-Z]\w*|Test[A-Z]\w*|parametrize)$/,
    skip: /^(?:skip|skipif|skipIf|skipUnless|xfail|skipTest|expectedFailure|importorskip|SkipTest|__test__)$/,
    strict:
      /^(?:assertEqual|assertEquals|assertListEqual|assertDictEqual|assertIs|assertRaises\w*|assertSequenceEqual|assertCountEqual|assertMultiLineEqual|assertSetEqual|assertTupleEqual|raises|assert_called_with|assert_called_once_with|assert_equal)$/,
    loose:
      /^(?:assertTrue|assertFalse|assertIsNotNone|assertIsInstance|assertAlmostEqual|assertNotEqual|assertIn|assertNotIn|assertGreater\w*|assertLess\w*|assertRegex|assertIsNot|approx|ANY|not|isinstance|assert_called|any|hasattr|isclose|suppress)$/,
  },
  go: {
    assertion: /^(?:Error|Errorf|Fatal|Fatalf|Fail|FailNow|assert|require)$/,
    declaration: /^(?:Test\w*|Run|Benchmark[A-Z]\w*|Example\w*|Fuzz[A-Z]\w*)$/,
    skip: /^(?:Skip|Skipf|SkipNow|Short)$/,
    strict:
      /^(?:Equal|EqualValues|Exactly|EqualError|ErrorIs|Len|DeepEqual|Diff|ElementsMatch|JSONEq|ErrorAs|Empty|Zero|Nil)$/,
    loose:
      /^(?:True|False|NotNil|NotEmpty|NotEqual|Contains|InDelta|InEpsilon|Greater\w*|Less\w*|NotPanics|Subset|IsType|Log|Logf)$/,
  },
  ruby: {
    assertion: /^(?:assert\w*|refute\w*|expect|must_\w+|wont_\w+|should|should_not|is_expected|flunk)$/,
    declaration: /^(?:it|test|describe|context|specify|scenario|feature|test_\w+)$/,
    skip: /^(?:skip|pending|xit|xdescribe|xcontext|xspecify|fit|fdescribe|fcontext|focus|omit)$/,
    strict:
      /^(?:eq|eql|equal|assert_equal|assert_same|must_equal|match_array|contain_exactly|raise_error|assert_raises|assert_nil|be_nil)$/,
    loose:
      /^(?:be_truthy|be_falsey|be_falsy|not_to|to_not|be_within|include|match|be_a|be_kind_of|be_an|assert_in_delta|refute_nil|refute_equal|assert_includes|anything|respond_to|be_present|be)$/,
  },
  rust: {
    assertion: /^(?:assert\w*|debug_assert\w*|panic|unreachable|prop_assert\w*)$/,
    declaration: /^(?:test|rstest|test_case|tokio_test|proptest)$/,
    skip: /^(?:ignore|should_panic)$/,
    strict: /^(?:assert_eq|assert_matches|prop_assert_eq)$/,
    loose: /^(?:assert_ne|debug_assert\w*|is_ok|is_some|is_err|matches|abs|is_empty|contains)$/,
  },
  php: {
    assertion: /^(?:assert\w*|expect|expectException\w*|fail|should\w*)$/,
    declaration: /^(?:test\w*|it|describe|dataProvider)$/,
    skip: /^(?:markTestSkipped|markTestIncomplete|skip|todo|only|markAsRisky|doesNotPerformAssertions|expectNotToPerformAssertions)$/,
    strict:
      /^(?:assertSame|assertEquals|assertCount|toBe|toEqual|assertJsonStringEqualsJsonString|expectException\w*|toHaveCount)$/,
    loose:
      /^(?:assertTrue|assertFalse|assertNotNull|assertNotEquals|assertNotSame|assertInstanceOf|assertContains|assertStringContainsString|toBeTruthy|not|toContain|assertEqualsWithDelta|assertSuccessful|assertClientError|assertServerError|assertGreaterThan|assertLessThan|anything|toMatch)$/,
  },
  shell: {
    assertion: /^(?:test|grep|diff|cmp|fail|fatal|die|assert\w*|expect\w*|exit|run|check\w*)$/,
    declaration: /^(?:test_\w+|it|describe)$/,
    skip: /^(?:skip|startSkipping|SKIP)$/,
    strict: /^(?:diff|cmp|assert_equal|assertEquals|assert_eq|eq)$/,
    loose: /^(?:ne|refute|assert_contains|true)$/,
  },
};
