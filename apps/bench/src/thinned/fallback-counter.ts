import type { Backend } from '@thinned/tensor'
import type { Released } from '../protocol/messages.ts'

/** Says, at each call, which kernels the reference computed in the backend's place since the last. */
export function fallbackCounter({ fallbacks }: Pick<Backend, 'fallbacks'>): () => Released {
  let before = new Map(fallbacks)
  return () => {
    const names: string[] = []
    let sum = 0
    for (const [name, count] of fallbacks) {
      const more = count - (before.get(name) ?? 0)
      if (more > 0) names.push(name)
      sum += more
    }
    before = new Map(fallbacks)
    return { note: sum > 0 ? `fallbacks to the reference: ${names.join(', ')}` : '', fallbacks: sum }
  }
}
