import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bernoulli, bits, foldIn, key, split, uniform } from './index.ts'

describe('the draws of JAX', () => {
  test('keys: key, fold_in, split', () => {
    expect(key(0)).toEqual([0, 0])
    expect(key(0xffffffff)).toEqual([0, 0xffffffff])
    // From JAX's own tests (fold_in(key(0), 4)) and those of jax-js.
    expect(foldIn(key(0), 4)).toEqual([2285895361, 433833334])
    expect(split(key(1), 3)).toEqual([
      [507451445, 1853169794],
      [1948878966, 4237131848],
      [2441914641, 3819641963],
    ])
  })

  test('bits', () => {
    expect([...bits(key(0), 1)]).toEqual([4070199207])
    expect([...bits(key(10), 4)]).toEqual([169096361, 1572511259, 2689743692, 2228103506])
  })

  test('uniform', () => {
    const expected = [0.471269, 0.12344253, 0.17550635, 0.5663593]
    uniform(key(51), 4).forEach((u, i) => {
      expect(u).toBeCloseTo(expected[i]!, 7)
    })
  })

  test('uniform is the fraction of a float in [1, 2), minus 1', () => {
    const words = bits(key(3), 1000)
    const floats = new Float32Array(words.map((word) => (word >>> 9) | 0x3f800000).buffer)
    expect(uniform(key(3), 1000)).toEqual(floats.map((float) => float - 1))
  })

  test('bernoulli compares with keep as a float32, strictly', () => {
    const u = uniform(key(4), 1000)
    expect([...bernoulli(key(4), 1000, 0.3)]).toEqual([...u].map((x) => (x < Math.fround(0.3) ? 1 : 0)))
    // A keep that rounds down onto a draw: equal as float32, so not below.
    const drawn = u[0]!
    expect(bernoulli(key(4), 1, drawn)[0]).toBe(0)
    expect(bernoulli(key(4), 1, drawn * (1 + 2 ** -30))[0]).toBe(0)
    expect(bernoulli(key(4), 1, drawn + 2 ** -23)[0]).toBe(1)
    expect([...bernoulli(key(4), 50, 0)]).toEqual(new Array(50).fill(0))
    expect([...bernoulli(key(4), 50, 1)]).toEqual(new Array(50).fill(1))
  })

  test('any sub-range is the slice of the whole', () => {
    const whole = { bits: bits(key(5), 100), uniform: uniform(key(5), 100), bernoulli: bernoulli(key(5), 100, 0.4) }
    fc.assert(
      fc.property(fc.nat(100), fc.nat(100), (a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a]
        expect(bits(key(5), to - from, from)).toEqual(whole.bits.slice(from, to))
        expect(uniform(key(5), to - from, from)).toEqual(whole.uniform.slice(from, to))
        expect(bernoulli(key(5), to - from, 0.4, from)).toEqual(whole.bernoulli.slice(from, to))
      }),
    )
  })

  test('what JAX has no single answer for is refused', () => {
    for (const seed of [-1, 2 ** 32, 0.5, 'a', 1n]) {
      expect(() => key(seed as never)).toThrow(
        'it must be an integer from 0 to 2^32 − 1, the seeds that give the same key',
      )
    }
    expect(() => foldIn(key(0), 'a' as never)).toThrow('The data to fold in is "a"; for JAX it must be an integer')
    expect(() => bernoulli(key(0), 1, 1.5)).toThrow('keep is 1.5')
    expect(() => bits(key(0), -1)).toThrow('The length is -1')
  })
})
