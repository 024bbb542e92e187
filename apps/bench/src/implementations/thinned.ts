import { bundle, gzippedSize } from '../measure/bundle.ts'
import { copyToProject, packedProject } from '../measure/packed.ts'
import type { Command } from '../protocol/client.ts'
import type { Implementation } from './implementation.ts'
import { benchFolder, importCommand, nodeCommand } from './node-command.ts'

const PROCESS = 'src/thinned/process.ts'

/** A program that uses the packed packages, as users do. */
function publishedCommand(file: string, folder: string, args: readonly string[] = []): Command {
  const program = copyToProject(`${benchFolder}src/published/${file}`, packedProject(folder))
  return { program: process.execPath, args: [program, ...args] }
}

/** Thinned on the WASM backend (on all threads, on one, in 128-bit vectors only, relaxed, in a browser) and on the reference. */
export function thinnedImplementations(threads: number, chromium?: string): Implementation[] {
  const wasm = (mode: string, own: number, how: 'exact' | 'relaxed'): Implementation => ({
    library: 'thinned',
    mode,
    threads: own,
    command: nodeCommand(PROCESS, [how, String(own)]),
    primary: false,
  })
  const deterministic = wasm('deterministic', threads, 'exact')
  return [
    {
      ...deterministic,
      primary: true,
      importing: (folder) => importCommand(packedProject(folder), ['thinned']),
      starting: (folder) => publishedCommand('start.mjs', folder),
      training: (folder) => publishedCommand('memory.mjs', folder, [folder]),
      bundle: async (folder) => {
        const program = copyToProject(`${benchFolder}src/browser/train-mlp.ts`, packedProject(folder))
        return gzippedSize(await bundle(program, 'as published'))
      },
    },
    ...(threads > 1 ? [wasm('deterministic', 1, 'exact')] : []),
    {
      ...deterministic,
      mode: 'deterministic-128',
      command: { ...deterministic.command, env: { THINNED_REVECTORIZE: '0' } },
      note: 'plain 128-bit SIMD, as in browsers',
    },
    ...(chromium === undefined
      ? []
      : [
          {
            ...deterministic,
            mode: 'chromium',
            command: nodeCommand('src/chromium/process.ts', [chromium, String(threads)]),
            note: 'in headless Chromium, in an isolated page',
            primary: true,
            takes: (workload: string) => !workload.startsWith('limit-') && workload !== 'memory',
          },
        ]),
    wasm('relaxed', threads, 'relaxed'),
    {
      library: 'thinned',
      mode: 'reference',
      threads: 1,
      command: nodeCommand(PROCESS, ['reference', '1']),
      primary: false,
      note: 'plain TypeScript',
    },
  ]
}
