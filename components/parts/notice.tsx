import type { Failure } from '../../lib/messages.ts';
import { failureText } from './failure.ts';
import { useLanguage } from './language.ts';

/** What went wrong, and what to do next; read out at once. Draws nothing without a failure. */
export function FailureNotice({ failure }: { failure: Failure | null }) {
  const { t } = useLanguage();
  return <div role="alert">{failure !== null && <p class="notice bad">{failureText(t, failure)}</p>}</div>;
}
