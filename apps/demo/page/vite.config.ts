import { join } from 'node:path'
import { defaultClientConditions, defineConfig } from 'vite'
import { prerender } from './build/prerender.ts'
import { scopeStyles } from './build/scope-styles.ts'

/** Threads need shared memory, which a browser gives only to a page that is isolated by these. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

/** Files are named after the block that they are of: twins-figure-<hash>.js. */
const named = ({ name, facadeModuleId }: { readonly name: string; readonly facadeModuleId?: string | null }): string =>
  `assets/${facadeModuleId?.match(/\/blocks\/([\w-]+)\//)?.[1] ?? 'page'}-${name}-[hash].js`
const checks = { pluginTimings: false }

export default defineConfig({
  root: import.meta.dirname,
  base: './', // the page works under any sub-path
  resolve: { conditions: ['@thinned/source', ...defaultClientConditions] },
  plugins: [prerender(), scopeStyles()],
  worker: { format: 'es', rolldownOptions: { checks, output: { entryFileNames: named, chunkFileNames: named } } },
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      checks,
      input: ['index', 'embed'].map((name) => join(import.meta.dirname, `${name}.html`)),
      output: { entryFileNames: named, chunkFileNames: named },
    },
  },
  server: { headers: isolation },
  preview: { headers: isolation },
})
