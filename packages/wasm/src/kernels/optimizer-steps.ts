import { type AdamSettings, SUM_CHUNK, type View } from '@thinned/tensor'
import { emitElementwise, scalarView } from '../elementwise/elementwise.ts'
import { emitInPlace, type Rule } from '../elementwise/in-place.ts'
import type { V128 } from '../emit/code.ts'
import { choose, count, locals, set } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import type { Module } from '../emit/module.ts'
import { f32, i32 } from '../emit/scalar.ts'
import { f32x4 } from '../emit/vector.ts'
import type { EmitKernel } from '../kernel.ts'
import { emitStepOfProduct } from '../products/step-of-product.ts'
import { emitColumnSums, PANEL_GROUPS } from '../reductions/column-sums.ts'
import { addressOf, denseViewAt } from '../storage.ts'
import { emitWithReadable } from '../strided/readable.ts'
import { emitJob, type Job } from '../threads/job.ts'

const { add, mul, div, sqrt } = f32x4

/** The largest gradient of Adam, whose squares have a mean. */
const BOUND = 0x8000000000000000

/** g within its bound, m = β₁·m + (1 − β₁)·g, s = β₂·s + (1 − β₂)·g², w = w − rate · (m ÷ meanLeft) ÷ (√(s ÷ varianceLeft) + ε). */
const adam: Rule = {
  name: 'adamStep',
  operands: 4,
  numbers: 8,
  written: 3,
  lanes: ([w, m, s, gradient], numbers, hold) => {
    const [beta1, oneMinusBeta1, beta2, oneMinusBeta2, meanLeft, varianceLeft, epsilon, minusRate] = numbers
    const g = hold(f32x4.atLeast(f32x4.atMost(gradient!, f32x4.const(BOUND)), f32x4.const(-BOUND)))
    const mean = hold(add(mul(beta1!, m!), mul(oneMinusBeta1!, g)))
    const variance = hold(add(mul(beta2!, s!), mul(oneMinusBeta2!, mul(g, g))))
    const direction = div(div(mean, meanLeft!), add(sqrt(div(variance, varianceLeft!)), epsilon!))
    return [add(w!, mul(minusRate!, direction)), mean, variance]
  },
}

const adamNumbers = ({ beta1, beta2, epsilon, rate, meanLeft, varianceLeft }: AdamSettings): number[] => [
  beta1,
  1 - beta1,
  beta2,
  1 - beta2,
  meanLeft,
  varianceLeft,
  epsilon,
  -rate,
]

/** Adam in place. */
export const adamStep: EmitKernel<'adamStep'> = (module) => {
  const apply = emitInPlace(module, adam)
  return (runtime, parameter, mean, variance, gradient, settings) =>
    apply(runtime, [parameter, mean, variance, gradient], adamNumbers(settings))
}

/** Adam in place along a · b. */
export const adamStepOfProduct: EmitKernel<'adamStepOfProduct'> = (module, target) => {
  const apply = emitStepOfProduct(module, target, adam)
  return (runtime, parameter, mean, variance, a, b, settings) =>
    apply(runtime, [parameter, mean, variance], a, b, adamNumbers(settings))
}

/** v = momentum · v + g, w = w − rate · d, with d = v, or d = g + momentum · v for Nesterov. */
const momentumRule = (name: string, nesterov: boolean): Rule => ({
  name,
  operands: 3,
  numbers: 2,
  written: 2,
  lanes: ([w, v, g], [momentum, minusRate], hold) => {
    const velocity = hold(add(mul(momentum!, v!), g!))
    const direction: V128 = nesterov ? add(g!, mul(momentum!, velocity)) : velocity
    return [add(w!, mul(minusRate!, direction)), velocity]
  },
})
const [heavyBall, lookahead] = [momentumRule('momentumStep', false), momentumRule('nesterovStep', true)]

/** Momentum in place. */
export const momentumStep: EmitKernel<'momentumStep'> = (module) => {
  const [straight, ahead] = [emitInPlace(module, heavyBall), emitInPlace(module, lookahead)]
  return (runtime, parameter, velocity, gradient, momentum, rate, nesterov) =>
    (nesterov ? ahead : straight)(runtime, [parameter, velocity, gradient], [momentum, -rate])
}

/** Momentum in place along a · b. */
export const momentumStepOfProduct: EmitKernel<'momentumStepOfProduct'> = (module, target) => {
  const [straight, ahead] = [heavyBall, lookahead].map((rule) => emitStepOfProduct(module, target, rule))
  return (runtime, parameter, velocity, a, b, momentum, rate, nesterov) =>
    (nesterov ? ahead! : straight!)(runtime, [parameter, velocity], a, b, [momentum, -rate])
}

/** scaleA · a + scaleB · b, each product and the sum rounded. */
const sumOfScaled = (a: V128, b: V128, scaleA: V128, scaleB: V128): V128 => add(mul(scaleA, a), mul(scaleB, b))

/** out = scaleA · a + scaleB · b. `out` may be a or b. */
export const scaledSum: EmitKernel<'scaledSum'> = (module) => {
  const apply = emitElementwise(module, 'scaledSum', 4, [4, 4, 4, 4], (_, [a, b, scaleA, scaleB]) =>
    a!.map((vector, i) => sumOfScaled(vector, b![i]!, scaleA![i]!, scaleB![i]!)),
  )
  return (runtime, out, a, b, scaleA, scaleB) => {
    const first = scalarView(runtime, 0, 'float32', scaleA, out.shape)
    const second = scalarView(runtime, 1, 'float32', scaleB, out.shape)
    apply(runtime, out, [a, b, first, second])
  }
}

