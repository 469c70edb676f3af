/**
 * Whether a request that changes something comes from our own pages. Browsers send `Origin` with every such request, and
 * `null` from sandboxed frames; missing or null therefore is not ours.
 */
export function isOwnOrigin(origin: string | null, publicUrl: string): boolean {
  return origin !== null && origin !== "null" && origin === new URL(publicUrl).origin;
}
