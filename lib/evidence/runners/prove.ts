import { testListing } from "./test-listing";

/** Perl's Test::More: "#   Failed test 'adds prices'" with its place below; prove itself sums up by file. */
export const prove = testListing({
  id: "prove",
  triggers: ["#   Failed test ", "#     Failed test ", "^# Failed test '"],
  failed: [
    { pattern: /^# +Failed test '(?<id>.*)'$/, until: /^(?!#)|^# +Failed test |^# Looks like / },
    {
      pattern: /^# +Failed test$/,
      nameBelow: /^# +at (?<id>(?<file>\S+) line (?<line>\d+))\.$/,
      until: /^(?!#)|^# +Failed test |^# Looks like /,
    },
    {
      pattern: /^# +Failed test at (?<id>(?<file>\S+) line (?<line>\d+))\.$/,
      until: /^(?!#)|^# +Failed test |^# Looks like /,
    },
    {
      pattern: /^# +Failed test '.*[^']$/,
      nameBelow: /^# +(?:\S.*' )?at (?<id>(?<file>\S+) line (?<line>\d+))\.$/,
      until: /^(?!#)|^# +Failed test |^# Looks like /,
    },
  ],
});
