import { expose } from 'comlink'
import { type Measured, measure } from './compute.ts'
import { type Member, members } from './members.ts'
import { type Picture, type PictureSettings, pictureOf } from './picture.ts'
import type { Settings } from './state.ts'

/** An answer, or why there is none, in the words of the library. */
export type Answer<T> = { readonly is: T } | { readonly refused: string }

function answer<T>(compute: () => T): Answer<T> {
  try {
    return { is: compute() }
  } catch (error) {
    return { refused: error instanceof Error ? error.message : String(error) }
  }
}

export const api = {
  members: (): readonly Member[] => members,
  /** The pictures of these variants in one step. */
  pictures: (names: readonly string[], settings: PictureSettings): ReadonlyMap<string, Answer<Picture>> =>
    new Map(names.map((name) => [name, answer(() => pictureOf(name, settings))])),
  measure: (name: string, settings: Pick<Settings, 'keep' | 'setting' | 'seed'>): Answer<Measured> =>
    answer(() => measure(name, settings)),
}

expose(api)
