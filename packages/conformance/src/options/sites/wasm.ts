import { wasm } from '@thinned/wasm'
import type { Sites } from '../sites.ts'

export const sites: Sites = { wasm: (options) => wasm(options) }
