import type { ComponentChildren } from 'preact';

const Icon = ({ children }: { children: ComponentChildren }) => (
  <svg aria-hidden="true" class="svg" width="16" height="16" viewBox="0 0 16 16">
    {children}
  </svg>
);

/** Text with a note in its margin: the mark of Glosa. */
export const NoteIcon = () => (
  <Icon>
    <path d="M1.5 3.5h7M1.5 8h7M1.5 12.5h7" />
    <path class="accent" d="M11.5 2.5v11M11.5 8h3" />
  </Icon>
);

export const KeysIcon = () => (
  <Icon>
    <path d="M3 4h10a1.5 1.5 0 0 1 1.5 1.5V11a1.5 1.5 0 0 1-1.5 1.5H3A1.5 1.5 0 0 1 1.5 11V5.5A1.5 1.5 0 0 1 3 4zM4.5 7h.01M8 7h.01M11.5 7h.01M5 10h6" />
  </Icon>
);

export const CornerIcon = () => (
  <Icon>
    <path d="M3 2.5h10A1.5 1.5 0 0 1 14.5 4v8a1.5 1.5 0 0 1-1.5 1.5H3A1.5 1.5 0 0 1 1.5 12V4A1.5 1.5 0 0 1 3 2.5zM4.5 5.5l6.5 5M11 7v3.5H7.5" />
  </Icon>
);

export const FoldIcon = () => (
  <Icon>
    <path d="M3.5 12.5h9" />
  </Icon>
);

export const ArrowIcon = () => (
  <Icon>
    <path d="M3 8h10M9 4l4 4-4 4" />
  </Icon>
);
