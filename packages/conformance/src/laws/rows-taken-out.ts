import { createPass, disposeParams } from '@thinned/nn'
import { key } from '@thinned/rng'
import { type Backend, backward, reference, scope, sizeOf, sum, type Tensor, tensor } from '@thinned/tensor'
import { wasm } from '@thinned/wasm'
import { expect } from 'vitest'
import { type Facts, inputShape, type Law, layerOf, randomFor } from './law.ts'

const ROWS = 10
/** Rows of the batch: in any order, some several times; neighbors; one row for all; one; none. */
const lists = [[7, 0, 3, 3, 9, 4, 4, 4], [3, 4, 5], [2, 2, 2, 2], [5], []]
/** The first row of the batch: from the second it crosses row 2^32. */
const firsts = [0, 0x1_0000_0000 - 4]

/** One backend for all variants. */
let started: ReturnType<typeof wasm> | undefined
const wasmOnce = (): ReturnType<typeof wasm> => (started ??= wasm({ threads: 1 }))

/** An example has the noise of its row in the whole batch wherever it stands in the part that is taken out, forward and backward, on every backend. */
export const rowsTakenOut: Law = {
  name: 'rows taken out of a batch draw what they drew in it',
  async check(facts) {
    const other = await wasmOnce()
    for (const backend of [reference, other])
      for (const options of facts.settings)
        for (const first of firsts) {
          const whole = run(facts, options, backend, { rows: undefined, first })
          for (const rows of lists) {
            const expected = whole.map((each) => rows.map((row) => each[row]!))
            const what = `${backend.name}, ${JSON.stringify(options)}, rows [${rows}] from ${first}`
            expect(run(facts, options, backend, { rows, first }), what).toEqual(expected)
          }
        }
    expect([...other.fallbacks]).toEqual([])
    expect(other.memory()).toEqual({ buffers: 0, bytes: 0 })
  },
}

/** The outputs and the input's gradients of some rows of a batch, or of all, row by row. */
function run(
  facts: Facts,
  options: unknown,
  backend: Backend,
  { rows, first }: { readonly rows: readonly number[] | undefined; readonly first: number },
): readonly (readonly number[])[][] {
  return scope(() => {
    const layer = layerOf(facts, options, { backend })
    const x = takeRows(randomFor(facts, inputShape(facts, ROWS)), rows, backend)
    const pass = createPass({ mode: 'train', key: key(4), row: rows?.map((row) => first + row) ?? first })
    const y = layer.forward(x, pass)
    const gradients = x.requiresGrad ? backward(sum(y), [x]) : []
    disposeParams(layer)
    return [y, ...gradients].map(rowsOf)
  })
}

function takeRows(x: Tensor, rows: readonly number[] | undefined, backend: Backend): Tensor {
  const values = rowsOf(x)
  const taken = (rows?.map((row) => values[row]!) ?? values).flat()
  const shape = [rows?.length ?? ROWS, ...x.shape.slice(1)]
  return x.dtype === 'int32'
    ? tensor(Int32Array.from(taken), { shape, backend })
    : tensor(Float32Array.from(taken), { shape, backend, requiresGrad: true })
}

function rowsOf(x: Tensor): number[][] {
  const [values, size] = [[...x.readSync()], sizeOf(x.shape.slice(1))]
  return Array.from({ length: x.shape[0]! }, (_, row) => values.slice(row * size, (row + 1) * size))
}
