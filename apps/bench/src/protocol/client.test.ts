import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { nodeCommand } from '../implementations/node-command.ts'
import { startClient } from './client.ts'

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const toy = (how = 'well') => nodeCommand('test/toy-implementation.ts', [how])
const options = { trainingSteps: 7, folder: '.' }

test('a process prepares, repeats and releases workloads, and says what it is', async () => {
  const client = await startClient(toy())
  expect(client.versions).toEqual({ toy: '1.0' })
  expect(await client.prepare('small', options)).toEqual({ note: 'a toy', share: 1 })
  expect(await client.repeat('small', 1000)).toBeGreaterThan(0)
  expect(await client.release('small')).toEqual({ note: 'it ran', fallbacks: 2 })
  expect((await client.prepare('mc-100', options)).share).toBe(0.5)
  expect(await client.repeat('mc-100', 3)).toBeGreaterThan(3 * 3)
  expect(await client.peak()).toBeGreaterThan(1e7)
  await client.stop()
})

test('what it cannot do is an error with its reason, and it lives on', async () => {
  const client = await startClient(toy())
  await expect(client.prepare('mlp-plain', options)).rejects.toThrow('it has no such operation')
  await expect(client.prepare('uniform-16M', options)).rejects.toThrow('too many')
  await expect(client.repeat('small', 1)).rejects.toThrow('small was not prepared')
  await client.prepare('small', options)
  await client.release('small')
  await expect(client.repeat('small', 1)).rejects.toThrow('small was not prepared')
  await client.stop()
})

test('it reads the data of the bench', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-test-'))
  writeFileSync(join(folder, 'labels.bin'), Uint8Array.of(1, 2, 3))
  const client = await startClient(toy())
  expect((await client.prepare('mlp', { trainingSteps: 7, folder })).note).toBe('7 steps, 3 labels')
  await client.stop()
  rmSync(folder, { recursive: true })
})

test('a process that dies says so to whoever waits, with its last words', async () => {
  await expect(startClient(toy('stillborn'))).rejects.toThrow(
    'its process ended (exit code 1): TypeError: no such backend',
  )
  await expect(startClient({ program: 'no-such-program', args: [] })).rejects.toThrow('ENOENT')
  const folder = mkdtempSync(join(tmpdir(), 'bench-test-'))
  writeFileSync(join(folder, 'labels.bin'), Uint8Array.of(1))
  const client = await startClient(toy('mortal'))
  await client.prepare('mlp', { trainingSteps: 0, folder })
  await expect(client.repeat('mlp', 1)).rejects.toThrow('its process ended (exit code 3)')
  await expect(client.peak()).rejects.toThrow('its process ended (exit code 3)')
  rmSync(folder, { recursive: true })
})
