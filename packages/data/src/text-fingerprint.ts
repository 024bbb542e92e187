import { foldIn, key } from '@thinned/rng'

/** 32 hex digits that depend on every character of a text, as those of `fingerprint` on data. */
export function textFingerprint(text: string): string {
  const [first, second] = [foldIn(key(1), text), foldIn(key(2), text)]
  return [...first, ...second].map((word) => word.toString(16).padStart(8, '0')).join('')
}
