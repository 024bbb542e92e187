import { Worker as NodeWorker } from 'node:worker_threads'

const prelude = `const { parentPort } = require('node:worker_threads')
globalThis.self = globalThis
globalThis.postMessage = (message) => parentPort.postMessage(message)
parentPort.on('message', (data) => self.onmessage({ data }))
`

/** Gives Node as much of the Worker of browsers as jax-js asks for, which uses threads only where there is one. */
export function giveJaxJsThreads(threads) {
  const texts = new WeakMap()
  const textOfUrl = new Map()
  const Blob = globalThis.Blob
  globalThis.Blob = class extends Blob {
    constructor(parts = [], options = {}) {
      super(parts, options)
      if (parts.every((part) => typeof part === 'string')) texts.set(this, parts.join(''))
    }
  }
  const createObjectURL = URL.createObjectURL.bind(URL)
  URL.createObjectURL = (blob) => {
    const url = createObjectURL(blob)
    if (texts.has(blob)) textOfUrl.set(url, texts.get(blob))
    return url
  }
  globalThis.Worker = class {
    onmessage = null
    onerror = null
    #worker
    constructor(url) {
      this.#worker = new NodeWorker(prelude + textOfUrl.get(String(url)), { eval: true })
      this.#worker.on('message', (data) => this.onmessage?.({ data }))
      this.#worker.on('error', (error) => this.onerror?.(error))
    }
    postMessage(message, transfer) {
      this.#worker.postMessage(message, transfer)
    }
    terminate() {
      void this.#worker.terminate()
    }
  }
  Object.defineProperty(globalThis.navigator, 'hardwareConcurrency', { value: threads, configurable: true })
}
