import { expect, test } from 'vitest'
import { workloads } from '../workloads/index.ts'
import { multiplyAddLoop } from './multiply-add.ts'
import { limitWorkloads } from './prepare-limit.ts'
import { scaleLoop } from './scale.ts'
import { follow, onThreads } from './threads.ts'
import { op, tinyModule } from './tiny-module.ts'

test('every limit among the workloads can be prepared and run', () => {
  const limits = workloads.filter(({ name }) => name.startsWith('limit-')).map(({ name }) => name)
  expect(Object.keys(limitWorkloads).sort()).toEqual(limits.sort())
  for (const [name, prepare] of Object.entries(limitWorkloads)) if (!name.endsWith('64MB')) prepare(2)()
})

test('a tiny module does what its body says: y = 2x + x over two vectors, in a loop', () => {
  const [count, from, x, y] = [0, 1, 2, 3]
  const body = op.loop([
    ...[...op.get(from), ...op.load(0), ...op.set(x)],
    ...[...op.i32(0), ...op.splat(512), ...op.get(x), ...op.vectorMul, ...op.get(x), ...op.vectorAdd, ...op.set(y)],
    ...[...op.get(from), ...op.get(y), ...op.store(128)],
    ...[...op.get(from), ...op.i32(16), ...op.add, ...op.set(from)],
    ...[...op.get(count), ...op.i32(1), ...op.sub, ...op.set(count), ...op.get(count)],
  ])
  const { run, memory } = tinyModule(2, 2, body, 1)
  const floats = new Float32Array(memory)
  floats.set([1, 2, 3, 4, 5, 6, 7, 8], 16)
  floats[128] = 2
  run(2, 64)
  expect([...floats.subarray(48, 56)]).toEqual([3, 6, 9, 12, 15, 18, 21, 24])
})

test('the scale loop writes all its elements, and no other', () => {
  const { run, x, y } = scaleLoop(1024)
  x.set(Float32Array.from({ length: 1024 }, (_, i) => i))
  run()
  expect([...y]).toEqual(Array.from({ length: 1024 }, (_, i) => 2 * i))
  expect(x[1023]).toBe(1023)
})

test.for([128, 256] as const)('the loop of multiply and add, %i bits, does all its links in all its chains', (bits) => {
  const { run, sums, x, y } = multiplyAddLoop(bits, 3)
  run()
  let expected = 0
  for (let link = 0; link < 3 * 4; link++) expected = Math.fround(Math.fround(expected * x) + y)
  expect(sums()).toEqual(Array(bits === 256 ? 96 : 48).fill(expected))
})

test('a worker does the runs of a round, says that it is done, and ends when told', () => {
  const control = Int32Array.of(1, 0, 3)
  const share = { workload: 'limit-128', threads: 1, control: new Int32Array(new SharedArrayBuffer(12)) }
  share.control.set(control)
  let runs = 0
  follow(share, () => {
    if (++runs === 3) Atomics.store(share.control, 0, -1)
  })
  expect(runs).toBe(3)
  expect([...share.control]).toEqual([-1, 1, 3])
})

test('a round on several threads ends when all are done', async () => {
  const workload = await onThreads('limit-128', 2)
  for (const times of [2, 1]) expect(workload.run(times)).toBeUndefined()
  workload.free!()
})
