import { defineConfig } from 'tsdown'

export default defineConfig({
  entry: ['src/index.ts', 'src/trial-thread.ts'],
  root: 'src',
  format: 'esm',
  platform: 'node',
  dts: true,
  fixedExtension: false,
  unbundle: true,
})
