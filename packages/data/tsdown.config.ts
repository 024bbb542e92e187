import { defineConfig } from 'tsdown'

export default defineConfig({
  entry: ['src/index.ts', 'src/node.ts', 'src/node/worker/source-worker.ts'],
  root: 'src',
  format: 'esm',
  platform: 'neutral',
  dts: true,
  fixedExtension: false,
  unbundle: true,
  deps: { neverBundle: [/^node:/] },
})
