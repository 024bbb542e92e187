import { type Arrays, isNdArray, listArrays, type NdArray } from '@thinned/data'
import { formatValue, ThinnedError } from '@thinned/schema'
import { dtypeOf, Tensor } from '@thinned/tensor'
import { checkElements } from '../checks/check-elements.ts'
import { checkFinite } from '../checks/check-finite.ts'
import { TrainError } from '../train-error.ts'

/** The inputs of a call: arrays or tensors, one or several by name. */
export type Inputs = NdArray | Tensor | Readonly<Record<string, NdArray | Tensor>>

/** The inputs as arrays. A tensor of float64 becomes a Float64Array, which the type NdArray lacks; takeRows copies rows of any array. */
export async function arraysOf(inputs: Inputs): Promise<Arrays> {
  const read = async (one: NdArray | Tensor, name?: string): Promise<NdArray> => {
    const subject = name === undefined ? 'The inputs of predict' : `The inputs ${name} of predict`
    const array = one instanceof Tensor ? ({ data: await one.read(), shape: one.shape } as NdArray) : one
    if (!(one instanceof Tensor)) {
      checkList(subject, one)
      checkElements(subject, one)
    }
    checkFinite(subject, array, { masks: name !== undefined, user: 'predict' })
    return array
  }
  if (!(inputs instanceof Tensor) && Object.keys(Object(inputs)).length === 0)
    throw new TrainError(
      `predict was given ${formatValue(inputs)} as its inputs; they are { data: Float32Array.of(…), shape: [n, …] }, a tensor, or several of them by name.`,
    )
  if (inputs instanceof Tensor || isNdArray(inputs as Arrays)) return read(inputs as NdArray | Tensor)
  const named = Object.entries(inputs as Readonly<Record<string, NdArray | Tensor>>)
  for (const [name, one] of named)
    if (!(one instanceof Tensor) && !ArrayBuffer.isView(one?.data))
      throw new TrainError(
        `predict was given inputs whose ${name} is no array { data, shape } and no tensor; of a data set give its inputs, as in predict(model, validation.inputs).`,
      )
  return Object.fromEntries(await Promise.all(named.map(async ([name, one]) => [name, await read(one, name)] as const)))
}

/** Refuses a plain list of numbers, which is one example more often than many of one number. */
function checkList(subject: string, given: unknown): void {
  if (!Array.isArray(given) || typeof given[0] !== 'number') return
  throw new TrainError(
    `${subject} are a plain list; write { data: Float32Array.from(list), shape: [1, ${given.length}] } for one example of ${given.length} features.`,
    { code: 'invalid-data' },
  )
}

/** An error of a model that takes numbers, where it was given integers, with what to write. */
export function orIntegers(error: unknown, inputs: Arrays): unknown {
  const integers = listArrays(inputs).some(({ data }) => dtypeOf(data) === 'int32')
  if (!integers || !(error instanceof ThinnedError) || !error.message.includes('needs float32')) return error
  return new TrainError(
    'predict was given integers (Int32Array) as inputs of a model that takes numbers; write Float32Array.from(data).',
    { code: 'invalid-data', cause: error },
  )
}

/** The number of rows that all inputs have. */
export function countRows(inputs: Arrays): number {
  const counts = [...new Set(listArrays(inputs).map(({ shape }) => shape[0]))]
  const [count] = counts
  if (count === undefined)
    throw new TrainError('predict was given a single number; inputs are [n, …], axis 0 the example.')
  if (counts.length > 1)
    throw new TrainError(
      `predict was given inputs of ${counts.join(' and ')} rows; axis 0 is the example, and there is one number of them.`,
    )
  return count
}
