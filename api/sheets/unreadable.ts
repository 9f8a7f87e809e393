/** A file that is no table: in words for whoever brought it, with what mends it. Never holds anything of the file. */
export class UnreadableSheet extends Error {}
