import type { Emit, Family } from "../family";
import { type TestListing, testListing } from "./test-listing";

const end = /^(?:── |-- |══ |\[ FAIL |Error: Test failures)/;
const state = /^\[ FAIL (\d+) \| WARN \d+ \| SKIP (\d+) \| PASS (\d+) \]$/;

const listing: TestListing = {
  id: "testthat",
  triggers: [" Failure (", " Error (", ". Failure: ", ". Error: "],
  failed: [
    {
      pattern:
        /^\s*(?:──|--) (?:\d+\. )?(?:Failure|Error) \(['‘]?(?<file>[^:()'’]+)(?::(?<line>\d+))?(?::\d+)?['’]?\): (?<id>\S.*?)(?: [─-]+ ?)?$/,
      until: end,
    },
    {
      pattern:
        /^\s*(?:──|--) \d+\. (?:Failure|Error): (?<id>\S.*?) \(@(?<file>[^#()]+)#(?<line>\d+)\)[ ─-]*$/,
      until: end,
    },
  ],
};
const failures = testListing(listing);

/** R's testthat: "── Failure ('test-basket.R:9:3'): adds prices ──", "[ FAIL 1 | WARN 0 | SKIP 0 | PASS 3 ]". */
export const testthat: Family = {
  id: listing.id,
  triggers: [...listing.triggers, "[ FAIL 0"],
  open(emit, log) {
    const tests = failures.open(emit, log);
    const states = new States(emit);
    return {
      line(text, lineNumber) {
        states.read(text, lineNumber);
        return tests.line(text, lineNumber);
      },
      end() {
        tests.end?.();
        states.give();
      },
    };
  },
};

/** The state so far, printed again after each test and once more at the end: only a run's last one counts. */
class States {
  private last: { line: number; failed: number; skipped: number; passed: number } | null = null;

  constructor(private readonly emit: Emit) {}

  read(text: string, line: number): void {
    const found = state.exec(text);
    if (!found) return;
    const [failed = 0, skipped = 0, passed = 0] = found.slice(1).map(Number);
    if (this.last && failed + skipped + passed < this.last.failed + this.last.skipped + this.last.passed) {
      this.give();
    }
    this.last = { line, failed, skipped, passed };
  }

  give(): void {
    if (!this.last) return;
    const { line, failed, skipped, passed } = this.last;
    this.emit({ kind: "counts", line, run: failed + skipped + passed, passed, failed, skipped });
    if (failed > 0) this.emit({ kind: "summary", startLine: line, endLine: line, weight: 0.6 });
    this.last = null;
  }
}
