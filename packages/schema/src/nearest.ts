/**
 * The name that was probably meant: written in another way (learning_rate, LearningRate), cut short (batch), by its initials (lr), or with a slip or two.
 *
 * @example
 * ```ts
 * import { nearest } from '@thinned/schema'
 *
 * console.log(nearest('lr', ['learningRate', 'epsilon']), nearest('shuffle', ['learningRate'])) // learningRate undefined
 * ```
 */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const plain = (text: string): string => text.replace(/[^a-zA-Z0-9]/g, '').toLowerCase()
  const given = plain(name)
  const initials = (text: string): string => (text.match(/^[a-z]|[A-Z]/g) ?? []).join('').toLowerCase()
  const isShort = (each: string): boolean =>
    given === initials(each) || (given.length > 3 && plain(each).startsWith(given))
  const distances = names.map((each) => ({ each, distance: isShort(each) ? 0 : slips(given, plain(each)) }))
  const best = distances.reduce((a, b) => (b.distance < a.distance ? b : a), { each: '', distance: Infinity })
  return best.distance <= Math.max(1, Math.floor(Math.min(given.length, best.each.length) / 3)) ? best.each : undefined
}

/** The number of letters to add, leave out, change or swap: the distance of Damerau and Levenshtein, over at most 40 letters. */
function slips(a: string, b: string): number {
  if (a.length > 40 || Math.abs(a.length - b.length) > 4) return Infinity
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    rows[i] = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1
      const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      rows[i]![j] = Math.min(
        rows[i - 1]![j]! + 1,
        rows[i]![j - 1]! + 1,
        rows[i - 1]![j - 1]! + change,
        swap ? rows[i - 2]![j - 2]! + 1 : Infinity,
      )
    }
  }
  return rows[a.length]![b.length]!
}
