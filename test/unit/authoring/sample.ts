import type { OpeningPlace } from '../../../lib/authoring/write-terms.ts';
import { atSeconds, hexOf, info } from '../queue/sample.ts';

export const place: OpeningPlace = {
  chainId: info.chainId,
  escrow: info.escrow,
  token: info.tokens[0]!,
  requester: hexOf(0x4e, 20),
  now: atSeconds,
};
