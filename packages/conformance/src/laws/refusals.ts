import { DropoutError } from '@thinned/dropout'
import { ones } from '@thinned/tensor'
import { expect } from 'vitest'
import { hasKeep, type Law } from './law.ts'

/** Options without keep and drop, with both, or with no probability, and options of another name, are refused with a sentence, a trained keep with the names of the variants that have one. */
export const refusals: Law = {
  name: 'bad options are refused with a sentence',
  applies: hasKeep,
  check({ make, name }) {
    for (const wrong of [
      {},
      { keep: 0.5, drop: 0.5 },
      { keep: -0.1 },
      { keep: 1.1 },
      { drop: 2 },
      { keep: Number.NaN },
      { keep: '1' },
      { keep: null },
    ]) {
      expect(() => make(wrong)).toThrow(DropoutError)
      expect(() => make(wrong)).toThrow(new RegExp(`^${name} was given .+[;,] .+\\.$`))
    }
    for (const misspelt of [{ p: 0.5 }, { rate: 0.5 }, { keep: 0.5, Name: 'a' }, { keep: 0.5, drpo: 0.5 }]) {
      const wrong = Object.keys(misspelt).at(-1)!
      expect(() => make(misspelt)).toThrow(DropoutError)
      expect(() => make(misspelt)).toThrow(new RegExp(`^${wrong} is not an option of ${name}; write (drop|name)`))
    }
    expect(() => make({ keep: ones([1]) })).toThrow('concreteDropout')
  },
}
