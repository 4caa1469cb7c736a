/** A bench that needs data which is no part of the project. The message says what is missing and where it goes. */
export class MissingData extends Error {}
