import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { TrainError } from '../train-error.ts'
import { lockFile } from './file-lock.ts'
import { readInPieces } from './read-in-pieces.ts'

let folder: string
let file: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thinned-lock-'))
  file = join(folder, 'run.safetensors')
  path = join(folder, '.run.safetensors.lock')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const quick = { heartbeat: 20, silence: 500 }
const refused = (who: string | RegExp) => expect(lockFile(file, { silence: 20_000 })).rejects.toThrow(who)
const elsewhere = (changed: object) =>
  JSON.stringify({ host: 'elsewhere', process: 1, started: 1, thread: 0, token: 'a', ...changed })

/** Locks the file from another thread or process, and says when it has. */
const LOCKING = `
  const { lockFile } = await import(${JSON.stringify(new URL('file-lock.ts', import.meta.url).href)})
  await lockFile(FILE, ${JSON.stringify(quick)})
`

test('a second lock is refused, in this thread, in another and in another process; the first is shown to be alive', async () => {
  const lock = await lockFile(file, quick)
  expect(readdirSync(folder)).toEqual(['.run.safetensors.lock'])
  await refused(
    /^Another run writes the checkpoint .*run\.safetensors \(in this thread\); two would replace each other's\. /,
  )
  await lock.check()
  await lock.release()
  expect(readdirSync(folder)).toEqual([])

  const code = LOCKING.replace('FILE', JSON.stringify(file))
  const worker = new Worker(
    new URL(
      `data:text/javascript,${encodeURIComponent(`${code}; (await import('node:worker_threads')).parentPort.on('message', () => {}).postMessage(0)`)}`,
    ),
    {
      execArgv: ['--conditions=@thinned/source'],
    },
  )
  await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject))
  await refused(new RegExp(`process ${process.pid} on .*, thread ${worker.threadId}\\)`))
  await worker.terminate()
  // Whether its thread has ended nobody says, so its silence does.
  const taken = await lockFile(file, quick)
  await taken.release()

  const child = spawn(
    process.execPath,
    [
      '--conditions=@thinned/source',
      '--input-type=module',
      '-e',
      `${code}; console.log('locked'); setInterval(() => {}, 1000)`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  await new Promise((resolve) => child.stdout.once('data', resolve))
  await refused(`process ${child.pid} on ${hostname()}, thread 0)`)
  child.kill('SIGKILL')
  await new Promise((resolve) => child.once('exit', resolve))
  const started = performance.now()
  const left = await lockFile(file, { silence: 60_000 })
  expect(performance.now() - started).toBeLessThan(10_000)
  await left.release()
})

test('a lock that was left behind is taken over: of an ended process, of an earlier one of the same id, of a silent host, without an owner', async () => {
  for (const left of [
    elsewhere({ host: hostname(), process: 99_999_999 }),
    elsewhere({ host: hostname(), process: process.pid }),
    elsewhere({}),
    '',
    'null',
  ]) {
    writeFileSync(path, left)
    const lock = await lockFile(file, quick)
    expect(readFileSync(path, 'utf8')).not.toBe(left)
    await lock.release()
    expect(readdirSync(folder)).toEqual([])
  }
})

test('of many that take over one lock, one has it', async () => {
  writeFileSync(path, elsewhere({}))
  const code = `${LOCKING.replace('FILE', JSON.stringify(file))
    .replace('await lockFile', 'const won = await lockFile')
    .replace(
      /\)\n *$/,
      ').then(() => true, () => false)\n',
    )}; (await import('node:worker_threads')).parentPort.on('message', () => {}).postMessage(won)`
  const workers = Array.from(
    { length: 4 },
    () =>
      new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`), {
        execArgv: ['--conditions=@thinned/source'],
      }),
  )
  const won = await Promise.all(
    workers.map((worker) => new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject))),
  )
  expect(won.filter(Boolean).length).toBe(1)
  await Promise.all(workers.map((worker) => worker.terminate()))
})

test('who has lost the lock is told, and does not remove what another has', async () => {
  const lock = await lockFile(file, quick)
  rmSync(path)
  await lock.check()
  expect(existsSync(path)).toBe(true)
  writeFileSync(path, elsewhere({}))
  const error = await lock.check().catch((thrown) => thrown)
  expect(error).toBeInstanceOf(TrainError)
  expect(error.message).toMatch(/is written by another run now \(process 1 on elsewhere, thread 0\)/)
  await lock.release()
  expect(readFileSync(path, 'utf8')).toBe(elsewhere({}))
})

test('a file is read in pieces', async () => {
  const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 251)
  writeFileSync(file, bytes)
  for (const piece of [1, 7, 999, 1000, 5000]) expect(await readInPieces(file, piece)).toEqual(bytes)
  writeFileSync(file, '')
  expect(await readInPieces(file)).toEqual(new Uint8Array(0))
})
