import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// The published build for Node names these modules so, also in the text that it sends to its workers, where nothing defines them.
const modules = { require$$0: 'fs', require$$1: 'path', require$$3: 'perf_hooks', require$$4: 'os' }
const prelude = Object.entries(modules)
  .map(([name, module]) => `globalThis.${name} ??= require('${module}');`)
  .concat('globalThis.commonjsGlobal = globalThis;')
  .join('')

/**
 * Lets the threaded build of tfjs-backend-wasm start in Node, which refuses workers from blobs: what it puts into a blob is written to a
 * file, and its workers start from there. It takes at most half of the processors it sees, so it sees twice as many.
 */
export function giveTfjsThreads() {
  const require = createRequire(import.meta.url)
  const workerThreads = require('node:worker_threads')
  const os = require('node:os')
  const folder = mkdtempSync(join(tmpdir(), 'tfjs-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

  const texts = new WeakMap()
  const files = new Map()
  const fileOf = (text) => {
    const known = files.get(text)
    if (known) return known
    const file = join(folder, `worker${files.size}.cjs`)
    writeFileSync(file, prelude + text)
    files.set(text, file)
    return file
  }
  const Blob = globalThis.Blob
  globalThis.Blob = class extends Blob {
    constructor(parts = [], options = {}) {
      super(parts, options)
      if (parts.every((part) => typeof part === 'string')) texts.set(this, parts.join(''))
    }
  }
  const fileOfUrl = new Map()
  const createObjectURL = URL.createObjectURL.bind(URL)
  URL.createObjectURL = (blob) => {
    const url = createObjectURL(blob)
    if (texts.has(blob)) fileOfUrl.set(url, fileOf(texts.get(blob)))
    return url
  }
  workerThreads.Worker = class extends workerThreads.Worker {
    constructor(url, options) {
      super(fileOfUrl.get(String(url)) ?? url, options)
      this.unref()
    }
    postMessage(message, transfer) {
      const blob = message?.urlOrBlob
      super.postMessage(texts.has(blob) ? { ...message, urlOrBlob: fileOf(texts.get(blob)) } : message, transfer)
    }
  }
  const cpus = os.cpus
  os.cpus = () => [...cpus(), ...cpus()]
}
