import { wasm } from '@thinned/wasm'
import { answerer, type Reply } from '../protocol/answer.ts'
import type { Ready, Request } from '../protocol/messages.ts'
import { fallbackCounter } from '../thinned/fallback-counter.ts'
import { thinnedWorkloads } from '../thinned/workloads.ts'

/** What a page has besides what Node has too. */
interface Page {
  readonly location: { readonly search: string }
  readonly crossOriginIsolated: boolean
}

const { location, crossOriginIsolated } = globalThis as unknown as Page

/** The life of a page that is a implementation: asks for requests and answers them, as long as somebody serves it. */
async function live(): Promise<never> {
  const backend = await wasm(
    crossOriginIsolated ? { threads: Number(new URLSearchParams(location.search).get('threads')) } : {},
  )
  const answer = answerer({
    workloads: thinnedWorkloads(backend),
    released: fallbackCounter(backend),
    reader: () => async (name) => new Uint8Array(await (await fetch(`/data/${name}`)).arrayBuffer()),
    peak() {
      throw new Error('a page does not know its memory')
    },
  })
  const { userAgent } = navigator
  await say({
    versions: {
      chromium: /Chrome\/([\d.]+)/.exec(userAgent)?.[1] ?? userAgent,
      threads: String(backend.threads),
      vectorBits: String(backend.vectorBits),
    },
  })
  for (;;) await say(await answer((await (await fetch('/next')).json()) as Request))
}

async function say(message: Ready | Reply): Promise<void> {
  await fetch('/answer', { method: 'POST', body: JSON.stringify(message) })
}

live().catch((error: unknown) => say({ cannot: String(error) }))
