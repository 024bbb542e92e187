import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface Manifest {
  name: string
  version: string
  private?: boolean
  dependencies?: Record<string, string>
  /** Written when a release is packed. */
  repository?: object
  /** An entry without `default` is not published: only the workspace imports it. */
  exports?: Record<string, string | { '@thinned/source'?: string; default?: string }>
}

export interface WorkspacePackage {
  /** Its folder, absolute. */
  folder: string
  manifest: Manifest
}

/** Every package and app of the workspace. */
export function workspacePackages(root: string): WorkspacePackage[] {
  return globSync('{packages,apps}/*/package.json', { cwd: root })
    .sort()
    .map((path) => ({
      folder: dirname(join(root, path)),
      manifest: JSON.parse(readFileSync(join(root, path), 'utf8')),
    }))
}

/** The packages that are published. */
export const publicPackages = (root: string): WorkspacePackage[] =>
  workspacePackages(root).filter(({ manifest }) => manifest.private !== true)
