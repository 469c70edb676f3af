/** What an artifact may hold. Sizes are of the whole archive; nested archives are not opened at all. */
export type ArchiveLimits = {
  compressedBytesMax: number;
  totalBytesMax: number;
  entryBytesMax: number;
  /** Unpacked to packed size of one entry: text reaches 20, bombs 1,000. Entries up to 1 MiB are free of it. */
  ratioMax: number;
  entriesMax: number;
  nameBytesMax: number;
};

export const archiveLimits: ArchiveLimits = {
  compressedBytesMax: 64 * 1024 * 1024,
  totalBytesMax: 512 * 1024 * 1024,
  entryBytesMax: 64 * 1024 * 1024,
  ratioMax: 200,
  entriesMax: 2_000,
  nameBytesMax: 512,
};
