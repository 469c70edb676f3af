import { testListing } from "./test-listing";

/** Perl's Test::More: "#   Failed test 'adds prices'" with its place below; prove itself sums up by file. */
export const prove = testListing({
  id: "prove",
  triggers: ["#   Failed test ", "#     Failed test "],
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
      nameBelow: /^# {1,100}(?:.{0,400}' )?at (?<id>(?<file>\S{1,400}) line (?<line>\d{1,9}))\.$/,
      until: /^(?!#)|^# +Failed test |^# Looks like /,
    },
  ],
});
