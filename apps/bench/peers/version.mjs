import { existsSync, readFileSync } from 'node:fs'

/** The version of an installed library, which its manifest tells even where `exports` hides it. */
export function versionOf(library) {
  const manifest = new URL(`./node_modules/${library}/package.json`, import.meta.url)
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : 'not installed'
}
