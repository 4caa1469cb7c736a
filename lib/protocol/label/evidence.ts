import * as v from 'valibot';

const fact =
  '(?:scored|golds|sum|reached|guess|tasks|number|index|ref|key|looks|status|first|last)=(?:-?[0-9]{1,16}|0x[0-9a-f]{40}|0x[0-9a-f]{64})';

/**
 * What a rejection rests on: facts that the public files let anybody recompute, such as `scored=40 sum=-3` or
 * `number=12 index=4`. There is no free text in it, because it is published and must name no page (P13).
 */
export const evidence = v.pipe(
  v.string(),
  v.maxLength(1000),
  v.regex(new RegExp(`^${fact}(?: ${fact})*$`), 'must be facts like scored=40 sum=-3'),
);
