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

/** The range of an input's values, and its dtype where that is not the one under test. */
export interface OpInput {
  /** A fixed dtype, for labels, indices and conditions. Default: the dtype under test, one of the case's `takes`. */
  readonly dtype?: DType
  /** Values are drawn from [low, high) (default −2 and 2), integers as integers. */
  readonly low?: number
  readonly high?: number
}

/**
 * A way to call an op, with what the suites check of it: `packages/tensor/test/ops.test.ts` on the reference backend,
 * `packages/conformance` other backends against the reference.
 */
export interface OpCase {
  /** The call. It returns all tensors that it makes: the result, or a list or a record of results. */
  readonly call: (...inputs: Tensor[]) => OpResult
  /** Default: one input. */
  readonly inputs?: readonly OpInput[]
  /** The shapes of the inputs, for each time that the op is run. Default for one input and for two that broadcast: awkward ones. */
  readonly shapes?: readonly (readonly Shape[])[]
  /** The shape of the result, or of each, from those of the inputs. Default: the first input's. */
  readonly shape?: (...inputs: Shape[]) => Shape | readonly Shape[]
  /** The dtypes of inputs without a fixed one; the op must refuse all others. Default: the floats. */
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

/** The shapes of the inputs, dense, or as views with an offset and permuted axes. */
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

/** The case of a function without one in the cases file: one operand of floats, and a result of its shape and dtype. */
export function defaultCase(fn: Exported): OpCase {
  return { call: (x) => (fn as unknown as (x: Tensor) => OpResult)(x) }
}

/** The files of the folder of ops: the functions that each exports, and its cases. */
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

/** The shape of the tensor that stores an input: for a view it has one row more, and the axes reversed. */
function storedShape(shape: Shape, views: boolean): Shape {
  return views && shape.length > 0 ? shape.map((extent, axis) => extent + Number(axis === 0)).reverse() : shape
}

/** The input of the op, from the tensor that stores it. */
function viewOf(stored: Tensor, views: boolean): Tensor {
  if (!views || stored.rank === 0) return alias(stored)
  const transposed = transpose(stored)
  const view = slice(transposed, 0, 1)
  transposed.dispose()
  return view
}

/** The elements of input number `index`: the same for every dtype and backend, up to rounding. */
function drawInput(
  name: string,
  index: number,
  { low = -2, high = 2 }: OpInput,
  shape: Shape,
  dtype: DType,
): TypedArray {
  const draws = uniform(foldIn(key(name), index), sizeOf(shape))
  if (isFloat(dtype)) return Float64Array.from(draws, (u) => Math.fround(low + (high - low) * u))
  const least = dtype === 'uint8' ? Math.max(low, 0) : low
  return Int32Array.from(draws, (u) => Math.floor(least + (high - least) * u))
}

export interface RunOptions {
  readonly dtype: DType
  readonly backend?: Backend
  /** The indices of the inputs that require a gradient. Default: all floats where the op carries one. */
  readonly wanted?: readonly number[]
}

/** The inputs of a run, as they are stored; those that require a gradient are leaves. */
export function storedInputs(name: string, opCase: OpCase, run: Run, options: RunOptions): Tensor[] {
  const { backend = reference, wanted } = options
  return inputsOf(opCase).map((input, index) => {
    const dtype = input.dtype ?? options.dtype
    const shape = storedShape(run.shapes[index]!, run.views)
    const leaf = tensor(drawInput(name, index, input, shape, dtype), { shape, dtype, backend })
    return isFloat(dtype) && (wanted?.includes(index) ?? true) ? requireGrad(leaf) : leaf
  })
}

/** Calls the op on stored inputs. */
export function callOn(opCase: OpCase, run: Run, stored: readonly Tensor[]): Tensor[] {
  const inputs = stored.map((input) => viewOf(input, run.views))
  const results = resultsOf(opCase.call(...inputs))
  for (const input of inputs) input.dispose()
  return results
}

/** The sum of the elements of all results that carry a gradient, with weights between ½ and 1½. */
export function weighted(results: readonly Tensor[]): Tensor {
  const terms = results.flatMap((result, index) => {
    if (!result.requiresGrad) return []
    const { dtype, backend } = result
    const weights = randomUniform(foldIn(key('weights'), index), result.shape, { low: 0.5, high: 1.5, backend })
    const values = tensor(weights.readSync(), { shape: result.shape, dtype, backend })
    const product = mul(result, values)
    const total = sum(product)
    for (const part of [weights, values, product]) part.dispose()
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

/** The values of the results and of their gradients. It disposes of its tensors; any memory left is the op's. */
export function evaluate(name: string, opCase: OpCase, run: Run, options: RunOptions): Evaluation {
  const stored = storedInputs(name, opCase, run, options)
  const results = callOn(opCase, run, stored)
  const values = results.map((result) => result.readSync())
  const { shape, dtype } = { shape: results.map(({ shape }) => shape), dtype: results.map(({ dtype }) => dtype) }
  const gradients: TypedArray[] = []
  if (results.some(({ requiresGrad }) => requiresGrad)) {
    const loss = weighted(results)
    const grads = backward(
      loss,
      stored.filter(({ requiresGrad }) => requiresGrad),
    )
    for (const gradient of grads) gradients.push(gradient.readSync())
    for (const tensor of [loss, ...grads]) tensor.dispose()
  }
  for (const tensor of [...results, ...stored]) tensor.dispose()
  return { values, gradients, shape, dtype }
}
