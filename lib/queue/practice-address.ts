/** Where the bundled article seems to live: a name that never resolves (RFC 6761, `.invalid`). */
export const practiceAddress = 'https://practice.glosa.invalid/article';
