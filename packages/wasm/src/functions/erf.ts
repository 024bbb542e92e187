import type { V128 } from '../emit/code.ts'
import { type Local, repeatWhile, set, when } from '../emit/control.ts'
import { f64x2, v128 } from '../emit/vector.ts'
import { exp } from './float64.ts'
import type { Body, Sequence } from './round-once.ts'

const { add, sub, mul, div, const: all } = f64x2

const TWO_OVER_SQRT_PI = 1.1283791670955126
const ONE_OVER_SQRT_PI = 0.5641895835477563
const TERMS = 50
const LEVELS = 60

/**
 * The error function by the float64 sequence of `@thinned/math`. The series runs if a lane is below 2, the continued fraction if a lane is
 * in [2, 6).
 */
export const erf: Sequence = (body, [vectors]) => {
  const { hold } = body
  const magnitudes = vectors!.map((x) => hold(f64x2.abs(x)))
  const areNear = magnitudes.map((a) => hold(f64x2.lt(a, all(2))))
  const decays = magnitudes.map((a) => hold(exp(hold, mul(f64x2.neg(a), a))))
  const sums = series(body, magnitudes, v128.or(areNear[0]!, areNear[1]!))
  const areFar = magnitudes.map((a) => v128.and(f64x2.ge(a, all(2)), f64x2.lt(a, all(6))))
  const fractions = fraction(body, magnitudes, v128.or(areFar[0]!, areFar[1]!))
  return vectors!.map((x, i) => {
    const [a, decay] = [magnitudes[i]!, decays[i]!]
    const near = mul(mul(mul(all(TWO_OVER_SQRT_PI), decay), a), sums[i]!)
    const far = sub(all(1), div(mul(decay, all(ONE_OVER_SQRT_PI)), fractions[i]!))
    const within = v128.select(near, far, areNear[i]!)
    const magnitude = v128.select(all(1), within, f64x2.ge(a, all(6)))
    const isItself = v128.or(f64x2.ne(x, x), f64x2.eq(x, all(0)))
    return hold(v128.select(x, v128.or(magnitude, v128.and(x, all(-0))), isItself))
  })
}

/** sum = 1 + ((sum · 2) · x · x) / (2n + 1) for n from 50 to 1, if a lane needs it. */
function series({ local, add: write }: Body, magnitudes: readonly V128[], isNeeded: V128): Local<'v128'>[] {
  const sums = magnitudes.map(local)
  const divisor = local()
  write(
    ...sums.map((sum) => set(sum, all(1))),
    when(v128.anyTrue(isNeeded), [
      set(divisor, all(2 * TERMS + 1)),
      repeatWhile(
        v128.anyTrue(f64x2.gt(divisor, all(1))),
        ...sums.map((sum, i) => {
          const x = magnitudes[i]!
          return set(sum, add(all(1), div(mul(mul(mul(sum, all(2)), x), x), divisor)))
        }),
        set(divisor, sub(divisor, all(2))),
      ),
    ]),
  )
  return sums
}

/** fraction = x + (level / 2) / fraction for levels from 60 to 1, if a lane needs it. */
function fraction({ local, add: write }: Body, magnitudes: readonly V128[], isNeeded: V128): Local<'v128'>[] {
  const fractions = magnitudes.map(local)
  const half = local()
  write(
    ...fractions.map((value, i) => set(value, magnitudes[i]!)),
    when(v128.anyTrue(isNeeded), [
      set(half, all(LEVELS / 2)),
      repeatWhile(
        v128.anyTrue(f64x2.gt(half, all(0))),
        ...fractions.map((value, i) => set(value, add(magnitudes[i]!, div(half, value)))),
        set(half, sub(half, all(0.5))),
      ),
    ]),
  )
  return fractions
}
