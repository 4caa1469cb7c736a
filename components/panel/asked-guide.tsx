import { useEffect, useState } from 'preact/hooks';
import type { Failure } from '../../lib/messages.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Guide } from '../../lib/view/offer.ts';
import { failureOf } from '../parts/failure.ts';
import { GuideView } from '../parts/guide-view.tsx';
import { FailureNotice } from '../parts/notice.tsx';
import { usePanel, usePanelState } from './panel-context.ts';

/** What a campaign of the page in front wants to be read, asked for when it is first wanted. */
export function AskedGuide({ campaign }: { campaign: Hex }) {
  const { call } = usePanel();
  const location = usePanelState().overview?.here?.address ?? '';
  const [guide, setGuide] = useState<Guide | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    call('guide', { campaign, page: { location } }).then(setGuide, (thrown) => setFailure(failureOf(thrown)));
  }, [call, campaign, location]);
  return (
    <>
      {guide !== null && <GuideView guide={guide} />}
      <FailureNotice failure={failure} />
    </>
  );
}
