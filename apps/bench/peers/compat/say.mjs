import { createRequire } from 'node:module'

/** Prints what a library gave, with its version, as one line of JSON. */
export function say(library, values) {
  const { version } = createRequire(import.meta.url)(`${library}/package.json`)
  console.log(JSON.stringify({ version, values }, plain))
}

/** JSON has no typed arrays, NaN or infinity. */
const plain = (_, value) => {
  if (ArrayBuffer.isView(value)) return Array.from(value)
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
}
