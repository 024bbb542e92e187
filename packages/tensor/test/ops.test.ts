import { describe, expect, test } from 'vitest'
import type { BackwardRule, GraphNode } from '../src/autograd/graph-node.ts'
import {
  argmax,
  backward,
  checkGradient,
  concat,
  dtypes,
  greater,
  isFloat,
  mul,
  neg,
  record,
  reference,
  referenceBackend,
  requireGrad,
  reshape,
  type Shape,
  square,
  type Tensor,
  TensorError,
  tensor,
} from '../src/index.ts'
import {
  callOn,
  defaultCase,
  evaluate,
  inputsOf,
  isEmpty,
  loadOpCases,
  loadOps,
  type OpCase,
  type Run,
  runsOf,
  shapesOf,
  storedInputs,
  takenBy,
  weighted,
} from './op-cases.ts'

const ops = await loadOps()
const cases = await loadOpCases()
const opOf = (name: string): string => name.split(' ')[0]!
const title = (run: Run): string => `${JSON.stringify(run.shapes)}${run.views ? ' as views' : ''}`
const floatsOf = (opCase: OpCase): DTypeOfFloat[] => takenBy(opCase).filter((dtype) => isFloat(dtype))
type DTypeOfFloat = 'float32' | 'float64'

/** How far the gradients of a case are from central differences, at worst, and where. */
function worstGradient(name: string, opCase: OpCase): { error: number; run: string } {
  const errors = runsOf(opCase).map((run) => {
    const stored = storedInputs(name, opCase, run, { dtype: 'float64', wanted: [] })
    const variable = stored.filter(({ dtype }) => dtype === 'float64')
    const fn = (...leaves: Tensor[]): Tensor => {
      const inputs = stored.map((input) => leaves[variable.indexOf(input)] ?? input)
      const flat = callOn(opCase, run, inputs)
        .filter(({ dtype }) => dtype === 'float64')
        .map((result) => reshape(result, [-1]))
      return concat(flat)
    }
    return { error: checkGradient(fn, variable), run: title(run) }
  })
  return errors.reduce((worst, next) => (next.error > worst.error ? next : worst))
}

/** The needless gradients: of rules that return one for an input that requires none. */
function needless(name: string, opCase: OpCase): string[] {
  const messages: string[] = []
  for (const run of runsOf(opCase)) {
    for (const wanted of inputsOf(opCase).keys()) {
      const stored = storedInputs(name, opCase, run, { dtype: floatsOf(opCase)[0]!, wanted: [wanted] })
      if (!stored[wanted]!.requiresGrad) continue
      const results = callOn(opCase, run, stored)
      const nodes = new Set(results.flatMap(({ node }) => (node ? [node] : [])))
      for (const node of nodes) for (const parent of node.parents) if (parent) nodes.add(parent)
      for (const node of nodes) watch(node, (op) => messages.push(`${op}, of ${title(run)} for input ${wanted}`))
      backward(weighted(results), stored[wanted]!)
    }
  }
  return messages
}

function watch(node: GraphNode, report: (op: string) => void): void {
  const rule = node.backward
  if (!rule) return
  const watched: BackwardRule = (grad, saved, needs) => {
    const contributions = rule(grad, saved, needs)
    if (contributions.some((contribution, i) => contribution && !needs[i])) report(node.op)
    return contributions
  }
  Object.defineProperty(node, 'backward', { value: watched })
}

/** How far float32 is from float64, at worst, of values and gradients. */
function roundingOf(name: string, opCase: OpCase): number {
  let worst = 0
  for (const run of runsOf(opCase)) {
    const [single, double] = (['float32', 'float64'] as const).map((dtype) => evaluate(name, opCase, run, { dtype }))
    const pairs = [...single!.values, ...single!.gradients].map((values, i) => {
      return [values, [...double!.values, ...double!.gradients][i]!] as const
    })
    for (const [values, exact] of pairs) {
      values.forEach((value, i) => {
        if (Object.is(value, Math.fround(exact[i]!))) return
        const error = Math.abs(value - exact[i]!) / Math.max(1, Math.abs(exact[i]!))
        worst = Number.isNaN(error) ? Number.POSITIVE_INFINITY : Math.max(worst, error)
      })
    }
  }
  return worst
}

test('every function of ops is called by a case, and every case names a function of its file', () => {
  const called = cases.map(([name]) => opOf(name))
  const uncalled = ops.flatMap(({ functions }) => Object.keys(functions).filter((name) => !called.includes(name)))
  expect(uncalled, 'functions that no case calls').toEqual([])
  const unknown = ops.flatMap(({ functions, cases }) => Object.keys(cases).filter((name) => !(opOf(name) in functions)))
  expect(unknown, 'cases of no function').toEqual([])
})

