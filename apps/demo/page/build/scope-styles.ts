import type { Plugin } from 'vite'

const FIGURE = /\/blocks\/([\w-]+)\/figure\.css$/

/** Keeps the style of a block to its figure, by nesting: a name that two blocks use means to each its own. */
export function scopeStyles(): Plugin {
  return {
    name: 'scope-styles',
    enforce: 'pre',
    transform: {
      filter: { id: FIGURE },
      handler: (code, id) => `[data-figure="${id.match(FIGURE)?.[1]}"] {\n${code}\n}\n`,
    },
  }
}
