import { join } from 'node:path'
import { defaultClientConditions, defineConfig } from 'vite'
import { fewerKernels } from './fewer-kernels.ts'

const checks = { pluginTimings: false }
const plot = join(import.meta.dirname, 'linear-plot.ts')

/** `<thinned-twins>` in one script file, with its worker and its style. */
export default defineConfig({
  root: import.meta.dirname,
  resolve: {
    conditions: ['@thinned/source', ...defaultClientConditions],
    alias: { 'd3-scale': plot, 'd3-shape': plot, comlink: join(import.meta.dirname, 'remote.ts') },
  },
  plugins: [fewerKernels()],
  worker: {
    format: 'es',
    plugins: () => [fewerKernels()],
    rolldownOptions: { checks, output: { comments: { annotation: false } } },
  },
  define: { 'process.env.NODE_ENV': '"production"' },
  publicDir: false,
  build: {
    outDir: join(import.meta.dirname, '../../dist'),
    emptyOutDir: false,
    rolldownOptions: { checks },
    target: 'es2022',
    lib: {
      entry: join(import.meta.dirname, 'thinned-twins.ts'),
      formats: ['iife'],
      name: 'thinnedTwins',
      fileName: () => 'thinned-twins.js',
    },
  },
})
