import { bundle, gzippedSize } from '../measure/bundle.ts'
import type { Implementation } from './implementation.ts'
import { importCommand, nodeCommand, peersFolder } from './node-command.ts'

const PROCESS = 'peers/jax-js.mjs'

/** jax-js on its wasm device, everything under `jit`: with threads that Node does not give it, and without. */
export function jaxJsImplementations(threads: number): Implementation[] {
  const on = (mode: 'tuned' | 'documented', own: number): Implementation => ({
    library: 'jax-js',
    mode,
    threads: own,
    command: nodeCommand(PROCESS, [String(own)]),
    primary: false,
  })
  return [
    {
      ...on('tuned', threads),
      primary: true,
      note: threads > 1 ? 'with a shim that gives it threads in Node' : '',
      importing: () => importCommand(peersFolder, ['@jax-js/jax']),
      starting: () => ({ program: process.execPath, args: [`${peersFolder}start/jax-js.mjs`] }),
      bundle: async () => gzippedSize(await bundle(`${peersFolder}browser/jax-js.mjs`, 'as published')),
    },
    on('documented', 1),
  ]
}
