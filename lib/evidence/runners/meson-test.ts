import { testListing } from "./test-listing";

/** `meson test`: "2/3 basket FAIL   0.01s   exit status 1", with what it printed below where that was asked for. */
export const mesonTest = testListing({
  id: "meson test",
  triggers: [" fail  ", " error  ", " timeout  "],
  failed: [
    {
      pattern:
        /^ {0,9}\d{1,6}\/\d{1,6} (?<id>\S{1,200}(?: \S{1,200}){0,9}?) {1,80}(?:FAIL|ERROR|TIMEOUT) {1,20}[\d.]{1,12} ?s\b/,
      until: /^ *\d+\/\d+ |^Summary of Failures:|^Ok: |^$/,
    },
  ],
});
