import { SERVES, TAG } from './messages.ts'

/**
 * The program of a worker that trains the members of a module: it runs there without this package, which would have to be found first. What it does is
 * what `serveMembers` does; its messages are in messages.ts.
 */
const MEMBER = `async (module, post, listen) => {
  const send = (message, transfer) => post({ tag: '${TAG}', message }, transfer)
  const stop = new AbortController()
  const waiting = new Map()
  let calls = 0
  const ask = (save) => new Promise((resolve, reject) => {
    waiting.set(calls, { resolve, reject })
    send({ type: 'ask', call: calls++, save })
  })
  const place = { load: () => ask(undefined), save: (bytes) => ask(bytes) }
  const tensors = async (names, held) => {
    const parts = {}
    for (const name of names) {
      const tensor = held[name]
      parts[name] = tensor && { data: await tensor.read(), shape: tensor.shape, dtype: tensor.dtype }
    }
    return parts
  }
  const part = async (model) => {
    const children = {}
    for (const [name, child] of Object.entries(model.children)) children[name] = await part(child)
    const { kind, name, options, functions = [], parameters, states = {} } = model
    return {
      kind, name, options, functions, children,
      params: await tensors(Object.keys(parameters), model.params),
      state: await tensors(Object.keys(states), model.state),
    }
  }
  const train = async (build, { index, key }) => {
    const report = (report) => send({ type: 'report', report })
    const model = await build({ key, index, signal: stop.signal, place, report })
    if (typeof model?.forward !== 'function') return send({ type: 'strange', what: describe(model) })
    send({ type: 'built', part: await part(model) })
  }
  const describe = (value) => typeof value === 'object' && value !== null ? 'an object with ' + (Object.keys(value).slice(0, 4).join(', ') || 'nothing in it') : String(value)
  const textOf = (error) => String(error?.message || error)
  const fail = (error) => send({ type: 'failed', error: textOf(error), stack: String(error?.stack), code: error?.code })
  globalThis['${SERVES}'] = true
  const loading = import(module)
  listen(({ tag, message } = {}) => {
    if (tag !== '${TAG}') return
    if (message.type === 'start') loading.then(({ build, default: other }) => train(build ?? other, message)).catch(fail)
    else if (message.type === 'abort') stop.abort()
    else if (waiting.has(message.call)) {
      const { resolve, reject } = waiting.get(message.call)
      waiting.delete(message.call)
      if (message.error === undefined) resolve(message.value)
      else reject(new Error(message.error))
    }
  })
  try {
    const exported = await loading
    if (typeof (exported.build ?? exported.default) === 'function') send({ type: 'ready' })
    else send({ type: 'unusable', exports: Object.keys(exported) })
  } catch (error) {
    fail(error)
  }
}`

/** The program in a thread of Node, whose data is the URL of the module. */
export const IN_NODE: string = `const { parentPort, workerData } = require('node:worker_threads');(${MEMBER})(workerData, (message) => parentPort.postMessage(message), (hear) => parentPort.on('message', hear))`

/** The program in a worker of a browser. */
export const inBrowser = (module: string): string =>
  `(${MEMBER})(${JSON.stringify(module)}, (message) => postMessage(message), (hear) => addEventListener('message', ({ data }) => hear(data ?? undefined)))`
