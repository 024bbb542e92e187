import { type Remote, wrap } from 'comlink'

/**
 * The functions that a block's worker exposes. Make the worker in the block, so that the bundler finds its module:
 *
 *     const api = connect<typeof import('./worker.ts').api>(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }), onFailure)
 *
 * `onFailure` hears, in words, of a worker that could not be loaded or that stopped by an error of its own.
 */
export function connect<Api>(worker: Worker, onFailure: (message: string) => void): Remote<Api> {
  worker.addEventListener('error', (event) =>
    onFailure(
      event.message
        ? `The figure's worker stopped: ${event.message.replace(/\.?$/, '.')}`
        : "The figure's worker could not be loaded. In an isolated page its file needs the header Cross-Origin-Embedder-Policy.",
    ),
  )
  return wrap<Api>(worker)
}

/** What went wrong, in words for the figure. */
export const wordsOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))

/** Whether the visitor asked for little movement: then nothing starts by itself. */
export const prefersStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches
