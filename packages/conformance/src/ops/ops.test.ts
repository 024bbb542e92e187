import { type Backend, neg, reference } from '@thinned/tensor'
import { wasm } from '@thinned/wasm'
import { describe, expect, test } from 'vitest'
// @boundaries-ignore: cases are next to the ops, and not part of the package
import { evaluate, loadOpCases, type OpCase, runsOf, takenBy } from '../../../tensor/test/op-cases.ts'

/**
 * Every op of the folder, over its cases: WebAssembly has the bits of the reference, forward and backward, without fallback, and leaves no
 * memory behind. The suite in `packages/tensor` checks the reference.
 */
const cases = await loadOpCases()
const backend = await wasm({ threads: 2 })

/** A sentence for each difference between a run of a case and the reference. */
function differences(name: string, opCase: OpCase, on: Backend = backend): string[] {
  const messages: string[] = []
  for (const run of runsOf(opCase)) {
    for (const dtype of takenBy(opCase)) {
      const used = [dtype, opCase.dtype].flat().filter((dtype) => dtype !== undefined)
      if (!used.every((dtype) => on.dtypes.includes(dtype))) continue
      const [expected, actual] = [reference, on].map((backend) => evaluate(name, opCase, run, { dtype, backend }))
      const where = `${dtype} ${JSON.stringify(run.shapes)}${run.views ? ' as views' : ''}`
      for (const part of ['values', 'gradients'] as const) {
        expected![part].forEach((values, i) => {
          const index = values.findIndex((value, j) => !Object.is(value, actual![part][i]?.[j]))
          if (index >= 0)
            messages.push(`${part} ${i} of ${where} at ${index}: ${actual![part][i]?.[index]}, not ${values[index]}`)
        })
      }
    }
  }
  return messages
}

describe.each(cases)('%s', (name, opCase) => {
  test('has the bits of the reference, forward and backward', () => {
    backend.fallbacks.clear()
    const before = backend.memory()
    expect(differences(name, opCase)).toEqual([])
    expect([...backend.fallbacks]).toEqual([])
    expect(backend.memory()).toEqual(before)
  })
})

test('a kernel that is wrong, one that is not there, and a tensor left behind are noticed', () => {
  const [name, mul] = cases.find(([name]) => name === 'mul')!
  const kernel = backend.kernels.mul!
  const wrong: Backend = { ...backend, kernels: { ...backend.kernels, mul: (out, a) => kernel(out, a, a) } }
  expect(differences(name, mul, wrong)).not.toEqual([])
  const { mul: _, ...rest } = backend.kernels
  const lacking: Backend = { ...backend, kernels: rest, fallbacks: new Map() }
  expect(differences(name, mul, lacking)).toEqual([])
  expect(lacking.fallbacks.get('mul')).toBeGreaterThan(0)
  const before = backend.memory()
  const careless: OpCase = { call: (x) => neg(neg(x)) }
  expect(differences('careless', careless)).toEqual([])
  expect(backend.memory().buffers).toBeGreaterThan(before.buffers)
})
