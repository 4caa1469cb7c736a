/** Elements whose text nobody reads: code, fallbacks, and what forms and media hold. Style is not asked: it costs a layout. */
export const unread: ReadonlySet<string> = new Set(
  'script style noscript template textarea title desc metadata select option datalist iframe object canvas audio video noembed noframes rp head'.split(
    ' ',
  ),
);
