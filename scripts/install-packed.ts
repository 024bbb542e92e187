/**
 * Builds and packs every public package, and installs `thinned` from its tarball into a folder, as a user gets it.
 *
 *     node scripts/install-packed.ts <folder>
 */
import { join, resolve } from 'node:path'
import { install } from './fresh-project.ts'
import { packAll } from './pack.ts'

const [folder] = process.argv.slice(2)
if (folder === undefined)
  throw new Error('install-packed was given no folder; it takes the folder to install thinned into.')
const packages = packAll(join(import.meta.dirname, '..'), join(resolve(folder), 'tarballs'))
install(packages.find(({ manifest }) => manifest.name === 'thinned')!, packages, resolve(folder))
