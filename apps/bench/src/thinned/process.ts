// The process of Thinned. Arguments: reference, exact or relaxed; threads.
import { type Backend, reference } from '@thinned/tensor'
import { wasm } from '@thinned/wasm'
import { serve } from '../protocol/serve.ts'
import { fallbackCounter } from './fallback-counter.ts'
import { thinnedWorkloads } from './workloads.ts'

const [how, threads] = process.argv.slice(2)
const backend: Backend =
  how === 'reference'
    ? reference
    : await wasm({ threads: Number(threads), precision: how === 'relaxed' ? 'relaxed' : 'exact' })
const vectorBits = 'vectorBits' in backend ? { vectorBits: String(backend.vectorBits) } : {}
await serve({ node: process.version, ...vectorBits }, thinnedWorkloads(backend), fallbackCounter(backend))
