import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { pageWindow } from "../src/pageWindow.js";

const letters = ["a", "b", "c", "d", "e", "f", "g"];

describe("pageWindow", () => {
  it("cuts the first page", () => {
    assert.deepEqual(pageWindow(letters, 1, 3).items, ["a", "b", "c"]);
  });

  it("cuts a page in the middle", () => {
    assert.deepEqual(pageWindow(letters, 2, 3).items, ["d", "e", "f"]);
  });

  it("gives the rest on the last page", () => {
    assert.deepEqual(pageWindow(letters, 3, 3).items, ["g"]);
  });

  it("gives nothing past the end", () => {
    assert.deepEqual(pageWindow(letters, 4, 3).items, []);
  });

  it("counts the pages", () => {
    assert.equal(pageWindow(letters, 1, 3).pages, 3);
    assert.equal(pageWindow(letters, 1, 7).pages, 1);
    assert.equal(pageWindow([], 1, 3).pages, 1);
  });

  it("knows whether there is a next page", () => {
    assert.equal(pageWindow(letters, 2, 3).hasNext, true);
    assert.equal(pageWindow(letters, 3, 3).hasNext, false);
    assert.equal(pageWindow(letters, 1, 7).hasNext, false);
  });

  it("knows whether there is a previous page", () => {
    assert.equal(pageWindow(letters, 1, 3).hasPrevious, false);
    assert.equal(pageWindow(letters, 2, 3).hasPrevious, true);
  });

  it("refuses page zero", () => {
    assert.throws(() => pageWindow(letters, 0, 3), RangeError);
    assert.throws(() => pageWindow(letters, 1, 0), RangeError);
  });

  it("knows that a list ending with its page has no next one", () => {
    assert.equal(pageWindow(letters.slice(0, 6), 2, 3).hasNext, false);
  });

  it("tells the first and the last row", () => {
    assert.deepEqual(rows(pageWindow(letters, 1, 3)), [1, 3]);
    assert.deepEqual(rows(pageWindow(letters, 2, 3)), [4, 6]);
    assert.deepEqual(rows(pageWindow(letters, 3, 3)), [7, 7]);
  });
});

function rows(window) {
  return [window.firstRow, window.lastRow];
}
