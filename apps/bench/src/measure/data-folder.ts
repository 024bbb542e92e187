import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { digits } from '@thinned/data'
import { key } from '@thinned/rng'
import { MLP_BATCH } from '../shapes.ts'

const BATCHES = 20

/** What the folder holds. */
export const dataFiles = ['images.bin', 'labels.bin'] as const

/** Puts the digits that all implementations train on into a folder: images.bin and labels.bin, a byte per pixel (0 … 255) and per label. */
export function makeDataFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'thinned-bench-'))
  const { inputs, targets } = digits({ size: BATCHES * MLP_BATCH, key: key('bench') })
  writeFileSync(
    join(folder, dataFiles[0]),
    Uint8Array.from(inputs.data, (pixel) => Math.round(255 * pixel)),
  )
  writeFileSync(join(folder, dataFiles[1]), Uint8Array.from(targets.data))
  return { folder, remove: () => rmSync(folder, { recursive: true }) }
}
