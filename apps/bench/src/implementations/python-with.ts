import { spawnSync } from 'node:child_process'

/** The first python3 that can import a module: on the path, or the system's own. */
export function pythonWith(module: string): string | undefined {
  return ['python3', '/usr/bin/python3'].find(
    (program) => spawnSync(program, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0,
  )
}
