// The process of the machine's limits. Argument: threads.
import { setFlagsFromString } from 'node:v8'
import { type Prepare, timesOf } from '../protocol/answer.ts'
import { serve } from '../protocol/serve.ts'
import { limitWorkloads } from './prepare-limit.ts'
import { onThreads } from './threads.ts'

// Before anything is compiled; the kernels for 128 bits are written so that nothing in them can be joined.
setFlagsFromString('--experimental-wasm-revectorize')
const threads = Number(process.argv[2])
const workloads: Record<string, Prepare> = Object.fromEntries(
  Object.entries(limitWorkloads).map(([name, make]) => [
    name,
    () => (threads === 1 ? timesOf(make(1)) : onThreads(name, threads)),
  ]),
)
await serve({ node: process.version, v8: process.versions.v8 }, workloads)
