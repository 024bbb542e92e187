import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeSafetensors } from '@thinned/data'
import { key, uniform } from '@thinned/rng'
import { expect, test } from 'vitest'

const KILLS = 20

/** Starts the run; kills it (SIGKILL) after so many milliseconds of training, if it lives that long. Resolves to whether it ended. */
function run(folder: string, killAfter?: number): Promise<boolean> {
  const [checkpoint, result] = [join(folder, 'run.safetensors'), join(folder, 'result.json')]
  const child = spawn(
    process.execPath,
    ['--conditions=@thinned/source', join(import.meta.dirname, 'killable.ts'), checkpoint, result],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  return new Promise((resolve) => {
    const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter)
    child.on('exit', (code) => {
      clearTimeout(timer)
      resolve(code === 0)
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
    const started = performance.now()
    expect(await run(alone)).toBe(true)
    const whole = performance.now() - started
    // Moments over the time that a start and some steps take; a checkpoint is written every other step, so many fall into a write.
    const moments = uniform(key('kills'), 200)
    let kills = 0
    let ended = false
    while (kills < KILLS && !ended) {
      ended = await run(killed, 200 + moments[kills]! * (whole / 8))
      if (!ended) kills++
    }
    expect(kills).toBe(KILLS)
    while (!existsSync(join(killed, 'result.json'))) await run(killed)
    expect(readFileSync(join(killed, 'result.json'), 'utf8')).toBe(readFileSync(join(alone, 'result.json'), 'utf8'))
    expect(standing(killed)).toEqual(standing(alone))
    expect(standing(killed).step).toBe(520)
    expect(readdirSync(killed).sort()).toEqual(['result.json', 'run.safetensors'])
  } finally {
    rmSync(alone, { recursive: true })
    rmSync(killed, { recursive: true })
  }
}, 120_000)
