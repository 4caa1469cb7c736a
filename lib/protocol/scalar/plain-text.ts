// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;
/** Characters that turn the direction of what follows: they can make a sentence read as another. */
const bidiControl = /[\u202a-\u202e\u2066-\u2069]/;

/** Without control characters (tab and line feed excepted) and without explicit direction overrides (Unicode TR 36, section 2). */
export const isWithoutControls = (value: string): boolean => !control.test(value) && !bidiControl.test(value);
