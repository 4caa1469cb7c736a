import type { ComponentChildren } from 'preact';
import type { Failure } from '../../lib/messages.ts';
import { failureText } from './failure.ts';
import { useLanguage } from './language.ts';

interface AlertProps {
  /** For the field that it is about (`aria-describedby`). */
  id?: string;
  class?: string;
  children: ComponentChildren;
}

/** Read out at once. It comes with its words and goes with them: of one that stood empty, Orca reads nothing in Firefox. */
export const Alert = ({ id, class: looks = 'notice bad', children }: AlertProps) => (
  <p role="alert" id={id} class={looks}>
    {children}
  </p>
);

/** What went wrong, and what to do next. Draws nothing without a failure. */
export function FailureNotice({ failure }: { failure: Failure | null }) {
  const { t } = useLanguage();
  return failure && <Alert>{failureText(t, failure)}</Alert>;
}
