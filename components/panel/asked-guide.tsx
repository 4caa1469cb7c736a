import { useEffect, useState } from 'preact/hooks';
import type { Failure } from '../../lib/messages.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Guide } from '../../lib/view/offer.ts';
import { failureOf } from '../parts/failure.ts';
import { GuideView } from '../parts/guide-view.tsx';
import { FailureNotice } from '../parts/notice.tsx';
import { usePanel } from './panel-context.ts';

/** What a campaign wants to be read, asked for when it is first wanted: of all campaigns at once it would be too much. */
export function AskedGuide({ campaign }: { campaign: Hex }) {
  const { call } = usePanel();
  const [guide, setGuide] = useState<Guide | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    call('guide', { campaign }).then(setGuide, (thrown) => setFailure(failureOf(thrown)));
  }, [call, campaign]);
  return (
    <>
      {guide !== null && <GuideView guide={guide} />}
      <FailureNotice failure={failure} />
    </>
  );
}
