import { describe, expect, it } from 'vitest'
import { integer, list, object, optional, parseState, readState, savedNumber, ThinnedError } from './index.ts'

const schema = object({ epoch: integer({ from: 0 }), losses: list(savedNumber), note: optional(integer()) })
const read = (state: unknown) => readState(schema, state, 'state', ThinnedError)

describe('readState', () => {
  it('gives numbers for their texts', () => {
    expect(read({ epoch: 1, losses: [0.5, 'NaN', 'Infinity', '-Infinity'] }).losses).toEqual([
      0.5,
      NaN,
      Infinity,
      -Infinity,
    ])
  })

  it.each([
    [{ losses: [] }, 'state.epoch is absent, where an integer from 0 belongs.'],
    [
      { epoch: 1, losses: [0, 'x'] },
      'state.losses[1] is "x", where a number, or "NaN", "Infinity" or "-Infinity" belongs.',
    ],
    [{ epoch: 1, losses: {} }, 'state.losses is {}, where a list belongs.'],
    [{ epoch: 1, losses: [], steps: 3 }, 'state has "steps", which it does not know; it has epoch, losses, note.'],
    [null, 'state is null, where an object { epoch, losses, note } belongs.'],
    [
      JSON.parse('{ "epoch": 1, "losses": [], "__proto__": 1 }'),
      'state has "__proto__", which it does not know; it has epoch, losses, note.',
    ],
  ])('names what is wrong and where: %j', (state, message) => {
    expect(() => read(state)).toThrow(new ThinnedError(message, { code: 'invalid-file' }))
  })
})

describe('parseState', () => {
  it('refuses what is no JSON, and what is nested too deeply', () => {
    expect(() => parseState('{', 'The state', ThinnedError)).toThrow('The state is no JSON')
    expect(() => parseState('['.repeat(101) + ']'.repeat(101), 'The state', ThinnedError)).toThrow(
      'more than 100 levels',
    )
    expect(parseState(`["${'['.repeat(200)}", "\\"["]`, 'The state', ThinnedError)).toHaveLength(2)
  })
})
