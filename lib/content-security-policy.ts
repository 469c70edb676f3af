/**
 * What a page may load and run: our own files, and inline scripts of this very answer. Styles may stand on elements,
 * because charts and menus place themselves by them; without scripts they carry nothing out.
 */
export function contentSecurityPolicy({
  nonce,
  development,
  formTarget = null,
}: {
  nonce: string;
  development: boolean;
  /** Origin that forms of this page may be sent to besides our own. */
  formTarget?: string | null;
}): string {
  const directives = {
    "default-src": "'self'",
    // React's development build reconstructs server errors with eval.
    "script-src": `'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": `'self'${development ? " ws:" : ""}`,
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": formTarget === null ? "'self'" : `'self' ${formTarget}`,
    "frame-ancestors": "'none'",
  };
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");
}
