import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pnpm, run } from './command.ts'
import { type Manifest, publicPackages, type WorkspacePackage } from './workspace.ts'

export interface Packed extends WorkspacePackage {
  tarball: string
  bytes: number
  files: string[]
  /** The manifest inside the tarball. */
  packed: Manifest
}

/** Builds every public package and packs it into a folder. */
export function packAll(root: string, into: string): Packed[] {
  mkdirSync(into, { recursive: true })
  const packages = publicPackages(root)
  const filters = packages.map(({ manifest }) => `--filter=${manifest.name}`)
  pnpm(['exec', 'turbo', 'run', 'build', '--output-logs=errors-only', ...filters], root)
  pnpm(['--recursive', ...filters, 'pack', '--pack-destination', into], root)
  return packages.map((one) => {
    const { name, version } = one.manifest
    const tarball = join(into, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`)
    const files = run('tar', ['-tzf', tarball], root).trim().split('\n').sort()
    const packed = JSON.parse(run('tar', ['-xzOf', tarball, 'package/package.json'], root))
    return { ...one, tarball, bytes: statSync(tarball).size, files, packed }
  })
}
