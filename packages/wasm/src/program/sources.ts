/** How the value of a source becomes the word of an argument. */
const AS_INTEGER = 0
export const AS_FLOAT = 1
const NEGATED = 2
export type Form = typeof AS_INTEGER | typeof AS_FLOAT | typeof NEGATED

/** Which source an argument follows, and how. */
export interface Follows {
  readonly source: number
  readonly form: Form
}

const float = new Float32Array(1)
const word = new Int32Array(float.buffer)

/** The word of a value. */
export function wordOf(value: number, form: Form): number {
  if (form === AS_INTEGER) return value | 0
  float[0] = form === NEGATED ? -value : value
  return word[0]!
}

/** The values of sources in two traces, and the sources that a number of the work follows. */
export class Sources {
  readonly #pairs: readonly (readonly [number, number])[]
  /** Sources by the pair of words that they give. */
  readonly #known = new Map<string, Follows[]>()
  /** Sources that gave the words of another in both traces: they must go on to do so. */
  readonly #twins = new Set<readonly Follows[]>()

  constructor(pairs: readonly (readonly [number, number])[]) {
    this.#pairs = pairs
    for (const [source, pair] of pairs.entries()) {
      const forms: Form[] = pair.every((value) => Number.isInteger(value) && Math.abs(value) <= 0xffffffff)
        ? [AS_INTEGER, AS_FLOAT, NEGATED]
        : [AS_FLOAT, NEGATED]
      for (const form of forms) {
        const key = keyOf(form, wordOf(pair[0], form), wordOf(pair[1], form))
        const same = this.#known.get(key)
        if (same) same.push({ source, form })
        else this.#known.set(key, [{ source, form }])
      }
    }
  }

  /** What a pair of differing words follows: integers, or floats. */
  find(a: number, b: number, isFloat: boolean): Follows | undefined {
    const same = this.#known.get(keyOf(isFloat ? AS_FLOAT : AS_INTEGER, a, b))
    if (same && same.length > 1) this.#twins.add(same)
    return same?.[0]
  }

  /** Why a program may not run with these values, as a sentence. */
  refusal(values: readonly number[]): string | undefined {
    const pairs = this.#pairs
    if (values.length !== pairs.length)
      return `A program with ${pairs.length} sources was given ${values.length} values.`
    for (let i = 0; i < pairs.length; i++)
      if (pairs[i]![0] === pairs[i]![1] && values[i] !== pairs[i]![0])
        return `Source ${i} of the program was ${pairs[i]![0]} in both traces, so it cannot be ${values[i]} now.`
    for (const [first, ...others] of this.#twins)
      for (const { source, form } of others)
        if (wordOf(values[source]!, form) !== wordOf(values[first!.source]!, first!.form))
          return `Sources ${first!.source} and ${source} of the program were equal in both traces, so they cannot differ now.`
    return undefined
  }
}

function keyOf(form: Form, a: number, b: number): string {
  return `${form === AS_INTEGER ? 'i' : 'f'}${a},${b}`
}
