import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { bundle, gzippedSize } from '../measure/bundle.ts'
import type { Implementation } from './implementation.ts'
import { importCommand, nodeCommand, peersFolder } from './node-command.ts'

const PROCESS = 'peers/tfjs.mjs'
const BINARY = 'node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm'

/** The threads of its pool look for workload a million times before they sleep. */
const POOL_SETTLES = 20

/** TensorFlow.js: its wasm backend tuned (transposes written out, threads that Node does not give it) and as documented, and its cpu one. */
export function tfjsImplementations(threads: number): Implementation[] {
  const on = (backend: 'wasm' | 'cpu', mode: 'tuned' | 'documented', own: number): Implementation => ({
    library: backend === 'wasm' ? 'tfjs' : 'tfjs-cpu',
    mode,
    threads: own,
    command: nodeCommand(PROCESS, [backend, mode, String(own)]),
    primary: false,
    spinTime: own > 1 ? POOL_SETTLES : 0,
  })
  return [
    {
      ...on('wasm', 'tuned', threads),
      primary: true,
      note: threads > 1 ? 'with a shim that gives it threads in Node' : '',
      importing: () => importCommand(peersFolder, ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm']),
      starting: () => ({ program: process.execPath, args: [`${peersFolder}start/tfjs.mjs`] }),
      bundle: async () => {
        const scripts = gzippedSize(await bundle(`${peersFolder}browser/tfjs.mjs`, 'as published'))
        return scripts + gzipSync(readFileSync(`${peersFolder}${BINARY}`), { level: 9 }).length
      },
    },
    ...(threads > 1 ? [on('wasm', 'tuned', 1)] : []),
    on('wasm', 'documented', 1),
    on('cpu', 'documented', 1),
  ]
}
