import { globSync } from 'node:fs'
import { foldIn, key, uniform } from '@thinned/rng'
import {
  add,
  alias,
  type Backend,
  backward,
  type DType,
  isFloat,
  mul,
  randomUniform,
  reference,
  requireGrad,
  type Shape,
  sizeOf,
  slice,
  sum,
  type Tensor,
  type TypedArray,
  tensor,
  transpose,
} from '../src/index.ts'

/** Where an input's values lie, and its dtype where that is not the one under test. */
export interface OpInput {
  /** A dtype of its own: labels, indices, conditions. Default: the dtype under test, one of those that the case `takes`. */
  readonly dtype?: DType
  /** Values are drawn from [low, high) (default −2 and 2), integers as integers. */
  readonly low?: number
  readonly high?: number
}

/**
 * One way of calling an op: what the suites need to know to check it. `packages/tensor/test/ops.test.ts` checks it on the reference backend,
 * `packages/conformance` compares the other backends with that.
 */
export interface OpCase {
  /** The call. It makes nothing but what it returns: the result, or a list or a record of results. */
  readonly call: (...inputs: Tensor[]) => OpResult
  /** Default: one input. */
  readonly inputs?: readonly OpInput[]
  /** The shapes of the inputs, for each time that the op is run. Default for one input and for two that broadcast: awkward ones. */
  readonly shapes?: readonly (readonly Shape[])[]
  /** The shape of the result, or of each, from those of the inputs. Default: the first input's. */
  readonly shape?: (...inputs: Shape[]) => Shape | readonly Shape[]
  /** The dtypes that inputs without one of their own can have; every other one must be refused. Default: the floats. */
  readonly takes?: readonly DType[]
  /** The dtype of the result, or of each; undefined stands for that of the inputs, which is the default. */
  readonly dtype?: DType | readonly (DType | undefined)[]
  /** Whether the result carries a gradient to every input of floats. Default true. */
  readonly gradient?: boolean
  /** Whether empty inputs (an extent of 0) have a result and a gradient. Default true: then one of `shapes` has to be empty. */
  readonly empty?: boolean
  /** How far float32 may lie from float64, relative to max(1, |value|). Default 2^-20. */
  readonly tolerance?: number
}

export type OpResult = Tensor | readonly Tensor[] | Readonly<Record<string, Tensor>>

/** The cases of one file of ops, by names whose first word is the op's. */
export type OpCases = Readonly<Record<string, OpCase>>

/** The shapes of the inputs, lying dense, or as views with an offset and turned axes. */
export interface Run {
  readonly shapes: readonly Shape[]
  readonly views: boolean
}

const awkward: readonly (readonly Shape[])[] = [[[3, 4]], [[1, 1]], [[5, 1]], [[2, 3, 2]], [[0, 3]]]
const awkwardPairs: readonly (readonly Shape[])[] = [
  [
    [3, 4],
    [3, 4],
  ],
  [[3, 4], [4]],
  [
    [3, 1],
    [1, 4],
  ],
  [[], [2, 2]],
  [
    [2, 1, 3],
    [4, 1],
  ],
  [[1, 1], [1]],
  [
    [0, 3],
    [1, 3],
  ],
]

const folder = new URL('../src/ops/', import.meta.url)

type Exported = (...args: never[]) => unknown

/** The case of a function that has none beside it: one operand of floats, and a result of its shape and dtype. */
export function defaultCase(fn: Exported): OpCase {
  return { call: (x) => (fn as unknown as (x: Tensor) => OpResult)(x) }
}

/** The files of the folder of ops: the functions that each exports, and the cases beside it. */
export async function loadOps(): Promise<{ file: string; functions: Record<string, Exported>; cases: OpCases }[]> {
  const files = globSync('*.ts', { cwd: folder }).sort()
  const names = files.filter((file) => !/^index\.ts$|\.test\.ts$/.test(file)).map((file) => file.split('.')[0]!)
  return Promise.all(
    [...new Set(names)].map(async (file) => ({
      file,
      functions: (await import(new URL(`${file}.ts`, folder).href)) as Record<string, Exported>,
      cases: files.includes(`${file}.cases.ts`)
        ? ((await import(new URL(`${file}.cases.ts`, folder).href)).cases as OpCases)
        : {},
    })),
  )
}

/** Every case of the folder, by its name. A function without a case of its name gets the default one, so that none escapes the suites. */
export async function loadOpCases(): Promise<[name: string, opCase: OpCase][]> {
  return (await loadOps()).flatMap(({ functions, cases }) => {
    const missing = Object.entries(functions).filter(([name]) => !(name in cases))
    return [...missing.map(([name, fn]) => [name, defaultCase(fn)] as [string, OpCase]), ...Object.entries(cases)]
  })
}

export const inputsOf = ({ inputs = [{}] }: OpCase): readonly OpInput[] => inputs

