/** Beyond these a file is refused: a real report is far below, and a hostile one must not exhaust the machine. */
export const reportLimits = {
  bytesMax: 64 * 1024 * 1024,
  depthMax: 256,
  attributeCharactersMax: 1024 * 1024,
  textCharactersMax: 16 * 1024 * 1024,
  testsMax: 200_000,
} as const;
