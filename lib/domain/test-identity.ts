export function sameTest(left: string, right: string): boolean {
  return left === right;
}