describe.each(cases)('%s', (name, opCase) => {
  const { gradient = true, tolerance = 2 ** -20 } = opCase
  const floats = floatsOf(opCase)
  const shapes = shapesOf(opCase)

  test('has shape and dtype as declared, for every dtype it takes', () => {
    if (opCase.empty !== false) expect(shapes.some(isEmpty), 'an empty input among the shapes').toBe(true)
    const shapeOf = opCase.shape ?? ((first: Shape) => first)
    for (const run of runsOf(opCase)) {
      for (const dtype of takenBy(opCase)) {
        const result = evaluate(name, opCase, run, { dtype, wanted: [] })
        const expected = shapeOf(...run.shapes)
        const list = (typeof expected[0] === 'object' ? expected : [expected]) as readonly Shape[]
        expect(result.shape, title(run)).toEqual(list)
        const declared = Array.isArray(opCase.dtype) ? opCase.dtype : list.map(() => opCase.dtype)
        expect(result.dtype, title(run)).toEqual(declared.map((fixed) => fixed ?? dtype))
      }
    }
  })

  if (gradient) {
    test('has the gradients of central differences, at awkward shapes and of views', () => {
      const { error, run } = worstGradient(name, opCase)
      expect(error, run).toBeLessThan(1e-6)
    })
    test('computes no needless gradient', () => {
      expect(needless(name, opCase)).toEqual([])
    })
  } else {
    test('carries no gradient', () => {
      for (const dtype of floats) {
        const run = runsOf(opCase)[0]!
        const results = callOn(opCase, run, storedInputs(name, opCase, run, { dtype }))
        expect(results.some(({ requiresGrad }) => requiresGrad)).toBe(false)
      }
    })
  }

  if (floats.length === 2) {
    test('is in float32 what it is in float64, up to rounding', () => {
      expect(roundingOf(name, opCase)).toBeLessThanOrEqual(tolerance)
    })
  }

  test('leaves no memory behind, forward and backward', () => {
    for (const run of runsOf(opCase)) {
      for (const dtype of takenBy(opCase)) {
        const before = reference.memory()
        evaluate(name, opCase, run, { dtype })
        expect(reference.memory(), `${dtype} ${title(run)}`).toEqual(before)
      }
    }
  })

  test('refuses other dtypes, dtypes that differ and backends that differ, by its name', () => {
    const inputs = inputsOf(opCase)
    const run = runsOf(opCase)[0]!
    const refused = (what: string, index: number, change: (x: Tensor) => Tensor): void => {
      const dtype = takenBy(opCase)[0]!
      const stored = storedInputs(name, opCase, run, { dtype, wanted: [] })
      const inputs = stored.with(index, change(stored[index]!))
      expect(() => callOn(opCase, run, inputs), what).toThrow(TensorError)
      expect(() => callOn(opCase, run, inputs), what).toThrow(new RegExp(`\\b${opOf(name)}\\b.*\\.`))
    }
    const common = inputs.flatMap((input, index) => (input.dtype ? [] : [index]))
    for (const dtype of dtypes) {
      const all = storedInputs(name, opCase, run, { dtype, wanted: [] })
      if (!takenBy(opCase).includes(dtype)) {
        expect(() => callOn(opCase, run, all), dtype).toThrow(TensorError)
        expect(() => callOn(opCase, run, all), dtype).toThrow(new RegExp(`\\b${opOf(name)}\\b.*\\.`))
      }
    }
    for (const [index, input] of inputs.entries()) {
      const recast = (x: Tensor) => tensor(x.readSync(), { shape: x.shape, dtype: 'float64' })
      if (input.dtype || (common.length > 1 && takenBy(opCase)[0] !== 'float64'))
        refused(`float64 at ${index}`, index, recast)
      const backend = { ...referenceBackend(), name: 'elsewhere' }
      const away = (x: Tensor) => tensor(x.readSync(), { shape: x.shape, dtype: x.dtype, backend })
      if (inputs.length > 1) refused(`input ${index} elsewhere`, index, away)
    }
  })
})

describe('a mistake is noticed:', () => {
  test('a function that the default case does not fit', () => {
    for (const fn of [mul, concat, greater, argmax]) {
      const opCase = defaultCase(fn)
      const check = (): void => {
        const { shape, dtype } = evaluate(fn.name, opCase, runsOf(opCase)[0]!, { dtype: 'float32' })
        if (String(shape[0]) !== '3,4' || dtype[0] !== 'float32') throw new Error('another shape or dtype')
      }
      expect(check, fn.name).toThrow()
    }
  })
  const wrong = (backwardOf: (grad: Tensor, x: Tensor) => (Tensor | undefined)[], leak = false): OpCase => ({
    call: (x) => {
      const y = square(tensor(x.readSync(), { shape: x.shape, dtype: x.dtype }))
      if (!leak)
        return record(y, { op: 'wrong', inputs: [x], saved: [x], backward: (grad, [x]) => backwardOf(grad, x!) })
      return record(y, { op: 'wrong', inputs: [x, y], backward: (grad) => backwardOf(grad, grad) })
    },
  })
  test('a wrong factor in a gradient', () => {
    expect(
      worstGradient(
        'wrong',
        wrong((grad, x) => [mul(grad, x)]),
      ).error,
    ).toBeGreaterThan(0.1)
  })
  test('a needless gradient', () => {
    expect(
      needless(
        'wrong',
        wrong((grad) => [grad, neg(grad)], true),
      ),
    ).not.toEqual([])
  })
  test('a tensor left behind', () => {
    const before = reference.memory()
    evaluate(
      'wrong',
      wrong((grad, x) => [mul(grad, x)]),
      runsOf({ call: square })[0]!,
      { dtype: 'float32' },
    )
    expect(reference.memory()).not.toEqual(before)
  })
  test('rounding where there should be none', () => {
    const coarse: OpCase = {
      call: (x) =>
        requireGrad(
          tensor(
            Float32Array.from(x.readSync(), (v) => Math.round(v * 1e4) / 1e4 + (x.dtype === 'float32' ? 1e-4 : 0)),
            { shape: x.shape },
          ),
        ),
    }
    expect(roundingOf('coarse', coarse)).toBeGreaterThan(1e-5)
  })
})
