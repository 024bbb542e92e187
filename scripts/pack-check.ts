/**
 * Checks what users get: builds and packs every public package, lints the tarball, installs it alone into an empty
 * project, type-checks and runs the examples of its README there, and compares what they print.
 *
 *     node scripts/pack-check.ts [--files] [--node <another node to run the examples by>]...
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import type { PackedCheck } from './check-packed.ts'
import { packAll } from './pack.ts'

const ROOT = join(import.meta.dirname, '..')

/** What is wrong with a package. */
const problemOf = (workerData: PackedCheck): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./check-packed.ts', import.meta.url), { workerData })
    thread.once('message', resolve)
    thread.once('error', reject)
    thread.once('exit', (code) => reject(new Error(`The check of a package ended with ${code}, and said nothing.`)))
  })

/** The results of a function for each item, some at a time. */
async function mapSome<T, R>(items: readonly T[], fn: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  const left = [...items.entries()]
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) results[next[0]] = await fn(next[1])
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  return results
}

const { values } = parseArgs({
  options: { files: { type: 'boolean' }, node: { type: 'string', multiple: true, default: [] } },
})
const temporary = mkdtempSync(join(tmpdir(), 'thinned-pack-'))
let failures = 0
try {
  const all = packAll(ROOT, join(temporary, 'tarballs'))
  const nodes = [process.execPath, ...values.node]
  const problems = await mapSome(all, (one) =>
    problemOf({ one, all, project: join(temporary, one.manifest.name), nodes }),
  )
  for (const [i, { manifest, bytes, files }] of all.entries()) {
    const about = `${manifest.name}@${manifest.version}  ${(bytes / 1024).toFixed(1)} KiB packed, ${files.length} files`
    const problem = problems[i]
    if (problem !== undefined) failures += 1
    console.log(problem === undefined ? `passed  ${about}` : `FAILED  ${about}\n${problem.replace(/^/gm, '        ')}`)
    if (values.files) for (const file of files) console.log(`        ${file.replace('package/', '')}`)
  }
} catch (error) {
  failures += 1
  console.log(`FAILED  ${(error as Error).message}`)
} finally {
  rmSync(temporary, { recursive: true, force: true })
}
process.exitCode = failures === 0 ? 0 : 1
