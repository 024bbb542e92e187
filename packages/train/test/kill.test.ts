import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeSafetensors } from '@thinned/data'
import { key, uniform } from '@thinned/rng'
import { expect, test } from 'vitest'

const KILLS = 20

/** Kills a run so many milliseconds after training started, or within a write of its checkpoint. */
type Death = { readonly after: number } | { readonly write: number; readonly turn: number }

/** Starts the run; it dies (SIGKILL) as told, if it lives that long. Resolves to whether it ended; a crash rejects. */
function run(folder: string, death?: Death): Promise<boolean> {
  const files = [join(folder, 'run.safetensors'), join(folder, 'result.json')]
  const within = death && 'write' in death ? [String(death.write), String(death.turn)] : []
  const child = spawn(
    process.execPath,
    ['--conditions=@thinned/source', join(import.meta.dirname, 'killable.ts'), ...files, ...within],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined
    child.stdout.once('data', () => {
      if (death && 'after' in death) timer = setTimeout(() => child.kill('SIGKILL'), death.after)
    })
    child.on('exit', (code, signal) => {
      clearTimeout(timer)
      if (code === 0 || signal === 'SIGKILL') resolve(code === 0)
      else reject(new Error(`The run failed with the code ${code}.`))
    })
  })
}

const standing = (folder: string) => {
  const { tensors, metadata } = decodeSafetensors(readFileSync(join(folder, 'run.safetensors')))
  const { standing: at } = JSON.parse(metadata['thinned']!)
  return { tensors, step: at.step as number }
}

test(`a run killed ${KILLS} times and resumed ends in the same bits as one that was left alone`, async () => {
  const [alone, killed] = [
    mkdtempSync(join(tmpdir(), 'thinned-alone-')),
    mkdtempSync(join(tmpdir(), 'thinned-killed-')),
  ]
  try {
    expect(await run(alone)).toBe(true)
    // Turn about: at a moment from outside, and within a write, from its first turn of the event loop to beyond its last.
    const moments = uniform(key('kills'), 2 * KILLS)
    const steps: number[] = []
    for (let kill = 0; kill < KILLS; kill++) {
      const [first, second] = [moments[2 * kill]!, moments[2 * kill + 1]!]
      const death =
        kill % 2 === 0 ? { after: 40 * first } : { write: 1 + Math.floor(20 * first), turn: Math.floor(20 * second) }
      expect(await run(killed, death)).toBe(false)
      steps.push(existsSync(join(killed, 'run.safetensors')) ? standing(killed).step : 0)
    }
    expect(steps).toEqual(steps.toSorted((a, b) => a - b))
    expect(await run(killed)).toBe(true)
    expect(readFileSync(join(killed, 'result.json'), 'utf8')).toBe(readFileSync(join(alone, 'result.json'), 'utf8'))
    expect(standing(killed)).toEqual(standing(alone))
    expect(standing(killed).step).toBe(520)
    expect(readdirSync(killed).sort()).toEqual(['result.json', 'run.safetensors'])
  } finally {
    rmSync(alone, { recursive: true })
    rmSync(killed, { recursive: true })
  }
}, 120_000)
