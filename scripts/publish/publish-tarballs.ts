/**
 * Publishes the tarballs of a folder, with provenance, by npm's trusted publishing: it needs npm 11.5.1, an `id-token`, no other package
 * and no secret. What npm already has is skipped, so that it can run again; `thinned` comes last.
 *
 *     node scripts/publish/publish-tarballs.ts <folder> [--dry-run]
 */
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { run } from '../command.ts'
import type { Manifest } from '../workspace.ts'
import { type ReleaseFields, releaseFields } from './release-fields.ts'

type Released = Manifest & Partial<ReleaseFields>

/** Refuses a tarball whose repository is not the one of this run. */
function checkRepository({ name, repository }: Released): void {
  const { url } = releaseFields(repository?.directory ?? '', process.env).repository
  if (repository?.directory && repository.url === url) return
  throw new Error(`${name} names the repository ${JSON.stringify(repository)}; pack-release writes ${url}.`)
}

const isPublished = ({ name, version }: Manifest): boolean =>
  spawnSync('npm', ['view', `${name}@${version}`, 'version'], { encoding: 'utf8' }).stdout.trim() === version

const [folder, ...flags] = process.argv.slice(2)
if (folder === undefined) throw new Error('publish-tarballs was given no folder; it takes the folder of the tarballs.')
const tarballs = readdirSync(folder)
  .filter((file) => file.endsWith('.tgz'))
  .map((file) => join(resolve(folder), file))
  .map((path) => ({
    path,
    manifest: JSON.parse(run('tar', ['-xzOf', path, 'package/package.json'], folder)) as Released,
  }))
  .sort((a, b) => Number(a.manifest.name === 'thinned') - Number(b.manifest.name === 'thinned'))
if (tarballs.length === 0) throw new Error(`${folder} holds no tarball.`)
for (const { manifest } of tarballs) checkRepository(manifest)
for (const { path, manifest } of tarballs) {
  const about = `${manifest.name}@${manifest.version}`
  if (isPublished(manifest)) {
    console.log(`there already  ${about}`)
    continue
  }
  run('npm', ['publish', path, '--access', 'public', '--provenance', ...flags], resolve(folder))
  console.log(`published      ${about}`)
}
