const RUN_LENGTH_MIN = 14;

/** Names before values, and the forms of credentials in URLs and commands: all that the rules by name begin with. */
const names =
  /pass|pwd|secret|token|credential|key|jwt|[_-]pat\b|auth|cookie|bearer|sig|:\/\/|[ \t](?:-u|--user)[ =]|webhook/i;

/**
 * False where no rule can find a secret in a line: it has none of the names, and no run of letters, digits, "_" and "-"
 * that is long and mixed enough for a token. Most lines of a log pass this cheap look and need no search by rules.
 */
export function mayHoldSecret(line: string): boolean {
  return hasTokenRun(line) || names.test(line);
}

/** Tokens have digits in them, or at least letters of both cases. */
function hasTokenRun(line: string): boolean {
  let length = 0;
  let digits = 0;
  let lower = 0;
  let upper = 0;
  for (let i = 0; i <= line.length; i++) {
    const code = i < line.length ? line.charCodeAt(i) : 0;
    if (code >= 97 && code <= 122) lower++;
    else if (code >= 48 && code <= 57) digits++;
    else if (code >= 65 && code <= 90) upper++;
    else if (code !== 95 && code !== 45) {
      if (length >= RUN_LENGTH_MIN && (digits > 0 || (lower > 1 && upper > 1))) return true;
      length = digits = lower = upper = 0;
      continue;
    }
    length++;
  }
  return false;
}
