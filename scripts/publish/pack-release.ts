/**
 * Builds and packs the public packages for a release: with their repository in their manifests, which are changed in place.
 *
 *     node scripts/publish/pack-release.ts <folder for the tarballs>
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { packAll } from '../pack.ts'
import { publicPackages } from '../workspace.ts'
import { releaseFields } from './release-fields.ts'

/** Packs a workspace as `env` describes the run. */
export function packRelease(
  root: string,
  into: string,
  env: Readonly<Record<string, string | undefined>>,
): ReturnType<typeof packAll> {
  for (const { folder } of publicPackages(root)) {
    const path = join(folder, 'package.json')
    const manifest = JSON.parse(readFileSync(path, 'utf8'))
    const fields = releaseFields(relative(root, folder).replaceAll('\\', '/'), env)
    writeFileSync(path, `${JSON.stringify({ ...manifest, ...fields }, null, 2)}\n`)
  }
  return packAll(root, into)
}

if (import.meta.main) {
  const [into] = process.argv.slice(2)
  if (into === undefined) throw new Error('pack-release was given no folder; it takes the folder for the tarballs.')
  packRelease(join(import.meta.dirname, '../..'), resolve(into), process.env)
}
