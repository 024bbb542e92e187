import { defaultClientConditions, defineConfig } from 'vite'
import { prerender } from './build/prerender.ts'

/** Threads need shared memory, which a browser gives only to a page that is isolated by these. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

export default defineConfig({
  root: import.meta.dirname,
  base: './', // the page works under any sub-path
  resolve: { conditions: ['@thinned/source', ...defaultClientConditions] },
  plugins: [prerender()],
  worker: { format: 'es' },
  build: { outDir: '../dist', emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false } },
  server: { headers: isolation },
  preview: { headers: isolation },
})
