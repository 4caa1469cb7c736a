import * as v from 'valibot';

interface Kind {
  status: 400 | 401 | 403 | 404 | 409 | 413 | 429 | 500 | 503;
  title: string;
  retry: boolean;
}

/** Every way in which the relay says no. `retry: false`: trying again does not help; something else must happen first. */
export const problemKinds = {
  malformed: { status: 400, title: 'The request is not what this route takes', retry: false },
  'too-large': { status: 413, title: 'The request is too large', retry: false },
  'asks-secret': { status: 400, title: 'The terms ask people for a secret of theirs', retry: false },
  'unknown-campaign': { status: 404, title: 'This relay does not know the campaign', retry: false },
  'unknown-terms': { status: 404, title: 'The campaign never had these terms', retry: false },
  'unknown-key': { status: 403, title: 'No delegation names this key', retry: false },
  'wrong-labels': { status: 400, title: 'The labels do not give the signed root', retry: false },
  'bad-signature': { status: 403, title: 'The signature is not by the key that it must be by', retry: false },
  'delegation-expired': { status: 403, title: 'The delegation of this key has expired', retry: false },
  revoked: { status: 403, title: 'The account has revoked this key', retry: false },
  'accounts-full': { status: 409, title: 'The account counts as one with as many as it may', retry: false },
  'sequence-conflict': { status: 409, title: 'Another batch has this sequence already', retry: false },
  closed: { status: 409, title: 'The campaign is over', retry: false },
  'not-funded': { status: 409, title: 'The campaign is not funded on chain', retry: true },
  unauthorized: { status: 401, title: 'The session is missing, wrong or over', retry: false },
  'not-requester': { status: 403, title: 'The session is not of the campaign’s requester', retry: false },
  'not-found': { status: 404, title: 'There is nothing here', retry: false },
  'nothing-to-claim': { status: 409, title: 'Nothing is there to be claimed', retry: false },
  'not-appealable': { status: 409, title: 'This label can not be appealed', retry: false },
  'appeals-used': { status: 409, title: 'The account has no appeals left in this campaign', retry: false },
  'appeals-unfunded': {
    status: 409,
    title: 'What is kept for appeals does not pay for one more',
    retry: true,
  },
  'too-many': { status: 429, title: 'Too many requests', retry: true },
  'chain-unavailable': { status: 503, title: 'The chain does not answer', retry: true },
  unavailable: { status: 503, title: 'The relay can not do this now', retry: true },
  internal: { status: 500, title: 'The relay failed', retry: true },
} as const satisfies Record<string, Kind>;

export type ProblemCode = keyof typeof problemKinds;

const short = (most: number) => v.pipe(v.string(), v.maxLength(most));

/** An RFC 9457 problem; `code` is stable, `detail` is for people, and no longer than one reads. */
export const problem = v.looseObject({
  type: short(200),
  title: short(200),
  status: v.number(),
  code: short(60),
  retry: v.boolean(),
  detail: v.optional(short(3000)),
});

export type Problem = v.InferOutput<typeof problem>;

export function problemOf(code: ProblemCode, detail?: string): Problem {
  const { status, title, retry } = problemKinds[code];
  const named = { type: `urn:glosa:problem:${code}`, title, status, code, retry };
  return detail === undefined ? named : { ...named, detail };
}
