import {
  add,
  assign,
  exp,
  gather,
  log,
  matmul,
  mul,
  noGrad,
  type Program,
  scope,
  sin,
  type Trace,
  tensor,
  zeros,
} from '@thinned/tensor'
import { afterAll, expect, test } from 'vitest'
import { wasm } from '../index.ts'

const backend = await wasm({ threads: 2 })
afterAll(() => backend.close())

/** The program of some work in two steps, or why there is none. */
function programOf(work: (step: number) => unknown, sources: [number, number][] = []): Program | string {
  const traces = [0, 1].map((step) => {
    const trace = backend.trace!()
    scope(() => trace.run(() => scope(() => void work(step))))
    return trace
  })
  return traces[0]!.programWith(traces[1]!, sources)
}

test('what cannot be replayed has a reason', () => {
  scope(() => {
    const x = tensor([1, 2, 3], { backend })
    const matrix = zeros([3, 4], { backend })
    const kernel = backend.kernels
    expect(programOf(() => mul(x, 2).readSync())).toBe('the work read numbers of a tensor')
    expect(programOf(() => sin(x))).toBe('sin reads numbers of a tensor to decide what it does')
    expect(programOf(() => kernel.maxNorm!(matrix.view, matrix.view, 1))).toMatch(/^maxNorm reads/)
    expect(programOf((step) => mul(x, step + 3))).toMatch('A written number was 3 in one step and 4 in another')
    expect(programOf((step) => mul(x, step + 3), [[3, 5]])).toMatch('which follows no source')
    expect(programOf((step) => (step === 0 ? exp(x) : log(x)))).toBe('exp ran in one step, log in another')
    expect(programOf((step) => step === 0 && exp(x))).toBe('exp ran in one step, nothing in another')
    expect(programOf((step) => step === 1 && exp(x))).toBe('exp ran in one step only')
    expect(programOf((step) => exp(tensor([1, step], { backend })))).toMatch('A written number was 0')
    expect(programOf((step) => exp(zeros([3 + step], { backend })))).toMatch(/^Argument/)
    expect(programOf(() => tensor(new Float32Array(70_000), { backend }))).toMatch('70000 numbers were written')
    expect(programOf(() => gather(x, add(zeros([2], { backend, dtype: 'int32' }), 1)))).toMatch(
      'numbers that it may have computed',
    )
    const values = [tensor([1, 2], { backend }), tensor([3, 4], { backend })]
    expect(programOf((step) => exp(values[step]!))).toMatch(/^Argument 3 of exp/)
  })
})

test('programs live beside each other and beside other work, until they are disposed of', () => {
  const before = backend.memory()
  const [x, kept, dropped] = [tensor([1, 2, 3], { backend }), zeros([3], { backend }), zeros([3], { backend })]
  const traces = [2, 3].map((rate) => {
    const trace = backend.trace!()
    const y = trace.run(() => scope(() => noGrad(() => mul(x, rate))))
    trace.run(() => {
      for (const target of [kept, dropped]) noGrad(() => assign(target, y))
    })
    return { trace, y }
  })
  expect([...kept.readSync()]).toEqual([3, 6, 9])
  const [first, second] = traces as [(typeof traces)[number], (typeof traces)[number]]
  second.y.dispose()
  const program = first.trace.programWith(second.trace, [[2, 3]]) as Program
  const other = programOf((step) => assign(kept, mul(x, step + 5)), [[5, 6]]) as Program
  // The program still writes to the place of a tensor that is disposed of, so nothing else lies there.
  dropped.dispose()
  const others = Array.from({ length: 4 }, () => zeros([3], { backend }))
  const large = zeros([5_000_000], { backend })
  program.run(0, [7])
  expect([...first.y.readSync(), ...kept.readSync()]).toEqual([7, 14, 21, 6, 12, 18])
  program.run(1, [7])
  expect([...kept.readSync()]).toEqual([7, 14, 21])
  other.run(0, [0.5])
  expect([...kept.readSync(), ...first.y.readSync()]).toEqual([0.5, 1, 1.5, 7, 14, 21])
  expect(others.flatMap((tensor) => [...tensor.readSync()])).toEqual(new Array(12).fill(0))
  expect(() => program.run(2, [1])).toThrow('A program with 2 phases has no phase 2.')
  expect(() => program.run(0, [])).toThrow('A program with 1 sources was given 0 values.')
  expect(() => backend.trace!().run(() => program.run(0, [1]))).toThrow('A program cannot run in a phase of a trace.')
  for (const made of [program, other]) made.dispose()
  expect(() => program.run(0, [1])).toThrow('The program was disposed of.')
  expect([...first.y.readSync()]).toEqual([7, 14, 21])
  for (const tensor of [x, kept, first.y, large, ...others]) tensor.dispose()
  expect(backend.memory()).toEqual(before)
})