/** out = scaleA · out + scaleB · (a · b). */
export const scaledSumOfProduct: EmitKernel<'scaledSumOfProduct'> = (module, target) => {
  const apply = emitStepOfProduct(module, target, {
    name: 'scaledStep',
    operands: 2,
    numbers: 2,
    written: 1,
    lanes: ([w, g], [scaleW, scaleG]) => [sumOfScaled(w!, g!, scaleW!, scaleG!)],
  })
  return (runtime, out, a, b, scaleA, scaleB) => apply(runtime, [out], a, b, [scaleA, scaleB])
}

/** 2^−126: smaller factors lose digits. */
const NORMAL = 1.1754943508222875e-38
/** 2^−100: smaller sums of squares lose digits, which matters where the limit is as small. */
const LEAST = 7.888609052210118e-31

/** out [rows, columns] = x, with each column whose Euclidean norm exceeds `limit` scaled to it. Where no column does, nothing is written. */
export const maxNorm: EmitKernel<'maxNorm'> = (module) => {
  const squares = emitColumnSums(module, 'columnSquares', true)
  const factors = emitNormFactors(module)
  const scale = emitElementwise(module, 'scaleColumns', 4, [4, 4], (_, [x, factor]) =>
    x!.map((vector, i) => mul(vector, factor![i]!)),
  )
  const withReadable = emitWithReadable(module)
  return (runtime, out, x, limit) => {
    const [rows, columns] = x.shape as [number, number]
    const [parts, panels] = [Math.ceil(rows / SUM_CHUNK), Math.ceil(columns / PANEL_GROUPS)]
    if (rows === 0 || columns === 0) return
    const scaleColumns = (readable: View, sums: number): void => {
      const [from, step] = [addressOf(readable), 4 * readable.strides[0]!]
      runtime.launch(squares, panels * parts, sums, 4 * parts, 4, from, columns, rows, step, panels)
      runtime.launch(factors, 1, sums, parts, columns, limit, limit < 2 * Math.sqrt(LEAST) ? LEAST : 0)
      runtime.reads('maxNorm')
      const values = runtime.f32.subarray(sums >>> 2, (sums >>> 2) + columns)
      const extreme = [...values.keys()].filter((column) => values[column]! < 0)
      for (const column of extreme) values[column] = 1
      if (!isSame(out, x) || values.some((factor) => factor !== 1)) {
        const row = { ...denseViewAt(sums, 'float32', [columns]), shape: x.shape, strides: [0, 1] }
        scale(runtime, out, [readable, row])
      }
      for (const column of extreme) limitExtreme(runtime.f32, out, column, Math.fround(limit))
    }
    const hasDenseRows = ({ strides }: View): boolean => strides[1] === 1
    runtime.withScratch(4 * columns * parts, (sums) =>
      withReadable(runtime, [x], (readable) => scaleColumns(readable!, sums), hasDenseRows),
    )
  }
}

/** Limits the norm of a column, adding its squares in float64. */
function limitExtreme(memory: Float32Array, out: View, column: number, limit: number): void {
  const first = (addressOf(out) >>> 2) + column * out.strides[1]!
  const places = Array.from({ length: out.shape[0]! }, (_, row) => first + row * out.strides[0]!)
  const norm = Math.sqrt(places.reduce((total, place) => total + memory[place]! * memory[place]!, 0))
  if (norm > limit) for (const place of places) memory[place]! *= limit / norm
}

/**
 * Emits the job that replaces the sums of squares of each column (in `parts`) by the column's factor: limit ÷ norm, or 1 within the limit; −1
 * where the sum is below `least` or the factor not normal.
 */
function emitNormFactors(module: Module): Job {
  const parameters = { sums: 'i32', parts: 'i32', columns: 'i32', limit: 'f32', least: 'f32' } as const
  return emitJob(module, 'normFactors', parameters, (p, _chunk, _scratch, local) => {
    const v = locals(local, {
      column: 'i32',
      part: 'i32',
      from: 'i32',
      to: 'i32',
      sum: 'f32',
      norm: 'f32',
      factor: 'f32',
    })
    const next = i32.add(v.from, i32.const(4))
    return [
      set(v.from, p.sums),
      set(v.to, p.sums),
      count(
        v.column,
        0,
        p.columns,
        1,
        set(v.sum, loads.f32(v.from)),
        set(v.from, next),
        count(v.part, 1, p.parts, 1, set(v.sum, f32.add(v.sum, loads.f32(v.from))), set(v.from, next)),
        set(v.norm, f32.sqrt(v.sum)),
        set(v.factor, choose(f32.gt(v.norm, p.limit), f32.div(p.limit, v.norm), f32.const(1))),
        set(
          v.factor,
          choose(i32.or(f32.lt(v.sum, p.least), f32.lt(v.factor, f32.const(NORMAL))), f32.const(-1), v.factor),
        ),
        stores.f32(v.to, v.factor),
        set(v.to, i32.add(v.to, i32.const(4))),
      ),
    ]
  })
}

function isSame(a: View, b: View): boolean {
  return addressOf(a) === addressOf(b) && a.strides.every((stride, axis) => stride === b.strides[axis])
}
