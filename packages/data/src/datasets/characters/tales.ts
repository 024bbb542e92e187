import { foldIn, type Key, uniform } from '@thinned/rng'
import type { Fields } from '@thinned/schema'
import { checkTextSize } from '../../check-size.ts'
import { dataOptions, generatorNames, key, size } from '../../options.ts'

export interface TalesOptions {
  /** How many characters, from 0. */
  readonly size: number
  readonly key: Key
}

const read = dataOptions('tales', { size, key } satisfies Fields<TalesOptions>, generatorNames)

const NOUNS = ['hen', 'goat', 'cat', 'dog', 'owl', 'pig', 'crow', 'snail', 'farmer', 'miller', 'baker', 'king']
const ADJECTIVES = ['old', 'small', 'red', 'quiet', 'hungry', 'clever']
const VERBS = ['see', 'hear', 'follow', 'know', 'help', 'need', 'greet', 'lead']
const PLACES = ['in the garden', 'behind the barn', 'near the mill', 'under the bridge', 'on the hill']
const COUNTS = ['two', 'three', 'four', 'five', 'six']

/** More draws than a sentence needs. */
const DRAWS = 64

/** The uniform numbers of a sentence, taken in order. */
type Next = () => number

/**
 * An endless text of small sentences about animals and villagers, from a grammar, for models of characters: spelling, verbs that agree with a
 * noun some words before, closed quotes, counting. Frozen. Sentence i follows from the key and i alone, and a shorter text is the beginning of
 * a longer one.
 *
 * @throws {DataError} unless size is an integer from 0 that memory holds.
 * @example
 * ```ts
 * import { tales } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * console.log(tales({ size: 1000, key: key(0) }).length) // 1000
 * ```
 */
export function tales(options: TalesOptions): string {
  const { size, key } = read(options)
  checkTextSize('tales', size, 1)
  const sentences: string[] = []
  for (let i = 0, length = 0; length < size; i++) {
    const sentence = writeSentence(uniform(foldIn(key, i), DRAWS))
    sentences.push(sentence)
    length += sentence.length
  }
  return sentences.join('').slice(0, size)
}

/**
 * Every character that `tales` may write.
 *
 * @example
 * ```ts
 * import { TALES_CHARACTERS } from '@thinned/data'
 *
 * console.log(TALES_CHARACTERS.length) // 28
 * ```
 */
export const TALES_CHARACTERS = '\n ",.abcdefghiklmnopqrstuvwy'

function writeSentence(draws: Float32Array): string {
  let drawn = 0
  const next: Next = () => draws[drawn++]!
  const words = next() < 0.12 ? counting(next) : statement(next, true)
  return `${words}.${next() < 0.2 ? '\n' : ' '}`
}

/** one hen, two hens, three hens */
function counting(next: Next): string {
  const noun = pick(NOUNS, next)
  const last = 2 + Math.floor(3 * next())
  return [`one ${noun}`, ...COUNTS.slice(0, last - 1).map((count) => `${count} ${noun}s`)].join(', ')
}

function statement(next: Next, mayQuote: boolean): string {
  const plural = next() < 0.5
  const subject = nounPhrase(next, plural, true)
  if (mayQuote && next() < 0.15) return `${subject} ${plural ? 'say' : 'says'}, "${statement(next, false)}"`
  const object = nounPhrase(next, next() < 0.5, false)
  const location = next() < 0.3 ? ` ${pick(PLACES, next)}` : ''
  return `${subject} ${verb(next, plural)} ${object}${location}`
}

function nounPhrase(next: Next, plural: boolean, mayContinue: boolean): string {
  const article = plural ? pick(['the', 'some', ...COUNTS.slice(0, 2)], next) : 'the'
  const adjective = next() < 0.4 ? ` ${pick(ADJECTIVES, next)}` : ''
  const phrase = `${article}${adjective} ${pick(NOUNS, next)}${plural ? 's' : ''}`
  if (!mayContinue || next() >= 0.25) return phrase
  return `${phrase} that ${verb(next, plural)} ${nounPhrase(next, next() < 0.5, false)}`
}

function verb(next: Next, plural: boolean): string {
  return `${pick(VERBS, next)}${plural ? '' : 's'}`
}

function pick(words: readonly string[], next: Next): string {
  return words[Math.floor(words.length * next())]!
}