test('a source that stood still must stand still, and equal sources must stay equal', () => {
  const [x, y] = [tensor([1, 2], { backend }), zeros([2], { backend })]
  const work = (step: number): void => assign(y, mul(mul(x, step + 2), 4))
  const program = programOf(work, [
    [4, 4],
    [2, 3],
    [-2, -3],
  ]) as Program
  expect(() => program.run(0, [5, 7, -7])).toThrow(
    'Source 0 of the program was 4 in both traces, so it cannot be 5 now.',
  )
  expect(() => program.run(0, [4, 7, 7])).toThrow('Sources 1 and 2 of the program were equal in both traces')
  program.run(0, [4, 7, -7])
  expect([...y.readSync()]).toEqual([28, 56])
  program.dispose()
  for (const tensor of [x, y]) tensor.dispose()
})

test('a check of labels is made again, and the program goes on where its threads have ended', async () => {
  const own = await wasm({ threads: 2, revectorize: false })
  const x = zeros([200, 70], { backend: own })
  const [rows, out] = [tensor([0, 1], { dtype: 'int32', backend: own }), zeros([2, 70], { backend: own })]
  const traces = [0, 1].map(() => {
    const trace = own.trace!()
    scope(() => trace.run(() => noGrad(() => assign(out, gather(mul(x, 2), rows)))))
    return trace
  }) as [Trace, Trace]
  const program = traces[0].programWith(traces[1], []) as Program
  own.write(rows.view.storage, Int32Array.of(0, 200))
  expect(() => program.run(0, [])).toThrow('the index 200 in position 1')
  own.write(rows.view.storage, Int32Array.of(1, 199))
  own.write(
    x.view.storage,
    Float32Array.from({ length: x.size }, (_, i) => i),
  )
  own.close()
  program.run(0, [])
  expect([...out.readSync().subarray(69, 71)]).toEqual([278, 27860])
})

test('a program takes the way of its numbers, not that of the traces', () => {
  const length = 600
  const [a, out] = [zeros([2, length], { backend }), zeros([2, 1], { backend })]
  const b = tensor(new Float32Array(length).fill(1).fill(Number.POSITIVE_INFINITY, 0, 1), {
    shape: [length, 1],
    backend,
  })
  // A product that skips zeros has no 0 · Infinity.
  const fill = (share: number): void =>
    backend.write(
      a.view.storage,
      Float32Array.from({ length: 2 * length }, (_, i) => (i % length > 0 && i % 10 < 10 * share ? 1 : 0)),
    )
  const work = (): void => scope(() => assign(out, matmul(a, b)))
  fill(0.1)
  const program = programOf(work) as Program
  for (const share of [0.1, 1, 0.2]) {
    fill(share)
    work()
    const expected = out.readSync()
    expect(Number.isNaN(expected[0])).toBe(share === 1)
    program.run(0, [])
    expect(out.readSync()).toEqual(expected)
  }
  program.dispose()
  for (const tensor of [a, b, out]) tensor.dispose()
})
