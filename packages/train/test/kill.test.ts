import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeSafetensors } from '@thinned/data'
import { key, uniform } from '@thinned/rng'
import { expect, test } from 'vitest'
import { type Death, GRACE, PLACES } from './death.ts'

const KILLS = 20
const STEPS = 520

/** Starts the run, to die as told. Resolves to whether it ended of its own; a crash rejects. */
function run(folder: string, cache: string, death?: Death): Promise<boolean> {
  const files = [join(folder, 'run.safetensors'), join(folder, 'result.json')]
  const child = spawn(
    process.execPath,
    [
      '--conditions=@thinned/source',
      join(import.meta.dirname, 'killable.ts'),
      ...files,
      ...(death ? [JSON.stringify(death)] : []),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_COMPILE_CACHE: cache } },
  )
  return new Promise((resolve, reject) => {
    child.stdout.once('data', () => child.kill('SIGKILL'))
    child.on('exit', (code, signal) => {
      if (code === 0 || signal === 'SIGKILL') resolve(code === 0)
      else reject(new Error(`The run failed with the code ${code}.`))
    })
  })
}

const progressOf = (folder: string) => {
  const { tensors, metadata } = decodeSafetensors(readFileSync(join(folder, 'run.safetensors')))
  const { progress: at } = JSON.parse(metadata['thinned']!)
  return { tensors, step: at.step as number }
}

/** Spread over the run, each at a random step of its part; by turns from outside and within a write, at each place in turn. */
function deaths(): Death[] {
  const within = uniform(key('kills'), KILLS)
  const span = (STEPS - 20) / KILLS
  return Array.from(within, (moment, kill) => ({
    step: 1 + Math.floor(span * (kill + moment)),
    ...(kill % 2 === 1 ? { place: PLACES[((kill - 1) / 2) % PLACES.length]! } : {}),
  }))
}

test(`a run killed ${KILLS} times and resumed ends in the same bits as one that was left alone`, async () => {
  const [alone, killed, cache] = ['alone', 'killed', 'cache'].map((name) =>
    mkdtempSync(join(tmpdir(), `thinned-${name}-`)),
  ) as [string, string, string]
  try {
    expect(await run(alone, cache)).toBe(true)
    let last = 0
    for (const death of deaths()) {
      expect(await run(killed, cache, death)).toBe(false)
      const step = existsSync(join(killed, 'run.safetensors')) ? progressOf(killed).step : 0
      expect(step).toBeGreaterThanOrEqual(Math.max(last, death.step - 2))
      expect(step).toBeLessThanOrEqual(Math.max(last, death.step) + GRACE + 1)
      const halfWritten = readdirSync(killed).some((name) => /^\.run\.safetensors\..*\.tmp$/.test(name))
      if (death.place === 'created' || death.place === 'written') expect(halfWritten).toBe(true)
      if (death.place === 'renamed') expect(halfWritten).toBe(false)
      last = step
    }
    expect(await run(killed, cache)).toBe(true)
    expect(readFileSync(join(killed, 'result.json'), 'utf8')).toBe(readFileSync(join(alone, 'result.json'), 'utf8'))
    expect(progressOf(killed)).toEqual(progressOf(alone))
    expect(progressOf(killed).step).toBe(STEPS)
    const files = ['result.json', 'run.best-1.safetensors', 'run.best-2.safetensors', 'run.safetensors']
    expect(readdirSync(killed).sort()).toEqual(files)
    for (const name of files.slice(1, 3))
      expect(readFileSync(join(killed, name))).toEqual(readFileSync(join(alone, name)))
  } finally {
    for (const folder of [alone, killed, cache]) rmSync(folder, { recursive: true })
  }
}, 120_000)
