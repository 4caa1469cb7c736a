import type { ButtonHTMLAttributes, Ref } from 'preact';

interface ActButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'onClick'> {
  /** Whether what it begins is under way. */
  busy: boolean;
  onClick?(): void;
  /** Of the button itself. */
  focused?: Ref<HTMLButtonElement>;
}

const doNothing = (event: Event) => event.preventDefault();

/** Begins what takes a while. Meanwhile it can not be pressed, but keeps the focus, which `disabled` would throw away. */
export const ActButton = ({ busy, onClick, focused, type = 'button', ...more }: ActButtonProps) => (
  <button
    {...more}
    ref={focused ?? null}
    type={type}
    aria-disabled={busy}
    onClick={busy ? doNothing : onClick}
  />
);
