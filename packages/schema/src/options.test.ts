import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  boolean,
  either,
  type Fields,
  func,
  integer,
  list,
  number,
  object,
  oneOf,
  optional,
  options,
  record,
  ThinnedError,
  text,
  value,
  withDefault,
} from './index.ts'

interface BrewOptions {
  readonly minutes: number
  readonly milk?: boolean
  readonly sugar?: { readonly spoons: number }
  readonly learningRate?: number
}

const read = options(
  'brew',
  ThinnedError,
  {
    minutes: number({ above: 0 }, ', such as 4'),
    milk: withDefault(boolean, false),
    sugar: optional(object({ spoons: integer({ from: 0, to: 9 }) })),
    learningRate: withDefault(number({ from: 0 }), 1),
  } satisfies Fields<BrewOptions>,
  { time: 'minutes', teaTime: 'minutes', 'sugar.lumps': 'spoons' },
)

const refusal = (given: unknown): ThinnedError => {
  try {
    read(given)
  } catch (error) {
    return error as ThinnedError
  }
  throw new Error('taken')
}

describe('options', () => {
  it('gives the options back with their defaults', () => {
    expect(read({ minutes: 4, milk: undefined })).toEqual({
      minutes: 4,
      milk: false,
      sugar: undefined,
      learningRate: 1,
    })
  })

  it.each([
    [{ minuets: 4 }, 'minuets is not an option of brew; write minutes. It has minutes, milk, sugar and learningRate.'],
    [
      { minutes: 4, time: 1 },
      'time is not an option of brew; write minutes. It has minutes, milk, sugar and learningRate.',
    ],
    [
      { minutes: 4, lr: 1 },
      'lr is not an option of brew; write learningRate. It has minutes, milk, sugar and learningRate.',
    ],
    [
      { minutes: 4, learning_rate: 1 },
      'learning_rate is not an option of brew; write learningRate. It has minutes, milk, sugar and learningRate.',
    ],
    [
      { minutes: 4, tea_time: 1 },
      'tea_time is not an option of brew; write minutes. It has minutes, milk, sugar and learningRate.',
    ],
    [{ minutes: 4, shuffle: 1 }, 'shuffle is not an option of brew; it has minutes, milk, sugar and learningRate.'],
    [{ minutes: 4, sugar: { lumps: 1 } }, 'sugar.lumps is not an option of brew; write spoons. It has spoons.'],
    [
      JSON.parse('{ "minutes": 4, "__proto__": {} }'),
      '__proto__ is not an option of brew; it has minutes, milk, sugar and learningRate.',
    ],
  ])('refuses an option that it does not have: %j', (given, message) => {
    expect(refusal(given)).toMatchObject({ message, code: 'unknown-option' })
  })

  it.each([
    [{ minutes: 0 }, 'brew was given minutes 0; it takes a number above 0, such as 4.'],
    [{ minutes: '4' }, 'brew was given minutes "4"; it takes a number above 0, such as 4.'],
    [{ minutes: NaN }, 'brew was given minutes NaN; it takes a number above 0, such as 4.'],
    [{}, 'brew was given no minutes; it takes a number above 0, such as 4.'],
    [{ minutes: 4, milk: 'false' }, 'brew was given milk "false"; it takes true or false.'],
    [{ minutes: 4, milk: null }, 'brew was given milk null; it takes true or false.'],
    [{ minutes: 4, sugar: { spoons: 1.5 } }, 'brew was given sugar.spoons 1.5; it takes an integer from 0 to 9.'],
    [undefined, 'brew was given no minutes; it takes a number above 0, such as 4.'],
    [
      0.1,
      'brew was given 0.1 as its options; they are an object { minutes, milk, sugar, learningRate }. Write { minutes: 0.1 }.',
    ],
    [-1, 'brew was given -1 as its options; they are an object { minutes, milk, sugar, learningRate }.'],
    [[1], 'brew was given [1] as its options; they are an object { minutes, milk, sugar, learningRate }.'],
    [
      Promise.resolve(),
      'brew was given a Promise (await it) as its options; they are an object { minutes, milk, sugar, learningRate }.',
    ],
  ])('refuses a value that it does not take: %j', (given, message) => {
    expect(refusal(given)).toMatchObject({ message, code: 'invalid-argument' })
  })

  it('takes or refuses any object with one sentence, and never changes the prototype', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withTypedArray: true }), fc.string(), (junk, name) => {
        const given = Object.defineProperty({ minutes: 4 }, name, { value: junk, enumerable: true, configurable: true })
        try {
          expect(Object.keys(read(given))).toEqual(['minutes', 'milk', 'sugar', 'learningRate'])
        } catch (error) {
          expect(error).toBeInstanceOf(ThinnedError)
          expect((error as ThinnedError).message.length).toBeLessThan(300)
        }
        expect(Object.keys(Object.prototype)).toEqual([])
      }),
      { numRuns: 300, seed: 14 },
    )
  })
})

describe('schemas', () => {
  it.each([
    [number(), 'a finite number', [0, -1.5], [NaN, Infinity, '1', null, 1n]],
    [number({ from: 0, below: 1 }), 'a number from 0 to below 1', [0, 0.5], [1, -1]],
    [number({ above: 0, to: 1 }), 'a number above 0 and at most 1', [1, 0.5], [0, 2]],
    [number({ to: 1 }), 'a number up to 1', [1, -5], [2]],
    [number({ below: 1 }), 'a number below 1', [0], [1]],
    [integer(), 'an integer', [0, -3], [0.5, 2 ** 53]],
    [integer({ from: 1 }), 'an integer from 1', [1], [0]],
    [boolean, 'true or false', [true], ['false', 0]],
    [text, 'a text', ['', 'a'], [1]],
    [func('a callback'), 'a callback', [() => 1], [{}]],
    [oneOf('min', 'max'), "'min' or 'max'", ['min'], ['mean']],
    [either<unknown>(number(), oneOf('all')), "a finite number, or 'all'", [1, 'all'], ['none', null]],
    [list(integer()), 'a list', [[], [1, 2]], [[0.5], new Array(1), 'a', new Float32Array(1)]],
    [record(integer()), 'an object', [{}, { a: 1 }], [{ a: 'x' }, [], null]],
    [value('a date', (x) => x instanceof Date), 'a date', [new Date(0)], [0]],
  ])('%#: takes $takes', (schema, takes, taken, refused) => {
    expect(schema.takes).toBe(takes)
    for (const each of taken) expect(schema.read(each, 'x')).toEqual(each)
    for (const each of refused) expect(() => schema.read(each, 'x')).toThrow('it takes')
  })

  it('names the part of a value of two forms that does not fit', () => {
    const schema = either<unknown>(integer(), object({ a: integer() }))
    expect(() => schema.read({ a: 'x' }, 'x')).toThrow('x.a is "x"; it takes an integer.')
    expect(() => schema.read({ b: 1 }, 'x')).toThrow('it takes an object { a }.')
  })

  it('reads a record with the name __proto__ as it is', () => {
    const read = record(integer()).read(JSON.parse('{ "__proto__": 1 }'), 'x')
    expect(Object.getOwnPropertyNames(read)).toEqual(['__proto__'])
  })
})
