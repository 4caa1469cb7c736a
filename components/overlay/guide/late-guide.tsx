import type { FunctionComponent } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Failure } from '../../../lib/messages.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { failureOf, failureText } from '../../parts/failure.ts';
import { useLanguage } from '../../parts/language.ts';
import type { ShowGuide } from './guide.ts';

/** A guide in a foreign page, whose script and words come when it is first wanted. */
export const lateGuide =
  (show: ShowGuide): FunctionComponent<{ campaign: Hex }> =>
  ({ campaign }) => {
    const { t } = useLanguage();
    const place = useRef<HTMLDivElement>(null);
    const [failure, setFailure] = useState<Failure | null>(null);
    useEffect(() => {
      if (place.current === null) return undefined;
      const shown = show(campaign, place.current);
      shown.catch((thrown) => setFailure(failureOf(thrown)));
      return () => void shown.then((close) => close()).catch(() => {});
    }, [campaign]);
    return (
      <>
        <div ref={place} />
        {failure !== null && (
          <p class="status bad" role="alert">
            {failureText(t, failure)}
          </p>
        )}
      </>
    );
  };
