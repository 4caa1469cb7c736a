/**
 * A whole divided in proportion to the parts, in whole numbers: nothing is lost or made by rounding. Who lost most by rounding
 * down gets one of what is left over, of equals the first. Nobody has anything where all parts are 0.
 *
 * @param parts whole, 0 or more; their sum times `whole` below 2⁵³
 */
export function split(whole: number, parts: readonly number[]): number[] {
  const sum = parts.reduce((all, part) => all + part, 0);
  if (sum === 0) return parts.map(() => 0);
  const lost = parts.map((part) => (part * whole) % sum);
  const shares = parts.map((part, at) => (part * whole - lost[at]!) / sum);
  const left = whole - shares.reduce((all, share) => all + share, 0);
  const most = [...parts.keys()].sort((a, b) => lost[b]! - lost[a]! || a - b);
  for (const at of most.slice(0, left)) shares[at]! += 1;
  return shares;
}
