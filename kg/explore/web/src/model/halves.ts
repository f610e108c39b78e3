// Half characters: a text cut between the two halves of one cannot be written as UTF-8.

const PAIRS = /[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g;

/** A text with a sign in place of each half character. */
export function mended(text: string, sign = '\ufffd'): string {
  return text.replace(PAIRS, (found) => (found.length === 2 ? found : sign));
}
