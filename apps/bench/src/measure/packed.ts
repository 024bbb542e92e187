import { spawnSync } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const SCRIPT = fileURLToPath(new URL('../../../../scripts/install-packed.ts', import.meta.url))

const projects = new Map<string, string>()

/** A project in a folder of the run that has `thinned` installed from its tarball, as users get it; packed once for a folder. */
export function packedProject(folder: string): string {
  const project = projects.get(folder) ?? join(folder, 'packed')
  if (projects.has(folder)) return project
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT, project], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`the packages could not be packed: ${stderr.trim().split('\n').at(-1)}`)
  projects.set(folder, project)
  return project
}

/** A copy of a program in such a project, where its imports are those of the packed packages. */
export function copyToProject(program: string, project: string): string {
  const copy = join(project, basename(program))
  copyFileSync(program, copy)
  return copy
}