export const shapesOf = ({ inputs = [{}], shapes }: OpCase): readonly (readonly Shape[])[] =>
  shapes ?? (inputs.length === 1 ? awkward : awkwardPairs)

export const isEmpty = (shapes: readonly Shape[]): boolean => shapes.some((shape) => sizeOf(shape) === 0)

export function runsOf(opCase: OpCase): Run[] {
  const shapes = shapesOf(opCase).filter((shapes) => opCase.empty !== false || !isEmpty(shapes))
  return shapes.flatMap((shapes) => [
    { shapes, views: false },
    { shapes, views: true },
  ])
}

export const takenBy = ({ takes = ['float32', 'float64'] }: OpCase): readonly DType[] => takes

export function resultsOf(result: OpResult): Tensor[] {
  return 'buffer' in result ? [result as Tensor] : Object.values(result)
}

/** Where an input's elements lie: for a view more than it shows, and the axes the other way round. */
function storedShape(shape: Shape, views: boolean): Shape {
  return views && shape.length > 0 ? shape.map((extent, axis) => extent + Number(axis === 0)).reverse() : shape
}

/** The input as the op sees it, from where its elements lie. */
function shown(stored: Tensor, views: boolean): Tensor {
  if (!views || stored.rank === 0) return alias(stored)
  const turned = transpose(stored)
  const view = slice(turned, 0, 1)
  turned.dispose()
  return view
}

/** The elements of an input, drawn from its place: the same for every dtype and backend, up to rounding. */
function drawInput(
  name: string,
  place: number,
  { low = -2, high = 2 }: OpInput,
  shape: Shape,
  dtype: DType,
): TypedArray {
  const draws = uniform(foldIn(key(name), place), sizeOf(shape))
  if (isFloat(dtype)) return Float64Array.from(draws, (u) => Math.fround(low + (high - low) * u))
  const least = dtype === 'uint8' ? Math.max(low, 0) : low
  return Int32Array.from(draws, (u) => Math.floor(least + (high - least) * u))
}

export interface RunOptions {
  readonly dtype: DType
  readonly backend?: Backend
  /** Which inputs require a gradient, by place. Default: all of floats where the op carries one. */
  readonly wanted?: readonly number[]
}

/** The inputs of a run, as they are stored; those that require a gradient are leaves. */
export function storedInputs(name: string, opCase: OpCase, run: Run, options: RunOptions): Tensor[] {
  const { backend = reference, wanted } = options
  return inputsOf(opCase).map((input, place) => {
    const dtype = input.dtype ?? options.dtype
    const shape = storedShape(run.shapes[place]!, run.views)
    const made = tensor(drawInput(name, place, input, shape, dtype), { shape, dtype, backend })
    return isFloat(dtype) && (wanted?.includes(place) ?? true) ? requireGrad(made) : made
  })
}

/** Calls the op on stored inputs. */
export function callOn(opCase: OpCase, run: Run, stored: readonly Tensor[]): Tensor[] {
  const inputs = stored.map((input) => shown(input, run.views))
  const results = resultsOf(opCase.call(...inputs))
  for (const input of inputs) input.dispose()
  return results
}

/** The sum of the elements of all results that carry a gradient, with weights between ½ and 1½. */
export function weighted(results: readonly Tensor[]): Tensor {
  const terms = results.flatMap((result, at) => {
    if (!result.requiresGrad) return []
    const { dtype, backend } = result
    const weights = randomUniform(foldIn(key('weights'), at), result.shape, { low: 0.5, high: 1.5, backend })
    const values = tensor(weights.readSync(), { shape: result.shape, dtype, backend })
    const product = mul(result, values)
    const total = sum(product)
    for (const made of [weights, values, product]) made.dispose()
    return [total]
  })
  return terms.reduce((sum, term) => {
    const next = add(sum, term)
    sum.dispose()
    term.dispose()
    return next
  })
}

export interface Evaluation {
  readonly shape: readonly Shape[]
  readonly dtype: readonly DType[]
  readonly values: readonly TypedArray[]
  readonly gradients: readonly TypedArray[]
}

/** The values of the results and of the gradients that follow from them. Leaves nothing behind but what the op does. */
export function evaluate(name: string, opCase: OpCase, run: Run, options: RunOptions): Evaluation {
  const stored = storedInputs(name, opCase, run, options)
  const results = callOn(opCase, run, stored)
  const values = results.map((result) => result.readSync())
  const { shape, dtype } = { shape: results.map(({ shape }) => shape), dtype: results.map(({ dtype }) => dtype) }
  const gradients: TypedArray[] = []
  if (results.some(({ requiresGrad }) => requiresGrad)) {
    const loss = weighted(results)
    const made = backward(
      loss,
      stored.filter(({ requiresGrad }) => requiresGrad),
    )
    for (const gradient of made) gradients.push(gradient.readSync())
    for (const done of [loss, ...made]) done.dispose()
  }
  for (const done of [...results, ...stored]) done.dispose()
  return { values, gradients, shape, dtype }
}
