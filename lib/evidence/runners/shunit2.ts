import { testListing } from "./test-listing";

/** shUnit2: the test's name on a line of its own, "ASSERT:sum expected:<3> but was:<2>" below it. */
export const shunit2 = testListing({
  id: "shUnit2",
  triggers: ["^assert:"],
  failed: [{ pattern: /^ASSERT:/, nameAbove: /^(?<id>test\w*)$/, until: /^(?!ASSERT:|shunit2:)/ }],
});
