import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import { besideImplementation } from '../implementations/beside.ts'
import { startClient } from '../protocol/client.ts'
import { printedTime } from './printed-time.ts'

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const options = { trainingSteps: 0, folder: '.' }
const start = (command: string) => startClient(besideImplementation(command, 2, 'mlp').command)

test('the time is the first number before ms on the last line that has one', () => {
  expect(printedTime('dense: 14.5 ms/step\nsparse: 6.062 ms/step (min 5.9 ms)\nlayer 3, done\n')).toBe(6.062)
  expect(printedTime('12ms')).toBe(12)
  expect(() => printedTime('3 steps, 2 items')).toThrow('it printed no time, such as 6.06 ms')
})

test('a program that prints its time runs anew for each repetition', async () => {
  const client = await start('echo "step: 2.5 ms"')
  expect(client.versions).toEqual({ command: 'echo "step: 2.5 ms"' })
  await client.prepare('mlp', options)
  expect(await client.repeat('mlp', 4)).toBe(10)
  await client.stop()
  await expect(start('echo nothing')).rejects.toThrow('it printed no time')
})

test('a program that speaks the protocol is asked through', async () => {
  const toy = fileURLToPath(new URL('../../test/toy-implementation.ts', import.meta.url))
  const client = await start(`'${process.execPath}' --conditions=@thinned/source '${toy}' well`)
  expect(client.versions).toEqual({ toy: '1.0' })
  expect(await client.prepare('small', options)).toEqual({ note: 'a toy', share: 1 })
  expect(await client.repeat('small', 1000)).toBeGreaterThan(0)
  await client.stop()
})

test('a program beside takes its turns in one workload', () => {
  const { takes } = besideImplementation('true', 2, 'mlp')
  expect(['mlp', 'mlp-plain', 'limit-128'].map((name) => takes!(name))).toEqual([true, false, false])
})
