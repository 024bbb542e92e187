import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

/** What a program prints, on the sources. */
function printed(file: string, ...args: string[]): number {
  const program = fileURLToPath(new URL(file, import.meta.url))
  return Number(
    spawnSync(process.execPath, ['--conditions=@thinned/source', program, ...args], { encoding: 'utf8' }).stdout,
  )
}

test('the programs that use the published packages print their figures', () => {
  expect(printed('start.mjs')).toBeGreaterThan(0)
  const folder = mkdtempSync(join(tmpdir(), 'bench-test-'))
  for (const [file, bytes] of Object.entries({ images: 784 * 5, labels: 5 }))
    writeFileSync(join(folder, `${file}.bin`), new Uint8Array(bytes))
  const bytes = printed('memory.mjs', folder)
  rmSync(folder, { recursive: true })
  expect(bytes).toBeGreaterThan(4e7)
  expect(bytes).toBeLessThan(1e9)
})
