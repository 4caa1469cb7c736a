/** How a relay looked for a page and missed it. It names no page: not even the minute, by which its site's log could. */
export interface MissedPage {
  /** Looks that missed it: two at least. */
  looks: number;
  /** What its server said last; 0 where its host's name does not exist. */
  status: number;
  /** The first and the last of them, in seconds, as of the hour. */
  first: number;
  last: number;
}

export const leastLooks = 2;
const statuses = [0, 404, 410];
const hour = 3600;
const form = /^looks=(\d{1,9}) status=(\d{1,3}) first=(\d{1,16}) last=(\d{1,16})$/;

/** The evidence of `no-such-page`: `looks=2 status=404 first=1700000000 last=1700021600`, times of whole hours. */
export function missedEvidence({ looks, status, first, last }: MissedPage): string {
  const hourOf = (time: number) => time - (time % hour);
  return `looks=${looks} status=${status} first=${hourOf(first)} last=${hourOf(last)}`;
}

/** Undefined for what no relay could say that has looked as often as it must. */
export function readMissed(evidence: string): MissedPage | undefined {
  const read = form.exec(evidence)?.slice(1).map(Number);
  if (read === undefined) return undefined;
  const [looks = 0, status = 0, first = 0, last = 0] = read;
  const missed = { looks, status, first, last };
  const isWhole = looks >= leastLooks && statuses.includes(status) && first <= last;
  return isWhole && missedEvidence(missed) === evidence ? missed : undefined;
}
