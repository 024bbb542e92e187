/**
 * Rehearses a release in a copy of the repository: takes the pending changesets into versions and changelogs, packs,
 * installs the front door from its tarball into an empty project, and runs the example of its README there.
 *
 *     node scripts/release-check.ts
 */
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, relative } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { pnpm, run } from './command.ts'
import { checkExamples, install, readmeOf } from './fresh-project.ts'
import { packRelease } from './publish/pack-release.ts'
import { releaseFields } from './publish/release-fields.ts'
import { publicPackages, workspacePackages } from './workspace.ts'

const ROOT = join(import.meta.dirname, '..')
const FRONT_DOOR = 'thinned'
/** The run that a release is rehearsed as. */
const RUN = { GITHUB_SERVER_URL: 'https://example.invalid', GITHUB_REPOSITORY: 'rehearsal/thinned' }
const LEFT_BEHIND = new Set(['.git', '.turbo', 'coverage', 'dist', 'node_modules'])

const changesets = (root: string): string[] =>
  readdirSync(join(root, '.changeset')).filter((file) => file.endsWith('.md') && file !== 'README.md')

/** A copy of the repository with its dependencies, as one commit: changesets ask git about the changes. */
function copyRepository(copy: string): void {
  cpSync(ROOT, copy, { recursive: true, filter: (path) => !LEFT_BEHIND.has(basename(path)) })
  const identity = ['-c', 'user.name=Release rehearsal', '-c', 'user.email=release@example.invalid']
  run('git', ['init', '--quiet', '--initial-branch=main'], copy)
  run('git', ['add', '--all'], copy)
  run('git', [...identity, 'commit', '--quiet', '--no-verify', '--message', 'Rehearse a release'], copy)
  pnpm(['install', '--frozen-lockfile', '--prefer-offline'], copy)
}

const versionsOf = (root: string): Map<string, string> =>
  new Map(workspacePackages(root).map(({ manifest }) => [manifest.name, manifest.version]))

/** Takes the changesets into versions and returns the one version that all public packages then have. */
function raiseVersions(copy: string): string {
  if (changesets(copy).length === 0) throw new Error('There is no changeset to release: add one with `pnpm changeset`.')
  const before = versionsOf(copy)
  pnpm(['exec', 'changeset', 'version'], copy)
  const left = changesets(copy)
  if (left.length > 0) throw new Error(`Changesets were left over: ${left.join(', ')}`)

  const published = publicPackages(copy)
  const versions = new Set(published.map(({ manifest }) => manifest.version))
  if (versions.size !== 1) throw new Error(`The public packages have ${versions.size} versions: ${[...versions]}`)
  for (const { folder, manifest } of workspacePackages(copy)) {
    const raised = manifest.version !== before.get(manifest.name)
    if (raised === (manifest.private === true)) {
      throw new Error(`${manifest.name} went from ${before.get(manifest.name)} to ${manifest.version}`)
    }
    if (raised && !existsSync(join(folder, 'CHANGELOG.md'))) throw new Error(`${manifest.name} has no CHANGELOG.md`)
  }
  return published[0]!.manifest.version
}

const temporary = mkdtempSync(join(tmpdir(), 'thinned-release-'))
try {
  const copy = join(temporary, 'repository')
  copyRepository(copy)
  const version = raiseVersions(copy)
  console.log(`passed  ${publicPackages(copy).length} packages rise to ${version}, the private ones stay`)

  const packages = packRelease(copy, join(temporary, 'tarballs'), RUN)
  const frontDoor = packages.find(({ manifest }) => manifest.name === FRONT_DOOR)!
  const released = new Set(packages.map(({ manifest }) => manifest.name))
  for (const { folder, manifest, packed } of packages) {
    const { repository } = releaseFields(relative(copy, folder), RUN)
    if (!isDeepStrictEqual(packed.repository, repository)) throw new Error(`${manifest.name} has no ${repository.url}`)
    const siblings = Object.entries(packed.dependencies ?? {}).filter(([name]) => released.has(name))
    const old = siblings.filter(([, range]) => range !== `^${version}`)
    if (old.length > 0) throw new Error(`${manifest.name} depends on ${old.map((pair) => pair.join('@')).join(', ')}`)
  }
  install(frontDoor, packages, join(temporary, 'project'))
  checkExamples(readmeOf(frontDoor), join(temporary, 'project'), [process.execPath])
  console.log(`passed  ${FRONT_DOOR}@${version} installs from its tarball and runs the example of its README`)
} catch (error) {
  console.log(`FAILED  ${(error as Error).message}`)
  process.exitCode = 1
} finally {
  rmSync(temporary, { recursive: true, force: true })
}
